//! What a handler answers when it does not do what was asked.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use super::answer::{Answered, carried, code, message, rows};
use super::refusal::Refusal;
use crate::message::filling;
use crate::message::model::Model;
use crate::meta::endpoint::Endpoint;

/// Why a handler does not do what was asked. Its code is that of the service that was called.
///
/// Every error becomes one by `?`: the caller is answered 500/00, and the error goes to the log.
///
/// ```
/// use snap_core::server::Refuse;
///
/// fn bill(paid: bool) -> Result<u32, Refuse> {
///     if paid {
///         return Err(Refuse::paid_bill());
///     }
///     Ok("10000".parse()?)
/// }
/// assert!(bill(true).is_err());
/// ```
pub struct Refuse {
    what: What,
    /// Members of the answer, as a JSON object.
    members: Option<Vec<u8>>,
    cause: Option<Box<dyn Error + Send + Sync>>,
    /// Nothing was done: the same call may come again.
    again: bool,
}

enum What {
    Kind(Refusal),
    Named(Cow<'static, str>, String),
    Code { http: u16, case: Cow<'static, str>, message: String },
}

impl Refuse {
    /// A kind of refusal.
    #[must_use]
    pub fn kind(refusal: Refusal) -> Self {
        Self { what: What::Kind(refusal), members: None, cause: None, again: false }
    }

    /// A row of the service's response codes by its name in the spec, `paid_bill`, or of the national ones. A name that neither
    /// has is answered 500/00, and said in the log.
    #[must_use]
    pub fn named(name: impl Into<Cow<'static, str>>) -> Self {
        Self { what: What::Named(name.into(), String::new()), members: None, cause: None, again: false }
    }

    /// A code of one's own: HTTP status and two characters.
    #[must_use]
    pub fn code(http: u16, case: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        let what = What::Code { http, case: case.into(), message: message.into() };
        Self { what, members: None, cause: None, again: false }
    }

    /// 405/00: the service is not offered here.
    #[must_use]
    pub fn not_supported() -> Self {
        Self::kind(Refusal::NotSupported)
    }

    /// 202/00: it is under way, and its end will be told.
    #[must_use]
    pub fn pending() -> Self {
        Self::kind(Refusal::Pending)
    }

    /// 404/14: the bill is paid.
    #[must_use]
    pub fn paid_bill() -> Self {
        Self::kind(Refusal::PaidBill)
    }

    /// 404/12: the bill or number is not known or blocked. The caller is told the reason.
    #[must_use]
    pub fn invalid_bill(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::kind(Refusal::InvalidBill { reason: reason.into() })
    }

    /// 404/19: the bill or number has expired.
    #[must_use]
    pub fn expired_bill() -> Self {
        Self::kind(Refusal::ExpiredBill)
    }

    /// 404/13: it is not the amount that is due.
    #[must_use]
    pub fn invalid_amount() -> Self {
        Self::kind(Refusal::InvalidAmount)
    }

    /// 403/14: the balance does not cover it.
    #[must_use]
    pub fn insufficient_funds() -> Self {
        Self::kind(Refusal::InsufficientFunds)
    }

    /// 404/11: the account, card or customer does not exist. The caller is told the reason.
    #[must_use]
    pub fn invalid_account(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::kind(Refusal::InvalidAccount { reason: reason.into() })
    }

    /// 404/01: the transaction is not known.
    #[must_use]
    pub fn transaction_not_found() -> Self {
        Self::kind(Refusal::TransactionNotFound)
    }

    /// 404/00: the state of the transaction does not allow it.
    #[must_use]
    pub fn transaction_status() -> Self {
        Self::kind(Refusal::TransactionStatus)
    }

    /// 404/18: it does not agree with what came before.
    #[must_use]
    pub fn inconsistent() -> Self {
        Self::kind(Refusal::Inconsistent)
    }

    /// 403/06: closed at this time. The caller is told the reason.
    #[must_use]
    pub fn closed(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::kind(Refusal::Closed { reason: reason.into() })
    }

    /// 429/00: too many calls.
    #[must_use]
    pub fn too_many_requests() -> Self {
        Self::kind(Refusal::TooManyRequests)
    }

    /// 500/00: it failed. The caller learns no more; the log does.
    #[must_use]
    pub fn failed(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::kind(Refusal::Failed).because(cause)
    }

    /// 500/00 for a failure before anything was done, a database that could not be reached: the same call, made again, runs the
    /// handler again. After any other failure of this kind it does not, for nobody knows how far it came.
    #[must_use]
    pub fn nothing_done(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { again: true, ..Self::failed(cause) }
    }

    /// Members that the answer has besides code and message: those of a response of the service. What it says of code and
    /// message does not count.
    #[must_use]
    pub fn with(mut self, response: &impl Model) -> Self {
        self.members = Some(response.to_json());
        self
    }

    /// What stands for the placeholder in the message of a [`named`](Self::named) code.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        if let What::Named(_, filling) = &mut self.what {
            *filling = reason.into();
        }
        self
    }

    /// The cause, for the log only.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    pub(crate) fn may_come_again(&self) -> bool {
        self.again
    }

    pub(crate) fn cause(&self) -> Option<&(dyn Error + Send + Sync)> {
        self.cause.as_deref()
    }

    /// One word for it, for logs and metrics.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.what {
            What::Kind(refusal) => refusal.name(),
            What::Named(name, _) => name,
            What::Code { .. } => "own_code",
        }
    }

    pub(crate) fn answer(&self, endpoint: &Endpoint, request: &[u8], external_id: Option<&str>) -> Answered {
        let (http, case, message) = match &self.what {
            What::Kind(refusal) if self.members.is_none() => {
                return Answered::refused(endpoint, refusal, request, external_id);
            }
            What::Kind(refusal) => {
                let row = refusal.row(endpoint.serving);
                (row.http, row.case.to_owned(), message(endpoint, row.http, row.case, &row.filling))
            }
            What::Named(name, filling) => match named(endpoint, name) {
                Some((http, case)) => (http, case.to_owned(), message(endpoint, http, case, filling)),
                None => {
                    tracing::error!(%name, "a handler refused by a name that no table has");
                    return Answered::refused(endpoint, &Refusal::Failed, request, external_id);
                }
            },
            What::Code { http, case, message } => (*http, case.clone().into_owned(), message.clone()),
        };
        let code = code(endpoint, http, &case);
        match &self.members {
            Some(members) => Answered::with_code(members, http, &code, &message),
            None => {
                let body = filling::refusal(carried(endpoint, http), request, external_id, &code, &message);
                Answered::new(http, body)
            }
        }
    }
}

fn named(endpoint: &Endpoint, name: &str) -> Option<(u16, &'static str)> {
    rows(endpoint).find(|row| row.name == name).map(|row| (row.http, row.case))
}

impl From<Refusal> for Refuse {
    fn from(refusal: Refusal) -> Self {
        Self::kind(refusal)
    }
}

/// A refusal is no error, so that every error can become one.
impl<E: Error + Send + Sync + 'static> From<E> for Refuse {
    fn from(cause: E) -> Self {
        Self::failed(cause)
    }
}

impl fmt::Debug for Refuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refuse").field("name", &self.name()).field("cause", &self.cause).finish_non_exhaustive()
    }
}
