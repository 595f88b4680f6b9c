//! `snap-sandbox explain`: the doctor on the command line.

use std::process::{Command, Output};

use tempfile::TempDir;

use crate::fixture::*;

/// A run, with files that it may read.
struct Run {
    folder: TempDir,
    command: Command,
}

impl Run {
    fn new(provider: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_snap-sandbox"));
        command.current_dir(folder.path()).args(["explain", "--provider", provider]);
        Self { folder, command }
    }

    fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.folder.path().join(name), content).expect("a file");
        self
    }

    fn with(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// The exit code, and what is said where.
    fn run(mut self) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command.env("SANDBOX_SECRET", SECRET).output().expect("a program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, error) = (text(&stdout), text(&stderr));
        for secret in [SECRET, TOKEN, "Santos"] {
            assert!(!out.contains(secret) && !error.contains(secret), "{out}{error}");
        }
        (status.code(), out, error)
    }
}

fn http(signature: &str) -> String {
    format!(
        "POST {PATH} HTTP/1.1\r\nHost: api.bank.example\r\nX-TIMESTAMP: {TIME}\r\nAuthorization: Bearer {TOKEN}\r\n\
         X-PARTNER-ID: {PARTNER_ID}\r\nX-SIGNATURE: {signature}\r\nContent-Length: {}\r\n\r\n{BODY}\n",
        BODY.len()
    )
}

#[test]
fn a_request_in_a_file_is_judged_and_its_exit_code_says_how() {
    let text = transaction(PATH, TOKEN, BODY, TIME);
    let run = |signature: &str| {
        let run = Run::new("bca").file("call.http", http(signature));
        run.with(&["--request", "call.http", "--secret-env", "SANDBOX_SECRET"]).run()
    };
    let (code, out, _) = run(&signed(&text));
    assert_eq!(code, Some(0), "{out}");
    assert!(out.starts_with("bca transfer_interbank, POST /openapi/v2.0/transfer-interbank\nnothing wrong\n"), "{out}");

    let (code, out, _) = run(&base64(mac(format!("{SECRET}\n"), text.replace("/openapi/", "/"))));
    assert_eq!(code, Some(1));
    let hash = sha256(BODY);
    for part in [
        "2 mistakes\n1. path-without-prefix\n",
        "signed `/v2.0/transfer-interbank`, due `/openapi/v2.0/transfer-interbank`\n   instead: sign the whole path",
        "2. secret-with-line-end\n",
        &format!("to sign: POST:{PATH}:[redacted]:{hash}:{TIME}\n   method       POST\n"),
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (code, out, _) = run(&base64([9; 64]));
    assert_eq!(code, Some(1));
    assert!(out.contains("the signature is wrong, and no known mistake makes it"), "{out}");
}

#[test]
fn a_request_in_options_and_one_of_curl_are_the_same() {
    let text = format!("POST:/account/v1.0/transfer-interbank:{}:{TIME}", sha256(BODY));
    let public = PublicKeys::new();
    let signature = format!("X-SIGNATURE: {}", rsa_signed(PROVIDER, text));
    let time = format!("X-TIMESTAMP: {TIME}");
    let url = "https://sendme-sandbox.faspay.co.id/account/v1.0/transfer-interbank";
    let files =
        |run: Run| run.file("body.json", BODY).file("partner.pem", &public.partner).file("ours.pem", &public.provider);
    let keys = ["--public-key", "partner.pem", "--other-key", "ours.pem"];
    let options =
        ["--url", url, "--method", "POST", "--header", &time, "--header", &signature, "--body-file", "body.json"];
    let command = format!("curl -X POST '{url}' \\\n -H '{time}' -H \"{signature}\" --data-binary @body.json");
    for run in [
        files(Run::new("faspay")).with(&options).with(&keys),
        files(Run::new("faspay")).with(&options).with(&keys).with(&["--service", "transfer_interbank"]),
        files(Run::new("faspay")).file("call.sh", command).with(&["--curl", "call.sh"]).with(&keys),
    ] {
        let (code, out, error) = run.run();
        assert_eq!(code, Some(1), "{error}");
        assert!(out.contains("1 mistake\n1. key-of-another\n") && out.contains(": of ours.pem\n"), "{out}");
    }
}

#[test]
fn what_cannot_be_run_says_what_to_write_instead() {
    let secret = ["--secret-env", "SANDBOX_SECRET"];
    let url = ["--url", "https://host/openapi/v2.0/transfer-interbank"];
    for (run, error) in [
        (
            Run::new("bcaa").with(&url).with(&secret),
            "no provider `bcaa` is known: did you mean `bca`?; there are aspi, ",
        ),
        (
            Run::new("bca").with(&url).with(&secret).with(&["--service", "transfer_interbnk"]),
            "did you mean `transfer_interbank`?",
        ),
        (
            Run::new("bca").with(&["--url", "/openapi/v2.0/transfer-interbnk"]).with(&secret),
            "did you mean `/openapi/v2.0/transfer-interbank`?",
        ),
        (Run::new("bca").with(&["--url", "host"]).with(&secret), "`host` is no address"),
        (Run::new("bca").with(&url).with(&secret).with(&["--method", "GET"]), "is called by POST, not by GET"),
        (Run::new("bca").with(&url), "give the client secret by `--secret-env NAME`"),
        (
            Run::new("bca").with(&url).with(&["--secret-env", "NOT_THERE"]),
            "the environment has no text under NOT_THERE",
        ),
        (Run::new("bca").with(&url).with(&["--secret-file", "none"]), "none cannot be read"),
        (Run::new("bca").with(&url).file("e", "\n").with(&["--secret-file", "e"]), "the client secret is empty"),
        (Run::new("bca").with(&url).file("k", "-----").with(&["--public-key", "k"]), "wanted an RSA public key"),
        (Run::new("bca").with(&url).with(&secret).with(&["--header", "X-A"]), "`X-A` is no header"),
        (Run::new("dana").with(&["--url", "/v1.0/get-auth-code"]).with(&secret), "say it, with `--scheme symmetric`"),
    ] {
        let (code, out, found) = run.run();
        assert_eq!(code, Some(3), "{error}: {out}");
        assert!(found.contains(error), "{error}: {found}");
    }
}

#[test]
fn the_line_end_of_a_file_is_none_of_its_secret() {
    let signature = signed(transaction(PATH, TOKEN, BODY, TIME));
    let run = Run::new("bca").file("secret", format!("{SECRET}\r\n")).file("call.http", http(&signature));
    let (code, out, error) = run.with(&["--request", "call.http", "--secret-file", "secret"]).run();
    assert_eq!(code, Some(0), "{out}{error}");
}

/// Public keys, as files hold them.
struct PublicKeys {
    partner: String,
    provider: String,
}

impl PublicKeys {
    fn new() -> Self {
        use rsa::pkcs8::EncodePublicKey as _;
        let of = |pem: &str| key(pem).to_public_key().to_public_key_pem(rsa::pkcs8::LineEnding::LF).expect("a key");
        Self { partner: of(PARTNER), provider: of(PROVIDER) }
    }
}

#[test]
fn the_help_shows_an_example() {
    let help =
        Command::new(env!("CARGO_BIN_EXE_snap-sandbox")).args(["explain", "--help"]).output().expect("a program");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(help.contains("Exit codes: 0 nothing is wrong"), "{help}");
}
