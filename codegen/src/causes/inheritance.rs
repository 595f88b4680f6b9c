//! Services that inherit from nothing, or from the wrong service: one wrong line, and every row seems to be wrong.

use crate::finding::{Finding, Findings};
use crate::ir::STANDARD;
use crate::load::Documents;
use crate::rule_id;
use crate::source::{FileId, Loc};
use crate::spec::field::Field;
use crate::spec::service::Service;
use crate::spec::{At, Entries};

/// Rows that cannot be right by themselves: one may be a slip of its own, several have a cause.
const SEVERAL: usize = 2;

/// A wrong line, and the lines of the service that follows from it.
#[derive(Debug)]
pub(super) struct Slip {
    kind: Kind,
    loc: Loc,
    message: String,
    fix: String,
    file: FileId,
    lines: std::ops::Range<u32>,
}

#[derive(Debug)]
enum Kind {
    /// `inherits` is not there.
    Inherits,
    /// `standard` names another service than the one whose rows are changed.
    Standard,
}

impl Slip {
    /// Whether a finding about the service is explained by it.
    pub(super) fn explains(&self, finding: &Finding) -> bool {
        let follows = matches!(
            finding.rule,
            rule_id::STRUCTURE_NO_TYPE
                | rule_id::STRUCTURE_STRAY_REMOVE
                | rule_id::PRESENCE_MISSING
                | rule_id::REFERENCE_INHERITED_ROW
                | rule_id::ERRATA_STALE
                | rule_id::ERRATA_INEFFECTIVE
                | rule_id::ERRATA_NO_EFFECT
                | rule_id::ERRATA_UNKNOWN_PATH
                | rule_id::EFFECTS_DIRECTION
                | rule_id::EFFECTS_WEAKER
        );
        finding.loc.file == self.file
            && self.lines.contains(&finding.loc.line)
            && (follows || finding.rule.family() == "sample")
    }

    pub(super) fn report(self, findings: &mut Findings) {
        match self.kind {
            Kind::Inherits => findings.add(rule_id::REFERENCE_INHERITS, self.loc, self.message, self.fix),
            Kind::Standard => findings.add(rule_id::REFERENCE_STANDARD, self.loc, self.message, self.fix),
        }
    }
}

/// Every service whose rows say only what differs, without the service from which they do.
pub(super) fn slips(documents: &Documents) -> Vec<Slip> {
    let mut slips = Vec::new();
    for document in documents.services.iter().filter(|document| document.provider != STANDARD) {
        let services = &document.body.services.0;
        for (index, (name, service)) in services.iter().enumerate() {
            let end = services.get(index + 1).map_or(u32::MAX, |(next, _)| next.loc.line);
            if let Some((kind, loc, message, fix)) = slip(&name.value, service, documents) {
                slips.push(Slip { kind, loc, message, fix, file: document.file, lines: name.loc.line..end });
            }
        }
    }
    slips
}

fn slip(name: &str, service: &Service, documents: &Documents) -> Option<(Kind, Loc, String, String)> {
    let standard = service.standard.as_ref()?;
    // A name that the standard has not is a finding of its own.
    let national = nationals(documents).find(|(name, _)| name.value == standard.value).map(|(_, service)| service)?;
    let partial = partial_rows(service);
    let known = |row: &&(Message, &str)| has(national, row);
    if service.inherits.is_none() {
        let overriding = partial.iter().filter(known).count();
        return (overriding >= SEVERAL).then(|| {
            let message = format!(
                "{overriding} rows of `{name}` say only what differs from the national `{}`, but it does not inherit its rows",
                standard.value
            );
            let fix = "add `inherits: standard`, or write type and presence of every row";
            (Kind::Inherits, standard.loc, message, fix.to_owned())
        });
    }
    let strange: Vec<_> = partial.iter().filter(|row| !known(row)).collect();
    (strange.len() >= SEVERAL).then(|| {
        let names: Vec<_> = strange.iter().map(|(_, name)| format!("`{name}`")).collect();
        let message = format!(
            "`standard` names `{}`, which has none of the rows that `{name}` changes: {}",
            standard.value,
            names.join(", ")
        );
        let number = |service: &Service| service.code.as_ref().map(|code| code.value.clone());
        let fits = |other: &Service| strange.iter().filter(|row| has(other, row)).count();
        let better = nationals(documents)
            .map(|(name, other)| (fits(other), number(other).is_some() && number(other) == number(service), name));
        let better = better.max_by_key(|(fits, same_code, _)| (*fits, *same_code)).filter(|(fits, ..)| *fits > 0);
        let fix = better.map_or_else(
            || "write type and presence of these rows, or name the service that has them".to_owned(),
            |(_, _, name)| format!("write `{}`?", name.value),
        );
        (Kind::Standard, standard.loc, message, fix)
    })
}

#[derive(Debug, Clone, Copy)]
enum Message {
    Request,
    Response,
}

fn nationals(documents: &Documents) -> impl Iterator<Item = &(At<String>, At<Service>)> {
    documents.services.iter().filter(|document| document.provider == STANDARD).flat_map(|page| &page.body.services)
}

fn rows(service: &Service, message: Message) -> impl Iterator<Item = &(At<String>, At<Field>)> {
    let rows: &Option<At<Entries<At<Field>>>> = match message {
        Message::Request => &service.request,
        Message::Response => &service.response,
    };
    rows.iter().flat_map(|rows| &rows.value)
}

/// Rows that lack what a row of its own needs, or that take one away.
fn partial_rows(service: &Service) -> Vec<(Message, &str)> {
    let of = |message| {
        let partial = rows(service, message).filter(|(_, row)| row.ty.is_none() || row.presence.is_none());
        partial.map(move |(name, _)| (message, name.value.as_str()))
    };
    of(Message::Request).chain(of(Message::Response)).collect()
}

fn has(service: &Service, (message, row): &(Message, &str)) -> bool {
    rows(service, *message).any(|(name, _)| name.value == **row)
}
