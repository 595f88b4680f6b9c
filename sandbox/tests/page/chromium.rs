//! The pages in a real browser, where there is one: nothing in its console, nothing from elsewhere, and pictures to look at.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use snap_sandbox::Sandbox;

use crate::place;

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|file| file.is_file())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_has_nothing_to_complain_of() {
    let Some(browser) = browser() else {
        println!("no pictures of the pages: none of {} is on PATH", NAMES.join(", "));
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tmp/page");
    std::fs::create_dir_all(&folder).expect("a folder");
    let sandbox = busy().await;
    let refused = sandbox.journal().entries().into_iter().rev().find(|entry| entry.refusal.is_some()).expect("one");
    let good = sandbox.journal().entries().into_iter().find(|entry| entry.endpoint.is_some()).expect("one");
    let waiting = sandbox.deals().into_iter().find(|deal| !deal.state.is_final()).expect("one");
    let pages = [
        ("calls", String::new()),
        ("refused", format!("/calls/{}", refused.id)),
        ("call", format!("/calls/{}", good.id)),
        ("state", "/state".to_owned()),
        ("deal", format!("/deals/faspay/{}", waiting.id)),
        ("pay", format!("/pay/faspay/{}", waiting.id)),
        ("callbacks", "/callbacks".to_owned()),
        ("faults", "/faults".to_owned()),
        ("clock", "/clock".to_owned()),
        ("connect", "/connect".to_owned()),
        ("api", "/api".to_owned()),
    ];
    for (name, path) in &pages {
        let url = format!("{}/_sandbox{path}", sandbox.url());
        for (kind, width, dark) in [("", 1280, false), ("-narrow", 480, false), ("-dark", 1280, true)] {
            let picture = folder.join(format!("{name}{kind}.png"));
            let log = shoot(&browser, &url, &picture, width, dark).await;
            let complaints: Vec<_> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
            assert!(complaints.is_empty(), "{name}{kind}: {complaints:#?}");
            assert!(picture.is_file(), "{name}{kind}: no picture\n{log}");
        }
    }
}

/// The console speaks up: a page that breaks the policy is heard, so that silence means something.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_to_elsewhere_would_be_heard() {
    let Some(browser) = browser() else { return };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let page = "<!DOCTYPE html><title>x</title><img src='http://127.0.0.1:9/x.png'>";
    let policy = [("content-security-policy", "default-src 'none'"), ("content-type", "text/html")];
    let router = axum::Router::new().fallback(move || async move { (policy, page) });
    tokio::spawn(async move { axum::serve(listener, router).await });
    let folder = tempfile::tempdir().expect("a folder");
    let log = shoot(&browser, &url, &folder.path().join("x.png"), 640, false).await;
    assert!(log.lines().any(|line| line.contains("CONSOLE") && line.contains("Content Security Policy")), "{log}");
}

async fn shoot(browser: &Path, url: &str, picture: &Path, width: u32, dark: bool) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"])
        .args(["--enable-logging=stderr", "--v=0", "--virtual-time-budget=3000", "--no-proxy-server"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--window-size={width},1000"))
        .arg(format!("--screenshot={}", picture.display()));
    if dark {
        command.arg("--blink-settings=preferredColorScheme=0");
    }
    let log = profile.path().join("log");
    let written = std::fs::File::create(&log).expect("a file");
    let mut child =
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(written).spawn().expect("it starts");
    for _ in 0..600 {
        if child.try_wait().expect("it is ours").is_some() {
            let log = std::fs::read(&log).expect("a log");
            return String::from_utf8_lossy(&log).into_owned();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    child.kill().expect("it is ours");
    panic!("{url} is not shown within a minute");
}

/// A sandbox in which much has happened.
async fn busy() -> Sandbox {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let number = place::virtual_account(&sandbox).await;
    sandbox.pay(&number).expect("it waits");
    place::transfer(&sandbox, "INV-2026-0001").await.expect("a transfer");
    let _ = place::transfer(&sandbox, "4031814-order-7").await;
    let client = place::client(false);
    let good = sandbox.journal().entries().into_iter().find(|entry| entry.endpoint.is_some()).expect("a call");
    let address = format!("{}{}", sandbox.url(), good.uri);
    let request = client.post(&address).headers(place::headers_of(&good)).body(r#"{"accountNo": 5}"#);
    place::read(request).await;
    let _ = client.post(&address).header("x-sandbox-fault", "drop-before").send().await;
    place::virtual_account(&sandbox).await;
    place::until("the partner is told", || {
        sandbox
            .journal()
            .entries()
            .iter()
            .any(|entry| entry.way == snap_sandbox::journal::Way::Out && entry.status.is_some())
    })
    .await;
    sandbox
}
