//! Each library's functions, and which of them pass.

use snap_bi::Provider;

use crate::run::{Row, Sdk, run};

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.function.len()).max().unwrap_or_default();
    let line =
        |row: &Row| format!("{:<width$}  {:<3}  {}", row.function, if row.passes { "yes" } else { "no" }, row.answered);
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Where something is missing on this machine a line says it, and nothing fails.
async fn check(sdk: Sdk) {
    match run(&sdk).await {
        Ok(rows) => {
            eprintln!("{}\n{}", sdk.name, table(&rows));
            insta::assert_snapshot!(sdk.name, table(&rows));
        }
        Err(missing) => eprintln!("no {}: {missing}", sdk.name),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dana_for_python() {
    check(Sdk { name: "dana-python", script: "with_dana.py", provider: Provider::Dana, one_id: true }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dana_for_node() {
    check(Sdk { name: "dana-node", script: "with_dana.js", provider: Provider::Dana, one_id: true }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doku_for_python() {
    check(Sdk { name: "doku-python-library", script: "with_doku.py", provider: Provider::Doku, one_id: true }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doku_for_node() {
    check(Sdk { name: "doku-nodejs-library", script: "with_doku.js", provider: Provider::Doku, one_id: true }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faspay_sendme() {
    check(Sdk { name: "faspaysendmesnap", script: "with_faspay.py", provider: Provider::Faspay, one_id: false }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn midtrans_for_node() {
    check(Sdk { name: "midtrans-client", script: "with_midtrans.js", provider: Provider::Midtrans, one_id: false })
        .await;
}
