//! What a client refuses to send beyond what the spec forbids: nothing that a page documents, and everything that nobody
//! means.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;

use snap_bi::{Broken, Context, Effect, Endpoint, MessageKind, Violation};
use snap_codegen::json::{Node, Value};
use snap_tests::{Case, cases, valid};

/// Every request with its endpoint.
fn requests() -> impl Iterator<Item = (Case, &'static Endpoint)> {
    cases().into_iter().filter(|case| case.kind == MessageKind::Request).map(|case| {
        let provider = snap_bi::PROVIDERS.iter().find(|entry| entry.name == case.provider.name);
        let endpoints = provider.expect("a provider").endpoints;
        let endpoint = endpoints.iter().find(|endpoint| endpoint.service == case.service.name).expect("an endpoint");
        (case, *endpoint)
    })
}

fn found(case: &Case, json: &str, context: &Context<'_>) -> Vec<Violation> {
    let message = case.decode(json).unwrap_or_else(|error| panic!("{}: {error}", case.name()));
    message.any_validate(context).err().into_iter().flatten().collect()
}

/// What is refused of a request only because it is about to be sent.
fn refused(case: &Case, endpoint: &Endpoint, request: &Node) -> Vec<Violation> {
    let text = request.to_text();
    let known = found(case, &text, &Context::default());
    let mut sent = found(case, &text, &Context::default().sending(endpoint));
    sent.retain(|violation| !known.contains(violation));
    sent
}

/// Members of an object, each by its path; those of the first element of an array too.
fn spots(node: &Node) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    let mut below = |index: usize, node: &Node| {
        all.push(vec![index]);
        all.extend(spots(node).into_iter().map(|mut path| {
            path.insert(0, index);
            path
        }));
    };
    match &node.value {
        Value::Object(members) => members.iter().enumerate().for_each(|(index, member)| below(index, &member.node)),
        Value::Array(items) => items.iter().take(1).for_each(|item| below(0, item)),
        _ => {}
    }
    all
}

fn at<'n>(node: &'n mut Node, path: &[usize]) -> &'n mut Node {
    path.iter().fold(node, |node, index| match &mut node.value {
        Value::Object(members) => &mut members[*index].node,
        Value::Array(items) => &mut items[*index],
        _ => panic!("a path leads through objects and arrays"),
    })
}

fn name<'n>(node: &'n mut Node, path: &[usize]) -> Option<&'n str> {
    let (last, above) = path.split_last()?;
    match &at(node, above).value {
        Value::Object(members) => Some(&members[*last].name),
        _ => None,
    }
}

/// The value of every amount of a request, with the name of the amount.
fn amounts(request: &mut Node) -> Vec<(Vec<usize>, String)> {
    let mut found = Vec::new();
    for path in spots(request) {
        let is_amount = at(request, &path).get("currency").is_some();
        if is_amount && let Value::Object(members) = &at(request, &path).value {
            // A currency beside texts of its own is no amount.
            let Some(value) = members.iter().position(|member| member.name == "value") else { continue };
            let amount = name(request, &path).unwrap_or_default().to_owned();
            found.push(([&*path, &[value]].concat(), amount));
        }
    }
    found
}

#[test]
fn no_documented_request_is_refused_for_more_than_the_spec() {
    let (mut samples, mut more) = (0, Vec::new());
    for (case, endpoint) in requests() {
        for sample in case.service.samples.iter().filter_map(|sample| sample.request.as_ref()) {
            samples += 1;
            let refused = refused(&case, endpoint, &sample.node);
            more.extend(refused.iter().map(|violation| format!("{}: {violation}", case.name())));
        }
    }
    assert_eq!(more, Vec::<String>::new());
    assert!(samples > 100, "{samples}");
}

#[test]
fn a_request_that_obeys_its_table_is_refused_for_nothing() {
    for (case, endpoint) in requests() {
        let request = valid::message(case.catalogue, case.service, case.message, false);
        assert_eq!(refused(&case, endpoint, &request), [], "{}", case.name());
    }
}

