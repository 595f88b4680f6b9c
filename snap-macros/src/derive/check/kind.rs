//! What a type is to rules, by its name: a macro sees no more of it.

use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use super::super::model::Kind;
use crate::mistakes::Report;

/// The type of a member, inside of its `Option`.
pub(crate) fn kind(ty: &Type, report: &mut Report<'_>) -> Option<Kind> {
    let Some(last) = last(ty) else {
        return match plain(ty) {
            Type::Macro(_) | Type::Path(_) => Some(Kind::Named),
            Type::Reference(reference) if last(&reference.elem).is_some_and(|last| last.ident == "str") => {
                report.at(ty, "a message owns its texts: write `String`");
                None
            }
            _ => {
                report.at(
                    ty,
                    format!("no JSON value is a {}: write `String`, `Number`, `Vec<…>` or a message", shown(ty)),
                );
                None
            }
        };
    };
    let name = last.ident.to_string();
    let inside = argument(last);
    match (name.as_str(), inside) {
        ("String", None) => Some(Kind::Text),
        ("bool", None) => Some(Kind::Boolean),
        ("Number", None) => Some(Kind::Number),
        ("Amount", None) => Some(Kind::Amount),
        ("Object" | "Any", None) => Some(Kind::Open),
        ("Vec", Some(element)) => kind(element, report).map(|element| Kind::List(Box::new(element))),
        ("Map", Some(element)) => kind(element, report).map(|element| Kind::Map(Box::new(element))),
        _ => match instead(ty, &name) {
            Some(instead) => {
                report.at(ty, instead);
                None
            }
            None => Some(Kind::Named),
        },
    }
}

/// What to write for types that are no values of messages.
fn instead(ty: &Type, name: &str) -> Option<String> {
    let shown = shown(ty);
    Some(match name {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "f32"
        | "f64" => format!("`{shown}` loses what a JSON number can say: write `Number`, which keeps its text"),
        "str" | "char" | "Cow" => "a message owns its texts: write `String`".to_owned(),
        "Option" => "one `Option` is enough: what is absent is not there, and `nullable` allows a null".to_owned(),
        "Extra" => "what is unknown is always kept: write `Extra` without `Option`".to_owned(),
        "HashMap" | "BTreeMap" => format!("`{shown}` loses the order of its keys: write `Map<…>`"),
        "HashSet" | "BTreeSet" | "VecDeque" => format!("`{shown}` is no JSON array: write `Vec<…>`"),
        "Box" | "Rc" | "Arc" => format!("a member stands by itself: write what is in the `{shown}`"),
        "Decimal" => {
            "money is `Amount`; a number as text is `String` with `format = \"decimal\"` or `precision(…)`".to_owned()
        }
        "Value" if shown.starts_with("serde_json::") => format!("`{shown}` converts numbers: write `Any`"),
        _ => return None,
    })
}

/// The type inside of an `Option`, if it is one.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    last(ty).filter(|last| last.ident == "Option").and_then(argument)
}

/// The type is the runtime's `Extra`.
pub(crate) fn is_extra(ty: &Type) -> bool {
    last(ty).is_some_and(|last| last.ident == "Extra" && last.arguments.is_none())
}

/// The type as it is written, short enough for one line.
pub(crate) fn shown(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string().replace(' ', "");
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Without the groups that stand around what `macro_rules!` passed on.
fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => plain(&group.elem),
        Type::Paren(paren) => plain(&paren.elem),
        ty => ty,
    }
}

fn last(ty: &Type) -> Option<&PathSegment> {
    match plain(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

fn argument(segment: &PathSegment) -> Option<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
            _ => None,
        },
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    }
}
