//! Virtual accounts that a provider keeps for its partner.

use snap_bi::Timestamp;
use snap_bi::server::Refuse;

use super::{Ask, Done, MAIN};
use crate::bank::answer::Facts;
use crate::bank::deal::{Deal, State, virtual_account};
use crate::bank::json::{first_money, first_text, text};
use crate::bank::money::Money;
use crate::bank::world::World;

const EXPIRY: &[&str] = &["expiredDate", "validUpTo", "additionalInfo.expiredDate"];

pub(super) fn create(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let given = virtual_account(&ask.request).or_else(|| text(&ask.request, "customerNo"));
    let taken = given.as_ref().and_then(|number| world.virtual_account(number));
    if taken.is_some_and(|deal| deal.state == State::Waiting) {
        return Err(Refuse::named("conflict"));
    }
    let amount = first_money(&ask.request, &["totalAmount", "amount", "billDetails.0.billAmount"]);
    let amount = amount.unwrap_or_else(|| Money::idr(0));
    super::meant(&amount)?;
    let mut deal = ask.deal(Some(amount), State::Waiting);
    deal.account = Some(MAIN.to_owned());
    deal.expires = expiry(ask);
    if deal.expires.is_some_and(|at| at <= ask.now) {
        return Err(Refuse::named("expired_bill_virtual_account"));
    }
    let mut facts = ask.facts();
    // Where the provider chooses the number.
    if virtual_account(&ask.request).is_none() {
        let shown = ask.examples.answer(ask.endpoint.service);
        let service = shown.pointer("/virtualAccountData/partnerServiceId").and_then(serde_json::Value::as_str);
        let customer = ask.reference();
        let customer = customer.get(customer.len().saturating_sub(16)..).unwrap_or(&customer).to_owned();
        facts = facts
            .set("virtualAccountNo", format!("{}{customer}", service.unwrap_or_default()))
            .set("customerNo", customer);
    }
    Ok(Done { facts, deal: Some(deal) })
}

fn expiry(ask: &Ask<'_>) -> Option<std::time::SystemTime> {
    let text = first_text(&ask.request, EXPIRY)?;
    Timestamp::parse(&text).ok().map(|time| time.time())
}

/// The account that is meant, in a state in which it can be changed.
fn meant(world: &World, ask: &Ask<'_>) -> Result<Deal, Refuse> {
    let by_number = virtual_account(&ask.request).and_then(|number| world.virtual_account(&number));
    let by_reference =
        || first_text(&ask.request, &["trxId", "partnerReferenceNo"]).and_then(|name| world.named(&name));
    by_number.or_else(by_reference).cloned().ok_or_else(|| Refuse::invalid_bill("Virtual Account Not Found"))
}

pub(super) fn update(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let deal = meant(world, ask)?;
    if deal.state.is_final() {
        return Err(closed(deal.state));
    }
    let amount = first_money(&ask.request, &["totalAmount", "amount"]);
    amount.as_ref().map_or(Ok(()), super::meant)?;
    let paid = text(&ask.request, "paidStatus").is_some_and(|status| status == "Y");
    if let Some(deal) = world.deal_mut(deal.id) {
        if let (Some(old), Some(new)) = (deal.request.as_object_mut(), ask.request.as_object()) {
            old.extend(new.clone());
        }
        if let Some(amount) = amount {
            deal.amount = Some(amount);
        }
        if let Some(at) = expiry(ask) {
            deal.expires = Some(at);
        }
    }
    if paid {
        world.end(deal.id, State::Done, ask.now);
    }
    Ok(Done { facts: ask.facts(), deal: None })
}

pub(super) fn inquiry(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let deal = meant(world, ask)?;
    let mut facts: Facts = ask.facts();
    if let Some(amount) = &deal.amount {
        facts = facts.set("totalAmount", amount.json());
    }
    for member in ["virtualAccountName", "expiredDate", "trxId", "virtualAccountTrxType"] {
        if let Some(value) = deal.request.get(member) {
            facts = facts.set(member, value.clone());
        }
    }
    Ok(Done { facts, deal: None })
}

pub(super) fn delete(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let deal = meant(world, ask)?;
    if deal.state.is_final() {
        return Err(closed(deal.state));
    }
    if let Some(deal) = world.deal_mut(deal.id) {
        (deal.state, deal.ended) = (State::Cancelled, Some(ask.now));
    }
    Ok(Done { facts: ask.facts(), deal: None })
}

fn closed(state: State) -> Refuse {
    match state {
        State::Done | State::PartlyRefunded | State::Refunded => Refuse::paid_bill(),
        State::Expired => Refuse::expired_bill(),
        _ => Refuse::invalid_bill("Virtual Account Not Found"),
    }
}
