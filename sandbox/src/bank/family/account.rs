//! Balances, histories, and whose account it is.

use serde_json::{Value, json};
use snap_bi::Timestamp;
use snap_bi::server::Refuse;

use super::{Ask, Done, account_of, named_account, usable};
use crate::bank::answer::Row;
use crate::bank::json::{first_text, text};
use crate::bank::money::Money;
use crate::bank::role::Role;
use crate::bank::world::{Entry, World};

pub(super) fn balance(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let number = account_of(ask);
    usable(world, &number)?;
    let Some(account) = world.account(&number) else { return Err(Refuse::invalid_account("unknown")) };
    let facts = ask
        .facts()
        .set_all(&["amount", "balance", "ledgerBalance"], account.balance.json())
        .set_all(&["availableBalance"], account.available().json())
        .set_all(&["holdAmount", "floatAmount"], account.held.json())
        .set_all(&["currentMultilateralLimit", "registrationStatusCode"], Value::Null)
        .set("name", account.name.clone())
        .set("accountNo", number);
    Ok(Done { facts, deal: None })
}

pub(super) fn inquiry(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let to = first_text(
        &ask.request,
        &["beneficiaryAccountNo", "beneficiaryAccountNumber", "customerNumber", "additionalInfo.phoneNo", "phoneNo"],
    );
    let name = match &to {
        Some(number) => {
            usable(world, number)?;
            world.account(number).map(|account| account.name.clone())
        }
        None => None,
    };
    let mut facts = ask.facts();
    if let Some(name) = name {
        facts = facts.set_all(&["beneficiaryAccountName", "customerName", "accountName"], name);
    }
    Ok(Done { facts, deal: None })
}

/// The most rows of one answer.
const PAGE: usize = 100;

/// Lists, statements, and single bookings.
pub(super) fn history(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    if ask.role == Role::HistoryDetail {
        return detail(world, ask);
    }
    let number = named_account(ask);
    if let Some(number) = &number {
        usable(world, number)?;
    }
    // All that the partner did, where none is named.
    let meant =
        world.accounts.values().filter(|account| number.as_ref().is_none_or(|number| *number == account.number));
    let mut entries: Vec<_> = meant.flat_map(|account| account.entries.clone()).collect();
    entries.sort_by_key(|entry| (entry.at, entry.deal));
    let moment =
        |member: &str| text(&ask.request, member).and_then(|text| Timestamp::parse(&text).ok()).map(|t| t.time());
    let (from, to) = (moment("fromDateTime"), moment("toDateTime"));
    let within = |entry: &&Entry| from.is_none_or(|from| entry.at >= from) && to.is_none_or(|to| entry.at <= to);
    let all: Vec<_> = entries.iter().filter(within).collect();
    let number_of = |member: &str| text(&ask.request, member).and_then(|text| text.parse::<usize>().ok());
    // No bank tells all in one answer. Who asks for no page gets what happened last.
    let size = number_of("pageSize").filter(|size| *size > 0).map(|size| size.min(PAGE));
    let skip = match size {
        Some(size) => number_of("pageNumber").unwrap_or(1).saturating_sub(1).saturating_mul(size),
        None => all.len().saturating_sub(PAGE),
    };
    let page: Vec<_> = all.iter().skip(skip).take(size.unwrap_or(PAGE)).collect();
    if page.is_empty() {
        return Err(Refuse::transaction_not_found());
    }
    let rows = page.iter().map(|entry| row(world, entry)).collect();
    let sums = totals(&all);
    let mut facts = ask.facts().rows(&["detailData", "transactions", "list"], rows);
    for (member, amount, count) in sums {
        facts = facts.put(format!("{member}.amount"), amount.json()).put(format!("{member}.numberOfEntries"), count);
    }
    let (first, last) = (all.first(), all.last());
    if let (Some(first), Some(last)) = (first, last) {
        let start = first.balance.minus(&first.amount);
        facts = facts
            .put("balance[0].startingBalance.value", start.text())
            .put("balance[0].endingBalance.value", last.balance.text())
            .put("balance[0].amount.value", last.balance.text());
    }
    Ok(Done { facts, deal: None })
}

fn detail(world: &World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let name = first_text(&ask.request, &["originalPartnerReferenceNo", "originalReferenceNo", "partnerReferenceNo"]);
    let deal = name.and_then(|name| world.named(&name)).ok_or_else(Refuse::transaction_not_found)?;
    let mut facts = ask.facts().set("referenceNo", deal.reference.clone());
    if let Some(amount) = &deal.amount {
        facts = facts.set("amount", amount.json());
    }
    let facts = facts.choose("status", vec![deal.state.national().into(), "SUCCESS".into()]);
    Ok(Done { facts, deal: None })
}

fn row(world: &World, entry: &Entry) -> Row {
    let credit = entry.amount.is_positive();
    let amount = if credit { entry.amount.clone() } else { entry.amount.nothing().minus(&entry.amount) };
    let deal = world.deal(entry.deal);
    let time = crate::clock::text(entry.at);
    let reference = deal.map(|deal| deal.reference.clone()).unwrap_or_default();
    let start = entry.balance.minus(&entry.amount);
    let bookings = json!([{ "value": amount.text(), "currency": amount.currency }]);
    vec![
        ("dateTime", time.clone().into()),
        ("transactionDate", time.into()),
        ("amount", amount.json()),
        ("originAmount", bookings),
        ("startAmount", start.json()),
        ("endAmount", entry.balance.json()),
        ("endBalance", entry.balance.json()),
        ("remark", entry.remark.clone().into()),
        ("type", if credit { "CREDIT" } else { "DEBIT" }.into()),
        ("debitCredit", if credit { "C" } else { "D" }.into()),
        ("referenceNo", reference.clone().into()),
        ("transactionId", reference.into()),
    ]
}

/// What came and what went: member, sum, how many.
fn totals(entries: &[&Entry]) -> [(&'static str, Money, u64); 2] {
    let sum = |credit: bool| {
        let some = entries.iter().filter(|entry| entry.amount.is_positive() == credit);
        let zero = Money::idr(0);
        some.fold((zero, 0), |(sum, count), entry| {
            let amount = if credit { entry.amount.clone() } else { entry.amount.nothing().minus(&entry.amount) };
            (amount.plus(&sum), count + 1)
        })
    };
    let ((credit, credits), (debit, debits)) = (sum(true), sum(false));
    [("totalCreditEntries", credit, credits), ("totalDebitEntries", debit, debits)]
}
