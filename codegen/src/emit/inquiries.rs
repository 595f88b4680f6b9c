//! Questions about calls: a constant per service whose spec says how its status service is asked, and a method of the client.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::book::{PageNames, ProviderNames};
use crate::emit::markdown::{code, plain};
use crate::emit::names::Name;
use crate::emit::plan::{PagePlan, ServicePlan};
use crate::emit::{client, docs};
use crate::ir::field::Typed;
use crate::ir::inquiry::{Fill, Inquiry, Origin, Tells};
use crate::ir::{Members, Placed, Provider, Type};

/// A service with the one that tells what became of its calls.
pub struct Asked<'p> {
    /// The page of the first.
    pub page: &'p PagePlan<'p>,
    /// The first.
    pub plan: &'p ServicePlan<'p>,
    /// The constant.
    pub name: &'p Name,
    inquiry: &'p Inquiry,
    first_page: &'p PageNames,
    status_page: &'p PageNames,
    status: &'p ServicePlan<'p>,
    provider: Ident,
}

/// The questions about the services of a page.
pub fn of_page<'p>(names: &'p ProviderNames, pages: &'p [PagePlan<'p>], page: &'p PagePlan<'p>) -> Vec<Asked<'p>> {
    let asked = |plan: &'p ServicePlan<'p>| {
        let inquiry = plan.service.inquiry.as_ref()?;
        let own = pages.iter().position(|known| std::ptr::eq(known, page))?;
        let (at, status) = pages.iter().enumerate().find_map(|(at, page)| {
            page.services.iter().find(|plan| plan.service.name == *inquiry.service).map(|plan| (at, plan))
        })?;
        Some(Asked {
            page,
            plan,
            name: plan.inquiry.as_ref()?,
            inquiry,
            first_page: names.pages.get(own)?,
            status_page: names.pages.get(at)?,
            status,
            provider: names.module.ident(),
        })
    };
    page.services.iter().filter_map(asked).collect()
}

