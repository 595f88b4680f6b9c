//! Every rule: its ID, what it checks, why, and an example of wrong and right.
//!
//! A rule's ID is `family/name`. The examples are replacements in a small spec of an invented bank that lints clean
//! (`tests/fixtures/mini`): a test puts each of them in its place and sees that `wrong` makes the rule speak and
//! `right` does not, so no example can grow stale.

mod certification;
mod codes;
mod errata;
mod files;
mod inquiries;
mod limits;
mod naming;
mod presence;
mod providers;
mod redirects;
mod reference;
mod samples;
mod services;
mod serving;
mod structure;
mod words;

use crate::rule_id::RuleId;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `family/name`, as findings and waivers write it.
    pub id: RuleId,
    /// What it checks, in one line.
    pub summary: &'static str,
    /// Why it is a rule.
    pub reason: &'static str,
    /// How it looks.
    pub example: Example,
}

/// Wrong and right, as replacements in the small spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// A file of the small spec, or a provider's folder with a slash at its end.
    pub file: &'static str,
    /// A text that stands in the file once; or the file's own name, if the example is about where it lies.
    pub from: &'static str,
    /// What makes the rule speak, in its place.
    pub wrong: &'static str,
    /// What does not.
    pub right: &'static str,
}

impl Example {
    /// What stands in the small spec is right.
    const fn new(file: &'static str, right: &'static str, wrong: &'static str) -> Self {
        Self { file, from: right, wrong, right }
    }

    /// Whether it is about where a file lies.
    pub fn is_about_place(&self) -> bool {
        self.from == self.file
    }
}

/// The files of the small spec that examples change.
mod file {
    pub(super) const GLOSSARY: &str = "spec/glossary.yaml";
    pub(super) const NATIONAL_NOTICES: &str = "spec/standard/notices.yaml";
    pub(super) const NATIONAL_PROVIDER: &str = "spec/standard/provider.yaml";
    pub(super) const NATIONAL_SECURITY: &str = "spec/standard/security.yaml";
    pub(super) const EXAM: &str = "spec/providers/bank/certification/exam.yaml";
    pub(super) const BANK: &str = "spec/providers/bank/";
    pub(super) const PROVIDER: &str = "spec/providers/bank/provider.yaml";
    pub(super) const CODES: &str = "spec/providers/bank/response-codes.yaml";
    pub(super) const CUSTOMERS: &str = "spec/providers/bank/customers.yaml";
    pub(super) const NOTICES: &str = "spec/providers/bank/notices.yaml";
    pub(super) const CONNECT: &str = "spec/providers/bank/connect.yaml";
    pub(super) const TRANSFERS: &str = "spec/providers/bank/transfers.yaml";
    pub(super) const ACCOUNTS: &str = "spec/providers/bank/virtual-account.yaml";
}

const FAMILIES: [&[Rule]; 16] = [
    files::RULES,
    structure::RULES,
    limits::RULES,
    presence::RULES,
    naming::RULES,
    reference::RULES,
    codes::RULES,
    services::RULES,
    inquiries::RULES,
    redirects::RULES,
    serving::RULES,
    certification::RULES,
    providers::RULES,
    samples::RULES,
    errata::RULES,
    words::RULES,
];

const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].len();
        family += 1;
    }
    count
};

static ALL: [Rule; COUNT] = {
    let mut all = [FAMILIES[0][0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut rule = 0;
        while rule < FAMILIES[family].len() {
            all[at] = FAMILIES[family][rule];
            at += 1;
            rule += 1;
        }
        family += 1;
    }
    all
};

/// Every rule, family by family.
pub static RULES: &[Rule] = &ALL;

/// A rule by its ID.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// A rule for a reader: what it checks, why, wrong and right.
pub fn explain(rule: &Rule) -> String {
    let Example { file, wrong, right, .. } = rule.example;
    let (label, place) =
        if rule.example.is_about_place() { ("file ", String::new()) } else { ("", format!(", in {file}")) };
    format!(
        "{} ({})\n\n{}\n\nWhy: {}\n\nWrong{place}:\n\n{}\nRight:\n\n{}",
        rule.id,
        rule.id.severity().as_str(),
        rule.summary,
        rule.reason,
        excerpt(label, wrong),
        excerpt(label, right),
    )
}

/// Lines with their common indentation replaced by four blanks.
fn excerpt(label: &str, text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let common = filled().map(indent).min().unwrap_or(0);
    filled().map(|line| format!("    {label}{}\n", line.get(common..).unwrap_or(line))).collect()
}
