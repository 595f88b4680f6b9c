//! Providers: names, addresses, header sets, signing profiles, sources, secrets.

use super::file::{ACCOUNTS, BANK, NATIONAL_SECURITY, NOTICES, PROVIDER, TRANSFERS};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::NAMING_PROVIDER,
        summary: "A provider's name is free, and Cargo and Rust can say it.",
        reason: "It becomes a feature and a module. `all` or `client` would take the place of a feature that the crate has, and a workspace whose manifest names a feature twice does not load.",
        example: Example::new(BANK, "spec/providers/bank/", "spec/providers/all/"),
    },
    Rule {
        id: rule_id::STANDARD_INCOMPLETE,
        summary: "The national standard has response codes, header sets, signing profiles and the token service.",
        reason: "The runtime's own files are written from them. With one of them gone, `cargo xtask codegen` would empty a file that every provider, every service by hand and every client's token rely on.",
        example: Example::new(NATIONAL_SECURITY, "  access_token_b2b:\n", "  access_token:\n"),
    },
    Rule {
        id: rule_id::NAMING_MODULE,
        summary: "A page's module is in snake_case and no keyword.",
        reason: "It becomes a Rust module as it stands. A name that Rust cannot say would be changed in silence, and a search for it finds nothing.",
        example: Example::new(ACCOUNTS, "module: va", "module: move"),
    },
    Rule {
        id: rule_id::ENVIRONMENTS_URL,
        summary: "An environment's address is https, a host, and at most a port and a path.",
        reason: "Paths are put behind it as it stands, tokens travel to it. A slash, a query or credentials in it break every call, and http shows the tokens to everyone on the way.",
        example: Example::new(
            PROVIDER,
            "    url: https://sandbox.bankmelati.example\n",
            "    url: http://sandbox.bankmelati.example/\n",
        ),
    },
    Rule {
        id: rule_id::ENVIRONMENTS_DUPLICATE,
        summary: "Each environment has a name and an address of its own.",
        reason: "Two names for one address are usually a sandbox's that was copied: whoever means to test would move money.",
        example: Example::new(
            PROVIDER,
            "    note: A key per partner.\n",
            "    note: A key per partner.\n  production:\n    url: https://sandbox.bankmelati.example\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_DUPLICATE,
        summary: "A header stands once in its table, whatever the case.",
        reason: "Names of headers have no case: the second row would replace the first in silence.",
        example: Example::new(
            PROVIDER,
            "      X-PARTNER-ID: { presence: M, max: 8 }\n",
            "      X-PARTNER-ID: { presence: M, max: 8 }\n      x-partner-id: { presence: M, max: 8 }\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_CHARACTERS,
        summary: "Names of headers are tokens, values are visible ASCII and blanks.",
        reason: "A line break in a value ends the header and begins another, which is how requests are forged; other characters are refused by clients or read differently by servers.",
        example: Example::new(
            ACCOUNTS,
            "    header_values: { X-DEVICE-ID: kiosk }\n",
            "    header_values: { X-DEVICE-ID: \"kiosk\\r\\nX-ROLE: admin\" }\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_LIMITS,
        summary: "A header has one limit, and it is not zero.",
        reason: "With a longest and an exact length, one of them says nothing. A header that must be empty is one that is not sent.",
        example: Example::new(
            PROVIDER,
            "      X-PARTNER-ID: { presence: M, max: 8 }\n",
            "      X-PARTNER-ID: { presence: M, max: 8, exact: 4 }\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_PROFILE,
        summary: "What a signing profile makes fits the header set it is used with.",
        reason: "External IDs and timestamps are made by the profile and checked by the row. Where they disagree every call is refused, by the validator or by the bank.",
        example: Example::new(
            PROVIDER,
            "      X-PARTNER-ID: { presence: M, max: 8 }\n",
            "      X-PARTNER-ID: { presence: M, max: 8 }\n      X-EXTERNAL-ID: { presence: M, max: 32 }\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_EXTERNAL_ID,
        summary: "External IDs that a profile makes are 9 to 64 digits, or 6 to 64 digits and letters.",
        reason: "They may not repeat within a day. Shorter ones cannot tell apart the calls of one busy client, let alone those of two.",
        example: Example::new(
            PROVIDER,
            "    timestamp: milliseconds\n",
            "    timestamp: milliseconds\n    external_id: digits-8\n",
        ),
    },
    Rule {
        id: rule_id::HEADERS_UNUSED_SET,
        summary: "A header set is used by a service, or taken over by another set.",
        reason: "A set that nobody names is never sent and never checked. Often a service was meant to name it, and sends the default instead.",
        example: Example::new(PROVIDER, "header_sets:\n", "header_sets:\n  customer:\n    inherits: transaction\n"),
    },
    Rule {
        id: rule_id::HEADERS_UNUSED_PROFILE,
        summary: "A signing profile is used by a service, or taken over by another profile.",
        reason: "A profile that nobody names signs nothing. Often a service was meant to name it, and is signed in the default way instead.",
        example: Example::new(PROVIDER, "signing_profiles:\n", "signing_profiles:\n  plain:\n    inherits: standard\n"),
    },
    Rule {
        id: rule_id::SOURCE_RETRIEVED,
        summary: "The day of a transcription is a day of the calendar.",
        reason: "Documents change. The day says which state was read, and lists by age are sorted by it.",
        example: Example::new(
            NOTICES,
            "url: https://docs.bankmelati.example/notices, retrieved: \"2026-11-21\"",
            "url: https://docs.bankmelati.example/notices, retrieved: \"2026-11-31\"",
        ),
    },
    Rule {
        id: rule_id::SOURCE_URL,
        summary: "The source of a file is the address of a page.",
        reason: "Whoever checks a row opens it, and the documentation of every service links to it.",
        example: Example::new(
            NOTICES,
            "url: https://docs.bankmelati.example/notices",
            "url: docs.bankmelati.example/notices",
        ),
    },
    Rule {
        id: rule_id::SECRETS_PRIVATE_KEY,
        summary: "No private key stands in the spec.",
        reason: "The spec is public. A key that a page prints is somebody's, and whoever has it signs in their name.",
        example: Example::new(
            TRANSFERS,
            "          X-SIGNATURE: c2lnbmF0dXJl\n",
            "          X-SIGNATURE: MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n",
        ),
    },
    Rule {
        id: rule_id::SECRETS_LIVE,
        summary: "No secret of a live account stands in the spec.",
        reason: "Pages print what their author had at hand. Here it would be copied into every build and every search engine.",
        example: Example::new(
            TRANSFERS,
            "          X-SIGNATURE: c2lnbmF0dXJl\n",
            "          X-SIGNATURE: sk_live_invented0123456789\n",
        ),
    },
    Rule {
        id: rule_id::SECRETS_VECTOR_KEY,
        summary: "A vector with an asymmetric signature names a test key.",
        reason: "The key itself lies with the tests, once. A key in the spec would be published as data with every build.",
        example: Example::new(
            PROVIDER,
            "        kind: symmetric\n        key: secret\n",
            "        kind: asymmetric\n        key: \"MIIB0A==\"\n",
        ),
    },
    Rule {
        id: rule_id::SAMPLE_DUPLICATE_KEY,
        summary: "No key stands twice in one object of a sample.",
        reason: "Readers keep one of the two and do not say which. The document means one, or two different members.",
        example: Example::new(
            TRANSFERS,
            "          { \"partnerReferenceNo\": \"20201029000000000001\", \"includeHistory\": \"N\" }\n",
            "          { \"partnerReferenceNo\": \"20201029000000000001\", \"includeHistory\": \"N\", \"includeHistory\": \"N\" }\n",
        ),
    },
];