/// The file of a page; none if nothing is asked there.
pub fn file(
    provider: &Provider,
    names: &ProviderNames,
    pages: &[PagePlan<'_>],
    page: &PagePlan<'_>,
) -> Option<TokenStream> {
    let asked = of_page(names, pages, page);
    if asked.is_empty() {
        return None;
    }
    let items = asked.iter().filter_map(|asked| asked.constant(provider));
    Some(quote! {
        use snap_core as rt;
        #(#items)*
    })
}

impl Asked<'_> {
    fn is_beside(&self) -> bool {
        std::ptr::eq(self.first_page, self.status_page)
    }

    /// An item of the page of the status service, as seen from a page of the provider or from the client.
    fn there(&self, item: &Ident) -> TokenStream {
        let (provider, module) = (&self.provider, self.status_page.module.ident());
        if self.is_beside() { quote!(super::#item) } else { quote!(crate::providers::#provider::#module::#item) }
    }

    fn root(plan: &ServicePlan<'_>, index: usize) -> Option<Ident> {
        plan.messages.get(index).and_then(|message| message.structs.first()).map(|root| root.name.ident())
    }

    /// The constant.
    fn constant(&self, provider: &Provider) -> Option<TokenStream> {
        let (name, first) = (self.name.ident(), self.plan.endpoint.ident());
        let (request, query) = (Self::root(self.plan, 0)?, self.there(&Self::root(self.status, 0)?));
        let status = self.there(&self.status.endpoint.ident());
        let fill = self.inquiry.fill.iter().filter_map(|fill| self.fill(fill));
        let ask: Vec<_> = self.inquiry.ask.iter().filter_map(|ask| Some(self.asked(ask)?.0)).collect();
        let ask = (!ask.is_empty()).then(|| quote!(.ask(&[#(#ask),*])));
        let tells = self.tells();
        let question = quote!(rt::Question::new(&super::#first, &#status).fill(&[#(#fill),*])#ask #tells);
        let (answer, inquiry) = match &self.status.over {
            None => (self.there(&Self::root(self.status, 1)?), quote!(rt::Inquiry::new(#question))),
            Some(over) => {
                let over = self.there(&over.ident());
                (over.clone(), quote!(rt::Inquiry::reading(#question, #over::from_json_for)))
            }
        };
        let doc = docs::attribute(&format!(
            "How {} is asked what became of a call of {} (service {}) at {}.",
            code(&self.status.service.name),
            code(&self.plan.service.name),
            plain(&self.plan.service.code),
            plain(&provider.title),
        ));
        Some(quote! {
            #doc
            pub static #name: rt::Inquiry<super::#request, #query, #answer> = #inquiry;
        })
    }

    /// A member of the question by its path on the wire, with its value.
    fn asked(&self, members: &Members) -> Option<(String, &Typed)> {
        wire(&self.status.service.request.fields, members)
    }

    fn fill(&self, fill: &Fill) -> Option<TokenStream> {
        let (to, typed) = self.asked(&fill.to)?;
        let filled = match &fill.from.value {
            Origin::Request(members) => {
                let (path, _) = wire(&self.plan.service.request.fields, members)?;
                quote!(request(#to, #path))
            }
            Origin::Response(members) => {
                let shapes = self.plan.service.responses.iter();
                let (path, _) = shapes.filter_map(|shape| wire(&shape.message.fields, members)).next()?;
                quote!(response(#to, #path))
            }
            Origin::ExternalId => quote!(external_id(#to)),
            Origin::Time => quote!(time(#to)),
            Origin::Code => quote!(code(#to)),
            Origin::Constant(text) => quote!(text(#to, #text)),
            // No question is asked in answer to anything.
            Origin::Message | Origin::Unread(_) => return None,
        };
        let number = matches!(typed.ty, Type::Integer | Type::Number | Type::Boolean).then(|| quote!(.number()));
        Some(quote!(rt::Fill::#filled #number))
    }

    fn tells(&self) -> Option<TokenStream> {
        let told = match &self.inquiry.tells.value {
            Tells::Latest => quote!(LATEST),
            Tells::Answered => quote!(Answered),
            // What a question says that nothing was said of.
            Tells::Nothing(_) => return None,
            Tells::Member(told) => {
                let member = told.member.to_string();
                let of = told.of.as_ref().map(|(name, path)| {
                    let (name, path) = (name.to_string(), path.to_string());
                    quote!(.of(#name, #path))
                });
                let list = |setter: &str, values: &[Placed<String>]| {
                    let setter = format_ident!("{setter}");
                    (!values.is_empty()).then(|| quote!(.#setter(&[#(#values),*])))
                };
                let (success, failure, not_found) = (
                    list("success", &told.success),
                    list("failure", &told.failure),
                    list("not_found", &told.not_found),
                );
                quote!(Member(rt::Told::by(#member)#of #success #failure #not_found))
            }
        };
        Some(quote!(.tells(rt::Tells::#told)))
    }

    /// The method of the client that asks until it is final.
    pub fn method(&self, name: &Name) -> Option<TokenStream> {
        let (module, there) = (self.page.module.ident(), self.status_page.module.ident());
        let (name, constant) = (name.ident(), self.name.ident());
        let (request, query) = (Self::root(self.plan, 0)?, Self::root(self.status, 0)?);
        let answer = match &self.status.over {
            None => Self::root(self.status, 1)?,
            Some(over) => over.ident(),
        };
        // The page of the first service switches that of the other on.
        let condition = client::condition(self.first_page);
        let doc = docs::attribute(&format!(
            "Asks {} what became of a call of {}, until it is final or the schedule ends. `call` is the error that it ended \
             with, its reply, or the intent that was written down before. The call itself is not made again.",
            code(&self.status.service.name),
            code(&self.plan.service.name),
        ));
        Some(quote! {
            #doc
            #condition
            pub fn #name(
                &self,
                request: &super::#module::#request,
                call: impl Into<rt::Sent>,
            ) -> rt::Settling<super::#there::#query, super::#there::#answer> {
                self.client().settle(&super::#module::#constant, request, call)
            }
        })
    }
}

/// A member's path as it stands on the wire, with its value; none if there is no such member.
pub fn wire<'f>(fields: &'f [crate::ir::Field], members: &Members) -> Option<(String, &'f Typed)> {
    let field = crate::ir::paths::find(fields, &members.names())?;
    let mut names = Vec::new();
    for end in 1..=members.0.len() {
        names.push(crate::ir::paths::find(fields, members.names().get(..end)?)?.name.as_str());
    }
    Some((names.join("."), &field.value))
}
