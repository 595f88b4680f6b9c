//! The texts of skeletons.

use crate::ir::{Catalogue, Provider, STANDARD, Service};
use crate::pipeline::Spec;
use crate::source::FileId;
use crate::spec::service::Effect;
use crate::text::capital;

/// A provider file that takes everything from the standard, as far as there is one.
pub(super) fn provider(catalogue: &Catalogue, name: &str, today: &str) -> String {
    let standard = catalogue.provider(STANDARD);
    let sets = standard.map_or_else(Vec::new, |s| s.header_sets.iter().map(|set| set.name.as_str()).collect());
    let profiles = standard.map_or_else(Vec::new, |s| s.profiles.iter().map(|profile| profile.name.as_str()).collect());
    let headers = match preferred(&sets, "transaction_b2b") {
        Some(set) => {
            format!("    inherits: {set}   # every row of this national set; write only the rows that differ\n")
        }
        None => "    request:\n      X-TIMESTAMP: { presence: M, format: timestamp }\n".to_owned(),
    };
    let signing = match preferred(&profiles, "standard") {
        Some(profile) => format!("    inherits: {profile}          # every switch of this national profile\n"),
        None => String::new(),
    };
    let (title, name) = (title(name), plain(name));
    format!(
        r#"# yaml-language-server: $schema=../../schema/provider.schema.json
provider: {name}
title: {title}                   # as it writes itself
source:
  title: {title} API reference   # the page that this was transcribed from
  url: https://example.com
  retrieved: "{today}"
prefix: ""                      # put before every path, such as /openapi
headers: transaction            # the header set of services that name none
signing: transaction            # the signing profile of services that name none
environments:
  sandbox: {{ url: https://sandbox.example.com }}
header_sets:
  transaction:
{headers}signing_profiles:
  transaction:
{signing}    transaction: symmetric      # symmetric | asymmetric | either | none
"#
    )
}

fn preferred<'a>(names: &[&'a str], wanted: &str) -> Option<&'a str> {
    names.iter().find(|name| **name == wanted).or_else(|| names.first()).copied()
}

/// A page with one service.
pub(super) fn page(owner: &Provider, page: &str, service: &str, today: &str) -> String {
    let up = if owner.name == STANDARD { "../schema" } else { "../../schema" };
    let title = plain(&format!("{} {}", owner.title, page.replace('-', " ")));
    format!(
        "# yaml-language-server: $schema={up}/services.schema.json\nsource:\n  title: {title}\n  url: {}\n  \
         retrieved: \"{today}\"\nservices:\n{service}",
        plain(&owner.source.url),
    )
}

/// A service as an entry of `services:`.
pub(super) fn service(spec: &Spec, owner: &Provider, name: &str) -> String {
    let national = spec.catalogue.provider(STANDARD).filter(|standard| standard.name != owner.name);
    match national.and_then(|standard| standard.service(name)) {
        Some(national) => dialect(spec, owner, national),
        None => blank(&spec.catalogue, name),
    }
}

/// A service that takes over every row of the national one.
fn dialect(spec: &Spec, owner: &Provider, national: &Service) -> String {
    let code = &national.code;
    let [name, title, path, version] =
        [&national.name, &national.title, &national.path, &national.version].map(|text| plain(text));
    let (method, direction, effect) = (national.method.as_str(), national.direction.as_str(), national.effect.as_str());
    // Where the national service needs other headers than most, its dialect does too.
    let standard = spec.documents.services.iter().filter(|document| document.provider == STANDARD);
    let raw = standard.into_iter().find_map(|document| {
        let service = document.body.services.get(&national.name)?;
        Some((service, document.body.defaults.as_ref()))
    });
    let choice =
        |key: &str, value: Option<&String>| value.map_or_else(String::new, |value| format!("    {key}: {value}\n"));
    let (own, page) = (raw.map(|(own, _)| own), raw.and_then(|(_, page)| page));
    let headers = own.and_then(|own| own.headers.as_ref()).or_else(|| page.and_then(|page| page.headers.as_ref()));
    let signing = own.and_then(|own| own.signing.as_ref()).or_else(|| page.and_then(|page| page.signing.as_ref()));
    let headers = choice("headers", headers.map(|headers| &headers.value));
    let signing = choice("signing", signing.map(|signing| &signing.value));
    // What tells where money went is there already, or still to be found.
    let status = match national.status.as_ref().filter(|status| owner.service(status).is_some()) {
        Some(status) => format!("    status: {status}\n"),
        None if national.effect == Effect::MovesMoney => UNTOLD.to_owned(),
        None => String::new(),
    };
    // Samples of the national service hold for the dialect as well.
    let no_sample = if national.samples.is_empty() { "    no_sample: The page prints none.\n" } else { "" };
    format!(
        r#"  {name}:
    title: {title}
    code: "{code}"
    standard: {name}
    inherits: standard            # every row of the national service; write only the rows that differ
    method: {method}
    path: {path}
    version: {version}
    direction: {direction}
    effect: {effect}
{status}{headers}{signing}{no_sample}"#
    )
}

