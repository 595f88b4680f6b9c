//! The checked model: what is expanded. Nothing in it can be wrong.

use proc_macro2::Ident;
use syn::{Attribute, Path, Type, Visibility};

use crate::model::Words;

/// What is known of a message whatever is wrong with it: its names, and how it is made.
pub(crate) struct Outline {
    /// The crate that has the runtime; none if what was given is no path.
    pub(crate) runtime: Option<Path>,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The members whose types can be read.
    pub(crate) fields: Vec<Member>,
    /// Whether `new` is written.
    pub(crate) has_new: bool,
    pub(crate) answer: Option<Answer>,
    /// It has parameters or is a union: no trait of a message can be written for it.
    pub(crate) hopeless: bool,
}

/// A member, before what is demanded of it.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) ident: Ident,
    /// Inside of the `Option`.
    pub(crate) ty: Type,
    pub(crate) kind: Kind,
    /// Its name on the wire.
    pub(crate) wire: String,
    /// Its letter; none if it cannot be read.
    pub(crate) presence: Option<Presence>,
    pub(crate) docs: Vec<Attribute>,
}

/// The letters of the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Mandatory,
    Optional,
    Conditional,
}

/// What a type is to rules, as far as its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Boolean,
    Number,
    Amount,
    /// `Object` and `Any`.
    Open,
    List(Box<Self>),
    Map(Box<Self>),
    /// Another message, a value list, or another name for one of the others.
    Named,
}

/// What makes a message an answer: the members with its code and its text, if it has them.
#[derive(Clone, Default)]
pub(crate) struct Answer {
    pub(crate) code: Option<Ident>,
    pub(crate) message: Option<Ident>,
}

/// What stands on the wire under these names belongs to the answer, and is there whatever it reports.
pub(crate) const CODE: &str = "responseCode";
pub(crate) const MESSAGE: &str = "responseMessage";

/// A message with nothing wrong.
pub(crate) struct Message {
    pub(crate) name: String,
    /// In the order of the struct, as the members of the outline.
    pub(crate) demands: Vec<Demand>,
    /// The field that keeps what is unknown.
    pub(crate) extra: Ident,
    pub(crate) relations: Vec<Relation>,
}

/// What is demanded of one member.
pub(crate) struct Demand {
    pub(crate) need: Need,
    pub(crate) rule: Rule,
    pub(crate) sensitive: bool,
    pub(crate) nullable: bool,
}

/// Whether a member must be there.
pub(crate) enum Need {
    /// Whatever an answer reports.
    Always,
    Must,
    May,
    When(Condition),
}

/// What a value must be; nothing, by default.
#[derive(Default)]
pub(crate) struct Rule {
    pub(crate) min: Option<u32>,
    pub(crate) max: Option<u32>,
    pub(crate) exact: Option<u32>,
    /// Variant of the runtime's `Format`.
    pub(crate) format: Option<&'static str>,
    pub(crate) pattern: Option<String>,
    pub(crate) pad: Option<(char, u32)>,
    pub(crate) precision: Option<(u32, u32)>,
    pub(crate) zero_decimals: bool,
    /// Of a JSON number.
    pub(crate) digits: Option<u32>,
    pub(crate) whole: bool,
    pub(crate) values: Vec<String>,
    pub(crate) open: bool,
    pub(crate) least: Option<u32>,
    pub(crate) most: Option<u32>,
    pub(crate) count: Option<u32>,
    pub(crate) each: Option<Box<Self>>,
    pub(crate) amount: Option<Box<Amount>>,
}

/// What the two parts of an amount must be.
pub(crate) struct Amount {
    pub(crate) value: Part,
    pub(crate) currency: Part,
}

/// What an amount without a precision is held to, as everywhere in the national tables.
pub(crate) const STANDARD: (u32, u32) = (16, 2);

/// One part of an amount.
pub(crate) struct Part {
    pub(crate) must: bool,
    pub(crate) rule: Rule,
}

/// A condition.
pub(crate) enum Condition {
    Success,
    Failure,
    Present(String),
    Absent(String),
    Is(String, Vec<String>),
    Header(String),
    NoHeader(String),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// What no program reads.
    Unknown,
}

/// What holds between members.
pub(crate) enum Relation {
    /// One that is about a list of members, by its variant of the runtime's `Relation`.
    Among(&'static str, Vec<String>),
    OneGroup(Vec<Vec<String>>),
    Same(String, Vec<String>),
    SameAsHeader(String, String),
    Order(String, String),
    Below(String, String),
    /// From one to the other, so many months or days.
    Within(String, String, Span),
    Length {
        member: String,
        min: u32,
        max: u32,
        when: Condition,
    },
}

/// A span of time.
pub(crate) enum Span {
    Months(u32),
    Days(u32),
}

/// Forms of texts by the words of the spec, `-` for `_`: variants of the runtime's `Format`. The last ones are of errata.
pub(crate) const FORMATS: &Words<&str> = &[
    ("digits", "Digits"),
    ("alphanumeric", "Alphanumeric"),
    ("url", "Url"),
    ("email", "Email"),
    ("ipv4", "Ipv4"),
    ("currency", "Currency"),
    ("decimal", "Decimal"),
    ("datetime", "DateTime"),
    ("date", "Date"),
    ("time", "Time"),
    ("basic-datetime", "BasicDateTime"),
    ("local-datetime", "LocalDateTime"),
    ("milliseconds", "MillisDateTime"),
    ("epoch", "Epoch"),
];

/// The form of a JSON number that has no decimals.
pub(crate) const INTEGER: &str = "integer";
