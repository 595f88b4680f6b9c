//! Rules over documents and model, one file per family. Every rule has an ID, a reason, and an example of wrong and right.

pub mod codes;
pub mod contradictions;
pub mod effects;
pub mod environments;
pub mod errata;
pub mod header_profiles;
pub mod headers;
pub mod limits;
pub mod naming;
mod objects;
pub mod paths;
mod places;
pub mod proposals;
pub mod registry;
pub mod relations;
pub mod reserved;
pub mod secrets;
pub mod sources;
pub mod waivers;
pub mod words;

use crate::finding::Findings;
use crate::ir::Catalogue;
use crate::load::Documents;

/// Every rule over a resolved spec. What loading and resolving found is already in `findings`.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    naming::lint(documents, catalogue, findings);
    reserved::lint(catalogue, findings);
    codes::lint(documents, catalogue, findings);
    paths::lint(documents, catalogue, findings);
    effects::lint(documents, catalogue, findings);
    environments::lint(documents, catalogue, findings);
    relations::lint(catalogue, findings);
    sources::lint(documents, findings);
    secrets::lint(documents, catalogue, findings);
    contradictions::lint(catalogue, &documents.files, findings);
    errata::lint(documents, catalogue, findings);
    headers::lint(catalogue, findings);
    header_profiles::lint(documents, catalogue, findings);
    limits::lint(catalogue, findings);
    words::glossary(catalogue, findings);
    words::unused_types(catalogue, findings);
    words::endless_types(catalogue, findings);
    words::privacy(catalogue, &documents.files, findings);
    waivers::apply(documents, findings);
}
