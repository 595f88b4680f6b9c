//! Documented requests that may not be sent as they are printed: what is in the way, and which erratum decided so.
//!
//! A validator that refuses what the provider itself prints has to say why. The judgement is lint's, over the tables with
//! their errata, as a request is about to be sent.

use crate::ir::{Catalogue, Erratum, MessageId, Provider, Service, Target};
use crate::lint::contradictions::{Found, left};
use crate::source::Files;
use crate::spec::erratum::ErratumKind;
use crate::spec::service::Direction;

/// A place of a documented request that keeps it from being sent.
#[derive(Debug, Clone)]
pub struct Refused<'a> {
    /// Whose service it is.
    pub provider: &'a Provider,
    /// The service that is called with it.
    pub service: &'a Service,
    /// What is in the way.
    pub found: Found,
    /// The erratum that decided that it stays so; none if nobody decided anything.
    pub erratum: Option<&'a Erratum>,
}

impl Refused<'_> {
    /// The member, from the request down.
    pub fn at(&self) -> &str {
        &self.found.path
    }

    /// Why it stays so.
    pub fn reason(&self) -> &str {
        self.erratum.map_or("", |erratum| &erratum.decision)
    }
}

/// Every place of every documented request of a partner that may not be sent. What a provider sends is received, and held to
/// less. Each place once, however many samples show it.
pub fn refused<'a>(catalogue: &'a Catalogue, files: &Files) -> Vec<Refused<'a>> {
    let mut all: Vec<Refused<'a>> = Vec::new();
    for (provider, page, service) in catalogue.services() {
        if *service.direction != Direction::Outbound {
            continue;
        }
        let errata: Vec<_> = service.errata.iter().chain(provider.errata_beside(page)).collect();
        for found in left(catalogue, service, false, files).into_iter().filter(is_in_the_way) {
            // Of a sample that fits the table as printed, one that changed the table.
            let changed = |erratum: &&&Erratum| erratum.acts() && erratum.is_about(&found.target);
            let erratum = errata.iter().find(|erratum| found.concerns(erratum)).or_else(|| errata.iter().find(changed));
            let erratum = erratum.copied();
            let known = |one: &Refused<'_>| {
                std::ptr::eq(one.service, service)
                    && one.found.path == found.path
                    && one.found.what.kind == found.what.kind
            };
            if !all.iter().any(known) {
                all.push(Refused { provider, service, found, erratum });
            }
        }
    }
    all
}

/// Members that no table has are sent, and nobody refuses them.
fn is_in_the_way(found: &Found) -> bool {
    let asked = match &found.target {
        Target::Message(id, _) => *id == MessageId::Request,
        Target::Type(..) => found.path == "request" || found.path.starts_with("request."),
        Target::Header { .. } | Target::Code | Target::Method | Target::Path | Target::Other(..) => false,
    };
    asked && !matches!(found.what.kind, ErratumKind::Unknown | ErratumKind::Name)
}

/// Services with a documented request that may be judged, and how many of them are refused.
pub fn counts(catalogue: &Catalogue, refused: &[Refused<'_>]) -> (usize, usize) {
    let outbound = catalogue.services().filter(|(_, _, service)| *service.direction == Direction::Outbound);
    let documented = outbound.filter(|(_, _, service)| service.own_samples().any(|sample| sample.request.is_some()));
    let mut names: Vec<_> = refused.iter().map(|one| (&one.provider.name, &one.service.name)).collect();
    names.dedup();
    (documented.count(), names.len())
}
