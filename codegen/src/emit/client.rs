//! A provider's client: the trait that `#[snap_service]` turns into one, and how it is set up for an environment.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{PageNames, ProviderNames};
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope};
use crate::emit::plan::{PagePlan, ServicePlan};
use crate::emit::{docs, inquiries};
use crate::ir::provider::Environment;
use crate::ir::{Provider, STANDARD, TOKEN_SERVICE};
use crate::spec::service::Direction;

/// Names that the client has already.
const OF_THE_CLIENT: [&str; 7] = ["new", "client", "with", "endpoints", "builder", "server", "shared"];

/// Whether a provider has anything to call.
pub fn has_client(pages: &[PagePlan<'_>]) -> bool {
    pages.iter().any(|page| page.services.iter().any(is_outbound))
}

/// Whether a provider calls its partners.
pub fn has_callbacks(pages: &[PagePlan<'_>]) -> bool {
    pages.iter().any(|page| page.services.iter().any(|plan| !is_outbound(plan)))
}

fn is_outbound(plan: &ServicePlan<'_>) -> bool {
    plan.service.direction == Direction::Outbound
}

/// A browser is sent to the others.
fn is_called(plan: &ServicePlan<'_>) -> bool {
    is_outbound(plan) && plan.service.redirect.is_none()
}

/// A call that the client has a method for.
pub struct Call<'p> {
    /// Its page.
    pub page: &'p PagePlan<'p>,
    /// The names of its page.
    pub names: &'p PageNames,
    /// Its service.
    pub plan: &'p ServicePlan<'p>,
    /// The method.
    pub name: Name,
}

/// The calls of a provider's client, in the order of its pages, and its constructors' names.
pub fn calls<'p>(
    provider: &Provider,
    names: &'p ProviderNames,
    pages: &'p [PagePlan<'p>],
) -> (Vec<Name>, Vec<Call<'p>>) {
    let mut scope = Scope::with(&OF_THE_CLIENT);
    let environments = provider.environments.iter().map(|environment| scope.snake(&environment.name)).collect();
    (environments, calls_of(names, pages, &mut scope, is_called))
}

/// What the provider calls at its partners, in the order of its pages.
pub fn callbacks<'p>(names: &'p ProviderNames, pages: &'p [PagePlan<'p>]) -> Vec<Call<'p>> {
    calls_of(names, pages, &mut Scope::with(&OF_THE_CLIENT), |plan| !is_outbound(plan))
}

fn calls_of<'p>(
    names: &'p ProviderNames,
    pages: &'p [PagePlan<'p>],
    scope: &mut Scope,
    wanted: impl Fn(&ServicePlan<'_>) -> bool,
) -> Vec<Call<'p>> {
    pages
        .iter()
        .zip(&names.pages)
        .flat_map(|(page, names)| page.services.iter().map(move |plan| (page, names, plan)))
        .filter(|(.., plan)| wanted(plan))
        .map(|(page, names, plan)| Call { page, names, plan, name: scope.snake(&plan.service.name) })
        .collect()
}

/// `Faspay`, and the client that is made of it.
pub fn types(provider: &Provider) -> (Ident, Ident) {
    let service = Scope::with(&["Client"]).camel(&provider.name).ident();
    let client = format_ident!("{service}Client");
    (service, client)
}

/// The file with the client.
pub fn file(provider: &Provider, names: &ProviderNames, pages: &[PagePlan<'_>]) -> TokenStream {
    let title = plain(&provider.title);
    let (environments, calls) = calls(provider, names, pages);
    let environments: Vec<_> = provider
        .environments
        .iter()
        .zip(&environments)
        .enumerate()
        .map(|(index, (environment, name))| self::environment(index, environment, name))
        .collect();
    let methods: Vec<_> = calls.iter().map(|call| method(provider, call)).collect();
    // Calls have the first right to names.
    let mut scope = Scope::with(&OF_THE_CLIENT);
    for call in &calls {
        scope.snake(&call.name.text);
    }
    let settle = settle(names, pages, &calls, &mut scope);
    let addresses = addresses(names, pages, &mut scope);
    let (service, client) = types(provider);
    let doc = docs::attribute(&format!(
        "What a partner calls at {title}, as `#[snap_service]` reads it: [`{client}`] is what comes out."
    ));
    let alias = docs::attribute(&format!("The client of {title}."));
    let setup = setup(provider, pages, &client, &environments, &[settle, addresses].concat());
    quote! {
        use snap_core as rt;
        #doc
        #[snap_macros::snap_service(crate = snap_core, title = #title)]
        pub trait #service {
            #(#methods)*
        }
        #alias
        pub type Client = #client;
        #setup
    }
}

