//! The shape of a method.

use heck::ToShoutySnakeCase as _;
use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{
    Attribute, FnArg, GenericArgument, Pat, PathArguments, Receiver, ReceiverKind, ReturnType, Safety, Signature,
    TraitItemFn, Type,
};

use crate::mistakes::Report;
use crate::model::Shape;

/// What the client calls its own.
const RESERVED: [&str; 5] = ["new", "builder", "client", "with", "endpoints"];

/// The method, if it has the shape `async fn name(&self, request: Request) -> Result<Response, SnapError>`.
///
/// `decodes`: a function reads the answer, which may then be anything.
pub(crate) fn check(method: &TraitItemFn, index: usize, decodes: bool, report: &mut Report<'_>) -> Option<Shape> {
    let signature = &method.sig;
    qualifiers(signature, report);
    let constant = constant(&signature.ident, report);
    let argument = arguments(signature, report);
    let response = output(&signature.output, signature, report);
    if let Some(response) = response.as_ref().filter(|_| !decodes) {
        bare(response, "response", report);
    }
    if let Some(body) = &method.default {
        report.at_span(
            body.brace_token.span.open(),
            "an endpoint has no body, for the macro writes it: end the method with `;`",
        );
    }
    let (conditions, others): (Vec<&Attribute>, _) =
        method.attrs.iter().partition(|attribute| attribute.path().is_ident("cfg"));
    let carried =
        others.into_iter().filter(|attribute| ["doc", "deprecated"].iter().any(|name| attribute.path().is_ident(name)));
    let (argument, request) = argument?;
    Some(Shape {
        index,
        ident: signature.ident.clone(),
        constant: constant?,
        argument,
        request,
        response: response?,
        conditions: conditions.into_iter().cloned().collect(),
        carried: carried.cloned().collect(),
    })
}

fn qualifiers(signature: &Signature, report: &mut Report<'_>) {
    if signature.asyncness.is_none() {
        report.at(signature.fn_token, "an endpoint waits for an answer: write `async fn`");
    }
    if let Some(token) = &signature.constness {
        report.at(token, "an endpoint is not `const`: remove it");
    }
    match &signature.safety {
        Safety::Unsafe(token) => report.at(token, "an endpoint is safe to call: remove `unsafe`"),
        Safety::Safe(token) => report.at(token, "an endpoint is safe to call anyway: remove `safe`"),
        _ => {}
    }
    if let Some(abi) = &signature.abi {
        report.at(abi, "an endpoint has no ABI of its own: remove `extern`");
    }
    if !signature.generics.params.is_empty() {
        report.at(&signature.generics, "an endpoint is not generic: name its request and its response");
    } else if let Some(clause) = signature.generics.where_clause.as_ref().filter(|clause| !clause.predicates.is_empty())
    {
        report.at(clause, "an endpoint is not generic: remove the `where` clause");
    }
}

/// The name of the metadata, which the client has as a constant.
fn constant(ident: &Ident, report: &mut Report<'_>) -> Option<Ident> {
    let name = ident.unraw().to_string();
    if RESERVED.contains(&name.as_str()) {
        report.at(ident, format!("the client has a `{name}` of its own: give the endpoint another name"));
        return None;
    }
    // A name of underscores only has no constant.
    match syn::parse_str::<Ident>(&name.to_shouty_snake_case()) {
        Ok(mut constant) => {
            constant.set_span(ident.span());
            Some(constant)
        }
        Err(_) => {
            report.at(ident, "the name of an endpoint has letters, such as `balance_inquiry`");
            None
        }
    }
}

fn arguments(signature: &Signature, report: &mut Report<'_>) -> Option<(Ident, Type)> {
    let mut inputs = signature.inputs.iter().peekable();
    let has_receiver = match inputs.next_if(|input| matches!(input, FnArg::Receiver(_))) {
        Some(FnArg::Receiver(given)) => {
            receiver(given, report);
            true
        }
        _ => false,
    };
    let mut request = None;
    let mut count = 0;
    for input in inputs {
        let FnArg::Typed(argument) = input else { continue };
        count += 1;
        if count > 1 {
            report.at(argument, "an endpoint takes one request: put this into a member of it");
            continue;
        }
        let name = match &*argument.pat {
            Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                if let Some(token) = &name.mutability {
                    report.at(token, "a method without a body changes no argument: remove `mut`");
                }
                Some(name.ident.clone())
            }
            // As in any trait: a method that does nothing with it.
            Pat::Wild(wild) => Some(Ident::new("request", wild.underscore_token.span)),
            other => {
                report.at(other, "an argument is a name: write `request`");
                None
            }
        };
        if let Some(ty) = message(&argument.ty, "request", report) {
            bare(ty, "request", report);
            request = name.map(|name| (name, ty.clone()));
        }
    }
    if !has_receiver {
        let insert = if count == 0 { "`&self`" } else { "`&self, `" };
        report.at_span(
            signature.paren_token.span.open(),
            format!("an endpoint is called on the client: write {insert} here"),
        );
    }
    if count == 0 {
        report.at_span(
            signature.paren_token.span.close(),
            "an endpoint takes one request: write `request: …Request` here",
        );
    }
    if let Some(variadic) = &signature.variadic {
        report.at(variadic, "an endpoint takes one request: remove this");
    }
    request.filter(|_| count == 1)
}

