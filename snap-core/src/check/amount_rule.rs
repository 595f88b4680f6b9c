//! What the spec says about an amount.

use crate::check::Need::{self, Must};

/// Rules of an amount; built in const context.
///
/// ```
/// use snap_core::{AmountRule, May};
/// const FEE: AmountRule = AmountRule::new(12, 2).currency(May).zero_decimals();
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct AmountRule {
    pub(crate) precision: (u32, u32),
    pub(crate) accept_precision: Option<(u32, u32)>,
    pub(crate) zero_decimals: bool,
    pub(crate) value: Need,
    pub(crate) accept_value: Need,
    pub(crate) currency: Need,
    pub(crate) accept_currency: Need,
    pub(crate) currency_max: u32,
    pub(crate) accept_currency_max: u32,
    pub(crate) currencies: &'static [&'static str],
    pub(crate) accept_currencies: &'static [&'static str],
    pub(crate) accept: Accepted,
}

/// What is accepted on input besides limits and lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    pub(crate) empty: bool,
    pub(crate) number: bool,
    pub(crate) other_name: bool,
}

impl AmountRule {
    /// Up to `digits` before the point and exactly `decimals` after it; value and currency mandatory; currency of up to
    /// 3 characters.
    pub const fn new(digits: u32, decimals: u32) -> Self {
        Self {
            precision: (digits, decimals),
            accept_precision: None,
            zero_decimals: false,
            value: Must,
            accept_value: Must,
            currency: Must,
            accept_currency: Must,
            currency_max: 3,
            accept_currency_max: 0,
            currencies: &[],
            accept_currencies: &[],
            accept: Accepted { empty: false, number: false, other_name: false },
        }
    }

    /// Only zeros after the point.
    pub const fn zero_decimals(mut self) -> Self {
        self.zero_decimals = true;
        self
    }

    /// Presence of the value, both ways.
    pub const fn value(mut self, need: Need) -> Self {
        self.value = need;
        self.accept_value = need;
        self
    }

    /// Presence of the currency, both ways.
    pub const fn currency(mut self, need: Need) -> Self {
        self.currency = need;
        self.accept_currency = need;
        self
    }

    /// Most characters of the currency; 0 for no limit.
    pub const fn currency_max(mut self, max: u32) -> Self {
        self.currency_max = max;
        self
    }

    /// The only currencies.
    pub const fn currency_values(mut self, values: &'static [&'static str]) -> Self {
        self.currencies = values;
        self
    }

    /// Another precision on input.
    pub const fn accept(mut self, digits: u32, decimals: u32) -> Self {
        self.accept_precision = Some((digits, decimals));
        self
    }

    /// Presence of the value on input.
    pub const fn accept_value(mut self, need: Need) -> Self {
        self.accept_value = need;
        self
    }

    /// Presence of the currency on input.
    pub const fn accept_currency(mut self, need: Need) -> Self {
        self.accept_currency = need;
        self
    }

    /// Most characters of the currency on input.
    pub const fn accept_currency_max(mut self, max: u32) -> Self {
        self.accept_currency_max = max;
        self
    }

    /// Further currencies on input.
    pub const fn accept_currency_values(mut self, values: &'static [&'static str]) -> Self {
        self.accept_currencies = values;
        self
    }

    /// Empty texts on input.
    pub const fn accept_empty(mut self) -> Self {
        self.accept.empty = true;
        self
    }

    /// A bare number as the value on input.
    pub const fn accept_number(mut self) -> Self {
        self.accept.number = true;
        self
    }

    /// `Value` and `Currency` on input.
    pub const fn accept_other_name(mut self) -> Self {
        self.accept.other_name = true;
        self
    }
}
