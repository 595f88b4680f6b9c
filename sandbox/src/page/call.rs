//! One call: what came, what was found out about it, what was answered, and how to make it again.

use axum::extract::{Path, Query, State};
use http::HeaderMap;
use maud::{Markup, html};
use snap_bi::server::Scheme;

use crate::doctor::{Known, Presented, diagnose};
use crate::journal::{Entry, Way};

use super::checks::{self, Verdict};
use super::frame::{self, Tab};
use super::show::{self, Shows};
use super::site::{Answer, Site, Wrong};
use super::{copy, journal, mask, pretty};

pub(super) async fn page(State(site): State<Site>, Path(id): Path<u64>, Query(shows): Query<Shows>) -> Answer {
    let entry = entry(&site, id)?;
    let path = journal::path_of(id);
    let title = format!("{} {}", entry.method, show::service(&entry));
    let base = base(&site, &entry);
    let secrets = shows.secrets();
    let body = html! {
        div.title {
            h1 { (show::way(entry.way)) " " (show::service(&entry)) " " (show::status(entry.status)) }
            p.quiet {
                (entry.provider) " · "
                (match entry.way { Way::In => "the partner called", Way::Out => "the provider called" })
                " · " (show::time(entry.at)) " · " (show::elapsed(entry.elapsed))
                @if let Some(note) = &entry.note { " · " (note) }
                " · "
                @if id > 1 { a href=(journal::path_of(id - 1)) { "before" } " " }
                @if id < site.shared().journal.last() { a href=(journal::path_of(id + 1)) { "after" } }
            }
            p.mono.break { (entry.method) " " (copy::address(&entry, &base, secrets)) }
        }
        (findings(&entry))
        div.columns {
            section {
                h2 { "Request" }
                (headers(&entry.headers, secrets))
                (content(&entry.body, secrets))
            }
            section {
                h2 { "Answer " (show::status(entry.status)) " " span.mono { (show::code(&entry).unwrap_or_default()) } }
                (headers(&entry.answer_headers, secrets))
                (content(&entry.answer, secrets))
            }
        }
        (show::switch(&path, &shows))
        (again(&entry, &path))
        section {
            h2 { "Take it along" }
            details { summary { "as curl" } pre.take tabindex="0" { (copy::curl(&entry, &base, secrets)) } }
            @if let Some(code) = copy::rust(&entry, &base, secrets) {
                details { summary { "as Rust" } pre.take tabindex="0" { (code) } }
            }
            @if !secrets { p.quiet { "They work once secrets are shown." } }
        }
    };
    Ok(frame::page(&site, Tab::Calls, &title, &body))
}

/// A call of the journal.
pub(super) fn entry(site: &Site, id: u64) -> Result<Entry, Wrong> {
    let none =
        || Wrong::not_found(format!("call {id} is not in the journal: the last thousand are, since the last reset"));
    site.shared().journal.entry(id).ok_or_else(none)
}

/// The address that a client would be given.
fn base(site: &Site, entry: &Entry) -> String {
    match entry.way {
        Way::In => site.place(entry.provider).map_or_else(|_| String::new(), |place| place.url.clone()),
        Way::Out => {
            let part = |text: Option<&str>| text.unwrap_or_default().to_owned();
            format!("{}://{}", part(entry.uri.scheme_str()), part(entry.uri.authority().map(|own| own.as_str())))
        }
    }
}

fn findings(entry: &Entry) -> Markup {
    // What a partner checks is his own affair.
    let verdicts = if entry.way == Way::In { checks::verdicts(entry) } else { None };
    html! {
        section.findings {
            @if let Some(fault) = &entry.fault { p { "A fault was asked for: " span.badge.held { (fault) } } }
            @if entry.repeated { p { "The answer is that of an earlier call with the same X-EXTERNAL-ID." } }
            @if let Some(verdicts) = verdicts {
                h2 { "Checks" }
                ol.checks {
                    @for (check, verdict) in verdicts {
                        @let (class, said) = match verdict {
                            Verdict::Passed => ("good", "passed"),
                            Verdict::NotDue => ("", "nothing to check"),
                            Verdict::Refused => ("bad", "refused"),
                            Verdict::NotReached => ("", "not reached"),
                        };
                        li class=(class) title=(check.what) {
                            strong { (check.name) } " "
                            @if verdict == Verdict::Refused {
                                (entry.refusal.as_deref().unwrap_or(said))
                            } @else { span.quiet { (said) } }
                        }
                    }
                }
            } @else if entry.way == Way::In {
                p.quiet { "No server looked at this call: nothing was checked." }
            }
            @if !entry.violations.is_empty() {
                h2 { "What the request breaks" }
                ul.violations { @for violation in &entry.violations { li { code { (violation) } } } }
            }
            @if let Some(finding) = &entry.finding { h2 { "The doctor" } pre { (finding) } }
            @if let Some(text) = string_to_sign(entry) {
                details open[entry.finding.is_some()] {
                    summary { "String to sign" }
                    pre.break { (text) }
                }
            }
        }
    }
}

/// The string that had to be signed: as it was written down, or as it follows from what came.
fn string_to_sign(entry: &Entry) -> Option<String> {
    if let Some(text) = &entry.string_to_sign {
        return Some(text.clone());
    }
    let endpoint = entry.endpoint?;
    let known = Known::new().unsaid_scheme(Scheme::Asymmetric);
    // Without its signature: there is nothing to search for.
    let mut headers = entry.headers.clone();
    headers.remove("x-signature");
    let expected = diagnose(&Presented::new(endpoint, &entry.uri, &headers, &entry.body), &known).expected;
    (!expected.is_empty()).then_some(expected)
}

fn headers(headers: &HeaderMap, shown: bool) -> Markup {
    html! {
        @if headers.is_empty() { p.quiet { "No headers." } }
        @else {
            table.headers { tbody {
                @for (name, value) in headers { tr { th { (name) } td.mono { (mask::header(name, value, shown)) } } }
            } }
        }
    }
}

fn content(body: &[u8], shown: bool) -> Markup {
    let text = mask::body(body, shown);
    html! {
        @if body.is_empty() { p.quiet { "No body." } }
        @else if let Some(lines) = pretty::pretty(&text).filter(|lines| *lines != text) {
            pre.body { (lines) }
            details { summary { "as it came, " (body.len()) " bytes" } pre.break { (text) } }
        }
        @else { pre.break { (text) } p.quiet { (body.len()) " bytes" } }
    }
}

fn again(entry: &Entry, path: &str) -> Markup {
    let callable = entry.endpoint.is_some_and(|endpoint| !matches!(endpoint.code, "73" | "74"));
    html! {
        section {
            h2 { "Make it again" }
            form.buttons method="post" action={ (path) "/replay" } {
                button name="how" value="same" { "The same call" }
                @if callable {
                    button name="how" value="new" { "With a new signature and external ID" }
                }
            }
            p.quiet { "The same call has the same external ID: a server answers it from memory, or refuses it." }
        }
    }
}
