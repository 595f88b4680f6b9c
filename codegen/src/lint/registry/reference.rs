//! What a document refers to is there.

use super::file::{ACCOUNTS, CODES, NOTICES, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::REFERENCE_STANDARD,
        summary: "`standard:` names a service of the national standard.",
        reason: "It says whose dialect a service is: rows are inherited along it, and codes and tables are compared along it.",
        example: Example::new(
            NOTICES,
            "    standard: notice\n    inherits: standard\n",
            "    standard: notise\n    inherits: standard\n",
        ),
    },
    Rule {
        id: rule_id::REFERENCE_INHERITS,
        summary: "A service that inherits says from which national service.",
        reason: "Without `standard:` there are no rows to take over, and what is written here is only the difference.",
        example: Example::new(NOTICES, "    standard: notice\n    inherits: standard\n", "    inherits: standard\n"),
    },
    Rule {
        id: rule_id::REFERENCE_INHERITED_ROW,
        summary: "A row that is removed exists in the national table.",
        reason: "Removing what is not there does nothing: the row that was meant is still inherited.",
        example: Example::new(
            TRANSFERS,
            "      feeType:            { remove: true }",
            "      feeTyp:             { remove: true }",
        ),
    },
    Rule {
        id: rule_id::REFERENCE_STATUS,
        summary: "`status:` names a service of the same provider.",
        reason: "After a timeout the client tells the caller which service to ask what became of the money. It must be there to be asked.",
        example: Example::new(TRANSFERS, "    status: transfer_status", "    status: transfer_state"),
    },
    Rule {
        id: rule_id::REFERENCE_SHAPE_OF,
        summary: "`shape_of:` names a service of the same provider.",
        reason: "It allows two services to share one endpoint, because they are one service in two shapes. The other shape must exist.",
        example: Example::new(ACCOUNTS, "    shape_of: va_create", "    shape_of: va_creation"),
    },
    Rule {
        id: rule_id::REFERENCE_SUCCESS_FOR,
        summary: "`success_for:` names services that exist.",
        reason: "It turns a failure code into success for some services. A name that matches nothing leaves them failing.",
        example: Example::new(CODES, "    success_for: [va_create]", "    success_for: [create_va]"),
    },
    Rule {
        id: rule_id::REFERENCE_HEADER_SET,
        summary: "A header set that is named exists, and every service has one.",
        reason: "The set decides which headers a client sends and a server demands. A set of the standard may be used by its name.",
        example: Example::new(ACCOUNTS, "    headers: partner", "    headers: partners"),
    },
    Rule {
        id: rule_id::REFERENCE_SIGNING_PROFILE,
        summary: "A signing profile that is named exists, and every service has one.",
        reason: "The profile decides what is signed and how. There is no fallback: a wrong signature is refused, and says nothing about why.",
        example: Example::new(
            ACCOUNTS,
            "    signing: symmetric\n    header_values:",
            "    signing: symetric\n    header_values:",
        ),
    },
    Rule {
        id: rule_id::REFERENCE_CIRCLE,
        summary: "No header set or signing profile inherits from itself, by way of others.",
        reason: "Somewhere rows and switches must be written. In a circle each waits for the next, and none has any.",
        example: Example {
            file: PROVIDER,
            from: "signing_profiles:\n  symmetric:\n    inherits: standard\n",
            wrong: "signing_profiles:\n  plain: { inherits: symmetric }\n  symmetric:\n    inherits: plain\n",
            right: "signing_profiles:\n  plain: { inherits: standard }\n  symmetric:\n    inherits: plain\n",
        },
    },
    Rule {
        id: rule_id::REFERENCE_ENVIRONMENT,
        summary: "A helper's environments are the provider's.",
        reason: "A helper is an endpoint for testing: it is offered in the environments that it names and in no other.",
        example: Example::new(PROVIDER, "    environments: [sandbox]", "    environments: [sandpit]"),
    },
    Rule {
        id: rule_id::REFERENCE_CONDITION,
        summary: "A condition or a rule speaks of members beside it.",
        reason: "It becomes code that looks at these members. A name that is not there would make it always or never true.",
        example: Example::new(
            TRANSFERS,
            r#"when: { equals: { includeHistory: "Y" } }"#,
            r#"when: { equals: { withHistory: "Y" } }"#,
        ),
    },
    Rule {
        id: rule_id::REFERENCE_VARIANT,
        summary: "A sample's `variant` is one of the service's responses.",
        reason: "The sample is judged by that variant's table. Without it, it would be judged by the wrong one.",
        example: Example::new(ACCOUNTS, "        variant: without_otp", "        variant: without"),
    },
];
