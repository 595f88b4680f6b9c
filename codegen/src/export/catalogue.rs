//! `export catalogue`: everything that the spec says, as JSON that other tools can rely on.
//!
//! One row per member, containers included; amounts are followed by their `.value` and `.currency`; paths are in dot
//! notation, with `[]` behind an array in the paths of its members and `.*` behind a map. Keys without anything to say
//! are left out. Rows are what holds after errata; where the page prints something else, `documented` says what.

use heck::ToSnakeCase;

use super::inquiry::inquiry;
use super::json::{Json, Object};
use super::redirect::{hosts, redirect};
use super::rows::{rows, word};
use super::serving::serving;
use super::summary::summary;
use crate::ir::field::relations;
use crate::ir::service::SampleText;
use crate::ir::{Catalogue, Erratum, HeaderRow, Message, Page, Placed, Provider, Sample, Service, Source, Target};
use crate::source::{FileId, Files};

/// The catalogue as JSON text. The same spec gives the same text, everywhere.
///
/// It is a text because numbers of samples keep all their digits, which a value tree would not promise.
pub fn catalogue(catalogue: &Catalogue, files: &Files) -> String {
    let providers = &catalogue.providers;
    let services =
        catalogue.services().map(|(provider, page, s)| service(catalogue, provider, page, s).into()).collect();
    Json::from(
        Object::default()
            .with("providers", Json::List(providers.iter().map(|provider| summary(provider).into()).collect()))
            .with("services", Json::List(services))
            .with("response_codes", Json::List(providers.iter().flat_map(response_codes).collect()))
            .with("headers", Json::List(providers.iter().flat_map(headers).collect()))
            .with("environments", Json::List(providers.iter().flat_map(environments).collect()))
            .with("errata", Json::List(providers.iter().flat_map(|provider| shared_errata(provider, files)).collect())),
    )
    .to_text()
}

fn service(catalogue: &Catalogue, provider: &Provider, page: &Page, service: &Service) -> Object {
    let owned = |name: &Option<Placed<(String, String)>>| {
        name.as_deref().map(|(provider, name)| Object::default().with("provider", provider).with("name", name))
    };
    let object = Object::default()
        .with("provider", &provider.name)
        .with("name", &service.name)
        .with("title", &service.title)
        .with_some("code", (!service.code.is_empty()).then_some(&service.code))
        .with_some("no_code", service.no_code.as_ref())
        .with("method", service.method.as_str())
        .with("path", &service.path)
        .with("full_path", service.full_path(&provider.prefix))
        .with_some("signed_path", service.full_signed_path())
        .with_some("hosts", (!service.hosts.is_empty()).then(|| hosts(service)))
        .with_some("redirect", service.redirect.as_ref().map(redirect))
        .with("version", &service.version)
        .with("direction", service.direction.as_str())
        .with("effect", service.effect.as_str())
        .with_some("documented", documented(service))
        .with_some("standard", service.standard.as_ref())
        .with_some("shape_of", service.shape_of.as_ref())
        .with_some("no_sample", service.no_sample.as_ref())
        .with_some("status", service.status.as_ref())
        .with_some("no_status", service.no_status.as_ref())
        .with_some("inquiry", service.inquiry.as_ref().map(inquiry))
        .with_some("serving", serving(&service.serving))
        .with_some("header_set", owned(&service.headers))
        .with_some("signing_profile", owned(&service.signing))
        .with_some("doc", service.doc.as_ref())
        .with("module", page.slug.to_snake_case())
        .with("source", source(&page.source))
        .with_some("inferred", inferred(service))
        .with_some("rules", rules(service));
    messages(catalogue, service, object)
        .with("samples", service.samples.iter().map(|s| sample(s).into()).collect::<Vec<Json>>())
        .with("errata", service.errata.iter().map(|e| erratum(e).into()).collect::<Vec<Json>>())
}

