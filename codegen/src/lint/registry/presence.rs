//! Mandatory, optional, conditional.

use super::file::{ACCOUNTS, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::PRESENCE_MISSING,
        summary: "Every row says whether it is mandatory.",
        reason: "It decides whether a request can be built without the member. A page that leaves the column empty is read with its samples, and a `note` says so.",
        example: Example::new(
            ACCOUNTS,
            "      email:              { presence: O, type: string, max: 64 }\n      otp:",
            "      email:              { type: string, max: 64 }\n      otp:",
        ),
    },
    Rule {
        id: rule_id::PRESENCE_NO_CONDITION,
        summary: "A conditional row or header says when it is mandatory.",
        reason: "The condition becomes code: a validator that knows it refuses the message before the bank does. What only people can decide is written as `when: { prose: … }`, and counted.",
        example: Example::new(
            TRANSFERS,
            "      referenceNo:        { presence: C, type: string, max: 64, when: success }",
            "      referenceNo:        { presence: C, type: string, max: 64 }",
        ),
    },
    Rule {
        id: rule_id::PRESENCE_STRAY_CONDITION,
        summary: "Only a conditional row has a condition.",
        reason: "On a mandatory row a condition contradicts it, on an optional one it has no effect. One of the two keys was read wrongly from the page.",
        example: Example {
            file: TRANSFERS,
            from: "      referenceNo:        { presence: C, type: string, max: 64, when: success }",
            wrong: "      referenceNo:        { presence: O, type: string, max: 64, when: success }",
            right: "      referenceNo:        { presence: O, type: string, max: 64, note: on success }",
        },
    },
];
