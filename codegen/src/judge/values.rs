//! Single values against their rules.

use super::members::Run;
use super::texts;
use crate::ir::field::{Field, Type, Typed};
use crate::ir::rule::{Demand, Form, Forms, Precision};
use crate::json::{Node, Value};
use crate::spec::erratum::ErratumKind;
use crate::spec::field::Presence as Letter;

/// What stands there, for rules that are about it.
#[derive(Clone, Copy)]
enum Subject<'s> {
    /// A text; from a bare number, whose trailing zeros mean nothing.
    Text { text: &'s str, bare: bool },
    /// A JSON number.
    Number(&'s str),
    /// So many elements.
    Elements(u32),
}

impl Run<'_> {
    /// A text against its rules. An element of a list has no field, and is mandatory.
    pub(super) fn text(&mut self, value: &Typed, field: Option<&Field>, text: &str, node: &Node, path: &str) {
        if text.is_empty() {
            return self.empty(value, field, node, path);
        }
        if let Some(values) = value.values() {
            let listed = values.list.iter().any(|(listed, _)| listed == text)
                || self.judge.lenient && values.accepted.iter().any(|accepted| accepted == text);
            if listed {
                return;
            }
            if !(values.open || self.judge.observes && values.loose) {
                let list: Vec<_> = values.list.iter().map(|(value, _)| value.as_str()).collect();
                return self.add(
                    ErratumKind::Values,
                    path,
                    format!("`{text}` is not one of {}", list.join(", ")),
                    node,
                );
            }
        }
        let bare = field.is_some() && matches!(node.value, Value::Number(_));
        self.rules(value, Subject::Text { text, bare }, node, path);
    }

    fn empty(&mut self, value: &Typed, field: Option<&Field>, node: &Node, path: &str) {
        let may_be_empty = |demand: &Demand| matches!(demand, Demand::MayBeEmpty(sides) if *self.side(sides));
        let may_be_empty = value.rules.iter().any(|rule| may_be_empty(&rule.demand));
        if may_be_empty || self.outcome == Some(false) && self.excused(field) {
            return;
        }
        let presence = field.map(Field::presence);
        let mandatory = presence
            .is_none_or(|presence| presence.letter == Letter::M && !(self.judge.lenient && presence.may_be_absent));
        if mandatory {
            let name = field.map_or("an element", |field| &field.name);
            self.add(ErratumKind::Empty, path, format!("`{name}` is mandatory, but empty in the sample"), node);
        } else if self.judge.lenient || self.outcome == Some(false) {
            // An empty optional text says nothing: providers send it for an absent one.
        } else if value.values().is_some_and(|values| !values.open) {
            self.add(ErratumKind::Values, path, "empty text is not in the value list".to_owned(), node);
        } else {
            self.rules(value, Subject::Text { text: "", bare: false }, node, path);
        }
    }

    /// A JSON number against its rules.
    pub(super) fn number(&mut self, value: &Typed, text: &str, node: &Node, path: &str) {
        let digits = text.trim_start_matches('-');
        if matches!(value.ty, Type::Integer) && !digits.bytes().all(|b| b.is_ascii_digit()) {
            return self.add(ErratumKind::Format, path, format!("`{text}` is not a whole number"), node);
        }
        self.rules(value, Subject::Number(digits), node, path);
    }

    /// The number of elements of an array. An answer that reports failure may have an empty one.
    pub(super) fn elements(&mut self, value: &Typed, count: usize, node: &Node, path: &str) {
        if count > 0 || self.outcome != Some(false) {
            self.rules(value, Subject::Elements(u32::try_from(count).unwrap_or(u32::MAX)), node, path);
        }
    }

    fn rules(&mut self, value: &Typed, subject: Subject<'_>, node: &Node, path: &str) {
        for rule in &value.rules {
            if let Some((kind, message)) = self.broken(value, &rule.demand, subject) {
                self.add(kind, path, message, node);
            }
        }
    }

    /// What is wrong with a value by one rule.
    fn broken(&self, value: &Typed, demand: &Demand, subject: Subject<'_>) -> Option<(ErratumKind, String)> {
        match (demand, subject) {
            (Demand::Length(sides), Subject::Text { text, .. }) => {
                let (len, bounds) = (characters(text), self.side(sides));
                let problem = format!("{len} characters, the table says {}", bounds.words("character"));
                (!bounds.holds(len)).then_some((ErratumKind::Length, problem))
            }
            (Demand::Padding { fill, to, received, .. }, Subject::Text { text, .. }) => {
                let len = characters(text);
                let wrong_side = !fill.is_alphanumeric() && text.ends_with(*fill);
                // What is too long is reported by its length, where it has one.
                let off = len < *to || wrong_side || len > *to && value.length().is_none();
                let asked = !self.judge.lenient || *received;
                let problem = format!("{len} characters, the table says padded on the left with `{fill}` to {to}");
                (asked && off).then_some((ErratumKind::Format, problem))
            }
            (Demand::Format(sides), Subject::Text { text, .. }) => {
                // Whoever observes is told of a time in another form than the table has, also where errata accept it.
                let dated = matches!(sides.sent, Forms::OneOf(Form::DateTime | Form::Date, _));
                let forms = if self.judge.observes && dated { &sides.sent } else { self.side(sides) };
                let Forms::OneOf(form, others) = forms else { return None };
                let bare = value.padding().map_or(text, |(fill, _)| text.trim_start_matches(fill));
                texts::problem(*form, others, bare).map(|problem| (ErratumKind::Format, problem))
            }
            (Demand::Pattern { sent, received, .. }, Subject::Text { text, .. }) => {
                let pattern = if self.judge.lenient { received.as_ref()? } else { sent };
                let whole = regex_lite::Regex::new(&format!("^(?:{pattern})$")).ok()?;
                (!whole.is_match(text)).then(|| (ErratumKind::Format, format!("`{text}` does not match {pattern}")))
            }
            (Demand::Precision(sides), Subject::Text { text, bare }) => {
                imprecise(self.side(sides).as_slice(), text, bare)
            }
            (Demand::Precision(sides), Subject::Number(text)) => imprecise(self.side(sides).as_slice(), text, true),
            (Demand::ZeroDecimals, Subject::Text { text, bare }) => {
                let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
                let nonzero = texts::is_decimal(text) && fraction.bytes().any(|b| b != b'0');
                // Another precision that is accepted has decimals of its own.
                let otherwise = value.precision().is_some_and(|sides| {
                    self.side(sides).iter().skip(1).any(|precision| texts::fits_precision(text, *precision, bare))
                });
                (nonzero && !otherwise)
                    .then(|| (ErratumKind::Precision, format!("`{text}` has decimals other than zeros")))
            }
            (Demand::Digits(sides), Subject::Number(text)) => {
                let (digits, max) = (characters(text), *self.side(sides));
                (digits > max).then(|| (ErratumKind::Length, format!("{digits} digits, at most {max}")))
            }
            (Demand::Count(sides), Subject::Elements(count)) => {
                let bounds = self.side(sides);
                (!bounds.holds(count)).then(|| {
                    (ErratumKind::Length, format!("{count} elements, the table says {}", bounds.words("element")))
                })
            }
            // Presence, forms, lists and emptiness are looked at where the value is met, relations when all members are.
            (
                Demand::Presence(_)
                | Demand::Shapes(_)
                | Demand::Values(_)
                | Demand::MayBeEmpty(_)
                | Demand::Relation(_),
                _,
            ) => None,
            // Rules about another kind of value than stands there: that it stands there has been said.
            (
                Demand::Length(_)
                | Demand::Padding { .. }
                | Demand::Format(_)
                | Demand::Pattern { .. }
                | Demand::ZeroDecimals,
                Subject::Number(_) | Subject::Elements(_),
            )
            | (Demand::Precision(_), Subject::Elements(_))
            | (Demand::Digits(_), Subject::Text { .. } | Subject::Elements(_))
            | (Demand::Count(_), Subject::Text { .. } | Subject::Number(_)) => None,
        }
    }
}

/// What is wrong with a number that fits none of its precisions.
fn imprecise(precisions: &[Precision], text: &str, bare: bool) -> Option<(ErratumKind, String)> {
    let fits = |precision: &Precision| texts::fits_precision(text, *precision, bare);
    let wanted = precisions.first().map_or_else(String::new, |precision| precision.words());
    (!precisions.iter().any(fits)).then(|| (ErratumKind::Precision, format!("`{text}` is not a number of {wanted}")))
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
