//! Fields and their types.

use crate::ir::condition::{Condition, Rule};
use crate::source::Loc;
use crate::spec::erratum::{OtherFormat, Shape as JsonShape};
use crate::spec::field::{Encoding, Format, Location, Presence};

/// A member of a message.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// Mandatory, optional or conditional.
    pub presence: Presence,
    /// When a conditional member is mandatory.
    pub when: Option<Condition>,
    /// What it holds.
    pub ty: Type,
    /// What is accepted on input beyond that.
    pub accept: Accept,
    /// Where it travels.
    pub location: Location,
    /// Redacted wherever it could be seen.
    pub sensitive: bool,
    /// An explicit null is part of the contract.
    pub nullable: bool,
    /// What it means here, where that differs from the glossary.
    pub doc: Option<String>,
    /// What the page says beyond the columns.
    pub note: Option<String>,
    /// The documented default.
    pub default: Option<String>,
    /// The documented unit.
    pub unit: Option<String>,
    /// Where its row stands.
    pub loc: Loc,
}

impl Field {
    /// A member goes by its name and by the other spellings that errata know.
    pub fn goes_by(&self, name: &str) -> bool {
        self.name == name || self.accept.names.iter().any(|other| other == name)
    }
}

/// What is accepted on input beyond the table, from errata.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accept {
    /// Other spellings of the name.
    pub names: Vec<String>,
    /// Most characters.
    pub max: Option<u32>,
    /// Digits and decimals.
    pub precision: Option<(u32, u32)>,
    /// It may be absent although mandatory.
    pub absent: bool,
    /// Other JSON shapes.
    pub shapes: Vec<JsonShape>,
    /// Further values.
    pub values: Vec<String>,
    /// Other formats.
    pub formats: Vec<OtherFormat>,
    /// It may be empty although mandatory.
    pub empty: bool,
}

/// What a member holds.
#[derive(Debug, Clone)]
pub enum Type {
    /// Text with rules.
    Text(Text),
    /// A number as text.
    Decimal(Decimal),
    /// The value/currency pair.
    Amount(Box<Amount>),
    /// A whole JSON number, with a most number of digits.
    Integer(Option<u32>),
    /// A JSON number.
    Number(Option<(u32, u32)>),
    /// A JSON boolean.
    Boolean,
    /// An object.
    Object(Shape),
    /// An array.
    Array(Box<Array>),
    /// An object with dynamic keys.
    Map(Box<Type>),
    /// Anything.
    Any,
    /// A named type.
    Named(TypeRef),
}

/// A named type and the page that declares it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeRef {
    /// Provider of the page.
    pub provider: String,
    /// Module of the page.
    pub module: String,
    /// Its name.
    pub name: String,
}

/// Members of an object.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Its members; `None` for an open object.
    pub fields: Option<Vec<Field>>,
    /// What holds between them.
    pub rules: Vec<Rule>,
}

/// Rules of a text.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Plain text, or a date or time.
    pub kind: TextKind,
    /// Most characters.
    pub max: Option<u32>,
    /// Fewest characters.
    pub min: Option<u32>,
    /// Exactly so many characters.
    pub exact: Option<u32>,
    /// A named format.
    pub format: Option<Format>,
    /// A regular expression for the whole text.
    pub pattern: Option<String>,
    /// Padding character and padded length.
    pub pad: Option<(char, u32)>,
    /// The value list with meanings.
    pub values: Vec<(String, Option<String>)>,
    /// Other values may be sent.
    pub open: bool,
    /// How the text is wrapped.
    pub encoding: Option<Encoding>,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextKind {
    /// Plain.
    #[default]
    Plain,
    /// ISO 8601 date and time with zone.
    DateTime,
    /// `YYYY-MM-DD`.
    Date,
    /// A time of day.
    Time,
}

/// A number as text.
#[derive(Debug, Clone, Default)]
pub struct Decimal {
    /// Digits before the point, decimals after it.
    pub precision: Option<(u32, u32)>,
    /// Only zeros after the point.
    pub zero_decimals: bool,
    /// Most characters, where the page prints a plain length.
    pub max: Option<u32>,
}

/// The value/currency pair.
#[derive(Debug, Clone)]
pub struct Amount {
    /// The value: a decimal.
    pub value: Field,
    /// The currency: text.
    pub currency: Field,
}

/// An array.
#[derive(Debug, Clone)]
pub struct Array {
    /// What each element is.
    pub item: Type,
    /// Fewest elements.
    pub min: Option<u32>,
    /// Most elements.
    pub max: Option<u32>,
    /// Exactly so many elements.
    pub exact: Option<u32>,
}

impl Type {
    /// The word of the spec for it.
    pub fn word(&self) -> &str {
        match self {
            Self::Text(text) => match text.kind {
                TextKind::Plain => "string",
                TextKind::DateTime => "datetime",
                TextKind::Date => "date",
                TextKind::Time => "time",
            },
            Self::Decimal(_) => "decimal",
            Self::Amount(_) => "amount",
            Self::Integer(_) => "integer",
            Self::Number(_) => "number",
            Self::Boolean => "boolean",
            Self::Object(_) => "object",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
            Self::Any => "any",
            Self::Named(named) => &named.name,
        }
    }

    /// Members of the object, or of the objects inside arrays and maps.
    pub fn members(&self) -> Option<&[Field]> {
        match self {
            Self::Object(shape) => shape.fields.as_deref(),
            Self::Array(array) => array.item.members(),
            Self::Map(item) => item.members(),
            _ => None,
        }
    }
}
