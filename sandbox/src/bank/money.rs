//! Amounts.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A decimal amount of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub value: Decimal,
    /// ISO 4217.
    pub currency: String,
}

impl Money {
    /// Rupiah.
    #[must_use]
    pub fn idr(value: impl Into<Decimal>) -> Self {
        Self { value: value.into(), currency: "IDR".to_owned() }
    }

    /// An amount of a message: an object with value and currency, or a bare number of rupiah.
    pub(crate) fn read(json: &Value) -> Option<Self> {
        let number = |value: &Value| super::json::plain(value)?.parse::<Decimal>().ok();
        match json {
            Value::Object(members) => {
                let currency = members.get("currency").and_then(super::json::plain);
                let value = number(members.get("value")?)?;
                Some(Self { value, currency: currency.unwrap_or_else(|| "IDR".to_owned()) })
            }
            _ => Some(Self::idr(number(json)?)),
        }
    }

    /// As messages have it, with two decimals.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:.2}", self.value)
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "value": self.text(), "currency": self.currency })
    }

    /// Whether it is money of the same kind, and not more than `of`.
    pub(crate) fn fits(&self, of: &Self) -> bool {
        self.currency == of.currency && self.value <= of.value
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let value = self.value.checked_add(other.value).unwrap_or(Decimal::MAX);
        Self { value, currency: self.currency.clone() }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let value = self.value.checked_sub(other.value).unwrap_or(Decimal::MIN);
        Self { value, currency: self.currency.clone() }
    }

    pub(crate) fn nothing(&self) -> Self {
        Self { value: Decimal::ZERO, currency: self.currency.clone() }
    }

    pub(crate) fn is_positive(&self) -> bool {
        self.value > Decimal::ZERO
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.text())
    }
}
