//! The merchant as he is.

use snap_sandbox::certify::server::run;
use snap_sandbox::certify::{CertifyError, Data, Outcome, Report};

use crate::merchant::{bca, exam, faspay, start};

fn count(report: &Report, word: &str) -> usize {
    report.rows.iter().filter(|row| row.outcome.word() == word).count()
}

#[tokio::test]
async fn a_good_merchant_passes_all_that_bca_asks() {
    let report = exam(|router| router).await;
    assert!(report.is_ok(), "{report}");
    assert_eq!((report.rows.len(), count(&report, "passed")), (27, 27), "{report}");
}

#[tokio::test]
async fn a_good_merchant_passes_all_that_the_standard_refuses() {
    let report = run(&bca(&start(|router| router).await)).await.expect("played");
    assert!(report.is_ok(), "{report}");
    assert!(count(&report, "passed") > 100, "{report}");
    // What is open says what it needs.
    for row in report.rows.iter().filter(|row| row.outcome != Outcome::Passed) {
        assert!(!row.outcome.why().is_empty(), "{}", row.id);
    }
}

#[tokio::test]
async fn a_good_merchant_passes_all_that_faspay_asks() {
    let report = run(&faspay(&start(|router| router).await)).await.expect("played");
    assert!(report.is_ok(), "{report}");
    assert!(count(&report, "passed") > 80, "{report}");
}

#[tokio::test]
async fn a_number_that_nobody_gave_skips_its_case_and_says_what_to_write() {
    let mut options = bca(&start(|router| router).await);
    options.own_only = true;
    options.data = Data::new([("unpaid_va", "   1234567890"), ("unpaid_amount", "10000.00")]);
    let report = run(&options).await.expect("played");
    let row = report.rows.iter().find(|row| row.id == "inquiry-9").expect("a row");
    let Outcome::Skipped(why) = &row.outcome else { panic!("{report}") };
    assert!(why.starts_with("needs `paid_va`: ") && why.contains("write `paid_va: \"   1234567891\"`"), "{why}");
    assert!(report.is_ok() && count(&report, "skipped") == 8, "{report}");
}

#[tokio::test]
async fn what_cannot_be_played_at_all_says_what_to_give() {
    let address = start(|router| router).await;
    let refused = |change: fn(&mut snap_sandbox::certify::server::Options)| {
        let mut options = bca(&address);
        change(&mut options);
        async move { run(&options).await.expect_err("refused").to_string() }
    };
    let said = refused(|options| options.provider = "bac".to_owned()).await;
    assert!(said.contains("no provider `bac`") && said.contains("bca"), "{said}");
    let said = refused(|options| options.services = vec!["transfer".to_owned()]).await;
    assert!(said.contains("`bca` does not call `transfer`") && said.contains("transfer_va_inquiry"), "{said}");
    let said = refused(|options| options.target = "bank".to_owned()).await;
    assert!(said.contains("`bank` is no address"), "{said}");
    let said = refused(|options| options.key = None).await;
    assert!(said.contains("give it by --key"), "{said}");
    let said = refused(|options| options.secret = None).await;
    assert!(said.contains("give it by --secret-env"), "{said}");
    let mut options = bca(&address);
    options.provider = "bri".to_owned();
    options.services.clear();
    options.own_only = true;
    assert!(matches!(run(&options).await, Err(CertifyError::NoCases { .. })));
}

#[tokio::test]
async fn a_server_that_gives_no_token_is_told_so_first() {
    let mut options = bca(&start(|router| router).await);
    options.own_only = true;
    options.token_path = Some("/nowhere".to_owned());
    let report = run(&options).await.expect("played");
    let first = report.rows.first().expect("a row");
    assert_eq!(first.id, "token");
    assert!(first.outcome.why().contains("no accessToken"), "{report}");
}
