//! Objects and their members.

use super::{Contradiction, Judge};
use crate::ir::field::{Amount, Field, Type, Typed, relations};
use crate::ir::relation::RelationKind;
use crate::ir::rule::{Presence, Rule, Sides};
use crate::json::{Member, Node, Value};
use crate::spec::erratum::{ErratumKind, Shape as JsonShape};
use crate::spec::field::Presence as Letter;

/// One judgement under way.
pub(super) struct Run<'a> {
    pub(super) judge: Judge<'a>,
    pub(super) outcome: Option<bool>,
    /// Objects that lead to where the run is, the root first.
    pub(super) above: Vec<&'a [Member]>,
    /// Named types that the run is in, each with the length of the path that led to it.
    pub(super) inside: Vec<(usize, String)>,
    pub(super) found: Vec<Contradiction>,
}

impl<'a> Run<'a> {
    pub(super) fn add(&mut self, kind: ErratumKind, path: &str, message: String, node: &Node) {
        let (of_type, about) = self.about(path);
        self.found.push(Contradiction {
            kind,
            path: path.to_owned(),
            of_type,
            about,
            message,
            start: node.start,
            len: node.len,
        });
    }

    /// The innermost named type, and the path below it.
    fn about(&self, path: &str) -> (Option<String>, String) {
        match self.inside.last() {
            Some((led, name)) => {
                let below = path.get(*led..).unwrap_or("");
                (Some(name.clone()), below.strip_prefix('.').unwrap_or(below).to_owned())
            }
            None => (None, path.to_owned()),
        }
    }

