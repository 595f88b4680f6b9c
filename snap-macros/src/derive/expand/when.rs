//! Conditions as data of the runtime.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::super::model::Condition;

pub(crate) fn condition(runtime: &Path, condition: &Condition) -> TokenStream {
    let when = quote!(#runtime::When);
    let parts = |parts: &[Condition]| parts.iter().map(|part| self::condition(runtime, part)).collect::<Vec<_>>();
    match condition {
        Condition::Success => quote!(#when::Success),
        Condition::Failure => quote!(#when::Failure),
        Condition::Present(path) => quote!(#when::Present(#path)),
        Condition::Absent(path) => quote!(#when::Absent(#path)),
        Condition::Is(path, values) => quote!(#when::Is(#path, &[#(#values),*])),
        Condition::Header(name) => quote!(#when::Header(#name)),
        Condition::NoHeader(name) => quote!(#when::NoHeader(#name)),
        Condition::All(all) => {
            let parts = parts(all);
            quote!(#when::All(&[#(#parts),*]))
        }
        Condition::Any(any) => {
            let parts = parts(any);
            quote!(#when::Any(&[#(#parts),*]))
        }
        Condition::Not(part) => {
            let part = self::condition(runtime, part);
            quote!(#when::Not(&#part))
        }
        Condition::Unknown => quote!(#when::Unknown),
    }
}
