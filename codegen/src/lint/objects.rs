//! Objects of a sample all of whose members the table lacks: one contradiction, not one per member.

use std::collections::BTreeMap;

use crate::json::{Member, Node, Value};
use crate::spec::erratum::ErratumKind;

use super::contradictions::Found;

/// The same contradictions, with those of whole objects put together.
pub(super) fn whole(found: Vec<Found>, node: &Node) -> Vec<Found> {
    // A member is known by the place of its name: its path alone may stand for several elements of an array.
    let unknown: BTreeMap<usize, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, found)| found.what.kind == ErratumKind::Unknown)
        .map(|(index, found)| (found.what.start, index))
        .collect();
    let mut of_object: BTreeMap<usize, &[Member]> = BTreeMap::new();
    objects(node, &mut |members| {
        let all: Option<Vec<usize>> = members.iter().map(|member| unknown.get(&member.start).copied()).collect();
        if let Some(first) = all.filter(|all| all.len() > 1).and_then(|all| all.first().copied()) {
            of_object.insert(first, members);
        }
    });
    let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
    for (first, members) in &of_object {
        parts.extend(members.iter().filter_map(|member| Some((*unknown.get(&member.start)?, *first))));
    }
    let mut out: Vec<Found> = Vec::new();
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, part) in found.into_iter().enumerate() {
        let Some(first) = parts.get(&index) else {
            out.push(part);
            continue;
        };
        if let Some(object) = at.get(first).and_then(|at| out.get_mut(*at)) {
            object.parts.push(part);
        } else if let Some(members) = of_object.get(first) {
            at.insert(*first, out.len());
            out.push(object(part, members));
        }
    }
    out
}

/// The object that a member belongs to, with that member as its first part.
fn object(part: Found, members: &[Member]) -> Found {
    let name = members.first().map_or("", |member| &member.name);
    let above = |path: &str| path.strip_suffix(name).map_or(path, |path| path.trim_end_matches('.')).to_owned();
    let (mut what, mut target) = (part.what.clone(), part.target.clone());
    if let Some(members) = target.members_mut() {
        // A name with points in it was read as several.
        members.0.truncate(members.0.len().saturating_sub(name.split('.').count()));
    }
    let names: Vec<_> = members.iter().map(|member| format!("`{}`", member.name)).collect();
    what.message = format!("the table has none of its {} members: {}", members.len(), names.join(", "));
    Found { what, target, path: above(&part.path), parts: vec![part.clone()], ..part }
}

fn objects<'n>(node: &'n Node, visit: &mut impl FnMut(&'n [Member])) {
    match &node.value {
        Value::Object(members) => {
            visit(members);
            members.iter().for_each(|member| objects(&member.node, visit));
        }
        Value::Array(elements) => elements.iter().for_each(|element| objects(element, visit)),
        _ => {}
    }
}
