//! JSON as other libraries print it.
//!
//! A body that is read and printed again keeps its meaning and changes its bytes. What is read here keeps the bytes of every
//! text and number, so that each habit of a printer can be put on by itself.

use std::fmt::Write as _;

/// Deeper bodies are not printed anew: no document nests so far.
const DEPTH: usize = 64;

/// A value, with texts and numbers as they came.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    Object(Vec<(&'a str, Node<'a>)>),
    Array(Vec<Node<'a>>),
    /// With its quotes.
    Text(&'a str),
    Number(&'a str),
    /// `true`, `false`, `null`.
    Word(&'a str),
}

/// What stands between members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Spacing {
    #[default]
    Compact,
    /// A blank behind every comma and colon.
    Python,
    /// A line each, with so many blanks a level.
    Lines(usize),
}

/// How texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Texts {
    /// As they came.
    #[default]
    Kept,
    /// Read, and written with these escapes besides the necessary ones.
    Printed { slashes: bool, non_ascii: bool, html: bool, capitals: bool },
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numbers {
    /// As they came.
    #[default]
    Kept,
    /// As Python prints them: `10000.00` is `10000.0`, integers stay.
    Python,
    /// As JavaScript prints them: `10000.00` is `10000`, and integers beyond 2⁵³ are rounded.
    JavaScript,
}

/// Whether members are sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sorted {
    #[default]
    Not,
    /// Those of the body.
    Outside,
    /// Those of every object.
    Throughout,
}

/// The habits of a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Habits {
    pub(super) spacing: Spacing,
    pub(super) texts: Texts,
    pub(super) numbers: Numbers,
    pub(super) sorted: Sorted,
    pub(super) without_nulls: bool,
    pub(super) php_arrays: bool,
}

impl<'a> Node<'a> {
    /// Reads a body; none when it is no JSON.
    pub(super) fn read(json: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(json).ok()?;
        let mut reader = Reader { text, at: 0 };
        let node = reader.value(0)?;
        reader.white();
        (reader.at == text.len()).then_some(node)
    }

    /// Prints it.
    pub(super) fn print(&self, habits: &Habits) -> Vec<u8> {
        let mut out = String::new();
        self.write(habits, 0, &mut out);
        out.into_bytes()
    }

    fn write(&self, habits: &Habits, level: usize, out: &mut String) {
        match self {
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.retain(|(_, value)| !(habits.without_nulls && *value == Node::Word("null")));
                if habits.sorted == Sorted::Throughout || habits.sorted == Sorted::Outside && level == 0 {
                    members.sort_by_key(|(name, _)| *name);
                }
                let braces = if members.is_empty() && habits.php_arrays { "[]" } else { "{}" };
                list(habits, level, braces, &members, out, |(name, value), out| {
                    text(name, habits.texts, out);
                    out.push_str(if habits.spacing == Spacing::Compact { ":" } else { ": " });
                    value.write(habits, level + 1, out);
                });
            }
            Self::Array(items) => {
                list(habits, level, "[]", items, out, |item, out| item.write(habits, level + 1, out));
            }
            Self::Text(raw) => text(raw, habits.texts, out),
            Self::Number(raw) => number(raw, habits.numbers, out),
            Self::Word(raw) => out.push_str(raw),
        }
    }
}

fn list<T>(habits: &Habits, level: usize, braces: &str, items: &[T], out: &mut String, one: impl Fn(&T, &mut String)) {
    let line = |out: &mut String, level: usize| {
        if let Spacing::Lines(blanks) = habits.spacing {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', blanks * level));
        }
    };
    out.push_str(&braces[..1]);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if habits.spacing == Spacing::Python { ", " } else { "," });
        }
        line(out, level + 1);
        one(item, out);
    }
    if !items.is_empty() {
        line(out, level);
    }
    out.push_str(&braces[1..]);
}

/// Prints a text that stands here with its quotes.
fn text(raw: &str, texts: Texts, out: &mut String) {
    let (Texts::Printed { slashes, non_ascii, html, capitals }, Ok(read)) =
        (texts, serde_json::from_str::<String>(raw))
    else {
        return out.push_str(raw);
    };
    let mut units = [0; 2];
    out.push('"');
    for char in read.chars() {
        let escaped = non_ascii && !char.is_ascii()
            || html && matches!(char, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
            || char < ' ';
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' if slashes => out.push_str("\\/"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            _ if escaped => {
                for unit in char.encode_utf16(&mut units) {
                    // Writing to a text does not fail.
                    let _ = if capitals { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") };
                }
            }
            _ => out.push(char),
        }
    }
    out.push('"');
}

