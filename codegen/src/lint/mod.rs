//! Rules over documents and model, one file per family. Every rule has an ID, a reason, and an example of wrong and right.

mod certification;
pub mod codes;
pub mod contradictions;
pub mod defaults;
pub mod effects;
pub mod environments;
pub mod errata;
pub mod external_ids;
pub mod fits;
pub mod header_profiles;
pub mod headers;
pub mod inquiries;
pub mod limits;
pub mod naming;
mod objects;
pub mod paths;
pub mod proposals;
mod redirects;
pub mod registry;
pub mod relations;
pub mod reserved;
pub mod secrets;
mod seeking;
mod serving;
pub mod sources;
pub mod standard;
mod tellings;
pub mod waivers;
pub mod words;

use crate::finding::Findings;
use crate::ir::Catalogue;
use crate::load::Documents;
use crate::subject;

/// Every rule over a resolved spec. What loading and resolving found is already in `findings`.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    standard::lint(catalogue, findings);
    naming::lint(catalogue, findings);
    reserved::lint(catalogue, findings);
    codes::lint(catalogue, findings);
    paths::lint(catalogue, findings);
    effects::lint(catalogue, findings);
    inquiries::lint(catalogue, findings);
    redirects::lint(catalogue, findings);
    serving::lint(documents, catalogue, findings);
    certification::lint(documents, catalogue, findings);
    environments::lint(catalogue, findings);
    relations::lint(catalogue, findings);
    sources::lint(documents, findings);
    defaults::lint(documents, findings);
    secrets::lint(documents, catalogue, findings);
    contradictions::lint(catalogue, &documents.files, findings);
    errata::lint(catalogue, &documents.files, findings);
    headers::lint(catalogue, findings);
    header_profiles::lint(documents, catalogue, findings);
    external_ids::lint(catalogue, findings);
    limits::lint(catalogue, findings);
    words::glossary(catalogue, findings);
    words::sensitive(catalogue, findings);
    words::unused_types(catalogue, &documents.files, findings);
    words::endless_types(catalogue, findings);
    words::privacy(catalogue, &documents.files, findings);
    subject::fill(documents, findings.iter_mut());
    waivers::apply(documents, findings);
}
