//! Both RSA backends are one.

use proptest::prelude::*;
use snap_core::signing::BadSignature;

use crate::support::{BACKENDS, private};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_backend_makes_the_same_signature(message in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in ["test-rsa-2048.pkcs8.pem", "test-rsa-2050.pkcs8.pem", "test-rsa-3072.pkcs8.pem"] {
            let key = private(name);
            let signatures: Vec<_> =
                BACKENDS.iter().map(|backend| (backend.signer)(&key).unwrap().sign(&message).unwrap()).collect();
            for (backend, signature) in BACKENDS.iter().zip(&signatures) {
                prop_assert_eq!(signature, &signatures[0], "{} {}", name, backend.name);
                let verifier = (backend.verifier)(&key.public_key()).unwrap();
                prop_assert_eq!(verifier.verify(&message, signature.as_bytes()), Ok(()));
            }
        }
    }

    #[test]
    fn every_backend_refuses_what_was_changed(
        message in proptest::collection::vec(any::<u8>(), 1..100),
        at in 0..256_usize,
        bit in 0..8_u32,
    ) {
        let key = private("test-rsa-2048.pkcs8.pem");
        for backend in BACKENDS {
            let signature = (backend.signer)(&key).unwrap().sign(&message).unwrap();
            let verifier = (backend.verifier)(&key.public_key()).unwrap();
            let mut other = signature.as_bytes().to_vec();
            other[at] ^= 1_u8 << bit;
            prop_assert_eq!(verifier.verify(&message, &other), Err(BadSignature::Mismatch));
            prop_assert_eq!(verifier.verify(&message[1..], signature.as_bytes()), Err(BadSignature::Mismatch));
        }
    }
}

#[test]
fn a_signature_of_another_length_is_a_mismatch() {
    let key = private("test-rsa-2048.pkcs8.pem");
    for backend in BACKENDS {
        let verifier = (backend.verifier)(&key.public_key()).unwrap();
        let signature = (backend.signer)(&key).unwrap().sign(b"message").unwrap();
        let longer = [&[0], signature.as_bytes()].concat();
        for other in [&b""[..], &signature.as_bytes()[1..], &longer, &[0; 64], &[0xff; 256], &[0; 2000]] {
            assert_eq!(verifier.verify(b"message", other), Err(BadSignature::Mismatch), "{}", backend.name);
        }
    }
}
