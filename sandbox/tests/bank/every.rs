//! Every service that a partner can call is answered as its table says, by its generated client, from what happened before.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snap_bi::rt::{Origin, Question};
use snap_bi::{Direction, Endpoint, MessageKind, ProviderEntry, SnapError};
use snap_sandbox::{Sandbox, VaNumber};

use crate::place::{self, PROVIDERS, example, run};

#[tokio::test]
async fn every_outbound_service_of_every_provider_is_answered_from_state() {
    let (mut answered, mut wrong) = (BTreeMap::new(), Vec::new());
    for provider in PROVIDERS {
        let entry = provider.entry();
        let sandbox = place::sandbox(*provider).await;
        for endpoint in entry.endpoints.iter().copied().filter(|endpoint| is_called(endpoint)) {
            sandbox.reset();
            let result = tried(&sandbox, entry, endpoint).await;
            match result {
                Ok(()) => *answered.entry(entry.name).or_insert(0) += 1,
                Err(what) => wrong.push(format!("{} {}: {what}", entry.name, endpoint.service)),
            }
        }
    }
    println!("{answered:?}");
    assert!(wrong.is_empty(), "{} wrong, {answered:?}\n{}", wrong.len(), wrong.join("\n"));
    assert!(answered.values().sum::<usize>() > 150, "{answered:?}");
}

fn is_called(endpoint: &Endpoint) -> bool {
    endpoint.direction == Direction::Outbound && endpoint.redirect.is_none() && !matches!(endpoint.code, "73" | "74")
}

async fn tried(sandbox: &Sandbox, entry: &'static ProviderEntry, endpoint: &'static Endpoint) -> Result<(), String> {
    let request = prepared(sandbox, entry, endpoint).await?;
    let raw = match run(sandbox, endpoint, &request).await {
        Ok(called) => called.raw,
        Err(SnapError::Pending(verdict)) => verdict.raw().to_vec(),
        Err(error) => {
            let last = sandbox.journal().entries().pop();
            let why = last.map(|entry| {
                format!("{:?} {:?} {}", entry.refusal, entry.violations, String::from_utf8_lossy(&entry.answer))
            });
            return Err(format!("{error}: {why:?} for {request}"));
        }
    };
    fits(entry, endpoint, &raw)
}

/// The answer keeps every rule of its table.
fn fits(entry: &ProviderEntry, endpoint: &Endpoint, raw: &[u8]) -> Result<(), String> {
    // Two services may share a path: what both could mean is taken for the first.
    let beside: Vec<_> = entry.endpoints.iter().filter(|e| e.path == endpoint.path).map(|e| e.service).collect();
    let responses = entry.messages.iter().filter(|m| beside.contains(&m.service) && m.kind == MessageKind::Response);
    let nothing = |_: &str| None;
    let context = snap_bi::Context::with_headers(&nothing);
    let judged = responses.map(|message| {
        let read = (message.decode)(raw).map_err(|error| error.to_string())?;
        read.any_validate(&context).map_err(|found| found.to_string())
    });
    let best =
        judged.min_by_key(|result: &Result<(), String>| result.as_ref().err().map_or(0, |found| found.len() + 1));
    best.unwrap_or(Ok(())).map_err(|found| format!("{found} in {}", String::from_utf8_lossy(raw)))
}

