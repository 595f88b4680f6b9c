//! What the tools have to say about a spec: findings with a place, a reason and a fix.

use crate::rule_id::{RuleId, Severity};
use crate::source::{Files, Loc};
use crate::subject::Subject;

/// Something that is wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// ID of the rule, as the registry has it.
    pub rule: RuleId,
    /// Where.
    pub loc: Loc,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub fix: String,
}

/// Findings as they are collected.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, rule: RuleId, loc: Loc, message: impl Into<String>, fix: impl Into<String>) {
        self.add_about(Subject::default(), rule, loc, message, fix);
    }

    /// Adds a finding about something that does not stand where it is found.
    pub fn add_about(
        &mut self,
        subject: Subject,
        rule: RuleId,
        loc: Loc,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.list.push(Finding { rule, loc, subject, message: message.into(), fix: fix.into() });
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Takes over all of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Keeps those for which the test holds.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.list.retain(keep);
    }

    /// All of them, sorted by place, without repetitions.
    pub fn into_sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| (a.loc, a.rule, &a.message).cmp(&(b.loc, b.rule, &b.message)));
        self.list.dedup();
        self.list
    }

    /// All of them, to add what was not known when they were found.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.list.iter_mut()
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }
}

impl Finding {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// `file:line:column`.
    pub fn position(&self, files: &Files) -> String {
        format!("{}:{}:{}", files.name(self.loc.file), self.loc.line, self.loc.column)
    }
}
