//! Conditions and relations that name no member, or say nothing.

include!("../../support/message.rs");

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(
    crate = runtime,
    at_least_one("accountNo", "bankCardToke"),
    exactly_one("account_no"),
    all_or_none("accountNo", "accountNo", 5),
    needs,
    one_group("accountNo", ["bankCardToken"]),
    one_group(["accountNo"], []),
    same("accountNo", "list.no"),
    same_as_header(field = "accountNo", header = "X EXTERNAL"),
    order("accountNo", "amount.value", "bankCardToken"),
    below("", "a..b"),
    within(from = "accountNo", months = 1),
    within(from = "accountNo", to = "amount[].x", at_most(months = 1, days = 2)),
    length(field = "bankCardToken", when(success)),
    length(field = "bankCardToken", max = 3, min = 4, when(succes)),
    order("pin", "accountNo.x"),
)]
struct AskRequest {
    account_no: Option<String>,
    #[snap(presence = "C")]
    bank_card_token: Option<String>,
    #[snap(presence = "M", when(absent = "accountNo"))]
    amount: Option<Amount>,
    #[snap(when(absent = "accountNo"))]
    list: Option<Vec<Object>>,
    #[snap(presence = "C", when(present = "pin", absent = "accountNo"))]
    a: Option<String>,
    #[snap(presence = "C", when())]
    b: Option<String>,
    #[snap(presence = "C", when(equals(accountNo, "bankCardToken", list("1"), nobody = "1", amount = 1)))]
    c: Option<String>,
    #[snap(presence = "C", when(all(present = "accountNo")))]
    d: Option<String>,
    #[snap(presence = "C", when(absent = "e"))]
    e: Option<String>,
    #[snap(presence = "C", when(not(header_present = "X Y")))]
    f: Option<String>,
    #[snap(presence = "C", when(any(absnt = "accountNo", present = 5, equals(accountNo = [], list = ["1", 2]))))]
    g: Option<String>,
    #[snap(presence = "C", when = success)]
    h: Option<String>,
    #[snap(rename = "PIN")]
    pin: Option<String>,
    extra: Extra,
}

fn around() -> AskRequest {
    AskRequest::default().with_account_no("1")
}

fn main() {}