/// What must have happened before, and the request that is about it.
async fn prepared(
    sandbox: &Sandbox,
    entry: &'static ProviderEntry,
    endpoint: &'static Endpoint,
) -> Result<Value, String> {
    let mut request = example(endpoint);
    let name = endpoint.service;
    if let Some(question) = entry.inquiries.iter().find(|question| question.status.service == name) {
        let (first, answer) = first(sandbox, entry, question.first).await?;
        fill(&mut request, question, &first, &answer);
        return Ok(request);
    }
    let family = ["refund", "cancel", "void", "capture"].into_iter().find(|verb| name.contains(verb));
    if let Some(verb) = family {
        let of = |service: &str| entry.endpoints.iter().copied().find(|endpoint| endpoint.service == service);
        let (prefix, suffix) = name.split_once(verb).expect("the verb");
        let began = ["payment_host_to_host", "payment", "generate", "payment_host_to_host_redirect"];
        let began = began.iter().find_map(|verb| of(&format!("{prefix}{verb}{suffix}")));
        let moves = |endpoint: &&'static Endpoint| {
            endpoint.service.starts_with(prefix)
                && endpoint.effect == snap_bi::Effect::MovesMoney
                && endpoint.service != name
        };
        let found = began.or_else(|| entry.endpoints.iter().copied().find(moves));
        let Some(began) = found else { return Ok(request) };
        let (mut first, mut answer) = first_of(sandbox, began).await?;
        let reference = text(&first, "partnerReferenceNo").or(text(&answer, "referenceNo")).unwrap_or_default();
        let _ = sandbox.pay(&reference);
        if verb == "refund" && prefix == "auth_" {
            let capture = of("auth_capture").expect("a capture");
            let mut asked = example(capture);
            about(&mut asked, &first, &answer);
            let called = run(sandbox, capture, &asked).await.map_err(|error| error.to_string())?;
            answer = merged(&answer, &serde_json::from_slice(&called.raw).expect("JSON"));
            first = merged(&asked, &first);
        }
        about(&mut request, &first, &answer);
    }
    let of_va = |verb: &str| name.contains(verb);
    if of_va("update_va") || of_va("delete_va") || of_va("inquiry_va") || of_va("update_status") {
        let create = entry.endpoints.iter().copied().find(|endpoint| endpoint.service.contains("create_va"));
        if let Some(create) = create {
            let (first, answer) = first_of(sandbox, create).await?;
            let first = merged(&answer["virtualAccountData"], &first);
            for member in ["partnerServiceId", "customerNo", "virtualAccountNo", "trxId"] {
                if let (Some(_), Some(value)) = (request.get(member), first.get(member)) {
                    request[member] = value.clone();
                }
            }
        }
    }
    if name.contains("history") || name.contains("statement") {
        history(sandbox, entry, &mut request).await?;
    }
    Ok(request)
}

/// Something happens on the account whose history is asked for.
async fn history(sandbox: &Sandbox, entry: &'static ProviderEntry, request: &mut Value) -> Result<(), String> {
    let spends =
        ["transfer_interbank", "transfer_rtgs", "emoney_topup", "debit_payment_host_to_host", "transfer_intrabank"];
    let find = |name: &&str| entry.endpoints.iter().copied().find(|endpoint| endpoint.service == *name);
    let Some(spend) = spends.iter().find_map(find) else { return Ok(()) };
    let account = text(request, "accountNo").or_else(|| text(&request["additionalInfo"], "accountNo"));
    let mut asked = example(spend);
    if let (Some(account), true) = (&account, asked.get("sourceAccountNo").is_some()) {
        asked["sourceAccountNo"] = account.clone().into();
    }
    if asked["amount"].get("value").is_some() {
        asked["amount"]["value"] = "25000.00".into();
    }
    let called = run(sandbox, spend, &asked).await;
    let raw: Value = called.map_or(Value::Null, |called| serde_json::from_slice(&called.raw).expect("JSON"));
    let reference = text(&asked, "partnerReferenceNo").or_else(|| text(&raw, "referenceNo")).unwrap_or_default();
    let _ = sandbox.pay(&reference);
    for (member, value) in [
        ("fromDateTime", &*moment(&sandbox.clock().now(), -3600)),
        ("toDateTime", &*moment(&sandbox.clock().now(), 3600)),
        ("originalPartnerReferenceNo", &reference),
    ] {
        if request.get(member).is_some() {
            request[member] = value.into();
        }
    }
    Ok(())
}

