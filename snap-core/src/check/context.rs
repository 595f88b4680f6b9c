//! How strictly, and with what besides the message, rules are run.

use super::item::Visit;
use crate::meta::endpoint::{Effect, Endpoint};
use crate::meta::when::When;

/// How a message is read. The rules are the same; what is made of a text, a null or a list differs.
///
/// In what was received, a null and an empty text say that an optional member is absent, whatever its type; and text where
/// digits are promised is read with its leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What is sent: as the spec says.
    Send,
    /// What a server may rely on in what it received: mandatory members, lengths, formats. With what errata accept, and with
    /// what the field is known to send: times in every form that says when, values in another JSON form that says the same,
    /// an empty list for nothing, numbers of other providers' scheme.
    Receive,
    /// What was received, with a word about all that is not as the spec says, members that it does not know among it.
    Observe,
}

/// Whether a member must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Mandatory; an answer that reports failure may lack it.
    Must,
    /// Optional.
    May,
    /// Mandatory, whatever the answer reports.
    Always,
    /// Mandatory in what is sent only: errata accept that it is absent.
    Sent,
    /// Mandatory where a condition holds.
    When(&'static When),
    /// Mandatory in what is sent, where a condition holds.
    WhenSent(&'static When),
}

impl Need {
    /// Mandatory where the response reports success: the usual condition.
    pub const ON_SUCCESS: Self = Self::When(&When::Success);
}

/// Looks up a header of the request by its name, ignoring case.
pub type HeaderLookup<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// What a rule may look at besides the message itself.
#[derive(Default, Clone, Copy)]
pub struct Context<'a> {
    /// The headers of the request. Rules about headers are skipped without them.
    pub headers: Option<&'a HeaderLookup<'a>>,
    /// The request that a response answers. Rules about it are skipped without it.
    pub request: Option<&'a dyn Visit>,
    /// What the call does for which the message is about to be sent. What cannot be meant is only then refused.
    pub sending: Option<Effect>,
}

impl<'a> Context<'a> {
    /// With the headers of the request.
    #[must_use]
    pub const fn with_headers(headers: &'a HeaderLookup<'a>) -> Self {
        Self { headers: Some(headers), request: None, sending: None }
    }

    /// With the request that the message answers.
    #[must_use]
    pub const fn answering(mut self, request: &'a dyn Visit) -> Self {
        self.request = Some(request);
        self
    }

    /// For a request that is about to be sent to an endpoint: also refused is what keeps every rule and cannot be meant.
    /// That is white space for a mandatory text, an amount below zero, a currency that is no code, and zero where the call
    /// moves money. Clients ask this of every request.
    ///
    /// ```
    /// use snap_core::{Amount, Context, Effect, Endpoint, Model};
    /// static REFUND: Endpoint = Endpoint::new("bank").service("refund").effect(Effect::MovesMoney);
    /// let negative = Amount::idr(-1);
    /// assert_eq!(
    ///     negative.validate_with(&Context::default().sending(&REFUND)).unwrap_err().to_string(),
    ///     "value: is negative: write it without a sign; money goes back by a service of its own",
    /// );
    /// ```
    #[must_use]
    pub const fn sending(mut self, endpoint: &Endpoint) -> Self {
        self.sending = Some(endpoint.effect);
        self
    }
}

// `Context<'a>` cannot be shortened to the life of one check, for the closure returns `&'a str`; a trait object can.
pub(super) trait Surroundings {
    fn header(&self, name: &str) -> Option<&str>;
    fn has_headers(&self) -> bool;
    fn request(&self) -> Option<&dyn Visit>;
    fn sending(&self) -> Option<Effect>;
}

impl Surroundings for Context<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.and_then(|headers| headers(name))
    }

    fn has_headers(&self) -> bool {
        self.headers.is_some()
    }

    fn request(&self) -> Option<&dyn Visit> {
        self.request
    }

    fn sending(&self) -> Option<Effect> {
        self.sending
    }
}
