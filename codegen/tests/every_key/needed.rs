//! Which pages a change can be seen in: its own, and those that this one speaks of.

use snap_codegen::load::Documents;
use snap_codegen::spec::service::Service;
use snap_codegen::spec::status::Status;

use crate::Place;

const STANDARD: &str = "aspi";

/// Whether each page is needed to try changes at some places. The others are left out: a run over the whole spec for a change
/// in one service is what makes this test slow.
pub fn pages(spec: &Documents, touched: &[Place]) -> Vec<bool> {
    let mut kept: Vec<bool> = (0..spec.services.len()).map(|at| touched.contains(&Place::Page(at))).collect();
    for place in touched {
        // Those that use what is shared: else it would be unused, which lint reports.
        if let Place::Shared(shared) = place {
            let provider = &spec.types[*shared].provider;
            for (kept, page) in kept.iter_mut().zip(&spec.services) {
                *kept |= page.provider == *provider;
            }
        }
    }
    loop {
        let wanted: Vec<(String, String)> = spec
            .services
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .flat_map(|(page, _)| page.body.services.iter().map(move |(_, service)| (page, service)))
            .flat_map(|(page, service)| speaks_of(&page.provider, &service.value))
            .collect();
        let before = kept.iter().filter(|kept| **kept).count();
        for (kept, page) in kept.iter_mut().zip(&spec.services) {
            let has = |name: &str| wanted.iter().any(|(whose, wanted)| *whose == page.provider && wanted == name);
            *kept |= page.body.services.iter().any(|(name, _)| has(&name.value));
        }
        if kept.iter().filter(|kept| **kept).count() == before {
            return kept;
        }
    }
}

/// Leaves the other pages out.
pub fn keep(spec: &mut Documents, kept: &[bool]) {
    let mut at = 0;
    spec.services.retain(|_| {
        at += 1;
        kept[at - 1]
    });
}

/// Provider and name of the services that one names.
fn speaks_of(provider: &str, service: &Service) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let own = |name: &str| (provider.to_owned(), name.to_owned());
    named.extend(service.standard.iter().map(|name| (STANDARD.to_owned(), name.value.clone())));
    named.extend(service.status.iter().map(|status| own(&Status::service(status).value)));
    named.extend(service.shape_of.iter().map(|name| own(&name.value)));
    named
}
