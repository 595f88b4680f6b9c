//! Questions about calls: every member of the question is there, is filled once, and may hold what it is filled with.

use crate::finding::Findings;
use crate::ir::inquiry::{Fill, Inquiry, LATEST, Origin};
use crate::ir::rule::Bounds;
use crate::ir::{Catalogue, Field, Members, Placed, Service, Type};
use crate::lint::fits::{Side, Source};
use crate::lint::seeking::{Seeking, Table, answers, external_id_length, header, walk};
use crate::lint::tellings;
use crate::rule_id;
use crate::source::Loc;
use crate::spec::field::Presence;
use crate::spec::service::Direction;

/// Rules over `status:` with `fill:`.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for (provider, _, service) in catalogue.services() {
        let Some(inquiry) = &service.inquiry else { continue };
        // A service that does not exist has a finding of its own.
        let Some(status) = provider.service(&inquiry.service) else { continue };
        let asking = Asking { catalogue, service, status, inquiry };
        asking.fill(findings);
        asking.mandatory(&status.request.fields, &[], findings);
        tellings::lint(&asking, findings);
    }
}

/// A service with the one that tells what became of its calls.
pub(super) struct Asking<'a> {
    pub catalogue: &'a Catalogue,
    pub service: &'a Service,
    pub status: &'a Service,
    pub inquiry: &'a Inquiry,
}

