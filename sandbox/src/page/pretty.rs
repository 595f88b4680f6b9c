//! JSON with line ends and indentation: the same digits, the same names twice, only blanks differ.

use serde::de::IgnoredAny;

use super::mask::{Piece, pieces};

/// A body in lines; none where it is no JSON.
pub(super) fn pretty(text: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0;
    // What was opened and has nothing in it yet.
    let mut opened = false;
    for piece in pieces(text) {
        match piece {
            Piece::Name(string) | Piece::Text(string) => {
                if std::mem::take(&mut opened) {
                    line(&mut out, depth);
                }
                out.push_str(string);
            }
            Piece::Between(between) => {
                for c in between.chars().filter(|c| !c.is_ascii_whitespace()) {
                    match c {
                        '}' | ']' => {
                            depth -= 1;
                            if !std::mem::take(&mut opened) {
                                line(&mut out, depth);
                            }
                            out.push(c);
                            continue;
                        }
                        _ if std::mem::take(&mut opened) => line(&mut out, depth),
                        _ => {}
                    }
                    out.push(c);
                    match c {
                        '{' | '[' => (depth, opened) = (depth + 1, true),
                        ',' => line(&mut out, depth),
                        ':' => out.push(' '),
                        _ => {}
                    }
                }
            }
        }
    }
    Some(out)
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blanks_differ() {
        let text = r#"{"a":[1.10,{"b":"x, {y}"}],"a":{},"n":12345678901234567890123,"e":[ ]}"#;
        let lines = pretty(text).expect("JSON");
        let begins = "{\n  \"a\": [\n    1.10,\n    {\n      \"b\": \"x, {y}\"\n    }\n  ],\n  \"a\": {},\n  \"n\": 12345678901234567890123,";
        assert!(lines.starts_with(begins), "{lines}");
        assert!(lines.ends_with("\"e\": []\n}"), "{lines}");
        assert_eq!(pretty("{"), None);
    }
}
