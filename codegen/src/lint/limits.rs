//! Values that their own row does not allow: defaults and listed values, after errata.

use crate::finding::Findings;
use crate::ir::field::each;
use crate::ir::rule::Demand;
use crate::ir::{Catalogue, Field, Typed};
use crate::rule_id;

/// Every default and every listed value keeps the rules of its row.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for (fields, _) in catalogue.tables() {
        each(fields, &mut |field| own_values(field, findings));
    }
}

fn own_values(field: &Field, findings: &mut Findings) {
    let value = field.value.leaf();
    let list = value.values();
    for (listed, _) in list.iter().flat_map(|list| &list.list).filter(|(listed, _)| !listed.is_empty()) {
        if let Some(problem) = problem(value, listed) {
            unfit(field, "value", listed, &problem, findings);
        }
    }
    let Some(default) = &field.default else { return };
    let unlisted = list.filter(|list| !list.open && !list.list.iter().any(|(listed, _)| listed == default));
    let problem = unlisted.map(|_| "is not in its value list".to_owned()).or_else(|| problem(value, default));
    if let Some(problem) = problem {
        unfit(field, "default", default, &problem, findings);
    }
}

/// Which of the rules that count characters or know their form a text breaks.
fn problem(value: &Typed, text: &str) -> Option<String> {
    let len = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    value.rules.iter().find_map(|rule| match &rule.demand {
        Demand::Length(sides) => {
            let words = sides.sent.words("character");
            (!sides.sent.holds(len)).then(|| format!("has {len} characters, the row says {words}"))
        }
        Demand::Digits(sides) => {
            (len > sides.sent).then(|| format!("has {len} digits, the row says at most {}", sides.sent))
        }
        Demand::Pattern { sent, .. } => {
            let whole = regex_lite::Regex::new(&format!("^(?:{sent})$")).ok()?;
            (!whole.is_match(text)).then(|| "does not match its pattern".to_owned())
        }
        // Lists are looked at as a whole; the others are not about characters of a text that a row prints.
        Demand::Values(_)
        | Demand::Presence(_)
        | Demand::Shapes(_)
        | Demand::Precision(_)
        | Demand::ZeroDecimals
        | Demand::Format(_)
        | Demand::Padding { .. }
        | Demand::MayBeEmpty(_)
        | Demand::Count(_)
        | Demand::Relation(_) => None,
    })
}

fn unfit(field: &Field, what: &str, text: &str, problem: &str, findings: &mut Findings) {
    findings.add(
        rule_id::LIMITS_VALUES,
        field.loc(),
        format!("the {what} `{text}` of `{}` {problem}", field.name),
        "mend the row; a contradiction of the page is recorded as an erratum that corrects one of the two",
    );
}
