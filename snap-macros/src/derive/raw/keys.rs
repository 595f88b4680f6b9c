//! The keys of `#[snap(…)]`: on the struct, on a field, and in the lists of these. They are the words of the spec's rows.

use crate::raw::{Keys, key};

/// What may stand several times on a struct: what holds between members.
pub(crate) const RELATIONS: [&str; 11] = [
    "at_least_one",
    "exactly_one",
    "all_or_none",
    "needs",
    "one_group",
    "same",
    "same_as_header",
    "order",
    "below",
    "within",
    "length",
];

const OF_A_MEMBER: &str = "is about one member: write it on the field";
const OF_THE_STRUCT: &str = "is about the whole message: write it on the struct";
const DOCUMENTED: &str = "is no rule: write it as documentation, `/// …`";
const OF_THE_SERVICE: &str = "is said by the service: a name in braces of its path, or `query(…)` of `#[endpoint]`";

/// `#[snap(…)]` on the struct.
pub(crate) static MESSAGE: Keys = Keys {
    attribute: "#[snap]",
    keys: &[
        key("at_least_one", "at_least_one(\"a\", \"b\")"),
        key("exactly_one", "exactly_one(\"a\", \"b\")"),
        key("all_or_none", "all_or_none(\"a\", \"b\")"),
        key("needs", "needs(\"endDate\", \"startDate\")"),
        key("one_group", "one_group([\"a\", \"b\"], [\"c\"])"),
        key("same", "same(\"virtualAccountNo\", \"partnerServiceId\", \"customerNo\")"),
        key("same_as_header", "same_as_header(field = \"journeyId\", header = \"X-EXTERNAL-ID\")"),
        key("order", "order(\"fromDateTime\", \"toDateTime\")"),
        key("below", "below(\"minAmount\", \"maxAmount\")"),
        key("within", "within(from = \"fromDateTime\", to = \"toDateTime\", at_most(months = 1))"),
        key("length", "length(field = \"partnerReferenceNo\", max = 12, when(equals(channel = \"CIMB\")))"),
        key("name", "name = \"TransferRequest\""),
        key("answer", "answer"),
        key("nested", "nested"),
        key("without_new", "without_new"),
        key("crate", "crate = path::to::runtime"),
    ],
    aliases: &[
        ("any_of", "at_least_one"),
        ("one_of", "exactly_one"),
        ("requires", "needs"),
        ("krate", "crate"),
        ("runtime", "crate"),
        ("response", "answer"),
        ("no_new", "without_new"),
    ],
    elsewhere: &[
        ("presence", OF_A_MEMBER),
        ("rename", "names one member: write it on the field; the name of the message is `name = \"…\"`"),
        ("rename_all", "is not needed: members are called in camelCase on the wire, and others have `rename = \"…\"`"),
        ("max", OF_A_MEMBER),
        ("min", OF_A_MEMBER),
        ("exact", OF_A_MEMBER),
        ("format", OF_A_MEMBER),
        ("pattern", OF_A_MEMBER),
        ("values", OF_A_MEMBER),
        ("sensitive", OF_A_MEMBER),
        ("when", OF_A_MEMBER),
    ],
};

/// `#[snap(…)]` on a field.
pub(crate) static MEMBER: Keys = Keys {
    attribute: "#[snap]",
    keys: &[
        key("presence", "presence = \"M\""),
        key("max", "max = 64"),
        key("min", "min = 1"),
        key("exact", "exact = 6"),
        key("precision", "precision(16, 2)"),
        key("decimals", "decimals = zero"),
        key("values", "values(\"Y\", \"N\")"),
        key("open", "open"),
        key("format", "format = \"digits\""),
        key("pattern", "pattern = \"[0-9]{16}\""),
        key("pad", "pad(left = \" \", to = 8)"),
        key("items", "items(max = 10)"),
        key("min_items", "min_items = 1"),
        key("max_items", "max_items = 10"),
        key("exact_items", "exact_items = 1"),
        key("value", "value(max = 12)"),
        key("currency", "currency(values(\"IDR\"))"),
        key("when", "when(absent = \"accountNo\")"),
        key("rename", "rename = \"PIN\""),
        key("sensitive", "sensitive"),
        key("nullable", "nullable"),
    ],
    aliases: &[
        ("length", "max"),
        ("max_length", "max"),
        ("max_len", "max"),
        ("min_length", "min"),
        ("min_len", "min"),
        ("len", "exact"),
        ("regex", "pattern"),
        ("name", "rename"),
        ("wire", "rename"),
        ("secret", "sensitive"),
        ("redacted", "sensitive"),
        ("one_of", "values"),
        ("each", "items"),
        ("condition", "when"),
    ],
    elsewhere: &[
        ("mandatory", "is a presence: write `presence = \"M\"`"),
        ("required", "is a presence: write `presence = \"M\"`"),
        ("optional", "is the usual presence: leave it out"),
        ("conditional", "is a presence: write `presence = \"C\"` and `when(…)`"),
        ("type", "is said by the type of the field: leave it out"),
        ("fields", "are those of a struct of its own: derive `SnapModel` for it, and name it as the type"),
        ("rules", "stand on the struct whose members they are about"),
        ("at_least_one", OF_THE_STRUCT),
        ("exactly_one", OF_THE_STRUCT),
        ("all_or_none", OF_THE_STRUCT),
        ("needs", OF_THE_STRUCT),
        ("crate", OF_THE_STRUCT),
        ("answer", OF_THE_STRUCT),
        ("in", OF_THE_SERVICE),
        ("encoding", OF_THE_SERVICE),
        ("skip", "is not there: what a message does not have is no field of it"),
        ("default", DOCUMENTED),
        ("unit", DOCUMENTED),
        ("doc", DOCUMENTED),
        ("note", DOCUMENTED),
    ],
};

