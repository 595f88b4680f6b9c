//! What the spec has to cover: the services of the five documents, their codes, methods and counts.
#![expect(clippy::panic, reason = "a test that cannot go on says so")]

use std::collections::BTreeMap;

use snap_codegen::ir::{Field, Provider, Type, Typed};
use snap_codegen::spec::service::{Direction, Effect, Method};
use snap_tests::spec;

fn provider(name: &str) -> &'static Provider {
    spec().catalogue.provider(name).unwrap_or_else(|| panic!("no provider {name}"))
}

fn codes(provider: &Provider) -> Vec<String> {
    let mut codes: Vec<_> =
        provider.pages.iter().flat_map(|p| &p.services).map(|s| s.code.holds.value.clone()).collect();
    codes.sort();
    codes
}

#[test]
fn the_services_that_were_transcribed_are_there() {
    let expected: BTreeMap<&str, &[&str]> = BTreeMap::from([
        (
            "aspi",
            &[
                "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17",
                "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34",
                "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51",
                "52", "53", "54", "55", "56", "57", "58", "59", "60", "61", "62", "63", "64", "65", "66", "67", "68",
                "69", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "80", "81",
            ][..],
        ),
        ("faspay", &["11", "12", "16", "18", "24", "25", "26", "27", "31", "32", "33", "36", "38", "39"]),
        ("forsokaprava", &["11", "27", "42", "42", "47", "54", "73"]),
        ("ifortepay", &["54"]),
    ]);
    for (name, wanted) in expected {
        assert_eq!(codes(provider(name)), wanted, "{name}");
    }
}

/// Rows as a table prints them: containers and the members of amounts included.
fn rows(fields: &[Field]) -> usize {
    fields.iter().map(|field| 1 + below(&field.value)).sum()
}

fn below(value: &Typed) -> usize {
    match &value.ty {
        Type::Amount(_) => 2,
        Type::Object(fields) => rows(fields.as_deref().unwrap_or_default()),
        Type::Array(item) => below(item),
        _ => 0,
    }
}

#[test]
fn the_tables_of_the_documents_have_the_rows_that_were_counted_by_hand() {
    let count = |provider_name: &str, module: &str, tables_only: bool| -> usize {
        let page =
            provider(provider_name).pages.iter().find(|page| page.slug.replace('-', "_") == module).expect("page");
        let messages = page.services.iter().flat_map(|s| s.messages());
        messages.filter(|(_, m)| !tables_only || m.inferred.is_none()).map(|(_, m)| rows(&m.fields)).sum()
    };
    assert_eq!(count("aspi", "auth_payment", false), 144);
    assert_eq!(count("faspay", "disbursement", false), 222);
    assert_eq!(count("faspay", "virtual_account", true), 72);
    assert_eq!(count("ifortepay", "direct_debit", false), 36);
}

#[test]
fn well_over_a_hundred_contradictions_are_recorded() {
    let of_documents = ["faspay", "ifortepay", "forsokaprava"].into_iter().map(|name| {
        let provider = provider(name);
        provider.errata.len() + provider.pages.iter().flat_map(|p| &p.services).map(own_errata).sum::<usize>()
    });
    let auth = provider("aspi").pages.iter().find(|page| page.slug.as_str() == "auth-payment").expect("page");
    let total: usize = of_documents.sum::<usize>() + auth.services.iter().map(own_errata).sum::<usize>();
    assert!(total > 143, "only {total} errata");
}

fn own_errata(service: &snap_codegen::ir::Service) -> usize {
    service.errata.iter().filter(|erratum| !erratum.inherited).count()
}

#[test]
fn the_national_response_codes_are_the_63_of_the_standard() {
    let codes = &provider("aspi").codes;
    assert_eq!(codes.len(), 63);
    let inconsistent = codes.iter().find(|c| c.http == 404 && *c.case == "18").expect("404/18");
    assert!(inconsistent.success_for.iter().any(|name| **name == "transfer_interbank"));
    assert!(!inconsistent.success_for.iter().any(|name| **name == "debit_payment_host_to_host"));
}

#[test]
fn hard_cases_of_the_national_catalogue_are_expressed() {
    let aspi = provider("aspi");
    let service = |name: &str| aspi.service(name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(service("registration_card_inquiry").method, Method::Get);
    assert!(service("registration_card_inquiry").path.ends_with("/{custIdMerchant}"));
    assert_eq!(service("transfer_va_delete_va").method, Method::Delete);
    assert_eq!(service("auth_payment").method, Method::Post);
    assert_eq!(service("auth_payment").method.printed, Method::Get);
    for inbound in ["transfer_va_inquiry", "transfer_va_payment"] {
        assert_eq!(service(inbound).direction, Direction::Inbound);
        assert_eq!(provider("faspay").service(inbound).expect("inbound").direction, Direction::Inbound);
    }
}

#[test]
fn what_moves_money_names_its_status_service_or_its_document_has_none() {
    let without: Vec<_> = spec()
        .catalogue
        .services()
        .filter(|(_, _, service)| service.effect == Effect::MovesMoney && service.status.is_none())
        .collect();
    assert!(without.iter().all(|(_, _, service)| service.no_status.is_some()));
    let names: Vec<_> =
        without.iter().map(|(provider, _, service)| format!("{} {}", provider.name, service.name)).collect();
    // Whoever comes later gives a reason too, and needs no line here.
    for known in [
        "aspi emoney_bulk_cashin_payment",
        "aspi debit_fast_payment",
        "faspay transfer_va_payment_intrabank",
        "forsokaprava debit_payment_host_to_host",
        "forsokaprava emoney_transfer_bank",
        "ifortepay debit_payment_host_to_host",
    ] {
        assert!(names.iter().any(|name| name == known), "{known} has a status service now");
    }
}
