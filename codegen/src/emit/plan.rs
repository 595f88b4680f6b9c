//! What a page becomes: structs and enums with their names claimed, before a token is written.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::lists::{ListKey, Variant};
use crate::emit::names::{Name, ident};
use crate::ir::redirect::Filled;
use crate::ir::{Field, Page, Rule, Service, Source};
use crate::spec::field::Presence;

/// A page with every type that it declares.
#[derive(Debug)]
pub struct PagePlan<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its module.
    pub module: Name,
    /// Structs of the named types.
    pub types: Vec<StructPlan<'a>>,
    /// Enums, shared by the services of the page.
    pub enums: Vec<EnumPlan<'a>>,
    /// Enums that it shares with other pages.
    pub shared: Vec<SharedEnum>,
    /// Services in order.
    pub services: Vec<ServicePlan<'a>>,
}

/// A service with its types.
#[derive(Debug)]
pub struct ServicePlan<'a> {
    /// The service.
    pub service: &'a Service,
    /// Module of its file.
    pub module: Name,
    /// Module of a second file for the responses, where one would grow too long.
    pub response_module: Option<Name>,
    /// Name of its endpoint constant.
    pub endpoint: Name,
    /// Name of the constant that says how it is asked what became of a call.
    pub inquiry: Option<Name>,
    /// Messages: the request, then each response.
    pub messages: Vec<MessagePlan<'a>>,
    /// Name of the enum over the response variants, where it has them.
    pub over: Option<Name>,
    /// That name, where the enum is declared here rather than taken over.
    pub variants: Option<Name>,
}

/// A message with its structs, the root first.
#[derive(Debug)]
pub struct MessagePlan<'a> {
    /// Which response; none for the request.
    pub variant: Option<usize>,
    /// The root and everything below it.
    pub structs: Vec<StructPlan<'a>>,
    /// Enums that its members use, by name.
    pub enums: Vec<String>,
    /// It is the national service's: its types are not declared here.
    pub from: Option<TakenOver>,
}

/// Types that a page takes over from the national page.
#[derive(Debug)]
pub struct TakenOver {
    /// Module of the national page.
    pub module: String,
    /// Each name there with its name here.
    pub names: Vec<(String, String)>,
}

/// A struct.
#[derive(Debug, Clone)]
pub struct StructPlan<'a> {
    /// Its name.
    pub name: Name,
    /// What it is, as Markdown.
    pub what: String,
    /// The page, for the root of a message.
    pub source: Option<&'a Source>,
    /// Its members.
    pub members: Vec<MemberPlan<'a>>,
    /// What holds between them.
    pub rules: &'a [Rule],
    /// It is part of a response.
    pub response: bool,
    /// It is the root of a message.
    pub root: bool,
    /// The partner builds it: it gets `new`.
    pub built: bool,
    /// Members that the client gives where the caller does not.
    pub given: &'a [Filled],
    /// Name of the struct that `new` takes, with every mandatory member by name: where there are several.
    pub mandatory: Option<Name>,
    /// A documented message with the module that the type is in, as an example.
    pub example: Option<Example<'a>>,
}

/// A documented message.
#[derive(Debug, Clone)]
pub struct Example<'a> {
    /// Path of the module, below the crate.
    pub module: String,
    /// The message as JSON text.
    pub json: &'a str,
}

impl<'a> StructPlan<'a> {
    /// The members that whoever makes a message must give.
    pub fn musts(&self) -> impl Iterator<Item = &MemberPlan<'a>> {
        let given = |member: &MemberPlan<'_>| self.given.iter().any(|given| *given.member == member.field.name);
        self.members.iter().filter(move |member| member.field.presence().letter == Presence::M && !given(member))
    }

    /// A member by its name on the wire.
    pub fn member(&self, wire: &str) -> Option<&MemberPlan<'_>> {
        self.members.iter().find(|member| member.field.name == wire)
    }
}

/// A member of a struct.
#[derive(Debug, Clone)]
pub struct MemberPlan<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its name in Rust.
    pub name: Name,
    /// Its type in Rust.
    pub ty: RustType,
}

impl MemberPlan<'_> {
    /// The member's text as an `Option<&str>`; none if it holds none.
    pub fn as_text(&self) -> Option<TokenStream> {
        let ident = self.name.ident();
        match self.ty {
            RustType::Text => Some(quote!(self.#ident.as_deref())),
            RustType::Enum(_) | RustType::Number => Some(quote!(self.#ident.as_ref().map(|v| v.as_str()))),
            _ => None,
        }
    }
}

/// A type in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// `String`
    Text,
    /// An enum of the page.
    Enum(String),
    /// A JSON number.
    Number,
    /// `bool`
    Bool,
    /// The value/currency pair.
    Amount,
    /// An open object.
    Object,
    /// Anything.
    Any,
    /// A struct of the page.
    Struct(String),
    /// A named type: its path below the providers.
    Named(String),
    /// A list.
    List(Box<Self>),
    /// Dynamic keys.
    Map(Box<Self>),
}

/// An enum over a value list.
#[derive(Debug, Clone)]
pub struct EnumPlan<'a> {
    /// Its name.
    pub name: Name,
    /// The list: enums of equal lists are one.
    pub list: ListKey,
    /// Names of the members that it is for.
    pub members: BTreeSet<&'a str>,
    /// Its variants.
    pub variants: Vec<Variant<'a>>,
}

/// An enum that several pages have: each shows it under the name that it has there.
#[derive(Debug)]
pub struct SharedEnum {
    /// It is the runtime's, and not the provider's.
    pub national: bool,
    /// Its name among the values that are shared.
    pub there: Name,
    /// Its name on the page.
    pub here: Name,
}

impl RustType {
    /// The type without its `Option`.
    pub fn tokens(&self) -> TokenStream {
        match self {
            Self::Text => quote!(String),
            Self::Number => quote!(rt::Number),
            Self::Bool => quote!(bool),
            Self::Amount => quote!(rt::Amount),
            Self::Object => quote!(rt::Object),
            Self::Any => quote!(rt::Any),
            Self::Enum(name) | Self::Struct(name) => {
                let name = ident(name);
                quote!(super::#name)
            }
            Self::Named(path) => {
                let path = path.split("::").map(ident);
                quote!(crate::providers::#(#path)::*)
            }
            Self::List(item) => {
                let item = item.tokens();
                quote!(Vec<#item>)
            }
            Self::Map(item) => {
                let item = item.tokens();
                quote!(rt::Map<#item>)
            }
        }
    }
}
