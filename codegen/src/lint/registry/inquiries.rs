//! How it is asked what became of a call.

use super::file::TRANSFERS;
use super::{Example, Rule};
use crate::rule_id;

const FROM: &str = "    status: transfer_status\n";

const RIGHT: &str = "    status:
      service: transfer_status
      fill: { partnerReferenceNo: request.partnerReferenceNo }
      tells: { answered: success }
";

const fn example(wrong: &'static str) -> Example {
    Example { file: TRANSFERS, from: FROM, wrong, right: RIGHT }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::INQUIRY_ORIGIN,
        summary: "A member of the question is filled from a part of the first call, or with a value of its own.",
        reason: "The same name is often in the request, in its answer and in a header. Which one is meant decides whether the question can be asked when no answer came.",
        example: example(
            "    status:
      service: transfer_status
      fill: { partnerReferenceNo: partnerReferenceNo }
      tells: { answered: success }
",
        ),
    },
    Rule {
        id: rule_id::INQUIRY_MEMBER,
        summary: "What is filled, and what it is filled from, is a single value of its message.",
        reason: "A misspelt member would be left out of the question, or sent to a bank that does not know it, at the moment when nobody knows where the money is.",
        example: example(
            "    status:
      service: transfer_status
      fill: { partnerReferenceNo: request.partnerReference }
      tells: { answered: success }
",
        ),
    },
    Rule {
        id: rule_id::INQUIRY_FITS,
        summary: "Whatever the source may hold may be sent in the question.",
        reason: "A reference of 34 characters is good for the payment and refused by the question about it. That shows only after a timeout.",
        example: example(
            "    status:
      service: transfer_status
      fill: { partnerReferenceNo: request.beneficiaryAccountNo }
      tells: { answered: success }
",
        ),
    },
    Rule {
        id: rule_id::INQUIRY_MANDATORY,
        summary: "Every mandatory member of the question is filled from something that is always there, or asked of the caller.",
        reason: "A question without it is refused. An answer that never came, or an optional member, fills nothing: who asks must know that he is asked for it.",
        example: example(
            "    status:
      service: transfer_status
      fill: { includeHistory: { value: \"N\" } }
      tells: { answered: success }
",
        ),
    },
    Rule {
        id: rule_id::INQUIRY_TWICE,
        summary: "No member of the question is filled twice.",
        reason: "Of two values one is wrong, and which of them goes out is chance. What is surely filled need not be asked of the caller.",
        example: example(
            "    status:
      service: transfer_status
      fill: { partnerReferenceNo: request.partnerReferenceNo }
      ask: [partnerReferenceNo]
      tells: { answered: success }
",
        ),
    },
    Rule {
        id: rule_id::INQUIRY_TELLS,
        summary: "The answer says what became of the call, or the spec says that it does not.",
        reason: "A bank answers 200 to say that it knows a transfer which failed. Who takes the answer itself for success hands out what was never paid.",
        example: example(
            "    status:
      service: transfer_status
      fill: { partnerReferenceNo: request.partnerReferenceNo }
",
        ),
    },
];
