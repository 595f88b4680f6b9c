//! What a provider answered when it did what was asked, or has begun to.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::HeaderMap;

use crate::client::lenient::Mended;
use crate::client::transport::HttpResponse;
use crate::error::{CallInfo, SnapError, Unreadable, UnreadableReason};
use crate::json::decode::DecodeError;
use crate::meta::code_table::Outcome;
use crate::meta::response_code::ResponseCode;

/// A reply before its body is given a type. A clone shares the bytes.
#[derive(Clone)]
pub struct RawReply {
    call: CallInfo,
    code: Option<ResponseCode>,
    message: Option<String>,
    answer: HttpResponse,
    mended: Option<(Bytes, Mended)>,
}

impl RawReply {
    pub(super) const fn new(
        call: CallInfo,
        code: Option<ResponseCode>,
        message: Option<String>,
        answer: HttpResponse,
    ) -> Self {
        Self { call, code, message, answer, mended: None }
    }

    pub(super) fn mended_by(mut self, mended: Option<(Bytes, Mended)>) -> Self {
        self.mended = mended;
        self
    }

    /// What had to be mended before the body could be read; none for what JSON asks for.
    #[must_use]
    pub fn mended(&self) -> Option<Mended> {
        self.mended.as_ref().map(|(_, what)| *what)
    }

    /// The body as it is read.
    pub(super) fn text(&self) -> &Bytes {
        self.mended.as_ref().map_or(&self.answer.body, |(text, _)| text)
    }

    /// The response code; none where the provider sent none, as many do with a token, or none of seven characters.
    #[must_use]
    pub const fn code(&self) -> Option<ResponseCode> {
        self.code
    }

    /// The provider's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Done, or under way: a 202 is no failure, but not the end either. Unknown without a response code.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let endpoint = self.call.endpoint();
        self.code.map_or(Outcome::Unknown, |code| endpoint.codes.outcome(&code, endpoint.service))
    }

    /// Which call was answered.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        &self.call
    }

    /// X-EXTERNAL-ID of the call; a token request has none.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.call.external_id()
    }

    /// HTTP status.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.answer.status
    }

    /// Headers of the answer.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The body, as it came.
    #[must_use]
    pub const fn raw(&self) -> &Bytes {
        &self.answer.body
    }

    /// Gives the body a type.
    ///
    /// # Errors
    /// [`SnapError::Unreadable`] when `decode` fails, with the raw body.
    pub fn decode<R>(self, decode: impl FnOnce(&[u8]) -> Result<R, DecodeError>) -> Result<Reply<R>, SnapError> {
        match decode(self.text()) {
            Ok(body) => Ok(Reply { body, raw: self }),
            Err(_) => Err(self.into_unreadable(UnreadableReason::NotJson)),
        }
    }

    pub(super) fn into_unreadable(self, reason: UnreadableReason) -> SnapError {
        let code = self.code.map(|code| code.to_string());
        SnapError::Unreadable(Box::new(Unreadable::of(self.call, reason, code, self.message, self.answer.into())))
    }
}

impl fmt::Debug for RawReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawReply")
            .field("call", &self.call)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("answer", &self.answer)
            .finish()
    }
}

/// A reply: the typed body, and everything that came with it.
///
/// It dereferences to the body.
#[derive(Debug, Clone)]
pub struct Reply<R> {
    body: R,
    raw: RawReply,
}

impl<R> Reply<R> {
    pub(super) const fn envelope(&self) -> &RawReply {
        &self.raw
    }

    /// The typed body.
    #[must_use]
    pub const fn body(&self) -> &R {
        &self.body
    }

    /// The typed body alone.
    #[must_use]
    pub fn into_body(self) -> R {
        self.body
    }

    /// The body, as it came.
    #[must_use]
    pub const fn raw(&self) -> &Bytes {
        self.raw.raw()
    }

    /// The response code; see [`RawReply::code`].
    #[must_use]
    pub const fn code(&self) -> Option<ResponseCode> {
        self.raw.code()
    }

    /// The provider's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.raw.message()
    }

    /// Done, or under way; see [`RawReply::outcome`].
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.raw.outcome()
    }

    /// Which call was answered.
    #[must_use]
    pub const fn call(&self) -> &CallInfo {
        self.raw.call()
    }

    /// X-EXTERNAL-ID of the call.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.raw.external_id()
    }

    /// HTTP status.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.raw.http_status()
    }

    /// Headers of the answer.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// What had to be mended before the body could be read.
    #[must_use]
    pub fn mended(&self) -> Option<Mended> {
        self.raw.mended()
    }

    /// The same reply around another body.
    pub fn map<T>(self, map: impl FnOnce(R) -> T) -> Reply<T> {
        Reply { body: map(self.body), raw: self.raw }
    }
}

impl<R> Deref for Reply<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.body
    }
}
