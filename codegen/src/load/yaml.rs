//! The one place that knows the YAML reader.
//!
//! Booleans and codes are strict (`no` is text, `07` must be quoted), duplicate and merge keys are refused. Each error
//! of the reader is turned into a finding that says what to write instead.

use crate::rule_id::{self, RuleId};
use serde::de::DeserializeOwned;
use serde_saphyr::{DuplicateKeyPolicy, Error, MergeKeyPolicy};

use crate::finding::Findings;
use crate::source::{FileId, Loc};
use crate::spec::at::{place, reading};
use crate::suggest::nearest;

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        strict_booleans: true,
        no_schema: true,
        with_snippet: false,
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
    }
}

/// Parses one file. On failure there is a finding and no document.
pub fn parse<T: DeserializeOwned>(text: &str, file: FileId, findings: &mut Findings) -> Option<T> {
    reading(file, || match serde_saphyr::from_str_with_options(text, options()) {
        Ok(document) => Some(document),
        Err(error) => {
            let explained = if is_blank(text) {
                empty::<T>(Loc::start(file))
            } else if let Some(line) = second_document(text) {
                several(Loc { line, len: 3, ..Loc::start(file) })
            } else {
                let at = error.location().map_or(Loc::start(file), place);
                explain(&error, Loc { line: at.line.max(1), column: at.column.max(1), ..at }, text)
            };
            findings.add(explained.rule, explained.loc, explained.message, explained.fix);
            None
        }
    })
}

struct Explained {
    rule: RuleId,
    loc: Loc,
    message: String,
    fix: String,
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Nothing but blanks and comments.
fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// An empty file says nothing of its own, so the fix names the key that a document of this kind begins with.
fn empty<T: DeserializeOwned>(loc: Loc) -> Explained {
    let first = match serde_saphyr::from_str_with_options::<T>("{}", options()) {
        Err(Error::SerdeMissingField { field, .. }) => format!("begin with `{field}:`, or delete the file"),
        _ => "write the document, or delete the file".to_owned(),
    };
    Explained { rule: rule_id::STRUCTURE_SYNTAX, loc, message: "the file is empty".to_owned(), fix: first }
}

/// A second document begins where `---` stands in the first column after something else.
fn second_document(text: &str) -> Option<u32> {
    let first = text.lines().position(|line| !is_blank(line))?;
    text.lines().skip(first + 1).position(|line| line.starts_with("---")).map(|at| narrow(first + at + 2))
}

fn several(loc: Loc) -> Explained {
    Explained {
        rule: rule_id::STRUCTURE_SYNTAX,
        loc,
        message: "a file is one document, and here begins a second".to_owned(),
        fix: "delete the `---`, or move what follows it into a file of its own".to_owned(),
    }
}

fn explain(error: &Error, loc: Loc, text: &str) -> Explained {
    let say = |rule, message: String, fix: String| Explained { rule, loc, message, fix };
    let wrong = |message: String, fix: &str| say(rule_id::STRUCTURE_WRONG_TYPE, message, fix.to_owned());
    let found = word_at(text, loc);
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            say(rule_id::STRUCTURE_UNKNOWN_KEY, format!("`{field}` is not a key here"), did_you_mean(field, expected))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => unclosed(text, loc, 0).unwrap_or_else(|| {
            let message = format!("`{variant}` is not one of the words that may stand here");
            say(rule_id::STRUCTURE_UNKNOWN_WORD, message, did_you_mean(variant, expected))
        }),
        Error::SerdeMissingField { field, .. } => missing(field, loc, text),
        Error::DuplicateMappingKey { key, .. } => say(
            rule_id::STRUCTURE_DUPLICATE_KEY,
            format!("the key `{}` stands here for the second time", key.as_deref().unwrap_or("?")),
            "keep one of the two, or rename one".to_owned(),
        ),
        Error::MergeKeyNotAllowed { .. } | Error::MergeValueNotMapOrSeqOfMaps { .. } => say(
            rule_id::STRUCTURE_MERGE_KEY,
            "merge keys (`<<`) are not part of the format".to_owned(),
            "write the rows out: a reviewer holds them next to the page".to_owned(),
        ),
        Error::QuotingRequired { .. } => say(
            rule_id::STRUCTURE_UNQUOTED,
            format!("`{found}` is not quoted: YAML readers disagree whether it is text or a number"),
            format!("write \"{found}\""),
        ),
        Error::InvalidScalar { ty, .. } => {
            wrong(format!("`{found}` is not {}", describe(ty)), &format!("write {}", describe(ty)))
        }
        Error::InvalidBooleanStrict { .. } => wrong(
            format!("`{found}` is not `true` or `false`"),
            "write `true` or `false`: `yes` and `no` are text here",
        ),
        Error::NullIntoString { .. } => wrong("there is no text here".to_owned(), "write the text, or delete the key"),
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            wrong(format!("expected {expected}, found {unexpected}"), &format!("write {expected}"))
        }
        // The only lists of a fixed length are pairs.
        Error::SerdeInvalidLength { len, .. } => wrong(
            format!("this is a pair, not a list of {len}"),
            "write two: `precision: [16, 2]`, `same: [whole, [part, part]]`",
        ),
        Error::ExpectedMappingEndAfterEnumVariantValue { .. } => wrong(
            format!("`{found}` is a second key: a condition or a rule has one"),
            "write `all: [ {…}, {…} ]` for several conditions, and a `- ` of its own for each rule",
        ),
        Error::Unexpected { expected, .. } => unclosed(text, loc, 0).unwrap_or_else(|| {
            let wanted = shape(expected);
            wrong(format!("{} stands where {wanted} belongs", shape_of(&found)), &format!("write {wanted}"))
        }),
        _ => syntax(error, loc, text),
    }
}

