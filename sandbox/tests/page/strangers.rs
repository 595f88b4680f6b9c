//! What others write is shown and not run; what other sites send is refused.

use snap_bi::faspay::disbursement::BALANCE_INQUIRY;

use crate::place::{self, Browser};

const SCRIPT: &str = "<script>alert(1)</script>";

#[tokio::test]
async fn whatever_a_call_holds_is_text() {
    let sandbox = place::faspay().await;
    place::balance(&sandbox).await;
    let good = sandbox.journal().entries().pop().expect("a call");
    let client = place::client(false);
    let url = format!("{}{}?q=%3Cscript%3E", sandbox.url(), BALANCE_INQUIRY.path);
    let mut headers = place::headers_of(&good);
    headers.insert("x-external-id", SCRIPT.parse().expect("a value"));
    let body = format!(r#"{{"accountNo":"{SCRIPT}","</pre>{SCRIPT}":"\" onload=\"x"}}"#);
    place::read(client.post(url).headers(headers).body(body)).await;
    let unread = format!("{SCRIPT} is no JSON");
    place::read(client.post(format!("{}/a/b", sandbox.url())).header("x-a", SCRIPT).body(unread)).await;
    let reference = format!("R{SCRIPT}");
    let _ = place::transfer(&sandbox, &reference).await;
    let browser = Browser::at(&sandbox);
    let mut pages =
        vec!["".to_owned(), "/state".to_owned(), "/callbacks".to_owned(), "?service=<script>alert(1)".to_owned()];
    for entry in sandbox.journal().entries() {
        pages.push(format!("/calls/{}", entry.id));
        pages.push(format!("/calls/{}?show=secrets", entry.id));
    }
    pages.extend(sandbox.deals().iter().map(|deal| format!("/deals/faspay/{}", deal.id)));
    let mut seen = 0;
    for path in &pages {
        let page = browser.get(path).await;
        assert!(!page.text.contains("<script>"), "{path}");
        assert!(!page.text.contains(" onload=\""), "{path}");
        seen += page.text.matches("&lt;script&gt;").count();
    }
    assert!(seen > 4, "it is shown: {seen}");
    let wrong = browser.post("/seed", &[("yaml", &format!("a: </textarea>{SCRIPT}\n  b"))]).await;
    assert!(!wrong.text.contains(SCRIPT) && wrong.status == 422);
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let sandbox = place::faspay().await;
    let number = place::virtual_account(&sandbox).await;
    let id = sandbox.deal(&number).expect("a deal").id;
    let client = place::client(false);
    for path in
        [format!("/deals/faspay/{id}/end"), format!("/pay/faspay/{id}"), "/reset".to_owned(), "/api/pay".to_owned()]
    {
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let request = client.post(format!("{}/_sandbox{path}", sandbox.url())).header(name, value);
            let answer = place::read(place::form(request, &[("to", "done"), ("answer", "pay")])).await;
            assert_eq!(answer.status, 403, "{path} {name}: {value}");
            answer.shows(&["another site"]);
        }
    }
    assert!(!sandbox.deal(&number).expect("it is still there").state.is_final());
}

#[tokio::test]
async fn a_name_that_leads_here_is_not_served() {
    let sandbox = place::faspay().await;
    let client = place::client(false);
    let port = sandbox.url().rsplit(':').next().expect("a port");
    for (host, status) in [("rebound.example", 403), ("localhost", 200), ("127.0.0.1", 200)] {
        let request = client.get(format!("{}/_sandbox", sandbox.url())).header("host", format!("{host}:{port}"));
        assert_eq!(place::read(request).await.status, status, "{host}");
    }
}

#[tokio::test]
async fn every_answer_keeps_a_browser_at_home() {
    let sandbox = place::faspay().await;
    let browser = Browser::at(&sandbox);
    for path in ["", "/state", "/nowhere", "/style.css", "/api/journal", "/keys/partner.pem"] {
        let headers = browser.get(path).await.headers;
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
    }
    for path in ["", "/state", "/callbacks", "/faults", "/clock", "/connect", "/api"] {
        let page = browser.get(path).await.text;
        for elsewhere in ["src=\"http", "href=\"//", "@import", "url("] {
            assert!(!page.contains(elsewhere), "{path}: {elsewhere}");
        }
    }
}
