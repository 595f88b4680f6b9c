//! How the dialect of a provider differs from the national standard, as the model has both: names, presence, types and
//! lengths of members; method, path and code of services; signature, headers and response codes of the provider.

mod members;
mod provider;

use std::collections::BTreeMap;

pub use provider::shared;

use crate::ir::{Catalogue, Provider, STANDARD, Service};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// What differs.
    pub kind: Kind,
    /// Where: `request.amount`, `path`, `headers.CHANNEL-ID`, `signature.transaction`, `codes.404/18`.
    pub at: String,
    /// As the standard has it; empty if it has nothing there.
    pub standard: String,
    /// As the dialect has it; empty if it has nothing there.
    pub dialect: String,
}

/// What can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The standard's member does not exist here.
    Missing,
    /// A member that the standard does not have.
    Added,
    /// The same member under another name.
    Name,
    /// Mandatory, optional or conditional.
    Presence,
    /// The kind of value.
    Type,
    /// Lengths, digits, number of elements.
    Length,
    /// The value list, the format or the pattern.
    Values,
    /// Where a member travels, the HTTP method, the path.
    Path,
    /// The service code, or a response code.
    Code,
    /// How requests are signed.
    Signature,
    /// A header.
    Header,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Presence,
        Self::Length,
        Self::Type,
        Self::Values,
        Self::Name,
        Self::Added,
        Self::Missing,
        Self::Path,
        Self::Code,
        Self::Header,
        Self::Signature,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Added => "added",
            Self::Name => "name",
            Self::Presence => "presence",
            Self::Type => "type",
            Self::Length => "length",
            Self::Values => "values",
            Self::Path => "path",
            Self::Code => "code",
            Self::Signature => "signature",
            Self::Header => "header",
        }
    }
}

/// The differences of one service from the national one; none if it is no dialect of any.
pub fn of_service(catalogue: &Catalogue, provider: &Provider, service: &Service) -> Option<Vec<Deviation>> {
    let standard = catalogue.provider(STANDARD)?;
    let national = standard.service(service.standard.as_deref()?)?;
    let mut found = Vec::new();
    let mut differ = |kind, at: &str, standard: &str, dialect: &str| {
        if standard != dialect {
            let (standard, dialect) = (standard.to_owned(), dialect.to_owned());
            found.push(Deviation { kind, at: at.to_owned(), standard, dialect });
        }
    };
    differ(Kind::Code, "code", &national.code, &service.code);
    differ(Kind::Path, "method", national.method.as_str(), service.method.as_str());
    differ(Kind::Path, "path", &national.full_path(&standard.prefix), &service.full_path(&provider.prefix));
    differ(Kind::Path, "direction", national.direction.as_str(), service.direction.as_str());
    members::compare(catalogue, "request", &national.request.fields, &service.request.fields, &mut found);
    let theirs = national.responses.first();
    for variant in &service.responses {
        let root = variant.name.as_ref().map_or_else(|| "response".to_owned(), |name| format!("responses.{name}"));
        let fields = theirs.map_or(&[][..], |variant| &variant.message.fields);
        members::compare(catalogue, &root, fields, &variant.message.fields, &mut found);
    }
    Some(found)
}

/// How many differences of each kind a provider has, in its services and in what they share.
pub fn counts(catalogue: &Catalogue, provider: &Provider) -> BTreeMap<Kind, usize> {
    let services = provider.pages.iter().flat_map(|page| &page.services);
    let of_services = services.filter_map(|service| of_service(catalogue, provider, service)).flatten();
    let mut counts = BTreeMap::new();
    for deviation in of_services.chain(shared(catalogue, provider)) {
        *counts.entry(deviation.kind).or_default() += 1;
    }
    counts
}
