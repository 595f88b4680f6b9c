//! Members and their types. A type says structure; rules hang on every node of it.

use super::message::NamedType;
use super::place::Place;
use super::provider::Provider;
use super::relation::Relation;
use super::rule::{Bounds, Demand, Forms, Precision, Presence, Rule, Sides, Values, find};
use super::service::Page;
use crate::source::Loc;
use crate::spec::erratum::Shape as JsonShape;
use crate::spec::field::{Encoding, Location};

/// A member of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// Other spellings that are accepted, from errata.
    pub names: Vec<String>,
    /// What it holds.
    pub value: Typed,
    /// Where it travels.
    pub location: Location,
    /// Redacted wherever it could be seen.
    pub sensitive: bool,
    /// Its row says that it is not, whatever its name is.
    pub shown: bool,
    /// What it means here, where that differs from the glossary.
    pub doc: Option<String>,
    /// What the page says beyond the columns.
    pub note: Option<String>,
    /// The documented default.
    pub default: Option<String>,
    /// The documented unit.
    pub unit: Option<String>,
    /// Where its row stands.
    pub place: Place,
}

impl Field {
    /// A member goes by its name and by the other spellings that errata know.
    pub fn goes_by(&self, name: &str) -> bool {
        self.name == name || self.names.iter().any(|other| other == name)
    }

    /// Where its row stands.
    pub fn loc(&self) -> Loc {
        self.place.0
    }

    /// Mandatory, optional or conditional.
    pub fn presence(&self) -> &Presence {
        self.value.presence()
    }

    /// Whether an explicit null is part of the contract.
    pub fn is_nullable(&self) -> bool {
        self.value.shapes().is_some_and(|shapes| shapes.sent.contains(&JsonShape::Null))
    }
}

/// A value: its type, and what is demanded of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// Its structure.
    pub ty: Type,
    /// Its rules, at most one of a kind but for relations.
    pub rules: Vec<Rule>,
}

impl Typed {
    /// A value without rules.
    pub const fn plain(ty: Type) -> Self {
        Self { ty, rules: Vec::new() }
    }

    /// Whether it must be there: of a member.
    pub fn presence(&self) -> &Presence {
        let found =
            find(&self.rules, |demand| if let Demand::Presence(presence) = demand { Some(presence) } else { None });
        found.unwrap_or(&Presence::OPTIONAL)
    }

    /// Other JSON forms.
    pub fn shapes(&self) -> Option<&Sides<Vec<JsonShape>>> {
        find(&self.rules, |demand| if let Demand::Shapes(shapes) = demand { Some(shapes) } else { None })
    }

    /// Characters.
    pub fn length(&self) -> Option<&Sides<Bounds>> {
        find(&self.rules, |demand| if let Demand::Length(bounds) = demand { Some(bounds) } else { None })
    }

    /// Elements.
    pub fn count(&self) -> Option<&Sides<Bounds>> {
        find(&self.rules, |demand| if let Demand::Count(bounds) = demand { Some(bounds) } else { None })
    }

    /// The value list.
    pub fn values(&self) -> Option<&Values> {
        find(&self.rules, |demand| if let Demand::Values(values) = demand { Some(values) } else { None })
    }

    /// The form of a text.
    pub fn forms(&self) -> Option<&Sides<Forms>> {
        find(&self.rules, |demand| if let Demand::Format(forms) = demand { Some(forms) } else { None })
    }

    /// Digits of a number.
    pub fn precision(&self) -> Option<&Sides<Vec<Precision>>> {
        find(&self.rules, |demand| if let Demand::Precision(precision) = demand { Some(precision) } else { None })
    }

    /// The regular expression.
    pub fn pattern(&self) -> Option<&str> {
        find(&self.rules, |demand| if let Demand::Pattern { sent, .. } = demand { Some(sent.as_str()) } else { None })
    }

    /// Padding: character and length.
    pub fn padding(&self) -> Option<(char, u32)> {
        find(
            &self.rules,
            |demand| if let Demand::Padding { fill, to, .. } = demand { Some((*fill, *to)) } else { None },
        )
    }

    /// What holds between its members.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        relations(&self.rules)
    }

    /// What stands in an array or map, at any depth; the value itself, if it is neither.
    pub fn leaf(&self) -> &Self {
        match &self.ty {
            Type::Array(item) | Type::Map(item) => item.leaf(),
            Type::Text(_)
            | Type::Decimal
            | Type::Amount(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Object(_)
            | Type::Any
            | Type::Named(_) => self,
        }
    }
}

/// Calls a function for every field at every depth; what a named type holds is its own.
pub fn each<'a>(fields: &'a [Field], visit: &mut impl FnMut(&'a Field)) {
    for field in fields {
        visit(field);
        each(field.value.ty.members().unwrap_or_default(), visit);
    }
}

/// What holds between members, among some rules.
pub fn relations(rules: &[Rule]) -> impl Iterator<Item = &Relation> {
    rules.iter().filter_map(|rule| if let Demand::Relation(relation) = &rule.demand { Some(relation) } else { None })
}

/// The structure of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Text.
    Text(Text),
    /// A number as text.
    Decimal,
    /// The value/currency pair.
    Amount(Box<Amount>),
    /// A whole JSON number.
    Integer,
    /// A JSON number.
    Number,
    /// A JSON boolean.
    Boolean,
    /// An object with its members; without them it is open.
    Object(Option<Vec<Field>>),
    /// An array.
    Array(Box<Typed>),
    /// An object with dynamic keys.
    Map(Box<Typed>),
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
    /// Slug of the page.
    pub page: String,
    /// Its name.
    pub name: String,
}

impl TypeRef {
    /// How rows refer to a type of a page.
    pub fn of(provider: &Provider, page: &Page, named: &NamedType) -> Self {
        Self { provider: provider.name.clone(), page: page.slug.value.clone(), name: named.name.clone() }
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Text {
    /// Plain, or a date or time.
    pub kind: TextKind,
    /// How it is wrapped.
    pub encoding: Option<Encoding>,
}

/// The words of the spec for texts.
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

/// The value/currency pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The value: a decimal.
    pub value: Field,
    /// The currency: text.
    pub currency: Field,
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
            Self::Decimal => "decimal",
            Self::Amount(_) => "amount",
            Self::Integer => "integer",
            Self::Number => "number",
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
            Self::Object(fields) => fields.as_deref(),
            Self::Array(item) | Self::Map(item) => item.ty.members(),
            Self::Text(_)
            | Self::Decimal
            | Self::Amount(_)
            | Self::Integer
            | Self::Number
            | Self::Boolean
            | Self::Any
            | Self::Named(_) => None,
        }
    }

    /// Whether a kind of rule says anything about such a value.
    pub fn takes(&self, demand: &Demand) -> bool {
        let textual = matches!(self, Self::Text(_));
        let holder = matches!(self, Self::Object(_) | Self::Named(_));
        match demand {
            Demand::Presence(_) | Demand::Shapes(_) => true,
            Demand::Length(_) | Demand::Format(_) | Demand::Pattern { .. } | Demand::MayBeEmpty(_) => {
                textual || matches!(self, Self::Decimal)
            }
            Demand::Digits(_) => matches!(self, Self::Integer),
            Demand::Precision(_) => matches!(self, Self::Decimal | Self::Number),
            Demand::ZeroDecimals => matches!(self, Self::Decimal),
            Demand::Values(_) | Demand::Padding { .. } => textual,
            Demand::Count(_) => matches!(self, Self::Array(_)),
            Demand::Relation(_) => holder,
        }
    }
}
