//! How a server of a service answers, as the endpoint says it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::inquiries::wire;
use crate::ir::inquiry::{Fill, Origin};
use crate::ir::{Members, Placed, Service, Type};

/// What differs from the national table; none if nothing does.
pub fn serving(service: &Service) -> Option<TokenStream> {
    let said = &service.serving;
    let request = &service.request.fields;
    let list = |setter: &str, members: &[Placed<Members>]| {
        let paths: Vec<_> = members.iter().filter_map(|members| Some(wire(request, members)?.0)).collect();
        let setter = format_ident!("{setter}");
        (!paths.is_empty()).then(|| quote!(.#setter(&[#(#paths),*])))
    };
    let switches = said.switches.own().map(|switch| {
        let (setter, ty, variant) =
            (format_ident!("{}", switch.key), format_ident!("{}", switch.ty), format_ident!("{}", switch.variant));
        quote!(.#setter(rt::#ty::#variant))
    });
    let refused: Vec<_> = said.refused.iter().filter_map(|fill| carried(service, fill)).collect();
    let refused = (!refused.is_empty()).then(|| quote!(.refused(&[#(#refused),*])));
    let parts: Vec<_> =
        list("once", &said.once).into_iter().chain(list("aside", &said.aside)).chain(switches).chain(refused).collect();
    (!parts.is_empty()).then(|| quote!(.serving(&rt::Serving::STANDARD #(#parts)*)))
}

/// A member of a refusal, with its value.
fn carried(service: &Service, fill: &Fill) -> Option<TokenStream> {
    let shapes = service.responses.iter();
    let (to, typed) = shapes.filter_map(|shape| wire(&shape.message.fields, &fill.to)).next()?;
    let filled = match &fill.from.value {
        Origin::Request(members) => {
            let (path, _) = wire(&service.request.fields, members)?;
            quote!(request(#to, #path))
        }
        Origin::ExternalId => quote!(external_id(#to)),
        Origin::Constant(text) => quote!(text(#to, #text)),
        Origin::Message => {
            let most = typed.length().and_then(|length| length.sent.max).map(Literal::u32_unsuffixed);
            let most = most.map(|most| quote!(.most(#most)));
            return Some(quote!(rt::Fill::message(#to) #most));
        }
        Origin::Response(_) | Origin::Time | Origin::Code | Origin::Unread(_) => return None,
    };
    let number = matches!(typed.ty, Type::Integer | Type::Number | Type::Boolean).then(|| quote!(.number()));
    Some(quote!(rt::Fill::#filled #number))
}