/// What the page prints of the service's own line, where an erratum corrected it.
fn documented(service: &Service) -> Option<Object> {
    let printed = Object::default()
        .with_some("code", service.code.differs().then_some(&service.code.printed))
        .with_some("method", service.method.differs().then(|| service.method.printed.as_str()))
        .with_some("path", service.path.differs().then_some(&service.path.printed));
    (!printed.0.is_empty()).then_some(printed)
}

fn source(source: &Source) -> Object {
    Object::default().with("title", &source.title).with("url", &source.url).with("retrieved", &source.retrieved)
}

/// Messages without a table of their own, with where their rows came from.
fn inferred(service: &Service) -> Option<Object> {
    let found =
        service.messages().filter_map(|(id, message)| Some((id.to_string(), Json::from(message.inferred.as_ref()?))));
    let found = Object(found.collect());
    (!found.0.is_empty()).then_some(found)
}

/// What holds between the members of each message, in words.
fn rules(service: &Service) -> Option<Object> {
    let found = service.messages().filter(|(_, message)| !message.rules.is_empty());
    let words = found.map(|(id, message)| {
        (id.to_string(), Json::texts(relations(&message.rules).map(|relation| relation.kind.words())).into())
    });
    let words = Object(words.collect());
    (!words.0.is_empty()).then_some(words)
}

/// `request`, then `response`, or `responses` where the shape has variants.
fn messages(catalogue: &Catalogue, service: &Service, object: Object) -> Object {
    let table = |message: &Message| rows(catalogue, &message.fields, &message.documented.fields);
    let object = object.with("request", table(&service.request));
    if let [only] = service.responses.as_slice()
        && only.name.is_none()
    {
        return object.with("response", table(&only.message));
    }
    let (mut tables, mut variants) = (Object::default(), Object::default());
    for variant in &service.responses {
        let name = variant.name.as_deref().unwrap_or("response");
        tables = tables.with(name, table(&variant.message));
        let about = Object::default()
            .with_some("when", variant.when.as_ref().map(|when| Json::from(when.words())))
            .with_some("doc", variant.doc.as_ref());
        variants = variants.with(name, about);
    }
    object.with("responses", tables).with("variants", variants)
}

fn sample(sample: &Sample) -> Object {
    // A message that the page does not print is null: the key is always there.
    let value = |text: &Option<SampleText>| text.as_ref().map_or(Json::Null, |text| Json::from(&text.node));
    let headers =
        Object(sample.headers.iter().map(|header| (header.name.value.clone(), Json::from(&header.value))).collect());
    let mut object = Object::default()
        .with("name", &sample.name)
        .with_some("variant", sample.variant.as_ref())
        .with_flag("inherited", sample.inherited)
        .with_some("method", sample.method.as_ref().map(|method| method.as_str()))
        .with_some("path", sample.path.as_ref())
        .with_some("headers", (!headers.0.is_empty()).then_some(headers))
        .with("request", value(&sample.request))
        .with("response", value(&sample.response));
    for (message, text) in &sample.raw {
        object = object.with(message.raw_key(), text);
    }
    object
}

fn erratum(erratum: &Erratum) -> Object {
    Object::default()
        .with("id", &erratum.id)
        .with("at", places(&erratum.at))
        .with("kind", erratum.kind.as_str())
        .with("documented", &erratum.documented)
        .with("decision", &erratum.decision)
        .with("acts", erratum.acts())
        .with("consequence", erratum.consequence.word())
        .with_flag("inherited", erratum.inherited)
}

/// One place, or several.
fn places(at: &[Placed<Target>]) -> Json {
    match at {
        [only] => only.to_string().into(),
        several => Json::texts(several.iter().map(ToString::to_string)).into(),
    }
}

fn response_codes(provider: &Provider) -> Vec<Json> {
    let rows = provider.codes.iter().map(|code| {
        Object::default()
            .with("provider", &provider.name)
            .with("http", code.http.value)
            .with("case", &code.case)
            .with("category", code.category.as_str())
            .with("message", &code.message)
            .with("name", &code.name)
            .with("outcome", code.outcome.as_str())
            .with("retry", code.retry.as_str())
            .with_any("success_for", Json::texts(code.success_for.iter().map(|name| &name.value)))
            .with_some("doc", code.doc.as_ref())
            .into()
    });
    rows.collect()
}

