//! What became of something.

use std::time::SystemTime;

use serde_json::Value;
use snap_bi::Endpoint;
use snap_bi::rt::{Fill, Origin, Question, Tells, Told};
use snap_bi::server::Refuse;

use super::{Ask, Done, ORIGINAL};
use crate::bank::answer::{Examples, Facts};
use crate::bank::deal::{Deal, State};
use crate::bank::json::text;
use crate::bank::role::Role;
use crate::bank::world::World;

pub(super) fn status(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    let Some((deal, question)) = asked(world, ask) else { return Err(Refuse::transaction_not_found()) };
    world.asked(deal.id, ask.now);
    let deal = world.deal(deal.id).cloned().unwrap_or(deal);
    let facts = about(&deal, ask.now);
    let facts = match question.map(|question| question.tells) {
        Some(Tells::Member(told)) => word(facts, &told, deal.state),
        _ => said(facts, ask, deal.state),
    };
    Ok(Done { facts, deal: None })
}

/// The deal that is asked about, by the members that the spec says it is asked with, else by any name that it goes by.
fn asked(world: &World, ask: &Ask<'_>) -> Option<(Deal, Option<&'static Question>)> {
    let questions = || ask.provider.inquiries.iter().copied().filter(|q| q.status.service == ask.endpoint.service);
    // A refund is asked about by what it gives back: the payment comes first.
    let (own, belonging): (Vec<_>, Vec<_>) = world.deals.iter().rev().partition(|deal| deal.parent.is_none());
    for deal in own.into_iter().chain(belonging) {
        let meant = questions().find(|q| q.first.service == deal.endpoint.service && agrees(q, deal, ask));
        if let Some(question) = meant {
            return Some((deal.clone(), Some(question)));
        }
    }
    let names = ORIGINAL.iter().filter_map(|member| text(&ask.request, member));
    let named = names.filter_map(|name| world.named(&name)).next().cloned();
    let by_account = || {
        let number = crate::bank::deal::virtual_account(&ask.request)?;
        world.named(&number).cloned()
    };
    let deal = named.or_else(by_account)?;
    let question = questions().find(|q| q.first.service == deal.endpoint.service);
    Some((deal, question))
}

/// Whether what a question names is this deal: something does, and nothing else.
fn agrees(question: &Question, deal: &Deal, ask: &Ask<'_>) -> bool {
    let mut same = 0;
    for Fill { to, from, .. } in question.fill {
        let Some(asked) = text(&ask.request, to) else { continue };
        let own = match from {
            Origin::Request(path) => text(&deal.request, path),
            Origin::Response(path) => text(&deal.answer, path),
            Origin::ExternalId => deal.external_id.clone(),
            _ => continue,
        };
        match own {
            Some(own) if own == asked => same += 1,
            Some(_) => return false,
            None => {}
        }
    }
    same > 0
}

/// What a deal is about.
fn about(deal: &Deal, now: SystemTime) -> Facts {
    let mut facts = Facts::default();
    let partner = deal.partner_reference().unwrap_or_default();
    for (names, value) in [
        (&["originalPartnerReferenceNo", "partnerReferenceNo", "partnerRefundNo"][..], partner),
        (&["originalReferenceNo", "referenceNo"][..], deal.reference.clone()),
        (&["originalExternalId"][..], deal.external_id.clone().unwrap_or_default()),
        (&["serviceCode"][..], deal.endpoint.code.to_owned()),
    ] {
        if !value.is_empty() {
            facts = facts.set_all(names, value);
        }
    }
    if let Some(amount) = &deal.amount {
        facts = facts.set_all(&["amount", "transAmount", "paidAmount", "totalAmount", "billAmount"], amount.json());
    }
    let ended = crate::clock::text(deal.ended.unwrap_or(now));
    facts = facts
        .set_all(&["paidTime", "transactionStatusDate", "finishedTime", "voidTime", "captureTime", "refundTime"], ended)
        .set_all(&["transactionDate", "trxDateTime", "createdTime"], crate::clock::text(deal.at));
    // What was asked for and answered stands under its own names too.
    for message in [&deal.answer, &deal.request] {
        for (name, value) in message.as_object().into_iter().flatten() {
            if let Some(name) = KEPT.iter().find(|kept| *kept == name).filter(|_| !value.is_null()) {
                facts = facts.set(name, value.clone());
            }
        }
    }
    let parts = both(&deal.request, &deal.answer);
    for part in ["partnerServiceId", "customerNo", "virtualAccountNo", "virtualAccountName"] {
        if let Some(value) = parts.get(part) {
            facts = facts.set(part, value.clone());
        }
    }
    // What a page shows of refunds is nobody's here.
    let facts = if deal.refunded.is_none() { facts.drop(&["refundHistory", "totalRefundAmount"]) } else { facts };
    // A reason stands where a page has one: doku-nodejs-library 1.0.52 reads it of every answer.
    let facts = ["english", "indonesia"].iter().fold(facts, |facts, language| {
        facts.put(format!("virtualAccountData.paymentFlagReason.{language}"), deal.state.said())
    });
    if deal.state == State::Done { facts } else { facts.drop(&["paidTime"]) }
}

