//! What one `#[endpoint(…)]` says.

use proc_macro2::Ident;
use syn::{Lit, LitStr, Path};

use super::lists::{header_values, query};
use super::path::{Template, fill, template, version_in};
use super::service::{Common, codes, headers, is_snake_case, signing, sourced, titled, versioned};
use super::signed::signed_path;
use super::status::{Status, no_status, status};
use super::values::{keyword, path as path_to, text};
use crate::mistakes::Report;
use crate::model::{
    Codes, DIRECTIONS, Direction, EFFECTS, Effect, Headers, Location, METHODS, Method, Parameter, Signing,
};
use crate::raw::{Attribute, Endpoint};
use crate::words::{list, nearest};

/// What an attribute says, as far as it can be told without the other methods.
pub(crate) struct Attributes {
    pub(crate) direction: Direction,
    pub(crate) decode: Option<Path>,
    pub(crate) said: Said,
}

/// Where the metadata are.
pub(crate) enum Said {
    /// In a static.
    Named(Path),
    /// Here.
    Written(Box<Written>),
}

impl Attributes {
    /// The metadata, if they are written here.
    pub(crate) fn written(&self) -> Option<&Written> {
        match &self.said {
            Said::Written(written) => Some(written),
            Said::Named(_) => None,
        }
    }
}

/// Metadata that are written out.
pub(crate) struct Written {
    pub(crate) provider: String,
    pub(crate) service: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) code: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Where the path stands, for what is wrong with it beside others.
    pub(crate) path_place: LitStr,
    pub(crate) signed_path: Option<String>,
    pub(crate) version: String,
    pub(crate) effect: Effect,
    pub(crate) status: Option<Status>,
    pub(crate) no_status: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) header_values: Vec<(String, String)>,
    pub(crate) signing: Signing,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) codes: Codes,
    pub(crate) source: String,
}

pub(crate) fn check(raw: &Endpoint, common: &Common, report: &mut Report<'_>) -> Option<Attributes> {
    let given = &raw.attribute;
    let direction = match given.value("direction") {
        Some(pair) => keyword(pair, DIRECTIONS, report),
        None => Some(Direction::Outbound),
    };
    let decode = given.value("decode").and_then(|pair| path_to(pair, report));
    let said = match given.value("metadata") {
        Some(pair) => {
            for (place, what) in given.others(&["metadata", "direction", "decode"]) {
                report.at(
                    place,
                    format!("`metadata` says it all: remove `{what}`, or remove `metadata` and write all keys"),
                );
            }
            path_to(pair, report).map(Said::Named)
        }
        None => written(raw, common, direction, report).map(|written| Said::Written(Box::new(written))),
    };
    Some(Attributes { direction: direction?, decode, said: said? })
}

fn written(raw: &Endpoint, common: &Common, direction: Option<Direction>, report: &mut Report<'_>) -> Option<Written> {
    let given = &raw.attribute;
    let positions = positions(given, report);
    missing(raw, &positions, report);

    let code = given.value("service_code").and_then(|pair| code(&text(pair, report)?, report));
    let effect = match given.value("effect") {
        Some(pair) => keyword(pair, EFFECTS, report),
        None => positions.effect,
    };
    let moves_money = effect == Some(Effect::MovesMoney) && direction == Some(Direction::Outbound);
    let no_status = no_status(raw, moves_money, report);
    let status = status(given, report);
    let own_version = versioned(given, report);
    let has_version = common.has_version || given.value("version").is_some();
    let place = positions.path;
    let template = place.as_ref().and_then(|place| template(place, report));
    match (&place, &template, given.value("version")) {
        (Some(place), Some(Template { has_version: true, .. }), _) if !has_version => {
            report.at(place, "`{version}` has no value: write `version = \"v1.0\"` in `#[snap_service(…)]`");
        }
        (Some(_), Some(Template { has_version: false, .. }), Some(version)) => {
            report.at(&version.key, "the path has no `{version}`: write it there, or leave `version` out");
        }
        _ => {}
    }
    let mut parameters = named(template.as_ref().map_or(&[], |template| &template.parameters), Location::Path);
    query(given, &mut parameters, report);
    let service = given.value("service").and_then(|pair| service(&text(pair, report)?, report));
    let header_values = header_values(given, report);
    let own_codes = codes(given, report);
    let (own_signing, own_headers) = (signing(given, report), headers(given, report));
    let (title, source) = (titled(given, report), sourced(given, report));

    let version = own_version.or_else(|| common.version.clone());
    let signed_path = match given.value("signed_path") {
        Some(pair) => signed_path(pair, template.as_ref(), version.as_deref(), has_version, report),
        None => None,
    };
    let path_place = place?;
    let template = template?;
    let path = fill(&common.base_path, &path_place.value(), version.as_deref().unwrap_or_default());
    let version = match version {
        Some(version) if template.has_version => version,
        _ => version_in(&path).unwrap_or_default().to_owned(),
    };
    Some(Written {
        provider: common.provider.clone(),
        service,
        title,
        code: code?,
        method: positions.method?,
        path,
        path_place,
        signed_path,
        version,
        effect: effect?,
        status,
        no_status,
        headers: own_headers.unwrap_or_else(|| common.headers.clone()),
        header_values,
        signing: own_signing.unwrap_or_else(|| common.signing.clone()),
        parameters,
        codes: own_codes.unwrap_or_else(|| common.codes.clone()),
        source: source.unwrap_or_else(|| common.source.clone()),
    })
}

