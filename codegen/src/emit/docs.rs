//! What the documentation of a generated item says.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::markdown::{code, link, plain};
use crate::emit::plan::{EnumPlan, Example, MemberPlan, StructPlan};
use crate::ir::field::relations;
use crate::ir::rule::{Bounds, Demand, Form, Forms, Precision, Rule, Sides};
use crate::ir::{Amount, Catalogue, Condition, Field, Service, Text, Type, Typed};
use crate::spec::erratum::{OtherFormat, Shape as JsonShape};
use crate::spec::field::{Encoding, Location, Presence};
use crate::text::capital;

/// Documentation as an attribute that prints as `///` comments.
pub fn attribute(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// One line: what the member is, then what it may be.
pub fn member(catalogue: &Catalogue, plan: &MemberPlan<'_>) -> String {
    let field = plan.field;
    let meaning = field.doc.as_deref().or_else(|| catalogue.glossary.get(&field.name).map(|term| term.as_str()));
    let mut parts = Vec::new();
    if let Some(meaning) = meaning {
        parts.push(plain(&sentence(meaning)));
    }
    parts.push(format!("{}.", limits(field)));
    match &field.presence().when {
        Some(Condition::Unstated) => parts.push("The page does not say when it is mandatory.".to_owned()),
        Some(when) => parts.push(plain(&sentence(&format!("Mandatory when {}", when.words())))),
        None => {}
    }
    match field.location {
        Location::Body => {}
        Location::Path => parts.push("Travels in the path.".to_owned()),
        Location::Query => parts.push("Travels in the query string.".to_owned()),
    }
    if let Some(default) = &field.default {
        parts.push(format!("Default: {}.", code(default)));
    }
    if let Some(unit) = &field.unit {
        parts.push(format!("Unit: {}.", plain(unit)));
    }
    if let Some(note) = &field.note {
        parts.push(plain(&sentence(note)));
    }
    if let Type::Amount(amount) = &field.value.ty {
        for (name, part) in [("Value", &amount.value), ("Currency", &amount.currency)] {
            let told = [&part.doc, &part.note, &part.default].into_iter().flatten();
            parts.extend(told.map(|text| plain(&sentence(&format!("{name}: {text}")))));
            let when = part.presence().when.as_ref();
            parts.extend(when.map(|when| plain(&sentence(&format!("{name}: mandatory when {}", when.words())))));
        }
    }
    if plan.name.renamed {
        parts.push(format!("On the wire: {}.", code(&field.name)));
    }
    for other in &field.names {
        parts.push(format!("Also read as {}.", code(other)));
    }
    parts.join(" ")
}

/// Presence, type and limits: `` `M`, at most 64 characters ``.
fn limits(field: &Field) -> String {
    let mut parts = vec![format!("`{}`", field.presence().letter.letter())];
    parts.extend(value_limits(&field.value));
    parts.join(", ")
}

/// What a value must be: its type where its Rust type does not say it, then every rule.
fn value_limits(value: &Typed) -> Vec<String> {
    let mut parts = Vec::new();
    match &value.ty {
        Type::Integer => parts.push("a whole number".to_owned()),
        Type::Text(Text { encoding: Some(encoding), .. }) => parts.push(encoding_words(*encoding).to_owned()),
        Type::Text(_)
        | Type::Decimal
        | Type::Number
        | Type::Boolean
        | Type::Amount(_)
        | Type::Object(_)
        | Type::Array(_)
        | Type::Map(_)
        | Type::Any
        | Type::Named(_) => {}
    }
    for rule in &value.rules {
        parts.extend(demand(&rule.demand));
    }
    match &value.ty {
        Type::Amount(amount) => parts.extend(amount_limits(amount)),
        Type::Array(item) | Type::Map(item) => {
            parts.extend(value_limits(item).into_iter().map(|limit| format!("each {limit}")));
        }
        Type::Text(_)
        | Type::Decimal
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Object(_)
        | Type::Any
        | Type::Named(_) => {}
    }
    parts
}

/// One rule in words, with what errata accept besides.
fn demand(demand: &Demand) -> Option<String> {
    let text = match demand {
        Demand::Length(sides) => bounds(sides, "character"),
        Demand::Count(sides) => bounds(sides, "element"),
        Demand::Digits(Sides { sent, received }) => {
            let digits = |max: u32| Bounds::at_most(max).words("digit");
            format!("{}{}", digits(*sent), besides(sent != received, &digits(*received)))
        }
        Demand::Precision(sides) => {
            let words = |list: &[Precision]| list.iter().map(|p| p.words()).collect::<Vec<_>>().join(", or ");
            let more = sides.received.get(sides.sent.len()..).unwrap_or_default();
            format!("{}{}", words(&sides.sent), besides(!more.is_empty(), &words(more)))
        }
        Demand::ZeroDecimals => "only zeros after the point".to_owned(),
        Demand::Format(Sides { sent, received }) => {
            let Forms::OneOf(form, others) = sent else { return None };
            let words = |others: &[OtherFormat]| others.iter().map(|o| other(*o)).collect::<Vec<_>>().join(", or ");
            let also = if others.is_empty() { String::new() } else { format!(", or {}", words(others)) };
            let accepted = match received {
                Forms::Any => "anything".to_owned(),
                Forms::OneOf(_, more) => words(more.get(others.len()..).unwrap_or_default()),
            };
            format!("{}{also}{}", form.words(), besides(!accepted.is_empty(), &accepted))
        }
        Demand::Pattern { sent, received, .. } => {
            let accepted = received.as_ref().map_or_else(|| "anything".to_owned(), |pattern| code(pattern));
            format!("matches {}{}", code(sent), besides(received.as_ref() != Some(sent), &accepted))
        }
        Demand::Padding { fill, to, received, .. } => {
            let fill = code(&fill.to_string());
            format!("padded on the left with {fill} to {to}{}", besides(!received, "without"))
        }
        Demand::Values(values) => {
            let open = if values.open { "other values than those listed may be sent" } else { "" };
            let list = values.accepted.iter().map(|value| code(value)).collect::<Vec<_>>().join(", ");
            match (open, list.as_str()) {
                ("", "") => return None,
                (open, "") => open.to_owned(),
                ("", list) => format!("{list} is accepted as well"),
                (open, list) => format!("{open}, {list} is accepted as well"),
            }
        }
        Demand::MayBeEmpty(sides) => {
            if sides.sent {
                "may be empty".to_owned()
            } else {
                "accepted when empty".to_owned()
            }
        }
        Demand::Shapes(Sides { sent, received }) => {
            let words =
                |shapes: Vec<&JsonShape>| shapes.into_iter().map(|s| shape(*s)).collect::<Vec<_>>().join(" or ");
            let accepted = words(received.iter().filter(|shape| !sent.contains(shape)).collect());
            match (sent.is_empty(), accepted.as_str()) {
                (true, "") => return None,
                (true, accepted) => format!("accepted as {accepted}"),
                (false, "") => format!("or {}", words(sent.iter().collect())),
                (false, accepted) => format!("or {}, accepted as {accepted}", words(sent.iter().collect())),
            }
        }
        Demand::Presence(presence) => {
            if !presence.may_be_absent {
                return None;
            }
            "accepted when absent".to_owned()
        }
        // Said by the object that has the members.
        Demand::Relation(_) => return None,
    };
    Some(text)
}

fn bounds(Sides { sent, received }: &Sides<Bounds>, what: &str) -> String {
    format!("{}{}", sent.words(what), besides(sent != received, &received.words(what)))
}

/// What is accepted of others.
fn besides(more: bool, words: &str) -> String {
    if more { format!(" ({words} accepted)") } else { String::new() }
}

const fn other(format: OtherFormat) -> &'static str {
    match format {
        OtherFormat::BasicDatetime => "a date and time without separators",
        OtherFormat::LocalDatetime => "a date and time without zone",
        OtherFormat::Milliseconds => "a date and time with fractions of a second",
        OtherFormat::Epoch => "milliseconds since 1970",
        OtherFormat::Any => "anything",
    }
}

