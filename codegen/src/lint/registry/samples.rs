//! Tables against samples: every contradiction is mended, or recorded as an erratum.

use super::file::{ACCOUNTS, NOTICES, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::SAMPLE_NONE,
        summary: "A service has a sample, of its own or inherited, or the spec says why there is none.",
        reason: "A table without a sample is checked against nothing. A missing one looks like a page that prints none, so the reason is written; beside a sample it says what is not so.",
        example: Example::new(
            NOTICES,
            "  notice:\n    title: Notice of the outcome\n    no_sample: The page prints none.\n",
            "  notice:\n    title: Notice of the outcome\n",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_NOT_JSON,
        summary: "A sample's `request` and `response` are JSON.",
        reason: "They become tests, sandbox answers and examples. What a document prints otherwise is kept under `request_raw` or `response_raw`, with the mended one beside it.",
        example: Example::new(
            ACCOUNTS,
            "            \"email\": \"budi@example.com\"\n          }",
            "            \"email\": \"budi@example.com\",\n          }",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_JSON,
        summary: "A printed sample that is not JSON has an erratum.",
        reason: "That a document prints broken JSON is a fact about the document: somebody copies it, and it fails. An erratum of kind `json` says what is wrong with it.",
        example: Example::new(
            ACCOUNTS,
            "        at: request\n        kind: json\n",
            "        at: request\n        kind: document\n",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_LENGTH,
        summary: "Values of a sample are as long as their rows allow.",
        reason: "Either the table or the sample is wrong, and a bank enforces one of them. An erratum decides: `accept` relaxes what is received, `correct` what is sent as well.",
        example: Example::new(
            TRANSFERS,
            r#"{ "partnerReferenceNo": "20201029000000000001", "includeHistory": "N" }"#,
            r#"{ "partnerReferenceNo": "202010290000000000001", "includeHistory": "N" }"#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_PRECISION,
        summary: "Amounts of a sample have the digits and decimals of their rows.",
        reason: "Decimals are where documents and banks differ most, and an amount in another form is refused, or worse, is another amount.",
        example: Example::new(
            ACCOUNTS,
            r#"{ "value": "12500.00", "currency": "IDR" } } ]"#,
            r#"{ "value": "12500", "currency": "IDR" } } ]"#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_TYPE,
        summary: "Values of a sample have the JSON type of their rows.",
        reason: "A number where text is promised loses its zeros in many languages. `accept: { type: number }` takes both from the provider and sends what the table says.",
        example: Example::new(ACCOUNTS, r#""customerNo": "123""#, r#""customerNo": 123"#),
    },
    Rule {
        id: rule_id::SAMPLE_VALUES,
        summary: "Values of a sample are in the value lists of their rows.",
        reason: "The list becomes an enum. If it is not complete, say `open: true`; if a value is missing by mistake, add it by an erratum.",
        example: Example::new(TRANSFERS, r#""includeHistory": "N" }"#, r#""includeHistory": "no" }"#),
    },
    Rule {
        id: rule_id::SAMPLE_FORMAT,
        summary: "Values of a sample have the form of their rows.",
        reason: "Dates, addresses, digits and patterns are validated before a request is sent: a form that the sample breaks would refuse good requests.",
        example: Example::new(
            TRANSFERS,
            r#""transactionDate": "2020-12-21T17:01:11+07:00""#,
            r#""transactionDate": "2020-12-21 17:01:11""#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_MISSING,
        summary: "A sample has every mandatory member.",
        reason: "If the bank's own sample does without it, a validator that demands it refuses what the bank accepts.",
        example: Example::new(
            ACCOUNTS,
            r#"{ "partnerServiceId": "    8899", "customerNo": "123", "virtualAccountNo": "    8899123" }"#,
            r#"{ "partnerServiceId": "    8899", "customerNo": "123" }"#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_EMPTY,
        summary: "A mandatory text of a sample is not empty.",
        reason: "Whether empty text counts as a value is the bank's to say. `accept: { empty: true }` takes it; by default a request with it is not sent.",
        example: Example::new(
            TRANSFERS,
            r#"{ "partnerReferenceNo": "20201029000000000001", "includeHistory": "N" }"#,
            r#"{ "partnerReferenceNo": "", "includeHistory": "N" }"#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_UNKNOWN,
        summary: "A sample has no member that the table lacks.",
        reason: "Nobody could send or read it by the types alone. Often it is another spelling of a member: that is an erratum of kind `name`, and both are accepted.",
        example: Example::new(
            TRANSFERS,
            r#"{ "responseCode": "2003600", "responseMessage": "Successful", "referenceNo": "R-1" }"#,
            r#"{ "responseCode": "2003600", "responseMessage": "Successful", "reference": "R-1", "referenceNo": "R-1" }"#,
        ),
    },
    Rule {
        id: rule_id::SAMPLE_CONDITION,
        summary: "A sample keeps the rules between members.",
        reason: "A rule that the bank's own sample breaks is not the bank's rule, or the sample was put together by hand.",
        example: Example::new(ACCOUNTS, r#""virtualAccountNo": "    8899123""#, r#""virtualAccountNo": "    8899124""#),
    },
    Rule {
        id: rule_id::SAMPLE_CODE,
        summary: "A sample's response code is well formed and carries the service's code.",
        reason: "A code of another service comes from a copied sample. Clients that compare all seven characters then treat success as failure.",
        example: Example::new(ACCOUNTS, r#""responseCode": "2002400""#, r#""responseCode": "2002500""#),
    },
    Rule {
        id: rule_id::SAMPLE_METHOD,
        summary: "A sample's method is the table's.",
        reason: "The method is signed. A document that says two things costs an afternoon of refused signatures; an erratum says which is right.",
        example: Example::new(
            TRANSFERS,
            "        method: POST\n        path: /openapi/v1.0/transfer\n",
            "        method: PUT\n        path: /openapi/v1.0/transfer\n",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_PATH,
        summary: "A sample's path is the table's, below the prefix.",
        reason: "The path is signed. A document that says two things costs an afternoon of refused signatures; an erratum says which is right.",
        example: Example::new(
            ACCOUNTS,
            "        path: /openapi/v1.0/va/inquiry",
            "        path: /openapi/v1.0/va-inquiry",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_HEADER,
        summary: "Headers of a sample fit the header set.",
        reason: "A header that is longer, missing or in another form than the table says is refused by whoever enforces the table. An erratum of kind `header` says which counts.",
        example: Example::new(PROVIDER, "          X-PARTNER-ID: \"8215\"", "          X-PARTNER-ID: \"821508239190\""),
    },
    Rule {
        id: rule_id::SAMPLE_PERSONAL_DATA,
        summary: "No sample has an e-mail address that may be somebody's.",
        reason: "Documents print addresses of real people. They do not belong into a public spec, nor into tests that may send mail to them.",
        example: Example::new(ACCOUNTS, "\"email\": \"budi@example.com\"", "\"email\": \"budi@melati.co.id\""),
    },
];