/// The arguments without a key, and an effect whose key was forgotten.
#[derive(Default)]
struct Positions {
    method: Option<Method>,
    has_method: bool,
    path: Option<LitStr>,
    has_path: bool,
    effect: Option<Effect>,
}

fn positions(given: &Attribute, report: &mut Report<'_>) -> Positions {
    let mut positions = Positions::default();
    for word in &given.words {
        let text = word.to_string();
        if let Some((_, effect)) = EFFECTS.iter().find(|(name, _)| *name == text) {
            report.at(word, format!("`{text}` stands without its key: write `effect = {text}`"));
            positions.effect = Some(*effect);
        } else if positions.has_method {
            report.at(word, format!("`{text}` stands without a key, and the method is there already: remove it"));
        } else {
            positions.has_method = true;
            positions.method = method(word, &text, report);
        }
    }
    for literal in &given.literals {
        match literal {
            Lit::Str(path) if !positions.has_path => positions.path = Some(path.clone()),
            _ if positions.has_path => {
                report.at(literal, "this stands without a key, and the path is there already: remove it");
            }
            _ => report.at(literal, "the path is text: write `\"/v1.0/…\"`"),
        }
        positions.has_path = true;
    }
    positions
}

fn method(word: &Ident, text: &str, report: &mut Report<'_>) -> Option<Method> {
    if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == text) {
        return Some(*method);
    }
    if let Some((name, method)) = METHODS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        report.at(word, format!("a method has capitals: write `{name}`"));
        return Some(*method);
    }
    // PATCH and PUT are two letters apart, and who writes PATCH does not mean PUT.
    let known: Vec<_> = METHODS.iter().map(|(name, _)| *name).collect();
    let advice = match nearest(text, &known).filter(|_| text != "PATCH") {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {}", list(&known, "or")),
    };
    report.at(word, format!("`{text}` is no method of the standard; {advice}"));
    None
}

/// All that is missing, in one message: it has one place.
fn missing(raw: &Endpoint, positions: &Positions, report: &mut Report<'_>) {
    let given = &raw.attribute;
    let effect = given.value("effect").is_some() || positions.effect.is_some();
    let missing: Vec<_> = [
        ("POST", positions.has_method),
        ("\"/v1.0/…\"", positions.has_path),
        ("service_code = \"…\"", given.value("service_code").is_some()),
        ("effect = …", effect),
    ]
    .into_iter()
    .filter_map(|(example, there)| (!there).then_some(example))
    .collect();
    if !missing.is_empty() {
        let is = if missing.len() == 1 { "is" } else { "are" };
        report.at_span(raw.place, format!("{} {is} missing in `#[endpoint(…)]`", list(&missing, "and")));
    }
}

/// Two characters: `07`, and providers have letters of their own (`Q5`).
fn code(given: &LitStr, report: &mut Report<'_>) -> Option<String> {
    let code = given.value();
    if code.len() == 2 && code.chars().all(|char| char.is_ascii_digit() || char.is_ascii_uppercase()) {
        return Some(code);
    }
    let single = code.len() == 1 && code.chars().all(|char| char.is_ascii_digit());
    let write = if single { format!(": write `\"0{code}\"`") } else { ", such as `\"11\"`".to_owned() };
    report.at(given, format!("a service code has two characters, digits or capitals{write}"));
    None
}

pub(crate) fn service(given: &LitStr, report: &mut Report<'_>) -> Option<String> {
    let name = given.value();
    if is_snake_case(&name) {
        return Some(name);
    }
    report.at(given, "the name of a service has small letters, digits and `_`, such as `\"balance_inquiry\"`");
    None
}

fn named(names: &[String], location: Location) -> Vec<Parameter> {
    names.iter().map(|name| Parameter { name: name.clone(), location }).collect()
}