/// What the reader's scanner could not get over. It speaks of YAML's grammar; what helps is what to write.
fn syntax(error: &Error, loc: Loc, text: &str) -> Explained {
    let said = plain_text(error);
    let say =
        |message: String, fix: &str| Explained { rule: rule_id::STRUCTURE_SYNTAX, loc, message, fix: fix.to_owned() };
    let line = line_at(text, loc.line);
    if said.contains("tabs") {
        let at = line.chars().position(|c| c == '\t').map_or(loc.column, |at| narrow(at + 1));
        let fix = "indent with blanks: make the editor turn tabs into blanks for YAML";
        return Explained {
            loc: Loc { column: at, len: 1, ..loc },
            ..say("a tab stands where blanks belong".to_owned(), fix)
        };
    }
    if said.contains("mapping values are not allowed") {
        return too_deep(text, loc).unwrap_or_else(|| {
            say(
                "a text that has a colon and a blank in it is not quoted".to_owned(),
                "put the whole text in quotes: key: \"one: two\"",
            )
        });
    }
    if let Some(explained) = unclosed(text, loc, usize::MAX) {
        return explained;
    }
    if said.contains("unexpected character") {
        let found = line.chars().nth(loc.column.saturating_sub(1) as usize).unwrap_or(' ');
        if found.is_control() {
            return say(format!("a control character ({found:?}) stands here"), "delete it");
        }
        return say(format!("a text cannot begin with {found:?}"), "put the whole text in quotes");
    }
    if said.contains("while parsing a flow") {
        let message = "this does not belong between these brackets, or a comma is missing".to_owned();
        return say(
            message,
            "write `{ key: value, key: value }` or `[a, b]`; put a text that has brackets or commas in it in quotes",
        );
    }
    if said.contains("simple key") {
        let message = format!("`{}` is no `key: value`", line.trim());
        return say(message, "write the key, a colon, a blank and the value");
    }
    if said.contains("quoted scalar") {
        return say(
            "the quotes of this text do not pair up".to_owned(),
            "close every quote; inside \"…\" write a quote as \\\"",
        );
    }
    match error {
        Error::UnknownAnchor { .. } => say(
            "`*` refers to something, but there is no such anchor".to_owned(),
            "write the value out; put a text that begins with `*` in quotes",
        ),
        _ => say(said, "check the indentation and the brackets on this line and the one before"),
    }
}

/// The reader's own words, without the place that it appends.
fn plain_text(error: &Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).trim_end_matches([',', ' ']).to_owned()
}

