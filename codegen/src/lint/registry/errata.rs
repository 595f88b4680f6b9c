//! Errata are well formed, and still true.

use super::file::{ACCOUNTS, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::ERRATA_STALE,
        summary: "An erratum still has its contradiction.",
        reason: "When a document is mended, its erratum goes: otherwise it keeps accepting what nobody sends, and hides the next contradiction at the same place.",
        example: Example::new(
            ACCOUNTS,
            "    errata:\n      - id: total\n",
            "    errata:
      - id: long-number
        at: request.customerNo
        kind: length
        documented: The sample has 22 digits.
        decision: The table's 20.
      - id: total
",
        ),
    },
    Rule {
        id: rule_id::ERRATA_INEFFECTIVE,
        summary: "What an erratum accepts or corrects makes its sample pass.",
        reason: "An erratum that acts promises that the sample is read, or sent, as it was printed. One that changes the wrong limit, or by too little, is a decision that no code follows.",
        example: Example::new(
            TRANSFERS,
            "      - id: long-reference
        at: request.partnerReferenceNo
        kind: length
        documented: The table allows 20 characters, the national sample has 22.
        decision: Send at most 20; accept 22.
        accept: { max: 22 }
",
            "      - id: long-reference
        at: request.partnerReferenceNo
        kind: length
        documented: The table allows 20 characters, the national sample has 22.
        decision: Send at most 20; accept 22.
        accept: { max: 21 }
",
        ),
    },
    Rule {
        id: rule_id::ERRATA_UNKNOWN_PATH,
        summary: "An erratum says what it is about, by a path that leads somewhere.",
        reason: "What it accepts or corrects is applied at that path. A path that leads nowhere changes nothing.",
        example: Example::new(
            PROVIDER,
            "  - id: two-clocks\n    at: signing\n",
            "  - id: two-clocks\n    at: section 2.3\n",
        ),
    },
    Rule {
        id: rule_id::ERRATA_DUPLICATE_ID,
        summary: "Errata of one service or file have IDs of their own.",
        reason: "Documentation and changes between versions refer to an erratum by its ID.",
        example: Example::new(PROVIDER, "  - id: two-clocks\n", "  - id: branch-header\n"),
    },
    Rule {
        id: rule_id::ERRATA_DUPLICATE_PLACE,
        summary: "An erratum names each of its places once.",
        reason: "One of the two was meant to be another member, whose contradiction then goes unrecorded.",
        example: Example::new(
            TRANSFERS,
            "        at: request.partnerReferenceNo\n",
            "        at: [request.partnerReferenceNo, request.partnerReferenceNo]\n",
        ),
    },
    Rule {
        id: rule_id::ERRATA_EMPTY,
        summary: "An erratum says what the document says, and what was decided.",
        reason: "The next maintainer sees the same contradiction and has to know that it was seen, and why it was settled this way.",
        example: Example::new(PROVIDER, "    decision: Milliseconds, as the vector has them.", "    decision: \"\""),
    },
    Rule {
        id: rule_id::ERRATA_REPEATED,
        summary: "What was decided about a place is said once.",
        reason: "Two errata with the same decision about the same place are one contradiction that was seen twice. When the document is mended, one of them stays behind.",
        example: Example::new(
            TRANSFERS,
            "      - id: long-reference\n",
            "      - id: length-of-reference
        at: request.partnerReferenceNo
        kind: document
        documented: The text speaks of 22 characters.
        decision: Send at most 20; accept 22.
      - id: long-reference\n",
        ),
    },
    Rule {
        id: rule_id::ERRATA_NO_EFFECT,
        summary: "What an erratum accepts or corrects changes something.",
        reason: "A length that is accepted beyond none, or a type that the row has already, was meant for another row or another key. The code would go on refusing what the erratum says it takes.",
        example: Example::new(TRANSFERS, "        accept: { max: 22 }", "        accept: { values: [long] }"),
    },
];