const fn shape(shape: JsonShape) -> &'static str {
    match shape {
        JsonShape::Number => "a bare number",
        JsonShape::String => "text",
        JsonShape::Object => "an object",
        JsonShape::Array => "an array",
        JsonShape::Null => "null",
        JsonShape::Boolean => "a boolean",
    }
}

const fn encoding_words(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "JSON in a string",
        Encoding::UrlJson => "URL-encoded JSON",
        Encoding::QueryString => "a query string, percent-encoded",
        Encoding::Base64 => "Base64",
        Encoding::UrlBase64 => "URL-encoded Base64",
        Encoding::Encrypted => "ciphertext",
    }
}

/// The two parts of an amount, as far as they are not what every amount is.
fn amount_limits(amount: &Amount) -> Vec<String> {
    let mut parts = Vec::new();
    for (name, part) in [("", &amount.value), ("currency ", &amount.currency)] {
        if part.presence().letter != Presence::M {
            let optional = if part.presence().letter == Presence::C { "conditional" } else { "optional" };
            parts.push(format!("{} {optional}", if name.is_empty() { "value" } else { "currency" }));
        }
        // Every currency has three letters; what is so everywhere is not said again.
        let unusual = |rule: &&Rule| {
            let three = Demand::Length(Sides::both(Bounds::at_most(3)));
            let letters = Demand::Format(Sides::both(Forms::OneOf(Form::Currency, Vec::new())));
            name.is_empty() || rule.demand != three && rule.demand != letters
        };
        parts.extend(
            part.value
                .rules
                .iter()
                .filter(unusual)
                .filter_map(|rule| demand(&rule.demand))
                .map(|words| format!("{name}{words}")),
        );
        if let Some(values) = part.value.values() {
            let list: Vec<_> = values.list.iter().map(|(value, _)| value.as_str()).collect();
            parts.push(format!("in {}", plain(&list.join(", "))));
        }
    }
    parts
}

