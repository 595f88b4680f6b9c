//! The command line, as somebody types it.

use std::path::Path;
use std::process::{Command, Output};

use snap_bi::testing;

use crate::merchant::start;

const DATA: &str = "unpaid_va: \"   1234567890\"\nunpaid_amount: \"10000.00\"\npaid_va: \"   1234567891\"\n\
                    expired_va: \"   1234567892\"\nunknown_va: \"   1234599999\"\nunreadable_va: \"   1234567893\"\n";

async fn typed(arguments: Vec<String>) -> (Option<i32>, String, String) {
    let run = move || -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snap-sandbox"));
        command.arg("certify").args(arguments).env("BANK_SECRET", "not a secret").output().expect("it runs")
    };
    let output = tokio::task::spawn_blocking(run).await.expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Plays BCA's list against a merchant at an address.
fn server(address: &str, folder: &Path) -> Vec<String> {
    std::fs::write(folder.join("key.pem"), testing::PRIVATE_KEY).unwrap();
    std::fs::write(folder.join("data.yaml"), DATA).unwrap();
    let folder = shown(folder);
    words(&format!(
        "server --provider bca --target {address}/bca --services transfer_va_inquiry,transfer_va_payment --own-only \
         --key {folder}/key.pem --secret-env BANK_SECRET --partner-id 12345 --client-key bca-at-toko --channel-id 95231 \
         --data {folder}/data.yaml --junit {folder}/a.xml --html {folder}/a.html --docx {folder}/a.docx --xlsx {folder}/a.xlsx"
    ))
}

#[tokio::test]
async fn a_server_is_certified_and_its_second_run_fails_where_its_bill_is_paid() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = server(&start(|router| router).await, folder.path());
    let (code, out, err) = typed(arguments.clone()).await;
    assert_eq!((code, out.contains("27 cases: 27 passed, 0 failed")), (Some(0), true), "{out}{err}");
    for file in ["a.xml", "a.html", "a.docx", "a.xlsx"] {
        assert!(std::fs::metadata(folder.path().join(file)).unwrap().len() > 2_000, "{file}");
    }
    // The list pays a bill, so the same number cannot be used again.
    let (code, out, err) = typed(arguments).await;
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("FAILED    payment-8") && out.contains("responseCode is “4042514”, not 2002500"), "{out}");
}

#[tokio::test]
async fn a_list_is_written_edited_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = shown(&folder.path().join("list.xlsx"));
    let (code, out, err) = typed(words(&format!("annex --provider bca --xlsx {sheet}"))).await;
    assert_eq!(code, Some(0), "{out}{err}");
    let mut arguments = server(&start(|router| router).await, folder.path());
    arguments.extend(words(&format!("--annex {sheet}")));
    let (code, out, err) = typed(arguments).await;
    assert_eq!((code, out.contains("27 passed")), (Some(0), true), "{out}{err}");
    let (code, _, err) = typed(words("annex --provider bca --list 9")).await;
    assert!(code == Some(3) && err.contains("there is no list 9") && err.contains("BCA API developer portal"), "{err}");
}

#[tokio::test]
async fn a_client_is_looked_at_from_a_har_file() {
    let folder = tempfile::tempdir().unwrap();
    let har = folder.path().join("calls.har");
    std::fs::write(&har, r#"{"log":{"entries":[]}}"#).unwrap();
    let (code, out, err) = typed(words(&format!("client --provider dana --har {}", shown(&har)))).await;
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("172 cases: 0 passed, 0 failed, 172 not seen"), "{out}");
    let (code, _, err) = typed(words("client --provider dana --har nowhere.har")).await;
    assert!(code == Some(3) && err.contains("nowhere.har"), "{err}");
}
