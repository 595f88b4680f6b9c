//! Conditions and rules, and whether what they speak of exists.

use crate::finding::Findings;
use crate::ir::condition::{Condition, Rule, RuleKind};
use crate::ir::field::{Field, Type};
use crate::ir::paths;
use crate::source::Loc;
use crate::spec::At;
use crate::spec::condition as raw;
use crate::suggest::nearest;

/// A condition as the model has it.
pub(super) fn condition(condition: &raw::Condition) -> Condition {
    let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    match condition {
        raw::Condition::Success => Condition::Success,
        raw::Condition::Failure => Condition::Failure,
        raw::Condition::Present(name) => Condition::Present(path(name)),
        raw::Condition::Absent(name) => Condition::Not(Box::new(Condition::Present(path(name)))),
        raw::Condition::Equals(pairs) => {
            let mut all: Vec<_> =
                pairs.iter().map(|(name, values)| Condition::OneOf(path(name), values.0.clone())).collect();
            if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
        }
        raw::Condition::HeaderPresent(name) => Condition::Header(name.value.clone()),
        raw::Condition::HeaderAbsent(name) => Condition::Not(Box::new(Condition::Header(name.value.clone()))),
        raw::Condition::All(parts) => Condition::All(parts.iter().map(self::condition).collect()),
        raw::Condition::Any(parts) => Condition::Any(parts.iter().map(self::condition).collect()),
        raw::Condition::Not(part) => Condition::Not(Box::new(self::condition(part))),
        raw::Condition::Prose(text) => Condition::Prose(text.value.clone()),
    }
}

/// Rules as the model has them.
pub(super) fn rules(rules: &[At<raw::Rule>]) -> Vec<Rule> {
    let names = |list: &[At<String>]| list.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    rules
        .iter()
        .map(|rule| {
            let kind = match &rule.value {
                raw::Rule::AtLeastOne(list) => RuleKind::AtLeastOne(names(list)),
                raw::Rule::ExactlyOne(list) => RuleKind::ExactlyOne(names(list)),
                raw::Rule::AllOrNone(list) => RuleKind::AllOrNone(names(list)),
                raw::Rule::Needs(list) => RuleKind::Needs(names(list)),
                raw::Rule::OneGroup(groups) => RuleKind::OneGroup(groups.iter().map(|g| names(g)).collect()),
                raw::Rule::Same(name, others) => RuleKind::Same(name.value.clone(), names(others)),
                raw::Rule::SameAsHeader(same) => RuleKind::SameAsHeader(
                    same.field.value.clone(),
                    same.header.value.clone(),
                    same.when.as_ref().map(|w| w.value.clone()),
                ),
                raw::Rule::Prose(text) => RuleKind::Prose(text.value.clone()),
            };
            Rule { kind, loc: rule.loc }
        })
        .collect()
}

/// Checks that every member a condition or rule speaks of is there, at every depth.
pub(super) fn check(fields: &[Field], own_rules: &[Rule], findings: &mut Findings) {
    for rule in own_rules {
        for name in rule.kind.members() {
            exists("rule", fields, &[name.to_owned()], rule.loc, findings);
        }
    }
    for field in fields {
        if let Some(when) = &field.when {
            condition_exists(when, fields, field.loc, findings);
        }
        nested(&field.ty, findings);
    }
}

fn nested(ty: &Type, findings: &mut Findings) {
    match ty {
        Type::Object(shape) => {
            if let Some(fields) = &shape.fields {
                check(fields, &shape.rules, findings);
            }
        }
        Type::Array(array) => nested(&array.item, findings),
        Type::Map(item) => nested(item, findings),
        _ => {}
    }
}

/// Checks the members that a condition speaks of.
pub(super) fn condition_exists(condition: &Condition, fields: &[Field], loc: Loc, findings: &mut Findings) {
    match condition {
        Condition::Present(path) | Condition::OneOf(path, _) => exists("condition", fields, path, loc, findings),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                condition_exists(part, fields, loc, findings);
            }
        }
        Condition::Not(part) => condition_exists(part, fields, loc, findings),
        Condition::Success | Condition::Failure | Condition::Header(_) | Condition::Prose(_) => {}
    }
}

fn exists(who: &str, fields: &[Field], path: &[String], loc: Loc, findings: &mut Findings) {
    let segments: Vec<&str> = path.iter().map(String::as_str).collect();
    if paths::find(fields, &segments).is_none() {
        let wanted = path.join(".");
        let hint = nearest(&wanted, fields.iter().map(|f| f.name.as_str()))
            .map_or_else(|| "name a member that stands beside it".to_owned(), |near| format!("write `{near}`?"));
        findings.add(
            "reference/condition",
            loc,
            format!("the {who} speaks of `{wanted}`, which is no member beside it"),
            hint,
        );
    } else if let Some(list) = through_list(fields, &segments) {
        findings.add(
            "reference/condition",
            loc,
            format!("the {who} speaks of `{}`, but `{list}` holds many, each with its own", path.join(".")),
            "move it to the rows of the list, or say it as `prose`",
        );
    }
}

/// The list or map that a path goes through, if it goes through one: no single value stands at its end.
fn through_list<'p>(fields: &[Field], path: &[&'p str]) -> Option<&'p str> {
    (1..path.len()).find_map(|end| {
        let field = paths::find(fields, &path[..end])?;
        matches!(field.ty, Type::Array(_) | Type::Map(_)).then(|| path[end - 1])
    })
}
