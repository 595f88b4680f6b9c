//! Payments of customers: direct debit, codes, authorisations; and what is taken of them and given back.

use std::time::Duration;

use snap_bi::Timestamp;
use snap_bi::server::Refuse;

use super::{Ask, Done, MAIN, meant, original, transfer};
use crate::bank::deal::{Deal, State};
use crate::bank::json::{first_money, first_text};
use crate::bank::money::Money;
use crate::bank::role::Role;
use crate::bank::world::World;

const PAYMENTS: &[Role] = &[Role::Debit, Role::Qr, Role::Capture, Role::Authorize];

pub(super) fn pay(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let amount = first_money(
        &ask.request,
        &["amount", "totalAmount", "additionalInfo.totalAmount", "payOptionDetails.0.transAmount"],
    );
    let amount = amount.unwrap_or_else(|| Money::idr(0));
    meant(&amount)?;
    if world.seed.limit.is_some_and(|limit| amount.value > limit) {
        return Err(Refuse::named("exceeds_transaction_amount_limit"));
    }
    let otp = first_text(&ask.request, &["otp", "otpCode", "additionalInfo.otp", "additionalInfo.otpCode"]);
    if otp.is_some_and(|otp| otp != world.seed.otp) {
        return Err(Refuse::named("invalid_otp"));
    }
    // Who is sent to a page, or shown a code, has not paid.
    let shows = |name: &str| {
        name.ends_with("RedirectUrl") || matches!(name, "webRedirectUrl" | "redirectUrl" | "qrContent" | "qrUrl")
    };
    let waits = ask.role == Role::Qr || ask.examples.answers_with(ask.endpoint.service, shows);
    let settling = if waits { None } else { transfer::settling(world, ask, &amount) };
    let state = match (waits, &settling) {
        (true, _) => State::Waiting,
        (false, Some(_)) => State::Pending,
        (false, None) => State::Done,
    };
    let mut deal = ask.deal(Some(amount.clone()), state);
    (deal.account, deal.settling) = (Some(MAIN.to_owned()), settling);
    let until = first_text(&ask.request, &["validUpTo", "validityPeriod", "expiryTime", "additionalInfo.validUpTo"]);
    let until = until.and_then(|text| Timestamp::parse(&text).ok()).map(|time| time.time());
    deal.expires = until.filter(|at| *at > ask.now).or_else(|| ask.now.checked_add(Duration::from_secs(24 * 3600)));
    if state == State::Done && ask.role != Role::Authorize {
        ask.book(world, MAIN, amount);
    }
    let page = format!("{}/pay/{}/{}", ask.pages, ask.provider.name, ask.id);
    let facts = ask
        .facts()
        .set_all(&["webRedirectUrl", "appRedirectUrl", "redirectUrl", "redirectionUrl", "qrUrl", "deeplinkUrl"], page)
        .set("qrContent", format!("00020101021226SANDBOX{}6304", ask.reference()));
    let facts = super::status::said(facts, ask, state);
    let facts = if state == State::Pending { facts.code(202, "00") } else { facts };
    Ok(Done { facts, deal: Some(deal) })
}

pub(super) fn capture(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let held = original(world, ask, &[Role::Authorize])?;
    settled(&held)?;
    let amount = asked(ask, &["captureAmount", "amount"]).unwrap_or_else(|| whole(&held));
    meant(&amount)?;
    let before = held.captured.clone().unwrap_or_else(|| amount.nothing());
    let after = before.plus(&amount);
    if !after.fits(&whole(&held)) {
        return Err(Refuse::invalid_amount());
    }
    if let Some(held) = world.deal_mut(held.id) {
        held.captured = Some(after);
    }
    ask.book(world, MAIN, amount.clone());
    belonging(ask, &held, amount)
}