fn headers(provider: &Provider) -> Vec<Json> {
    let mut rows = Vec::new();
    for set in &provider.header_sets {
        for (message, headers) in [("request", &set.request), ("response", &set.response)] {
            rows.extend(headers.iter().map(|row| header(provider, &set.name, message, row).into()));
        }
    }
    rows
}

fn header(provider: &Provider, set: &str, message: &str, row: &HeaderRow) -> Object {
    Object::default()
        .with("provider", &provider.name)
        .with("set", set)
        .with("message", message)
        .with("name", &row.name)
        .with("presence", row.presence.letter())
        .with_some("when", row.when.as_ref().map(|when| Json::from(when.words())))
        .with_some("max", row.max.as_deref().copied())
        .with_some("exact", row.exact.as_deref().copied())
        .with_some("format", row.format.as_deref().map(word))
        .with_some("value", row.value.as_ref())
        .with_any("names", Json::texts(&row.names))
        .with_flag("sensitive", row.sensitive)
        .with_some("note", row.note.as_ref())
}

fn environments(provider: &Provider) -> Vec<Json> {
    let rows = provider.environments.iter().map(|environment| {
        Object::default()
            .with("provider", &provider.name)
            .with("name", &environment.name)
            .with("url", &environment.url)
            .with_some("note", environment.note.as_ref())
            .into()
    });
    rows.collect()
}

/// Errata about more than one service: of the provider, its response codes, and whole pages.
fn shared_errata(provider: &Provider, files: &Files) -> Vec<Json> {
    let row = |file: FileId, found: &Erratum| {
        let mut row = Object::default().with("provider", &provider.name).with("file", files.name(file));
        row.0.extend(erratum(found).0);
        row.into()
    };
    let of_pages = provider.pages.iter().flat_map(|page| &page.errata);
    provider.errata.iter().chain(of_pages).map(|found| row(found.loc().file, found)).collect()
}

#[cfg(test)]
mod tests {
    use super::catalogue;
    use crate::pipeline::Spec;
    use crate::source::{Files, SourceFile};

