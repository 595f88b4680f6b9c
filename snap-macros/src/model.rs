//! The checked model: what is expanded. Nothing in it can be wrong; the raw model is where mistakes live.

use proc_macro2::Ident;
use syn::{Attribute, Path, Type};

/// A service whose endpoints all stand.
pub(crate) struct Service {
    /// The crate that has the runtime.
    pub(crate) runtime: Path,
    /// Human name of the provider.
    pub(crate) title: String,
    pub(crate) endpoints: Vec<Endpoint>,
    /// Where clients ask for tokens; none if that is for whoever builds them.
    pub(crate) token: Option<Token>,
}

/// The service that gives access tokens.
pub(crate) enum Token {
    /// The static, or the constant of a client, of this path.
    Named(Path),
    /// The standard's, of this provider: below its base path, signed as it signs.
    Standard { provider: String, base_path: String, signing: Signing },
}

impl Service {
    /// The endpoints that the client calls: those that the partner does. Where only the provider calls, it is the provider's.
    pub(crate) fn called(&self) -> impl Iterator<Item = &Endpoint> {
        let mine = if self.is_one_way() { None } else { Some(Direction::Outbound) };
        self.endpoints.iter().filter(move |endpoint| mine.is_none_or(|mine| endpoint.direction == mine))
    }

    /// The endpoints whose metadata are written here.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Written> {
        self.endpoints.iter().filter_map(|endpoint| match &endpoint.metadata {
            Metadata::Written(written) => Some(&**written),
            Metadata::Named(_) => None,
        })
    }

    /// Whether the client can be everything that the trait says: the same side calls all of it.
    pub(crate) fn is_one_way(&self) -> bool {
        self.endpoints.windows(2).all(|pair| pair[0].direction == pair[1].direction)
    }

    /// The provider calls, and nobody else.
    pub(crate) fn is_inbound(&self) -> bool {
        self.is_one_way() && self.endpoints.first().is_some_and(|endpoint| endpoint.direction == Direction::Inbound)
    }
}

/// One endpoint: the method, who calls it, and its metadata.
pub(crate) struct Endpoint {
    pub(crate) shape: Shape,
    pub(crate) direction: Direction,
    /// Reads the answer, where its shape depends on the request.
    pub(crate) decode: Option<Path>,
    pub(crate) metadata: Metadata,
}

/// Where the metadata of an endpoint comes from.
pub(crate) enum Metadata {
    /// The static of this path.
    Named(Path),
    /// Here.
    Written(Box<Written>),
}

/// Metadata as the attributes say.
pub(crate) struct Written {
    /// Name of the service, in `snake_case`.
    pub(crate) service: String,
    pub(crate) provider: String,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) method: Method,
    /// With prefix and version.
    pub(crate) path: String,
    /// The whole path that is signed, if it is another one.
    pub(crate) signed_path: Option<String>,
    pub(crate) version: String,
    pub(crate) effect: Effect,
    /// Name of the service to ask.
    pub(crate) status: Option<String>,
    /// Why there is none.
    pub(crate) no_status: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) header_values: Vec<(String, String)>,
    pub(crate) signing: Signing,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) codes: Codes,
    pub(crate) source: String,
}

/// A method of the right shape: `async fn name(&self, request: Request) -> Result<Response, SnapError>`.
#[derive(Clone)]
pub(crate) struct Shape {
    /// Its index among the members of the trait.
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    /// The name of its metadata.
    pub(crate) constant: Ident,
    /// The name of the argument, as the documentation shows it.
    pub(crate) argument: Ident,
    pub(crate) request: Type,
    pub(crate) response: Type,
    /// Attributes that must stand wherever the method does: `cfg`.
    pub(crate) conditions: Vec<Attribute>,
    /// Attributes that go with the method into the client: its documentation, `deprecated`.
    pub(crate) carried: Vec<Attribute>,
}

/// HTTP methods of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// Who calls whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Outbound,
    Inbound,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Read,
    ChangesState,
    MovesMoney,
}

/// How requests are signed.
#[derive(Clone)]
pub(crate) enum Signing {
    /// As the standard says, with this signature.
    Standard(Transaction),
    /// As the profile says.
    Profile(Path),
}

/// Signature of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Transaction {
    Symmetric,
    Asymmetric,
    Either,
    None,
}

/// Which headers are sent.
#[derive(Clone)]
pub(crate) enum Headers {
    /// A header set of the standard.
    Standard(StandardHeaders),
    /// The header set.
    Set(Path),
}

/// The header sets of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StandardHeaders {
    AccessToken,
    TransactionB2b,
    TransactionB2b2c,
}

/// What the response codes mean.
#[derive(Clone)]
pub(crate) enum Codes {
    /// What the national table says: which failures may be tried again, among others.
    National,
    /// What their HTTP status says.
    None,
    /// What the table says.
    Table(Path),
}

/// A member of the request that travels outside of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
}

/// A word of the attribute and what it stands for.
pub(crate) type Words<T> = [(&'static str, T)];

pub(crate) const METHODS: &Words<Method> =
    &[("GET", Method::Get), ("POST", Method::Post), ("PUT", Method::Put), ("DELETE", Method::Delete)];

pub(crate) const DIRECTIONS: &Words<Direction> = &[("outbound", Direction::Outbound), ("inbound", Direction::Inbound)];

pub(crate) const EFFECTS: &Words<Effect> =
    &[("read", Effect::Read), ("changes_state", Effect::ChangesState), ("moves_money", Effect::MovesMoney)];

pub(crate) const TRANSACTIONS: &Words<Transaction> = &[
    ("symmetric", Transaction::Symmetric),
    ("asymmetric", Transaction::Asymmetric),
    ("either", Transaction::Either),
    ("none", Transaction::None),
];

pub(crate) const HEADER_SETS: &Words<StandardHeaders> = &[
    ("transaction_b2b", StandardHeaders::TransactionB2b),
    ("transaction_b2b2c", StandardHeaders::TransactionB2b2c),
    ("access_token", StandardHeaders::AccessToken),
];

pub(crate) const CODES: &Words<()> = &[("none", ())];

/// The word for a value.
pub(crate) fn word<T: PartialEq>(words: &Words<T>, value: &T) -> &'static str {
    words.iter().find(|(_, candidate)| candidate == value).map_or("", |(word, _)| *word)
}
