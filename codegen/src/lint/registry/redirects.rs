//! Services at hosts of their own, and those that a browser is sent to.

use super::file::CONNECT;
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::PATHS_HOSTS,
        summary: "A service at hosts of its own has one for each environment of its provider.",
        reason: "A client for the sandbox must never call the production host, nor the other way round. What has no host of its own in one environment would be called at the provider's address, where it is not.",
        example: Example {
            file: CONNECT,
            from: "    redirect:\n",
            wrong: "    hosts: { staging: https://login.sandbox.bankmelati.example }\n    redirect:\n",
            right: "    hosts: { sandbox: https://login.sandbox.bankmelati.example }\n    redirect:\n",
        },
    },
    Rule {
        id: rule_id::REDIRECT_ADDRESS,
        summary: "An address that a browser opens is called by GET, and has everything in its query.",
        reason: "A browser that is sent somewhere sends no body and no headers of the partner's: what is not in the address does not arrive.",
        example: Example::new(
            CONNECT,
            "max: 32, in: query, doc: Comes back unchanged. }",
            "max: 32, doc: Comes back unchanged. }",
        ),
    },
    Rule {
        id: rule_id::REDIRECT_FILL,
        summary: "What a client gives to such an address, and what it signs, are texts of the request.",
        reason: "A misspelt member would be left out of the address, and the provider would refuse the customer, not the partner.",
        example: Example::new(CONNECT, "seamlessSign: signature.seamlessData", "seamlessSign: signature.seamlesData"),
    },
];
