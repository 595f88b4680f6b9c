//! Conditions and relations, and whether what they speak of exists.

use crate::finding::Findings;
use crate::ir::condition::Condition;
use crate::ir::field::{Field, Type, relations};
use crate::ir::path::{From, Path};
use crate::ir::relation::{Relation, RelationKind, Span};
use crate::ir::rule::{Bounds, Demand, Rule};
use crate::rule_id;
use crate::source::Loc;
use crate::spec::At;
use crate::spec::condition as raw;
use crate::suggest::nearest;

/// A condition as the model has it.
pub(super) fn condition(condition: &raw::Condition) -> Condition {
    match condition {
        raw::Condition::Success => Condition::Success,
        raw::Condition::Failure => Condition::Failure,
        raw::Condition::Unstated => Condition::Unstated,
        raw::Condition::Present(name) => Condition::Present(Path::read(name)),
        raw::Condition::Absent(name) => Condition::Not(Box::new(Condition::Present(Path::read(name)))),
        raw::Condition::Equals(pairs) => {
            let mut all: Vec<_> =
                pairs.iter().map(|(name, values)| Condition::OneOf(Path::read(name), values.0.clone())).collect();
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

/// Rules between members as the model has them.
pub(super) fn rules(rules: &[At<raw::Rule>]) -> Vec<Rule> {
    let path = |name: &At<String>| Path::read(name);
    let paths = |list: &[At<String>]| list.iter().map(path).collect::<Vec<_>>();
    let kind = |rule: &raw::Rule| match rule {
        raw::Rule::AtLeastOne(list) => RelationKind::AtLeastOne(paths(list)),
        raw::Rule::ExactlyOne(list) => RelationKind::ExactlyOne(paths(list)),
        raw::Rule::AllOrNone(list) => RelationKind::AllOrNone(paths(list)),
        raw::Rule::Needs(list) => RelationKind::Needs(paths(list)),
        raw::Rule::OneGroup(groups) => RelationKind::OneGroup(groups.iter().map(|group| paths(group)).collect()),
        raw::Rule::Same(name, others) => RelationKind::Same(path(name), paths(others)),
        raw::Rule::SameAsHeader(same) => RelationKind::SameAsHeader(
            path(&same.field),
            same.header.value.clone(),
            same.when.as_ref().map(|w| w.value.clone()),
        ),
        raw::Rule::Order(first, second) => RelationKind::Order(path(first), path(second)),
        raw::Rule::Below(first, second) => RelationKind::Below(path(first), path(second)),
        raw::Rule::Within(within) => {
            let span = match within.at_most.value {
                raw::Span::Days(days) => Span::Days(days),
                raw::Span::Months(months) => Span::Months(months),
            };
            RelationKind::Within(path(&within.from), path(&within.to), span)
        }
        raw::Rule::Length(length) => RelationKind::Length(
            path(&length.field),
            Bounds { min: length.min.as_ref().map(|min| min.value), max: length.max.as_ref().map(|max| max.value) },
            condition(&length.when),
        ),
        raw::Rule::Prose(text) => RelationKind::Prose(text.value.clone()),
    };
    let relation = |rule: &At<raw::Rule>| Relation { kind: kind(&rule.value), loose: false, place: rule.loc.into() };
    rules.iter().map(|rule| Rule { demand: Demand::Relation(relation(rule)), place: rule.loc.into() }).collect()
}

/// A table under way: the objects that lead to it, the root first, and the request that it answers.
pub(super) struct Tables<'a> {
    above: Vec<&'a [Field]>,
    request: Option<&'a [Field]>,
}

impl<'a> Tables<'a> {
    /// The tables of a message, or of a named type: what lies above that nobody knows.
    pub(super) fn of(request: Option<&'a [Field]>) -> Self {
        Self { above: Vec::new(), request }
    }

    /// Checks that every member a condition or relation speaks of is there, at every depth, and can have the values that
    /// are asked for.
    pub(super) fn check(&mut self, fields: &'a [Field], own: &[Rule], findings: &mut Findings) {
        self.above.push(fields);
        for relation in relations(own) {
            for path in relation.kind.members() {
                self.exists("rule", path, &[], relation.place.0, findings);
            }
            if let RelationKind::Length(_, _, when) = &relation.kind {
                self.condition(when, relation.place.0, findings);
            }
        }
        for field in fields {
            if let Some(when) = &field.presence().when {
                self.condition(when, field.loc(), findings);
            }
            let inner = field.value.leaf();
            if let Type::Object(Some(members)) = &inner.ty {
                self.check(members, &inner.rules, findings);
            }
        }
        self.above.pop();
    }

    fn condition(&self, condition: &Condition, loc: Loc, findings: &mut Findings) {
        for (path, values) in condition.paths() {
            self.exists("condition", path, values, loc, findings);
        }
    }

    fn exists(&self, who: &str, path: &Path, values: &[String], loc: Loc, findings: &mut Findings) {
        let (start, place) = match path.from {
            From::Here => (self.above.last().copied(), "beside it"),
            From::Up(levels) => {
                let above = self.above.len().checked_sub(levels as usize + 1).and_then(|at| self.above.get(at));
                (above.copied(), "that far above it")
            }
            From::Root => (self.above.first().copied(), "of the message"),
            From::Request => (self.request, "of the request"),
        };
        check_path(who, path, values, (start, place), loc, findings);
    }
}

/// Checks the members that a condition speaks of which stands at no row: those of a request.
pub(super) fn condition_exists(condition: &Condition, fields: &[Field], loc: Loc, findings: &mut Findings) {
    for (path, values) in condition.paths() {
        check_path("condition", path, values, (Some(fields), "of the request"), loc, findings);
    }
}

fn check_path(
    who: &str,
    path: &Path,
    values: &[String],
    (start, place): (Option<&[Field]>, &str),
    loc: Loc,
    findings: &mut Findings,
) {
    let known = start.unwrap_or_default();
    let missing = |findings: &mut Findings| {
        let wanted = path.to_string();
        let last = path.steps.last().map_or("", |step| step.name.as_str());
        let hint = nearest(last, known.iter().map(|f| f.name.as_str())).map_or_else(
            || {
                "name a member that stands beside it, `/a.b` from the root, `../a` above, or `request:a` of the request"
                    .to_owned()
            },
            |near| format!("write `{near}`?"),
        );
        findings.add(
            rule_id::REFERENCE_CONDITION,
            loc,
            format!("the {who} speaks of `{wanted}`, which is no member {place}"),
            hint,
        );
    };
    let Some(mut fields) = start else { return missing(findings) };
    for (index, step) in path.steps.iter().enumerate() {
        let Some(field) = part(fields, &step.name) else { return missing(findings) };
        let last = index + 1 == path.steps.len();
        let element = match &field.value.ty {
            Type::Array(item) | Type::Map(item) => Some(item.as_ref()),
            _ => None,
        };
        let value = match (step.each, element) {
            (true, Some(item)) => item,
            (true, None) => {
                findings.add(
                    rule_id::REFERENCE_CONDITION,
                    loc,
                    format!("the {who} speaks of any element of `{}`, which is no list", step.name),
                    format!("write `{}` without `[]`", step.name),
                );
                return;
            }
            (false, Some(_)) if !last || !values.is_empty() => {
                findings.add(
                    rule_id::REFERENCE_CONDITION,
                    loc,
                    format!("the {who} speaks of `{path}`, but `{}` holds many, each with its own", step.name),
                    format!("write `{}[]` for any of them, or move it to the rows of the list", step.name),
                );
                return;
            }
            (false, _) => &field.value,
        };
        if last {
            if let Some(list) = value.values().filter(|list| !list.open) {
                let strange = values.iter().find(|value| {
                    !list.list.iter().any(|(known, _)| known == *value) && !list.accepted.contains(value)
                });
                if let Some(strange) = strange {
                    findings.add(
                        rule_id::REFERENCE_CONDITION,
                        loc,
                        format!("the {who} asks whether `{path}` is `{strange}`, which is not in its value list"),
                        "write a value of the list, or add it there",
                    );
                }
            }
            return;
        }
        fields = match &value.ty {
            Type::Object(Some(fields)) => fields,
            Type::Amount(amount) => {
                let half = [&amount.value, &amount.currency]
                    .into_iter()
                    .find(|half| half.goes_by(&path.steps[index + 1].name));
                if half.is_none() || index + 2 != path.steps.len() {
                    missing(findings);
                }
                return;
            }
            // What an open object or a type that is declared elsewhere holds, the table does not say.
            Type::Object(None) | Type::Any | Type::Named(_) => return,
            Type::Text(_)
            | Type::Decimal
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Array(_)
            | Type::Map(_) => {
                return missing(findings);
            }
        };
    }
}

fn part<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.goes_by(name))
}