pub(super) fn void(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let held = original(world, ask, &[Role::Authorize])?;
    settled(&held)?;
    let captured = held.captured.clone().unwrap_or_else(|| whole(&held).nothing());
    let amount = asked(ask, &["voidAmount", "amount"]).unwrap_or_else(|| whole(&held).minus(&captured));
    meant(&amount)?;
    if !captured.plus(&amount).fits(&whole(&held)) {
        return Err(Refuse::invalid_amount());
    }
    // What was let go cannot be captured any more.
    if let Some(held) = world.deal_mut(held.id) {
        held.captured = Some(captured.plus(&amount));
        if !captured.is_positive() && amount == whole(held) {
            held.state = State::Cancelled;
        }
    }
    belonging(ask, &held, amount)
}

pub(super) fn cancel(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let deal = original(world, ask, &[PAYMENTS, &[Role::Transfer, Role::BillPayment][..]].concat())?;
    let amount = whole(&deal);
    match deal.state {
        State::Waiting | State::Pending => {}
        State::Done => {
            let (went, account) = (matches!(deal.role, Role::Transfer | Role::BillPayment), deal.account.as_deref());
            let back = if went { amount.clone() } else { amount.nothing().minus(&amount) };
            ask.book(world, account.unwrap_or(MAIN), back);
        }
        State::Cancelled => return Err(Refuse::named("transaction_cancelled")),
        _ => return Err(Refuse::transaction_status()),
    }
    if let Some(deal) = world.deal_mut(deal.id) {
        (deal.state, deal.ended, deal.settling) = (State::Cancelled, Some(ask.now), None);
    }
    belonging(ask, &deal, amount)
}

pub(super) fn refund(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let deal = original(world, ask, PAYMENTS)?;
    if !matches!(deal.state, State::Done | State::PartlyRefunded) {
        return Err(Refuse::transaction_status());
    }
    let paid = match deal.role {
        // Of an authorisation only what was captured was paid.
        Role::Authorize => deal.captured.clone().unwrap_or_else(|| whole(&deal).nothing()),
        _ => whole(&deal),
    };
    let amount = asked(ask, &["refundAmount", "amount"]).unwrap_or_else(|| paid.clone());
    meant(&amount)?;
    let before = deal.refunded.clone().unwrap_or_else(|| amount.nothing());
    let after = before.plus(&amount);
    if !after.fits(&paid) {
        return Err(Refuse::invalid_amount());
    }
    if let Some(deal) = world.deal_mut(deal.id) {
        deal.state = if after == paid { State::Refunded } else { State::PartlyRefunded };
        deal.refunded = Some(after);
    }
    let back = amount.nothing().minus(&amount);
    ask.book(world, MAIN, back);
    belonging(ask, &deal, amount)
}

fn asked(ask: &Ask<'_>, members: &[&str]) -> Option<Money> {
    first_money(&ask.request, members)
}

fn whole(deal: &Deal) -> Money {
    deal.amount.clone().unwrap_or_else(|| Money::idr(0))
}

/// Nothing is taken of what the customer has not agreed to.
fn settled(deal: &Deal) -> Result<(), Refuse> {
    if deal.state == State::Done { Ok(()) } else { Err(Refuse::transaction_status()) }
}

fn belonging(ask: &Ask<'_>, of: &Deal, amount: Money) -> Result<Done, Refuse> {
    let mut facts = ask
        .facts()
        .set("originalReferenceNo", of.reference.clone())
        .set_all(&["refundAmount", "captureAmount", "voidAmount", "amount"], amount.json());
    if let Some(reference) = of.partner_reference() {
        facts = facts.set("originalPartnerReferenceNo", reference);
    }
    if let Some(id) = &of.external_id {
        facts = facts.set("originalExternalId", id.clone());
    }
    let facts = super::status::said(facts, ask, State::Done);
    let mut deal = ask.deal(Some(amount), State::Done);
    (deal.parent, deal.account) = (Some(of.id), Some(MAIN.to_owned()));
    Ok(Done { facts, deal: Some(deal) })
}