    /// The side of a rule that counts here.
    pub(super) fn side<'r, T>(&self, sides: &'r Sides<T>) -> &'r T {
        if self.judge.lenient { &sides.received } else { &sides.sent }
    }

    /// An object with its members, then what holds between them.
    pub(super) fn object(
        &mut self,
        fields: Option<&[Field]>,
        rules: &[Rule],
        members: &'a [Member],
        node: &Node,
        at: &str,
    ) {
        let Some(fields) = fields else { return };
        let path = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
        self.above.push(members);
        for field in fields {
            self.member(field, members, node, &path(&field.name));
        }
        self.unknown(&fields.iter().collect::<Vec<_>>(), members, path);
        for relation in relations(rules) {
            if self.breaks(&relation.kind) {
                // A member that should repeat others, or that lies beyond another, is at fault itself; of a group, the
                // object is.
                let about = match &relation.kind {
                    RelationKind::Same(member, _)
                    | RelationKind::Order(_, member)
                    | RelationKind::Below(_, member)
                    | RelationKind::Within(_, member, _)
                    | RelationKind::Length(member, ..) => path(&member.to_string()),
                    RelationKind::AtLeastOne(_)
                    | RelationKind::ExactlyOne(_)
                    | RelationKind::AllOrNone(_)
                    | RelationKind::Needs(_)
                    | RelationKind::OneGroup(_)
                    | RelationKind::SameAsHeader(..)
                    | RelationKind::Prose(_) => at.to_owned(),
                };
                let names = relation.kind.members();
                let mut names = names.iter().filter_map(|path| path.steps.first());
                let place = names.find_map(|step| members.iter().find(|m| m.name == step.name));
                let place = place.map_or(node, |m| &m.node);
                let message = format!("the rule does not hold: {}", relation.kind.words());
                self.add(ErratumKind::Condition, &about, message, place);
            }
        }
        self.above.pop();
    }

    fn member(&mut self, field: &Field, members: &'a [Member], node: &Node, path: &str) {
        match self.member_of(field, members) {
            Some(member) if self.is_nothing(field, &member.node) => {
                self.spelling(field, member, path);
                // An amount that is there stands for itself, whatever a condition asks.
                if !matches!(member.node.value, Value::Object(_)) {
                    self.absent(field, &member.node, path);
                }
            }
            Some(member) => {
                self.spelling(field, member, path);
                self.typed(&field.value, Some(field), &member.node, path);
            }
            None => self.absent(field, node, path),
        }
    }

    /// Whether a value says that there is none: a null, an empty text for what is no text, an amount of which nothing is filled.
    fn is_nothing(&self, field: &Field, node: &Node) -> bool {
        if !self.judge.observes {
            return false;
        }
        let empty =
            |node: &Node| matches!(&node.value, Value::Null) || matches!(&node.value, Value::Text(t) if t.is_empty());
        let nullable = field.value.shapes().is_some_and(|shapes| shapes.received.contains(&JsonShape::Null));
        match (&field.value.ty, &node.value) {
            (_, Value::Null) => !nullable,
            (Type::Text(_) | Type::Decimal | Type::Any, _) => false,
            (_, Value::Text(text)) => text.is_empty(),
            (Type::Amount(_), Value::Object(members)) => {
                field.presence().letter != Letter::M
                    && members.iter().all(|member| matches!(&*member.name, "value" | "currency") && empty(&member.node))
            }
            _ => false,
        }
    }

    fn unknown(&mut self, fields: &[&Field], members: &[Member], path: impl Fn(&str) -> String) {
        let unknown = members.iter().filter(|m| !fields.iter().any(|field| field.goes_by(&m.name)));
        let found: Vec<_> = unknown
            .map(|member| {
                let (of_type, about) = self.about(&path(&member.name));
                Contradiction {
                    kind: ErratumKind::Unknown,
                    path: path(&member.name),
                    of_type,
                    about,
                    message: format!("the table has no `{}`", member.name),
                    start: member.start,
                    len: member.len,
                }
            })
            .collect();
        self.found.extend(found);
    }

    /// A member under another spelling is still that member; the spelling itself is a contradiction.
    fn spelling(&mut self, field: &Field, member: &Member, path: &str) {
        if member.name != field.name && !self.judge.lenient {
            let message = format!("the table says `{}`, the sample `{}`", field.name, member.name);
            let name = Node { value: Value::Null, start: member.start, len: member.len };
            self.add(ErratumKind::Name, path, message, &name);
        }
    }

    fn member_of<'m>(&self, field: &Field, members: &'m [Member]) -> Option<&'m Member> {
        // The last of several duplicates counts, as it does for every reader in the field.
        let named = |name: &str| members.iter().rev().find(|m| m.name == name);
        named(&field.name).or_else(|| field.names.iter().find_map(|name| named(name)))
    }

    fn absent(&mut self, field: &Field, node: &Node, path: &str) {
        let Presence { letter, when, may_be_absent } = field.presence();
        if self.judge.lenient && *may_be_absent || self.excused(Some(field)) {
            return;
        }
        let why = match letter {
            Letter::M => "is mandatory".to_owned(),
            Letter::O => return,
            Letter::C => match when {
                Some(when) if self.holds(when) == Some(true) => format!("is mandatory when {}", when.words()),
                _ => return,
            },
        };
        let brace = Node { value: Value::Null, start: node.start, len: 1 };
        self.add(ErratumKind::Missing, path, format!("`{}` {why}, but the sample lacks it", field.name), &brace);
    }

    /// An answer that reports failure carries little more than its code and message. A condition that speaks of the
    /// outcome decides itself.
    pub(super) fn excused(&self, field: Option<&Field>) -> bool {
        let decides = |field: &Field| {
            field.presence().when.as_ref().is_some_and(|when| when.speaks_of_outcome())
                || self.above.len() == 1 && matches!(field.name.as_str(), "responseCode" | "responseMessage")
        };
        self.outcome == Some(false) && !field.is_some_and(decides)
    }

    /// A value against its type and rules; of a member, with the member.
    pub(super) fn typed(&mut self, value: &Typed, field: Option<&Field>, node: &'a Node, path: &str) {
        let shape = match &node.value {
            Value::Null => JsonShape::Null,
            Value::Bool(_) => JsonShape::Boolean,
            Value::Number(_) => JsonShape::Number,
            Value::Text(_) => JsonShape::String,
            Value::Array(_) => JsonShape::Array,
            Value::Object(_) => JsonShape::Object,
        };
        let tolerated = value.shapes().is_some_and(|shapes| self.side(shapes).contains(&shape));
        if node.value == Value::Null && tolerated {
            return;
        }
        match (&value.ty, &node.value) {
            (Type::Any, _) | (Type::Boolean, Value::Bool(_)) => {}
            (Type::Text(_) | Type::Decimal, Value::Text(text)) => self.text(value, field, text, node, path),
            (Type::Text(_), Value::Number(text)) => {
                self.wrong_type("text", node, path, tolerated);
                self.text(value, field, text, node, path);
            }
            (Type::Decimal, Value::Number(text)) => {
                self.wrong_type("a number as text", node, path, tolerated);
                self.text(value, field, text, node, path);
            }
            (Type::Integer | Type::Number, Value::Number(text)) => self.number(value, text, node, path),
            (Type::Integer | Type::Number, Value::Text(text)) if self.judge.observes && is_digits(text) => {
                self.number(value, text, node, path);
            }
            (Type::Amount(amount), Value::Object(members)) => self.amount(amount, members, node, path),
            (Type::Object(fields), Value::Object(members)) => {
                self.object(fields.as_deref(), &value.rules, members, node, path);
            }
            (Type::Named(named), Value::Object(members)) => {
                if let Some(named) = self.judge.catalogue.named(named) {
                    self.inside.push((path.len(), named.name.clone()));
                    self.object(Some(&named.fields), &named.rules, members, node, path);
                    self.inside.pop();
                }
            }
            (Type::Array(item), Value::Array(elements)) => {
                self.elements(value, elements.len(), node, path);
                for element in elements {
                    self.typed(item, None, element, &format!("{path}[]"));
                }
            }
            (Type::Map(item), Value::Object(members)) => {
                for member in members {
                    self.typed(item, None, &member.node, &format!("{path}.{}", member.name));
                }
            }
            (Type::Array(item), Value::Object(_)) => {
                self.wrong_type("an array", node, path, tolerated);
                self.elements(value, 1, node, path);
                self.typed(item, None, node, &format!("{path}[]"));
            }
            (Type::Object(_) | Type::Amount(_) | Type::Named(_), Value::Array(elements)) if elements.len() == 1 => {
                self.wrong_type("an object", node, path, tolerated);
                self.typed(value, field, &elements[0], path);
            }
            (ty, _) => self.wrong_type(wanted(ty), node, path, tolerated),
        }
    }

    fn wrong_type(&mut self, wanted: &str, node: &Node, path: &str, tolerated: bool) {
        if !tolerated {
            let message = format!("the table says {wanted}, the sample has {}", node.kind());
            self.add(ErratumKind::Type, path, message, node);
        }
    }

    fn amount(&mut self, amount: &Amount, members: &'a [Member], node: &Node, path: &str) {
        self.above.push(members);
        for part in [&amount.value, &amount.currency] {
            self.member(part, members, node, &format!("{path}.{}", part.name));
        }
        self.unknown(&[&amount.value, &amount.currency], members, |name| format!("{path}.{name}"));
        self.above.pop();
    }
}

/// What a type is called in messages.
const fn wanted(ty: &Type) -> &'static str {
    match ty {
        Type::Text(_) => "text",
        Type::Decimal => "a number as text",
        Type::Integer | Type::Number => "a number",
        Type::Boolean => "a boolean",
        Type::Array(_) => "an array",
        Type::Amount(_) | Type::Object(_) | Type::Map(_) | Type::Named(_) => "an object",
        Type::Any => "anything",
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
