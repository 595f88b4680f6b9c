//! Every fault, at all three places, seen by the generated client as what it is; what is open afterwards is settled.

use std::time::Duration;

use serde_json::{Value, json};
use snap_bi::faspay::FaspayClient;
use snap_bi::faspay::disbursement::{self, TRANSFER_INTERBANK, TransferInterbankRequest};
use snap_bi::{CallOptions, Model as _, PollSchedule, Provider, Settled};
use snap_sandbox::{Fault, Sandbox, Seed, faults};

use crate::place::example;

/// Where a fault is asked for.
#[derive(Debug, Clone, Copy)]
enum Place {
    Reference,
    Header,
    Next,
}

fn request(reference: &str) -> TransferInterbankRequest {
    let mut request = example(&TRANSFER_INTERBANK);
    request["partnerReferenceNo"] = reference.into();
    request["amount"] = json!({ "value": "1000.00", "currency": "IDR" });
    TransferInterbankRequest::from_json(request.to_string().as_bytes()).expect("a request")
}

/// What the client makes of it, in one word, and what became of the call afterwards.
async fn tried(sandbox: &Sandbox, fault: &str, number: &str, place: Place, nth: usize) -> (String, bool) {
    let options = CallOptions::new().timeout(Duration::from_millis(1500));
    let (reference, options) = match place {
        Place::Reference => (format!("{number}-{nth}"), options),
        Place::Header => (format!("header-{nth}"), options.header(faults::HEADER, fault)),
        Place::Next => {
            sandbox.next_fault(Provider::Faspay, fault.parse().expect("a fault"));
            (format!("next-{nth}"), options)
        }
    };
    let client = FaspayClient::new(sandbox.client(&TRANSFER_INTERBANK).expect("a client").with(options));
    let result = client.transfer_interbank(&request(&reference)).await;
    let word = match &result {
        Ok(_) => "ok".to_owned(),
        Err(error) => format!("{}{}", error.kind(), if error.is_ambiguous() { ", open" } else { "" }),
    };
    (word, sandbox.deal(&reference).is_some())
}

#[tokio::test]
async fn every_fault_is_at_all_three_places_what_it_says() {
    let sandbox = Sandbox::start(Provider::Faspay).await.expect("a sandbox");
    let mut table = Vec::new();
    let codes = [("4031814", "4031814", ""), ("5001801", "5001801", ""), ("4291800", "4291800", "")];
    let numbered: Vec<_> = faults::KINDS.iter().map(|(number, name, _)| (*name, number.to_string())).collect();
    let all = numbered.iter().map(|(name, number)| (*name, number.as_str())).chain(codes.map(|code| (code.0, code.1)));
    for (nth, (fault, number)) in all.enumerate() {
        let mut seen = Vec::new();
        for place in [Place::Reference, Place::Header, Place::Next] {
            seen.push(tried(&sandbox, fault, number, place, nth).await);
        }
        if fault == "stale-token" {
            // The client asks for another token, and the call after that is another call.
            assert_eq!(seen[2], ("ok".to_owned(), true));
            seen.pop();
        }
        assert!(seen.iter().all(|found| *found == seen[0]), "{fault}: {seen:?}");
        let meant: Fault = fault.parse().expect("a fault");
        assert_eq!(meant.is_done(), seen[0].1, "{fault}: whether it is done");
        table.push(format!("{fault:<18} {:<28} {}", seen[0].0, if seen[0].1 { "done" } else { "not done" }));
    }
    insta::assert_snapshot!(table.join("\n"));
}

/// Nothing that the client reports as open stays so: the status service tells.
#[tokio::test]
async fn what_is_open_is_settled() {
    let sandbox = Sandbox::builder().provider(Provider::Faspay).seed(Seed::default()).start().await.expect("a sandbox");
    for (fault, done) in
        [("drop-after", true), ("cut-body", true), ("malformed", true), ("slow-body", true), ("drop-before", false)]
    {
        let reference = format!("open-{fault}");
        sandbox.next_fault(Provider::Faspay, fault.parse().expect("a fault"));
        let options = CallOptions::new().timeout(Duration::from_millis(1500));
        let client = FaspayClient::new(sandbox.client(&TRANSFER_INTERBANK).expect("a client").with(options));
        let request = request(&reference);
        let error = client.transfer_interbank(&request).await.expect_err("a fault");
        assert!(error.is_ambiguous(), "{fault}: {error}");
        let schedule =
            PollSchedule::default().first(Duration::from_millis(10)).not_found_grace(Duration::from_millis(300));
        let settled = client.settle_transfer_interbank(&request, &error).schedule(schedule).await;
        match (&settled, done) {
            (Settled::Succeeded(_), true) | (Settled::Failed(_), false) => {}
            _ => panic!("{fault}: {settled:?}"),
        }
        let told: Option<Value> = settled.answer().map(|answer| serde_json::from_slice(answer.raw()).expect("JSON"));
        if let Some(told) = told {
            assert_eq!(told["originalPartnerReferenceNo"], reference, "{told}");
        }
        let _ = &disbursement::TRANSFER_STATUS;
    }
}