/// The first call, made by whoever makes it, and its answer.
async fn first(
    sandbox: &Sandbox,
    entry: &'static ProviderEntry,
    endpoint: &'static Endpoint,
) -> Result<(Value, Value), String> {
    if endpoint.direction == Direction::Outbound {
        let mut made = prepared_flat(sandbox, entry, endpoint).await?;
        if made.1.is_null() {
            made.1 = json!({});
        }
        return Ok(made);
    }
    let number = VaNumber::new("12345", "123456789012345678");
    let paid = sandbox.pay_bill(&number, None).await.map_err(|error| error.to_string());
    let deal = sandbox.deals().pop().ok_or_else(|| format!("nothing was paid: {paid:?}"))?;
    Ok((deal.request, deal.answer))
}

async fn prepared_flat(
    sandbox: &Sandbox,
    entry: &'static ProviderEntry,
    endpoint: &'static Endpoint,
) -> Result<(Value, Value), String> {
    let request = Box::pin(prepared(sandbox, entry, endpoint)).await?;
    let answer = match run(sandbox, endpoint, &request).await {
        Ok(called) => called.raw,
        Err(SnapError::Pending(verdict)) => verdict.raw().to_vec(),
        Err(error) => return Err(format!("before it, {}: {error}", endpoint.service)),
    };
    Ok((request, serde_json::from_slice(&answer).map_err(|error| error.to_string())?))
}

async fn first_of(sandbox: &Sandbox, endpoint: &'static Endpoint) -> Result<(Value, Value), String> {
    let request = example(endpoint);
    let called = run(sandbox, endpoint, &request).await;
    let called = called.map_err(|error| format!("before it, {}: {error}", endpoint.service))?;
    Ok((request, serde_json::from_slice(&called.raw).map_err(|error| error.to_string())?))
}

fn fill(request: &mut Value, question: &Question, first: &Value, answer: &Value) {
    for fill in question.fill {
        let value = match fill.from {
            Origin::Request(path) => path.split('.').try_fold(first, |value, step| value.get(step)).cloned(),
            Origin::Response(path) => path.split('.').try_fold(answer, |value, step| value.get(step)).cloned(),
            Origin::Code => Some(question.first.code.into()),
            Origin::Text(text) => Some(text.into()),
            _ => None,
        };
        let steps: Vec<_> = fill.to.split('.').collect();
        let (last, above) = steps.split_last().expect("a path");
        let holder = above.iter().fold(&mut *request, |value, step| &mut value[*step]);
        if let Some(value) = value {
            holder[*last] = value;
        }
    }
}

/// Makes a request one about an earlier call.
fn about(request: &mut Value, first: &Value, answer: &Value) {
    let reference = text(answer, "referenceNo");
    for (member, value) in [
        ("originalPartnerReferenceNo", text(first, "partnerReferenceNo")),
        ("originalReferenceNo", reference.clone()),
        ("originalExternalId", None),
        ("originalCaptureNo", text(answer, "captureNo")),
        ("originalAuthReferenceNo", reference),
    ] {
        if request.get(member).is_some() {
            request[member] = value.map_or(Value::Null, Value::from);
            if request[member].is_null() {
                request.as_object_mut().expect("an object").remove(member);
            }
        }
    }
    for member in ["amount", "refundAmount", "captureAmount", "voidAmount"] {
        if let (Some(there), Some(amount)) = (request.get(member), first.get("amount"))
            && there.is_object() == amount.is_object()
        {
            request[member] = amount.clone();
        }
    }
}

fn moment(now: &std::time::SystemTime, seconds: i64) -> String {
    let time = std::time::Duration::from_secs(seconds.unsigned_abs());
    let at = if seconds < 0 { *now - time } else { *now + time };
    snap_bi::Timestamp::at(at, snap_bi::rt::TimestampForm::Offset).text()
}

fn merged(first: &Value, second: &Value) -> Value {
    let mut all = first.clone();
    all.as_object_mut().expect("an object").extend(second.as_object().expect("an object").clone());
    all
}

fn text(message: &Value, member: &str) -> Option<String> {
    message.get(member)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
