//! How single values are written.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use crate::bank::{Deal, Money, State};
use crate::journal::{Entry, Way};

use super::site::segment;

/// A moment: the time of day, and all of it on demand.
pub(super) fn time(at: SystemTime) -> Markup {
    let text = crate::clock::text(at);
    let day = text.get(..10).unwrap_or_default();
    let of_day = text.get(11..19).unwrap_or(&text);
    html! { time datetime=(text) title=(text) { span.day { (day) " " } (of_day) } }
}

pub(super) fn elapsed(time: Duration) -> String {
    match time.as_millis() {
        0 => format!("{} µs", time.as_micros()),
        millis @ 1..=9999 => format!("{millis} ms"),
        millis => format!("{} s", millis / 1000),
    }
}

/// An amount, its digits in threes.
pub(super) fn money(money: &Money) -> String {
    let text = money.text();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{} {sign}{grouped}.{decimals}", money.currency)
}

pub(super) fn state(state: State) -> Markup {
    let class = match state {
        State::Done => "good",
        State::Waiting | State::Pending => "held",
        State::Failed | State::Expired | State::Cancelled => "bad",
        _ => "",
    };
    html! { span class={ "badge " (class) } { (state.as_str()) } }
}

/// HTTP status of an answer.
pub(super) fn status(status: Option<StatusCode>) -> Markup {
    let class = match status.map(|status| status.as_u16()) {
        Some(..=299) => "good",
        Some(300..=399) => "held",
        _ => "bad",
    };
    html! {
        span class={ "badge " (class) } {
            @match status { Some(status) => (status.as_u16()), None => "no answer" }
        }
    }
}

pub(super) fn way(way: Way) -> Markup {
    match way {
        Way::In => html! { span.way title="The partner called the provider" aria-label="in" { "→" } },
        Way::Out => html! { span.way.out title="The provider called the partner" aria-label="out" { "←" } },
    }
}

/// `responseCode` of an answer.
pub(super) fn code(entry: &Entry) -> Option<String> {
    #[derive(Deserialize)]
    struct Coded {
        #[serde(rename = "responseCode")]
        code: String,
    }
    serde_json::from_slice::<Coded>(&entry.answer).ok().map(|coded| coded.code)
}

/// The service of a call, or its path where it is none of any.
pub(super) fn service(entry: &Entry) -> String {
    entry.endpoint.map_or_else(|| entry.uri.path().to_owned(), |endpoint| endpoint.service.to_owned())
}

/// Whether a call came to nothing.
pub(super) fn is_failed(entry: &Entry) -> bool {
    entry.refusal.is_some() || entry.status.is_none_or(|status| status.as_u16() >= 400)
}

/// A link to a deal, by the name that its partner gave it.
pub(super) fn deal_link(provider: &str, deal: &Deal) -> Markup {
    let name = deal.virtual_account().or_else(|| deal.partner_reference()).unwrap_or_else(|| deal.reference.clone());
    html! { a href={ "/_sandbox/deals/" (segment(provider)) "/" (deal.id) } { (name) } }
}

/// What a page may be asked to show.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Shows {
    #[serde(default)]
    show: String,
}

impl Shows {
    pub(super) fn secrets(&self) -> bool {
        self.show == "secrets"
    }
}

/// The switch between secrets that are seen and secrets that are not.
pub(super) fn switch(path: &str, shows: &Shows) -> Markup {
    html! {
        p.switch {
            @if shows.secrets() {
                "Secrets are shown. " a href=(path) { "Mask them" }
            } @else {
                "Secrets are masked. " a href={ (path) "?show=secrets" } { "Show them" } " – they are keys of this sandbox."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_in_threes() {
        for (value, text) in
            [(0, "IDR 0.00"), (999, "IDR 999.00"), (1_000_000, "IDR 1,000,000.00"), (-25_000, "IDR −25,000.00")]
        {
            assert_eq!(money(&Money::idr(value)), text);
        }
    }
}
