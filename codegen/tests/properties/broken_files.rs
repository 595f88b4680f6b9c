//! Reading files that somebody has been at.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use snap_codegen::generate;
use snap_codegen::pipeline::Spec;
use snap_codegen::report;
use snap_codegen::source::{Files, SourceFile};

use crate::{cases, support};

/// The files of the standard and of one provider, with the terms that they use: they have no findings.
static SPEC: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let wanted = |name: &str| ["/standard/", "/faspay/", "/glossary."].iter().any(|part| name.contains(part));
    let mut files: Vec<_> = support::files(&support::root()).into_iter().filter(|file| wanted(&file.name)).collect();
    let spec = Spec::of(Files::new(files.clone()));
    let unused = spec.findings.iter().filter(|finding| finding.rule == "glossary/unused");
    let unused: Vec<_> = unused.map(|finding| (finding.loc.line, finding.message.as_str())).collect();
    for glossary in files.iter_mut().filter(|file| file.name.ends_with("glossary.yaml")) {
        let (terms, classes) = glossary.text.split_once("\nsensitive:\n").expect("classes behind the terms");
        let lines = terms.split_inclusive('\n').zip(1..).filter(|(_, line)| !unused.iter().any(|(at, _)| at == line));
        let mut text: String = lines.map(|(line, _)| line).collect();
        text.push_str("\nsensitive:\n");
        let is_used = |word: &&str| !unused.iter().any(|(_, message)| message.contains(&format!("`{word}`")));
        for line in classes.replace("\n    ", " ").lines() {
            let (class, words) = line.split_once('[').expect("a list");
            let words: Vec<_> = words.trim_end_matches(']').split(", ").filter(is_used).collect();
            text.push_str(&format!("{class}[{}]\n", words.join(", ")));
        }
        glossary.text = text;
    }
    let left = support::findings(&Spec::of(Files::new(files.clone())));
    assert!(left.is_empty(), "{left:#?}");
    files
});

/// What may happen to a text.
#[derive(Debug, Clone)]
enum Mishap {
    Delete(Index),
    Duplicate(Index),
    Swap(Index, Index),
    Indent(Index, usize),
    Outdent(Index, usize),
    Replace(Index, &'static str),
    Truncate(Index),
    Bytes(Index, Vec<u8>),
}

const TOKENS: [&str; 34] = [
    "07",
    "~",
    "null",
    "true",
    "no",
    "\"\"",
    "''",
    "[]",
    "{}",
    "[",
    "{",
    "}",
    ":",
    "- ",
    "|",
    ">-",
    "&a",
    "*a",
    "<<",
    "!!int",
    "M",
    "C",
    "amount",
    "array",
    "string",
    "99999999999",
    "-1",
    "4294967295",
    "é\u{202e}日本",
    "responses",
    "success",
    "{ all: [] }",
    "standard",
    "\"\\u0000\"",
];

fn mishap() -> impl Strategy<Value = Mishap> {
    let at = any::<Index>;
    prop_oneof![
        1 => at().prop_map(Mishap::Delete),
        1 => at().prop_map(Mishap::Duplicate),
        1 => (at(), at()).prop_map(|(a, b)| Mishap::Swap(a, b)),
        1 => (at(), 1..5_usize).prop_map(|(at, by)| Mishap::Indent(at, by)),
        1 => (at(), 1..5_usize).prop_map(|(at, by)| Mishap::Outdent(at, by)),
        4 => (at(), select(&TOKENS[..])).prop_map(|(at, token)| Mishap::Replace(at, token)),
        1 => at().prop_map(Mishap::Truncate),
        1 => (at(), vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Mishap::Bytes(at, bytes)),
    ]
}

fn befall(text: &str, mishap: &Mishap) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let count = lines.len();
    match mishap {
        Mishap::Delete(at) => drop(lines.remove(at.index(count))),
        Mishap::Duplicate(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
        Mishap::Swap(a, b) => lines.swap(a.index(count), b.index(count)),
        Mishap::Indent(at, by) => lines[at.index(count)].insert_str(0, &" ".repeat(*by)),
        Mishap::Outdent(at, by) => {
            let line = &mut lines[at.index(count)];
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line.replace_range(..blanks.min(*by), "");
        }
        Mishap::Replace(at, token) => {
            let words: Vec<_> =
                text.split(|c: char| c.is_whitespace() || ",{}[]".contains(c)).filter(|w| !w.is_empty()).collect();
            let Some(word) = words.get(at.index(words.len().max(1))) else { return text.to_owned() };
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            return format!("{}{token}{}", &text[..start], &text[start + word.len()..]);
        }
        Mishap::Truncate(at) => {
            let end = at.index(text.len().max(1));
            return (0..=end).rev().find_map(|end| text.get(..end)).unwrap_or_default().to_owned();
        }
        Mishap::Bytes(at, bytes) => {
            let mut all = text.as_bytes().to_vec();
            let place = at.index(all.len() + 1);
            all.splice(place..place, bytes.iter().copied());
            return String::from_utf8_lossy(&all).into_owned();
        }
    }
    lines.concat()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_mangled_file_gives_findings_or_rust(file in 0..SPEC.len(), mishaps in vec(mishap(), 1..4)) {
        let mut files = SPEC.clone();
        files[file].text = mishaps.iter().fold(files[file].text.clone(), |text, mishap| befall(&text, mishap));
        let spec = Spec::of(Files::new(files));
        if spec.findings.is_empty() {
            let plan = generate(&spec);
            prop_assert!(plan.is_ok(), "{}", plan.unwrap_err());
        } else {
            for finding in &spec.findings {
                prop_assert!(finding.loc.line > 0 && finding.loc.column > 0, "{:?}", finding);
                prop_assert!(!finding.message.is_empty() && !finding.fix.is_empty(), "{:?}", finding);
            }
            prop_assert!(!report::text(&spec.findings, &spec.documents.files, false).is_empty());
        }
    }
}
