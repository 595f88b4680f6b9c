//! A service's file: its messages, its endpoint, and what ties them together.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::Book;
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope, ident};
use crate::emit::plan::{MemberPlan, MessagePlan, ServicePlan};
use crate::emit::rules::{RuleBook, using};
use crate::emit::{conditions, docs, enums, model, national, security, serving};
use crate::ir::field::{Field, Text, Type};
use crate::ir::redirect::Given;
use crate::ir::{HeaderValue, Page, Provider, Redirect, Service};
use crate::spec::field::{Encoding, Location};
use crate::spec::service::Direction;
use crate::text::capital;

/// Names of a service's files, without ending.
pub fn modules<'p>(plan: &'p ServicePlan<'_>) -> impl Iterator<Item = &'p Name> {
    plan.response_module.iter().chain([&plan.module])
}

/// The files of a service.
pub fn files(
    book: &Book<'_>,
    provider: &Provider,
    page: &Page,
    plan: &ServicePlan<'_>,
    rules: &RuleBook,
) -> Vec<(String, TokenStream)> {
    let endpoint = if national::is_token(provider, plan) {
        national::token_endpoint(plan)
    } else {
        endpoint(book, provider, page, plan, &plan.endpoint.ident())
    };
    let answers = answers(plan);
    let variants = variants(plan);
    let (requests, responses): (Vec<_>, Vec<_>) = plan.messages.iter().partition(|message| message.variant.is_none());
    let main = |messages| using(quote! { #endpoint #messages #answers #variants });
    match &plan.response_module {
        Some(response) => {
            let below = messages(book, &responses, rules);
            vec![
                (plan.module.text.clone(), main(messages(book, &requests, rules))),
                (response.text.clone(), using(below)),
            ]
        }
        None => {
            vec![(plan.module.text.clone(), main(messages(book, &plan.messages.iter().collect::<Vec<_>>(), rules)))]
        }
    }
}

/// Structs of some messages, or what takes them over from the national service.
fn messages(book: &Book<'_>, messages: &[&MessagePlan<'_>], rules: &RuleBook) -> TokenStream {
    let mut declared = Vec::new();
    let mut taken_over: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for message in messages {
        match &message.from {
            Some(from) => {
                let names = from.names.iter().map(|(there, here)| (there.as_str(), here.as_str()));
                taken_over.entry(&from.module).or_default().extend(names);
            }
            None => declared.extend(&message.structs),
        }
    }
    let standard = book.standard().map(|(_, names)| names.module.ident());
    let reexports = taken_over.iter().map(|(module, names)| {
        let module = ident(module);
        let names = names.iter().map(|(there, here)| {
            let (there, here) = (ident(there), (there != here).then(|| ident(here)).map(|here| quote!(as #here)));
            quote!(#there #here)
        });
        quote!(pub use crate::providers::#standard::#module::{#(#names),*};)
    });
    let structs = declared.iter().map(|plan| model::structure(book, plan, rules));
    let names: Vec<_> = declared.iter().map(|plan| plan.name.ident()).collect();
    let traits = (!names.is_empty()).then(|| quote!(rt::impl_model_traits!(#(#names),*);));
    quote! { #(#reexports)* #(#structs)* #traits }
}

/// The endpoint's metadata, under a name.
pub fn endpoint(
    book: &Book<'_>,
    provider: &Provider,
    page: &Page,
    plan: &ServicePlan<'_>,
    name: &Ident,
) -> TokenStream {
    let service = plan.service;
    let path = service.full_path(&provider.prefix);
    let about = service.doc.as_ref().map_or_else(String::new, |doc| format!(" {}", plain(&docs::sentence(doc))));
    let call = code(&format!("{} {path}", service.method.as_str()));
    let doc = docs::attribute(&format!("{}.{about}", docs::called(service, &call)));
    let (provider_name, service_name, title) = (&provider.name, &service.name, &service.title);
    let code = (!service.code.is_empty()).then(|| {
        let code = &service.code;
        quote!(.code(#code))
    });
    let signed_path = service.full_signed_path().map(|path| quote!(.signed_path(#path)));
    let method = format_ident!("{}", service.method.as_str().to_lowercase());
    let hosts = hosts(provider, service);
    let redirect = service.redirect.as_ref().map(redirect);
    let version = (!service.version.is_empty()).then(|| {
        let version = &service.version;
        quote!(.version(#version))
    });
    let direction = match service.direction.value {
        Direction::Outbound => None,
        Direction::Inbound => Some(quote!(.direction(rt::Direction::Inbound))),
    };
    let effect = format_ident!("{}", service.effect.as_str().split('-').map(capital).collect::<String>());
    let status = service.status.as_ref().map(|status| quote!(.status(#status)));
    let headers = security::header_set_path(book, service.headers.as_deref());
    let header_values = (!service.header_values.is_empty()).then(|| {
        let values = service.header_values.iter().map(|HeaderValue { name, value }| quote!((#name, #value)));
        quote!(.header_values(&[#(#values),*]))
    });
    let signing = security::profile_path(book, service.signing.as_deref());
    let parameters: Vec<_> = service.request.fields.iter().filter_map(parameter).collect();
    let parameters = (!parameters.is_empty()).then(|| quote!(.parameters(&[#(#parameters),*])));
    let codes = security::codes_path(book, provider);
    let serving = serving::serving(service);
    let source = format!("{}, {}", page.source.title, page.source.url);
    quote! {
        #doc
        pub static #name: rt::Endpoint = rt::Endpoint::new(#provider_name)
            .service(#service_name)
            .title(#title)
            #code
            .#method(#path)
            #signed_path
            #hosts
            #redirect
            #version
            #direction
            .effect(rt::Effect::#effect)
            #status
            .headers(&#headers)
            #header_values
            .signing(&#signing)
            #parameters
            #serving
            .codes(&#codes)
            .source(#source);
    }
}

/// The hosts of its own, each beside the address in whose place it stands.
fn hosts(provider: &Provider, service: &Service) -> Option<TokenStream> {
    let hosts = service.hosts.iter().filter_map(|host| {
        let environment = provider.environments.iter().find(|environment| environment.name == *host.environment)?;
        let (base, own) = (&environment.url, &host.url);
        Some(quote!((#base, #own)))
    });
    let hosts: Vec<_> = hosts.collect();
    (!hosts.is_empty()).then(|| quote!(.hosts(&[#(#hosts),*])))
}

/// What the client gives to an address that a browser opens.
fn redirect(redirect: &Redirect) -> TokenStream {
    let given = redirect.fill.iter().filter_map(|filled| {
        let member = &filled.member;
        let given = match &*filled.given {
            Given::PartnerId => quote!(partner_id(#member)),
            Given::ClientKey => quote!(client_key(#member)),
            Given::ChannelId => quote!(channel_id(#member)),
            Given::ExternalId => quote!(external_id(#member)),
            Given::Time => quote!(time(#member)),
            Given::SignatureOf(signed) => quote!(signature_of(#member, #signed)),
            Given::Text(text) => quote!(text(#member, #text)),
            Given::Unread(_) => return None,
        };
        Some(quote!(rt::Given::#given))
    });
    quote!(.redirect(&[#(#given),*]))
}

/// A member of the request that travels outside of the body.
fn parameter(field: &Field) -> Option<TokenStream> {
    let name = &field.name;
    let at = match field.location {
        Location::Body => return None,
        Location::Path => quote!(path),
        Location::Query => quote!(query),
    };
    let encoded = is_percent_encoded(&field.value.ty).then(|| quote!(.percent_encoded()));
    let json = matches!(field.value.ty, Type::Integer | Type::Number | Type::Boolean).then(|| quote!(.json()));
    Some(quote!(rt::Parameter::#at(#name) #encoded #json))
}

/// Whether the value of a parameter stands in the request as it travels.
const fn is_percent_encoded(ty: &Type) -> bool {
    match ty {
        Type::Text(Text { encoding: Some(encoding), .. }) => match encoding {
            Encoding::UrlJson | Encoding::QueryString | Encoding::UrlBase64 => true,
            Encoding::Json | Encoding::Base64 | Encoding::Encrypted => false,
        },
        Type::Text(Text { encoding: None, .. })
        | Type::Decimal
        | Type::Amount(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(_)
        | Type::Array(_)
        | Type::Map(_)
        | Type::Any
        | Type::Named(_) => false,
    }
}

/// What makes a response an answer.
fn answers(plan: &ServicePlan<'_>) -> TokenStream {
    let roots = plan
        .messages
        .iter()
        .filter(|message| message.from.is_none())
        .filter_map(|message| message.structs.first())
        .filter(|root| root.response);
    roots
        .map(|root| {
            let name = root.name.ident();
            let text = |wire: &str| root.member(wire).and_then(MemberPlan::as_text);
            let code = text("responseCode").map(|code| {
                let message = text("responseMessage").unwrap_or_else(|| quote!(None));
                quote! {
                    fn response_code(&self) -> Option<&str> {
                        #code
                    }
                    fn response_message(&self) -> Option<&str> {
                        #message
                    }
                }
            });
            quote! {
                impl rt::Answer for super::#name {
                    #code
                }
            }
        })
        .collect()
}

/// The enum over response variants, and how the request tells which one to expect.
fn variants(plan: &ServicePlan<'_>) -> TokenStream {
    let Some(over) = &plan.variants else { return TokenStream::new() };
    let Some(request) = plan.messages.first().and_then(|message| message.structs.first()) else {
        return TokenStream::new();
    };
    let (name, request_name) = (over.ident(), request.name.ident());
    let mut scope = Scope::default();
    let shapes: Vec<_> = plan
        .service
        .responses
        .iter()
        .zip(plan.messages.iter().skip(1))
        .filter_map(|(variant, message)| {
            let wire = variant.name.as_deref()?;
            let root = message.structs.first()?.name.ident();
            let holds = variant.when.as_ref().and_then(|when| conditions::when(when));
            Some((wire, scope.camel(wire).ident(), scope.snake(wire), root, holds))
        })
        .collect();
    let variants: Vec<_> = shapes.iter().map(|(_, variant, ..)| variant.to_string()).collect();
    let written = shapes.iter().map(|(_, variant, ..)| variant);
    let arms = shapes.iter().map(|(wire, variant, _, root, _)| {
        let doc = docs::attribute(&format!("The shape {}.", code(wire)));
        quote! {
            #doc
            #variant(super::#root),
        }
    });
    let tests = shapes.iter().filter_map(|(wire, _, snake, _, holds)| {
        let (holds, method) = (holds.as_ref()?, format_ident!("expects_{}", snake.text));
        let doc = docs::attribute(&format!("Whether the provider answers this request in the shape {}.", code(wire)));
        Some(quote! {
            #doc
            #[must_use]
            pub fn #method(&self) -> bool {
                const { #holds }.holds_in(self) == Some(true)
            }
        })
    });
    let told = |(.., holds): &&(_, _, _, _, Option<_>)| holds.is_some();
    let reads = shapes.iter().filter(told).map(|(_, variant, snake, root, _)| {
        let method = format_ident!("expects_{}", snake.text);
        quote! {
            if request.#method() {
                return <super::#root as rt::Model>::from_json(json).map(Self::#variant);
            }
        }
    });
    let (request, tests) = if shapes.iter().any(|shape| told(&shape)) {
        (quote!(request), quote!(impl super::#request_name { #(#tests)* }))
    } else {
        (quote!(_), TokenStream::new())
    };
    // What no condition claims is read as the last shape: nothing received is refused for its shape.
    let Some((_, last, _, last_root, _)) = shapes.last() else { return TokenStream::new() };
    let of = docs::titled(plan.service);
    let doc = docs::attribute(&format!("Response of {of}: its shape depends on the request."));
    let alike = enums::allow_alike(&over.text, variants.iter().map(String::as_str));
    quote! {
        #doc
        #[allow(clippy::large_enum_variant, reason = "one at a time: it is read, and matched")]
        #alike
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#arms)*
        }
        #tests
        impl #name {
            /// Reads the answer to a request in the shape that belongs to it.
            ///
            /// # Errors
            /// When the text is not a JSON object.
            pub fn from_json_for(#request: &super::#request_name, json: &[u8]) -> Result<Self, rt::DecodeError> {
                #(#reads)*
                <super::#last_root as rt::Model>::from_json(json).map(Self::#last)
            }
        }
        #[cfg(feature = "server")]
        impl rt::server::Reads for #name {
            fn reply(&self) -> rt::server::Reply {
                match self {
                    #(Self::#written(answer) => rt::server::Reads::reply(answer),)*
                }
            }
        }
    }
}
