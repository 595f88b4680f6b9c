//! Money goes away: to accounts, e-wallets, billers.

use std::time::Duration;

use rust_decimal::Decimal;
use snap_bi::server::Refuse;

use super::{Ask, Done, account_of, meant, usable};
use crate::bank::deal::{Settling, State, virtual_account};
use crate::bank::json::{first_money, first_text};
use crate::bank::money::Money;
use crate::bank::role::Role;
use crate::bank::world::World;
use crate::seed::{Bill, End};

/// Members that hold how much is moved.
const AMOUNTS: &[&str] =
    &["amount", "paidAmount", "totalAmount", "additionalInfo.totalAmount", "additionalInfo.amount"];

/// Members that hold where it goes.
const TO: &[&str] = &["beneficiaryAccountNo", "beneficiaryAccountNumber", "beneficiaryAccount"];

pub(super) fn transfer(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    open(world, ask)?;
    let amount = first_money(&ask.request, AMOUNTS).unwrap_or_else(|| Money::idr(0));
    let to = first_text(&ask.request, TO);
    if let Some(to) = &to
        && world.accounts.contains_key(to)
    {
        usable(world, to)?;
    }
    let from = account_of(ask);
    take(world, ask, &from, &amount)?;
    let done = move_away(world, ask, from, amount.clone());
    // Within the bank it arrives.
    if let Some(to) = to.filter(|to| done.0 == State::Done && world.accounts.contains_key(to)) {
        ask.book(world, &to, amount);
    }
    Ok(done.1)
}

/// Tells what is due.
pub(super) fn bill(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let bill = due(world, ask)?;
    let facts = ask.facts();
    let Some(bill) = bill else { return Ok(Done { facts, deal: None }) };
    let amount = Money::idr(bill.amount).json();
    let facts = facts
        .set_all(&["totalAmount", "paidAmount", "billAmount", "amount"], amount)
        .set_all(&["virtualAccountName", "customerName"], bill.name);
    Ok(Done { facts, deal: None })
}

pub(super) fn pay_bill(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    open(world, ask)?;
    let bill = due(world, ask)?;
    let paid = first_money(&ask.request, &["paidAmount", "amount", "totalAmount"]);
    let amount = match (&bill, paid) {
        (Some(bill), Some(paid)) if paid.value != bill.amount => return Err(Refuse::invalid_amount()),
        (Some(bill), None) => Money::idr(bill.amount),
        (_, paid) => paid.unwrap_or_else(|| Money::idr(0)),
    };
    let from = account_of(ask);
    take(world, ask, &from, &amount)?;
    Ok(move_away(world, ask, from, amount).1)
}

/// The bill of the seed that is meant; none where the biller takes every number.
fn due(world: &World, ask: &Ask<'_>) -> Result<Option<Bill>, Refuse> {
    let Some(number) = virtual_account(&ask.request) else { return Ok(None) };
    let Some(bill) = world.seed.bills.iter().find(|bill| bill.number == number) else {
        return if world.seed.bills.is_empty() { Ok(None) } else { Err(Refuse::invalid_bill("Bill Not Found")) };
    };
    let is_it =
        |deal: &&super::Deal| deal.role == Role::BillPayment && deal.virtual_account().as_ref() == Some(&number);
    let paid = world.deals.iter().any(|deal| is_it(&deal) && matches!(deal.state, State::Done | State::Pending));
    if bill.paid || paid { Err(Refuse::paid_bill()) } else { Ok(Some(bill.clone())) }
}

/// Takes money from an account.
fn take(world: &mut World, ask: &Ask<'_>, from: &str, amount: &Money) -> Result<(), Refuse> {
    meant(amount)?;
    if world.seed.limit.is_some_and(|limit| amount.value > limit) {
        return Err(Refuse::named("exceeds_transaction_amount_limit"));
    }
    usable(world, from)?;
    let enough = world.account(from).is_some_and(|account| amount.fits(&account.available()));
    if !enough {
        return Err(Refuse::insufficient_funds());
    }
    ask.book(world, from, amount.nothing().minus(amount));
    Ok(())
}

/// The deal, done at once or under way.
fn move_away(world: &World, ask: &Ask<'_>, from: String, amount: Money) -> (State, Done) {
    let settling = settling(world, ask, &amount);
    let state = if settling.is_some() { State::Pending } else { State::Done };
    let mut deal = ask.deal(Some(amount), state);
    (deal.account, deal.settling) = (Some(from), settling);
    let facts = ask.facts();
    let says = |name: &str| matches!(name, "latestTransactionStatus" | "transactionStatus" | "paymentFlagStatus");
    let facts = if ask.examples.answers_with(ask.endpoint.service, says) {
        super::status::said(facts, ask, state)
    } else if state == State::Pending {
        facts.code(202, "00")
    } else {
        facts
    };
    (state, Done { facts, deal: Some(deal) })
}

/// How a deal ends that is not done at once: as the seed says, or as a reference asks for it.
pub(super) fn settling(world: &World, ask: &Ask<'_>, amount: &Money) -> Option<Settling> {
    let meant = |services: &[String]| services.is_empty() || services.iter().any(|name| name == ask.endpoint.service);
    let fits = |of: Option<Decimal>| of.is_none_or(|of| of == amount.value);
    let rule = world.seed.settle.iter().find(|rule| meant(&rule.services) && fits(rule.amount));
    if let Some(rule) = rule {
        let to = if rule.to == End::Failed { State::Failed } else { State::Done };
        return Some(Settling::new(ask.now, Duration::from_secs(rule.seconds), rule.polls.max(1), to));
    }
    crate::faults::asks_to_wait(&ask.request).then(|| Settling::new(ask.now, Duration::from_secs(60), 2, State::Done))
}

/// Whether transfers are open at this time of the day.
fn open(world: &World, ask: &Ask<'_>) -> Result<(), Refuse> {
    let Some((from, to)) = &world.seed.closed else { return Ok(()) };
    let now = crate::clock::text(ask.now);
    let time = now.get(11..16).unwrap_or_default();
    let closed = if from <= to {
        (from.as_str()..to.as_str()).contains(&time)
    } else {
        time >= from.as_str() || time < to.as_str()
    };
    if closed { Err(Refuse::closed("Cut Off In Progress")) } else { Ok(()) }
}
