//! The resolved model: Catalogue → Provider → Page → Service → Message → Field → Type.
//!
//! No YAML, no tokens, no strings to be parsed again. References are checked, inheritance is applied, errata have
//! done their work. Places stay, because the useful errors are found here.

pub mod certification;
pub mod condition;
pub mod field;
pub mod inquiry;
pub mod message;
pub mod path;
pub mod paths;
pub mod place;
pub mod provider;
pub mod redirect;
pub mod relation;
pub mod rule;
pub mod service;
pub mod serving;
pub mod target;

use std::collections::BTreeMap;

pub use certification::Certification;
pub use condition::Condition;
pub use field::{Amount, Field, Text, TextKind, Type, TypeRef, Typed};
pub use inquiry::Inquiry;
pub use message::{Message, NamedType, Table, Variant};
pub use path::Path;
pub use place::{Corrected, Place, Placed};
pub use provider::{Environment, HeaderRow, HeaderSet, Helper, Provider, ResponseCode, SigningProfile};
pub use redirect::Redirect;
pub use relation::{Relation, RelationKind};
pub use rule::{Demand, Rule};
pub use service::{Erratum, HeaderValue, Host, Page, Sample, Service, Source};
pub use serving::{Serving, Switches};
pub use target::{Members, MessageId, Target};

/// Everything that the spec says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// The providers, the national standard (`aspi`) first, then by name.
    pub providers: Vec<Provider>,
    /// One description per field name; its place is the name's.
    pub glossary: BTreeMap<String, Placed<String>>,
    /// What members of a name are, where that is nobody's business; its place is the name's.
    pub classes: BTreeMap<String, Placed<String>>,
    /// Names of accounts and contacts, whose last characters tell who looks at a log what he wants to know and nobody else much. No
    /// name that a row calls sensitive itself: there it is something else.
    pub maskable: Vec<String>,
}

/// Name of the provider that stands for the national standard.
pub const STANDARD: &str = "aspi";

/// The service of the national standard that gives out the tokens of partners.
pub const TOKEN_SERVICE: &str = "access_token_b2b";

impl Catalogue {
    /// A provider by name.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.name == name)
    }

    /// A named type.
    pub fn named(&self, wanted: &TypeRef) -> Option<&NamedType> {
        // Two pages of one name are a finding of their own: neither hides the types of the other.
        let mut pages = self.provider(&wanted.provider)?.pages.iter().filter(|page| page.slug == wanted.page);
        pages.find_map(|page| page.types.iter().find(|ty| ty.name == wanted.name))
    }

    /// Every service with its page and provider, in order.
    pub fn services(&self) -> impl Iterator<Item = (&Provider, &Page, &Service)> {
        self.providers.iter().flat_map(|provider| {
            provider.pages.iter().flat_map(move |page| page.services.iter().map(move |s| (provider, page, s)))
        })
    }

    /// Every table, with what holds between its members: of messages, and of named types.
    pub fn tables(&self) -> impl Iterator<Item = (&[Field], &[Rule])> {
        self.providers.iter().flat_map(|provider| &provider.pages).flat_map(|page| {
            let messages = page.services.iter().flat_map(Service::messages);
            let messages = messages.map(|(_, message)| (message.fields.as_slice(), message.rules.as_slice()));
            messages.chain(page.types.iter().map(|named| (named.fields.as_slice(), named.rules.as_slice())))
        })
    }
}