/// Money that moves without a service that tells where it went.
const UNTOLD: &str = "    no_status: not transcribed yet  # `status: name` where a service tells what became of the money; else why none does\n";

/// A service of its own: the careful choice everywhere, and one sample to show the form.
fn blank(catalogue: &Catalogue, name: &str) -> String {
    let path = name.replace('_', "-");
    let (title, name) = (title(name), plain(name));
    let row = |field: &str, row: &str| {
        // A name that the glossary knows needs no words of its own.
        let doc = if catalogue.glossary.contains_key(field) { "" } else { ", doc: What it means." };
        format!("      {field}: {{ {row}{doc} }}\n")
    };
    let request = row("partnerReferenceNo", "presence: M, type: string, max: 64");
    let code = row("responseCode", "presence: M, type: string, max: 7");
    let message = row("responseMessage", "presence: M, type: string, max: 150");
    format!(
        r#"  {name}:
    title: {title}
    code: "00"                    # two characters, quoted, as the page prints it
    method: POST
    path: /{{version}}/{path}
    version: v1.0
    direction: outbound           # outbound: partner calls provider; inbound: provider calls partner
    effect: moves-money           # read | changes-state | moves-money: decides what may be sent again
{UNTOLD}    request:
{request}    response:
{code}{message}    samples:
      - name: documented
        request: |
          {{ "partnerReferenceNo": "2020102900000000000001" }}
        response: |
          {{ "responseCode": "2000000", "responseMessage": "Successful" }}
"#
    )
}

/// A service for a page that is there: without what the page's defaults say already.
pub(super) fn on_page(spec: &Spec, file: FileId, service: String) -> String {
    let page = spec.documents.services.iter().find(|document| document.file == file);
    let Some(defaults) = page.and_then(|page| page.body.defaults.as_ref()) else { return service };
    let said = [
        ("method", defaults.method.as_ref().map(|method| method.as_str().to_owned())),
        ("version", defaults.version.as_ref().map(|version| plain(version))),
        ("direction", defaults.direction.as_ref().map(|direction| direction.as_str().to_owned())),
        ("headers", defaults.headers.as_ref().map(|headers| headers.value.clone())),
        ("signing", defaults.signing.as_ref().map(|signing| signing.value.clone())),
    ];
    let repeats = |line: &str| {
        let (key, value) = line.strip_prefix("    ").and_then(|line| line.split_once(": ")).unwrap_or_default();
        let value = value.split(" #").next().unwrap_or(value).trim();
        said.iter().any(|(name, default)| *name == key && default.as_deref() == Some(value))
    };
    service.split_inclusive('\n').filter(|line| !repeats(line)).collect()
}

/// A page with one more service at the end of its `services:`; `None` if they are not laid out as ours.
pub(super) fn extended(text: &str, service: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| line.trim_end() == "services:" || line.starts_with("services: #"))?;
    let below = &lines[start + 1..];
    let is_text = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let len = below.iter().position(|line| is_text(line) && !line.starts_with(' ')).unwrap_or(below.len());
    let first = below[..len].iter().find(|line| is_text(line));
    if first.is_some_and(|line| !line.starts_with("  ") || line.starts_with("   ")) {
        return None;
    }
    // A comment in the first column is about what follows.
    let last = below[..len].iter().rposition(|line| line.starts_with(' ') && !line.trim().is_empty());
    let at = start + 1 + last.map_or(0, |last| last + 1);
    let mut out: Vec<&str> = lines[..at].to_vec();
    out.extend(service.lines());
    out.extend(&lines[at..]);
    Some(out.join("\n") + "\n")
}

/// A name as a human title: `balance_inquiry` is `Balance inquiry`.
fn title(name: &str) -> String {
    plain(&capital(&name.replace(['_', '-'], " ")))
}

/// A text as a YAML scalar: quoted if a reader could take it for anything else.
fn plain(text: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || " -_./()".contains(c);
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    let address = text.strip_prefix("https://").unwrap_or(text).replace("{version}", "");
    let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '/');
    if starts && !word && address.chars().all(harmless) && text.trim() == text {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}
