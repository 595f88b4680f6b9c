//! Hosts of services, and addresses for browsers.

use super::json::Object;
use crate::ir::redirect::Given;
use crate::ir::{Redirect, Service};

/// Where it is, by environment.
pub(super) fn hosts(service: &Service) -> Object {
    service.hosts.iter().fold(Object::default(), |object, host| object.with(&host.environment, &host.url))
}

/// What the client gives to the address that a browser opens: for each member a word, or the text itself.
pub(super) fn redirect(redirect: &Redirect) -> Object {
    redirect.fill.iter().fold(Object::default(), |object, filled| {
        let given = match &*filled.given {
            Given::PartnerId => Object::default().with("from", "partner_id"),
            Given::ClientKey => Object::default().with("from", "client_key"),
            Given::ChannelId => Object::default().with("from", "channel_id"),
            Given::ExternalId => Object::default().with("from", "external_id"),
            Given::Time => Object::default().with("from", "timestamp"),
            Given::SignatureOf(member) => Object::default().with("signs", member),
            Given::Text(text) => Object::default().with("value", text),
            Given::Unread(word) => Object::default().with("from", word),
        };
        object.with(&filled.member, given)
    })
}