fn describe(ty: &str) -> &str {
    match ty {
        "u16" | "u32" | "u64" | "i64" => "a whole number, such as 64",
        "bool" => "`true` or `false`",
        other => other,
    }
}

/// The reader's word for a shape, as the spec's documentation has it.
fn shape(expected: &str) -> &str {
    match expected {
        "mapping start" => "a map (`{ key: value }`, or lines of `key: value`)",
        "sequence start" => "a list (`[a, b]`, or lines that begin with `- `)",
        "string scalar" | "scalar" | "value" => "one text",
        other => other,
    }
}

/// What stands somewhere, for messages: its shape, or the word itself.
fn shape_of(found: &str) -> String {
    match found {
        map if map.starts_with('{') => "a map".to_owned(),
        list if list.starts_with('[') || list.starts_with("- ") => "a list".to_owned(),
        pair if pair.contains(": ") || pair.ends_with(':') => "a map".to_owned(),
        word => format!("`{word}`"),
    }
}

fn did_you_mean(word: &str, expected: &[&str]) -> String {
    match nearest(word, expected.iter().copied()) {
        Some(near) => format!("write `{near}`? (known here: {})", expected.join(", ")),
        None => format!("known here: {}", expected.join(", ")),
    }
}

/// A missing key is often there, but at another indentation: then that line is the one to look at.
fn missing(field: &str, loc: Loc, text: &str) -> Explained {
    let wanted = loc.column.saturating_sub(1) as usize;
    let first = loc.line.saturating_sub(1) as usize;
    let misplaced = text.lines().enumerate().skip(first).take(60).find_map(|(i, line)| {
        let here = line.trim_start().strip_prefix(field)?.starts_with(':');
        (here && indent(line) != wanted && indent(line).abs_diff(wanted) <= 2).then_some((i, indent(line)))
    });
    let Some((line, other)) = misplaced else {
        // Another key that slipped out ended the map before what it needs.
        if let Some(slip) = slipped(loc, text) {
            return slip;
        }
        let (owner, loc) = owner(loc, text);
        let message =
            owner.map_or_else(|| format!("the key `{field}` is missing"), |name| format!("`{name}` has no `{field}`"));
        let fix = format!("add `{field}: …`, indented like its siblings");
        return Explained { rule: rule_id::STRUCTURE_MISSING_KEY, loc, message, fix };
    };
    // Whoever stands alone is the one that slipped: the missing key, or the one that opened the map.
    let with = |depth: usize| text.lines().skip(first).take(20).filter(|line| indent(line) == depth).count();
    let opener = line_at(text, loc.line);
    if with(other) > with(wanted) && indent(opener) == wanted {
        let name = opener.trim_start().split(':').next().unwrap_or("");
        return indentation(name, loc.line, wanted, other, loc);
    }
    indentation(field, narrow(line + 1), other, wanted, loc)
}

/// A key behind the end of a map that is neither in it nor beside the key that the map belongs to.
fn slipped(loc: Loc, text: &str) -> Option<Explained> {
    let wanted = loc.column.saturating_sub(1) as usize;
    let above: Vec<&str> = text.lines().take(loc.line as usize).collect();
    let head = above.iter().rfind(|line| !is_blank(line) && indent(line) < wanted)?;
    let behind = text.lines().enumerate().skip(loc.line as usize).find(|(_, line)| !is_blank(line));
    let (at, line) = behind.filter(|(_, line)| indent(line) < wanted && indent(line) > indent(head))?;
    let (name, _) = line.trim_start().split_once(':')?;
    Some(indentation(name, narrow(at + 1), indent(line), wanted, loc))
}