#[test]
fn white_space_is_sent_for_no_mandatory_text() {
    let mut blanks = 0;
    for (case, endpoint) in requests() {
        let request = valid::message(case.catalogue, case.service, case.message, false);
        for path in spots(&request) {
            let mut blank = request.clone();
            let text = at(&mut blank, &path);
            let Some(length) = text.as_text().map(|text| text.chars().count().max(1)) else { continue };
            text.value = Value::Text(String::new());
            let empty = found(&case, &blank.to_text(), &Context::default());
            let Some(empty) = empty.into_iter().find(|violation| violation.rule == Broken::Empty) else { continue };
            at(&mut blank, &path).value = Value::Text(" ".repeat(length));
            let sent = found(&case, &blank.to_text(), &Context::default().sending(endpoint));
            assert!(sent.iter().any(|violation| violation.path == empty.path), "{} {}", case.name(), empty.path);
            blanks += usize::from(sent.iter().any(|violation| violation.rule == Broken::Blank));
        }
    }
    assert!(blanks > 100, "{blanks}");
}

#[test]
fn no_amount_is_sent_below_zero_or_in_another_word_for_its_currency() {
    for (case, endpoint) in requests() {
        let request = valid::message(case.catalogue, case.service, case.message, false);
        for (path, amount) in amounts(&mut request.clone()) {
            let sent = |spot: &[usize], text: String| {
                let mut request = request.clone();
                at(&mut request, spot).value = Value::Text(text);
                found(&case, &request.to_text(), &Context::default().sending(endpoint))
            };
            let value = at(&mut request.clone(), &path).as_text().expect("a text").to_owned();
            let negative = sent(&path, format!("-{value}"));
            assert!(negative.iter().any(|v| v.rule == Broken::Negative), "{} {amount}: {negative:?}", case.name());
            let (last, above) = path.split_last().expect("a path");
            assert_eq!(*last, 0, "value and currency, in this order");
            for currency in ["Rp", "idr"] {
                let found = sent(&[above, &[1]].concat(), currency.to_owned());
                assert!(found.iter().any(|v| v.path.ends_with("currency")), "{} {amount}: {found:?}", case.name());
            }
        }
    }
}

#[test]
fn zero_is_refused_where_it_would_be_moved_and_nowhere_else() {
    const MOVED: [&str; 5] = ["amount", "captureAmount", "paidAmount", "refundAmount", "voidAmount"];
    let mut moved = BTreeSet::new();
    for (case, endpoint) in requests() {
        let request = valid::message(case.catalogue, case.service, case.message, false);
        let mut refusals = BTreeSet::new();
        for (path, amount) in amounts(&mut request.clone()) {
            let mut zero = request.clone();
            let value = at(&mut zero, &path);
            let text = value.as_text().expect("a text").to_owned();
            value.value = Value::Text(text.replace(|c: char| c.is_ascii_digit(), "0"));
            if refused(&case, endpoint, &zero).iter().any(|violation| violation.rule == Broken::Zero) {
                assert!(
                    path.len() == 2 || path.len() == 4,
                    "{} {amount}: neither at the top nor in a list",
                    case.name()
                );
                refusals.insert(amount);
            }
        }
        // Some undo a call by its reference alone, and one has its amount deeper, where others have parts that may be zero.
        let moves = |name: &&str| request.get(name).is_some_and(|amount| amount.get("currency").is_some());
        match endpoint.effect {
            Effect::MovesMoney => assert!(MOVED.into_iter().filter(moves).all(|name| refusals.contains(name))),
            Effect::Read | Effect::ChangesState => assert!(refusals.is_empty(), "{}: {refusals:?}", case.name()),
        }
        moved.extend(refusals);
    }
    assert_eq!(moved, MOVED.map(str::to_owned).into());
}
