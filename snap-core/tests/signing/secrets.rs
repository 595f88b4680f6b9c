//! Nothing that can hold a secret shows it.

use snap_core::Secret;
use snap_core::signing::{MacKey, PrivateKey};

use crate::support::{BACKENDS, key, private};

#[test]
fn debug_of_a_key_shows_its_size_at_most() {
    let key = private("test-rsa-2048.pkcs8.pem");
    assert_eq!(format!("{key:?}"), "PrivateKey(RSA, 2048 bits)");
    assert_eq!(format!("{:?}", key.public_key()), "PublicKey(RSA, 2048 bits)");
    assert_eq!(format!("{:?}", MacKey::new(&Secret::new("s3cret"))), "MacKey([redacted])");
    assert_eq!(format!("{:?}", MacKey::new(&Secret::new("s3cret")).sign(b"")), "Signature(64 bytes)");
    for backend in BACKENDS {
        let signer = (backend.signer)(&key).unwrap();
        assert!(format!("{signer:?}").len() < 40, "{signer:?}");
        let verifier = (backend.verifier)(&key.public_key()).unwrap();
        assert!(format!("{verifier:?}").len() < 40, "{verifier:?}");
    }
}

#[test]
fn a_refusal_shows_nothing_of_the_key() {
    let pem = String::from_utf8(key("test-rsa-2048.pkcs8.pem")).unwrap();
    let secret = pem.lines().nth(5).unwrap();
    for damaged in
        [pem.replace("-----END PRIVATE KEY-----", ""), pem.replace(secret, &secret[1..]), pem.replace(secret, "")]
    {
        let error = PrivateKey::load(damaged.as_bytes()).unwrap_err();
        for line in pem.lines().skip(1) {
            assert!(!format!("{error} {error:?}").contains(&line[..8.min(line.len())]), "{error:?}");
        }
    }
}
