//! The expansion means what it says wherever it stands: without a prelude, among names that shadow everything, with the
//! runtime under another name, and with no name for it at all.
#![allow(missing_docs)]

#[allow(dead_code, unused_imports)]
#[path = "support/runtime.rs"]
mod runtime;

messages! {
    AskRequest { id = "id" }
    AskResponse { response_code = "responseCode" }
}

// What `::snap_bi` is to a crate that depends on it.
extern crate self as snap_bi;
pub use runtime::*;

mod bare {
    #![no_implicit_prelude]
    #![allow(dead_code, non_upper_case_globals, non_camel_case_types)]

    use super::{AskRequest, AskResponse, SnapError, runtime as bank_sdk};

    // Everything that a careless expansion could mean.
    mod core {}
    mod std {}
    mod snap_core {}
    mod alloc {}
    struct Option;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct String;
    struct Reply;
    struct Client;
    struct Endpoint;
    trait Send {}
    trait Sync {}
    trait Clone {}
    trait Debug {}
    trait Future {}
    trait Model {}
    const request: u8 = 1;
    type str = u8;
    type bool = u8;

    /// A bank.
    #[::snap_macros::snap_service(
        provider = "bare",
        signing = symmetric,
        headers = transaction_b2b2c,
        codes = none,
        crate = bank_sdk
    )]
    pub trait Bare {
        /// Asks.
        #[endpoint(
            POST, "/v1.0/ask/{id}", service_code = "01", effect = read,
            query(since), header_values("CHANNEL-ID" = "12345"), signing = asymmetric,
        )]
        async fn ask(&self, question: AskRequest) -> ::core::result::Result<AskResponse, SnapError>;

        /// Moves.
        #[endpoint(
            PUT, "/v1.0/move", service_code = "02", effect = moves_money, status = ask, headers = access_token,
        )]
        async fn r#move(&self, question: AskRequest) -> ::core::result::Result<AskResponse, SnapError>;
    }

    /// A message, with everything that needs a name of the runtime or of the core.
    #[derive(::core::clone::Clone, ::core::default::Default, ::core::cmp::PartialEq, ::snap_macros::SnapModel)]
    #[snap(crate = bank_sdk, at_least_one("type", "amount"), name = "Told")]
    pub struct TellRequest {
        #[snap(presence = "M", max = 9)]
        pub id: ::core::option::Option<::std::string::String>,
        #[snap(presence = "M", format = "digits", pattern = "[0-9]+", pad(left = "0", to = 3))]
        pub r#type: ::core::option::Option<::std::string::String>,
        #[snap(presence = "C", when(any(absent = "id", header_present = "X-A")), currency(values("IDR")))]
        pub amount: ::core::option::Option<bank_sdk::Amount>,
        #[snap(items(max = 3), nullable)]
        pub list: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
        pub extra: bank_sdk::Extra,
    }

    #[derive(::core::clone::Clone, ::core::default::Default, ::core::cmp::PartialEq, ::snap_macros::SnapModel)]
    pub struct TellResponse {
        #[snap(presence = "M")]
        pub response_code: ::core::option::Option<::std::string::String>,
        pub extra: ::snap_bi::Extra,
    }

    #[::snap_macros::snap_service(provider = "named", signing = either)]
    pub trait Named {
        /// Asks.
        #[endpoint(GET, "/v1.0/ask", service_code = "01", effect = read)]
        async fn ask(&self, question: AskRequest) -> ::core::result::Result<AskResponse, SnapError>;
    }
}

#[test]
fn a_client_works_without_a_prelude_and_with_the_runtime_renamed() -> Result<(), SnapError> {
    let runtime = Client::answering(r#"{"responseCode":"2000100"}"#);
    let bank = bare::BareClient::new(runtime.clone());
    let reply = run(bank.ask(&AskRequest { id: Some("1".to_owned()), ..Default::default() }))?;
    assert_eq!(reply.response_code.as_deref(), Some("2000100"));
    run(bare::Bare::r#move(&bank, AskRequest::default()))?;
    assert_eq!(runtime.calls().len(), 2);
    assert_eq!(bare::BareClient::MOVE.status, Some("ask"));
    Ok(())
}

#[test]
fn a_message_works_without_a_prelude_and_with_the_runtime_renamed() {
    let request = bare::TellRequest::new(bare::TellMandatory { id: "1", r#type: "007" }).with_type("07");
    let request = request.with_list(vec!["abcd".to_owned()]);
    assert_eq!(
        request.validate().unwrap_err().to_string(),
        "type: must be padded on the left with '0' to 3 characters\nlist[0]: 4 characters, at most 3 are allowed",
    );
    assert_eq!(format!("{:?}", bare::TellRequest::default()), "Told { }");
    let response = bare::TellResponse::default().with_response_code("2000100");
    assert_eq!(runtime::Answer::response_code(&response), Some("2000100"));
}

#[test]
fn the_runtime_is_snap_bi_unless_another_is_named() -> Result<(), SnapError> {
    run(bare::NamedClient::new(Client::answering("{}")).ask(&AskRequest::default()))?;
    assert!(std::ptr::eq(bare::NamedClient::ASK.codes, &national::codes::CODES));
    Ok(())
}
