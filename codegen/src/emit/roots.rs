//! What a page declares first: its named types, and the messages of its services with the names that they have a right to.

use crate::emit::docs;
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope};
use crate::ir::redirect::Filled;
use crate::ir::{Field, NamedType, Rule, Service, Source};
use crate::spec::service::Direction;

/// Names of a service's messages.
pub struct Roots {
    /// The request.
    pub request: Name,
    /// Each response.
    pub responses: Vec<Name>,
    /// The enum over the responses, where there are several.
    pub over: Option<Name>,
}

impl Roots {
    /// Claims them.
    pub fn claim(service: &Service, scope: &mut Scope) -> Self {
        let request = scope.camel(&format!("{}_request", service.name));
        let several = service.responses.iter().any(|variant| variant.name.is_some());
        let over = several.then(|| scope.camel(&format!("{}_response", service.name)));
        let name = |variant: Option<&str>| match variant {
            Some(variant) => format!("{}_response_{variant}", service.name),
            None => format!("{}_response", service.name),
        };
        let responses = service.responses.iter().map(|v| scope.camel(&name(v.name.as_deref()))).collect();
        Self { request, responses, over }
    }
}

/// A struct before its members are planned.
pub struct Draft<'a> {
    /// Its name.
    pub name: Name,
    /// What it is, as Markdown.
    pub what: String,
    /// Its members.
    pub fields: &'a [Field],
    /// What holds between them.
    pub rules: &'a [Rule],
    /// It is part of a response.
    pub response: bool,
    /// The name of the service, for the root of a message.
    pub service: Option<&'a str>,
    /// The page, for the root of a message.
    pub source: Option<&'a Source>,
    /// The partner builds it.
    pub built: bool,
    /// What the client gives in the place of the caller.
    pub given: &'a [Filled],
    /// A documented message.
    pub example: Option<&'a str>,
}

impl<'a> Draft<'a> {
    /// Whether the client gives a member where the caller does not.
    pub fn gives(&self, member: &str) -> bool {
        self.given.iter().any(|given| *given.member == member)
    }

    /// A named type.
    pub fn of_type(named: &'a NamedType, name: &Name) -> Self {
        let doc = named.doc.as_ref();
        Self {
            name: name.clone(),
            what: doc.map_or_else(|| format!("The named type {} of the page.", code(&named.name)), |doc| plain(doc)),
            fields: &named.fields,
            rules: &named.rules,
            response: true,
            service: None,
            source: None,
            built: true,
            given: &[],
            example: None,
        }
    }
}

/// The messages of a service as they are declared: the request, then each response.
pub fn drafts<'a>(service: &'a Service, source: &'a Source, roots: &Roots) -> Vec<Draft<'a>> {
    let outbound = service.direction == Direction::Outbound;
    let of = docs::titled(service);
    let request = Draft {
        name: roots.request.clone(),
        what: format!("Request of {of}."),
        fields: &service.request.fields,
        rules: &service.request.rules,
        response: false,
        service: Some(&service.name),
        source: Some(source),
        built: outbound,
        given: service.redirect.as_ref().map_or(&[], |redirect| &redirect.fill),
        example: service.samples.iter().find_map(|sample| sample.request.as_ref()).map(|text| text.text.as_str()),
    };
    let responses = service.responses.iter().zip(&roots.responses).map(|(variant, name)| {
        let shape = variant.name.as_ref().map_or_else(String::new, |name| format!(", shape {}", code(name)));
        let doc = variant.doc.as_ref().map_or_else(String::new, |doc| format!(" {}", plain(doc)));
        Draft {
            name: name.clone(),
            what: format!("Response of {of}{shape}.{doc}"),
            fields: &variant.message.fields,
            rules: &variant.message.rules,
            response: true,
            service: Some(&service.name),
            source: Some(source),
            built: !outbound,
            given: &[],
            example: None,
        }
    });
    std::iter::once(request).chain(responses).collect()
}
