//! Keys that are not taken, and what is said about them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE};
use snap_core::signing::KeyErrorKind::{Format, Refused, WrongKind};
use snap_core::signing::{KeyError, KeyErrorKind, PrivateKey, PublicKey};

use crate::keys::der;
use crate::support::{BACKENDS, key};

type Case = (&'static str, Vec<u8>, KeyErrorKind, &'static str);

fn pem(name: &str) -> String {
    String::from_utf8(key(name)).unwrap()
}

fn utf16<const N: usize>(text: &str, mark: [u8; N], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
}

fn hex(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

/// Two keys of either kind.
fn two_pairs() -> String {
    ["test-rsa-2048.pkcs8.pem", "test-rsa-3072.pkcs8.pem", "test-rsa-2048.spki.pem", "test-rsa-1024.spki.pem"]
        .map(pem)
        .concat()
}

/// Neither a private nor a public key.
fn neither() -> Vec<Case> {
    let good = pem("test-rsa-2048.pkcs8.pem");
    let bare = BASE64.encode(der(&good));
    let line = good.lines().nth(3).unwrap();
    vec![
        ("nothing", b"".into(), Format, "nothing"),
        ("blank", b" \r\n".into(), Format, "nothing"),
        ("empty quotes", b"\"\"\n".into(), Format, "nothing"),
        ("a file name", b"/etc/keys/private_key.pem".into(), Format, "the name of a file"),
        ("a file name without a path", b"private_key.pem\n".into(), Format, "the name of a file"),
        ("a file name of Windows", br"C:\keys\partner".into(), Format, "the name of a file"),
        ("UTF-16 with its mark", utf16(&good, [0xff, 0xfe], u16::to_le_bytes), Format, "text in UTF-16"),
        ("UTF-16 the other way", utf16(&good, [0xfe, 0xff], u16::to_be_bytes), Format, "text in UTF-16"),
        ("UTF-16 without its mark", utf16(&good, [], u16::to_le_bytes), Format, "text in UTF-16"),
        ("URL-encoded", good.replace('\n', "%0A").replace('+', "%2B").into(), Format, "percent-encoded"),
        ("URL-encoded base64", bare.replace('/', "%2F").into(), Format, "percent-encoded"),
        ("hex", hex(&der(&good), "").into(), Format, "a key in hexadecimal"),
        ("hex with colons", hex(&der(&good), ":").to_uppercase().into(), Format, "a key in hexadecimal"),
        ("words", b"my private key!".into(), Format, "character 13 of 13 cannot be in it"),
        ("base64 of words", b"bXkgcHJpdmF0ZSBrZXk=".into(), Format, "no known key"),
        ("base64 without its end", bare[..bare.len() - 3].into(), Format, "no multiple of 4: it was cut off"),
        ("base64 without its half", bare[..bare.len() / 8 * 4].into(), Format, "damaged or cut off"),
        ("base64 with one character more", format!("{bare}A").into(), Format, "no multiple of 4"),
        ("base64url", URL_SAFE.encode([0xff; 60]).into(), Format, "base64url"),
        ("PEM without END", good.replace("-----END PRIVATE KEY-----", "").into(), Format, "without its END line"),
        ("PEM cut in END", good.trim_end().trim_end_matches('-').into(), Format, "broken END line"),
        ("PEM without BEGIN", good.replace("-----BEGIN PRIVATE KEY-----", "").into(), Format, "without its BEGIN line"),
        ("PEM of two labels", good.replace("END PRIVATE", "END PUBLIC").into(), Format, "name different things"),
        ("PEM with a line lost", good.replace(line, "").into(), Format, "damaged or cut off"),
        ("PEM with a character lost", good.replace(line, &line[1..]).into(), Format, "no multiple of 4"),
        (
            "PEM with a foreign character",
            good.replace(line, &format!("{}é", &line[1..])).into(),
            Format,
            "cannot be in it",
        ),
        (
            "PEM of nothing",
            b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n".into(),
            Format,
            "nothing between its lines",
        ),
        ("two pairs", two_pairs().into(), Format, "more than one key that could be meant"),
        (
            "an EC key before a certificate",
            format!("{}{}", pem("test-ec.pkcs8.pem"), pem("test-certificate.pem")).into(),
            WrongKind,
            "an EC private key (PKCS#8)",
        ),
        ("a key cut off behind another", format!("{good}{}", &good[..900]).into(), Format, "without its END line"),
        ("DER with a byte more", [der(&good), vec![0]].concat(), Format, "neither text nor one whole DER"),
        ("encrypted PKCS#8", key("test-rsa-2048.encrypted.pem"), WrongKind, "an encrypted private key (PKCS#8)"),
        ("encrypted DER", der(&pem("test-rsa-2048.encrypted.pem")), WrongKind, "an encrypted private key (PKCS#8)"),
        ("encrypted PKCS#1", key("test-rsa-2048.encrypted-pkcs1.pem"), WrongKind, "an encrypted private key (PEM"),
        ("EC key with its curve", key("test-ec.sec1.pem"), WrongKind, "parameters of an EC key"),
        ("EC private key", key("test-ec.pkcs8.pem"), WrongKind, "an EC private key (PKCS#8)"),
        ("EC public key", key("test-ec.spki.pem"), WrongKind, "an EC public key (SPKI)"),
        ("Ed25519 private key", key("test-ed25519.pkcs8.pem"), WrongKind, "an Ed25519"),
        ("Ed25519 public key", key("test-ed25519.spki.pem"), WrongKind, "an Ed25519"),
        ("PSS private key", key("test-rsa-pss.pkcs8.pem"), WrongKind, "an RSA private key for PSS only"),
        ("PSS public key", key("test-rsa-pss.spki.pem"), WrongKind, "an RSA public key for PSS only"),
        ("three primes", key("test-rsa-2048-three-primes.pkcs8.pem"), WrongKind, "more than two primes"),
        ("certificate", key("test-certificate.pem"), WrongKind, "a certificate (X.509)"),
        ("certificate as DER", der(&pem("test-certificate.pem")), WrongKind, "a certificate (X.509)"),
        ("certificate request", key("test-request.pem"), WrongKind, "a certificate request (PKCS#10)"),
        ("key store", key("test-store.p12"), WrongKind, "a key store (PKCS#12)"),
        ("SSH public key", b"ssh-rsa AAAAB3NzaC1yc2E= me".into(), WrongKind, "a public key of SSH"),
        ("PuTTY", b"PuTTY-User-Key-File-3: ssh-rsa".into(), WrongKind, "a private key of PuTTY"),
        ("JWK", br#"{"kty":"RSA","n":"AQAB"}"#.into(), WrongKind, "a JWK"),
        ("XML", b"<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>".into(), WrongKind, "an RSA key as XML"),
        (
            "OpenSSH",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n".into(),
            WrongKind,
            "a private key of OpenSSH",
        ),
    ]
}

fn check<T: std::fmt::Debug>(load: fn(&[u8]) -> Result<T, KeyError>, wanted: &str, cases: Vec<Case>) {
    for (name, bytes, kind, found) in cases {
        let error = load(&bytes).expect_err(name);
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert!(error.found().contains(found), "{name}: {error}");
        assert!(error.wanted().contains(wanted), "{name}: {error}");
        assert_eq!(error.to_string(), format!("found {}; wanted {}", error.found(), error.wanted()));
    }
}

#[test]
fn a_private_key_that_is_none_is_refused_by_name() {
    let mut cases = neither();
    cases.extend([
        ("public key", key("test-rsa-2048.spki.pem"), WrongKind, "an RSA public key"),
        ("public key, PKCS#1", key("test-rsa-2048.pkcs1-public.pem"), WrongKind, "an RSA public key"),
        ("1024 bits", key("test-rsa-1024.pkcs8.pem"), Refused, "an RSA key of 1024 bits"),
        ("2047 bits", key("test-rsa-2047.pkcs8.pem"), Refused, "an RSA key of 2047 bits"),
    ]);
    check(PrivateKey::load, "an RSA private key of 2048 to 8192 bits", cases);
}

#[test]
fn a_public_key_that_is_none_is_refused_by_name() {
    let mut cases = neither();
    cases.extend([
        ("private key", key("test-rsa-2048.pkcs8.pem"), WrongKind, "an RSA private key, which belongs to its owner"),
        ("private key, PKCS#1", key("test-rsa-2048.pkcs1.pem"), WrongKind, "an RSA private key"),
        ("1024 bits", key("test-rsa-1024.spki.pem"), Refused, "an RSA key of 1024 bits"),
    ]);
    check(PublicKey::load, "an RSA public key of 2048 to 8192 bits", cases);
}

#[test]
fn of_a_pair_the_right_key_is_taken() {
    let (private, public) = (pem("test-rsa-2048.pkcs8.pem"), pem("test-rsa-2048.spki.pem"));
    let certificate = pem("test-certificate.pem");
    let expected = PublicKey::load(public.as_bytes()).unwrap();
    let line = format!("{public}{private}").replace('\n', "\\n");
    for text in [
        format!("{private}{public}"),
        format!("{public}\nBag Attributes\n{private}"),
        format!("{certificate}{private}{public}{certificate}"),
        format!("{private}{private}{public}"),
        BASE64.encode(format!("{public}{private}")),
        line,
    ] {
        assert_eq!(PrivateKey::load(text.as_bytes()).unwrap().public_key(), expected);
        assert_eq!(PublicKey::load(text.as_bytes()).unwrap(), expected);
    }
    let error = PublicKey::load(format!("{certificate}{private}").as_bytes()).unwrap_err();
    assert_eq!(error.found(), "a certificate (X.509)");
}

/// One DER element.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    match (high, low) {
        (0, ..0x80) => [&[tag, low], content].concat(),
        (0, _) => [&[tag, 0x81, low], content].concat(),
        _ => [&[tag, 0x82, high, low], content].concat(),
    }
}

