//! Regular expressions, as far as they can be read without a compiler of them: who uses the macro does not build one for it.
//!
//! A pattern that does not compile matches nothing at run time, and would refuse every value.

use std::iter::Peekable;
use std::str::Chars;

use super::super::raw::Arguments;
use crate::check::values::text;
use crate::mistakes::Report;

/// `pattern = "[0-9]{16}"`
pub(crate) fn of(given: &Arguments, report: &mut Report<'_>) -> Option<String> {
    let given = text(given.pair("pattern")?, report)?;
    let pattern = given.value();
    match wrong(&pattern) {
        None => Some(pattern),
        Some(wrong) => {
            report.at(given, wrong);
            None
        }
    }
}

/// What no regular expression is.
fn wrong(pattern: &str) -> Option<&'static str> {
    if pattern.is_empty() {
        return Some("an empty pattern matches an empty text only: write it, or leave `pattern` out");
    }
    let (mut depth, mut class, mut begins) = (0_u32, false, true);
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        let first = std::mem::take(&mut begins);
        match char {
            '\\' => match chars.next() {
                None => {
                    return Some(
                        "this pattern ends with a `\\`, which escapes nothing: write `\\\\` for the character",
                    );
                }
                Some('1'..='9') => return Some("back references are not supported: write the pattern without them"),
                Some(_) => {}
            },
            ']' if class => class = false,
            _ if class => {}
            '[' => {
                class = true;
                chars.next_if_eq(&'^');
                // The first bracket of a class is one of its characters.
                chars.next_if_eq(&']');
            }
            '(' if looks_around(chars.clone()) => {
                return Some("look-around is not supported: write a pattern without `(?=…)` and the like");
            }
            '(' => {
                depth += 1;
                begins = chars.peek() != Some(&'?');
            }
            ')' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some("a `)` without its `(` in this pattern: write `\\)` for the character"),
            },
            '|' => begins = true,
            '*' | '+' | '?' if first => {
                return Some("this pattern repeats nothing: write what `*`, `+` or `?` repeats");
            }
            _ => {}
        }
    }
    if class {
        return Some("a `[` without its `]` in this pattern: write `\\[` for the character");
    }
    (depth > 0).then_some("a `(` without its `)` in this pattern: write `\\(` for the character")
}

/// What follows a `(`.
fn looks_around(mut chars: Peekable<Chars<'_>>) -> bool {
    chars.next() == Some('?') && {
        chars.next_if_eq(&'<');
        matches!(chars.next(), Some('=' | '!'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_lite::Regex;

    use super::wrong;

    #[test]
    fn what_cannot_compile_is_found() {
        for pattern in ["", "(", "a)(b", "[0-9", "x\\", "*a", "a|+", "(?=a)b", "(?<!a)b", "(a)\\1", "[]"] {
            assert!(wrong(pattern).is_some(), "{pattern}");
        }
        for pattern in
            ["[0-9]{16}|X", "[]a]", "[^]]+", "\\(a\\)", "[(?=]", "\\(?=", "(?:a|b)?", "a||b", "(?i)x", "[\\]]"]
        {
            assert!(wrong(pattern).is_none() && Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn what_compiles_is_not_refused(pattern in "(a|[0-9]|\\[|\\]|\\(|\\)|\\?|\\*|\\+|\\||\\\\|\\^|:|-|=|<|!|\\{1\\}){1,10}") {
            prop_assert!(wrong(&pattern).is_none() || Regex::new(&pattern).is_err(), "{pattern}");
        }
    }
}