/// A condition as text on one line.
pub fn plain_words(words: &str) -> String {
    plain(words)
}

/// What a struct is, what holds between its members.
pub fn structure(plan: &StructPlan<'_>) -> String {
    let mut text = plan.what.clone();
    if let Some(source) = plan.source {
        text.push_str(&format!("\n\nSource: {}.", link(&source.title, &source.url)));
    }
    let relations: Vec<_> = relations(plan.rules).collect();
    if !relations.is_empty() {
        text.push_str("\n\nBetween its members:");
        for relation in relations {
            text.push_str(&format!("\n- {}", plain(&relation.kind.words())));
        }
    }
    if let Some(example) = &plan.example {
        text.push_str(&documented(example, &plan.name.text));
    }
    text
}

/// The documented message, as code that is compiled and run: what the page prints is read, and nothing of it is lost.
fn documented(Example { module, json }: &Example<'_>, name: &str) -> String {
    // As many marks around the raw text as no text in it has.
    let marks = "#".repeat(
        json.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len()).max().unwrap_or(0) + 1,
    );
    // rustdoc hides lines that begin with a mark.
    let lines: Vec<_> = json
        .trim()
        .lines()
        .map(|line| if line.starts_with('#') { format!("#{line}") } else { line.to_owned() })
        .collect();
    format!(
        "\n\nThe documented message:\n\n```\nuse snap_bi::Model as _;\nuse snap_bi::{module}::{name};\n\nlet json = r{marks}\"{}\"{marks};\nlet message = {name}::from_json(json.as_bytes())?;\nlet sent = message.to_json();\nassert_eq!({name}::from_json(&sent)?.to_json(), sent);\n# Ok::<(), snap_bi::DecodeError>(())\n```",
        lines.join("\n"),
    )
}

/// What an enum is.
pub fn enumeration(plan: &EnumPlan<'_>) -> String {
    let members: Vec<_> = plan.members.iter().map(|member| code(member)).collect();
    let members = members.join(", ");
    format!("Values of {members}. A value that the table does not list is kept in [`Other`](Self::Other).")
}

/// A service in words: its title, with its code where it has one.
pub fn titled(service: &Service) -> String {
    let title = plain(&service.title);
    if service.code.is_empty() { title } else { format!("{title} (service {})", plain(&service.code)) }
}

/// A service with how it is called.
pub fn called(service: &Service, call: &str) -> String {
    let title = plain(&service.title);
    let number = if service.code.is_empty() { String::new() } else { format!(", service {}", code(&service.code)) };
    format!("{title}: {call}{number}")
}

/// Ends with a full stop, begins with a capital letter unless it begins with code.
pub fn sentence(text: &str) -> String {
    let capital = capital(text.trim());
    if capital.ends_with(['.', '!', '?', ':']) { capital } else { format!("{capital}.") }
}
