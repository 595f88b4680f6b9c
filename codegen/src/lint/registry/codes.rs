//! Service codes, response codes, endpoints and headers.

use super::file::{ACCOUNTS, CODES, NOTICES};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::CODES_SERVICE_CODE,
        summary: "A service code is two characters, digits or capital letters.",
        reason: "It stands in the middle of every response code, which has seven characters: status, service, case.",
        example: Example::new(
            ACCOUNTS,
            "    title: Create a virtual account with a number of the partner's\n    code: \"27\"\n",
            "    title: Create a virtual account with a number of the partner's\n    code: \"027\"\n",
        ),
    },
    Rule {
        id: rule_id::CODES_CASE_CODE,
        summary: "A case code is two characters, digits or capital letters.",
        reason: "It ends every response code, which has seven characters: status, service, case.",
        example: Example::new(CODES, "    case: \"A1\"", "    case: \"A\""),
    },
    Rule {
        id: rule_id::CODES_HTTP,
        summary: "The status of a response code is an HTTP status.",
        reason: "The first three digits of a response code repeat the status line, and servers answer with it.",
        example: Example::new(CODES, "  - http: 403\n    case: \"A1\"\n", "  - http: 4030\n    case: \"A1\"\n"),
    },
    Rule {
        id: rule_id::CODES_NO_NAME,
        summary: "A response code has a name and a message.",
        reason: "The name is what code says, the message is what servers send. Both are what a person reads in a log.",
        example: Example::new(CODES, "    message: \"Branch closed. [reason]\"", "    message: \"\""),
    },
    Rule {
        id: rule_id::CODES_DUPLICATE,
        summary: "A response code stands once in its table, under a name of its own.",
        reason: "A code that means two things means nothing: a client could not tell success from failure. If the document has it twice, keep one and record the other as an erratum.",
        example: Example::new(
            CODES,
            "  - http: 403\n    case: \"A1\"\n    name: branch_closed\n",
            "  - http: 200\n    case: \"00\"\n    name: branch_closed\n",
        ),
    },
    Rule {
        id: rule_id::CODES_PATH,
        summary: "A path begins with a slash and holds nothing but a path.",
        reason: "It is put after the host and the prefix, and it is signed. A host, a query or a blank in it would be signed too.",
        example: Example::new(
            NOTICES,
            "    path: /{version}/notice",
            "    path: https://api.bankmelati.example/{version}/notice",
        ),
    },
    Rule {
        id: rule_id::CODES_ENDPOINT_CLASH,
        summary: "One method and path in one direction is one service.",
        reason: "A server finds the handler by method and path. Two services on one endpoint are one service in two shapes (`shape_of:`), or one of the paths is a slip.",
        example: Example {
            file: ACCOUNTS,
            from: "    effect: changes-state\n    shape_of: va_create\n",
            wrong: "    effect: changes-state\n",
            right: "    effect: changes-state\n    shape_of: va_create\n",
        },
    },
    Rule {
        id: rule_id::HEADERS_VALUE,
        summary: "A header value of a service fits the header set.",
        reason: "The value is sent with every call of the service. It must be a header that the set knows, in the form that the set demands.",
        example: Example::new(
            ACCOUNTS,
            "    header_values: { X-DEVICE-ID: kiosk }",
            "    header_values: { X-DEVICE: kiosk }",
        ),
    },
];
