//! Conditions and relations, as far as the message and what is known beside it can tell.

use std::cmp::Ordering;

use super::members::Run;
use super::moments;
use crate::ir::condition::Condition;
use crate::ir::path::{From, Path, Step};
use crate::ir::relation::RelationKind;
use crate::json::{Member, Node, Value};

impl<'a> Run<'a> {
    /// Whether a condition holds; none if that cannot be told.
    pub(super) fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Success => self.outcome,
            Condition::Failure => self.outcome.map(|success| !success),
            Condition::Present(path) => Some(!self.at(path)?.is_empty()),
            Condition::OneOf(path, values) => {
                let found = self.at(path)?;
                Some(found.iter().any(|node| plain(node).is_some_and(|text| values.contains(&text))))
            }
            Condition::Header(name) => {
                self.judge.headers.map(|sent| sent.iter().any(|header| header.eq_ignore_ascii_case(name)))
            }
            Condition::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.holds(part)).collect();
                if parts.contains(&Some(false)) {
                    Some(false)
                } else {
                    parts.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
                }
            }
            Condition::Any(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.holds(part)).collect();
                if parts.contains(&Some(true)) {
                    Some(true)
                } else {
                    parts.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Condition::Not(part) => self.holds(part).map(|held| !held),
            Condition::Prose(_) | Condition::Unstated => None,
        }
    }

    /// Whether a relation is broken. Of an answer that reports failure nothing is asked.
    pub(super) fn breaks(&self, relation: &RelationKind) -> bool {
        if self.outcome == Some(false) {
            return false;
        }
        let there = |path: &Path| self.at(path).is_some_and(|found| !found.is_empty());
        let text = |path: &Path| self.at(path)?.first().and_then(|node| plain(node));
        match relation {
            RelationKind::AtLeastOne(paths) => !paths.iter().any(there),
            RelationKind::ExactlyOne(paths) => paths.iter().filter(|path| there(path)).count() != 1,
            RelationKind::AllOrNone(paths) => {
                let count = paths.iter().filter(|path| there(path)).count();
                count != 0 && count != paths.len()
            }
            RelationKind::Needs(paths) => {
                let mut paths = paths.iter();
                paths.next().is_some_and(there) && !paths.all(there)
            }
            RelationKind::OneGroup(groups) => !groups.iter().any(|group| group.iter().all(there)),
            RelationKind::Same(path, others) => {
                let joined: Option<String> = others.iter().map(text).collect();
                matches!((text(path), joined), (Some(value), Some(joined)) if value != joined)
            }
            RelationKind::Order(first, second) => compare(text(first), text(second)) == Some(Ordering::Greater),
            RelationKind::Below(first, second) => {
                matches!(compare(text(first), text(second)), Some(Ordering::Greater | Ordering::Equal))
            }
            RelationKind::Within(from, to, span) => {
                let (from, to) = (text(from), text(to));
                from.zip(to).and_then(|(from, to)| moments::within(&from, &to, *span)) == Some(false)
            }
            RelationKind::Length(path, bounds, when) => {
                let len = text(path).map(|text| u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
                len.is_some_and(|len| !bounds.holds(len)) && self.holds(when) == Some(true)
            }
            RelationKind::SameAsHeader(..) | RelationKind::Prose(_) => false,
        }
    }

    /// Everything at a path that is not null; none if it lies in what nobody knows.
    fn at(&self, path: &Path) -> Option<Vec<&'a Node>> {
        let members = match path.from {
            From::Here => self.above.last()?,
            From::Up(levels) => self.above.get(self.above.len().checked_sub(levels as usize + 1)?)?,
            From::Root => self.above.first()?,
            From::Request => match &self.judge.request?.value {
                Value::Object(members) => members.as_slice(),
                _ => return None,
            },
        };
        let mut found = Vec::new();
        below(members, &path.steps, &mut found);
        Some(found)
    }
}

fn below<'m>(members: &'m [Member], steps: &[Step], found: &mut Vec<&'m Node>) {
    let Some((step, rest)) = steps.split_first() else { return };
    let Some(member) = members.iter().rev().find(|member| member.name == step.name) else { return };
    let nodes: Vec<&Node> = match (&member.node.value, step.each) {
        (Value::Array(elements), true) => elements.iter().collect(),
        (Value::Object(members), true) => members.iter().map(|member| &member.node).collect(),
        (_, true) => Vec::new(),
        (_, false) => vec![&member.node],
    };
    for node in nodes.into_iter().filter(|node| node.value != Value::Null) {
        match (&node.value, rest) {
            (_, []) => found.push(node),
            (Value::Object(members), rest) => below(members, rest, found),
            _ => {}
        }
    }
}

/// A single value as text.
fn plain(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn compare(first: Option<String>, second: Option<String>) -> Option<Ordering> {
    let (first, second) = (first?, second?);
    match (moments::minutes(&first), moments::minutes(&second)) {
        (Some(first), Some(second)) => first.partial_cmp(&second),
        (None, None) => moments::compare_decimals(&first, &second),
        _ => None,
    }
}
