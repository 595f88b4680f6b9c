//! Files of this folder's neighbours, profiles, and the backends that this build has.

use std::sync::Arc;

use serde_json::Value;
use snap_core::signing::{KeyError, PrivateKey, PublicKey, Signer, Verifier};
use snap_core::{
    BodyPolicy, CallbackSignature, EmptyBody, Method, PathPolicy, QueryPolicy, SignatureEncoding, SigningProfile,
    TransactionSignature,
};

/// What the standard says, where nothing else is said.
pub(crate) const STANDARD: SigningProfile =
    SigningProfile::new("standard").transaction(TransactionSignature::Either).callbacks(CallbackSignature::Asymmetric);

/// A profile as the vectors write it.
pub(crate) fn profile(json: &Value) -> SigningProfile {
    STANDARD
        .query(match text(json, "query") {
            "included" => QueryPolicy::Included,
            "excluded" => QueryPolicy::Excluded,
            "included-sorted" => QueryPolicy::IncludedSorted,
            other => panic!("{other}"),
        })
        .path(match text(json, "path") {
            "full" => PathPolicy::Full,
            "without-prefix" => PathPolicy::WithoutPrefix,
            other => panic!("{other}"),
        })
        .body(match text(json, "body") {
            "minified" => BodyPolicy::Minified,
            "raw" => BodyPolicy::Raw,
            other => panic!("{other}"),
        })
        .empty_body(match text(json, "empty_body") {
            "empty-string" => EmptyBody::EmptyString,
            "braces" => EmptyBody::Braces,
            other => panic!("{other}"),
        })
        .encoding(match text(json, "encoding") {
            "base64" => SignatureEncoding::Base64,
            "hex" => SignatureEncoding::Hex,
            other => panic!("{other}"),
        })
}

pub(crate) fn method(name: &str) -> Method {
    [Method::Get, Method::Post, Method::Put, Method::Delete].into_iter().find(|method| method.as_str() == name).unwrap()
}

/// A vector file.
pub(crate) fn vectors(name: &str) -> Value {
    serde_json::from_slice(&file("vectors", name)).unwrap()
}

/// A test key. None of these keys belongs to anybody.
pub(crate) fn key(name: &str) -> Vec<u8> {
    file("keys", name)
}

pub(crate) fn key_path(name: &str) -> String {
    format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn file(folder: &str, name: &str) -> Vec<u8> {
    let path = format!("{}/tests/{folder}/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name].as_str().unwrap_or_else(|| panic!("{name} in {json}"))
}

pub(crate) fn list<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json[name].as_array().unwrap_or_else(|| panic!("{name} in {json}"))
}

pub(crate) fn private(name: &str) -> PrivateKey {
    PrivateKey::load(&key(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// An RSA backend by name.
pub(crate) struct Backend {
    pub(crate) name: &'static str,
    pub(crate) signer: fn(&PrivateKey) -> Result<Arc<dyn Signer>, KeyError>,
    pub(crate) verifier: fn(&PublicKey) -> Result<Arc<dyn Verifier>, KeyError>,
}

/// The default one, and each one that is compiled in.
pub(crate) const BACKENDS: &[Backend] = &[
    #[cfg(any(feature = "aws-lc", feature = "rsa-pure"))]
    Backend { name: "default", signer: snap_core::signing::signer, verifier: snap_core::signing::verifier },
    #[cfg(feature = "aws-lc")]
    Backend { name: "aws-lc", signer: snap_core::signing::aws::signer, verifier: snap_core::signing::aws::verifier },
    #[cfg(feature = "rsa-pure")]
    Backend { name: "pure", signer: snap_core::signing::pure::signer, verifier: snap_core::signing::pure::verifier },
];