fn receiver(given: &Receiver, report: &mut Report<'_>) {
    let plain = matches!(&given.kind, ReceiverKind::Reference(_, None, None)) && given.mutability.is_none();
    if !plain {
        report.at(given, "a client is shared: write `&self`");
    }
}

/// A request or a response is a type with a name: everything else has no JSON of its own.
fn message<'t>(ty: &'t Type, what: &str, report: &mut Report<'_>) -> Option<&'t Type> {
    match ty {
        Type::Path(_) | Type::Macro(_) => Some(ty),
        Type::Group(group) => message(&group.elem, what, report),
        Type::Paren(paren) => message(&paren.elem, what, report),
        Type::Reference(reference) => {
            report.at(reference.and_token, format!("the {what} is passed whole: remove the `&`"));
            message(&reference.elem, what, report)
        }
        _ => {
            report.at(ty, format!("the {what} is a type with a name: write a struct that implements `Model`"));
            None
        }
    }
}

/// Types that people put around a message, and that are no JSON object themselves.
const WRAPPERS: [&str; 11] =
    ["Option", "Vec", "Box", "Rc", "Arc", "Cow", "Reply", "Result", "HashMap", "BTreeMap", "HashSet"];

/// A message stands by itself.
fn bare(ty: &Type, what: &str, report: &mut Report<'_>) {
    let path = match ty {
        Type::Group(group) => return bare(&group.elem, what, report),
        Type::Paren(paren) => return bare(&paren.elem, what, report),
        Type::Path(path) => &path.path,
        _ => return,
    };
    let Some(last) = path.segments.last().filter(|last| WRAPPERS.iter().any(|name| last.ident == name)) else { return };
    // Without arguments it is a type of one's own that bears the name.
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
    let inner = arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.to_token_stream().to_string().replace(' ', "")),
        _ => None,
    });
    let Some(inner) = inner else { return };
    let name = &last.ident;
    let message = match name.to_string().as_str() {
        "Option" if what == "response" => {
            format!("an answer that does not come is an error of the call, not `None`: write `{inner}`")
        }
        "Reply" if what == "response" => format!("the client puts the `Reply` around the response: write `{inner}`"),
        "Vec" | "HashMap" | "BTreeMap" | "HashSet" => {
            format!("the {what} is one JSON object, not a `{name}`: write a struct that has it as a member")
        }
        _ => format!("the {what} stands without `{name}` around it: write `{inner}`"),
    };
    report.at(ty, message);
}

fn output(output: &ReturnType, signature: &Signature, report: &mut Report<'_>) -> Option<Type> {
    const WRITE: &str = "write `Result<…Response, SnapError>`";
    let ReturnType::Type(_, ty) = output else {
        let message = format!("an endpoint has an answer: {WRITE} behind `->`");
        report.at_span(signature.paren_token.span.close(), message);
        return None;
    };
    let Some(arguments) = result_arguments(ty) else {
        report.at(ty, format!("a call can fail: {WRITE}"));
        return None;
    };
    let [response, rest @ ..] = arguments.as_slice() else {
        report.at(ty, format!("the response is not named: {WRITE}"));
        return None;
    };
    // One argument may be an alias that names the error, and if it is not, the compiler says so.
    if let [error, ..] = rest
        && !is_snap_error(error)
    {
        report.at(*error, "every endpoint fails in the same ways: write `SnapError`");
    }
    message(response, "response", report).cloned()
}

fn result_arguments(ty: &Type) -> Option<Vec<&Type>> {
    match ty {
        Type::Group(group) => result_arguments(&group.elem),
        Type::Paren(paren) => result_arguments(&paren.elem),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|segment| segment.ident == "Result")?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return Some(Vec::new()) };
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            Some(types.collect())
        }
        _ => None,
    }
}

fn is_snap_error(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_snap_error(&group.elem),
        Type::Paren(paren) => is_snap_error(&paren.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "SnapError"),
        _ => false,
    }
}
