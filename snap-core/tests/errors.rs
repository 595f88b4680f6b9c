//! Errors without a client: built, read and judged by who handles them, whatever features are on.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::error::Error as _;
use std::sync::Arc;

use snap_core::error::{CredentialsError, CredentialsProblem, InvalidRequest, NotSent, TokenFailure};
use snap_core::{
    Advice, CallInfo, Effect, Endpoint, Extra, Members, Model, Must, ObjectReader, Outcome, ResponseCode, SnapError,
    Unanswered, Unreadable, UnreadableReason, Verdict,
};

#[derive(Clone, Default, PartialEq)]
struct Pay {
    reference: Option<String>,
    extra: Extra,
}

impl Model for Pay {
    const NAME: &'static str = "Pay";
    fn read(object: &mut ObjectReader<'_>) -> Self {
        Self { reference: object.take("partnerReferenceNo"), extra: object.rest() }
    }
    fn members(&self, members: &mut Members<'_, '_>) {
        members.object(&self.extra, &[]);
        members.text("partnerReferenceNo", &self.reference, Must, 8);
    }
}

snap_core::impl_model_traits!(Pay);

static PAY: Endpoint = Endpoint::new("bank")
    .service("pay")
    .code("54")
    .post("/v1.0/pay")
    .status("pay_status")
    .codes(&snap_core::national::codes::CODES);
static ASK: Endpoint = Endpoint::new("bank").service("ask").code("11").post("/v1.0/ask").effect(Effect::Read);

fn call(endpoint: &'static Endpoint) -> CallInfo {
    CallInfo::new(endpoint, Some("77".to_owned()), br#"{"partnerReferenceNo":"P1"}"#)
}

fn rejected(code: &str, http: u16) -> SnapError {
    let code = ResponseCode::parse(code).expect("a code");
    let body = br#"{"referenceNo":"B1","pin":"1234"}"#.to_vec();
    SnapError::Rejected(Box::new(Verdict::new(call(&PAY), code, "No.".to_owned(), http, body)))
}

#[test]
fn every_error_can_be_built_and_says_what_may_be_done() {
    let unanswered = |endpoint| Box::new(Unanswered::new(call(endpoint), true, None));
    let unreadable = |http| {
        let page = b"<html>".to_vec();
        SnapError::Unreadable(Box::new(Unreadable::new(call(&PAY), UnreadableReason::NotJson, http, page)))
    };
    let broken = Pay::default().validate().expect_err("a member is missing");
    let credentials = |problem| SnapError::Credentials(Box::new(CredentialsError::new(problem, Some(call(&PAY)))));
    let cause = Arc::new(credentials(CredentialsProblem::NoTokenKey));
    for (error, kind, ambiguous, advice) in [
        (SnapError::Ambiguous(unanswered(&PAY)), "ambiguous", true, Advice::AskStatus("pay_status")),
        (SnapError::NoAnswer(unanswered(&ASK)), "no_answer", false, Advice::SameReference),
        (rejected("4035414", 403), "rejected", false, Advice::NewReference),
        (rejected("5005401", 500), "rejected", true, Advice::AskStatus("pay_status")),
        (unreadable(502), "unreadable", true, Advice::AskStatus("pay_status")),
        (unreadable(429), "unreadable", false, Advice::SameReference),
        (
            SnapError::NotSent(Box::new(NotSent::new(call(&PAY), "refused".into()))),
            "not_sent",
            false,
            Advice::SameReference,
        ),
        (
            SnapError::InvalidRequest(Box::new(InvalidRequest::new(call(&PAY), broken))),
            "invalid_request",
            false,
            Advice::No,
        ),
        (credentials(CredentialsProblem::NoKey), "credentials", false, Advice::No),
        (SnapError::Token(Box::new(TokenFailure::new(call(&PAY), cause))), "token", false, Advice::No),
    ] {
        assert_eq!((error.kind(), error.is_ambiguous(), error.retry_advice()), (kind, ambiguous, advice), "{error}");
        assert_eq!(error.external_id(), Some("77"), "{error}");
        assert!(error.to_string().contains("partnerReferenceNo P1"), "{error}");
        assert!(!format!("{error:?}").contains("1234"), "{error:?}");
        // Whoever waits beside may have it too.
        let shared = error.clone();
        assert_eq!(shared.to_string(), error.to_string());
        assert_eq!((shared.kind(), shared.retry_advice(), shared.raw()), (kind, advice, error.raw()));
        let text = |error: &SnapError| error.source().map(ToString::to_string);
        assert_eq!(text(&shared), text(&error));
    }
}

#[test]
fn a_rejection_keeps_code_message_references_and_body() {
    let code = ResponseCode::parse("4035414").expect("a code");
    let body = br#"{"referenceNo":"B1","pin":"1234"}"#.to_vec();
    let rejection = Verdict::new(call(&PAY), code, "No.".to_owned(), 403, body);
    assert_eq!((rejection.code().case(), rejection.name()), ("14", Some("insufficient_funds")));
    assert_eq!((rejection.http_status(), rejection.outcome()), (403, Outcome::Failure));
    assert_eq!(rejection.references()[0].value, "B1");
    assert_eq!(rejection.raw(), br#"{"referenceNo":"B1","pin":"1234"}"#);
    assert_eq!(
        rejection.to_string(),
        "bank pay was refused: 4035414 No. (HTTP 403, external ID 77, partnerReferenceNo P1, referenceNo B1)",
    );
}
