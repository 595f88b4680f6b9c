//! Files and documents: where they lie, how they are written, which keys they have.

use super::file::{ACCOUNTS, CODES, NOTICES, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::STRUCTURE_PLACE,
        summary: "Every YAML file lies where the spec has a place for it.",
        reason: "The path says whose file it is and of which kind. A file that lies elsewhere would be skipped in silence, and its services with it.",
        example: Example::new(TRANSFERS, TRANSFERS, "spec/providers/bank/drafts/transfers.yaml"),
    },
    Rule {
        id: rule_id::STRUCTURE_NO_PROVIDER,
        summary: "A folder with pages or a code table has a provider.yaml.",
        reason: "Services get their header set, signing profile and prefix from it. Without it they belong to nobody; often the folder's name is misspelt.",
        example: Example::new(CODES, CODES, "spec/providers/bnak/response-codes.yaml"),
    },
    Rule {
        id: rule_id::STRUCTURE_PROVIDER_NAME,
        summary: "A provider is called like its folder.",
        reason: "The folder names the Rust module and the feature. Two names for one provider would be two providers to everyone who searches.",
        example: Example::new(PROVIDER, "provider: bank", "provider: melati"),
    },
    Rule {
        id: rule_id::STRUCTURE_NO_SERVICES,
        summary: "A page has services.",
        reason: "A page without services generates an empty module. It is a leftover, or its services are indented out of `services:`.",
        example: Example::new(
            NOTICES,
            r#"services:
  notice:
    title: Notice of the outcome
    no_sample: The page prints none.
    code: "56"
    standard: notice
    inherits: standard
    method: POST
    path: /{version}/notice
    version: v1.0
    direction: inbound
    effect: changes-state
"#,
            "services:\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_SYNTAX,
        summary: "A file is YAML.",
        reason: "What cannot be read cannot be checked: nothing else is reported about the file until this is mended. The usual causes are an open bracket, a tab, and a text with a colon that is not quoted.",
        example: Example::new(
            TRANSFERS,
            "      partnerReferenceNo: { presence: M, type: string, max: 20, in: path }",
            "      partnerReferenceNo: { presence: M, type: string, max: 20, in: path",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_INDENTATION,
        summary: "Keys of one map are indented alike.",
        reason: "A key that slips out of its map by a blank belongs to the map around it, or to nothing; the reader then misses it where it should be.",
        example: Example::new(
            TRANSFERS,
            "    title: Transfer status\n    code: \"36\"\n",
            "    title: Transfer status\n   code: \"36\"\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_MISSING_KEY,
        summary: "Every key that a document must have is there.",
        reason: "There is no safe default for who calls whom, or for whether money moves: the page says it, so the spec does.",
        example: Example::new(
            ACCOUNTS,
            r#"  va_inquiry:
    title: Ask the partner for a bill
    code: "24"
    method: POST
    path: /{version}/va/inquiry
    version: v1.0
    direction: inbound
    effect: read
"#,
            r#"  va_inquiry:
    title: Ask the partner for a bill
    code: "24"
    method: POST
    path: /{version}/va/inquiry
    version: v1.0
    direction: inbound
"#,
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_UNUSED_DEFAULT,
        summary: "A default of a page holds for one of its services.",
        reason: "Where every service says it itself, the default says nothing, and a reader takes it for what the page does.",
        example: Example {
            file: NOTICES,
            from: "services:\n",
            wrong: "defaults: { method: GET, headers: partner }\nservices:\n",
            right: "defaults: { headers: partner }\nservices:\n",
        },
    },
    Rule {
        id: rule_id::STRUCTURE_REPEATED_DEFAULT,
        summary: "A service does not say what its page's defaults say.",
        reason: "What a service says differs from most of its page: that is what a reviewer looks at. When the default changes, a repetition stays behind.",
        example: Example {
            file: NOTICES,
            from: r#"services:
  notice:
    title: Notice of the outcome
    no_sample: The page prints none.
    code: "56"
    standard: notice
    inherits: standard
    method: POST
"#,
            wrong: r#"defaults: { method: POST }
services:
  notice:
    title: Notice of the outcome
    no_sample: The page prints none.
    code: "56"
    standard: notice
    inherits: standard
    method: POST
"#,
            right: r#"defaults: { method: POST }
services:
  notice:
    title: Notice of the outcome
    no_sample: The page prints none.
    code: "56"
    standard: notice
    inherits: standard
"#,
        },
    },
    Rule {
        id: rule_id::STRUCTURE_UNKNOWN_KEY,
        summary: "Every key is one that the format knows.",
        reason: "A misspelt limit would otherwise be no limit at all, and nobody would notice before a bank refuses the message.",
        example: Example::new(
            ACCOUNTS,
            "      channelCode:        { presence: O, type: integer, max: 4 }",
            "      channelCode:        { presence: O, type: integer, mx: 4 }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_UNKNOWN_WORD,
        summary: "Where the format has a list of words, one of them stands.",
        reason: "These words decide what is generated. They are written one way, so that a search finds every use.",
        example: Example::new(TRANSFERS, "    method: GET", "    method: get"),
    },
    Rule {
        id: rule_id::STRUCTURE_DUPLICATE_KEY,
        summary: "No key stands twice in one map.",
        reason: "Most YAML readers let the last one win without a word: a row of the page would be lost.",
        example: Example::new(
            ACCOUNTS,
            "      virtualAccountName: { presence: M, type: string, min: 2, max: 64 }\n",
            "      virtualAccountName: { presence: M, type: string, min: 2, max: 64 }\n      virtualAccountName: { presence: M, type: string, max: 128 }\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_MERGE_KEY,
        summary: "There are no merge keys.",
        reason: "A reviewer holds a table next to its page, row by row. Rows that come from elsewhere cannot be compared; what a dialect shares with the standard it gets by `inherits`.",
        example: Example::new(
            ACCOUNTS,
            "    headers: partner\n",
            "    headers: partner\n    <<: { signing: symmetric }\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_ALIAS,
        summary: "There are no aliases.",
        reason: "A reviewer holds a table next to its page, row by row. An alias takes over rows that stand elsewhere; a few aliases of aliases are a file that no reader ever finishes.",
        example: Example::new(
            TRANSFERS,
            "          callbackUrl:    { presence: M, type: string, max: 255, format: url }\n          labels:         { presence: O, type: map, items: { type: string, max: 20 } }\n",
            "          callbackUrl:    { presence: M, type: string, max: &longest 255, format: url }\n          labels:         { presence: O, type: map, items: { type: string, max: *longest } }\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_UNQUOTED,
        summary: "Text that some reader takes for a number, a truth or a date is quoted.",
        reason: "`010` is eight to one YAML reader, ten to the next and text to a third; `no` is false in Python, and `2026-11-21` a date in JavaScript. In quotes it is text everywhere, and other people's validators agree with ours.",
        example: Example::new(CODES, "    retry: \"no\"\n", "    retry: no\n"),
    },
    Rule {
        id: rule_id::STRUCTURE_WRONG_TYPE,
        summary: "A key holds the kind of value that it takes.",
        reason: "A length is a whole number, a switch is `true` or `false`, a precision is a pair. Anything else would have to be guessed.",
        example: Example::new(
            TRANSFERS,
            "      feeType:            { remove: true }",
            "      feeType:            { remove: yes }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_NO_TYPE,
        summary: "Every row has a type.",
        reason: "The type decides the Rust type and what is validated. Where the page is silent, the sample tells; where that is silent too, say `any`.",
        example: Example::new(
            ACCOUNTS,
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            "      otp:                { presence: O, max: 6, sensitive: true }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_UNKNOWN_TYPE,
        summary: "A type is a basic one, or one that the page declares.",
        reason: "Types of other pages are not visible: each page stands for itself, as its document does.",
        example: Example::new(
            ACCOUNTS,
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            "      otp:                { presence: O, type: text, max: 6, sensitive: true }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_STRAY_KEY,
        summary: "Every key of a row says something about its type.",
        reason: "A length on an object or a value list on a number is a slip in the type or in the column, and would be ignored.",
        example: Example::new(
            ACCOUNTS,
            "      channelCode:        { presence: O, type: integer, max: 4 }",
            "      channelCode:        { presence: O, type: integer, max: 4, pattern: \"60[0-9]+\" }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_STRAY_REMOVE,
        summary: "Only an inherited row can be removed.",
        reason: "`remove` says that a row of the national table does not exist here. Where nothing is inherited, the row is simply not written.",
        example: Example::new(
            ACCOUNTS,
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      pin:                { remove: true }",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_BAD_PATTERN,
        summary: "A pattern is a regular expression.",
        reason: "It is compiled into the validator. Look-around and back references are left out on purpose: they make matching slow.",
        example: Example::new(
            ACCOUNTS,
            r#"      trxId:              { presence: O, type: string, max: 12, pattern: "[A-Z]{3}[0-9]+" }"#,
            r#"      trxId:              { presence: O, type: string, max: 12, pattern: "[A-Z{3}[0-9+" }"#,
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_TWO_RESPONSES,
        summary: "A service has one response, or variants, not both.",
        reason: "`response` is the one shape, `responses` are the shapes to choose from. With both, one of them would be ignored.",
        example: Example::new(
            ACCOUNTS,
            "    responses:\n      with_otp:\n",
            "    response:\n      responseCode: { presence: M, type: string, exact: 7 }\n    responses:\n      with_otp:\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_DUPLICATE_SAMPLE,
        summary: "Samples of a service have names of their own.",
        reason: "Tests and examples are called by it: two of one name cannot be told apart when one fails.",
        example: Example {
            file: ACCOUNTS,
            from: "      - name: documented\n        path: /openapi/v1.0/va/inquiry\n",
            wrong: "      - name: documented\n        note: from the overview\n      - name: documented\n        path: /openapi/v1.0/va/inquiry\n",
            right: "      - name: overview\n        note: from the overview\n      - name: documented\n        path: /openapi/v1.0/va/inquiry\n",
        },
    },
    Rule {
        id: rule_id::STRUCTURE_UNUSED_TYPE,
        summary: "A named type is the type of some row.",
        reason: "A type that no row refers to is never checked against a sample and never generated for anyone. Often the row still has the type's rows written out.",
        example: Example::new(
            ACCOUNTS,
            "types:\n  Bill:\n",
            "types:\n  Payer:\n    fields:\n      email:      { presence: O, type: string, max: 64 }\n  Bill:\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_ENDLESS_TYPE,
        summary: "A named type does not hold itself as a single object.",
        reason: "No value of such a type has an end, and Rust has no size for it. A list of itself may be empty, and ends there.",
        example: Example::new(
            ACCOUNTS,
            "      billDate:   { presence: O, type: date }\n",
            "      billDate:   { presence: O, type: Bill }\n",
        ),
    },
    Rule {
        id: rule_id::STRUCTURE_AMOUNT_PART,
        summary: "The value of an amount is a decimal, its currency a text.",
        reason: "The pair is read and written as money everywhere. A pair of other types is an object with rows of its own.",
        example: Example::new(
            ACCOUNTS,
            "currency: { presence: M, exact: 3 } }",
            "currency: { presence: M, type: integer } }",
        ),
    },
];
