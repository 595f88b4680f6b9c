//! Errata against the samples: every erratum still has its contradiction, and what acts makes its sample pass.

use crate::finding::Findings;
use crate::ir::service::{Erratum, Page, Service};
use crate::ir::{Catalogue, Placed, Provider, Target};
use crate::load::provider_of;
use crate::rule_id;
use crate::source::{FileId, Files, Loc};
use crate::spec::erratum::ErratumKind;

use super::contradictions::{Found, contradictions, left};

/// Whether lint can see contradictions of this kind at all.
fn visible(erratum: &Erratum) -> bool {
    match erratum.kind.value {
        ErratumKind::Document => false,
        // A header is seen where a header set has samples; a service's own are seen in its samples.
        ErratumKind::Header => false,
        // What corrects the service's line is compared with the line, below.
        ErratumKind::Method | ErratumKind::Path => !erratum.acts(),
        _ => true,
    }
}

/// Errata without a contradiction, errata that change nothing for their samples.
pub fn lint(catalogue: &Catalogue, files: &Files, findings: &mut Findings) {
    // What a sample that could not be read contradicts, nobody knows: its errata are left alone until it is mended.
    let unread: Vec<_> = findings.iter().filter(|f| f.rule == rule_id::SAMPLE_NOT_JSON).map(|f| f.loc.file).collect();
    let mut in_types = Vec::new();
    for (provider, page, service) in catalogue.services() {
        let found = contradictions(catalogue, provider, service, files);
        for erratum in service.errata.iter().filter(|erratum| !erratum.inherited) {
            let idle_correction = match erratum.kind.value {
                ErratumKind::Method => erratum.acts() && !service.method.differs(),
                ErratumKind::Path => erratum.acts() && !service.path.differs(),
                _ => false,
            };
            if idle_correction {
                unmatched(erratum, &[], findings);
            } else if visible(erratum) && !unread.contains(&erratum.loc().file) {
                unmatched(erratum, &found, findings);
            }
        }
        in_types.extend(found.into_iter().filter(|found| matches!(found.target, Target::Type(..))));
        let own = service.errata.iter().chain(provider.errata_beside(page));
        let acting: Vec<_> = own.filter(|e| e.acts() && !e.inherited).collect();
        ineffective(catalogue, service, &acting, files, findings);
    }
    // What a named type gets wrong may show in the sample of any service that uses it.
    for provider in &catalogue.providers {
        for page in &provider.pages {
            if is_overcast(provider, page, files, findings) {
                continue;
            }
            for erratum in page.errata.iter().filter(|erratum| visible(erratum)) {
                if !unread.contains(&erratum.loc().file) {
                    unmatched(erratum, &in_types, findings);
                }
            }
        }
    }
}

/// Whether what the pages of a provider share cannot be judged: one of them is wrong, so that nobody knows what it uses.
pub(super) fn is_overcast(provider: &Provider, page: &Page, files: &Files, findings: &Findings) -> bool {
    let elsewhere = |at: FileId| at != page.file() && provider_of(files.name(at)) == Some(&provider.name);
    page.is_shared() && findings.iter().any(|finding| elsewhere(finding.loc.file))
}

/// Each place that an erratum speaks of still has its contradiction.
fn unmatched(erratum: &Erratum, found: &[Found], findings: &mut Findings) {
    let matched = |at: &Target| found.iter().any(|found| found.concerns_at(erratum, at));
    let left: Vec<_> = erratum.at.iter().filter(|at| !matched(at)).collect();
    if !left.is_empty() {
        stale(erratum, &left, &format!("no {} contradiction", erratum.kind.as_str()), findings);
    }
}

/// What acts and leaves its sample as wrong as it was.
fn ineffective(catalogue: &Catalogue, service: &Service, acting: &[&Erratum], files: &Files, findings: &mut Findings) {
    if acting.is_empty() {
        return;
    }
    let received = left(catalogue, service, true, files);
    let sent = left(catalogue, service, false, files);
    for erratum in acting {
        // What changes nothing has been told so: that its sample does not pass either is no news.
        let places = erratum.at.iter().filter(|at| !erratum.in_vain.contains(at));
        let still = places.filter_map(|at| {
            let of = |found: &&Found| found.concerns_at(erratum, at);
            let read = received.iter().find(of).map(|found| (at, found, "when it is read"));
            read.or_else(|| sent.iter().filter(|_| erratum.replaces).find(of).map(|f| (at, f, "when it is sent")))
        });
        for (at, found, when) in still {
            findings.add(
                rule_id::ERRATA_INEFFECTIVE,
                place(erratum, at),
                format!(
                    "erratum `{}` acts, but the sample `{}` does not pass {when}: {}: {}",
                    erratum.id, found.sample, found.path, found.what.message
                ),
                "change what the sample needs; or leave `accept` and `correct` out, if the table is to stand",
            );
        }
    }
}

/// Where a finding about one place of an erratum belongs: with one place the erratum is to be mended, with several the place.
pub(super) fn place(erratum: &Erratum, at: &Placed<Target>) -> Loc {
    if erratum.at.len() == 1 { erratum.loc() } else { at.loc() }
}

/// No contradiction is left: of all that the erratum is about, or of some of its places.
pub(super) fn stale(erratum: &Erratum, at: &[&Placed<Target>], what: &str, findings: &mut Findings) {
    let mut say = |loc: Loc, places: &str, fix: &str| {
        let message = format!("erratum `{}` matches nothing any more: {what} at {places}", erratum.id);
        findings.add(rule_id::ERRATA_STALE, loc, message, fix);
    };
    if at.len() == erratum.at.len() {
        let fix = "delete it; or, if only a reader can see it, make it `kind: document`";
        return say(erratum.loc(), &erratum.places(), fix);
    }
    for at in at {
        say(at.loc(), &format!("`{at}`"), "take this place out of `at`; the others still have theirs");
    }
}
