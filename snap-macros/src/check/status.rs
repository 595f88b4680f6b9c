//! What tells what became of a call, or why nothing does.

use proc_macro2::Ident;
use syn::Lit;

use super::endpoint::service;
use super::values::text;
use crate::mistakes::Report;
use crate::raw::{Attribute, Endpoint, Value};

/// The service that tells what became of a call.
pub(crate) enum Status {
    /// A method of this trait.
    Method(Ident),
    /// A service of another trait of the provider.
    Service(String),
}

/// The service to ask; that it is a method, and a harmless one, is seen beside the others.
pub(crate) fn status(given: &Attribute, report: &mut Report<'_>) -> Option<Status> {
    let pair = given.value("status")?;
    match &pair.value {
        Value::Word { text, tokens } => match syn::parse2::<Ident>(tokens.clone()) {
            Ok(ident) => return Some(Status::Method(ident)),
            Err(_) => {
                let better = text.replace('-', "_");
                report.at(tokens, format!("`status` is a method of this trait: write `status = {better}`"));
            }
        },
        Value::Literal(Lit::Str(name)) => return service(name, report).map(Status::Service),
        Value::Literal(_) | Value::Path(_) | Value::Other(_) => report.at(
            &pair.value,
            "`status` is a method of this trait, or the name of a service in quotes: write `status = transfer_status`",
        ),
        Value::Missing => {}
    }
    None
}

/// Why no service tells. Where the partner moves money, one of the two is given: after a timeout he has to know. What
/// the provider calls is for the provider to ask about.
pub(crate) fn no_status(raw: &Endpoint, moves_money: bool, report: &mut Report<'_>) -> Option<String> {
    let given = &raw.attribute;
    let Some(pair) = given.value("no_status") else {
        if moves_money && given.value("status").is_none() {
            let message = "money moves, and nothing tells what became of it after a timeout: write `status = …` with the \
                           method that tells, or `no_status = \"…\"` with the reason why none does";
            match given.value("effect") {
                Some(pair) => report.at(&pair.value, message),
                None => report.at_span(raw.place, message),
            }
        }
        return None;
    };
    if given.value("status").is_some() {
        report
            .at(&pair.key, "`status` names a service that tells, and this says that there is none: remove one of them");
    }
    let reason = text(pair, report)?;
    if reason.value().trim().is_empty() {
        report.at(reason, "`no_status` gives no reason: say in a line why nothing tells what became of a call");
        return None;
    }
    Some(reason.value())
}
