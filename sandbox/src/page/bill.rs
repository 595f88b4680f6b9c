//! A customer pays a bill that the partner keeps: the provider asks what is due, and says that it was paid.

use axum::Form;
use axum::extract::State;
use maud::{Markup, html};
use rust_decimal::Decimal;
use serde::Deserialize;
use snap_bi::Direction;

use crate::bank::Money;
use crate::bill::VaNumber;

use super::site::{Answer, Site, Wrong, see};

/// The form; nothing where no provider asks its partner about bills.
pub(super) fn form(site: &Site) -> Markup {
    let asks = site.places().iter().any(|place| {
        let mut endpoints = place.door.provider().endpoints.iter();
        endpoints.any(|endpoint| endpoint.direction == Direction::Inbound && endpoint.service == "transfer_va_payment")
    });
    html! {
        @if asks {
            section {
                h2 { "A bill that the partner keeps" }
                p.quiet { "A customer pays at the provider: it asks the partner what is due, then tells him that it was paid." }
                form.filter method="post" action="/_sandbox/bill" {
                    label { "partnerServiceId " input name="service" required maxlength="8" size="8" inputmode="numeric"; }
                    label { "customerNo " input name="customer" required maxlength="20" size="20"; }
                    label { "Amount in IDR " input name="amount" size="12" inputmode="decimal" placeholder="what is due"; }
                    button.primary { "Pay the bill" }
                }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Bill {
    service: String,
    customer: String,
    #[serde(default)]
    amount: String,
}

pub(super) async fn pay(State(site): State<Site>, Form(form): Form<Bill>) -> Answer {
    let number = VaNumber::new(form.service.trim(), form.customer.trim());
    let amount = match form.amount.trim() {
        "" => None,
        text => Some(Money::idr(text.parse::<Decimal>().map_err(|_| {
            Wrong::input(format!("`{text}` is no amount: write digits, and a point before the decimals"))
        })?)),
    };
    site.shared().pay_bill(&number, amount).await?;
    Ok(see("/_sandbox/callbacks"))
}
