//! Waivers: a rule set aside in one place, for a reason.

use crate::finding::Findings;
use crate::ir::Target;
use crate::lint::registry;
use crate::load::Documents;
use crate::rule_id;
use crate::source::Loc;
use crate::subject::Subject;
use crate::suggest::nearest;

/// Drops the findings that waivers set aside; reports waivers that set nothing aside.
pub fn apply(documents: &Documents, findings: &mut Findings) {
    let mut problems = Findings::default();
    // A page whose provider could not be read was not linted, so its waivers had nothing to do yet.
    let linted = |provider: &str| documents.providers.iter().any(|document| document.provider == provider);
    for document in documents.services.iter().filter(|document| linted(&document.provider)) {
        let services = &document.body.services.0;
        for (index, (name, service)) in services.iter().enumerate() {
            let end = services.get(index + 1).map_or(u32::MAX, |(next, _)| next.loc.line);
            for waiver in &service.waivers {
                if registry::find(&waiver.rule).is_none() {
                    let hint = nearest(&waiver.rule, registry::RULES.iter().map(|rule| rule.id.as_str())).map_or_else(
                        || "`cargo xtask lint --explain all` lists the rules".to_owned(),
                        |near| format!("write `{near}`?"),
                    );
                    problems.add(
                        rule_id::WAIVER_UNKNOWN_RULE,
                        waiver.rule.loc,
                        format!("there is no rule `{}`", waiver.rule.value),
                        hint,
                    );
                    continue;
                }
                if waiver.reason.trim().is_empty() {
                    problems.add(
                        rule_id::WAIVER_NO_REASON,
                        waiver.reason.loc,
                        "a waiver needs a reason",
                        "say why the rule does not hold here",
                    );
                }
                let before = findings.len();
                let within = |loc: Loc| loc.file == name.loc.file && (name.loc.line..end).contains(&loc.line);
                let at = waiver.at.as_ref().map(|at| Target::read(at));
                let about = |subject: &Subject| {
                    let (Some(at), Some(about)) = (&at, &subject.at) else { return at.is_none() };
                    at.leads_to(about)
                };
                findings.retain(|finding| {
                    !(finding.rule == waiver.rule.as_str() && within(finding.loc) && about(&finding.subject))
                });
                if findings.len() == before {
                    problems.add(
                        rule_id::WAIVER_UNUSED,
                        waiver.loc,
                        format!("this waiver of `{}` sets nothing aside", waiver.rule.value),
                        "delete it",
                    );
                }
            }
        }
    }
    findings.append(problems);
}
