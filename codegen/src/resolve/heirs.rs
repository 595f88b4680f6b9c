//! What takes over from another of its kind: header sets and signing profiles.

use crate::finding::Findings;
use crate::rule_id::{self, RuleId};
use crate::spec::{At, Entries};

/// What may take over from another one of its kind.
pub(super) trait Heir {
    /// What it resolves to.
    type Made;
    /// The rule about a name that nobody has.
    const UNKNOWN: RuleId;
    /// What a reader calls it.
    const WHAT: &'static str;

    /// Whom it takes over from.
    fn inherits(&self) -> Option<&At<String>>;
    /// The name of what was made.
    fn name(made: &Self::Made) -> &str;
    /// It, with what it takes over.
    fn make(&self, name: &At<String>, base: Option<&Self::Made>, findings: &mut Findings) -> Self::Made;
}

/// All of one file, in its order. Each takes over from another one of the file or else, so that a dialect may keep the
/// national name, from the standard's.
pub(super) fn heirs<H: Heir>(
    own: Option<&Entries<At<H>>>,
    standard: Option<&[H::Made]>,
    findings: &mut Findings,
) -> Vec<H::Made> {
    let Some(own) = own else { return Vec::new() };
    let entries: Vec<&(At<String>, At<H>)> = own.iter().collect();
    let parents: Vec<Option<usize>> = entries
        .iter()
        .map(|(name, heir)| {
            let wanted = heir.inherits().filter(|wanted| own.has_other(name, wanted))?;
            entries.iter().position(|(other, _)| other.value == wanted.value)
        })
        .collect();
    let mut made: Vec<Option<H::Made>> = entries.iter().map(|_| None).collect();
    for at in ancestors_first(&parents) {
        let (Some((name, heir)), Some(parent)) = (entries.get(at), parents.get(at)) else { continue };
        let base = heir.inherits().and_then(|wanted| {
            let (base, rule, message, fix) = match parent {
                Some(parent) => (
                    made.get(*parent).and_then(Option::as_ref),
                    rule_id::REFERENCE_CIRCLE,
                    format!("the {} `{}` inherits from itself, by way of `{}`", H::WHAT, name.value, wanted.value),
                    "let one of them stand alone, or inherit from the standard's",
                ),
                None => (
                    standard.into_iter().flatten().find(|known| H::name(known) == wanted.value),
                    H::UNKNOWN,
                    format!("there is no {} `{}` to inherit from, here or in the standard", H::WHAT, wanted.value),
                    "inherit from another one of this file, or from one of spec/standard/provider.yaml",
                ),
            };
            if base.is_none() {
                findings.add(rule, wanted.loc, message, fix);
            }
            base
        });
        let new = heir.make(name, base, findings);
        if let Some(place) = made.get_mut(at) {
            *place = Some(new);
        }
    }
    made.into_iter().flatten().collect()
}

/// Every index, each behind its parent; in a circle, the one that closes it comes first.
fn ancestors_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(parents.len());
    for start in 0..parents.len() {
        let mut line = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !order.contains(at) && !line.contains(at)) {
            line.push(at);
            next = parents.get(at).copied().flatten();
        }
        order.extend(line.into_iter().rev());
    }
    order
}
