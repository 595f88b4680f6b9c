//! Errors teach: whatever is written, nothing panics, and the finding says what to write instead.

use snap_codegen::pipeline::Spec;

use crate::mini::{ACCOUNTS, CODES, GLOSSARY, PROVIDER, TRANSFERS, planted, replaced, text, with};

/// What is written, and the one finding about it: rule, line, a part of the message, a part of the fix.
struct Lesson {
    about: &'static str,
    spec: Spec,
    rule: &'static str,
    line: u32,
    message: &'static str,
    fix: &'static str,
}

const ROW: &str = "partnerReferenceNo: { presence: M, type: string, max: 20, in: path }";
const LIST: &str = "values: [\"Y\", \"N\"]";

fn row(about: &'static str, to: &str, rule: &'static str, message: &'static str, fix: &'static str) -> Lesson {
    Lesson { about, spec: planted(TRANSFERS, ROW, to), rule, line: 58, message, fix }
}

fn list(about: &'static str, to: &str, message: &'static str, fix: &'static str) -> Lesson {
    Lesson { about, spec: planted(TRANSFERS, LIST, to), rule: "structure/syntax", line: 60, message, fix }
}

fn whole(
    about: &'static str,
    file: &str,
    text: &str,
    rule: &'static str,
    message: &'static str,
    fix: &'static str,
) -> Lesson {
    Lesson { about, spec: with(file, text), rule, line: 1, message, fix }
}

fn json(about: &'static str, from: &str, to: &str, line: u32, message: &'static str, fix: &'static str) -> Lesson {
    Lesson { about, spec: planted(TRANSFERS, from, to), rule: "sample/not-json", line, message, fix }
}

fn check(lessons: Vec<Lesson>) {
    for Lesson { about, spec, rule, line, message, fix } in lessons {
        let found: Vec<_> = spec.findings.iter().map(|f| (f.rule.as_str(), f.loc.line)).collect();
        assert_eq!(found, [(rule, line)], "{about}: {:#?}", spec.findings);
        let finding = &spec.findings[0];
        assert!(finding.message.contains(message), "{about}: the message is: {}", finding.message);
        assert!(finding.fix.contains(fix), "{about}: the fix is: {}", finding.fix);
    }
}

#[test]
fn a_conditional_header_speaks_of_members_of_a_request_that_has_it() {
    let device = |condition: &str| {
        planted(PROVIDER, "when: { header_present: Authorization }", &format!("when: {{ {condition} }}"))
    };
    check(vec![Lesson {
        about: "a member of no request",
        spec: device("present: partnerReferenceNumber"),
        rule: "reference/condition",
        line: 16,
        message: "speaks of `partnerReferenceNumber`, which is no member of the request",
        fix: "name a member",
    }]);
    // Not every service with these headers has it: there the header is optional.
    let spec = device("present: partnerReferenceNo");
    assert!(spec.findings.is_empty(), "{:#?}", spec.findings);
}

#[test]
fn a_slip_in_a_row_names_the_words_and_values_that_may_stand_there() {
    check(vec![
        row(
            "a presence that is none",
            "partnerReferenceNo: { presence: X, type: string, in: path }",
            "structure/unknown-word",
            "`X`",
            "M, O, C",
        ),
        row(
            "a length in words",
            "partnerReferenceNo: { presence: M, type: string, max: abc, in: path }",
            "structure/wrong-type",
            "`abc` is not a whole number",
            "such as 64",
        ),
        row(
            "a negative length",
            "partnerReferenceNo: { presence: M, type: string, max: -1, in: path }",
            "structure/wrong-type",
            "`-1`",
            "a whole number",
        ),
        row(
            "a length beyond all measure",
            "partnerReferenceNo: { presence: M, type: string, max: 99999999999, in: path }",
            "structure/wrong-type",
            "`99999999999`",
            "a whole number",
        ),
        row(
            "a misspelt key",
            "partnerReferenceNo: { presence: M, type: string, maxx: 20, in: path }",
            "structure/unknown-key",
            "`maxx`",
            "write `max`?",
        ),
        row(
            "a misspelt word",
            "partnerReferenceNo: { presence: M, type: string, in: paht }",
            "structure/unknown-word",
            "`paht`",
            "write `path`?",
        ),
        row(
            "a single number for a precision",
            "partnerReferenceNo: { presence: M, type: decimal, precision: 16, in: path }",
            "structure/wrong-type",
            "a list",
            "[a, b]",
        ),
        row(
            "three numbers for a precision",
            "partnerReferenceNo: { presence: M, type: decimal, precision: [16, 2, 1], in: path }",
            "structure/wrong-type",
            "a pair",
            "precision: [16, 2]",
        ),
        row(
            "a row in one word",
            "partnerReferenceNo: M",
            "structure/wrong-type",
            "`M` stands where a map",
            "{ key: value }",
        ),
        row(
            "two conditions at once",
            "partnerReferenceNo: { presence: C, type: string, when: { present: a, absent: b } }",
            "structure/wrong-type",
            "second key",
            "all: [",
        ),
        row(
            "a misspelt condition",
            "partnerReferenceNo: { presence: C, type: string, when: { equal: { a: b } } }",
            "structure/unknown-word",
            "`equal`",
            "write `equals`?",
        ),
        row(
            "a number for a type",
            "partnerReferenceNo: { presence: M, type: array, items: 7 }",
            "structure/wrong-type",
            "a type name, or a row",
            "a type name, or a row",
        ),
    ]);
}

