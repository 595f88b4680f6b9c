//! A message as generated code writes it, for the tests of this crate.

use crate::{
    Amount, AmountRule, Any, Extra, Form, Format, Map, May, Members, Model, Must, Number, Object, ObjectReader,
    Pattern, Rule,
};

/// One member of every kind.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Transfer {
    pub(crate) reference: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) fee: Option<FeeType>,
    pub(crate) amount: Option<Amount>,
    pub(crate) date: Option<String>,
    pub(crate) urgent: Option<bool>,
    pub(crate) retries: Option<Number>,
    pub(crate) bills: Option<Vec<Bill>>,
    pub(crate) notes: Option<Vec<String>>,
    pub(crate) limits: Option<Map<Amount>>,
    pub(crate) info: Option<Object>,
    pub(crate) anything: Option<Any>,
    pub(crate) extra: Extra,
}

pub(crate) const NAMES: &[&str] = &[
    "reference",
    "token",
    "fee",
    "amount",
    "date",
    "dateInit",
    "urgent",
    "retries",
    "bills",
    "notes",
    "limits",
    "info",
    "anything",
    "value",
    "currency",
    "no",
];

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Bill {
    pub(crate) no: Option<String>,
    pub(crate) amount: Option<Amount>,
    pub(crate) extra: Extra,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum FeeType {
    Our,
    Ben,
    Other(String),
}

crate::open_enum!(FeeType { Our => "OUR", Ben => "BEN" });
crate::impl_model_traits!(Transfer, Bill);

pub(crate) static NO: Pattern = Pattern::new("[A-Z]{2}[0-9]+|none");

impl Model for Transfer {
    const NAME: &'static str = "Transfer";

    fn read(object: &mut ObjectReader<'_>) -> Self {
        Self {
            reference: object.take("reference"),
            token: object.take("token"),
            fee: object.take("fee"),
            amount: object.take("amount"),
            date: object.take_alias("date", &["dateInit"]),
            urgent: object.take("urgent"),
            retries: object.take("retries"),
            bills: object.take("bills"),
            notes: object.take("notes"),
            limits: object.take("limits"),
            info: object.take("info"),
            anything: object.take("anything"),
            extra: object.rest(),
        }
    }

    fn members(&self, m: &mut Members<'_, '_>) {
        m.nullable(&["date"]);
        m.object(&self.extra, &[("reference", Form::Number), ("notes[]", Form::Number)]);
        m.text("reference", &self.reference, Must, 12);
        m.secret_text("token", &self.token, May, 8);
        m.ruled(
            "fee",
            &self.fee,
            May,
            &const { Rule::new().max(8).received(&const { Rule::new().max(8).or_values(&["SHA"]) }) },
        );
        m.ruled("amount", &self.amount, Must, &AMOUNT);
        m.ruled("date", &self.date, May, &const { Rule::new().format(Format::DateTime) });
        m.value("urgent", &self.urgent, May);
        m.ruled("retries", &self.retries, May, &const { Rule::new().digits(2).whole() });
        m.ruled("bills", &self.bills, May, &const { Rule::new().most(2) });
        m.ruled("notes", &self.notes, May, &const { Rule::new().each(&const { Rule::new().max(5) }) });
        m.value("limits", &self.limits, May);
        m.value("info", &self.info, May);
        m.value("anything", &self.anything, May);
    }
}

static AMOUNT: Rule = Rule::new().amount(&AmountRule::new(12, 2));

impl Model for Bill {
    const NAME: &'static str = "Bill";

    fn read(object: &mut ObjectReader<'_>) -> Self {
        Self { no: object.take("no"), amount: object.take("amount"), extra: object.rest() }
    }

    fn members(&self, m: &mut Members<'_, '_>) {
        m.object(&self.extra, &[]);
        m.ruled("no", &self.no, Must, &const { Rule::new().pattern(&NO) });
        m.ruled("amount", &self.amount, May, &AMOUNT);
    }
}

/// A message that keeps every rule.
pub(crate) const GOOD: &str = concat!(
    r#"{"reference":"R1","token":"secret","fee":"OUR","amount":{"value":"10.00","currency":"IDR"},"#,
    r#""date":"2024-02-29T23:59:59+07:00","urgent":true,"retries":3,"bills":[{"no":"AB1"},{"no":"none"}],"#,
    r#""notes":["a","b"],"limits":{"day":{"value":"1.00","currency":"IDR"}},"info":{"a":[1.50]},"anything":[null]}"#,
);

/// Decodes and encodes; the reason where it does not decode.
pub(crate) fn around(json: &str) -> String {
    match Transfer::from_json(json.as_bytes()) {
        Ok(transfer) => String::from_utf8_lossy(&transfer.to_json()).into_owned(),
        Err(error) => error.to_string(),
    }
}

/// Violations as lines: of a message to be sent, or of one that was received.
pub(crate) fn violations<M: Model>(model: &M, strict: bool) -> Vec<String> {
    let found = if strict { model.validate().err().map(crate::Violations::into_vec) } else { Some(model.check()) };
    found.unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// Violations of the members that `show` shows.
pub(crate) fn broken(mode: crate::Mode, show: &dyn Fn(&mut Members<'_, '_>)) -> Vec<String> {
    broken_with(mode, &crate::Context::default(), &[], show)
}

/// The same, with a context and relations between the members.
pub(crate) fn broken_with(
    mode: crate::Mode,
    context: &crate::Context<'_>,
    relations: &'static [crate::Relation],
    show: &dyn Fn(&mut Members<'_, '_>),
) -> Vec<String> {
    struct Shown<'a>(&'a dyn Fn(&mut Members<'_, '_>), &'static [crate::Relation]);
    impl crate::Visit for Shown<'_> {
        fn visit(&self, members: &mut Members<'_, '_>) {
            (self.0)(members);
        }
        fn relations(&self) -> &'static [crate::Relation] {
            self.1
        }
    }
    crate::check::run_object(mode, context, &Shown(show, relations)).iter().map(ToString::to_string).collect()
}
