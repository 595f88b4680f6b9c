//! Files: that they can be read, are called like files of the spec, and say the same everywhere.

use super::file::{NOTICES, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::FILE_ENCODING,
        summary: "A file is UTF-8, and no character of it was lost.",
        reason: "Names and messages of a page are compared letter by letter. A file in another encoding is other letters; where U+FFFD stands, a conversion has thrown one away.",
        example: Example::new(TRANSFERS, "source: { title: Transfers,", "source: { title: Transf\u{FFFD}rs,"),
    },
    Rule {
        id: rule_id::FILE_UNREADABLE,
        summary: "What lies in the spec are files and folders that everybody can read.",
        reason: "A link leads elsewhere on another machine, or nowhere; a pipe waits for a writer; a file without permission is missing from what is generated.",
        example: Example::new(
            TRANSFERS,
            TRANSFERS,
            "spec/providers/bank/transfers.yaml -> ../../../drafts/transfers.yaml",
        ),
    },
    Rule {
        id: rule_id::FILE_TOO_DEEP,
        summary: "A document is nested no deeper than documents are.",
        reason: "Thousands of brackets are a slip or an attack: each level costs every reader a part of its stack. Objects that hold themselves are named types.",
        example: Example::new(
            TRANSFERS,
            "source: { title: Transfers,",
            "source: { title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],",
        ),
    },
    Rule {
        id: rule_id::FILE_NAME,
        summary: "The name of a file of the spec ends in `.yaml`.",
        reason: "One spelling, so that every tool finds every file. A page called `.YAML` or `.yml` would be skipped in silence, and its services with it.",
        example: Example::new(NOTICES, NOTICES, "spec/providers/bank/notices.YML"),
    },
    Rule {
        id: rule_id::FILE_EMPTY_FOLDER,
        summary: "A folder of the spec has files.",
        reason: "An empty folder is what is left of a provider that moved, or of one that was never written: in both cases somebody believes that it is there.",
        example: Example::new(NOTICES, NOTICES, "spec/providers/bank/notices/"),
    },
];
