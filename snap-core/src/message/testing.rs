//! A message as generated code writes it, for the tests of this crate.

use crate::{
    Amount, AmountRule, Any, Check, Extra, Form, Format, ListRule, Map, May, Model, Must, Number, Object, ObjectReader,
    ObjectWriter, Pattern, TextRule,
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

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.begin(&self.extra);
        object.put("reference", &self.reference);
        object.put_secret("token", &self.token);
        object.put("fee", &self.fee);
        object.put("amount", &self.amount);
        object.put("date", &self.date);
        object.put("urgent", &self.urgent);
        object.put("retries", &self.retries);
        object.put("bills", &self.bills);
        object.put("notes", &self.notes);
        object.put("limits", &self.limits);
        object.put("info", &self.info);
        object.put("anything", &self.anything);
        object.end(&self.extra);
    }

    fn rules(&self, check: &mut Check<'_>) {
        check.nullable(&["date"]);
        check.extra(&self.extra, false, &[("reference", Form::Number), ("notes[]", Form::Number)]);
        check.text("reference", &self.reference, Must, 12);
        check.text("token", &self.token, May, 8);
        check.value("fee", &self.fee, May, 8, false, &["SHA"]);
        check.amount("amount", &self.amount, Must, &const { AmountRule::new(12, 2) });
        check.text_with("date", &self.date, May, &const { TextRule::new().format(Format::DateTime) });
        check.present("urgent", &self.urgent, May);
        check.number("retries", &self.retries, May, 2, None, true);
        check.list("bills", &self.bills, May, &const { ListRule::new().max(2) });
        check.texts("notes", &self.notes, May, &ListRule::new(), &const { TextRule::new().max(5) });
        check.map("limits", &self.limits, May, &ListRule::new());
        check.present("info", &self.info, May);
        check.present("anything", &self.anything, May);
    }
}

impl Model for Bill {
    const NAME: &'static str = "Bill";

    fn read(object: &mut ObjectReader<'_>) -> Self {
        Self { no: object.take("no"), amount: object.take("amount"), extra: object.rest() }
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.begin(&self.extra);
        object.put("no", &self.no);
        object.put("amount", &self.amount);
        object.end(&self.extra);
    }

    fn rules(&self, check: &mut Check<'_>) {
        check.extra(&self.extra, false, &[]);
        check.text_with("no", &self.no, Must, &const { TextRule::new().pattern(&NO) });
        check.amount("amount", &self.amount, May, &const { AmountRule::new(12, 2) });
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

/// Violations of the rules in `rules`.
pub(crate) fn broken(mode: crate::Mode, rules: &dyn Fn(&mut Check<'_>)) -> Vec<String> {
    broken_with(mode, &crate::Context::default(), rules)
}

/// The same, with a context.
pub(crate) fn broken_with(
    mode: crate::Mode,
    context: &crate::Context<'_>,
    rules: &dyn Fn(&mut Check<'_>),
) -> Vec<String> {
    struct Rules<'a>(&'a dyn Fn(&mut Check<'_>));
    impl crate::Item for Rules<'_> {
        fn check_item(&self, check: &mut Check<'_>) {
            (self.0)(check);
        }
    }
    crate::check::run(mode, context, &Rules(rules)).iter().map(ToString::to_string).collect()
}
