//! A text that matches a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::ir::rule::Bounds;

/// A text that matches a pattern and fits the length, always the same one; empty if none is found.
pub(super) fn matching(pattern: &str, length: Bounds) -> String {
    // The runtime's classes are those of ASCII, as in the documents.
    let ascii = pattern.replace(r"\d", "[0-9]").replace(r"\s", " ").replace(r"\w", "[0-9A-Za-z_]");
    let Ok(pattern) = regex_syntax::parse(&ascii) else { return String::new() };
    let fits = |text: &String| u32::try_from(text.chars().count()).is_ok_and(|len| length.holds(len));
    let longest = length.min.unwrap_or(0).clamp(64, 512) as usize;
    (1..=longest).map(|repeats| text(&pattern, repeats)).find(fits).unwrap_or_default()
}

/// What a pattern matches; whatever may come any number of times comes this often, within its bounds.
fn text(pattern: &Hir, repeats: usize) -> String {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => String::new(),
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).into_owned(),
        HirKind::Class(class) => character(class).into(),
        HirKind::Repetition(repetition) => {
            let (min, max) = (repetition.min as usize, repetition.max.map_or(usize::MAX, |max| max as usize));
            // A pattern within a pattern may ask for more than anybody writes.
            let times = repeats.max(min).min(max).min(1024);
            let once = text(&repetition.sub, repeats);
            once.repeat(times.min(65_536 / once.len().max(1)))
        }
        HirKind::Capture(capture) => text(&capture.sub, repeats),
        HirKind::Concat(parts) => parts.iter().map(|part| text(part, repeats)).collect(),
        HirKind::Alternation(ways) => ways.first().map(|way| text(way, repeats)).unwrap_or_default(),
    }
}

/// A digit where the class has one: `1`, which is no padding.
fn character(class: &Class) -> char {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
    };
    let holds = |wanted: &char| ranges.iter().any(|(start, end)| (*start..=*end).contains(wanted));
    ['1', 'a', 'A'].into_iter().find(holds).or(ranges.first().map(|(start, _)| *start)).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_matches_and_fits() {
        for (pattern, min, max) in [
            ("62[0-9]+", 10, 15),
            (r"\s{0,7}\d{1,8}", 8, 8),
            ("[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", 8, 8),
            (r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00", 25, 25),
            ("[-+]?[0-9]{1,2}([.][0-9]{1,4})?", 1, 10),
            ("[A-Za-z0-9 _-]+", 1, 64),
        ] {
            let text = matching(pattern, Bounds { min: Some(min), max: Some(max) });
            let whole = regex_lite::Regex::new(&format!("^(?:{pattern})$")).expect("a pattern");
            assert!(
                whole.is_match(&text) && (min as usize..=max as usize).contains(&text.len()),
                "{pattern}: `{text}`"
            );
        }
    }
}
