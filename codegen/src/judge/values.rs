//! Texts and numbers.

use super::members::Run;
use crate::ir::field::{Decimal, Field, Text, TextKind};
use crate::json::Node;
use crate::judge::texts;
use crate::spec::erratum::ErratumKind;
use crate::spec::field::Presence;

impl Run<'_> {
    pub(super) fn text(&mut self, field: &Field, rule: &Text, text: &str, node: &Node, path: &str) {
        let accept = &field.accept;
        if text.is_empty() {
            if self.judge.lenient && accept.empty || self.excused(field) {
                return;
            }
            if field.presence == Presence::M {
                self.add(
                    ErratumKind::Empty,
                    path,
                    format!("`{}` is mandatory, but empty in the sample", field.name),
                    node,
                );
            } else if rule.kind != TextKind::Plain || rule.format.is_some() || rule.pattern.is_some() {
                self.add(ErratumKind::Format, path, "empty text has not the promised form".to_owned(), node);
            } else if !rule.values.is_empty() {
                self.add(ErratumKind::Values, path, "empty text is not in the value list".to_owned(), node);
            }
            return;
        }
        self.length(field, rule, text, node, path);
        let formats: &[_] = if self.judge.lenient { &accept.formats } else { &[] };
        if let Some(problem) = texts::format_problem(rule, text, formats) {
            self.add(ErratumKind::Format, path, problem, node);
        }
        let listed = rule.values.iter().any(|(value, _)| value == text)
            || self.judge.lenient && accept.values.iter().any(|value| value == text);
        if !rule.values.is_empty() && !rule.open && !listed {
            let values: Vec<_> = rule.values.iter().map(|(value, _)| value.as_str()).collect();
            self.add(ErratumKind::Values, path, format!("`{text}` is not one of {}", values.join(", ")), node);
        }
    }

    pub(super) fn length(&mut self, field: &Field, rule: &Text, text: &str, node: &Node, path: &str) {
        let len = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let accepted = field.accept.max.filter(|_| self.judge.lenient);
        if accepted.is_some_and(|max| len <= max) {
            return;
        }
        let problem = if let Some(exact) = rule.exact.filter(|exact| len != *exact) {
            format!("{len} characters, the table says exactly {exact}")
        } else if let Some(max) = rule.max.filter(|max| len > *max) {
            format!("{len} characters, the table says at most {max}")
        } else if let Some(min) = rule.min.filter(|min| len < *min) {
            format!("{len} characters, the table says at least {min}")
        } else {
            return;
        };
        self.add(ErratumKind::Length, path, problem, node);
    }

    pub(super) fn decimal(&mut self, field: &Field, rule: &Decimal, text: &str, node: &Node, path: &str) {
        if text.is_empty() {
            if !(self.judge.lenient && field.accept.empty || self.excused(field)) {
                let kind = if field.presence == Presence::M { ErratumKind::Empty } else { ErratumKind::Format };
                self.add(kind, path, "the number is empty".to_owned(), node);
            }
            return;
        }
        if let Some(accepted) = field.accept.precision.filter(|_| self.judge.lenient)
            && texts::fits_precision(text, accepted, false)
        {
            return;
        }
        if let Some(precision) = rule.precision {
            if !texts::fits_precision(text, precision, rule.zero_decimals) {
                let (digits, decimals) = precision;
                let what = format!("`{text}` is not up to {digits} digits, a point and {decimals} decimals");
                self.add(ErratumKind::Precision, path, what, node);
            }
        } else if !texts::is_decimal(text) {
            self.add(ErratumKind::Format, path, format!("`{text}` is not a number"), node);
        }
        if let Some(max) = rule.max.filter(|max| text.chars().count() > *max as usize) {
            self.add(ErratumKind::Length, path, format!("{} characters, at most {max}", text.chars().count()), node);
        }
    }
}