    const PROVIDER: &str = r#"
provider: aspi
title: Standard
source: { title: Keamanan, url: https://example.com/a, retrieved: "2026-01-01" }
prefix: /api
headers: plain
signing: standard
environments: { sandbox: { url: https://sandbox.example.com } }
header_sets:
  plain:
    request:
      X-TIMESTAMP: { presence: M, format: timestamp }
      CHANNEL-ID: { presence: C, max: 5, value: "88001", when: { prose: for mobile } }
signing_profiles: { standard: { transaction: symmetric } }
errata:
  - { id: blank, at: headers.CHANNEL-ID, kind: document, documented: Printed with a blank., decision: Without. }
"#;

    const CODES: &str = r#"
codes:
  - { http: 200, case: "00", name: successful, category: success, message: Successful, outcome: success, retry: "no" }
"#;

    const PAGE: &str = r#"
source: { title: Page, url: https://example.com/p, retrieved: "2026-01-01" }
types:
  Node:
    fields:
      id: { presence: M, type: string, exact: 2 }
      below: { presence: O, type: array, items: Node }
services:
  tree:
    title: Tree
    code: "7A"
    method: POST
    path: /{version}/tree
    version: v1.0
    direction: outbound
    effect: read
    serving: { aside: [misspelled], repeat: conflict, refused: { responseCode: message, count: { value: "1" } } }
    request:
      root: { presence: M, type: Node }
      list:
        presence: M
        type: array
        max_items: 3
        fields:
          price: { presence: O, type: amount, precision: [16, 2] }
          kind: { presence: C, type: string, max: 4, values: { "00": done, "01": open }, when: { present: price } }
      tags: { presence: O, type: array, items: { type: string, max: 10 } }
      grid: { presence: O, type: array, items: { type: array, fields: { x: { presence: M, type: integer } } } }
      names: { presence: O, type: map, items: { type: string, max: 5 } }
      misspeled: { presence: O, type: string, max: 5, note: A note. }
    responses:
      short: { when: { equals: { misspeled: a } }, fields: { responseCode: { presence: M, type: string, exact: 7 } } }
      long: { fields: { count: { presence: M, type: integer, max: 20 } } }
    inferred: { request: from the sample }
    rules: { request: [{ at_least_one: [tags, names] }] }
    samples:
      - name: documented
        variant: long
        request: '{ "tags": ["a"], "n": 1.50 }'
        response: '{ "count": 12345678901234567890 }'
      - name: request_only
        variant: short
        request: '{}'
    errata:
      - id: spelling
        at: request.misspeled
        kind: name
        documented: The sample has two Ls.
        decision: Two Ls.
        correct: { name: misspelled, max: 6 }
"#;

    fn export() -> String {
        let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
        let spec = Spec::of(Files::new(vec![
            file("spec/standard/provider.yaml", PROVIDER),
            file("spec/standard/response-codes.yaml", CODES),
            file("spec/standard/page.yaml", PAGE),
        ]));
        let unread: Vec<_> = spec.findings.iter().filter(|finding| finding.rule.family() == "structure").collect();
        assert!(unread.is_empty(), "{unread:?}");
        catalogue(&spec.catalogue, &spec.documents.files)
    }

    #[test]
    fn the_catalogue_of_a_small_spec() {
        insta::assert_snapshot!(export());
    }

    #[test]
    fn the_text_is_json_and_keeps_twenty_digits() {
        let text = export();
        assert!(text.contains("\"count\": 12345678901234567890"));
        assert!(text.contains("\"n\": 1.50"));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let service = &value["services"][0];
        assert_eq!(service["full_path"], "/api/v1.0/tree");
        assert_eq!(service["samples"][1]["response"], serde_json::Value::Null);
    }

    #[test]
    fn a_type_that_contains_itself_is_expanded_once() {
        let value: serde_json::Value = serde_json::from_str(&export()).unwrap();
        let rows = value["services"][0]["request"].as_array().unwrap();
        let paths: Vec<_> = rows.iter().filter_map(|row| row["path"].as_str()).collect();
        assert_eq!(
            paths,
            [
                "root",
                "root.id",
                "root.below",
                "list",
                "list[].price",
                "list[].price.value",
                "list[].price.currency",
                "list[].kind",
                "tags",
                "grid",
                "grid[][].x",
                "names",
                "misspelled",
            ]
        );
    }

    /// Twenty types that refer to each other five times each have more ways through them than anybody could print.
    #[test]
    fn types_that_refer_to_each_other_often_have_an_end() {
        for seed in 0..40_u64 {
            let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut next = || {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                random % 20
            };
            let mut page = String::from(
                "source: { title: Page, url: https://example.com/p, retrieved: \"2026-01-01\" }\ntypes:\n",
            );
            for ty in 0..20 {
                page.push_str(&format!("  T{ty}:\n    fields:\n      id: {{ presence: M, type: string, max: 2 }}\n"));
                for row in 0..5 {
                    page.push_str(&format!("      r{row}: {{ presence: O, type: array, items: T{} }}\n", next()));
                }
            }
            page.push_str("services:\n  tree:\n    title: Tree\n    code: \"7A\"\n    method: POST\n    path: /{version}/tree\n    version: v1.0\n    direction: outbound\n    effect: read\n    request: { root: { presence: M, type: T0 } }\n    response: { root: { presence: M, type: T1 } }\n");
            let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
            let spec = Spec::of(Files::new(vec![
                file("spec/standard/provider.yaml", PROVIDER),
                file("spec/standard/page.yaml", &page),
            ]));
            let text = catalogue(&spec.catalogue, &spec.documents.files);
            // Every type is expanded at least once, so that no row of the spec is missing.
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let rows = value["services"][0]["request"].as_array().unwrap().len();
            assert!((6..10_000).contains(&rows), "{rows} rows");
        }
    }
}
