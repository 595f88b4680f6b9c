//! Defaults of a page: what services leave out, say otherwise, or nobody says.

use snap_codegen::ir::Service;
use snap_codegen::pipeline::Spec;
use snap_codegen::rule_id::{self, RuleId};
use snap_codegen::spec::service::{Direction, Method};

use crate::mini::{self, TRANSFERS};

/// The page of transfers with defaults, and without some of the lines of its services.
fn page(defaults: &str, left_out: &[&str]) -> Spec {
    let text = mini::replaced(TRANSFERS, "services:\n", &format!("{defaults}services:\n"));
    let text = left_out.iter().fold(text, |text, line| {
        // In the first column of a service's keys: samples have methods too.
        let line = format!("\n{line}");
        assert!(text.contains(&line), "no service says {line}");
        text.replace(&line, "\n")
    });
    mini::with(TRANSFERS, &text)
}

fn service<'s>(spec: &'s Spec, name: &str) -> &'s Service {
    spec.catalogue.provider("bank").and_then(|bank| bank.service(name)).unwrap()
}

fn told(spec: &Spec) -> Vec<(RuleId, u32, &str)> {
    spec.findings.iter().map(|finding| (finding.rule, finding.loc.line, finding.message.as_str())).collect()
}

#[test]
fn what_a_service_leaves_out_its_page_says_and_what_it_says_holds() {
    let defaults = "defaults: { method: POST, version: v1.0, direction: outbound, headers: transaction }\n";
    let spec = page(defaults, &["    method: POST\n", "    version: v1.0\n", "    direction: outbound\n"]);
    let (transfer, status) = (service(&spec, "transfer"), service(&spec, "transfer_status"));
    assert_eq!((transfer.method.holds.value, status.method.holds.value), (Method::Post, Method::Get));
    assert_eq!((transfer.version.as_str(), status.direction.value), ("v1.0", Direction::Outbound));
    let set = |service: &Service| service.headers.as_ref().map(|set| (set.value.clone(), set.loc().line));
    assert_eq!(set(transfer), Some((("aspi".to_owned(), "transaction".to_owned()), 2)));
    // The value knows where it stands: at the default, or at the service.
    assert_eq!(transfer.method.loc().line, 2);
    assert!(status.method.loc().line > status.loc().line);
}

#[test]
fn a_page_with_defaults_is_the_page_that_says_everything_again() {
    let defaults = "defaults: { method: POST, version: v1.0, direction: outbound }\n";
    let spec = page(defaults, &["    method: POST\n", "    version: v1.0\n", "    direction: outbound\n"]);
    assert_eq!(told(&spec), []);
    assert_eq!(spec.catalogue, mini::clean().catalogue);
}

#[test]
fn what_neither_says_is_missing_from_the_service_and_nothing_else_is_said() {
    let spec = page(
        "defaults: { direction: outbound }\n",
        &["    version: v1.0\n", "    direction: outbound\n", "    method: GET\n"],
    );
    let missing = |line, message| (rule_id::STRUCTURE_MISSING_KEY, line, message);
    assert_eq!(
        told(&spec),
        [
            missing(4, "`transfer` has no `version`"),
            missing(47, "`transfer_status` has no `method`"),
            missing(47, "`transfer_status` has no `version`"),
        ]
    );
    assert!(spec.findings.iter().all(|finding| finding.fix.contains("below `defaults:`")));
}

#[test]
fn a_default_that_does_not_suit_one_service_is_wrong_there_and_can_be_waived_there() {
    let spec = page("defaults: { direction: inbound }\n", &["    direction: outbound\n"]);
    let wrong = told(&spec).into_iter().filter(|(rule, ..)| *rule == rule_id::EFFECTS_DIRECTION);
    let lines: Vec<_> = wrong.map(|(_, line, _)| line).collect();
    let places = ["transfer", "transfer_status"].map(|name| service(&spec, name).loc().line);
    assert_eq!(lines, places);
}
