//! What a partner asked for and what became of it.

use std::time::{Duration, SystemTime};

use serde_json::Value;
use snap_bi::Endpoint;

use super::money::Money;
use super::role::Role;

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// It is there, and the customer has not acted.
    Waiting,
    /// It is under way.
    Pending,
    /// It was carried out.
    Done,
    /// A part of it was given back.
    PartlyRefunded,
    /// All of it was given back.
    Refunded,
    /// It was taken back.
    Cancelled,
    /// It was not carried out.
    Failed,
    /// Nobody acted in time.
    Expired,
}

impl State {
    /// As a word, for pages and commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Pending => "pending",
            Self::Done => "done",
            Self::PartlyRefunded => "partly-refunded",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    /// Whether nothing will happen by itself any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Waiting | Self::Pending)
    }

    /// As `latestTransactionStatus` of the standard has it.
    pub(crate) const fn national(self) -> &'static str {
        match self {
            Self::Done => "00",
            Self::Waiting => "01",
            Self::Pending => "03",
            Self::PartlyRefunded | Self::Refunded => "04",
            Self::Cancelled => "05",
            Self::Failed => "06",
            Self::Expired => "08",
        }
    }

    /// What a text beside it says.
    pub(crate) const fn said(self) -> &'static str {
        match self {
            Self::Done => "Success",
            Self::Waiting => "Initiated",
            Self::Pending => "Pending",
            Self::PartlyRefunded | Self::Refunded => "Refunded",
            Self::Cancelled => "Canceled",
            Self::Failed => "Failed",
            Self::Expired => "Expired",
        }
    }
}

/// When something that is under way ends, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settling {
    /// At this time, if it was not asked about so often before.
    pub(crate) at: SystemTime,
    /// After so many questions.
    pub(crate) polls: u32,
    pub(crate) to: State,
}

impl Settling {
    pub(crate) fn new(now: SystemTime, after: Duration, polls: u32, to: State) -> Self {
        Self { at: now.checked_add(after).unwrap_or(now), polls, to }
    }
}

/// Something that a partner asked for, and that others ask about.
#[derive(Debug, Clone)]
pub struct Deal {
    /// A number of the sandbox's own.
    pub id: u64,
    /// The service that was called.
    pub endpoint: &'static Endpoint,
    pub(crate) role: Role,
    /// The request.
    pub request: Value,
    /// What was answered.
    pub answer: Value,
    /// X-EXTERNAL-ID.
    pub external_id: Option<String>,
    /// When it came, by the sandbox's clock.
    pub at: SystemTime,
    /// When it ended.
    pub ended: Option<SystemTime>,
    /// How much.
    pub amount: Option<Money>,
    /// What became of it.
    pub state: State,
    pub(crate) settling: Option<Settling>,
    /// What it belongs to: the authorisation of a capture, the payment of a refund.
    pub(crate) parent: Option<u64>,
    /// How much was taken of an authorisation.
    pub(crate) captured: Option<Money>,
    /// How much was given back.
    pub(crate) refunded: Option<Money>,
    /// The reference that the provider gave.
    pub reference: String,
    /// The account that money came from or went to.
    pub(crate) account: Option<String>,
    /// Until when a customer can act.
    pub(crate) expires: Option<SystemTime>,
}

/// Members of requests by which a partner names what he asks for.
const OWN: &[&str] = &[
    "partnerReferenceNo",
    "partnerRefundNo",
    "partnerCancelNo",
    "partnerCaptureNo",
    "partnerVoidNo",
    "partnerTrxId",
    "trxId",
    "paymentRequestId",
    "inquiryRequestId",
    "chargeToken",
];

impl Deal {
    /// Something of which only this is known: what a provider begins by itself.
    pub(crate) fn plain(
        id: u64,
        endpoint: &'static Endpoint,
        request: Value,
        at: SystemTime,
        reference: String,
    ) -> Self {
        Self {
            id,
            endpoint,
            role: Role::Plain,
            request,
            answer: Value::Null,
            external_id: None,
            at,
            ended: Some(at),
            amount: None,
            state: State::Pending,
            settling: None,
            parent: None,
            captured: None,
            refunded: None,
            reference,
            account: None,
            expires: None,
        }
    }

    /// The partner's own reference.
    #[must_use]
    pub fn partner_reference(&self) -> Option<String> {
        super::json::first_text(&self.request, OWN)
    }

    /// Whether a partner or a provider calls it so.
    pub(crate) fn goes_by(&self, name: &str) -> bool {
        let own = |member: &&&str| super::json::text(&self.request, member).as_deref() == Some(name);
        self.reference == name
            || self.external_id.as_deref() == Some(name)
            || OWN.iter().any(|member| own(&member))
            || self.virtual_account().as_deref() == Some(name)
    }

    /// The number of a virtual account, without the blanks that some documents pad with.
    #[must_use]
    pub fn virtual_account(&self) -> Option<String> {
        virtual_account(&self.request).or_else(|| {
            let data = self.answer.get("virtualAccountData")?;
            virtual_account(data)
        })
    }
}

/// The number of a virtual account: as it stands, or from its parts.
pub(crate) fn virtual_account(message: &Value) -> Option<String> {
    let digits = |text: String| text.split_whitespace().collect::<String>();
    let whole = super::json::text(message, "virtualAccountNo").map(digits);
    whole.or_else(|| {
        let service = super::json::text(message, "partnerServiceId")?;
        let customer = super::json::text(message, "customerNo")?;
        Some(digits(format!("{service}{customer}")))
    })
}
