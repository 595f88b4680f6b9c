//! The value/currency pair as a message of its own.

use crate::check::Need::{self, Must};
use crate::check::{Check, Members, Rule};
use crate::impl_model_traits;
use crate::json::amount::Amount;
use crate::json::object::ObjectReader;
use crate::message::model::Model;

impl_model_traits!(Amount);

/// The spellings are those of the sources: `Currency` stands in samples of service 24.
impl Model for Amount {
    const NAME: &'static str = "Amount";

    fn read(object: &mut ObjectReader<'_>) -> Self {
        Self {
            value: object.take_alias("value", &["Value"]),
            currency: object.take_alias("currency", &["Currency"]),
            extra: object.rest(),
        }
    }

    fn members(&self, members: &mut Members<'_, '_>) {
        members.object(&self.extra, &[]);
        members.text("value", &self.value, Must, 0);
        members.text("currency", &self.currency, Must, 0);
    }

    fn check_model(&self, rule: &'static Rule, need: Need, check: &mut Check<'_>) {
        check.amount(self, need, rule);
    }

    fn surely_keeps(&self, rule: &'static Rule) -> bool {
        Self::surely_keeps(self, rule)
    }
}
