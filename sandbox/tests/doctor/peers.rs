//! Mistakes made with other people's libraries: providers' own, as they are published, installed beside the build.
//!
//! What is not on this machine (an interpreter, a registry) is said in a line, and nothing fails for it.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use crate::fixture::{CLIENT_KEY, Call, PARTNER, PARTNER_ID, PROVIDER, SECRET, STRANGER, TIME, TOKEN};
use crate::install::Language;

/// No installation takes longer where a registry answers.
const PATIENCE: Duration = Duration::from_secs(120);

/// With what the libraries import, for not all of them say it.
const PYTHON: &[&str] = &[
    "dana-python==2.2.2",
    "doku-python-library==1.1.72",
    "faspaysendmesnap==1.2.2",
    "python-nicepay==1.1.1",
    "flask",
    "pycryptodome",
    "pycryptodomex",
    "xmltodict",
];
const NODE: &[&str] = &["dana-node@1.5.11", "doku-nodejs-library@1.0.52", "midtrans-client@1.4.3"];

/// What a peer prints.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Missing { missing: String },
    Call(Box<Signed>),
}

#[derive(Deserialize)]
struct Signed {
    library: String,
    mistakes: Vec<String>,
    service: (String, String),
    uri: String,
    body: String,
    headers: std::collections::BTreeMap<String, String>,
}

#[test]
fn what_is_done_wrong_with_libraries_of_python_is_named() {
    signed_by(Language::Python, "python", PYTHON, "sign.py");
}

#[test]
fn what_is_done_wrong_with_libraries_of_javascript_is_named() {
    signed_by(Language::JavaScript, "node", NODE, "sign.js");
}

fn signed_by(language: Language, name: &str, packages: &[&str], signs: &str) {
    match language.installed(name, packages, PATIENCE) {
        Ok(folder) => {
            let mut interpreter = language.interpreter(&folder);
            interpreter.arg(script(signs));
            judge(name, interpreter);
        }
        Err(missing) => eprintln!("no {name} peers: {missing}"),
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doctor/peers").join(name)
}

fn judge(name: &str, mut command: Command) {
    let given = serde_json::json!({
        "secret": SECRET, "token": TOKEN, "time": TIME, "client_key": CLIENT_KEY, "partner_id": PARTNER_ID,
        "partner": PARTNER, "provider": PROVIDER, "stranger": STRANGER,
        "partner_file": Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doctor/keys/partner.pem"),
    });
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("no {name} peers: {:?} is not here", command.get_program());
        return;
    };
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(given.to_string().as_bytes()).expect("a reader");
    drop(stdin);
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{name}");
    let (mut wrong, mut distinct, mut libraries, mut count) = (Vec::new(), BTreeSet::new(), BTreeSet::new(), 0);
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match serde_json::from_str(line).expect(line) {
            Line::Missing { missing } => eprintln!("no peer {missing}"),
            Line::Call(signed) => {
                count += 1;
                let names = diagnosed(&signed);
                if names != signed.mistakes {
                    wrong.push(format!("{}: {:?} was taken for {names:?}", signed.library, signed.mistakes));
                }
                distinct.extend(signed.mistakes);
                libraries.insert(signed.library);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    eprintln!("{name}: {count} signatures by {libraries:?}, {} distinct mistakes", distinct.len());
    eprintln!("{}", distinct.into_iter().collect::<Vec<_>>().join(" "));
}

fn diagnosed(signed: &Signed) -> Vec<&'static str> {
    let (provider, service) = &signed.service;
    let call = Call::new(provider, service, &signed.uri, &signed.body);
    let named = |name: &str| -> &'static str {
        // Names of headers are few, and live as long as the test.
        name.to_owned().leak()
    };
    signed.headers.iter().fold(call, |call, (name, value)| call.with(named(name), value)).names()
}
