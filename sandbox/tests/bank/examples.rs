//! Messages that a sandbox begins with.

use serde_json::Value;
use snap_bi::{Context, MessageKind, PROVIDERS};

#[test]
fn every_example_obeys_its_table_and_reports_success() {
    let (mut judged, mut wrong) = (0, Vec::new());
    let nothing = |_: &str| None;
    for provider in PROVIDERS {
        let examples: Value = serde_json::from_str(provider.examples).expect("JSON");
        for endpoint in provider.endpoints {
            for (kind, name) in [(MessageKind::Request, "request"), (MessageKind::Response, "answer")] {
                let example = &examples[endpoint.service][name];
                assert!(example.is_object(), "{} {} has no {name}", provider.name, endpoint.service);
                let text = example.to_string();
                let messages = provider.messages.iter().filter(|m| m.service == endpoint.service && m.kind == kind);
                let results = messages.map(|message| {
                    let read = (message.decode)(text.as_bytes()).map_err(|error| error.to_string())?;
                    read.any_validate(&Context::with_headers(&nothing)).map_err(|found| found.to_string())
                });
                let result = results.reduce(Result::or).expect("a message");
                if let Err(found) = result {
                    wrong.push(format!("{} {} {name}: {found}", provider.name, endpoint.service));
                }
                let code = example["responseCode"].as_str();
                assert!(kind == MessageKind::Request || code.is_none_or(|code| code.starts_with("200")), "{text}");
                judged += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 480, "only {judged}");
}