/// `RSAPublicKey` of a modulus and an exponent.
fn rsa_public(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    element(0x30, &[element(0x02, modulus), element(0x02, exponent)].concat())
}

#[test]
fn a_length_that_is_not_in_its_shortest_form_is_refused() {
    let modulus = [&[0], &[0xc5; 256][..]].concat();
    let good = rsa_public(&modulus, &[1, 0, 1]);
    PublicKey::load(&good).unwrap();
    let (head, exponent) = good.split_at(good.len() - 5);
    let mut padded = [head, &[0x02, 0x81, 0x03], &exponent[2..]].concat();
    padded[3] += 1;
    assert_eq!(PublicKey::load(&padded).unwrap_err().kind(), Format);
}

#[test]
fn numbers_that_make_no_safe_key_are_refused() {
    let modulus = |bytes: usize, last: u8| [vec![0], vec![0xc5; bytes - 1], vec![last]].concat();
    for (modulus, exponent, found) in [
        (modulus(256, 0xc5), &[1][..], "exponent 1"),
        (modulus(256, 0xc5), &[1, 0, 0], "an even public exponent"),
        (modulus(256, 0xc5), &[3, 0, 0, 0, 1], "more than 33 bits"),
        (modulus(256, 0xc5), &[1, 0, 0, 0, 0, 1], "more than 33 bits"),
        (modulus(256, 0xc4), &[1, 0, 1], "an even modulus"),
        (modulus(1025, 0xc5), &[1, 0, 1], "8200 bits"),
        (modulus(255, 0xc5), &[1, 0, 1], "2040 bits"),
    ] {
        let error = PublicKey::load(&rsa_public(&modulus, exponent)).unwrap_err();
        assert_eq!((error.kind(), error.found().contains(found)), (Refused, true), "{error}");
    }
    // What passes here passes the backends: their limits are no surprise.
    for (bytes, exponent) in
        [(256, &[3][..]), (256, &[1, 0, 1]), (256, &[1, 0xff, 0xff, 0xff, 0xff]), (1024, &[1, 0, 1])]
    {
        let key = PublicKey::load(&rsa_public(&modulus(bytes, 0xc5), exponent)).unwrap();
        for backend in BACKENDS {
            (backend.verifier)(&key).unwrap_or_else(|error| panic!("{} {exponent:?}: {error}", backend.name));
        }
    }
}

#[test]
fn a_private_key_whose_numbers_do_not_fit_is_refused_by_every_backend() {
    let mut der = der(&pem("test-rsa-2048.pkcs1.pem"));
    // Within d: version, n and e take the first 273 bytes.
    der[400] ^= 1;
    let key = PrivateKey::load(&der).unwrap();
    for backend in BACKENDS {
        let error = (backend.signer)(&key).expect_err(backend.name);
        assert_eq!(error.kind(), Refused, "{}", backend.name);
        assert_eq!(
            error.to_string(),
            "found an RSA private key that is damaged; wanted one whose numbers fit together"
        );
    }
}

#[test]
fn no_cut_of_a_key_is_taken_or_panics() {
    for name in ["test-rsa-2048.pkcs8.pem", "test-rsa-2048.spki.pem"] {
        let der = der(&pem(name));
        for length in 0..der.len() {
            assert!(PrivateKey::load(&der[..length]).is_err() && PublicKey::load(&der[..length]).is_err(), "{length}");
            let text = BASE64.encode(&der[..length]);
            assert!(
                PrivateKey::load(text.as_bytes()).is_err() && PublicKey::load(text.as_bytes()).is_err(),
                "{length}"
            );
        }
    }
}
