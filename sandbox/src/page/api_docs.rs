//! What the API offers, said on a page.

use axum::extract::State;
use maud::html;

use super::frame::{self, Tab};
use super::site::{Answer, Site};

/// Method, path, what is sent, what it does.
const CALLS: [(&str, &str, &str, &str); 16] = [
    ("GET", "/journal", "", "calls, the oldest first; ?provider= ?service= ?way=in|out ?failed=1"),
    ("GET", "/journal/{id}", "", "one call with headers and bodies, secrets masked"),
    ("GET", "/accounts", "", "accounts with their bookings"),
    ("GET", "/deals", "", "virtual accounts, payments and transfers with their state"),
    ("GET", "/deals/{name}", "", "one, by a reference of either side or a virtual account's number"),
    ("POST", "/pay", r#"{"name":"…"}"#, "the customer pays; the partner is told"),
    ("POST", "/fail", r#"{"name":"…"}"#, "he does not, or the transfer fails"),
    (
        "POST",
        "/tell",
        r#"{"name":"…","manner":"doubled"}"#,
        "the partner is told again: usual, once, doubled, late, forged, held",
    ),
    ("POST", "/release", "", "what was held is let go, the last first"),
    ("POST", "/callbacks", r#"{"url":"http://127.0.0.1:3000"}"#, "where the partner listens"),
    ("GET", "/clock", "", "the time, and whether it stands still"),
    ("POST", "/clock", r#"{"do":"advance","by":"15m"}"#, "moves it ahead: s, m, h, d"),
    (
        "POST",
        "/clock",
        r#"{"do":"set","to":"2026-12-31T23:59:00+07:00"}"#,
        "sets it; stop, run and reset need nothing more",
    ),
    ("GET", "/faults", "", "faults to come, by provider"),
    (
        "POST",
        "/faults",
        r#"{"provider":"faspay","fault":"drop-after"}"#,
        "what the next call meets; of the first provider without one",
    ),
    ("POST", "/reset", r#"{"seed":"limit: 1000000"}"#, "begins anew, with another seed if there is one"),
];

pub(super) async fn page(State(site): State<Site>) -> Answer {
    let base = site.shared().pages.clone();
    let body = html! {
        h1 { "API for scripts" }
        p { "Tests in whatever language drive the sandbox by it. Below " code { (base) "/api" } ", at every provider's address; JSON "
            "goes in and comes out. What cannot be done is answered 4xx or 5xx with " code { r#"{"error":"…"}"# } "." }
        div.scroll { table {
            thead { tr { th { "" } th { "Path" } th { "Body" } th { "What it does" } } }
            tbody {
                @for (method, path, sent, what) in CALLS {
                    tr { td { (method) } td.mono { (path) } td.mono { (sent) } td { (what) } }
                }
            }
        } }
        h2 { "For example" }
        pre.take tabindex="0" {
            "curl -s " (base) "/api/pay -d '{\"name\":\"INV-7\"}'\n"
            "curl -s " (base) "/api/clock -d '{\"do\":\"advance\",\"by\":\"16m\"}'\n"
            "curl -s '" (base) "/api/journal?failed=1'\n"
            "curl -s -X POST " (base) "/api/reset"
        }
        p.quiet { "The journal as HAR 1.2: " a href="/_sandbox/journal.har" { (base) "/journal.har" } ". Changes are taken of scripts, "
            "which send no Origin, and of these pages; never of another site." }
    };
    Ok(frame::page(&site, Tab::Api, "API", &body))
}
