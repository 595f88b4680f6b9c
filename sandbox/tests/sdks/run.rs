//! A script with a library, and what the sandbox saw of each of its calls.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use snap_bi::Provider;
use snap_sandbox::journal::Entry;
use snap_sandbox::{CLIENT_KEY, CLIENT_SECRET, PARTNER_KEY, PROVIDER_PUBLIC_KEY, Partner, Sandbox};

use crate::install;

/// A library.
pub struct Sdk {
    pub name: &'static str,
    pub script: &'static str,
    pub provider: Provider,
    /// It has one name for the partner and for his client key.
    pub one_id: bool,
}

/// What a script says between calls.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// A function was called; what it gave back, or raised.
    Called { function: String, gave: String },
    /// A customer pays.
    Pay(String),
}

/// One function of a library.
#[derive(Debug)]
pub struct Row {
    pub function: String,
    /// What the sandbox saw and answered: the last call counts, those before it were for a token.
    pub answered: String,
    pub passes: bool,
}

/// Runs a library's script; each of its functions as a row.
pub async fn run(sdk: &Sdk) -> Result<Vec<Row>, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdks/scripts").join(sdk.script);
    let mut command = install::interpreter(&script)?;
    let partner = if sdk.one_id { Partner::default().with_id(CLIENT_KEY) } else { Partner::default() };
    let sandbox = Sandbox::builder().provider(sdk.provider).partner(partner).start().await.expect("a sandbox");
    let customer = sandbox.customer_token(sdk.provider).await.expect("a token");
    let given = serde_json::json!({
        "url": sandbox.url(), "client_key": CLIENT_KEY, "secret": CLIENT_SECRET, "partner_id": if sdk.one_id { CLIENT_KEY } else { "82150" },
        "private_key": PARTNER_KEY, "provider_key": PROVIDER_PUBLIC_KEY, "customer_token": customer.expose(),
        "folder": env!("CARGO_TARGET_TMPDIR"),
    });
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).current_dir(env!("CARGO_TARGET_TMPDIR")).spawn();
    let mut child = child.map_err(|_| format!("{:?} is not here", command.get_program()))?;
    let mut input = child.stdin.take().expect("piped");
    let output = BufReader::new(child.stdout.take().expect("piped"));
    writeln!(input, "{given}").expect("a reader");
    let mut rows = Vec::new();
    let mut seen = sandbox.journal().last();
    tokio::task::block_in_place(|| {
        // Libraries print what they like.
        for line in output.lines().map_while(Result::ok) {
            let Some(line) = line.strip_prefix("@@").and_then(|line| serde_json::from_str(line).ok()) else { continue };
            match line {
                Line::Pay(reference) => drop(sandbox.pay(&reference)),
                Line::Called { function, gave } => {
                    let now = sandbox.journal().last();
                    rows.push((function, gave, seen + 1..=now));
                    seen = now;
                }
            }
            // It waits, so that what comes next is not taken for what was.
            writeln!(input, "go on").expect("a reader");
        }
    });
    let ended = child.wait().expect("an end");
    // The doctor writes down what it found a moment later.
    tokio::time::sleep(Duration::from_secs(if rows.is_empty() { 0 } else { 2 })).await;
    let rows = rows.into_iter().map(|(function, gave, calls)| {
        let entries: Vec<_> = calls.filter_map(|id| sandbox.journal().entry(id)).collect();
        judged(function, &gave, &entries)
    });
    let rows: Vec<_> = rows.collect();
    assert!(ended.success() && !rows.is_empty(), "{}: its script broke off after {rows:#?}", sdk.name);
    Ok(rows)
}

fn judged(function: String, gave: &str, entries: &[Entry]) -> Row {
    let Some(last) = entries.last() else {
        return Row { function, answered: format!("not sent: {gave}"), passes: false };
    };
    let answer: serde_json::Value = serde_json::from_slice(&last.answer).unwrap_or_default();
    let code = answer["responseCode"].as_str().unwrap_or("no code");
    let passes = last.status.is_some_and(|status| status.is_success()) && code.starts_with('2');
    let mut answered = vec![code.to_owned()];
    answered.extend(last.refusal.clone());
    answered.extend((!last.mistakes.is_empty()).then(|| last.mistakes.join(" ")));
    answered.extend(last.violations.iter().cloned());
    if !passes {
        answered.extend(answer["responseMessage"].as_str().map(str::to_owned));
        answered.extend(last.endpoint.is_none().then(|| format!("{} {}", last.method, last.uri.path())));
    } else if gave != "ok" {
        // It was answered, and the library could not read it.
        return Row { function, answered: format!("{code}, not read: {gave}"), passes: false };
    }
    Row { function, answered: answered.join("; "), passes }
}
