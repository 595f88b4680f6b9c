//! Keys in every form that is seen in the field.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use snap_core::signing::{PrivateKey, PublicKey};

use crate::support::{BACKENDS, key};

/// The DER of a PEM file.
pub(crate) fn der(pem: &str) -> Vec<u8> {
    BASE64.decode(pem.lines().filter(|line| !line.starts_with('-')).collect::<String>()).unwrap()
}

/// One PEM file, as people hand it on.
fn forms(name: &str) -> Vec<(&'static str, Vec<u8>)> {
    let pem = String::from_utf8(key(name)).unwrap();
    let line = pem.trim_end().replace('\n', "\\n");
    let der = der(&pem);
    let bare = BASE64.encode(&der);
    let wrapped = pem.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
    let unwrapped = {
        let (begin, rest) = pem.split_once('\n').unwrap();
        let end = rest.lines().last().unwrap();
        (begin.to_owned(), end.to_owned())
    };
    let (begin, end) = unwrapped;
    vec![
        ("PEM", pem.clone().into_bytes()),
        ("PEM without a last line break", pem.trim_end().into()),
        ("PEM with CRLF", pem.replace('\n', "\r\n").into()),
        ("PEM with CR", pem.replace('\n', "\r").into()),
        ("PEM with \\n", line.clone().into()),
        ("PEM with \\r\\n", line.replace("\\n", "\\r\\n").into()),
        ("PEM with \\\\n", line.replace("\\n", "\\\\n").into()),
        ("PEM with \\n in quotes", format!("\"{line}\"").into()),
        ("PEM with \\n at its end, in quotes", format!("'{line}\\n'\n").into()),
        ("PEM with blanks for line breaks", pem.replace('\n', " ").into()),
        ("PEM without line breaks", pem.replace('\n', "").into()),
        ("PEM on one line of base64", format!("{begin}\n{bare}\n{end}\n").into()),
        ("PEM, indented", pem.replace('\n', "\n    ").into()),
        ("PEM after blank lines and text", format!("\n\nBag Attributes\n    friendlyName: test\n\n{pem}\n\n").into()),
        ("PEM with a byte order mark", format!("\u{feff}{pem}").into()),
        ("DER", der),
        ("base64", bare.clone().into()),
        ("base64 with lines", wrapped.clone().into()),
        ("base64 with CRLF", (wrapped.replace('\n', "\r\n") + "\r\n").into()),
        ("base64 with \\n", wrapped.replace('\n', "\\n").into()),
        ("base64 in quotes between blank lines", format!("\n \"{bare}\"\n\n").into()),
        ("base64 of PEM", BASE64.encode(&pem).into()),
        ("base64 of PEM with CRLF", BASE64.encode(pem.replace('\n', "\r\n")).into()),
        ("base64 of PEM with \\n", BASE64.encode(&line).into()),
    ]
}

#[test]
fn a_private_key_is_read_in_every_form() {
    let expected = PrivateKey::load(&key("test-rsa-2048.pkcs8.pem")).unwrap().public_key();
    for name in ["test-rsa-2048.pkcs8.pem", "test-rsa-2048.pkcs1.pem"] {
        for (form, bytes) in forms(name) {
            let key = PrivateKey::load(&bytes).unwrap_or_else(|error| panic!("{name}, {form}: {error}"));
            assert_eq!((key.public_key(), key.bits()), (expected.clone(), 2048), "{name}, {form}");
            let message = b"a-client|2020-12-21T10:30:24+07:00";
            // Loading is one path for all forms: one signature by each backend is enough.
            if form == "PEM" {
                for backend in BACKENDS {
                    let signature = (backend.signer)(&key).unwrap().sign(message).unwrap();
                    let verifier = (backend.verifier)(&expected).unwrap();
                    assert_eq!(verifier.verify(message, signature.as_bytes()), Ok(()), "{name}, {}", backend.name);
                }
            }
        }
    }
}

#[test]
fn a_public_key_is_read_in_every_form() {
    let expected = PrivateKey::load(&key("test-rsa-2048.pkcs8.pem")).unwrap().public_key();
    for name in ["test-rsa-2048.spki.pem", "test-rsa-2048.pkcs1-public.pem"] {
        for (form, bytes) in forms(name) {
            let key = PublicKey::load(&bytes).unwrap_or_else(|error| panic!("{name}, {form}: {error}"));
            assert_eq!((&key, key.bits()), (&expected, 2048), "{name}, {form}");
        }
    }
}

#[test]
fn the_structure_decides_and_not_the_label() {
    // PKCS#8 under the label of PKCS#1: what comes of putting a provider's base64 between the wrong lines.
    let pem = String::from_utf8(key("test-rsa-2048.pkcs8.pem")).unwrap();
    let other = pem.replace("PRIVATE KEY", "RSA PRIVATE KEY");
    let expected = PrivateKey::load(pem.as_bytes()).unwrap().public_key();
    assert_eq!(PrivateKey::load(other.as_bytes()).unwrap().public_key(), expected);
}

#[test]
fn keys_of_odd_sizes_and_exponents_work_on_every_backend() {
    for (name, bits) in [
        ("test-rsa-2050.pkcs8.pem", 2050),
        ("test-rsa-3072.pkcs8.pem", 3072),
        ("test-rsa-2048-exponent-3.pkcs8.pem", 2048),
    ] {
        let key = PrivateKey::load(&key(name)).unwrap();
        assert_eq!((key.bits(), key.public_key().bits()), (bits, bits));
        for backend in BACKENDS {
            let signer = (backend.signer)(&key).unwrap_or_else(|error| panic!("{name}, {}: {error}", backend.name));
            let signature = signer.sign(b"message").unwrap();
            assert_eq!(signature.as_bytes().len(), bits.div_ceil(8));
            let verifier = (backend.verifier)(&key.public_key()).unwrap();
            assert_eq!(verifier.verify(b"message", signature.as_bytes()), Ok(()), "{name}, {}", backend.name);
        }
    }
}
