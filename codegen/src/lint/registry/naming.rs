//! Names that become names in Rust.

use super::file::{ACCOUNTS, CODES, CUSTOMERS, NATIONAL_NOTICES};
use super::{Example, Rule};
use crate::rule_id;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: rule_id::NAMING_SERVICE,
        summary: "Services are called in snake_case.",
        reason: "The name becomes a method and, in another case, a type. One way to write it keeps `status:` and `standard:` searchable.",
        example: Example::new(ACCOUNTS, "  va_inquiry:", "  vaInquiry:"),
    },
    Rule {
        id: rule_id::NAMING_DUPLICATE_SERVICE,
        summary: "Services of one provider have names of their own, across its pages.",
        reason: "All services of a provider are methods of one client, and `status:` finds them by name alone.",
        example: Example::new(ACCOUNTS, "  va_inquiry:", "  transfer_status:"),
    },
    Rule {
        id: rule_id::NAMING_MODULE_CLASH,
        summary: "Pages of one provider have modules of their own.",
        reason: "A page becomes a Rust module called like its file, or as `module:` says. `codes`, `profiles`, `messages`, `values` and `client` hold what all services of the provider share.",
        example: Example::new(ACCOUNTS, "module: va", "module: codes"),
    },
    Rule {
        id: rule_id::NAMING_TYPE,
        summary: "Named types are called in UpperCamelCase.",
        reason: "The name becomes a Rust type as it stands, so that the page, the spec and the code show the same word.",
        example: Example::new(
            NATIONAL_NOTICES,
            "      notices: { presence: M, type: array, items: Outcome }\ntypes:\n  Outcome:\n",
            "      notices: { presence: M, type: array, items: outcome }\ntypes:\n  outcome:\n",
        ),
    },
    Rule {
        id: rule_id::NAMING_TYPE_TWICE,
        summary: "A page has no type of a name that its provider's `types.yaml` has.",
        reason: "A row says a type by name alone. With two of one name in reach, nobody who reads the row knows which one is meant.",
        example: Example::new(
            CUSTOMERS,
            "services:\n  customer_inquiry:\n",
            "types:\n  Customer:\n    fields:\n      customerName: { presence: M, type: string, max: 32, doc: Name of the customer. }\n      contacts:     { presence: O, type: array, items: Contact, doc: How the customer is reached. }\nservices:\n  customer_inquiry:\n",
        ),
    },
    Rule {
        id: rule_id::NAMING_CODE,
        summary: "Response codes are called in snake_case.",
        reason: "The name becomes a name in Rust, and is the word that people search for: it is written one way.",
        example: Example::new(CODES, "    name: branch_closed", "    name: BranchClosed"),
    },
    Rule {
        id: rule_id::NAMING_BLANK,
        summary: "A member's name has no blanks around it.",
        reason: "Such blanks come from copied tables and break the message on the wire. A document whose sample really has them gets an erratum of kind `name`.",
        example: Example::new(
            ACCOUNTS,
            "          responseMessage: { presence: M, type: string, max: 150 }\n          paymentToken:",
            "          \"responseMessage \": { presence: M, type: string, max: 150, doc: The code in words. }\n          paymentToken:",
        ),
    },
    Rule {
        id: rule_id::NAMING_CASE_CLASH,
        summary: "No two members of one object differ only in case.",
        reason: "They are one name in Rust, and on the wire one of them is a slip of the document. The other spelling belongs into an erratum of kind `name`, so that both are accepted.",
        example: Example::new(
            ACCOUNTS,
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }",
            "      otp:                { presence: O, type: string, max: 6, sensitive: true }\n      OTP:                { presence: O, type: string, max: 6, sensitive: true, doc: One-time password. }",
        ),
    },
];
