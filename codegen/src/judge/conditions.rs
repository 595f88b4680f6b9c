//! Conditions and rules, as far as the message alone can tell.

use super::members::Run;
use crate::ir::condition::{Condition, RuleKind};
use crate::json::{Member, Node, Value};

impl Run<'_> {
    /// Whether a condition holds; none if that cannot be told from the message alone.
    pub(super) fn holds(&self, condition: &Condition, members: &[Member]) -> Option<bool> {
        match condition {
            Condition::Success => self.outcome,
            Condition::Failure => self.outcome.map(|success| !success),
            Condition::Present(path) => Some(descend(members, path).is_some()),
            Condition::OneOf(path, values) => {
                let text = descend(members, path).and_then(Node::as_text);
                Some(text.is_some_and(|text| values.iter().any(|value| value == text)))
            }
            Condition::Header(name) => {
                self.judge.headers.map(|sent| sent.iter().any(|header| header.eq_ignore_ascii_case(name)))
            }
            Condition::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.holds(part, members)).collect();
                if parts.contains(&Some(false)) {
                    Some(false)
                } else {
                    parts.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
                }
            }
            Condition::Any(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.holds(part, members)).collect();
                if parts.contains(&Some(true)) {
                    Some(true)
                } else {
                    parts.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Condition::Not(part) => self.holds(part, members).map(|held| !held),
            Condition::Prose(_) => None,
        }
    }

    pub(super) fn breaks(&self, rule: &RuleKind, members: &[Member]) -> bool {
        if self.outcome == Some(false) {
            return false;
        }
        let there = |name: &String| descend(members, std::slice::from_ref(name)).is_some();
        let text = |name: &String| descend(members, std::slice::from_ref(name)).and_then(Node::as_text);
        match rule {
            RuleKind::AtLeastOne(names) => !names.iter().any(there),
            RuleKind::ExactlyOne(names) => names.iter().filter(|name| there(name)).count() != 1,
            RuleKind::AllOrNone(names) => {
                let count = names.iter().filter(|name| there(name)).count();
                count != 0 && count != names.len()
            }
            RuleKind::Needs(names) => {
                let mut names = names.iter();
                names.next().is_some_and(there) && !names.all(there)
            }
            RuleKind::OneGroup(groups) => !groups.iter().any(|group| group.iter().all(there)),
            RuleKind::Same(name, others) => {
                let joined: Option<String> = others.iter().map(text).collect();
                matches!((text(name), joined), (Some(value), Some(joined)) if value != joined)
            }
            RuleKind::SameAsHeader(..) | RuleKind::Prose(_) => false,
        }
    }
}

/// A member that is there and not null, below some members.
fn descend<'m>(members: &'m [Member], path: &[String]) -> Option<&'m Node> {
    let (first, rest) = path.split_first()?;
    let node = &members.iter().rev().find(|m| m.name == *first)?.node;
    if rest.is_empty() {
        return (node.value != Value::Null).then_some(node);
    }
    match &node.value {
        Value::Object(members) => descend(members, rest),
        _ => None,
    }
}
