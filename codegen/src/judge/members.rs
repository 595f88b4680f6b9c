//! Objects and their members.

use super::{Contradiction, Judge};
use crate::ir::condition::{Condition, Rule, RuleKind};
use crate::ir::field::{Amount, Array, Field, Type};
use crate::json::{Member, Node, Value};
use crate::judge::texts;
use crate::spec::erratum::{ErratumKind, Shape as JsonShape};
use crate::spec::field::Presence;

/// One judgement under way.
pub(super) struct Run<'a> {
    pub(super) judge: Judge<'a>,
    pub(super) outcome: Option<bool>,
    /// Named types that the run is in, each with the length of the path that led to it.
    pub(super) inside: Vec<(usize, String)>,
    pub(super) found: Vec<Contradiction>,
}

impl Run<'_> {
    pub(super) fn add(&mut self, kind: ErratumKind, path: &str, message: String, node: &Node) {
        let about = self.about(path);
        self.found.push(Contradiction {
            kind,
            path: path.to_owned(),
            about,
            message,
            start: node.start,
            len: node.len,
        });
    }

    pub(super) fn about(&self, path: &str) -> String {
        match self.inside.last() {
            Some((led, name)) => format!("types.{name}{}", path.get(*led..).unwrap_or("")),
            None => path.to_owned(),
        }
    }

    pub(super) fn object(
        &mut self,
        fields: Option<&[Field]>,
        rules: &[Rule],
        members: &[Member],
        node: &Node,
        at: &str,
    ) {
        let Some(fields) = fields else { return };
        let path = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
        for field in fields {
            match self.member_of(field, members) {
                Some(member) => {
                    self.spelling(field, member, &path(&field.name));
                    self.field(field, &member.node, &path(&field.name));
                }
                None => self.absent(field, members, node, &path(&field.name)),
            }
        }
        self.unknown(&fields.iter().collect::<Vec<_>>(), members, path);
        for rule in rules {
            if self.breaks(&rule.kind, members) {
                // A member that should repeat others is at fault itself; of a group, the object is.
                let about = match &rule.kind {
                    RuleKind::Same(name, _) => path(name),
                    _ => at.to_owned(),
                };
                let place = rule.kind.members().iter().find_map(|name| members.iter().find(|m| m.name == **name));
                let place = place.map_or(node, |m| &m.node);
                self.add(
                    ErratumKind::Condition,
                    &about,
                    format!("the rule does not hold: {}", rule.kind.words()),
                    place,
                );
            }
        }
    }

    pub(super) fn unknown(&mut self, fields: &[&Field], members: &[Member], path: impl Fn(&str) -> String) {
        let unknown = members.iter().filter(|m| !fields.iter().any(|field| field.goes_by(&m.name)));
        let found: Vec<_> = unknown
            .map(|member| Contradiction {
                kind: ErratumKind::Unknown,
                about: self.about(&path(&member.name)),
                path: path(&member.name),
                message: format!("the table has no `{}`", member.name),
                start: member.start,
                len: member.len,
            })
            .collect();
        self.found.extend(found);
    }

    /// A member under another spelling is still that member; the spelling itself is a contradiction.
    pub(super) fn spelling(&mut self, field: &Field, member: &Member, path: &str) {
        if member.name != field.name && !self.judge.lenient {
            let message = format!("the table says `{}`, the sample `{}`", field.name, member.name);
            let name = Node { value: Value::Null, start: member.start, len: member.len };
            self.add(ErratumKind::Name, path, message, &name);
        }
    }

    pub(super) fn member_of<'m>(&self, field: &Field, members: &'m [Member]) -> Option<&'m Member> {
        // The last of several duplicates counts, as it does for every reader in the field.
        let named = |name: &str| members.iter().rev().find(|m| m.name == name);
        named(&field.name).or_else(|| field.accept.names.iter().find_map(|name| named(name)))
    }

    pub(super) fn absent(&mut self, field: &Field, members: &[Member], node: &Node, path: &str) {
        if self.judge.lenient && field.accept.absent || self.excused(field) {
            return;
        }
        let why = match field.presence {
            Presence::M => "is mandatory".to_owned(),
            Presence::O => return,
            Presence::C => match &field.when {
                Some(when) if self.holds(when, members) == Some(true) => format!("is mandatory when {}", when.words()),
                _ => return,
            },
        };
        let brace = Node { value: Value::Null, start: node.start, len: 1 };
        self.add(ErratumKind::Missing, path, format!("`{}` {why}, but the sample lacks it", field.name), &brace);
    }

    /// An answer that reports failure carries little more than its code.
    pub(super) fn excused(&self, field: &Field) -> bool {
        self.outcome == Some(false)
            && !matches!(field.name.as_str(), "responseCode" | "responseMessage")
            && !matches!(field.when, Some(Condition::Failure))
    }

    pub(super) fn field(&mut self, field: &Field, node: &Node, path: &str) {
        let shape = match &node.value {
            Value::Null => Some(JsonShape::Null),
            Value::Bool(_) => Some(JsonShape::Boolean),
            Value::Number(_) => Some(JsonShape::Number),
            Value::Text(_) => Some(JsonShape::String),
            Value::Array(_) => Some(JsonShape::Array),
            Value::Object(_) => Some(JsonShape::Object),
        };
        if node.value == Value::Null && field.nullable {
            return;
        }
        let tolerated = self.judge.lenient && shape.is_some_and(|shape| field.accept.shapes.contains(&shape));
        self.value(field, &field.ty, node, path, tolerated);
    }

    pub(super) fn wrong_type(&mut self, wanted: &str, node: &Node, path: &str, tolerated: bool) {
        if !tolerated {
            self.add(ErratumKind::Type, path, format!("the table says {wanted}, the sample has {}", node.kind()), node);
        }
    }

    pub(super) fn value(&mut self, field: &Field, ty: &Type, node: &Node, path: &str, tolerated: bool) {
        match (ty, &node.value) {
            (Type::Any, _) | (Type::Boolean, Value::Bool(_)) | (Type::Number(None), Value::Number(_)) => {}
            (Type::Text(rule), Value::Text(text)) => self.text(field, rule, text, node, path),
            (Type::Text(rule), Value::Number(text)) => {
                self.wrong_type("text", node, path, tolerated);
                self.length(field, rule, text, node, path);
            }
            (Type::Decimal(rule), Value::Text(text)) => self.decimal(field, rule, text, node, path),
            (Type::Decimal(rule), Value::Number(text)) => {
                self.wrong_type("a number as text", node, path, tolerated);
                self.decimal(field, rule, text, node, path);
            }
            (Type::Integer(max), Value::Number(text)) => {
                let digits = text.trim_start_matches('-');
                if !digits.bytes().all(|b| b.is_ascii_digit()) {
                    self.add(ErratumKind::Format, path, format!("`{text}` is not a whole number"), node);
                } else if let Some(max) = max.filter(|max| digits.len() > *max as usize) {
                    self.add(ErratumKind::Length, path, format!("{} digits, at most {max}", digits.len()), node);
                }
            }
            (Type::Number(Some(precision)), Value::Number(text)) => {
                if !texts::fits_precision(text, *precision, false) {
                    self.add(ErratumKind::Precision, path, format!("`{text}` does not fit {precision:?}"), node);
                }
            }
            (Type::Amount(amount), Value::Object(members)) => self.amount(amount, members, node, path),
            (Type::Object(shape), Value::Object(members)) => {
                self.object(shape.fields.as_deref(), &shape.rules, members, node, path);
            }
            (Type::Named(named), Value::Object(members)) => {
                if let Some(named) = self.judge.catalogue.named(named) {
                    self.inside.push((path.len(), named.name.clone()));
                    self.object(Some(&named.fields), &named.rules, members, node, path);
                    self.inside.pop();
                }
            }
            (Type::Array(array), Value::Array(elements)) => self.array(field, array, elements, node, path),
            (Type::Map(item), Value::Object(members)) => {
                for member in members {
                    self.value(field, item, &member.node, &format!("{path}[]"), false);
                }
            }
            (Type::Array(array), Value::Object(_)) => {
                self.wrong_type("an array", node, path, tolerated);
                self.value(field, &array.item, node, &format!("{path}[]"), false);
            }
            (Type::Object(_) | Type::Amount(_) | Type::Named(_), Value::Array(elements)) if elements.len() == 1 => {
                self.wrong_type("an object", node, path, tolerated);
                self.value(field, ty, &elements[0], path, false);
            }
            (ty, _) => {
                let wanted = match ty {
                    Type::Text(_) => "text",
                    Type::Decimal(_) => "a number as text",
                    Type::Integer(_) | Type::Number(_) => "a number",
                    Type::Boolean => "a boolean",
                    Type::Array(_) => "an array",
                    _ => "an object",
                };
                self.wrong_type(wanted, node, path, tolerated);
            }
        }
    }

    pub(super) fn array(&mut self, field: &Field, array: &Array, elements: &[Node], node: &Node, path: &str) {
        let count = u32::try_from(elements.len()).unwrap_or(u32::MAX);
        let limit = [
            (array.max.is_some_and(|max| count > max), "too many"),
            (array.min.is_some_and(|min| count < min), "too few"),
            (array.exact.is_some_and(|exact| count != exact), "not the right number of"),
        ];
        for (_, what) in limit.into_iter().filter(|(broken, _)| *broken) {
            self.add(ErratumKind::Length, path, format!("{what} elements: {count}"), node);
        }
        for element in elements {
            self.value(field, &array.item, element, &format!("{path}[]"), false);
        }
    }

    pub(super) fn amount(&mut self, amount: &Amount, members: &[Member], node: &Node, path: &str) {
        for part in [&amount.value, &amount.currency] {
            let at = format!("{path}.{}", part.name);
            match self.member_of(part, members) {
                Some(member) => {
                    self.spelling(part, member, &at);
                    self.field(part, &member.node, &at);
                }
                None => self.absent(part, members, node, &at),
            }
        }
        self.unknown(&[&amount.value, &amount.currency], members, |name| format!("{path}.{name}"));
    }
}
