//! Project Wycheproof: valid signatures, and the ways to forge one that libraries have fallen for.

use snap_core::SignatureEncoding;
use snap_core::signing::{MacKey, PublicKey, Verifier};
use wycheproof::TestResult;

use crate::support::BACKENDS;

#[test]
fn rsa_2048_sha256_verifies_what_is_valid_and_nothing_else() {
    use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};

    let set = TestSet::load(TestName::Rsa2048Sha256).unwrap();
    for backend in BACKENDS {
        let mut valid = 0;
        let mut refused = 0;
        for group in &set.test_groups {
            // As SPKI and as PKCS#1: one key.
            let key = PublicKey::load(&group.der).unwrap();
            assert_eq!(PublicKey::load(&group.asn_key).unwrap(), key);
            let verifier = (backend.verifier)(&key).unwrap();
            for test in &group.tests {
                let verdict = verifier.verify(&test.msg, &test.sig);
                // The one acceptable case has a DigestInfo without its NULL; it is refused.
                let expected = test.result == TestResult::Valid;
                assert_eq!(verdict.is_ok(), expected, "{} {}: {}", backend.name, test.tc_id, test.comment);
                if expected { valid += 1 } else { refused += 1 }
            }
        }
        assert!((valid, refused) == (9, 250), "{}: {valid} valid, {refused} refused", backend.name);
    }
}

#[test]
fn hmac_sha512_verifies_full_tags_only() {
    use wycheproof::mac::{TestName, TestSet};

    let set = TestSet::load(TestName::HmacSha512).unwrap();
    let mut full = 0;
    for group in &set.test_groups {
        for test in &group.tests {
            let key = MacKey::from_bytes(&test.key);
            let verdict = Verifier::verify(&key, &test.msg, &test.tag);
            // Half of them are cut to 256 bits: SNAP sends all 512.
            let expected = group.tag_size == 512 && test.result == TestResult::Valid;
            assert_eq!(verdict.is_ok(), expected, "{}: {}", test.tc_id, test.comment);
            if group.tag_size == 512 {
                full += 1;
                let signed = key.sign(&test.msg);
                assert_eq!(signed.as_bytes() == &test.tag[..], expected, "{}", test.tc_id);
                assert_eq!(key.verify(&test.msg, &signed.encode(SignatureEncoding::Hex)), Ok(()));
            }
        }
    }
    assert_eq!(full, 87);
}
