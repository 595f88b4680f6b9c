//! A first look at a file, event by event: how deep it goes, what refers to what, and which scalars need quotes.

use crate::rule_id;
use serde_saphyr::granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span};

use crate::finding::Findings;
use crate::source::{FileId, Loc};

use super::portable::{Reading, reading};

/// Levels that a document may have: the deepest of the spec has under 30.
const DEEPEST: usize = 48;

/// A plain scalar that some reader takes for something else than text.
#[derive(Debug, Clone)]
pub(super) struct Unquoted {
    /// Where.
    pub(super) loc: Loc,
    text: String,
    reading: Reading,
}

/// What the first look saw.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Whether the reader may have the file: if not, there is a finding.
    pub(super) readable: bool,
    /// Scalars without the quotes that they need.
    pub(super) unquoted: Vec<Unquoted>,
}

/// A list or a map that is open.
#[derive(Debug, Clone, Copy)]
enum Open {
    List,
    /// Whether the next node is a key.
    Map(bool),
}

/// Looks through a file. An error of the scanner ends the look: the reader will meet it too, and explain it.
pub(super) fn scan(text: &str, file: FileId, findings: &mut Findings) -> Scan {
    let mut scan = Scan { readable: true, unquoted: Vec::new() };
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(pair) => pair,
            Err(error) => {
                if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
                    too_deep(place(file, Span::empty(*error.marker())), findings);
                    scan.readable = false;
                }
                break;
            }
        };
        // Whether this node is a key; a node that is complete hands the turn to the other side of its pair.
        let key = match open.last_mut() {
            Some(Open::Map(key)) if is_node(&event) => std::mem::replace(key, !*key),
            _ => false,
        };
        match event {
            Event::MappingStart(..) => open.push(Open::Map(true)),
            Event::SequenceStart(..) => open.push(Open::List),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
            }
            Event::Scalar(value, ScalarStyle::Plain, _, None) => {
                if let Some(reading) = reading(&value).filter(|reading| key || !matches!(reading, Reading::Plain(_))) {
                    scan.unquoted.push(Unquoted { loc: place(file, span), text: value.into_owned(), reading });
                }
            }
            Event::Alias(_) => {
                findings.add(
                    rule_id::STRUCTURE_ALIAS,
                    place(file, span),
                    "aliases (`*`) are not part of the format",
                    "write the rows out: a reviewer holds them next to the page",
                );
                scan.readable = false;
                break;
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            too_deep(place(file, span), findings);
            scan.readable = false;
            break;
        }
    }
    scan
}

fn too_deep(loc: Loc, findings: &mut Findings) {
    findings.add(
        rule_id::FILE_TOO_DEEP,
        Loc { len: 1, ..loc },
        format!("this is nested more than {DEEPEST} levels deep"),
        "look for brackets that are never closed; give an object that holds itself a named type",
    );
}

fn is_node(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(..) | Event::MappingStart(..) | Event::SequenceStart(..) | Event::Alias(_))
}

fn place(file: FileId, span: Span) -> Loc {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (start, end) = (span.start.byte_offset().unwrap_or(0), span.end.byte_offset().unwrap_or(0));
    Loc {
        file,
        line: narrow(span.start.line()),
        column: narrow(span.start.col() + 1),
        offset: narrow(start),
        len: narrow(end.saturating_sub(start)),
    }
}

impl Unquoted {
    /// Reports it.
    pub(super) fn report(&self, findings: &mut Findings) {
        let Self { loc, text, reading } = self;
        let fix = match reading {
            Reading::LoudTruth => format!("write `{}`; in quotes if it is text", text.to_lowercase()),
            Reading::Number => format!("write \"{text}\", or plain digits if it is a number"),
            _ => format!("write \"{text}\""),
        };
        let message = format!("`{text}` is not quoted: some YAML readers take it for {}", reading.words());
        findings.add(rule_id::STRUCTURE_UNQUOTED, *loc, message, fix);
    }
}
