//! Lists of test cases.

use crate::ir::certification::Certification;
use crate::load::Documents;

/// The lists of a provider, in the order of their files.
pub(super) fn lists(provider: &str, documents: &Documents) -> Vec<Certification> {
    let mine = documents.certifications.iter().filter(|document| document.provider == provider);
    mine.filter_map(|document| {
        Some(Certification {
            file_name: documents.files.name(document.file).to_owned(),
            // Texts, numbers and words: there is nothing in it that JSON cannot say.
            list: serde_json::to_value(&document.body).ok()?,
            place: document.body.role.loc.into(),
        })
    })
    .collect()
}
