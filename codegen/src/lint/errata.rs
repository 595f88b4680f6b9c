//! Errata against the samples: every erratum still has its contradiction, and what acts makes its sample pass.

use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::Catalogue;
use crate::ir::service::{Erratum, Service};
use crate::load::Documents;
use crate::source::{FileId, Loc};
use crate::spec::At;
use crate::spec::erratum::{Change, Erratum as Raw, ErratumKind};

use super::contradictions::{Found, contradictions, left};

/// Whether lint can see contradictions of this kind at all.
fn visible(erratum: &Erratum) -> bool {
    match erratum.kind {
        ErratumKind::Document => false,
        // A header is seen where a header set has samples; a service's own are seen in its samples.
        ErratumKind::Header => false,
        // What corrects the service's line is compared with the line, below.
        ErratumKind::Method | ErratumKind::Path => !erratum.acts,
        _ => true,
    }
}

/// Errata without a contradiction, errata that change nothing for their samples.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    let files = &documents.files;
    // What a sample that could not be read contradicts, nobody knows: its errata are left alone until it is mended.
    let unread: Vec<_> = findings.iter().filter(|f| f.rule == "sample/not-json").map(|f| f.loc.file).collect();
    // What changes nothing has been told so: that its sample does not pass either is no news.
    let idle: Vec<_> = findings.iter().filter(|f| f.rule == "errata/no-effect").map(|f| f.loc).collect();
    let idle: BTreeSet<Loc> = idle.into_iter().filter_map(|key| owner(documents, key)).collect();
    let mut in_types = Vec::new();
    for (provider, page, service) in catalogue.services() {
        let found = contradictions(catalogue, provider, service, files);
        for erratum in service.errata.iter().filter(|erratum| !erratum.inherited) {
            let idle_correction = match erratum.kind {
                ErratumKind::Method => erratum.acts && service.method == service.documented_method,
                ErratumKind::Path => erratum.acts && service.path == service.documented_path,
                _ => false,
            };
            let unmatched = visible(erratum) && !found.iter().any(|found| found.concerns(erratum));
            if idle_correction || unmatched && !unread.contains(&erratum.loc.file) {
                stale(erratum, findings);
            }
        }
        in_types.extend(found.into_iter().filter(|found| found.what.about.starts_with("types.")));
        let acting =
            service.errata.iter().chain(&page.errata).filter(|e| e.acts && !e.inherited && !idle.contains(&e.loc));
        let acting: Vec<_> = acting.filter_map(|erratum| Some((erratum, raw(documents, erratum.loc)?))).collect();
        ineffective(catalogue, service, &acting, documents, findings);
    }
    // What a named type gets wrong may show in the sample of any service that uses it.
    for erratum in catalogue.providers.iter().flat_map(|provider| &provider.pages).flat_map(|page| &page.errata) {
        if visible(erratum)
            && !unread.contains(&erratum.loc.file)
            && !in_types.iter().any(|found| found.concerns(erratum))
        {
            stale(erratum, findings);
        }
    }
}

/// Every erratum of a file.
fn written(documents: &Documents, file: FileId) -> impl Iterator<Item = &At<Raw>> {
    let pages = documents.services.iter().filter(move |document| document.file == file);
    pages.flat_map(|page| page.body.services.iter().flat_map(|(_, service)| &service.errata).chain(&page.body.errata))
}

/// An erratum as it stands in its page.
fn raw(documents: &Documents, loc: Loc) -> Option<&Raw> {
    written(documents, loc.file).find(|erratum| erratum.loc == loc).map(|erratum| &erratum.value)
}

/// The erratum that a key belongs to: the last that begins before it.
fn owner(documents: &Documents, key: Loc) -> Option<Loc> {
    written(documents, key.file).map(|erratum| erratum.loc).filter(|loc| *loc <= key).max()
}

/// What acts and leaves its sample as wrong as it was.
fn ineffective(
    catalogue: &Catalogue,
    service: &Service,
    acting: &[(&Erratum, &Raw)],
    documents: &Documents,
    findings: &mut Findings,
) {
    if acting.is_empty() {
        return;
    }
    let received = left(catalogue, service, true, &documents.files);
    let sent = left(catalogue, service, false, &documents.files);
    for (erratum, raw) in acting {
        let of = |found: &&Found| found.concerns(erratum);
        let corrects = raw.correct.as_ref().is_some_and(|change| replaces(change, erratum.kind));
        let still = received.iter().find(of).map(|found| (found, "when it is read"));
        let still = still.or_else(|| sent.iter().filter(|_| corrects).find(of).map(|found| (found, "when it is sent")));
        let Some((found, when)) = still else { continue };
        findings.add(
            "errata/ineffective",
            erratum.loc,
            format!(
                "erratum `{}` acts, but the sample `{}` does not pass {when}: {}: {}",
                erratum.id, found.sample, found.what.path, found.what.message
            ),
            "change what the sample needs; or leave `accept` and `correct` out, if the table is to stand",
        );
    }
}

/// Whether a correction replaces what the table says about this, for what is sent as well.
fn replaces(change: &Change, kind: ErratumKind) -> bool {
    match kind {
        ErratumKind::Length => change.max.is_some() || change.exact.is_some(),
        ErratumKind::Precision => change.precision.is_some(),
        ErratumKind::Values => change.values.is_some(),
        ErratumKind::Format => change.format.is_some(),
        ErratumKind::Type => change.shape.is_some(),
        ErratumKind::Missing => change.presence.is_some(),
        ErratumKind::Empty
        | ErratumKind::Unknown
        | ErratumKind::Name
        | ErratumKind::Condition
        | ErratumKind::Json
        | ErratumKind::Code
        | ErratumKind::Method
        | ErratumKind::Path
        | ErratumKind::Header
        | ErratumKind::Document => false,
    }
}

fn stale(erratum: &Erratum, findings: &mut Findings) {
    findings.add(
        "errata/stale",
        erratum.loc,
        format!(
            "erratum `{}` matches nothing any more: no {} contradiction at `{}`",
            erratum.id,
            erratum.kind.as_str(),
            erratum.at
        ),
        "delete it; or, if only a reader can see it, make it `kind: document`",
    );
}