/// `items(…)`: what each element is.
pub(crate) static ITEMS: Keys = Keys {
    attribute: "items",
    keys: &[
        key("max", "max = 64"),
        key("min", "min = 1"),
        key("exact", "exact = 6"),
        key("precision", "precision(16, 2)"),
        key("decimals", "decimals = zero"),
        key("values", "values(\"Y\", \"N\")"),
        key("open", "open"),
        key("format", "format = \"digits\""),
        key("pattern", "pattern = \"[0-9]{16}\""),
        key("pad", "pad(left = \" \", to = 8)"),
        key("items", "items(max = 10)"),
        key("min_items", "min_items = 1"),
        key("max_items", "max_items = 10"),
        key("exact_items", "exact_items = 1"),
        key("value", "value(max = 12)"),
        key("currency", "currency(values(\"IDR\"))"),
    ],
    aliases: &[
        ("length", "max"),
        ("max_length", "max"),
        ("max_len", "max"),
        ("len", "exact"),
        ("regex", "pattern"),
        ("one_of", "values"),
        ("each", "items"),
    ],
    elsewhere: &[
        ("presence", "is that of the list: an element is there or is none"),
        ("when", "is that of the list: an element is there or is none"),
        ("sensitive", "is said of the list: write it outside of `items(…)`"),
        ("nullable", "is said of the list: write it outside of `items(…)`"),
        ("rename", "is said of the list: an element has no name"),
    ],
};

/// `value(…)` of an amount.
pub(crate) static VALUE: Keys = Keys {
    attribute: "value",
    keys: &[
        key("presence", "presence = \"O\""),
        key("max", "max = 12"),
        key("min", "min = 1"),
        key("exact", "exact = 6"),
        key("precision", "precision(16, 2)"),
        key("decimals", "decimals = zero"),
        key("pattern", "pattern = \"[0-9]+\""),
    ],
    aliases: &[("max_length", "max"), ("regex", "pattern")],
    elsewhere: &[],
};

/// `currency(…)` of an amount.
pub(crate) static CURRENCY: Keys = Keys {
    attribute: "currency",
    keys: &[
        key("presence", "presence = \"O\""),
        key("max", "max = 3"),
        key("min", "min = 3"),
        key("exact", "exact = 3"),
        key("values", "values(\"IDR\")"),
        key("open", "open"),
        key("format", "format = \"currency\""),
        key("pattern", "pattern = \"[A-Z]{3}\""),
    ],
    aliases: &[("max_length", "max"), ("regex", "pattern")],
    elsewhere: &[],
};

/// `pad(…)`
pub(crate) static PAD: Keys = Keys {
    attribute: "pad",
    keys: &[key("left", "left = \" \""), key("to", "to = 8")],
    aliases: &[("with", "left"), ("width", "to")],
    elsewhere: &[("right", "is not there: what is padded is padded on the left")],
};

/// `when(…)`: one condition.
pub(crate) static WHEN: Keys = Keys {
    attribute: "when",
    keys: &[
        key("success", "success"),
        key("failure", "failure"),
        key("present", "present = \"accountNo\""),
        key("absent", "absent = \"accountNo\""),
        key("equals", "equals(grantType = \"AUTHORIZATION_CODE\")"),
        key("header_present", "header_present = \"Authorization-Customer\""),
        key("header_absent", "header_absent = \"Authorization-Customer\""),
        key("all", "all(success, absent = \"accountNo\")"),
        key("any", "any(absent = \"a\", absent = \"b\")"),
        key("not", "not(equals(channel = \"CIMB\"))"),
        key("prose", "prose = \"for foreign citizens\""),
        key("unstated", "unstated"),
    ],
    aliases: &[
        ("missing", "absent"),
        ("eq", "equals"),
        ("is", "equals"),
        ("header", "header_present"),
        ("no_header", "header_absent"),
        ("and", "all"),
        ("or", "any"),
        ("unknown", "unstated"),
    ],
    elsewhere: &[],
};

/// `same_as_header(…)`
pub(crate) static SAME_AS_HEADER: Keys = Keys {
    attribute: "same_as_header",
    keys: &[key("field", "field = \"journeyId\""), key("header", "header = \"X-EXTERNAL-ID\"")],
    aliases: &[("member", "field")],
    elsewhere: &[("when", "cannot be computed here: leave it out, and write it as documentation")],
};

/// `within(…)`
pub(crate) static WITHIN: Keys = Keys {
    attribute: "within",
    keys: &[
        key("from", "from = \"fromDateTime\""),
        key("to", "to = \"toDateTime\""),
        key("at_most", "at_most(months = 1)"),
    ],
    aliases: &[],
    elsewhere: &[
        ("months", "stands in `at_most`: write `at_most(months = 1)`"),
        ("days", "stands in `at_most`: write `at_most(days = 31)`"),
    ],
};

/// `at_most(…)`
pub(crate) static AT_MOST: Keys = Keys {
    attribute: "at_most",
    keys: &[key("months", "months = 1"), key("days", "days = 31")],
    aliases: &[],
    elsewhere: &[],
};

/// `length(…)`
pub(crate) static LENGTH: Keys = Keys {
    attribute: "length",
    keys: &[
        key("field", "field = \"partnerReferenceNo\""),
        key("min", "min = 1"),
        key("max", "max = 12"),
        key("when", "when(equals(channel = \"CIMB\"))"),
    ],
    aliases: &[("member", "field")],
    elsewhere: &[],
};