#[test]
fn a_slip_in_the_yaml_is_shown_where_it_is_and_not_where_the_reader_gave_up() {
    check(vec![
        row(
            "a map that is not closed",
            "partnerReferenceNo: { presence: M, type: string, max: 20, in: path",
            "structure/syntax",
            "`{` is not closed",
            "add the `}`",
        ),
        list("a list that is not closed", "values: [\"Y\", \"N\"", "`[` is not closed", "add the `]`"),
        list("a quote that is not closed", "values: [\"Y, \"N\"]", "quotes", "close every quote"),
        Lesson {
            about: "a tab",
            spec: planted(TRANSFERS, &format!("      {ROW}"), &format!("\t\t\t{ROW}")),
            rule: "structure/syntax",
            line: 58,
            message: "a tab",
            fix: "indent with blanks",
        },
        Lesson {
            about: "a line without a colon",
            spec: planted(TRANSFERS, "    effect: moves-money", "    effect moves-money"),
            rule: "structure/syntax",
            line: 12,
            message: "`effect moves-money`",
            fix: "a colon",
        },
        Lesson {
            about: "a colon in a text",
            spec: planted(TRANSFERS, "documented: The table allows", "documented: Note: the table allows"),
            rule: "structure/syntax",
            line: 39,
            message: "colon",
            fix: "in quotes",
        },
        Lesson {
            about: "a text that begins with a mark",
            spec: planted(TRANSFERS, "documented: The table allows", "documented: `max` allows"),
            rule: "structure/syntax",
            line: 39,
            message: "cannot begin with '`'",
            fix: "in quotes",
        },
        Lesson {
            about: "a brace in a text",
            spec: planted(TRANSFERS, "path: \"/{version}/transfer\" }", "path: /{version}/transfer }"),
            rule: "structure/syntax",
            line: 47,
            message: "brackets",
            fix: "in quotes",
        },
        Lesson {
            about: "a second document",
            spec: planted(TRANSFERS, "  transfer_status:\n    title", "---\n  transfer_status:\n    title"),
            rule: "structure/syntax",
            line: 48,
            message: "a second",
            fix: "delete the `---`",
        },
        Lesson {
            about: "an anchor that is not there",
            spec: planted(TRANSFERS, "    method: GET", "    method: *get"),
            rule: "structure/syntax",
            line: 52,
            message: "anchor",
            fix: "in quotes",
        },
        Lesson {
            about: "a yes for a true",
            spec: planted(TRANSFERS, "{ remove: true }", "{ remove: yes }"),
            rule: "structure/wrong-type",
            line: 16,
            message: "`yes`",
            fix: "`true` or `false`",
        },
        Lesson {
            about: "a key too deep",
            spec: planted(TRANSFERS, "    code: \"36\"", "      code: \"36\""),
            rule: "structure/indentation",
            line: 50,
            message: "`code` is indented by 6",
            fix: "by 4",
        },
        Lesson {
            about: "a key not deep enough",
            spec: planted(TRANSFERS, "    code: \"36\"", "   code: \"36\""),
            rule: "structure/indentation",
            line: 50,
            message: "`code` is indented by 3",
            fix: "by 4",
        },
        Lesson {
            about: "a first key too deep",
            spec: planted(TRANSFERS, "    title: Transfer status", "     title: Transfer status"),
            rule: "structure/indentation",
            line: 49,
            message: "`title` is indented by 5",
            fix: "by 4",
        },
        Lesson {
            about: "a key that may be the page's, not deep enough",
            spec: planted(TRANSFERS, "    method: GET", "   method: GET"),
            rule: "structure/indentation",
            line: 52,
            message: "`method` is indented by 3",
            fix: "by 4",
        },
        Lesson {
            about: "a key without its value",
            spec: planted(ACCOUNTS, "    title: Ask the partner for a bill\n", ""),
            rule: "structure/missing-key",
            line: 101,
            message: "`va_inquiry` has no `title`",
            fix: "add `title: …`",
        },
    ]);
}

