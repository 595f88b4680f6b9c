//! Named types: of a page, and those that the pages of a provider share.

use crate::finding::Findings;
use crate::ir::message::NamedType;
use crate::ir::service::Page;
use crate::ir::{Placed, Provider, TypeRef};
use crate::load::{Document, Documents};
use crate::resolve::fields::{Names, fields};
use crate::resolve::{conditions, errata, placed, source, trimmed};
use crate::rule_id;
use crate::source::Loc;
use crate::spec::service::{self as raw, ServicesFile, TypesFile};
use crate::spec::{At, Entries};

/// Slug of what the pages of a provider share.
const SHARED: &str = "types";

/// The page's name within the provider: as it says, or its file's.
pub(super) fn slug_of(document: &Document<ServicesFile>) -> Placed<String> {
    placed(document.body.module.as_ref())
        .unwrap_or_else(|| Placed::new(document.stem.clone(), Loc::start(document.file)))
}

/// What rows of a page may refer to: its own types, and then those that its provider shares.
pub(super) fn known(document: &Document<ServicesFile>, documents: &Documents) -> Vec<TypeRef> {
    let slug = slug_of(document).value;
    let own = document.body.types.iter().flatten().map(|(name, _)| (slug.as_str(), name));
    let shared = shared_of(&document.provider, documents).flat_map(|shared| &shared.body.types);
    refs(&document.provider, own.chain(shared.map(|(name, _)| (SHARED, name))))
}

/// Types of a page that the provider shares already: two types of one name in reach of a row.
pub(super) fn twice(document: &Document<ServicesFile>, documents: &Documents, findings: &mut Findings) {
    for shared in shared_of(&document.provider, documents) {
        for (name, _) in document.body.types.iter().flatten() {
            if shared.body.types.get(&name.value).is_some() {
                findings.add(
                    rule_id::NAMING_TYPE_TWICE,
                    name.loc,
                    format!("{} has a type `{}` too", documents.files.name(shared.file), name.value),
                    "delete it here if both say the same; else give one of them another name",
                );
            }
        }
    }
}

fn shared_of<'d>(provider: &str, documents: &'d Documents) -> impl Iterator<Item = &'d Document<TypesFile>> {
    documents.types.iter().filter(move |document| document.provider == provider)
}

fn refs<'n>(provider: &str, names: impl Iterator<Item = (&'n str, &'n At<String>)>) -> Vec<TypeRef> {
    let named = |(page, name): (&str, &At<String>)| TypeRef {
        provider: provider.to_owned(),
        page: page.to_owned(),
        name: name.value.clone(),
    };
    names.map(named).collect()
}

/// Named types with their errata applied.
pub(super) fn types(
    types: Option<&Entries<At<raw::NamedType>>>,
    names: Names<'_>,
    errata: &[errata::Read<'_>],
    findings: &mut Findings,
) -> (Vec<NamedType>, Vec<crate::ir::Erratum>) {
    let mut made: Vec<_> =
        types.into_iter().flatten().map(|(name, ty)| named_type(name, ty, &names, findings)).collect();
    let errata = errata::apply_to_types(&mut made, errata, findings);
    (made, errata)
}

fn named_type(name: &At<String>, ty: &At<raw::NamedType>, names: &Names<'_>, findings: &mut Findings) -> NamedType {
    let named = NamedType {
        name: name.value.clone(),
        doc: ty.doc.as_ref().map(trimmed),
        fields: fields(&ty.fields, names, findings),
        rules: conditions::rules(&ty.rules),
        place: name.loc.into(),
    };
    conditions::Tables::of(None).check(&named.fields, &named.rules, findings);
    named
}

/// What the pages of a provider share, as a page without services.
pub(super) fn shared(provider: &Provider, documents: &Documents, findings: &mut Findings) -> Option<Page> {
    let document = shared_of(&provider.name, documents).next()?;
    let body = &document.body;
    let known = refs(&provider.name, body.types.iter().map(|(name, _)| (SHARED, name)));
    let read: Vec<_> = body.errata.iter().map(errata::Read::of).collect();
    let (types, errata) = types(Some(&body.types), Names { types: &known }, &read, findings);
    errata::well_formed(&read, &["types"], findings);
    Some(Page {
        slug: Placed::new(SHARED.to_owned(), Loc::start(document.file)),
        place: Loc::start(document.file).into(),
        file_name: documents.files.name(document.file).to_owned(),
        source: source(&body.source),
        types,
        services: Vec::new(),
        errata,
    })
}
