//! How a server answers where documents disagree.

use super::file::{ACCOUNTS, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::SERVING_ONCE,
        summary: "What is carried out once is named by members that are surely there and shown to anybody.",
        reason: "What they name is carried out once, whatever external ID it comes under. A misspelt member names nothing, and a payment that comes again is paid again; one too few, and a second payment is taken for the first.",
        example: Example {
            file: TRANSFERS,
            from: "    status: transfer_status\n",
            wrong: "    status: transfer_status\n    serving: { once: [partnerReference] }\n",
            right: "    status: transfer_status\n    serving: { once: [partnerReferenceNo] }\n",
        },
    },
    Rule {
        id: rule_id::SERVING_REFUSED,
        summary: "What a refusal carries is a single member of the response, and fits it.",
        reason: "A bank that looks for a status beside the code of a refusal finds none under another name, and shows its customer an error of the system.",
        example: Example {
            file: ACCOUNTS,
            from: "    headers: partner\n",
            wrong: "    headers: partner\n    serving: { refused: { totalAmount: request.customerNo } }\n",
            right: "    headers: partner\n    serving: { refused: { email: { value: helpdesk@bankmelati.example } } }\n",
        },
    },
    Rule {
        id: rule_id::SERVING_REPEATED,
        summary: "A switch says something else than holds without it.",
        reason: "A line that repeats what is inherited stays behind when that changes, and nobody knows whether it was meant.",
        example: Example {
            file: PROVIDER,
            from: "signing: symmetric\n",
            wrong: "signing: symmetric\nserving: { repeat: stored }\n",
            right: "signing: symmetric\nserving: { repeat: conflict }\n",
        },
    },
];
