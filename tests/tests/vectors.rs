//! The known answers that signing profiles carry.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

use snap_bi::Secret;
use snap_bi::signing::{MacKey, PublicKey, verifier};
use snap_codegen::spec::provider::VectorKind;
use snap_tests::{root, spec};

/// The public half of the key that a vector names: `tests/tests/keys/NAME.pem`.
fn public_key(name: &str) -> PublicKey {
    let file = root().join("tests/tests/keys").join(name).with_extension("pem");
    let text = std::fs::read(&file).unwrap_or_else(|e| panic!("no public key `{name}`, put it into {file:?}: {e}"));
    PublicKey::load(&text).expect("a public key")
}

#[test]
fn every_vector_of_a_signing_profile_holds() {
    let mut held = 0;
    for provider in &spec().catalogue.providers {
        for (profile, vector) in provider.profiles.iter().flat_map(|p| p.vectors.iter().map(move |v| (p, v))) {
            let name = format!("{} {} {}", provider.name, profile.name, vector.name);
            let text = vector.string_to_sign.as_bytes();
            let holds = match vector.kind.value {
                VectorKind::Symmetric => MacKey::new(&Secret::new(&*vector.key)).verify(text, &vector.signature),
                VectorKind::Token | VectorKind::Asymmetric => {
                    let verifier = verifier(&public_key(&vector.key)).expect("a backend");
                    verifier.verify_text(text, &vector.signature)
                }
            };
            assert_eq!(holds, Ok(()), "{name}");
            held += 1;
        }
    }
    assert!(held > 0, "no profile has a vector");
}
