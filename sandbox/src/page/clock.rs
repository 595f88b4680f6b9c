//! The clock: shown, moved, set, stopped.

use std::time::{Duration, SystemTime};

use axum::Form;
use axum::extract::State;
use maud::html;
use serde::Deserialize;
use snap_bi::Timestamp;

use super::frame::{self, Tab};
use super::site::{Answer, Site, Wrong, see};

/// Times that a clock may be set to, in seconds: from the year 2000 to 2100. Further away other people's dates fail.
const TIMES: std::ops::Range<u64> = 946_684_800..4_102_444_800;

pub(super) async fn page(State(site): State<Site>) -> Answer {
    let clock = &site.shared().clock;
    let (now, machine) = (clock.now(), SystemTime::now());
    let off = clock.off();
    let apart = match off.as_secs() {
        0..=1 => "It is the machine's time.".to_owned(),
        _ if now > machine => format!("It is {} ahead of the machine's.", spelled(off)),
        _ => format!("It is {} behind the machine's.", spelled(off)),
    };
    let text = clock.text();
    let body = html! {
        h1 { "Clock" }
        p.big { (text.replace('T', " ")) @if clock.is_stopped() { " " span.badge.held { "stopped" } } }
        p.quiet { (apart) " All providers go by it: tokens and virtual accounts expire by it, external IDs are new after its midnight." }
        section {
            h2 { "Move it ahead" }
            form.buttons method="post" action="/_sandbox/clock" {
                input type="hidden" name="do" value="advance";
                @for (value, said) in QUICK { button name="by" value=(value) { (said) } }
            }
            form.filter method="post" action="/_sandbox/clock" {
                input type="hidden" name="do" value="advance";
                label { "By " input type="number" name="by" min="1" value="1" required style="width: 6em"; }
                label { "Unit "
                    select name="unit" {
                        option value="minutes" { "minutes" } option value="hours" { "hours" } option value="days" { "days" }
                    }
                }
                button { "Move" }
            }
        }
        section {
            h2 { "Set it" }
            form.filter method="post" action="/_sandbox/clock" {
                input type="hidden" name="do" value="set";
                label { "To " input type="datetime-local" name="to" required value=(text.get(..16).unwrap_or_default()); }
                span.quiet { "Jakarta's time" }
                button { "Set" }
            }
            form.buttons method="post" action="/_sandbox/clock" {
                @if clock.is_stopped() { button name="do" value="run" { "Let it run" } }
                @else { button name="do" value="stop" { "Stop it" } }
                button name="do" value="reset" { "The machine's time again" }
            }
        }
    };
    Ok(frame::page(&site, Tab::Clock, "Clock", &body))
}

const QUICK: [(&str, &str); 4] =
    [("300s", "5 minutes"), ("1800s", "30 minutes"), ("3600s", "1 hour"), ("86400s", "1 day")];

fn spelled(time: Duration) -> String {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, minutes) => format!("{days} d {hours} h {minutes} min"),
    }
}

/// What a form or a script wants of the clock.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Change {
    #[serde(rename = "do")]
    pub(super) what: String,
    #[serde(default)]
    pub(super) by: String,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) to: String,
}

pub(super) async fn change(State(site): State<Site>, Form(form): Form<Change>) -> Answer {
    apply(&site, &form)?;
    Ok(see("/_sandbox/clock"))
}

/// Changes the clock; what runs out by it runs out at once.
pub(super) fn apply(site: &Site, change: &Change) -> Result<(), Wrong> {
    let clock = &site.shared().clock;
    match change.what.as_str() {
        "advance" => {
            let by = duration(&change.by, &change.unit)?;
            let fits = clock.now().checked_add(by).is_some_and(is_usable);
            if !fits {
                return Err(Wrong::input("the clock goes to the year 2100 and no further"));
            }
            clock.advance(by);
        }
        "set" => clock.set(moment(&change.to)?),
        "stop" => clock.stop(),
        "run" => clock.run(),
        "reset" => clock.reset(),
        other => {
            return Err(Wrong::input(format!(
                "`{other}` is nothing for a clock: write advance, set, stop, run or reset"
            )));
        }
    }
    site.places().iter().for_each(|place| place.door.bank.drain());
    Ok(())
}

fn is_usable(time: SystemTime) -> bool {
    time.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| TIMES.contains(&since.as_secs()))
}

/// A number of units, or one with a letter for its unit: `90s`, `5m`, `1h`, `2d`.
fn duration(by: &str, unit: &str) -> Result<Duration, Wrong> {
    let by = by.trim();
    let digits = by.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let letter = by.get(digits.len()..).unwrap_or_default();
    let seconds = match if letter.is_empty() { unit } else { letter } {
        "s" | "seconds" => 1,
        "" | "m" | "minutes" => 60,
        "h" | "hours" => 3600,
        "d" | "days" => 86_400,
        other => return Err(Wrong::input(format!("`{other}` is no unit: write seconds, minutes, hours or days"))),
    };
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(seconds));
    number.map(Duration::from_secs).ok_or_else(|| Wrong::input(format!("`{by}` is no time: write a number, such as 5")))
}

/// A timestamp, or what a browser's field gives, which is Jakarta's time.
fn moment(text: &str) -> Result<SystemTime, Wrong> {
    let text = text.trim();
    let local = match text.len() {
        16 => format!("{text}:00+07:00"),
        19 => format!("{text}+07:00"),
        _ => text.to_owned(),
    };
    let time = Timestamp::parse(&local).map(|time| time.time());
    let time = time.map_err(|error| Wrong::input(format!("`{text}` is no time: {error}")))?;
    if is_usable(time) { Ok(time) } else { Err(Wrong::input("the clock goes from the year 2000 to 2100")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_units() {
        for (by, unit, seconds) in [("5", "minutes", 300), ("90s", "", 90), ("1d", "minutes", 86_400), ("2", "", 120)] {
            assert_eq!(duration(by, unit).expect("a time"), Duration::from_secs(seconds));
        }
        for by in ["", "-1", "1.5", "99999999999999999999", "1x"] {
            assert!(duration(by, "hours").is_err(), "{by}");
        }
    }

    #[test]
    fn a_browsers_field_is_jakartas_time() {
        let same = moment("2026-01-02T03:04").expect("a time");
        assert_eq!(same, moment("2026-01-01T20:04:00Z").expect("a time"));
        assert!(moment("1970-01-01T00:00").is_err() && moment("tomorrow").is_err());
    }
}
