//! Limits of one row.

use super::file::ACCOUNTS;
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::LIMITS_ZERO,
        summary: "A limit is at least 1.",
        reason: "A length of 0 would forbid the member; what is meant is mostly that there is no limit, and then the key is left out.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, max: 0, doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, doc: What the customer types. }",
        },
    },
    Rule {
        id: rule_id::LIMITS_ORDER,
        summary: "The fewest are not more than the most.",
        reason: "No value has at least 65 and at most 64 characters: every message would be refused.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, min: 6, max: 4, doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, min: 4, max: 6, doc: What the customer types. }",
        },
    },
    Rule {
        id: rule_id::LIMITS_EXACT,
        summary: "An exact length stands alone.",
        reason: "`exact` is both the fewest and the most. Beside another limit one of the two is wrong, and which one counts would have to be guessed.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, exact: 6, max: 8, doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, exact: 6, doc: What the customer types. }",
        },
    },
    Rule {
        id: rule_id::LIMITS_PRECISION,
        summary: "A precision has digits first, and a number that fits its length.",
        reason: "`[2, 16]` has the two the wrong way round. A length below the shortest number of so many decimals leaves no number at all.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: decimal, precision: [2, 16], doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: decimal, precision: [16, 2], doc: What the customer types. }",
        },
    },
    Rule {
        id: rule_id::LIMITS_PADDING,
        summary: "A padded length fits the longest length.",
        reason: "A text that is always padded to 8 characters never has only 6.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, max: 6, pad: { left: \"0\", to: 8 }, doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, max: 8, pad: { left: \"0\", to: 8 }, doc: What the customer types. }",
        },
    },
    Rule {
        id: rule_id::LIMITS_VALUES,
        summary: "A value list has values, each once, and each of them and the default keep the rules of their row.",
        reason: "A listed value that is longer than its row can never be sent. A default outside of the list is a slip in one of the two.",
        example: Example {
            file: ACCOUNTS,
            from: "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            wrong: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, max: 3, values: [old, newer], doc: What the customer types. }",
            right: "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      tag:                { presence: O, type: string, max: 3, values: [old, new], doc: What the customer types. }",
        },
    },
];
