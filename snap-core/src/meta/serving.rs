//! How a service is answered where documents disagree, as const data.

use crate::meta::question::Fill;

/// What a server does where the documents of providers disagree. What a later version knows is one more field.
///
/// ```
/// use snap_core::{Repeat, Serving};
///
/// static BILLER: Serving = Serving::STANDARD.once(&["paymentRequestId"]).repeat(Repeat::Inconsistent);
/// assert_eq!((BILLER.once, BILLER.repeat), (&["paymentRequestId"][..], Repeat::Inconsistent));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Serving {
    /// Members of the request, by path, that together name what is asked for, whatever X-EXTERNAL-ID it came under: what they
    /// name is carried out once. Without one the external ID alone says it.
    pub once: &'static [&'static str],
    /// Members of the request that say nothing of what is asked for, such as a mark that it is sent again: calls that differ in
    /// them alone have the same content. Not within others.
    pub aside: &'static [&'static str],
    /// What the same call gets again, with the same X-EXTERNAL-ID, once it was answered.
    pub repeat: Repeat,
    /// What the same reference gets under another X-EXTERNAL-ID, with the same content.
    pub same_reference: SameReference,
    /// What the same reference gets with other content.
    pub other_content: OtherContent,
    /// How a timestamp outside of the window is refused.
    pub stale: Stale,
    /// How a caller is refused who is switched off.
    pub inactive: Inactive,
    /// How a call without a token is refused where one is due.
    pub no_token: NoToken,
    /// Members that a refusal carries besides code and message, where the service has such.
    pub refused: &'static [Fill],
}

impl Serving {
    /// As the national table reads.
    pub const STANDARD: Self = Self {
        once: &[],
        aside: &[],
        repeat: Repeat::Stored,
        same_reference: SameReference::Stored,
        other_content: OtherContent::Inconsistent,
        stale: Stale::Unauthorized,
        inactive: Inactive::NotAllowed,
        no_token: NoToken::NotFound,
        refused: &[],
    };

    /// Members that together name what is asked for.
    #[must_use]
    pub const fn once(mut self, members: &'static [&'static str]) -> Self {
        self.once = members;
        self
    }

    /// Members that say nothing of what is asked for.
    #[must_use]
    pub const fn aside(mut self, members: &'static [&'static str]) -> Self {
        self.aside = members;
        self
    }

    /// What the same call gets again.
    #[must_use]
    pub const fn repeat(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// What the same reference gets with the same content.
    #[must_use]
    pub const fn same_reference(mut self, same_reference: SameReference) -> Self {
        self.same_reference = same_reference;
        self
    }

    /// What the same reference gets with other content.
    #[must_use]
    pub const fn other_content(mut self, other_content: OtherContent) -> Self {
        self.other_content = other_content;
        self
    }

    /// How a timestamp outside of the window is refused.
    #[must_use]
    pub const fn stale(mut self, stale: Stale) -> Self {
        self.stale = stale;
        self
    }

    /// How a caller is refused who is switched off.
    #[must_use]
    pub const fn inactive(mut self, inactive: Inactive) -> Self {
        self.inactive = inactive;
        self
    }

    /// How a call without a token is refused.
    #[must_use]
    pub const fn no_token(mut self, no_token: NoToken) -> Self {
        self.no_token = no_token;
        self
    }

    /// Members that a refusal carries besides code and message.
    #[must_use]
    pub const fn refused(mut self, refused: &'static [Fill]) -> Self {
        self.refused = refused;
        self
    }
}

/// What a call gets that was answered before: same X-EXTERNAL-ID, same body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repeat {
    /// The answer of before (Midtrans; the practice of idempotency keys).
    Stored,
    /// 409/00 (ASPI, X-EXTERNAL-ID).
    Conflict,
    /// 404/18 with the members of the answer of before (BCA, service 25); also where the reference is the same, and something
    /// else is not.
    Inconsistent,
}

/// What a reference gets that was answered before, under another X-EXTERNAL-ID, with the same content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SameReference {
    /// The answer of before.
    Stored,
    /// 409/01 (ASPI, response codes).
    Duplicate,
}

/// What a reference gets that came before with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OtherContent {
    /// 404/18 (ASPI, response codes; DANA).
    Inconsistent,
    /// 409/01.
    Duplicate,
    /// 409/00 (BCA, service 25).
    Conflict,
}

/// How a timestamp outside of the window is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stale {
    /// 401/00.
    Unauthorized,
    /// 400/00 (Forsokaprava).
    BadRequest,
}

/// How a caller is refused who is known and switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Inactive {
    /// 403/01.
    NotAllowed,
    /// 401/00.
    Unauthorized,
    /// 403/09 (Forsokaprava).
    Dormant,
}

/// How a call without a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoToken {
    /// 401/03, and 401/04 for that of a customer.
    NotFound,
    /// 400/02, as for other mandatory headers.
    MandatoryField,
}
