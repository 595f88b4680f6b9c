//! The value/currency pair as a message of its own.

use crate::check::{AmountRule, Check};
use crate::impl_model_traits;
use crate::json::amount::Amount;
use crate::json::object::ObjectReader;
use crate::json::writer::ObjectWriter;
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

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.begin(&self.extra);
        object.put("value", &self.value);
        object.put("currency", &self.currency);
        object.end(&self.extra);
    }

    fn rules(&self, check: &mut Check<'_>) {
        check.amount_members(self, &AmountRule::new(16, 2));
    }
}
