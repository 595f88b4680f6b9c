//! For which services a case is.

use snap_bi::Endpoint;
use snap_bi::rt::{Inactive, NoToken, OtherContent, Presence, Repeat, SameReference, Stale};
use snap_bi::server::Scheme;

use crate::certify::list::Only;

/// Whether all that `only` says holds of a service.
pub(crate) fn applies(only: Option<&Only>, endpoint: &Endpoint) -> bool {
    let Some(only) = only else { return true };
    let serving = endpoint.serving;
    let rule = |name: &str| endpoint.headers.request.iter().find(|rule| rule.is_named(name));
    let is = |said: &Option<String>, word: &str| said.as_deref().is_none_or(|said| said == word);
    is(&only.signed, signed(endpoint))
        && only.header.as_deref().is_none_or(|name| rule(name).is_some())
        && only.mandatory.as_deref().is_none_or(|name| rule(name).is_some_and(|rule| rule.presence == Presence::M))
        && only.once.is_none_or(|once| once != serving.once.is_empty())
        && is(&only.repeat, repeat(serving.repeat))
        && is(&only.same_reference, same_reference(serving.same_reference))
        && is(&only.other_content, other_content(serving.other_content))
        && is(&only.stale, if serving.stale == Stale::BadRequest { "bad-request" } else { "unauthorized" })
        && is(&only.inactive, inactive(serving.inactive))
        && is(&only.no_token, if serving.no_token == NoToken::MandatoryField { "mandatory-field" } else { "not-found" })
}

fn signed(endpoint: &Endpoint) -> &'static str {
    match Scheme::of(endpoint) {
        Scheme::Symmetric => "symmetric",
        _ => "asymmetric",
    }
}

fn repeat(repeat: Repeat) -> &'static str {
    match repeat {
        Repeat::Conflict => "conflict",
        Repeat::Inconsistent => "inconsistent",
        _ => "stored",
    }
}

fn same_reference(same: SameReference) -> &'static str {
    if same == SameReference::Duplicate { "duplicate" } else { "stored" }
}

fn other_content(other: OtherContent) -> &'static str {
    match other {
        OtherContent::Duplicate => "duplicate",
        OtherContent::Conflict => "conflict",
        _ => "inconsistent",
    }
}

fn inactive(inactive: Inactive) -> &'static str {
    match inactive {
        Inactive::Unauthorized => "unauthorized",
        Inactive::Dormant => "dormant",
        _ => "not-allowed",
    }
}
