//! Between the server, which knows no types, and handlers, which know nothing else.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::call::{Call, Received};
use super::refusal::Refusal;
use super::refuse::Refuse;
use crate::check::{Broken, Context, Violation, Violations};
use crate::json::extra::Form;
use crate::json::raw;
use crate::message::model::Model;
use crate::meta::endpoint::{Endpoint, Parameter, ParameterEncoding, ParameterLocation};

/// The services of a trait and what handles them. `#[snap_service]` writes it.
pub trait Dispatch: Send + Sync + 'static {
    /// The services, in the order of the trait.
    fn endpoints(&self) -> &'static [&'static Endpoint];

    /// Reads and judges the request of a call of the service with this index; the handler runs when what comes back is awaited.
    ///
    /// # Errors
    /// Everything that the request breaks.
    fn prepare(self: Arc<Self>, index: usize, call: Arc<Call>, request: &[u8]) -> Result<Work, Unfit>;
}

/// What a handler is going to do.
pub type Work = Pin<Box<dyn Future<Output = Result<Reply, Refuse>> + Send>>;

/// What a handler answered.
#[derive(Debug)]
pub struct Reply {
    /// JSON.
    pub(crate) body: Vec<u8>,
    /// What it breaks of the service's table.
    pub(crate) broken: Vec<Violation>,
}

impl Reply {
    /// A JSON object that whoever wrote it answers for: it is sent as it is, with the HTTP status of its code.
    #[must_use]
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), broken: Vec::new() }
    }
}

/// A request that a handler does not get to see.
#[derive(Debug)]
pub enum Unfit {
    /// It is no object of the spec.
    NotJson,
    /// It breaks rules.
    Breaks(Violations),
}

impl Unfit {
    pub(crate) fn refusal(&self) -> Refusal {
        match self {
            Self::NotJson => Refusal::NotJson,
            Self::Breaks(violations) => violations.iter().next().map_or(Refusal::NotJson, refusal),
        }
    }

    pub(crate) fn violations(&self) -> &[Violation] {
        match self {
            Self::NotJson => &[],
            Self::Breaks(violations) => violations.as_slice(),
        }
    }
}

/// The first violation is what the caller is told.
fn refusal(violation: &Violation) -> Refusal {
    let path = || match violation.path.is_empty() {
        false => violation.path.clone(),
        true => members(&violation.rule).unwrap_or_default(),
    };
    match &violation.rule {
        Broken::AtLeastOne(_)
        | Broken::ExactlyOne(_)
        | Broken::AllOrNone(_)
        | Broken::Needs(_)
        | Broken::OneGroup(_) => Refusal::Condition { path: path() },
        rule if rule.is_missing() => Refusal::FieldMissing { path: path() },
        Broken::NotSameAsHeader { header } => Refusal::HeaderFormat { name: Cow::Borrowed(header) },
        _ => Refusal::FieldFormat { path: path() },
    }
}

/// The first of the members that a relation speaks of.
fn members(rule: &Broken) -> Option<String> {
    let first = match rule {
        Broken::AtLeastOne(names) | Broken::ExactlyOne(names) | Broken::AllOrNone(names) | Broken::Needs(names) => {
            names.first()
        }
        Broken::OneGroup(groups) => groups.first().and_then(|group| group.first()),
        _ => None,
    };
    first.map(|name| (*name).to_owned())
}

/// Reads and judges a request, and makes the handler's work of it. What `#[snap_service]` calls for each service.
///
/// # Errors
/// Everything that the request breaks in the reading of a server, [`Mode::Receive`](crate::Mode::Receive).
pub fn work<Q, R, F, T>(call: Arc<Call>, request: &[u8], handler: F) -> Result<Work, Unfit>
where
    Q: Model + Send,
    R: Reads,
    F: FnOnce(Received<Q>) -> T,
    T: Future<Output = Result<R, Refuse>> + Send + 'static,
{
    let message = Q::from_json(request).map_err(|_| Unfit::NotJson)?;
    let lookup = |name: &str| call.header(name);
    message.validate_received_with(&Context::with_headers(&lookup)).map_err(Unfit::Breaks)?;
    let handling = handler(Received::new(message, call));
    Ok(Box::pin(async move { handling.await.map(|response| response.reply()) }))
}

/// What a handler may answer with: a message, or one of several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of a handler: it does not implement `Model`",
    label = "not a message"
)]
pub trait Reads {
    /// As it is sent.
    #[doc(hidden)]
    fn reply(&self) -> Reply;
}

impl<M: Model> Reads for M {
    fn reply(&self) -> Reply {
        let broken = self.validate().err().map(|found| found.iter().cloned().collect()).unwrap_or_default();
        Reply { body: self.to_json(), broken }
    }
}

/// The request as one object: the body, and the members that came in path and query.
pub(crate) fn request(call: &Call) -> Bytes {
    let endpoint = call.endpoint;
    if endpoint.parameters.is_empty() {
        return if call.body.is_empty() { Bytes::from_static(b"{}") } else { call.body.clone() };
    }
    let mut out = String::from("{");
    let mut push = |name: &str, value: &dyn Fn(&mut String)| {
        out.push_str(if out.len() > 1 { "," } else { "" });
        raw::push_text(&mut out, name);
        out.push(':');
        value(&mut out);
    };
    for parameter in endpoint.parameters {
        let Some(value) = beside(call, parameter) else { continue };
        let json = parameter.encoding == ParameterEncoding::Json && is_plain(&value);
        push(parameter.name, &|out| if json { out.push_str(&value) } else { raw::push_text(out, &value) });
    }
    for member in raw::members_of_text(&call.body).map(|members| members.0).unwrap_or_default() {
        let beside = endpoint.parameters.iter().any(|parameter| parameter.name == member.name);
        // What travels beside the body counts there: it is what was routed.
        if !beside {
            push(&member.name, &|out| out.push_str(member.raw.get()));
        }
    }
    out.push('}');
    Bytes::from(out)
}

/// Whether a text is a JSON number or boolean.
fn is_plain(text: &str) -> bool {
    let read: Result<&RawValue, _> = serde_json::from_str(text);
    read.is_ok_and(|raw| raw.get() == text && matches!(raw::form(raw), Form::Number | Form::Boolean))
}

fn beside(call: &Call, parameter: &Parameter) -> Option<String> {
    match parameter.location {
        ParameterLocation::Path => {
            call.path_parameters.iter().find(|(name, _)| name == parameter.name).map(|(_, value)| value.clone())
        }
        ParameterLocation::Query => {
            let query = call.uri.query().unwrap_or_default();
            match parameter.encoding {
                ParameterEncoding::Plain | ParameterEncoding::Json => form_urlencoded::parse(query.as_bytes())
                    .find(|(name, _)| name == parameter.name)
                    .map(|(_, value)| value.into_owned()),
                // It is the text as it stands that the message holds.
                ParameterEncoding::Percent => query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .find(|(name, _)| *name == parameter.name)
                    .map(|(_, value)| value.to_owned()),
            }
        }
    }
}
