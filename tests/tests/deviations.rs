//! How dialects differ from the standard, as the report says it.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use snap_codegen::dialect::{Deviation, Kind, counts, of_service, shared};
use snap_codegen::export::deviations;
use snap_codegen::ir::STANDARD;
use snap_tests::spec;

fn of(provider: &str, service: &str) -> Vec<Deviation> {
    let catalogue = &spec().catalogue;
    let provider = catalogue.provider(provider).expect("the provider");
    of_service(catalogue, provider, provider.service(service).expect("the service")).expect("a dialect")
}

fn deviation(kind: Kind, at: &str, standard: &str, dialect: &str) -> Deviation {
    Deviation { kind, at: at.to_owned(), standard: standard.to_owned(), dialect: dialect.to_owned() }
}

#[test]
fn known_differences_are_found_and_said_in_both_words() {
    for (provider, service, expected) in [
        ("bri", "bank_statement", deviation(Kind::Length, "request.accountNo", "16", "15")),
        ("bri", "bank_statement", deviation(Kind::Presence, "request.fromDateTime", "O", "M")),
        ("forsokaprava", "emoney_transfer_bank", deviation(Kind::Code, "code", "43", "42")),
        ("midtrans", "transfer_va_delete_va", deviation(Kind::Path, "method", "DELETE", "POST")),
        ("faspay", "transfer_interbank", deviation(Kind::Length, "request.amount", "16,2", "12,2")),
    ] {
        let found = of(provider, service);
        assert!(found.contains(&expected), "{provider} {service}: {expected:?} is not in {found:#?}");
    }
}

#[test]
fn a_dialect_that_inherits_everything_differs_in_its_address_only() {
    let found = of("forsokaprava", "balance_inquiry");
    assert!(found.iter().all(|deviation| deviation.at == "path"), "{found:#?}");
}

#[test]
fn what_a_provider_shares_is_compared_with_the_national_sets() {
    let catalogue = &spec().catalogue;
    let found = shared(catalogue, catalogue.provider("bri").expect("BRI"));
    let short = deviation(Kind::Header, "headers.virtual_account.X-EXTERNAL-ID", "M 36 alphanumeric", "M 9 digits");
    assert!(found.contains(&short), "{found:#?}");
    assert!(found.iter().any(|d| d.kind == Kind::Signature && d.at.ends_with(".query") && d.dialect == "Excluded"));
}

#[test]
fn the_report_has_every_dialect_and_a_row_for_every_difference_that_is_counted() {
    let catalogue = &spec().catalogue;
    let report = deviations(catalogue, None);
    for provider in catalogue.providers.iter().filter(|provider| provider.name != STANDARD) {
        let alone = deviations(catalogue, Some(&provider.name));
        let counted: usize = counts(catalogue, provider).values().sum();
        let rows = alone.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!(rows, counted, "{}", provider.name);
        assert!(report.contains(&format!("<a id=\"{}\"></a>", provider.name)), "{}", provider.name);
    }
}
