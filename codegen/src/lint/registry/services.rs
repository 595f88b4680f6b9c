//! Paths, effects, and rules between members.

use super::file::{ACCOUNTS, NATIONAL_PROVIDER, NOTICES, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::PATHS_PREFIX,
        summary: "What stands before every path is a path itself, or nothing.",
        reason: "It is put between host and path in every call, and it is signed: a slash at its end or a host in it would spoil them all.",
        example: Example {
            file: NATIONAL_PROVIDER,
            from: "signing: standard\n",
            wrong: "signing: standard\nprefix: snap/\n",
            right: "signing: standard\nprefix: /snap\n",
        },
    },
    Rule {
        id: rule_id::PATHS_SIGNED,
        summary: "A signed path of its own is a whole path, with the parameters of the one that is called.",
        reason: "It goes into the string to sign as it stands. One that is the same as the called path says nothing, and a placeholder that the call does not fill would be signed as braces.",
        example: Example::new(
            ACCOUNTS,
            "    path: /{version}/va/inquiry\n    version: v1.0\n",
            "    path: /{version}/va/inquiry\n    signed_path: /gateway/{version}/va/{branch}\n    version: v1.0\n",
        ),
    },
    Rule {
        id: rule_id::PATHS_VERSION,
        summary: "A version is one part of a path.",
        reason: "It takes the place of `{version}`. A slash, a blank or nothing at all there makes another path, which no server knows.",
        example: Example::new(
            NOTICES,
            "    path: /{version}/notice\n    version: v1.0\n",
            "    path: /{version}/notice\n    version: v1.0/beta\n",
        ),
    },
    Rule {
        id: rule_id::PATHS_PLACEHOLDER,
        summary: "Each placeholder of a path is `{version}` or a row with `in: path`, and stands once.",
        reason: "What nothing fills goes to the bank with its braces, and every call fails. Usually a word is misspelt, or the row has lost its `in: path`.",
        example: Example::new(NOTICES, "    path: /{version}/notice", "    path: /{versoin}/notice"),
    },
    Rule {
        id: rule_id::PATHS_PARAMETER,
        summary: "A row that travels in the path has its place there.",
        reason: "A row with `in: path` is not in the body. Without a place in the path it would not be sent at all.",
        example: Example::new(
            ACCOUNTS,
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            "      otp:                { presence: O, type: string, max: 6, sensitive: true, in: path }",
        ),
    },
    Rule {
        id: rule_id::EFFECTS_WEAKER,
        summary: "A dialect has at least the effect of its national service.",
        reason: "The effect decides what is sent again after a timeout. A transfer that is called a question would be repeated, and the money would move twice.",
        example: Example::new(
            TRANSFERS,
            "    effect: moves-money\n    status: transfer_status\n",
            "    effect: read\n    status: transfer_status\n",
        ),
    },
    Rule {
        id: rule_id::EFFECTS_DIRECTION,
        summary: "A dialect is called in the direction of its national service.",
        reason: "The direction decides whether a client or a server is generated. The other one than the standard's is a slip, or the service is the dialect of another.",
        example: Example::new(
            NOTICES,
            "    direction: inbound\n    effect: changes-state\n",
            "    direction: outbound\n    effect: changes-state\n",
        ),
    },
    Rule {
        id: rule_id::EFFECTS_NO_STATUS,
        summary: "Where money moves, a service tells what became of it, or the spec says why none does.",
        reason: "After a timeout nobody knows whether the money has moved, and asking is the only safe step. A missing `status` looks like a bank without one, so the reason is written.",
        example: Example::new(
            TRANSFERS,
            "    effect: moves-money\n    status: transfer_status\n",
            "    effect: moves-money\n",
        ),
    },
    Rule {
        id: rule_id::EFFECTS_STATUS,
        summary: "The service that tells the outcome can be called, moves no money, and takes a reference of the first call.",
        reason: "It is called when the outcome is unknown. A service that moves money, that only the provider can call, or that cannot name the call would answer nothing, or make it worse.",
        example: Example::new(
            TRANSFERS,
            "    effect: moves-money\n    status: transfer_status\n",
            "    effect: moves-money\n    status: transfer\n",
        ),
    },
    Rule {
        id: rule_id::EFFECTS_SHAPE_OF,
        summary: "Another shape of an endpoint has the same method, path and direction.",
        reason: "`shape_of` says that two services are one endpoint on the wire, so that a server takes both. At another endpoint, or of itself, it says nothing.",
        example: Example::new(ACCOUNTS, "    shape_of: va_create\n", "    shape_of: va_create_fixed\n"),
    },
    Rule {
        id: rule_id::RELATIONS_MEMBERS,
        summary: "A rule between members names two or more, each once.",
        reason: "At least one of one member is that member's presence, and would be overlooked here. A member that stands twice is usually another one, misspelt.",
        example: Example::new(
            ACCOUNTS,
            "        - at_least_one: [trxId, email]\n",
            "        - at_least_one: [trxId]\n",
        ),
    },
];