#[test]
fn a_file_without_its_parts_says_what_it_begins_with() {
    let source = "source: { title: T, url: https://docs.bankmelati.example/t, retrieved: \"2026-11-21\" }\n";
    check(vec![
        whole("an empty page", TRANSFERS, "", "structure/syntax", "empty", "begin with `source:`"),
        whole("an empty provider", PROVIDER, "", "structure/syntax", "empty", "begin with `provider:`"),
        whole("an empty table of codes", CODES, "", "structure/syntax", "empty", "begin with `codes:`"),
        whole("an empty glossary", GLOSSARY, "", "structure/syntax", "empty", "begin with `terms:`"),
        whole(
            "a page with a comment only",
            TRANSFERS,
            "# later\n\n",
            "structure/syntax",
            "empty",
            "begin with `source:`",
        ),
        whole(
            "a page with a document mark only",
            TRANSFERS,
            "---\n",
            "structure/missing-key",
            "`source`",
            "add `source: …`",
        ),
        whole("a page without services", TRANSFERS, source, "structure/missing-key", "`services`", "add `services: …`"),
        whole("a page that is a text", TRANSFERS, "hello\n", "structure/wrong-type", "`hello`", "write a map"),
        whole(
            "a page that is a list",
            TRANSFERS,
            "- hello\n",
            "structure/wrong-type",
            "a list stands where a map",
            "write a map",
        ),
    ]);
}

#[test]
fn a_slip_in_the_json_of_a_sample_is_shown_in_its_line_and_in_plain_words() {
    let request = "{ \"partnerReferenceNo\": \"20201029000000000001\", \"includeHistory\": \"N\" }";
    check(vec![
        json(
            "a comma after the last member",
            "\"includeHistory\": \"N\" }",
            "\"includeHistory\": \"N\", }",
            76,
            "a comma after the last member",
            "delete the comma",
        ),
        json(
            "a quote that is not closed",
            "\"includeHistory\": \"N\" }",
            "\"includeHistory\": \"N }",
            76,
            "over the end of the line",
            "close its quote",
        ),
        json(
            "a brace that is not closed",
            "\"includeHistory\": \"N\" }",
            "\"includeHistory\": \"N\"",
            76,
            "ends too early",
            "close every",
        ),
        json(
            "a member without a comma",
            "\"20201029000000000001\", \"includeHistory\"",
            "\"20201029000000000001\" \"includeHistory\"",
            76,
            "expected `,`",
            "mend it here",
        ),
        json("a single quote", request, "{ 'partnerReferenceNo': \"1\" }", 76, "key must be a string", "mend it here"),
    ]);
}

/// Every finding of a spec has a place in a file and says what to write.
fn assert_useful(spec: &Spec, what: &str) {
    for finding in &spec.findings {
        let files = &spec.documents.files;
        let line = files.line(finding.loc.file, finding.loc.line);
        let empty = files.text(finding.loc.file).is_empty();
        assert!(line.is_some() || empty, "{what}: {} at {}", finding.rule, finding.position(files));
        assert!(!finding.message.is_empty() && !finding.fix.is_empty(), "{what}: {}", finding.rule);
    }
    let frames = snap_codegen::report::text(&spec.findings, &spec.documents.files, false);
    assert_eq!(frames.is_empty(), spec.findings.is_empty(), "{what}");
}

#[test]
fn no_line_can_be_lost_doubled_or_shifted_without_a_place_and_a_fix() {
    for file in [TRANSFERS, ACCOUNTS, PROVIDER, CODES] {
        let lines: Vec<&str> = text(file).lines().collect();
        for at in 0..lines.len() {
            let changed = |line: Option<String>| {
                let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                lines.splice(at..=at, line);
                lines.join("\n")
            };
            let own = lines[at];
            let slips = [
                ("lost", None),
                ("doubled", Some(format!("{own}\n{own}"))),
                ("shifted right", Some(format!(" {own}"))),
                ("shifted left", Some(own.strip_prefix(' ').unwrap_or(own).to_owned())),
                ("cut in half", Some(own.chars().take(own.chars().count() / 2).collect())),
            ];
            for (slip, line) in slips {
                assert_useful(&with(file, &changed(line)), &format!("{file}:{}: {slip}", at + 1));
            }
        }
    }
}

#[test]
fn files_of_other_systems_mean_the_same() {
    let dos = text(TRANSFERS).replace('\n', "\r\n");
    assert_eq!(with(TRANSFERS, &dos).findings, []);
    assert_eq!(with(TRANSFERS, &format!("\u{feff}{}", text(TRANSFERS))).findings, []);
    assert_eq!(with(TRANSFERS, replaced(TRANSFERS, "R-1", "R-2").trim_end()).findings, []);
}
