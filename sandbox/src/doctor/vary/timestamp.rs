//! The times that may have been signed.

use std::time::Duration;

use snap_bi::Timestamp;
use snap_bi::rt::TimestampForm as Form;

use crate::doctor::Mistake::{self, *};
use crate::doctor::presented::Presented;
use crate::doctor::ways::{Reach, Ways, Written, written};

/// How far the time of a second look at the clock is looked for.
const SECONDS: u64 = 30;
const MILLISECONDS: u64 = 1000;

/// So many headers are looked at for another time.
const HEADERS: usize = 32;

/// The times that may have been signed for the text of X-TIMESTAMP.
pub(in crate::doctor) fn timestamps(text: &str, presented: &Presented<'_>) -> Ways<Written> {
    let mut ways = Ways::right(written(text));
    if let Ok(time) = Timestamp::parse(text) {
        forms(&time, &[], &mut ways);
        relabelled(text, &mut ways);
    }
    ways.pair(written(text.replace(' ', "")), TimestampForm);
    ways.any(None, TimestampLeftOut);
    ways.any(written(""), TimestampLeftOut);
    others(presented, &mut ways);
    if let Ok(time) = Timestamp::parse(text) {
        moments(&time, &mut ways);
    }
    ways
}

/// The same moment in other zones and forms.
fn forms(time: &Timestamp, named: &[Mistake], ways: &mut Ways<Written>) {
    let moment = time.time();
    let text = time.as_str();
    let fraction = text.contains('.');
    for minutes in zone(text).into_iter().chain([0, 420, 480, 540]) {
        for form in [Form::Offset, Form::Milliseconds] {
            let shown = Timestamp::at_offset(moment, form, minutes).text();
            let mut mistakes = named.to_vec();
            mistakes.extend((zone(text) != Some(minutes)).then_some(TimestampZone));
            mistakes.extend((fraction != (form == Form::Milliseconds)).then_some(TimestampForm));
            let with = |more: Mistake| {
                let others = mistakes.iter().copied().filter(|mistake| *mistake != more);
                others.chain([more]).collect::<Vec<_>>()
            };
            let local = &shown[..shown.len() - 6];
            // The same moment in the same zone and form is the text itself, unless it is written in an odd way.
            let otherwise = if mistakes.is_empty() { vec![TimestampForm] } else { mistakes.clone() };
            if minutes == 0 {
                ways.add(Reach::Any, written(format!("{local}Z")), &otherwise);
            }
            ways.add(Reach::Any, written(shown.as_str()), &otherwise);
            ways.add(Reach::Any, written(local), &with(TimestampNoZone));
            let colon = [&shown[..shown.len() - 3], &shown[shown.len() - 2..]].concat();
            ways.add(Reach::Pair, written(colon), &with(TimestampForm));
            ways.add(Reach::Pair, written(local.replace('T', " ")), &with(TimestampForm));
            let digits: String = local.chars().filter(char::is_ascii_digit).collect();
            ways.add(Reach::Pair, written(digits), &with(TimestampForm));
        }
    }
    if let Ok(since) = moment.duration_since(std::time::UNIX_EPOCH) {
        for number in [u128::from(since.as_secs()), since.as_millis()] {
            ways.add(Reach::Pair, written(number.to_string()), &[named, &[TimestampForm]].concat());
        }
    }
}

/// Minutes ahead of UTC.
fn zone(text: &str) -> Option<i16> {
    let end = text.get(text.len().checked_sub(6)?..)?;
    let (hours, minutes) = end.get(1..)?.split_once(':')?;
    let minutes = hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    match end.get(..1) {
        Some("+") => Some(minutes),
        Some("-") => Some(-minutes),
        _ => None,
    }
}

/// The same hour under another zone.
fn relabelled(text: &str, ways: &mut Ways<Written>) {
    let local = text.strip_suffix('Z').or_else(|| zone(text).and(text.get(..text.len() - 6)));
    let Some(local) = local else { return };
    for label in ["Z", "+00:00", "+07:00", "+08:00", "+09:00"] {
        ways.any(written(format!("{local}{label}")), TimestampRelabelled);
        if !local.contains('.') {
            ways.add(Reach::Pair, written(format!("{local}.000{label}")), &[TimestampRelabelled, TimestampForm]);
        }
    }
}

/// Times of other headers.
fn others(presented: &Presented<'_>, ways: &mut Ways<Written>) {
    let others = presented.headers.iter().filter(|(name, _)| *name != "x-timestamp");
    let texts = others.filter_map(|(_, value)| value.to_str().ok()).filter(|text| text.len() <= 40);
    for text in texts.take(HEADERS) {
        if let Ok(time) = Timestamp::parse(text.trim()) {
            ways.any(written(text.trim()), TimestampOtherHeader);
            forms(&time, &[TimestampOtherHeader], ways);
        } else if let Ok(date) = httpdate::parse_http_date(text) {
            ways.any(written(text), TimestampOtherHeader);
            for (minutes, form) in
                [0, 420].iter().flat_map(|minutes| [(minutes, Form::Offset), (minutes, Form::Milliseconds)])
            {
                ways.any(written(Timestamp::at_offset(date, form, *minutes).text()), TimestampOtherHeader);
            }
            ways.any(written(Timestamp::at(date, Form::Utc).text()), TimestampOtherHeader);
        }
    }
}

/// Another look at the clock, a little before or after.
fn moments(time: &Timestamp, ways: &mut Ways<Written>) {
    let text = time.as_str();
    let fraction = text.contains('.');
    let minutes = zone(text).unwrap_or(0);
    let mut add = |step: Duration, reach| {
        for moment in [time.time().checked_sub(step), time.time().checked_add(step)].into_iter().flatten() {
            let form = if fraction { Form::Milliseconds } else { Form::Offset };
            let shown = Timestamp::at_offset(moment, form, minutes).text();
            let shown = if text.ends_with('Z') { shown.replace("+00:00", "Z") } else { shown };
            ways.add(reach, written(shown), &[TimestampMoment]);
        }
    };
    // A second or two is what lies between two looks.
    for seconds in 1..=SECONDS {
        add(Duration::from_secs(seconds), if seconds < 3 { Reach::Any } else { Reach::Pair });
    }
    if fraction {
        for milliseconds in 1..=MILLISECONDS {
            add(Duration::from_millis(milliseconds), Reach::Alone);
        }
    }
}