/// The method of a trait that is a call.
pub fn method(provider: &Provider, Call { page, names, plan, name }: &Call<'_>) -> TokenStream {
    let service = plan.service;
    let (module, metadata, name) = (page.module.ident(), plan.endpoint.ident(), name.ident());
    let call = code(&format!("{} {}", service.method.as_str(), service.full_path(&provider.prefix)));
    let about = service.doc.as_ref().map_or_else(String::new, |doc| format!("\n\n{}", plain(&docs::sentence(doc))));
    let doc = docs::attribute(&format!("{}.{about}", docs::called(service, &call)));
    let root = |index: usize| plan.messages.get(index).and_then(|message| message.structs.first());
    let (Some(request), Some(response)) = (root(0), root(1)) else { return TokenStream::new() };
    let request = request.name.ident();
    let (response, decode) = match &plan.over {
        None => (response.name.ident(), None),
        Some(over) => {
            let over = over.ident();
            let decode = quote!(, decode = super::#module::#over::from_json_for);
            (over, Some(decode))
        }
    };
    let condition = condition(names);
    let direction = (!is_outbound(plan)).then(|| quote!(, direction = inbound));
    quote! {
        #doc
        #condition
        #[endpoint(metadata = super::#module::#metadata #direction #decode)]
        async fn #name(
            &self,
            request: super::#module::#request,
        ) -> Result<super::#module::#response, rt::SnapError>;
    }
}

/// What stands before everything of a page that has a feature of its own.
pub fn condition(names: &PageNames) -> Option<TokenStream> {
    names.feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]))
}

fn environment(index: usize, environment: &Environment, name: &Name) -> TokenStream {
    let (name, index) = (name.ident(), Literal::usize_unsuffixed(index));
    let note =
        environment.note.as_ref().map_or_else(String::new, |note| format!("\n\n{}", plain(&docs::sentence(note))));
    let doc = docs::attribute(&format!(
        "A client for the environment {}, {}, with the usual timeouts.{note}",
        code(&environment.name),
        code(&environment.url)
    ));
    quote! {
        #doc
        ///
        /// # Errors
        /// When a key cannot be used, or TLS cannot be set up.
        pub fn #name(credentials: rt::Credentials) -> Result<Self, rt::SnapError> {
            Ok(Self::new(Self::builder(super::ENVIRONMENTS[#index], credentials).build()?))
        }
    }
}

/// What asks until it is final what became of a call: a method per call that says how.
fn settle(names: &ProviderNames, pages: &[PagePlan<'_>], calls: &[Call<'_>], scope: &mut Scope) -> Vec<TokenStream> {
    let asked: Vec<_> = pages.iter().flat_map(|page| inquiries::of_page(names, pages, page)).collect();
    let of = |call: &Call<'_>| asked.iter().find(|asked| std::ptr::eq(asked.plan, call.plan));
    calls
        .iter()
        .filter_map(|call| of(call)?.method(&scope.snake(&format!("settle_{}", call.plan.service.name))))
        .collect()
}

/// What makes the addresses that a browser is sent to: a method for each, beside the names of calls.
fn addresses(names: &ProviderNames, pages: &[PagePlan<'_>], scope: &mut Scope) -> Vec<TokenStream> {
    let services = pages.iter().zip(&names.pages).flat_map(|(page, names)| {
        page.services.iter().filter(|plan| plan.service.redirect.is_some()).map(move |plan| (page, names, plan))
    });
    services
        .filter_map(|(page, names, plan)| {
            let method = scope.snake(&format!("{}_url", plan.service.name)).ident();
            let (module, metadata) = (page.module.ident(), plan.endpoint.ident());
            let request = plan.messages.first()?.structs.first()?.name.ident();
            let about = plan.service.doc.as_ref().map_or_else(String::new, |doc| plain(&docs::sentence(doc)));
            let doc = docs::attribute(&format!(
                "The address that the customer's browser is sent to, for service `{}`. {about}",
                plain(&plan.service.code)
            ));
            let condition = condition(names);
            Some(quote! {
                #doc
                ///
                /// # Errors
                /// When the request breaks a rule, or a signature in it cannot be made.
                #condition
                pub async fn #method(
                    &self,
                    request: &super::#module::#request,
                ) -> Result<rt::client::RedirectUrl, rt::SnapError> {
                    self.client().redirect_url(&super::#module::#metadata, request).await
                }
            })
        })
        .collect()
}

/// Constructors: one per environment, and the one that they go through.
fn setup(
    provider: &Provider,
    pages: &[PagePlan<'_>],
    client: &Ident,
    environments: &[TokenStream],
    methods: &[TokenStream],
) -> TokenStream {
    let token = pages.iter().find_map(|page| {
        let is_it = |plan: &&ServicePlan<'_>| {
            let standard = plan.service.standard.as_deref().map(String::as_str);
            let name = if provider.name == STANDARD { Some(plan.service.name.as_str()) } else { standard };
            name == Some(TOKEN_SERVICE)
        };
        let service = page.services.iter().find(is_it)?;
        let (module, constant) = (page.module.ident(), service.endpoint.ident());
        Some(quote!(super::#module::#constant))
    });
    // The standard's token service is what a client takes unless it is told.
    let token = token.filter(|_| provider.name != STANDARD).map(|path| quote!(.token_endpoint(&#path)));
    let title = plain(&provider.title);
    let doc = docs::attribute(&format!(
        "Sets a client of {title} up: for one of its environments or for an address, with timeouts, a transport and \
         more. What it builds goes into [`new`](Self::new)."
    ));
    quote! {
        impl #client {
            #(#environments)*
            #doc
            pub fn builder(address: impl AsRef<str>, credentials: rt::Credentials) -> rt::ClientBuilder {
                rt::Client::builder(address, credentials)#token
            }
            #(#methods)*
        }
    }
}
