//! Nothing that is somebody's business alone stands in `Debug`, in any message of any provider.

use std::collections::BTreeMap;

use snap_bi::Model as _;
use snap_codegen::json::{Node, Value};
use snap_codegen::spec::HARMLESS;
use snap_tests::{cases, spec, valid};

const MARK: &str = "S3CR3T";

/// Puts a mark into every member that the glossary lists; how many of each class.
fn marked(node: &mut Node, found: &mut BTreeMap<String, usize>) {
    match &mut node.value {
        Value::Object(members) => {
            for member in members {
                let class = spec().catalogue.classes.get(&member.name).map(|class| class.value.clone());
                let single = matches!(member.node.value, Value::Text(_) | Value::Number(_));
                match class.filter(|class| class != HARMLESS && single) {
                    Some(class) => {
                        member.node.value = Value::Text(format!("{MARK}-{}", member.name));
                        *found.entry(class).or_default() += 1;
                    }
                    None => marked(&mut member.node, found),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| marked(element, found)),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}

#[test]
fn masked_shows_the_last_characters_of_accounts_and_contacts_and_nothing_of_the_rest() {
    let mut shown = Vec::new();
    let mut hints = 0;
    for case in cases() {
        let mut message = valid::message(case.catalogue, case.service, case.message, case.is_response());
        marked(&mut message, &mut BTreeMap::new());
        let model = case.decode(&message.to_text()).expect("a message");
        let text = format!("{:?}", model.any_masked());
        hints += text.matches("\"…").count();
        if let Some(at) = text.find(MARK) {
            shown.push(format!("{}: {}", case.name(), text.get(at..(at + 40).min(text.len())).unwrap_or(MARK)));
        }
    }
    assert!(shown.is_empty(), "{} messages:\n{}", shown.len(), shown.join("\n"));
    assert!(hints > 200, "{hints}");
}

#[test]
fn masked_tells_one_account_from_another_and_no_card() {
    let json = br#"{"partnerReferenceNo":"R1","bankCardToken":"6d7963617264746f6b656e","accountNo":"2000100101","additionalInfo":{"a":"7"}}"#;
    let message = snap_bi::aspi::balance::BalanceInquiryRequest::from_json(json).expect("JSON");
    let text = message.masked().to_string();
    assert!(text.contains(r#""accountNo": "…0101""#), "{text}");
    assert!(text.contains(r#""bankCardToken": [redacted]"#), "{text}");
    assert!(!format!("{message:?}").contains("0101"), "{message:?}");
    // BCA sends the number of a card under the name of an account: its row says so.
    let json = br#"{"customerNumber":"9360001430001234567","latestTransactionStatus":"00"}"#;
    let message = snap_bi::bca::qr_mpm::QrMpmNotifyRequest::from_json(json).expect("JSON");
    let text = message.masked().to_string();
    assert!(text.contains(r#""customerNumber": [redacted]"#), "{text}");
    // Most of a short number is the number.
    let message = snap_bi::aspi::balance::BalanceInquiryRequest::default().with_account_no("1234567");
    assert!(message.masked().to_string().contains(r#""accountNo": "…""#));
}

#[test]
fn debug_shows_nothing_of_the_listed_members_in_any_message() {
    let mut found = BTreeMap::new();
    let mut shown = Vec::new();
    for case in cases() {
        let mut message = valid::message(case.catalogue, case.service, case.message, case.is_response());
        marked(&mut message, &mut found);
        let model = case.decode(&message.to_text()).expect("a message");
        for text in [format!("{model:?}"), format!("{model:#?}")] {
            if let Some(at) = text.find(MARK) {
                shown.push(format!("{}: {}", case.name(), text.get(at..(at + 40).min(text.len())).unwrap_or(MARK)));
            }
        }
        // What is broken in it is told without the value, too.
        let told = format!(
            "{:?} {:?}",
            model.any_check(&snap_bi::Context::default()),
            model.any_validate(&snap_bi::Context::default())
        );
        assert!(!told.contains(MARK), "{}: {told}", case.name());
    }
    assert!(shown.is_empty(), "{} messages:\n{}", shown.len(), shown.join("\n"));
    for class in ["secret", "card", "identity", "contact", "account"] {
        assert!(found.get(class).is_some_and(|count| *count > 5), "{class}: {found:?}");
    }
}