/// The key that a map belongs to. The reader notices a missing key only at the end of the map, far from its name.
fn owner(loc: Loc, text: &str) -> (Option<&str>, Loc) {
    let depth = loc.column.saturating_sub(1) as usize;
    let is_item = |line: &str| line.trim_start().starts_with("- ") && indent(line) + 2 == depth;
    let last = line_at(text, loc.line);
    let above: Vec<&str> = text.lines().take(loc.line as usize).collect();
    let head = above.iter().rposition(|line| !is_blank(line) && indent(line) < depth);
    let (Some(head), true) = (head, indent(last) == depth || is_item(last)) else {
        return (None, Loc { len: 0, ..loc });
    };
    let line = above.get(head).copied().unwrap_or("");
    let key = line.trim_start().trim_start_matches("- ").split(':').next().unwrap_or("");
    let column = narrow(line.find(key).unwrap_or(0) + 1);
    let place = Loc { file: loc.file, line: narrow(head + 1), column, offset: 0, len: narrow(key.len()) };
    ((!is_item(line)).then_some(key), place)
}

fn indentation(name: &str, line: u32, is: usize, should: usize, loc: Loc) -> Explained {
    Explained {
        rule: rule_id::STRUCTURE_INDENTATION,
        loc: Loc { file: loc.file, line, column: narrow(is + 1), offset: 0, len: narrow(name.len()) },
        message: format!("`{name}` is indented by {is}, its siblings by {should}"),
        fix: format!("indent it by {should} blanks"),
    }
}

/// A key that is indented below a text: the line before it is complete, so the key is its sibling.
fn too_deep(text: &str, loc: Loc) -> Option<Explained> {
    let line = line_at(text, loc.line);
    let before =
        text.lines().take(loc.line.saturating_sub(1) as usize).filter(|line| !line.trim().is_empty()).last()?;
    let name = line.trim_start().split(':').next().unwrap_or("");
    let colon = indent(line) + name.chars().count();
    let first_colon = colon + 1 == loc.column as usize;
    (first_colon && indent(line) > indent(before))
        .then(|| indentation(name, loc.line, indent(line), indent(before), loc))
}

/// A bracket that a row opens and never closes, on this line or on one of the lines before it.
///
/// The reader takes the next rows for part of the open one and gives up later, at a word that is not to blame.
fn unclosed(text: &str, loc: Loc, before: usize) -> Option<Explained> {
    let lines: Vec<&str> = text.lines().take(loc.line as usize).collect();
    let (line, (column, bracket)) = lines
        .iter()
        .enumerate()
        .rev()
        .take(before.saturating_add(1))
        .find_map(|(i, line)| Some((i, open_bracket(line)?)))?;
    let close = if bracket == '{' { '}' } else { ']' };
    Some(Explained {
        rule: rule_id::STRUCTURE_SYNTAX,
        loc: Loc { file: loc.file, line: narrow(line + 1), column: narrow(column + 1), offset: 0, len: 1 },
        message: format!("`{bracket}` is not closed on this line"),
        fix: format!("add the `{close}`; a map or a list that takes several lines is written without brackets"),
    })
}

/// The innermost bracket that a `key: value` line leaves open. Lines of samples are JSON, and none of our business.
fn open_bracket(line: &str) -> Option<(usize, char)> {
    if !line.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let (mut open, mut quote, mut last) = (Vec::new(), None, ' ');
    for (at, c) in line.chars().enumerate() {
        match (quote, c) {
            (Some(q), _) if q == c && last != '\\' => quote = None,
            (Some(_), _) => {}
            (None, '#') if last == ' ' => break,
            (None, '"' | '\'') if matches!(last, ' ' | '[' | '{' | ',') => quote = Some(c),
            (None, '{' | '[') if matches!(last, ' ' | '[' | '{' | ',') => open.push((at, c)),
            (None, '}' | ']') => match open.pop() {
                Some((from, bracket)) if (bracket == '{') != (c == '}') => return Some((from, bracket)),
                _ => {}
            },
            _ => {}
        }
        last = c;
    }
    open.pop()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn line_at(text: &str, line: u32) -> &str {
    text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("")
}

/// The scalar at a place, for messages: the reader's span where it is one word, else up to what ends a word.
fn word_at(text: &str, loc: Loc) -> String {
    let tail: String = line_at(text, loc.line).chars().skip(loc.column.saturating_sub(1) as usize).collect();
    let spanned = tail.get(..loc.len as usize).filter(|word| word.len() > 1 && !word.contains('#'));
    spanned.unwrap_or_else(|| tail.split([',', '}', ']', '#']).next().unwrap_or("")).trim().to_owned()
}
