//! A customer pays a bill that the partner keeps: the provider asks what is due, then pays it.

use serde_json::Value;
use snap_bi::{Direction, Endpoint};

use crate::bank::{Deal, Money, State};
use crate::notify::NotifyError;
use crate::shared::{Place, Shared};

/// The number of a virtual account: the partner's service ID, and the customer's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaNumber {
    /// partnerServiceId, without blanks.
    pub service: String,
    /// customerNo.
    pub customer: String,
}

impl VaNumber {
    /// Its parts.
    #[must_use]
    pub fn new(service: impl Into<String>, customer: impl Into<String>) -> Self {
        Self { service: service.into(), customer: customer.into() }
    }
}

impl Shared {
    pub(crate) async fn pay_bill(&self, number: &VaNumber, amount: Option<Money>) -> Result<Value, NotifyError> {
        let named = |place: &&Place, name: &str| {
            let is_it =
                |endpoint: &&&'static Endpoint| endpoint.direction == Direction::Inbound && endpoint.service == name;
            place.door.provider().endpoints.iter().find(is_it).copied()
        };
        let of = |place: &Place| NotifyError::NoCallback {
            provider: place.door.provider().name,
            service: "transfer_va_payment",
        };
        let place = self.places.iter().find(|place| named(place, "transfer_va_payment").is_some());
        let Some(place) = place else { return Err(self.places.first().map_or(NotifyError::NoAddress, of)) };
        let pay = named(&place, "transfer_va_payment").ok_or_else(|| of(place))?;
        let bank = &place.door.bank;
        let id = bank.world().next();
        let reference = format!("{}{id:016}", crate::clock::digits(self.clock.now()));
        let mut known = serde_json::json!({
            "partnerServiceId": format!("{:>8}", number.service),
            "customerNo": number.customer,
            "virtualAccountNo": format!("{:>8}{}", number.service, number.customer),
            "inquiryRequestId": reference,
            "paymentRequestId": reference,
            "trxDateTime": self.clock.text(),
            "trxDateInit": self.clock.text(),
        });
        let facts = crate::bank::Facts::default();
        if let Some(inquiry) = named(&place, "transfer_va_inquiry") {
            let body = bank.examples.call(inquiry, &known, &facts);
            let (_, answer) = place.notifier.send(inquiry, &body, false, "what is due").await?;
            if let (Some(known), Some(told)) =
                (known.as_object_mut(), answer.get("virtualAccountData").and_then(Value::as_object))
            {
                for (name, value) in told.iter().filter(|(_, value)| !value.is_null()) {
                    known.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        let due = crate::bank::first_money(&known, &["totalAmount", "paidAmount"]);
        let paid = amount.or(due).unwrap_or_else(|| Money::idr(10_000));
        if let Some(known) = known.as_object_mut() {
            known.insert("paidAmount".to_owned(), paid.json());
        }
        let body = bank.examples.call(pay, &known, &facts);
        let answer = place.notifier.send(pay, &body, false, "a bill is paid").await;
        let state = if answer.is_ok() { State::Done } else { State::Failed };
        let mut deal = Deal::plain(id, pay, body, self.clock.now(), reference);
        (deal.amount, deal.state) = (Some(paid), state);
        deal.answer = answer.as_ref().map(|(_, answer)| answer.clone()).unwrap_or_default();
        bank.world().add(deal);
        answer.map(|(_, answer)| answer)
    }
}
