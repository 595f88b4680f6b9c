//! Places that the model does not keep: those of single keys, looked up where they were written.

use crate::ir::{Provider, Service};
use crate::load::Documents;
use crate::source::Loc;
use crate::spec::At;
use crate::spec::provider::ProviderFile;
use crate::spec::service as raw;

/// What a service's own entry says.
pub(super) fn service<'a>(documents: &'a Documents, service: &Service) -> Option<&'a raw::Service> {
    let document = documents.services.iter().find(|document| document.file == service.loc.file)?;
    document.body.services.iter().find(|(name, _)| name.loc == service.loc).map(|(_, raw)| &raw.value)
}

/// Where a key of a service stands; the service, if it has no such key.
pub(super) fn key<T>(documents: &Documents, of: &Service, key: impl FnOnce(&raw::Service) -> Option<&At<T>>) -> Loc {
    service(documents, of).and_then(key).map_or(of.loc, |value| value.loc)
}

/// Where a service's path stands: its correction if it has one, else its own line.
pub(super) fn path(documents: &Documents, of: &Service) -> Loc {
    key(documents, of, |raw| {
        let corrections = raw.errata.iter().rev().filter_map(|erratum| erratum.correct.as_ref()?.path.as_ref());
        corrections.chain(std::iter::once(&raw.path)).next()
    })
}

/// What a provider's file says.
pub(super) fn provider<'a>(documents: &'a Documents, provider: &Provider) -> Option<&'a ProviderFile> {
    documents.providers.iter().find(|document| document.provider == provider.name).map(|document| &document.body)
}
