//! What whoever runs a list has to tell: what cases name is declared, what is declared is named.

use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::rule_id;
use crate::spec::certification::{Case, CertificationFile};
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// Words in braces that whoever plays the cases knows: of what is sent, and of messages.
const KNOWN: [&str; 5] = ["fresh", "now", "long", "field", "any"];

/// The data of one list.
pub(super) fn lint(list: &CertificationFile, findings: &mut Findings) {
    let declared: Vec<&At<String>> = list.data.iter().flat_map(Entries::iter).map(|(name, _)| name).collect();
    let mut named = BTreeSet::new();
    for text in list.cases.iter().flat_map(|case| texts(case)) {
        for name in names(text) {
            named.insert(name.to_owned());
            if KNOWN.contains(&name) || declared.iter().any(|known| known.value == name) {
                continue;
            }
            let known = declared.iter().map(|known| known.value.as_str()).chain(KNOWN);
            let fix = nearest(name, known)
                .map_or_else(|| format!("say below `data` what `{name}` is"), |near| format!("write `{{{near}}}`?"));
            let message = format!("nobody says what `{{{name}}}` is");
            findings.add(rule_id::CERTIFICATION_DATA, text.loc, message, fix);
        }
    }
    for name in declared.into_iter().filter(|name| !named.contains(&name.value)) {
        let message = format!("no case names `{{{}}}`", name.value);
        findings.add(rule_id::CERTIFICATION_DATA, name.loc, message, "delete it, or name it in a case");
    }
}

/// The texts of a case that may name data.
fn texts(case: &Case) -> Vec<&At<String>> {
    let mut texts: Vec<&At<String>> = Vec::new();
    if let Some(send) = &case.send {
        let maps = send.set.iter().chain(&send.headers).chain(&send.twice);
        texts.extend(maps.flat_map(Entries::iter).map(|(_, value)| value));
        texts.extend(&send.path);
    }
    texts.extend(&case.expect.message);
    let members = case.expect.members.iter().flat_map(Entries::iter);
    texts.extend(members.filter_map(|(_, check)| check.equal.as_ref()));
    texts
}

/// The names in braces: `{unpaid_va}`, or a part of it, `{unpaid_va:..8}`.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let (inside, _) = rest.split_once('}')?;
        Some(inside.split_once(':').map_or(inside, |(name, _)| name))
    })
}