/// Members of a call that the answer to a question about it repeats.
const KEPT: &[&str] = &[
    "beneficiaryAccountNo",
    "beneficiaryAccountNumber",
    "beneficiaryBankCode",
    "sourceAccountNo",
    "customerNumber",
    "merchantId",
    "subMerchantId",
    "externalStoreId",
    "trxId",
    "inquiryRequestId",
    "paymentRequestId",
    "remark",
];

/// The state, in the words of the service.
fn word(facts: Facts, told: &Told, state: State) -> Facts {
    let member = told.member.rsplit(['.', ']']).next().unwrap_or(told.member).to_owned();
    let among = |list: &[&str]| list.iter().map(|word| Value::from(*word)).collect::<Vec<_>>();
    let first = |wanted: &'static str, list: &[&str]| {
        let rest = among(list).into_iter().filter(move |word| word != wanted);
        let wanted = list.contains(&wanted).then(|| Value::from(wanted));
        wanted.into_iter().chain(rest).collect::<Vec<_>>()
    };
    let national = state.national();
    let words = match state {
        State::Done => first(national, told.success),
        State::Failed | State::Cancelled | State::Expired => first(national, told.failure),
        // Of payments it is in no list: a part may have been given back.
        State::Refunded => std::iter::once(national.into()).chain(first(national, told.failure)).collect(),
        State::PartlyRefunded => first(national, told.success),
        State::Waiting | State::Pending => {
            let open = ["03", "02", "01", "PENDING", "INIT", "PROCESSING", "00"];
            let open =
                if state == State::Waiting { ["01", "02", "03", "INIT", "PENDING", "PROCESSING", "00"] } else { open };
            let taken =
                |word: &&&str| [told.success, told.failure, told.not_found].iter().any(|list| list.contains(word));
            open.iter().filter(|word| !taken(word)).map(|word| Value::from(*word)).collect()
        }
    };
    facts.choose(member, words).set_all(DESCRIBED, state.said())
}

const DESCRIBED: &[&str] = &["transactionStatusDesc", "statusDescription"];

/// The state as the standard says it.
pub(super) fn said(facts: Facts, ask: &Ask<'_>, state: State) -> Facts {
    let of_accounts = matches!(ask.role, Role::Status) && state == State::Waiting;
    // An account that nobody has paid yet.
    let flag = if of_accounts { "01" } else { state.national() };
    facts
        .choose("latestTransactionStatus", vec![state.national().into(), "03".into()])
        .choose("paymentFlagStatus", vec![flag.into()])
        .set_all(DESCRIBED, state.said())
}

/// What a provider tells its partner of a deal.
pub(crate) fn notification(examples: &Examples, endpoint: &Endpoint, deal: &Deal, now: SystemTime) -> Value {
    let words = vec![deal.state.national().into(), deal.state.said().to_uppercase().into(), deal.state.said().into()];
    let facts = about(deal, now)
        .choose("latestTransactionStatus", words)
        .choose("paymentFlagStatus", vec![deal.state.national().into()])
        .set_all(DESCRIBED, deal.state.said());
    examples.call(endpoint, &both(&deal.request, &deal.answer), &facts)
}

/// The members of two messages; those of the first count.
fn both(first: &Value, second: &Value) -> Value {
    let mut all = second.get("virtualAccountData").and_then(Value::as_object).cloned().unwrap_or_default();
    for message in [second, first] {
        for (name, value) in message.as_object().into_iter().flatten() {
            if name != "responseCode" && name != "responseMessage" && !value.is_null() {
                all.insert(name.clone(), value.clone());
            }
        }
    }
    Value::Object(all)
}
