//! Links between partners and customers' accounts.

use serde_json::Value;
use snap_bi::server::Refuse;

use super::{Ask, Done};
use crate::bank::json::{each_member, plain, text};
use crate::bank::role::Role;
use crate::bank::world::{Link, World};

pub(super) fn bind(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let otp = ["otp", "otpCode", "additionalInfo.otp"].iter().find_map(|member| text(&ask.request, member));
    if otp.is_some_and(|otp| otp != world.seed.otp) {
        return Err(Refuse::named("invalid_otp"));
    }
    let facts = ask.facts();
    let answer = ask.examples.compose(ask.endpoint, &ask.request, &facts);
    world.link(Link { request: ask.request.clone(), answer });
    Ok(Done { facts, deal: None })
}

/// Tells of a link, or takes it away. Without any link yet every one is taken for one: a customer may have linked elsewhere.
pub(super) fn linked(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let named = names(&ask.request);
    let is_meant = |link: &Link| {
        let known: Vec<_> = [&link.request, &link.answer].iter().flat_map(|message| names(message)).collect();
        named.iter().any(|name| known.contains(name))
    };
    let found = world.links.iter().rposition(is_meant);
    if let Some(at) = found.filter(|_| ask.role == Role::Unbind) {
        world.links.remove(at);
    }
    Ok(Done { facts: ask.facts(), deal: None })
}

/// What a message names a link by.
fn names(message: &Value) -> Vec<String> {
    const NAMES: &[&str] = &["linkId", "accountId", "bankCardToken", "tokenId", "accountToken", "bankAccountToken"];
    let mut found = Vec::new();
    each_member(&mut message.clone(), &mut |name, value| {
        if NAMES.contains(&name) {
            found.extend(plain(value));
        }
    });
    found
}
