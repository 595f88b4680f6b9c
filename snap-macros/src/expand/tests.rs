//! What comes out, as tokens.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::snap_service;

fn bank(endpoints: usize) -> TokenStream {
    let methods = (0..endpoints).map(|number| {
        let name = format_ident!("service_{number}");
        let path = format!("/v1.0/service-{number}");
        quote! {
            /// A service.
            #[endpoint(POST, #path, service_code = "11", effect = moves_money, status = service_ask)]
            async fn #name(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
        }
    });
    quote! {
        pub trait MyBank {
            #(#methods)*

            #[endpoint(POST, "/v1.0/ask", service_code = "11", effect = read)]
            async fn service_ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
        }
    }
}

fn expand(item: TokenStream) -> TokenStream {
    snap_service(quote!(provider = "mybank", signing = symmetric), item)
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Group(group) => 1 + count(group.stream()),
            _ => 1,
        })
        .sum()
}

#[test]
fn the_expansion_grows_with_the_endpoints_and_not_faster() {
    let size = |endpoints| count(expand(bank(endpoints)));
    let (few, some, many) = (size(10), size(100), size(1000));
    assert_eq!(many - some, 10 * (some - few));
}

#[test]
fn a_trait_becomes_itself_a_client_and_metadata() -> syn::Result<()> {
    let expanded = snap_service(
        quote!(provider = "mybank", title = "My Bank", signing = symmetric, base_path = "/openapi", version = "v1.0"),
        quote! {
            /// A bank.
            pub trait MyBank {
                /// Balance of one account.
                #[endpoint(POST, "/{version}/balance-inquiry", service_code = "11", effect = read)]
                async fn balance_inquiry(
                    &self,
                    request: BalanceInquiryRequest,
                ) -> Result<BalanceInquiryResponse, SnapError>;

                #[endpoint(POST, "/{version}/notify", service_code = "52", effect = changes_state, direction = inbound)]
                async fn notify(&self, request: NotifyRequest) -> Result<NotifyResponse, SnapError>;
            }
        },
    );
    insta::assert_snapshot!(prettyplease::unparse(&syn::parse2(expanded)?));
    Ok(())
}

#[test]
fn a_mistake_leaves_the_trait_and_the_names_around_it() -> syn::Result<()> {
    let expanded = snap_service(
        quote!(provider = "mybank", signing = symetric),
        quote! {
            pub trait MyBank {
                #[endpoint(POST, "/v1.0/ask", service_code = "11", effect = read)]
                async fn ask(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
            }
        },
    );
    insta::assert_snapshot!(prettyplease::unparse(&syn::parse2(expanded)?));
    Ok(())
}
