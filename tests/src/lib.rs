//! Shared by the end-to-end tests: the spec, read once, and the generated messages that belong to it.

pub mod broken;
pub mod call;
#[rustfmt::skip]
pub mod calls;
pub mod serve;
#[rustfmt::skip]
pub mod serves;
pub use snap_codegen::example as valid;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use snap_bi::{AnyModel, Context, DecodeError, MessageEntry, MessageKind};
use snap_codegen::ir::{Catalogue, Message, Provider, Service};
use snap_codegen::json::{Node, Value};
use snap_codegen::pipeline::Spec;

use crate::broken::{Reading, Table};

/// The project's root.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The real spec, without findings.
///
/// # Panics
/// When the spec cannot be read or has findings: then there is nothing to test.
#[expect(clippy::panic, reason = "a test without a spec has nothing to say")]
pub fn spec() -> &'static Spec {
    static SPEC: OnceLock<Spec> = OnceLock::new();
    SPEC.get_or_init(|| match Spec::read(&root()) {
        Ok(spec) if spec.findings.is_empty() => spec,
        Ok(spec) => panic!("{}", snap_codegen::report::text(&spec.findings, &spec.documents.files, false)),
        Err(error) => panic!("{error}"),
    })
}

/// A message of the spec with its generated type.
pub struct Case {
    /// The resolved spec.
    pub catalogue: &'static Catalogue,
    /// Its provider.
    pub provider: &'static Provider,
    /// Its service.
    pub service: &'static Service,
    /// The message.
    pub message: &'static Message,
    /// Request or response.
    pub kind: MessageKind,
    /// The response variant.
    pub variant: Option<&'static str>,
    entry: &'static MessageEntry,
}

impl Case {
    /// `faspay transfer_interbank request`.
    pub fn name(&self) -> String {
        let variant = self.variant.map(|v| format!(" {v}")).unwrap_or_default();
        format!("{} {} {:?}{variant}", self.provider.name, self.service.name, self.kind)
    }

    /// Decodes into the generated type.
    ///
    /// # Errors
    /// When the text is not a JSON object.
    pub fn decode(&self, json: &str) -> Result<Box<dyn AnyModel>, DecodeError> {
        (self.entry.decode)(json.as_bytes())
    }

    /// The message, for whoever breaks its rules, with the runtime of this process.
    ///
    /// # Panics
    /// When the runtime cannot decode what it is shown.
    #[expect(clippy::panic, reason = "a message that cannot be read is what the tests are there to find")]
    pub fn table(&self) -> Table<'static> {
        let (entry, name) = (self.entry, self.name());
        let decoding = name.clone();
        let runtime = move |message: &Node, reading: Reading| {
            let model = (entry.decode)(message.to_text().as_bytes()).unwrap_or_else(|e| panic!("{decoding}: {e}"));
            let found = match reading {
                Reading::Sent => model.any_validate(&Context::default()).err().map(Vec::from_iter).unwrap_or_default(),
                Reading::Received => model.any_check(&Context::default()),
            };
            found.iter().map(|violation| spec_path(&violation.path)).collect()
        };
        Table {
            name,
            catalogue: self.catalogue,
            service: self.service,
            message: self.message,
            response: self.is_response(),
            runtime: Box::new(runtime),
        }
    }

    /// Whether it is a response.
    pub fn is_response(&self) -> bool {
        self.kind == MessageKind::Response
    }
}

/// Every message of the spec with its generated type.
///
/// # Panics
/// When a message of the spec has no generated type.
#[expect(clippy::panic, reason = "a message without a type is what the tests are there to find")]
pub fn cases() -> Vec<Case> {
    let catalogue = &spec().catalogue;
    let mut cases = Vec::new();
    for (provider, _, service) in catalogue.services() {
        let request = (&service.request, MessageKind::Request, None);
        let responses = service.responses.iter().map(|v| (&v.message, MessageKind::Response, v.name.as_deref()));
        for (message, kind, variant) in std::iter::once(request).chain(responses) {
            let Some(entry) = entry(&provider.name, &service.name, kind, variant) else {
                panic!("{} {} {kind:?} has no generated type", provider.name, service.name);
            };
            cases.push(Case { catalogue, provider, service, message, kind, variant, entry });
        }
    }
    cases
}

fn entry(provider: &str, service: &str, kind: MessageKind, variant: Option<&str>) -> Option<&'static MessageEntry> {
    let provider = snap_bi::PROVIDERS.iter().find(|entry| entry.name == provider)?;
    provider.messages.iter().find(|entry| entry.service == service && entry.kind == kind && entry.variant == variant)
}

/// Members are compared by name; numbers and texts by what was written.
pub fn differences(before: &Node, after: &Node, at: &str, lost: &mut Vec<String>) {
    match (&before.value, &after.value) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<_> = a.iter().chain(b).map(|member| &member.name).collect();
            for name in names {
                match (before.get(name), after.get(name)) {
                    (Some(x), Some(y)) => differences(x, y, &format!("{at}.{name}"), lost),
                    _ => lost.push(format!("{at}.{name}")),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).for_each(|(x, y)| differences(x, y, &format!("{at}[]"), lost));
        }
        (a, b) if a == b => {}
        _ => lost.push(at.to_owned()),
    }
}

/// A violation's path as the spec writes it: `list[0].member` becomes `list[].member`.
pub fn spec_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => {
                inside = false;
                out.push_str("[]");
            }
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

/// What the README shows compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
