//! Another value for a key.

use snap_codegen::source::Loc;
use snap_codegen::spec::At;
use snap_codegen::spec::condition::{Condition, Rule};
use snap_codegen::spec::field::{Encoding, Field as Row, Format, Items, Location, Presence};

/// Writes another value under a key.
pub fn change(row: &mut Row, key: &str) -> bool {
    fn more(limit: &mut Option<At<u32>>) {
        if let Some(limit) = limit {
            limit.value = limit.value.checked_add(1).unwrap_or(limit.value - 1);
        }
    }
    fn words(text: &mut Option<At<String>>) {
        if let Some(text) = text {
            text.value.push_str(" changed");
        }
    }
    fn toggle(flag: &mut Option<At<bool>>) {
        if let Some(flag) = flag {
            flag.value = !flag.value;
        }
    }
    match key {
        "presence" => {
            let new = match row.presence.as_ref().map(|presence| presence.value) {
                Some(Presence::M) => Presence::O,
                _ => Presence::M,
            };
            if new == Presence::M {
                row.when = None;
            }
            row.presence = Some(At::new(new, Loc::default()));
        }
        "type" => {
            let other = if row.ty.as_ref().is_some_and(|ty| ty.value == "boolean") { "any" } else { "boolean" };
            *row = Row { ty: Some(At::new(other.to_owned(), Loc::default())), ..bare(row) };
        }
        "max" => more(&mut row.max),
        "min" => more(&mut row.min),
        "exact" => more(&mut row.exact),
        "precision" => {
            if let Some(precision) = &mut row.precision {
                precision.value.0 += 1;
            }
        }
        "decimals" => row.decimals = None,
        "values" => {
            if let Some(values) = &mut row.values {
                values.value.0.push((At::new("z9".to_owned(), Loc::default()), None));
            }
        }
        "open" => toggle(&mut row.open),
        "format" => {
            if let Some(format) = &mut row.format {
                format.value = if format.value == Format::Digits { Format::Alphanumeric } else { Format::Digits };
            }
        }
        "pattern" => {
            if let Some(pattern) = &mut row.pattern {
                pattern.value = format!("(?:{})?", pattern.value);
            }
        }
        "pad" => {
            if let Some(pad) = &mut row.pad {
                pad.value.left.value = if pad.value.left.value == "0" { " ".to_owned() } else { "0".to_owned() };
            }
        }
        "items" => {
            if let Some(items) = &mut row.items {
                let boolean = matches!(&items.value, Items::Type(word) if word == "boolean");
                items.value = Items::Type(if boolean { "any" } else { "boolean" }.to_owned());
            }
        }
        "min_items" => more(&mut row.min_items),
        "max_items" => more(&mut row.max_items),
        "exact_items" => more(&mut row.exact_items),
        "rules" => {
            let Some(last) = row.rules.iter().rposition(|rule| !matches!(rule.value, Rule::Prose(_))) else {
                return false;
            };
            row.rules.remove(last);
        }
        "when" => {
            let new = match row.when.as_ref().map(|when| &when.value) {
                Some(Condition::Success) => Condition::Failure,
                _ => Condition::Success,
            };
            row.when = Some(At::new(new, Loc::default()));
        }
        "prose" => match (&mut row.when, row.rules.last_mut()) {
            (Some(when), _) if is_words(&when.value) => reword(&mut when.value),
            (_, Some(rule)) => {
                if let Rule::Prose(text) = &mut rule.value {
                    text.value.push_str(" changed");
                }
            }
            _ => return false,
        },
        "in" => {
            if let Some(location) = &mut row.location {
                location.value = if location.value == Location::Query { Location::Body } else { Location::Query };
            }
        }
        "sensitive" => toggle(&mut row.sensitive),
        "nullable" => toggle(&mut row.nullable),
        "encoding" => {
            if let Some(encoding) = &mut row.encoding {
                // From one that the client leaves alone to one that it percent-encodes, or the other way round.
                let plain = matches!(encoding.value, Encoding::Json | Encoding::Base64 | Encoding::Encrypted);
                encoding.value = if plain { Encoding::UrlBase64 } else { Encoding::Base64 };
            }
        }
        "default" => words(&mut row.default),
        "unit" => words(&mut row.unit),
        "doc" => words(&mut row.doc),
        "note" => words(&mut row.note),
        "remove" => row.remove = None,
        _ => return false,
    }
    true
}

/// What a row says whatever its type is.
fn bare(row: &Row) -> Row {
    Row {
        presence: row.presence.clone(),
        when: row.when.clone(),
        location: row.location.clone(),
        doc: row.doc.clone(),
        ..Row::default()
    }
}

fn reword(when: &mut Condition) {
    match when {
        Condition::Prose(text) => text.value.push_str(" changed"),
        Condition::Unstated => *when = Condition::Prose(At::new("changed".to_owned(), Loc::default())),
        Condition::All(parts) => parts.iter_mut().filter(|part| is_words(part)).for_each(reword),
        _ => {}
    }
}

/// Whether changing a condition changes words alone.
pub fn is_words(when: &Condition) -> bool {
    match when {
        Condition::Prose(_) | Condition::Unstated => true,
        Condition::All(parts) => parts.iter().any(is_words),
        _ => false,
    }
}
