//! Signing: the whole of it, from a body and its parts to the text of the header.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kamu_snap_crypto::hmac::HmacSigner;
use kamu_snap_crypto::snap_bi::{AccessToken, ServiceStringToSign};
use sha2::{Digest as _, Sha256, Sha512};
use snap_bi::faspay::profiles::SIGNING_ASYMMETRIC;
use snap_bi::signing::{MacKey, PrivateKey, Target, signer, token_string, transaction_string};
use snap_bi::{Method, Secret, SignatureEncoding, SigningProfile, TransactionSignature};

use crate::{Row, compare, row};

const KEY: &str = include_str!("../../../../snap-core/src/testing/test-key.pem");
const TOKEN: &str = "gp9HjjEj813Y9JGoqwOeOPWbnt4CUpvIJbU1mMU4a11MNDZ7Sg5u9a";
const TIME: &str = "2020-12-21T17:01:11+07:00";
const PATH: &str = "/v1.0/transfer-interbank";
const SECRET: &str = "not-a-secret-of-anybody";

static PROFILE: SigningProfile = SIGNING_ASYMMETRIC.transaction(TransactionSignature::Symmetric);

/// A compact body of 600 bytes.
fn body() -> Vec<u8> {
    let frame = r#"{"partnerReferenceNo":"2020102900000000000001","remark":""}"#;
    let padding = "x".repeat(600 - frame.len());
    frame.replace(r#""remark":"""#, &format!(r#""remark":"{padding}""#)).into_bytes()
}

pub fn rows() -> Vec<Row> {
    let body = body();
    let key = MacKey::new(&Secret::new(SECRET));
    let target = Target { path: PATH, prefix: "", query: None };
    let ours = || {
        let text = transaction_string(&PROFILE, Method::Post, &target, Some(TOKEN), &body, TIME);
        key.sign(text.as_bytes()).encode(SignatureEncoding::Base64)
    };
    let keyed = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).expect("any length");
    let text = transaction_string(&PROFILE, Method::Post, &target, Some(TOKEN), &body, TIME);
    let raw = || (Sha256::digest(&body), keyed.clone().chain_update(text.as_bytes()).finalize());
    let theirs = HmacSigner::new(SECRET);
    let post = reqwest::Method::POST;
    let token = AccessToken::from_credential(TOKEN).expect("a token");
    let kamu = || {
        let parts = ServiceStringToSign::new(&post, PATH, token, &body, TIME).expect("parts");
        theirs.sign(parts.build()).to_base64()
    };
    assert_eq!(ours(), kamu(), "both sign alike");

    let private = PrivateKey::load(KEY.as_bytes()).expect("a key");
    let signer = signer(&private).expect("a backend");
    let bare = KeyPair::from_pkcs8(&der()).expect("a key");
    let random = SystemRandom::new();
    let asymmetric = || {
        let text = token_string("82150", TIME);
        signer.sign(text.as_bytes()).map(|signature| signature.encode(SignatureEncoding::Base64))
    };
    let backend = || {
        let mut signature = vec![0; bare.public_modulus_len()];
        bare.sign(&RSA_PKCS1_SHA256, &random, b"82150|2020-12-21T17:01:11+07:00", &mut signature).map(|()| signature)
    };
    vec![
        row("symmetric signature, 600 bytes", "raw SHA-256 + HMAC-SHA512", Some(1.3), compare(2000, ours, raw)),
        row("symmetric signature, 600 bytes", "kamu-snap-crypto 3.0.0", None, compare(2000, ours, kamu)),
        row("asymmetric signature", "aws-lc-rs alone", Some(1.05), compare(20, asymmetric, backend)),
    ]
}

/// The key without its PEM armour.
fn der() -> Vec<u8> {
    let text: String = KEY.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(text.trim()).expect("Base64")
}
