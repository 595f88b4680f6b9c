//! The glossary, and waivers.

use super::file::{ACCOUNTS, GLOSSARY};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::GLOSSARY_MISSING,
        summary: "Every member has a description, in the glossary or in its row.",
        reason: "It is the documentation of the field in Rust, OpenAPI and the reference. One line in our own words is enough, once for all services.",
        example: Example::new(
            GLOSSARY,
            "  otp: One-time password.\n  partnerReferenceNo: Reference of the caller.\n",
            "  partnerReferenceNo: Reference of the caller.\n",
        ),
    },
    Rule {
        id: rule_id::GLOSSARY_SENSITIVE,
        summary: "A member whose name sounds private is listed as what it is, once, or as harmless.",
        reason: "What is listed is redacted in Debug, in every message of every provider. A card number that one page forgot would stand in somebody's log.",
        example: Example::new(GLOSSARY, "  contact: [email]\n", "  contact: []\n"),
    },
    Rule {
        id: rule_id::GLOSSARY_EMPTY,
        summary: "A description of the glossary is not empty.",
        reason: "An empty line silences the question without answering it.",
        example: Example::new(GLOSSARY, "  otp: One-time password.", "  otp: \"\""),
    },
    Rule {
        id: rule_id::GLOSSARY_UNUSED,
        summary: "Every line of the glossary describes a member of some table.",
        reason: "A line without a member is misspelt, or its member is gone. Then the member that was meant has no description.",
        example: Example::new(
            GLOSSARY,
            "  otp: One-time password.\n",
            "  otp: One-time password.\n  pin: Secret number of a card.\n",
        ),
    },
    Rule {
        id: rule_id::WAIVER_UNKNOWN_RULE,
        summary: "A waiver names a rule that exists.",
        reason: "A misspelt waiver sets nothing aside, and stays when the rule that was meant is gone.",
        example: Example::new(
            ACCOUNTS,
            "    waivers:\n      - rule: sample/personal-data\n",
            "    waivers:
      - rule: sample/lenght
        reason: The bank cuts the value.
      - rule: sample/personal-data
",
        ),
    },
    Rule {
        id: rule_id::WAIVER_NO_REASON,
        summary: "A waiver says why the rule does not hold here.",
        reason: "A rule that is set aside without a reason is set aside for good: nobody dares to take it back.",
        example: Example::new(
            ACCOUNTS,
            "        reason: The bank's own help desk, not a person.",
            "        reason: \"\"",
        ),
    },
    Rule {
        id: rule_id::WAIVER_UNUSED,
        summary: "A waiver sets something aside.",
        reason: "What it excused is mended. Left standing, it would excuse the next mistake of the kind.",
        example: Example::new(
            ACCOUNTS,
            "    waivers:\n      - rule: sample/personal-data\n",
            "    waivers:
      - rule: sample/length
        reason: The bank cuts the value.
      - rule: sample/personal-data
",
        ),
    },
];
