// A runtime to expand against: the metadata and the messages of snap-core, and a client that answers from memory. It has
// no attributes of a module, so that a documentation test can include it.

use std::future::Future;
use std::ops::Deref;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

pub use ::snap_core::{
    Always, Amount, AmountRule, Answer, Any, BodyPolicy, CallbackSignature, CodeTable, DecodeError, Direction, Effect,
    EmptyBody, Endpoint, ExternalIdForm, Extra, Format, HeaderSet, Map, May, Members, Method, Model, Must, Need,
    Number, Object, ObjectReader, Parameter, ParameterEncoding, ParameterLocation, PathPolicy, Pattern, QueryPolicy,
    Relation, Rule, SignatureEncoding, SigningProfile, Span, TimestampForm, TokenSignature, TransactionSignature, When,
    impl_model_traits, national, open_enum, setters,
};

/// There are no servers here.
macro_rules! __snap_server {
    ($($tokens:tt)*) => {};
}
pub(crate) use __snap_server;

/// What was called, with the body.
pub type Calls = Vec<(&'static Endpoint, String)>;

/// Answers every call alike.
#[derive(Debug, Clone)]
pub struct Client {
    answer: &'static str,
    calls: Arc<Mutex<Calls>>,
}

impl Client {
    pub fn answering(answer: &'static str) -> Self {
        Self { answer, calls: Arc::default() }
    }

    pub fn calls(&self) -> Calls {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn with(&self, _: CallOptions) -> Self {
        self.clone()
    }

    pub fn call<'a, Q: Model, R: Model>(
        &'a self,
        endpoint: &'static Endpoint,
        request: &Q,
    ) -> impl Future<Output = Result<Reply<R>, SnapError>> + Send + use<'a, Q, R> {
        let body = String::from_utf8_lossy(&request.to_json()).into_owned();
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push((endpoint, body));
        let answer = self.answer.as_bytes();
        async move { R::from_json(answer).map(|body| Reply { body }).map_err(|error| SnapError(error.to_string())) }
    }
}

#[derive(Debug, Clone, Default)]
pub struct CallOptions;

/// Nobody is asked who he is.
#[derive(Debug, Clone, Default)]
pub struct Credentials;

/// Builds a client that answers with the address, and knows where it would ask for a token.
#[derive(Debug)]
pub struct ClientBuilder {
    pub address: String,
    pub token_endpoint: Option<&'static Endpoint>,
}

impl ClientBuilder {
    pub fn token_endpoint(mut self, endpoint: &'static Endpoint) -> Self {
        self.token_endpoint = Some(endpoint);
        self
    }

    pub fn build(self) -> Result<Client, SnapError> {
        Ok(Client::answering("{}"))
    }
}

impl Client {
    pub fn builder(address: impl AsRef<str>, _: Credentials) -> ClientBuilder {
        ClientBuilder { address: address.as_ref().to_owned(), token_endpoint: None }
    }
}

impl Client {
    pub fn call_as<'a, Q: Model, R, D>(
        &'a self,
        endpoint: &'static Endpoint,
        request: &Q,
        decode: D,
    ) -> impl Future<Output = Result<Reply<R>, SnapError>> + Send + use<'a, Q, R, D>
    where
        D: FnOnce(&[u8]) -> Result<R, ::snap_core::DecodeError> + Send,
    {
        let body = String::from_utf8_lossy(&request.to_json()).into_owned();
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push((endpoint, body));
        let answer = self.answer.as_bytes();
        async move { decode(answer).map(|body| Reply { body }).map_err(|error| SnapError(error.to_string())) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapError(pub String);

impl SnapError {
    pub fn not_offered(endpoint: &'static Endpoint) -> Self {
        Self(format!("{} is not offered", endpoint.service))
    }
}

#[derive(Debug)]
pub struct Reply<R> {
    body: R,
}

impl<R> Reply<R> {
    pub fn into_body(self) -> R {
        self.body
    }
}

impl<R> Deref for Reply<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.body
    }
}

/// Messages with text members.
#[macro_export]
macro_rules! messages {
    ($($name:ident { $($member:ident = $wire:literal),* $(,)? })+) => {$(
        #[derive(Clone, Default, PartialEq)]
        pub struct $name {
            $(pub $member: ::core::option::Option<::std::string::String>,)*
            pub extra: ::snap_core::Extra,
        }

        impl ::snap_core::Model for $name {
            const NAME: &'static str = ::core::stringify!($name);
            fn read(object: &mut ::snap_core::ObjectReader<'_>) -> Self {
                Self { $($member: object.take($wire),)* extra: object.rest() }
            }
            fn members(&self, members: &mut ::snap_core::Members<'_, '_>) {
                members.object(&self.extra, &[]);
                $(members.text($wire, &self.$member, ::snap_core::May, 0);)*
            }
        }

        ::snap_core::impl_model_traits!($name);
    )+};
}

/// Runs a future that never waits for anything but itself.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
