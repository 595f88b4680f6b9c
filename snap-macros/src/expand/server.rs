//! The server: a trait for whoever handles the calls, and a typed shell around the runtime's server.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{ItemTrait, Path};

use super::client::conditions;
use super::docs;
use crate::model::Shape;

/// `MyBankHandler` and `MyBankServer`, of whatever methods have the right shape. The runtime leaves them out without its feature.
pub(crate) fn server(item: &ItemTrait, client: &Ident, runtime: &Path, shapes: &[&Shape]) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let named = |suffix: &str| format_ident!("{}{suffix}", name.unraw(), span = name.span());
    let (handler, server, dispatch) = (named("Handler"), named("Server"), named("Dispatch"));
    let conditions = conditions(item);
    let (about_handler, about_server) = (docs::handler(&name.to_string()), docs::server(&name.to_string()));
    let methods = shapes.iter().map(|shape| {
        let Shape { ident, argument, request, response, conditions, carried, constant, .. } = shape;
        let doc = docs::handled(client, constant);
        quote! {
            #(#conditions)*
            #(#carried)*
            #[doc = #doc]
            fn #ident(
                &self,
                #argument: #runtime::server::Received<#request>,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<#response, #runtime::server::Refuse>
            > + ::core::marker::Send {
                let _ = #argument;
                ::core::future::ready(::core::result::Result::Err(#runtime::server::Refuse::not_supported()))
            }
        }
    });
    let arms = shapes.iter().map(|shape| {
        let Shape { ident, request, response, conditions, .. } = shape;
        quote! {
            #(#conditions)*
            {
                if __index == __at {
                    let __handle = move |__received| async move {
                        <__Handler as #handler>::#ident(&self.handler, __received).await
                    };
                    return #runtime::server::work::<#request, #response, _, _>(__call, __request, __handle);
                }
                __at += 1;
            }
        }
    });
    quote! {
        #runtime::__snap_server! {
            #(#conditions)*
            #[doc = #about_handler]
            #[allow(deprecated)]
            #vis trait #handler: ::core::marker::Send + ::core::marker::Sync + 'static {
                #(#methods)*
            }

            #(#conditions)*
            #[doc = #about_server]
            #vis struct #server<__Handler> {
                server: #runtime::server::Server<#dispatch<__Handler>>,
            }

            #(#conditions)*
            impl<__Handler: #handler> #server<__Handler> {
                /// Sets a server up: who may call, where claims are kept, and more.
                pub fn builder(handler: __Handler) -> #runtime::server::ServerBuilder<#dispatch<__Handler>, Self> {
                    Self::shared(::std::sync::Arc::new(handler))
                }

                /// The same for a handler that others have too, such as the server of another provider.
                pub fn shared(
                    handler: ::std::sync::Arc<__Handler>,
                ) -> #runtime::server::ServerBuilder<#dispatch<__Handler>, Self> {
                    #runtime::server::ServerBuilder::new(#dispatch { handler })
                }

                /// The server of the runtime: what it offers besides answering.
                #[must_use]
                pub fn server(&self) -> &#runtime::server::Server<#dispatch<__Handler>> {
                    &self.server
                }
            }

            #(#conditions)*
            impl<__Handler> ::core::clone::Clone for #server<__Handler> {
                fn clone(&self) -> Self {
                    Self { server: ::core::clone::Clone::clone(&self.server) }
                }
            }

            #(#conditions)*
            impl<__Handler> ::core::fmt::Debug for #server<__Handler> {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Debug::fmt(&self.server, f)
                }
            }

            #(#conditions)*
            impl<__Handler> ::core::convert::From<#runtime::server::Server<#dispatch<__Handler>>> for #server<__Handler> {
                fn from(server: #runtime::server::Server<#dispatch<__Handler>>) -> Self {
                    Self { server }
                }
            }

            #(#conditions)*
            impl<__Handler, __Request> #runtime::server::Service<__Request> for #server<__Handler>
            where
                #runtime::server::Server<#dispatch<__Handler>>: #runtime::server::Service<__Request>,
            {
                type Response = <#runtime::server::Server<#dispatch<__Handler>> as #runtime::server::Service<__Request>>::Response;
                type Error = <#runtime::server::Server<#dispatch<__Handler>> as #runtime::server::Service<__Request>>::Error;
                type Future = <#runtime::server::Server<#dispatch<__Handler>> as #runtime::server::Service<__Request>>::Future;

                fn poll_ready(
                    &mut self,
                    context: &mut ::core::task::Context<'_>,
                ) -> ::core::task::Poll<::core::result::Result<(), Self::Error>> {
                    #runtime::server::Service::poll_ready(&mut self.server, context)
                }

                fn call(&mut self, request: __Request) -> Self::Future {
                    #runtime::server::Service::call(&mut self.server, request)
                }
            }

            #(#conditions)*
            #[doc(hidden)]
            #vis struct #dispatch<__Handler> {
                handler: ::std::sync::Arc<__Handler>,
            }

            #(#conditions)*
            #[allow(deprecated, unused_assignments, unused_mut, unused_variables)]
            impl<__Handler: #handler> #runtime::server::Dispatch for #dispatch<__Handler> {
                fn endpoints(&self) -> &'static [&'static #runtime::Endpoint] {
                    #client::ENDPOINTS
                }

                fn prepare(
                    self: ::std::sync::Arc<Self>,
                    __index: ::core::primitive::usize,
                    __call: ::std::sync::Arc<#runtime::server::Call>,
                    __request: &[::core::primitive::u8],
                ) -> ::core::result::Result<#runtime::server::Work, #runtime::server::Unfit> {
                    let mut __at = 0;
                    #(#arms)*
                    ::core::result::Result::Err(#runtime::server::Unfit::NotJson)
                }
            }
        }
    }
}