fn number(raw: &str, numbers: Numbers, out: &mut String) {
    let fraction = raw.contains(['.', 'e', 'E']);
    // Writing to a text does not fail.
    let _ = match (numbers, raw.parse::<f64>()) {
        (Numbers::Python, Ok(value)) if fraction => write!(out, "{value:?}"),
        (Numbers::JavaScript, Ok(value)) => write!(out, "{value}"),
        _ => write!(out, "{raw}"),
    };
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn white(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, byte: char) -> Option<()> {
        self.white();
        self.rest().starts_with(byte).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        if depth > DEPTH {
            return None;
        }
        self.white();
        match self.rest().chars().next()? {
            '{' => Some(Node::Object(self.items('}', |reader| {
                reader.white();
                let name = reader.string()?;
                reader.take(':')?;
                Some((name, reader.value(depth + 1)?))
            })?)),
            '[' => Some(Node::Array(self.items(']', |reader| reader.value(depth + 1))?)),
            '"' => self.string().map(Node::Text),
            '-' | '0'..='9' => Some(Node::Number(self.run(|char| char.is_ascii_digit() || "+-.eE".contains(char)))),
            _ => match self.run(|char| char.is_ascii_lowercase()) {
                word @ ("true" | "false" | "null") => Some(Node::Word(word)),
                _ => None,
            },
        }
    }

    fn items<T>(&mut self, end: char, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(end).is_some() {
            return Some(items);
        }
        loop {
            items.push(one(self)?);
            if self.take(end).is_some() {
                return Some(items);
            }
            self.take(',')?;
        }
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let run = &rest[..rest.len() - rest.trim_start_matches(of).len()];
        self.at += run.len();
        run
    }

    /// A text with its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if !rest.starts_with('"') {
            return None;
        }
        let mut escaped = false;
        for (at, char) in rest.char_indices().skip(1) {
            match char {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.at += at + 1;
                    return Some(&rest[..=at]);
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(json: &str, habits: Habits) -> Option<String> {
        String::from_utf8(Node::read(json.as_bytes())?.print(&habits)).ok()
    }

    #[test]
    fn a_printer_without_habits_changes_white_space_only() {
        let json = r#" { "b" : "a\/\u00e9 \"", "a":[ 1.50 , -2e3, {} , [] ], "":"", "c" : null } "#;
        let compact = r#"{"b":"a\/\u00e9 \"","a":[1.50,-2e3,{},[]],"":"","c":null}"#;
        assert_eq!(print(json, Habits::default()).as_deref(), Some(compact));
        for broken in ["", "{", "{\"a\"}", "{\"a\":1,}", "[1 2]", "\"a", "nul", "{} x", "\"\\\""] {
            assert_eq!(print(broken, Habits::default()), None, "{broken}");
        }
        assert_eq!(print(&"[".repeat(100_000), Habits::default()), None);
    }

    #[test]
    fn every_habit_is_one() {
        let json = r#"{"b":"/é<","a":[10000.00,12345678901234567890],"e":{},"n":null}"#;
        let habits = Habits::default();
        let printed = |slashes, non_ascii, html, capitals| Habits {
            texts: Texts::Printed { slashes, non_ascii, html, capitals },
            ..habits
        };
        for (habits, expected) in [
            (
                Habits { spacing: Spacing::Python, ..habits },
                r#"{"b": "/é<", "a": [10000.00, 12345678901234567890], "e": {}, "n": null}"#,
            ),
            (printed(true, false, false, false), r#"{"b":"\/é<","a":[10000.00,12345678901234567890],"e":{},"n":null}"#),
            (
                printed(false, true, false, true),
                r#"{"b":"/\u00E9<","a":[10000.00,12345678901234567890],"e":{},"n":null}"#,
            ),
            (
                printed(false, false, true, false),
                r#"{"b":"/é\u003c","a":[10000.00,12345678901234567890],"e":{},"n":null}"#,
            ),
            (
                Habits { numbers: Numbers::Python, ..habits },
                r#"{"b":"/é<","a":[10000.0,12345678901234567890],"e":{},"n":null}"#,
            ),
            (
                Habits { numbers: Numbers::JavaScript, ..habits },
                r#"{"b":"/é<","a":[10000,12345678901234567000],"e":{},"n":null}"#,
            ),
            (
                Habits { sorted: Sorted::Throughout, without_nulls: true, php_arrays: true, ..habits },
                r#"{"a":[10000.00,12345678901234567890],"b":"/é<","e":[]}"#,
            ),
        ] {
            assert_eq!(print(json, habits).as_deref(), Some(expected), "{habits:?}");
        }
        let lines = Habits { spacing: Spacing::Lines(2), ..habits };
        assert_eq!(
            print(r#"{"a":[1,2],"b":{}}"#, lines).as_deref(),
            Some("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}")
        );
    }
}
