//! What must not stand in a public spec, and what a sample says twice.

use crate::rule_id;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

use crate::finding::Findings;
use crate::ir::Catalogue;
use crate::json::{Node, Value};
use crate::load::Documents;
use crate::source::{FileId, Files, Loc};
use crate::spec::Entries;
use crate::spec::provider::VectorKind;

/// What begins a secret of a service that is live, and not one of a sandbox.
const LIVE: [&str; 8] =
    ["sk_live_", "rk_live_", "xnd_production_", "Mid-server-", "AKIA", "ghp_", "github_pat_", "xoxb-"];

/// Keys and secrets in any file, names of test keys, doubled keys in samples.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    for (id, file) in documents.files.iter() {
        private_keys(&documents.files, id, &file.text, findings);
        live_secrets(&documents.files, id, &file.text, findings);
    }
    test_keys(documents, findings);
    for (_, _, service) in catalogue.services() {
        for sample in service.own_samples() {
            for text in sample.texts() {
                doubled(&documents.files, &text.text, text.loc(), &text.node, findings);
            }
        }
    }
}

fn private_keys(files: &Files, id: FileId, text: &str, findings: &mut Findings) {
    let armoured = text.match_indices("-----BEGIN ").filter(|(at, _)| {
        let line = text.get(*at..).and_then(|rest| rest.lines().next()).unwrap_or("");
        line.contains("PRIVATE KEY-----")
    });
    let bare = runs(text).filter(|(_, run)| run.len() >= 64 && is_private_der(run));
    for (at, _) in armoured.chain(bare) {
        findings.add(
            rule_id::SECRETS_PRIVATE_KEY,
            files.place(id, at, 1),
            "this is a private key",
            "delete it, and replace the key wherever it is in use: a page that prints it has published it",
        );
    }
}

/// Stretches of Base64 with their offsets.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let outside = |c: char| !(c.is_ascii_alphanumeric() || c == '+' || c == '/' || c == '=');
    let mut at = 0;
    text.split(outside).map(move |run| {
        let start = at;
        // The character between two runs may be longer than a byte.
        at += run.len() + text.get(start + run.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (start, run)
    })
}

/// PKCS#1, PKCS#8 and SEC 1 begin alike: a sequence, its length, the version as a whole number of one byte. Certificates
/// and public keys begin with a sequence in a sequence.
fn is_private_der(run: &str) -> bool {
    let head = decoded(run.get(..12).unwrap_or(""));
    let body = match head.as_slice() {
        [0x30, 0x82, _, _, rest @ ..] | [0x30, 0x81, _, rest @ ..] => rest,
        [0x30, len, rest @ ..] if *len < 0x80 => rest,
        _ => return false,
    };
    matches!(body, [0x02, 0x01, 0x00 | 0x01, 0x02 | 0x04 | 0x30, ..])
}

/// Base64 of which the rest is not looked at.
const CUT: GeneralPurpose = GeneralPurpose::new(&STANDARD, NO_PAD.with_decode_allow_trailing_bits(true));

/// The bytes of a few characters of Base64, cut off anywhere.
fn decoded(text: &str) -> Vec<u8> {
    let text = text.split('=').next().unwrap_or("");
    // One character alone is no byte yet.
    let whole = if text.len() % 4 == 1 { text.len() - 1 } else { text.len() };
    CUT.decode(text.get(..whole).unwrap_or("")).unwrap_or_default()
}

fn live_secrets(files: &Files, id: FileId, text: &str, findings: &mut Findings) {
    for prefix in LIVE {
        for (at, _) in text.match_indices(prefix) {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            // `SB-Mid-server-` is the sandbox's, and a word in a word is no secret.
            let begins = !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            let rest = text.get(at + prefix.len()..).unwrap_or("");
            let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_".contains(b)).count();
            if begins && len >= 10 {
                findings.add(
                    rule_id::SECRETS_LIVE,
                    files.place(id, at, prefix.len()),
                    format!("`{prefix}…` begins a secret of a live account"),
                    "replace it by an invented value, and tell the owner that it is published",
                );
            }
        }
    }
}

/// Vectors that are signed with a private key name a test key; they do not hold one.
fn test_keys(documents: &Documents, findings: &mut Findings) {
    let profiles = documents.providers.iter().flat_map(|document| document.body.signing_profiles.iter());
    for (_, profile) in profiles.flat_map(Entries::iter) {
        for vector in profile.vectors.iter().filter(|vector| vector.kind.value != VectorKind::Symmetric) {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if vector.key.is_empty() || vector.key.len() > 64 || !vector.key.bytes().all(plain) {
                findings.add(
                    rule_id::SECRETS_VECTOR_KEY,
                    vector.key.loc,
                    "a vector with an asymmetric signature names its key, and does not hold it",
                    "write the name of a test key, in lower-case letters, digits and hyphens",
                );
            }
        }
    }
}

fn doubled(files: &Files, text: &str, loc: Loc, node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Object(members) => {
            for (index, member) in members.iter().enumerate() {
                if members.iter().take(index).any(|earlier| earlier.name == member.name) {
                    findings.add(
                        rule_id::SAMPLE_DUPLICATE_KEY,
                        files.inside_block(text, loc, member.start, member.len),
                        format!("`{}` stands twice in this object", member.name),
                        "keep the one that is meant; keep the printed text under `request_raw` or `response_raw` with an erratum of kind `json`",
                    );
                }
                doubled(files, text, loc, &member.node, findings);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| doubled(files, text, loc, item, findings)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}
