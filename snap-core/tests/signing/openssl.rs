//! OpenSSL's command line as the other side.

use std::io::Write as _;
use std::process::{Command, Stdio};

use snap_core::signing::{MacKey, Signature, Target, token_string, transaction_string};
use snap_core::{Method, Secret, SignatureEncoding};

use crate::support::{BACKENDS, STANDARD, key_path, list, private, text, vectors};

/// What `openssl` prints, or `None` and a line about it where there is no such program.
fn openssl(arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let process = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut process) = process else {
        println!("skipped: there is no openssl to compare with");
        return None;
    };
    process.stdin.take().unwrap().write_all(input).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}");
    Some(output.stdout)
}

/// Strings over all the hard bodies, with and without a token.
fn strings() -> Vec<String> {
    let target = Target { path: "/v1.0/transfer-va/payment", prefix: "", query: None };
    let time = "2020-12-21T10:30:24+07:00";
    let mut strings = vec![token_string("a-client", time)];
    for body in list(&vectors("bodies.json"), "bodies") {
        for token in [None, Some("a.token")] {
            let body = text(body, "body").as_bytes();
            strings.push(transaction_string(&STANDARD, Method::Post, &target, token, body, time));
        }
    }
    strings
}

#[test]
fn openssl_makes_the_same_mac() {
    let secret = "not-a-real-secret/+=";
    let key = MacKey::new(&Secret::new(secret));
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let option = format!("hexkey:{hex}");
    for string in strings() {
        let arguments = ["dgst", "-sha512", "-mac", "HMAC", "-macopt", &option, "-binary"];
        let Some(mac) = openssl(&arguments, string.as_bytes()) else { return };
        assert_eq!(key.sign(string.as_bytes()).as_bytes(), mac, "{string}");
    }
}

#[test]
fn openssl_makes_the_same_rsa_signature() {
    let path = key_path("test-rsa-2048.pkcs8.pem");
    let key = private("test-rsa-2048.pkcs8.pem");
    let signers: Vec<_> = BACKENDS.iter().map(|backend| (backend.signer)(&key).unwrap()).collect();
    for string in strings() {
        let Some(signature) = openssl(&["dgst", "-sha256", "-sign", &path, "-binary"], string.as_bytes()) else {
            return;
        };
        for signer in &signers {
            let signed = signer.sign(string.as_bytes()).unwrap();
            assert_eq!(signed.as_bytes(), signature, "{string}");
            let text = signed.encode(SignatureEncoding::Hex);
            assert_eq!(Signature::decode(&text), Ok(signed));
        }
    }
}

#[test]
fn openssl_reads_the_public_half_of_a_private_key() {
    // The modulus as OpenSSL prints it is in the public key that is derived here.
    let arguments = ["rsa", "-in", &key_path("test-rsa-2048.pkcs8.pem"), "-RSAPublicKey_out", "-outform", "DER"];
    let Some(der) = openssl(&arguments, b"") else { return };
    let derived = private("test-rsa-2048.pkcs8.pem").public_key();
    assert_eq!(snap_core::signing::PublicKey::load(&der).unwrap(), derived);
}