impl<'a> Asking<'a> {
    pub(super) fn asked(&self) -> Table<'a> {
        Table { of: self.status, message: "request", fields: &self.status.request.fields }
    }

    pub(super) fn first(&self) -> Table<'a> {
        Table { of: self.service, message: "request", fields: &self.service.request.fields }
    }

    /// The shapes of a service's response.
    pub(super) fn answers(service: &'a Service) -> Vec<Table<'a>> {
        answers(service)
    }

    /// The fields on the way to a member that is no list's, the member last. What is wrong is reported.
    pub(super) fn single(
        &self,
        tables: &[Table<'a>],
        path: &Members,
        loc: Loc,
        findings: &mut Findings,
    ) -> Option<Vec<&'a Field>> {
        let fix = "name a member outside of lists; what one of many needs stands below `ask`";
        Seeking { catalogue: self.catalogue, rule: rule_id::INQUIRY_MEMBER, fix }.single(tables, path, loc, findings)
    }

    /// What each fill says by itself, and all of them together.
    fn fill(&self, findings: &mut Findings) {
        // With each member whether it is surely filled; none where whoever asks gives it.
        let mut filled: Vec<(Vec<&str>, Option<bool>)> = Vec::new();
        let asked = self.inquiry.ask.iter().map(|ask| (ask, None));
        for (to, fill) in self.inquiry.fill.iter().map(|fill| (&fill.to, Some(fill))).chain(asked) {
            let Some(way) = self.single(&[self.asked()], to, to.loc(), findings) else { continue };
            let names: Vec<_> = way.iter().map(|field| field.name.as_str()).collect();
            // What an answer fills may be asked for besides: there need not be one.
            let clashes = |surely: Option<bool>| fill.is_some() || surely != Some(false);
            if filled.iter().any(|(other, surely)| *other == names && clashes(*surely)) {
                findings.add(
                    rule_id::INQUIRY_TWICE,
                    to.loc(),
                    format!("`{}` is filled already", to.value),
                    "delete one of the two; below `ask` stands what nothing of the first call surely holds",
                );
            }
            filled.push((names, fill.map(|fill| self.is_sure(&fill.from.value))));
            if let (Some(fill), Some(target)) = (fill, way.last()) {
                self.fits(fill, target, findings);
            }
        }
    }

    fn fits(&self, fill: &Fill, target: &Field, findings: &mut Findings) {
        let (ours, theirs) = match self.service.direction.value {
            Direction::Outbound => (Side::Sent, Side::Received),
            Direction::Inbound => (Side::Received, Side::Sent),
        };
        let loc = fill.from.loc();
        let mut troubles = Vec::new();
        match &fill.from.value {
            Origin::Request(path) => {
                let Some(way) = self.single(&[self.first()], path, loc, findings) else { return };
                let source = way.last().and_then(|field| Source::member(&field.value, ours));
                troubles.extend(source.and_then(|source| source.trouble(&target.value)));
            }
            Origin::Response(path) => {
                let tables = Self::answers(self.service);
                if self.single(&tables, path, loc, findings).is_none() {
                    return;
                }
                let ways = tables.iter().filter_map(|table| walk(self.catalogue, table.fields, path));
                let fields: Vec<_> = ways.filter_map(|way| way.last().copied()).collect();
                let sources = fields.iter().filter_map(|field| Source::member(&field.value, theirs));
                troubles.extend(sources.filter_map(|source| source.trouble(&target.value)).take(1));
            }
            Origin::ExternalId => {
                let length = external_id_length(self.catalogue, self.service);
                troubles.extend(Source::text(Bounds::at_most(length)).trouble(&target.value));
            }
            // A timestamp is a date with its zone wherever one is asked for.
            Origin::Time => troubles.extend(
                target
                    .value
                    .length()
                    .and_then(|length| length.sent.max)
                    .filter(|max| *max < 25)
                    .map(|max| format!("has 25 characters, and at most {max} may be sent")),
            ),
            Origin::Code => troubles.extend(Source::constant(&self.service.code).trouble(&target.value)),
            Origin::Message | Origin::Unread(_) => {}
            Origin::Constant(text) => troubles.extend(Source::constant(text).trouble(&target.value)),
        }
        for trouble in troubles {
            findings.add(
                rule_id::INQUIRY_FITS,
                loc,
                format!("`{}` {trouble} in `{}` of `{}`", fill.from.value, fill.to.value, self.status.name),
                "name another source; where one of the two rows is wrong, an erratum says so",
            );
        }
    }

    /// Whether the first call surely holds it.
    fn is_sure(&self, origin: &Origin) -> bool {
        match origin {
            // What cannot be read has a finding already.
            Origin::Code | Origin::Constant(_) | Origin::Time | Origin::Message | Origin::Unread(_) => true,
            Origin::ExternalId => header(self.catalogue, self.service, "X-EXTERNAL-ID")
                .is_some_and(|row| row.presence.value == Presence::M),
            Origin::Request(path) => walk(self.catalogue, &self.service.request.fields, path)
                .is_none_or(|way| way.iter().all(|field| field.presence().letter == Presence::M)),
            Origin::Response(_) => false,
        }
    }

    /// Mandatory members of the question are surely filled, or whoever asks gives them.
    fn mandatory(&self, fields: &[Field], above: &[&Field], findings: &mut Findings) {
        for field in fields {
            let way: Vec<&Field> = above.iter().copied().chain([field]).collect();
            let touched = |path: &Placed<Members>| {
                path.0.len() >= way.len() && way.iter().zip(&path.0).all(|(field, hop)| field.goes_by(&hop.name))
            };
            let fills: Vec<_> = self.inquiry.fill.iter().filter(|fill| touched(&fill.to)).collect();
            let asked = self.inquiry.ask.iter().any(touched);
            let mandatory = field.presence().letter == Presence::M;
            match &field.value.ty {
                Type::Object(Some(members)) if mandatory || asked || !fills.is_empty() => {
                    self.mandatory(members, &way, findings);
                }
                _ if mandatory && !asked && !fills.iter().any(|fill| self.is_sure(&fill.from.value)) => {
                    let name = way.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(".");
                    let (loc, message) = match fills.first() {
                        Some(fill) => (
                            fill.from.loc(),
                            format!(
                                "`{name}` of `{}` is mandatory, and `{}` need not be there",
                                self.status.name, fill.from.value,
                            ),
                        ),
                        None => (
                            self.inquiry.service.loc(),
                            format!("nothing fills `{name}`, which `{}` wants", self.status.name),
                        ),
                    };
                    let fix = format!(
                        "fill it from something that is always there, or name it below `ask: [{name}]`: whoever asks gives it"
                    );
                    findings.add(rule_id::INQUIRY_MANDATORY, loc, message, fix);
                }
                _ => {}
            }
        }
    }

    /// Whether the first call speaks of one before it: a refund, a capture.
    pub(super) fn speaks_of_another(&self) -> bool {
        self.service.request.fields.iter().any(|field| {
            field.name.strip_prefix("original").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        })
    }

    /// Whether an answer has the standard's member for what became of a payment.
    pub(super) fn has_latest(&self) -> bool {
        self.status.responses.iter().any(|shape| shape.message.fields.iter().any(|field| field.goes_by(LATEST)))
    }
}
