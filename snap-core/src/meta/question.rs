//! How to ask what became of a call, as const data: which service tells, how its request is filled, how its answer is read.

use crate::meta::endpoint::Endpoint;

/// What a status service is asked about a call of another service.
///
/// It is derived from `status:` of the spec. [`Inquiry`](crate::Inquiry) gives it the types of the messages.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Question {
    /// The service whose call is asked about.
    pub first: &'static Endpoint,
    /// The service that tells.
    pub status: &'static Endpoint,
    /// Where each member of the question comes from.
    pub fill: &'static [Fill],
    /// Members that nothing of the first call holds, or not surely: whoever asks gives them.
    pub ask: &'static [&'static str],
    /// How the answer says what became of the call.
    pub tells: Tells,
}

impl Question {
    /// Nothing is filled yet, and the answer says nothing.
    #[must_use]
    pub const fn new(first: &'static Endpoint, status: &'static Endpoint) -> Self {
        Self { first, status, fill: &[], ask: &[], tells: Tells::Nothing }
    }

    /// Where each member of the question comes from.
    #[must_use]
    pub const fn fill(mut self, fill: &'static [Fill]) -> Self {
        self.fill = fill;
        self
    }

    /// Members that whoever asks gives.
    #[must_use]
    pub const fn ask(mut self, members: &'static [&'static str]) -> Self {
        self.ask = members;
        self
    }

    /// How the answer says what became of the call.
    #[must_use]
    pub const fn tells(mut self, tells: Tells) -> Self {
        self.tells = tells;
        self
    }
}

/// A member of a question, and where its value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fill {
    /// The member, from the root of the question: `a.b`.
    pub to: &'static str,
    /// Where its value comes from.
    pub from: Origin,
    /// It is a JSON number; all other single values are texts, however they came.
    pub number: bool,
    /// Most characters of a message, of which the rest is left out; 0 for any number.
    pub most: u32,
}

impl Fill {
    /// A member and where its value comes from.
    #[must_use]
    pub const fn new(to: &'static str, from: Origin) -> Self {
        Self { to, from, number: false, most: 0 }
    }

    /// From a member of the first request.
    #[must_use]
    pub const fn request(to: &'static str, path: &'static str) -> Self {
        Self::new(to, Origin::Request(path))
    }

    /// From a member of the answer to the first request.
    #[must_use]
    pub const fn response(to: &'static str, path: &'static str) -> Self {
        Self::new(to, Origin::Response(path))
    }

    /// From X-EXTERNAL-ID of the first call.
    #[must_use]
    pub const fn external_id(to: &'static str) -> Self {
        Self::new(to, Origin::ExternalId)
    }

    /// From X-TIMESTAMP of the first call.
    #[must_use]
    pub const fn time(to: &'static str) -> Self {
        Self::new(to, Origin::Time)
    }

    /// With the service code of the first call.
    #[must_use]
    pub const fn code(to: &'static str) -> Self {
        Self::new(to, Origin::Code)
    }

    /// Always with the same text.
    #[must_use]
    pub const fn text(to: &'static str, text: &'static str) -> Self {
        Self::new(to, Origin::Text(text))
    }

    /// From the message of the refusal that carries the member.
    #[must_use]
    pub const fn message(to: &'static str) -> Self {
        Self::new(to, Origin::Message)
    }

    /// It is a JSON number.
    #[must_use]
    pub const fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// Most characters of a message.
    #[must_use]
    pub const fn most(mut self, characters: u32) -> Self {
        self.most = characters;
        self
    }
}

/// Where a value comes from. Members are named from the root of their message: `a.b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A member of the first request.
    Request(&'static str),
    /// A member of the answer to it, where one came.
    Response(&'static str),
    /// X-EXTERNAL-ID of the first call.
    ExternalId,
    /// X-TIMESTAMP of the first call.
    Time,
    /// Service code of the first call.
    Code,
    /// Always this.
    Text(&'static str),
    /// The message of the answer that is given: of a refusal's own members only.
    Message,
}

/// How an answer says what became of the call that was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tells {
    /// One of its members does.
    Member(Told),
    /// That there is an answer: what the call should make is there.
    Answered,
    /// It does not. Whoever waits for it waits in vain.
    Nothing,
}

impl Tells {
    /// `latestTransactionStatus` with the values of the national standard, as they stand for a transfer: 00 done; 04 refunded,
    /// 05 canceled, 06 failed; 07 not found. 08 expired and 09 rejected are Midtrans's. All others are under way. For a payment
    /// 04 is left out: a part of it may have been refunded.
    pub const LATEST: Self = Self::Member(
        Told::by("latestTransactionStatus")
            .success(&["00"])
            .failure(&["04", "05", "06", "08", "09"])
            .not_found(&["07"]),
    );
}

/// A member that says what became of a call, and what its values mean. All others say that it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Told {
    /// The member, from the root of the answer: `a.b`; `list[].b` is that of one element.
    pub member: &'static str,
    /// Which element: its member of this name holds what the first request holds at that path.
    pub of: Option<(&'static str, &'static str)>,
    /// It was carried out.
    pub success: &'static [&'static str],
    /// It was not, or was taken back.
    pub failure: &'static [&'static str],
    /// The provider does not know the call, or not yet.
    pub not_found: &'static [&'static str],
}

impl Told {
    /// By a member, of which no value means anything yet.
    #[must_use]
    pub const fn by(member: &'static str) -> Self {
        Self { member, of: None, success: &[], failure: &[], not_found: &[] }
    }

    /// Of the element whose member holds what the first request holds at a path.
    #[must_use]
    pub const fn of(mut self, member: &'static str, request: &'static str) -> Self {
        self.of = Some((member, request));
        self
    }

    /// Values that say that it was carried out.
    #[must_use]
    pub const fn success(mut self, values: &'static [&'static str]) -> Self {
        self.success = values;
        self
    }

    /// Values that say that it was not carried out, or was taken back.
    #[must_use]
    pub const fn failure(mut self, values: &'static [&'static str]) -> Self {
        self.failure = values;
        self
    }

    /// Values that say that the provider does not know the call.
    #[must_use]
    pub const fn not_found(mut self, values: &'static [&'static str]) -> Self {
        self.not_found = values;
        self
    }
}
