//! Whether a value may stand in a header.

use std::net::Ipv4Addr;

use crate::check::Format;
use crate::check::degrees::Coordinate;
use crate::check::violation::{Broken, Violation};
use crate::meta::header::{HeaderFormat, HeaderRule, Presence};

/// What a value breaks of its rule.
pub(crate) fn check(rule: &HeaderRule, value: &str, found: &mut Vec<Violation>) {
    let mut add = |rule_broken| found.push(broken(rule.name, rule_broken));
    if value.is_empty() && rule.presence == Presence::M {
        return add(Broken::Empty);
    }
    let len = value.chars().count().try_into().unwrap_or(u32::MAX);
    if rule.max > 0 && len > rule.max {
        add(Broken::TooLong { max: rule.max, len });
    }
    if rule.exact > 0 && len != rule.exact {
        add(Broken::NotExact { exact: rule.exact, len });
    }
    if let Some(broken) = rule.format.and_then(|format| breaks(format, value)) {
        add(broken);
    } else if !is_sendable(value) {
        add(Broken::Pattern);
    }
}

fn breaks(format: HeaderFormat, value: &str) -> Option<Broken> {
    let (holds, broken) = match format {
        HeaderFormat::Timestamp => (Format::DateTime.matches(value), Broken::Format(Format::DateTime)),
        HeaderFormat::Ipv4 => (value.parse::<Ipv4Addr>().is_ok(), Broken::Format(Format::Ipv4)),
        HeaderFormat::Digits => (Format::Digits.matches(value), Broken::Format(Format::Digits)),
        HeaderFormat::Alphanumeric => (Format::Alphanumeric.matches(value), Broken::Format(Format::Alphanumeric)),
        HeaderFormat::Latitude => (Coordinate::Latitude.matches(value), Broken::Degrees { form: "±DD.DDDD" }),
        HeaderFormat::Longitude => (Coordinate::Longitude.matches(value), Broken::Degrees { form: "±DDD.DDDD" }),
        HeaderFormat::Bearer => (is_bearer(value), Broken::Pattern),
    };
    (!holds).then_some(broken)
}

/// `Bearer`, a blank, and a token of visible characters.
fn is_bearer(value: &str) -> bool {
    value
        .strip_prefix("Bearer ")
        .is_some_and(|token| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()))
}

/// Visible ASCII, with blanks inside only: anything else is altered or refused on the way, and a line break would add a
/// header of the sender's choice.
pub(crate) fn is_sendable(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && value.trim() == value
}

/// A violation of a header's rule, at the header.
pub(crate) fn broken(name: &str, rule: Broken) -> Violation {
    Violation { path: format!("header {}", name.to_ascii_uppercase()), rule }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::meta::header::{HeaderFormat, HeaderRule};

    #[test]
    fn a_value_has_the_format_of_its_row() {
        for (format, good, bad) in [
            (HeaderFormat::Digits, "0123456789", "12a"),
            (HeaderFormat::Alphanumeric, "ef343939477C4F19", "ef343939-477c"),
            (HeaderFormat::Timestamp, "2020-12-17T10:55:00+07:00", "2020-12-17T10:55:00"),
            (HeaderFormat::Ipv4, "10.1.2.3", "10.1.2.300"),
            (HeaderFormat::Latitude, "-06.1088", "-6.1088"),
            (HeaderFormat::Longitude, "+106.8271", "106.8271"),
            (HeaderFormat::Bearer, "Bearer abc", "bearer abc"),
        ] {
            let rule = HeaderRule::mandatory("X-A").format(format);
            for (value, broken) in [(good, 0), (bad, 1)] {
                let mut found = Vec::new();
                check(&rule, value, &mut found);
                assert_eq!(found.len(), broken, "{format:?} {value}: {found:?}");
            }
        }
    }
}
