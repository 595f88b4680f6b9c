//! Every value of a table, with the way to it.

use snap_codegen::ir::{Catalogue, Field, Message, Rule, Type, Typed};
use snap_codegen::json::{Node, Value};

/// One step to a value: a member by name, the first element of an array, the value of a map under a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'a> {
    /// A member.
    Name(&'a str),
    /// An element.
    First,
    /// A value of a map.
    Key(&'a str),
}

/// The key under which valid messages have the value of a map.
const KEY: &str = "1";

/// A value of a table.
pub struct Spot<'a> {
    /// Its row; none for what stands in an array or a map.
    pub field: Option<&'a Field>,
    /// Its type and rules.
    pub value: &'a Typed,
    /// The rules of the object that it is, if it is one: also those of a named type.
    pub relations: Vec<&'a Rule>,
    /// The way to it.
    pub steps: Vec<Step<'a>>,
}

impl Spot<'_> {
    /// Its path as findings write it.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Name(name) | Step::Key(name) if path.is_empty() => path.push_str(name),
                Step::Name(name) | Step::Key(name) => path.push_str(&format!(".{name}")),
                Step::First => path.push_str("[]"),
            }
        }
        path
    }

    /// Where it stands, without names: `.` a member, `[]` an element of an array, `{}` a value of a map; `.[][].` is a
    /// member of an object in an array of arrays.
    pub fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.steps {
            match step {
                Step::Name(_) if place.ends_with('.') => {}
                Step::Name(_) => place.push('.'),
                Step::First => place.push_str("[]"),
                Step::Key(_) => place.push_str("{}"),
            }
        }
        place
    }

    /// The response's own code decides what else is looked at.
    pub fn is_code(&self) -> bool {
        self.field.is_some_and(|field| field.name == "responseCode")
    }
}

/// Every value of a message.
pub(super) fn of<'a>(catalogue: &'a Catalogue, message: &'a Message) -> Vec<Spot<'a>> {
    let mut found = Vec::new();
    members(catalogue, &message.fields, &[], &mut found);
    found
}

fn members<'a>(catalogue: &'a Catalogue, fields: &'a [Field], above: &[Step<'a>], found: &mut Vec<Spot<'a>>) {
    for field in fields {
        value(catalogue, Some(field), &field.value, below(above, Step::Name(&field.name)), found);
    }
}

fn below<'a>(steps: &[Step<'a>], next: Step<'a>) -> Vec<Step<'a>> {
    steps.iter().cloned().chain([next]).collect()
}

fn value<'a>(
    catalogue: &'a Catalogue,
    field: Option<&'a Field>,
    typed: &'a Typed,
    steps: Vec<Step<'a>>,
    found: &mut Vec<Spot<'a>>,
) {
    let mut relations: Vec<&Rule> = typed.rules.iter().collect();
    match &typed.ty {
        Type::Object(fields) => members(catalogue, fields.as_deref().unwrap_or_default(), &steps, found),
        Type::Named(named) => {
            if let Some(named) = catalogue.named(named) {
                members(catalogue, &named.fields, &steps, found);
                relations.extend(&named.rules);
            }
        }
        Type::Array(item) => value(catalogue, None, item, below(&steps, Step::First), found),
        Type::Map(item) => value(catalogue, None, item, below(&steps, Step::Key(KEY)), found),
        Type::Amount(amount) => {
            for part in [&amount.value, &amount.currency] {
                value(catalogue, Some(part), &part.value, below(&steps, Step::Name(&part.name)), found);
            }
        }
        Type::Text(_) | Type::Decimal | Type::Integer | Type::Number | Type::Boolean | Type::Any => {}
    }
    found.push(Spot { field, value: typed, relations, steps });
}

/// The value at a spot of a message, if it is there.
pub fn at<'m>(message: &'m mut Node, steps: &[Step<'_>]) -> Option<&'m mut Node> {
    let mut node = message;
    for step in steps {
        node = match (step, &mut node.value) {
            (Step::Name(name) | Step::Key(name), Value::Object(members)) => {
                &mut members.iter_mut().find(|member| member.name == *name)?.node
            }
            (Step::First, Value::Array(elements)) => elements.first_mut()?,
            _ => return None,
        };
    }
    Some(node)
}
