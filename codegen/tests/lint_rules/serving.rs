//! How a server answers: what is refused, what a service takes over, and from whom.

use snap_codegen::ir::Serving;
use snap_codegen::pipeline::Spec;
use snap_codegen::spec::serving::{Repeat, Stale};

use crate::mini::{ACCOUNTS, FILES, PROVIDER, TRANSFERS, planted, replaced, text, with};

const TRANSFER: &str = "    status: transfer_status\n";
const INQUIRY: &str = "    headers: partner\n";
const NATIONAL: &str = "spec/standard/transfers.yaml";

fn said(spec: &Spec) -> Vec<(&'static str, &str)> {
    spec.findings.iter().map(|finding| (finding.rule.as_str(), finding.message.as_str())).collect()
}

#[test]
fn what_names_nothing_or_too_much_is_refused() {
    for (file, after, serving, rule, message) in [
        (TRANSFERS, TRANSFER, "{ once: [amount.value] }", "serving/once", "no member `value`"),
        (TRANSFERS, TRANSFER, "{ once: [additionalInfo] }", "serving/once", "holds more than one value"),
        (TRANSFERS, TRANSFER, "{ once: [additionalInfo.labels.en] }", "serving/once", "`labels` holds many"),
        (TRANSFERS, TRANSFER, "{ once: [beneficiaryAccountNo] }", "serving/once", "nobody's business"),
        (TRANSFERS, TRANSFER, "{ once: [partnerReferenceNo, partnerReferenceNo] }", "serving/once", "twice"),
        (
            TRANSFERS,
            TRANSFER,
            "{ once: [partnerReferenceNo], aside: [additionalInfo.callbackUrl] }",
            "serving/once",
            "lies within another member",
        ),
        (TRANSFERS, TRANSFER, "{ aside: [flagAdvise] }", "serving/once", "no member `flagAdvise`"),
        (ACCOUNTS, INQUIRY, "{ once: [partnerServiceId] }", "serving/once", "only asks"),
        (TRANSFERS, TRANSFER, "{ same_reference: duplicate }", "serving/repeated", "is about references"),
        (TRANSFERS, TRANSFER, "{ no_token: not-found }", "serving/repeated", "word of its provider"),
        (ACCOUNTS, INQUIRY, "{ refused: { status: message } }", "serving/refused", "no member `status`"),
        (ACCOUNTS, INQUIRY, "{ refused: { responseMessage: message } }", "serving/refused", "in every refusal"),
        (ACCOUNTS, INQUIRY, "{ refused: { email: request.branch } }", "serving/refused", "no member `branch`"),
        (ACCOUNTS, INQUIRY, "{ refused: { email: response.email } }", "serving/refused", "nothing that is at hand"),
        (ACCOUNTS, INQUIRY, "{ refused: { totalAmount: message } }", "serving/refused", "an amount is asked for"),
    ] {
        let spec = planted(file, after, &format!("{after}    serving: {serving}\n"));
        let said = said(&spec);
        let [(found, words)] = said[..] else { panic!("{serving}: {said:#?}") };
        assert!(found == rule && words.contains(message), "{serving}: {said:#?}");
    }
}

/// What the bank's transfer does, with lines behind those of the standard's, of the bank and of the service itself.
fn transfer(national: &str, provider: &str, own: &str) -> Serving {
    let behind = |file: &str, line: &str, more: &str| {
        let text =
            if more.is_empty() { text(file).to_owned() } else { replaced(file, line, &format!("{line}{more}\n")) };
        (file.to_owned(), text)
    };
    let changed = [
        behind(NATIONAL, TRANSFER, national),
        behind(PROVIDER, "signing: symmetric\n", provider),
        behind(TRANSFERS, TRANSFER, own),
    ];
    let file = |(name, text): &(&str, &str)| {
        let other = changed.iter().find(|(changed, _)| changed == name);
        snap_codegen::source::SourceFile {
            name: (*name).to_owned(),
            text: other.map_or_else(|| (*text).to_owned(), |(_, text)| text.clone()),
        }
    };
    let spec = Spec::of(snap_codegen::source::Files::new(FILES.iter().map(file).collect()));
    assert_eq!(said(&spec), []);
    spec.catalogue.provider("bank").and_then(|bank| bank.service("transfer")).unwrap().serving.clone()
}

#[test]
fn a_service_says_more_than_its_provider_and_takes_over_what_names_a_transfer() {
    let once = |serving: &Serving| serving.once.iter().map(ToString::to_string).collect::<Vec<_>>();
    let none = transfer("", "", "");
    assert_eq!((none.switches.own().count(), once(&none).len()), (0, 0));

    let taken = transfer("    serving: { once: [partnerReferenceNo], repeat: inconsistent }", "", "");
    assert_eq!((once(&taken), taken.switches.repeat.value), (vec!["partnerReferenceNo".to_owned()], Repeat::Stored));

    let own = transfer(
        "    serving: { once: [partnerReferenceNo] }",
        "serving: { repeat: conflict, stale: bad-request }",
        "    serving: { once: [transactionDate, partnerReferenceNo], repeat: inconsistent }",
    );
    assert_eq!(once(&own), ["transactionDate", "partnerReferenceNo"]);
    assert_eq!((own.switches.repeat.value, own.switches.stale.value), (Repeat::Inconsistent, Stale::BadRequest));
}

#[test]
fn what_a_dialect_left_out_names_nothing() {
    let national = replaced(NATIONAL, TRANSFER, &format!("{TRANSFER}    serving: {{ once: [feeType] }}\n"));
    let national = national.replace("feeType:              { presence: O,", "feeType:              { presence: M,");
    let spec = with(NATIONAL, &national);
    let bank = spec.catalogue.provider("bank").and_then(|bank| bank.service("transfer")).unwrap();
    assert!(bank.serving.once.is_empty(), "{:?}", bank.serving);
}
