//! Addresses that the browser of a customer is sent to: nothing is called, the address is all there is.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroizing;

use crate::check::violation::{Broken, Violation, Violations};
use crate::client::core::Core;
use crate::client::message::Typed;
use crate::client::options::CallOptions;
use crate::client::request::Prepared;
use crate::error::{CallInfo, InvalidRequest, SnapError};
use crate::json::extra::Form;
use crate::json::raw::{self, Members};
use crate::message::model::Model;
use crate::meta::endpoint::{Endpoint, ParameterEncoding};
use crate::meta::redirect::{Given, GivenFrom};
use crate::signing::timestamp::Timestamp;

/// An address with a signature and what it says of a customer: good for one visit. `Debug` shows no query.
#[derive(Clone, PartialEq, Eq)]
pub struct RedirectUrl(Zeroizing<String>);

impl RedirectUrl {
    /// The whole address, to be given to the browser. It belongs into no log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RedirectUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedirectUrl({}?…)", self.0.split('?').next().unwrap_or_default())
    }
}

/// Percent-encodes a text, as members with the encoding `url-json` or `query-string` take it, such as `seamlessData`.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    super::parameters::encode(&mut out, text);
    out
}

impl Core {
    /// Makes an address: what the client gives is put in, the rest is checked as for a call.
    pub(super) async fn redirect_url<Q: Model>(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        request: &Q,
    ) -> Result<RedirectUrl, SnapError> {
        let mut json = Zeroizing::new(request.to_json());
        let identity = self.identity();
        let credentials = &identity.credentials;
        let profile = self.policy.profile.unwrap_or(endpoint.signing);
        for given in endpoint.redirect.unwrap_or_default() {
            if member(&json, given.member).is_some() {
                continue;
            }
            let value = match given.from {
                GivenFrom::PartnerId => Some(Cow::Borrowed(&*credentials.partner_id)),
                GivenFrom::ClientKey => Some(Cow::Borrowed(&*credentials.client_key)),
                GivenFrom::ChannelId => credentials.channel_id.as_deref().map(Cow::Borrowed),
                GivenFrom::ExternalId => Some(Cow::Owned(self.ids.next(profile.external_id))),
                GivenFrom::Time => {
                    Some(Timestamp::at((self.policy.clock)(), profile.timestamp).as_str().to_owned().into())
                }
                GivenFrom::Text(text) => Some(Cow::Borrowed(text)),
                GivenFrom::SignatureOf(signed) => match member(&json, signed) {
                    None => None,
                    Some(text) => {
                        let text = plain(endpoint, signed, &text).unwrap_or_default();
                        let signature = identity.keys.sign_bytes(text.as_bytes()).await;
                        let signature =
                            signature.map_err(|unsigned| unsigned.of(CallInfo::new(endpoint, None, &json)))?;
                        let text = signature.encode(profile.encoding);
                        Some(if is_encoded(endpoint, given.member) {
                            percent_encoded(&text).into()
                        } else {
                            text.into()
                        })
                    }
                },
            };
            if let Some(value) = value {
                json = with(&json, given, &value);
            }
        }
        // What was put in is held to the rules of its row too.
        let whole = Q::from_json(&json).map_err(|_| unreadable(endpoint, &json))?;
        let prepared = self.prepare(endpoint, options, &Typed(&whole))?;
        Ok(RedirectUrl(Zeroizing::new(prepared.url(&prepared.path()))))
    }

    /// Calls of such a service would reach a page for people.
    pub(super) fn refuse_redirect(prepared: Box<Prepared>) -> Result<Box<Prepared>, SnapError> {
        if prepared.endpoint.redirect.is_none() {
            return Ok(prepared);
        }
        Err(prepared
            .not_sent("the browser of the customer is sent there: take the address from `Client::redirect_url`"))
    }
}

/// A text of the request, if it has it.
fn member(json: &[u8], name: &str) -> Option<String> {
    let Members(members) = raw::members_of_text(json).ok()?;
    let value = members.iter().rfind(|member| member.name == name)?.raw;
    (raw::form(value) == Form::Text).then(|| raw::text(value).map(Cow::into_owned))?
}

/// The request with one member more.
fn with(json: &[u8], given: &Given, value: &str) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(String::from_utf8_lossy(json).into_owned());
    let end = text.trim_end().len().saturating_sub(1);
    text.truncate(end);
    if text.trim_end().len() > 1 {
        text.push(',');
    }
    raw::push_text(&mut text, given.member);
    text.push(':');
    raw::push_text(&mut text, value);
    text.push('}');
    Zeroizing::new(text.as_bytes().to_vec())
}

fn is_encoded(endpoint: &Endpoint, name: &str) -> bool {
    endpoint.parameters.iter().any(|known| known.name == name && known.encoding == ParameterEncoding::Percent)
}

/// The text that is signed: as it is before it goes into an address. None where it is not percent-encoded as it must be,
/// which the check of the request says.
fn plain(endpoint: &Endpoint, name: &str, text: &str) -> Option<String> {
    if !is_encoded(endpoint, name) {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit()? << 4 | digit()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn unreadable(endpoint: &'static Endpoint, json: &[u8]) -> SnapError {
    let violation = Violation { path: String::new(), rule: Broken::WrongShape(Form::Object) };
    let call = CallInfo::new(endpoint, None, json);
    SnapError::InvalidRequest(Box::new(InvalidRequest::new(call, Violations::one(violation))))
}
