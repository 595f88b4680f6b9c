//! A valid message is validated without an allocation, whatever its service.

use snap_bi::{Context, Effect, Endpoint};
use snap_tests::{cases, valid};

const PAY: Endpoint = Endpoint::new("bank").effect(Effect::MovesMoney);

#[test]
fn validating_a_valid_message_allocates_nothing() {
    let mut allocating = Vec::new();
    for case in cases() {
        let message = valid::message(case.catalogue, case.service, case.message, case.is_response());
        let model = case.decode(&message.to_text()).expect("a valid message");
        // A request is held to more when it is about to be sent.
        let context = match case.is_response() {
            true => Context::default(),
            false => Context::default().sending(&PAY),
        };
        // Patterns are compiled at their first use; that is not the message's cost.
        assert!(model.any_validate(&context).is_ok(), "{}", case.name());
        let measured = allocation_counter::measure(|| {
            assert!(model.any_validate(&Context::default()).is_ok() && model.any_validate(&context).is_ok());
        });
        if measured.count_total > 0 {
            allocating.push(format!("{}: {}", case.name(), measured.count_total));
        }
    }
    assert!(allocating.is_empty(), "{}", allocating.join("\n"));
}
