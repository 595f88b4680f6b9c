//! Test cases.

use super::file::EXAM;
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::CERTIFICATION_SERVICE,
        summary: "A case names a service of its provider, in the direction of its role.",
        reason: "A case of a service that there is not is never played, and who passes the others believes that he passed all.",
        example: Example::new(
            EXAM,
            "  - id: token\n    title: The token is unknown\n    service: va_inquiry\n",
            "  - id: token\n    title: The token is unknown\n    service: va_enquiry\n",
        ),
    },
    Rule {
        id: rule_id::CERTIFICATION_DUPLICATE_ID,
        summary: "Each case of a provider has a name of its own.",
        reason: "A report names what failed. With two cases of one name nobody knows which of them it was.",
        example: Example::new(EXAM, "  - id: again\n", "  - id: known\n"),
    },
    Rule {
        id: rule_id::CERTIFICATION_MEMBER,
        summary: "Members that are changed are in the request, members that are looked at in the answer.",
        reason: "A misspelt member is added to the request in place of being changed: the case tries nothing, and passes.",
        example: Example::new(EXAM, "remove: [customerNo]", "remove: [customerNumber]"),
    },
    Rule {
        id: rule_id::CERTIFICATION_HEADER,
        summary: "Headers that are changed are in the header set of the service.",
        reason: "Leaving out what was never sent tries nothing.",
        example: Example::new(EXAM, "without: [X-PARTNER-ID]", "without: [X-PARTNER]"),
    },
    Rule {
        id: rule_id::CERTIFICATION_CODE,
        summary: "An expected code is one of the service, and in the table of its provider or of the standard.",
        reason: "Whoever answers by the table cannot answer a code that is not in it, and fails a case that is wrong itself.",
        example: Example::new(EXAM, "code: \"5042400\"", "code: \"5042500\""),
    },
    Rule {
        id: rule_id::CERTIFICATION_REPEATS,
        summary: "What is sent again was sent before, by a case of the same service that stands above.",
        reason: "A call that was never made cannot be made again: it is the first, and is carried out.",
        example: Example::new(EXAM, "case: known,", "case: unknown,"),
    },
    Rule {
        id: rule_id::CERTIFICATION_DATA,
        summary: "What stands in braces is said below `data`, and all that is said there is named by a case.",
        reason: "Whoever runs the list is asked for what stands below `data`, and for nothing else.",
        example: Example::new(EXAM, "virtualAccountNo: \"{known_va}\"", "virtualAccountNo: \"{known}\""),
    },
    Rule {
        id: rule_id::CERTIFICATION_EXPECTATION,
        summary: "Of a member of the answer one thing is expected, and a case is either played or done by hand.",
        reason: "Of two expectations one is not looked at, and none at all is always met.",
        example: Example::new(
            EXAM,
            "totalAmount.value: { equal: \"12500.00\" }",
            "totalAmount.value: { equal: \"12500.00\", is: present }",
        ),
    },
];
