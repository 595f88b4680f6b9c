//! Rules between members: each speaks of several, and of each once.

use crate::finding::Findings;
use crate::ir::field::{each, relations};
use crate::ir::path::Path;
use crate::ir::{Catalogue, Relation, RelationKind};
use crate::rule_id;

/// Every rule between members, of messages, objects and named types.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for (fields, rules) in catalogue.tables() {
        relations(rules).for_each(|relation| check(relation, findings));
        each(fields, &mut |field| field.value.leaf().relations().for_each(|relation| check(relation, findings)));
    }
}

fn check(relation: &Relation, findings: &mut Findings) {
    let problem = match &relation.kind {
        RelationKind::AtLeastOne(members)
        | RelationKind::ExactlyOne(members)
        | RelationKind::AllOrNone(members)
        | RelationKind::Needs(members) => several(members),
        RelationKind::OneGroup(groups) => of_groups(groups),
        // One member that equals one other is a rule; none to equal is not.
        RelationKind::Same(whole, parts) if parts.is_empty() => Some(format!("`{whole}` is made of nothing")),
        RelationKind::Same(whole, parts) if parts.contains(whole) => Some(format!("`{whole}` is made of itself")),
        RelationKind::Order(first, second) | RelationKind::Below(first, second) if first == second => {
            Some(format!("`{first}` is compared with itself"))
        }
        RelationKind::Within(first, second, _) if first == second => Some(format!("`{first}` is compared with itself")),
        RelationKind::Same(..)
        | RelationKind::Order(..)
        | RelationKind::Below(..)
        | RelationKind::Within(..)
        | RelationKind::SameAsHeader(..)
        | RelationKind::Length(..)
        | RelationKind::Prose(_) => None,
    };
    if let Some(problem) = problem {
        findings.add(
            rule_id::RELATIONS_MEMBERS,
            relation.place.0,
            problem,
            "name two members or more, each once; what is demanded of one member is `presence` of its row",
        );
    }
}

fn several(members: &[Path]) -> Option<String> {
    let twice = members.iter().enumerate().find(|(index, path)| members.iter().skip(index + 1).any(|p| p == *path));
    match (members, twice) {
        ([], _) => Some("the rule names no members".to_owned()),
        ([only], _) => Some(format!("the rule is about `{only}` alone")),
        (_, Some((_, path))) => Some(format!("the rule names `{path}` twice")),
        _ => None,
    }
}

fn of_groups(groups: &[Vec<Path>]) -> Option<String> {
    if groups.iter().any(Vec::is_empty) {
        return Some("a group without members is always complete".to_owned());
    }
    if groups.len() < 2 {
        return Some("there is only one group to choose from".to_owned());
    }
    if groups.iter().enumerate().any(|(index, group)| groups.iter().skip(index + 1).any(|other| other == group)) {
        return Some("a group stands twice".to_owned());
    }
    groups.iter().find_map(|group| if group.len() > 1 { several(group) } else { None })
}
