//! What a bank does, a family of services at a time.

mod account;
mod debit;
mod link;
mod status;
mod transfer;
mod virtual_account;

pub(crate) use status::notification;

use std::time::SystemTime;

use serde_json::Value;
use snap_bi::server::Refuse;
use snap_bi::{Endpoint, ProviderEntry};

use super::answer::{Examples, Facts};
use super::deal::{Deal, State};
use super::json::{first_text, text};
use super::money::Money;
use super::role::Role;
use super::world::{Standing, World};

/// One call of a partner.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) provider: &'static ProviderEntry,
    pub(crate) examples: &'a Examples,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) role: Role,
    pub(crate) request: Value,
    pub(crate) external_id: Option<String>,
    pub(crate) now: SystemTime,
    /// The number of the deal that it may become.
    pub(crate) id: u64,
    /// The address that customers are sent to.
    pub(crate) pages: String,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) facts: Facts,
    pub(crate) deal: Option<Deal>,
}

impl Ask<'_> {
    /// The reference that the provider gives: the time and a number, of which the end counts where there is no room for all.
    pub(crate) fn reference(&self) -> String {
        format!("{}{:08}", crate::clock::digits(self.now), self.id)
    }

    /// Books money for this call; what went is less than zero.
    fn book(&self, world: &mut World, account: &str, amount: Money) {
        let remark = format!("{} {}", self.endpoint.title, self.reference());
        world.book(account, amount, &remark, self.id, self.now);
    }

    /// The deal that this call makes.
    pub(crate) fn deal(&self, amount: Option<Money>, state: State) -> Deal {
        Deal {
            id: self.id,
            endpoint: self.endpoint,
            role: self.role,
            request: self.request.clone(),
            answer: Value::Null,
            external_id: self.external_id.clone(),
            at: self.now,
            ended: state.is_final().then_some(self.now),
            amount,
            state,
            settling: None,
            parent: None,
            captured: None,
            refunded: None,
            reference: self.reference(),
            account: None,
            expires: None,
        }
    }

    /// What every answer of a new deal says.
    pub(crate) fn facts(&self) -> Facts {
        let now = crate::clock::text(self.now);
        Facts::default().set_all(GIVEN, self.reference()).set_all(MOMENTS, now)
    }
}

/// Members that hold the reference that the provider gives.
pub(crate) const GIVEN: &[&str] = &["referenceNo", "refundNo", "cancelNo", "captureNo", "voidNo"];

/// Members that say when something happened.
const MOMENTS: &[&str] = &[
    "transactionDate",
    "trxDateTime",
    "paidTime",
    "cancelTime",
    "refundTime",
    "captureTime",
    "voidTime",
    "transactionStatusDate",
];

/// Members by which a call names an earlier one.
const ORIGINAL: &[&str] = &[
    "originalReferenceNo",
    "originalPartnerReferenceNo",
    "originalExternalId",
    "originalAuthReferenceNo",
    "originalAuthPartnerReferenceNo",
    "originalCaptureNo",
    "originalPartnerCaptureNo",
    "originalPaymentRequestId",
    "partnerReferenceNo",
    "referenceNo",
];

/// Does what a service does.
pub(crate) fn carry_out(world: &mut World, ask: &Ask<'_>) -> Result<Done, Refuse> {
    world.tick(ask.now);
    match ask.role {
        Role::Balance => account::balance(world, ask),
        Role::History | Role::HistoryDetail | Role::Statement => account::history(world, ask),
        Role::AccountInquiry => account::inquiry(world, ask),
        Role::Transfer => transfer::transfer(world, ask),
        Role::BillInquiry => transfer::bill(world, ask),
        Role::BillPayment => transfer::pay_bill(world, ask),
        Role::Status => status::status(world, ask),
        Role::VaCreate => virtual_account::create(world, ask),
        Role::VaUpdate => virtual_account::update(world, ask),
        Role::VaInquiry => virtual_account::inquiry(world, ask),
        Role::VaDelete => virtual_account::delete(world, ask),
        Role::Debit | Role::Qr | Role::Authorize => debit::pay(world, ask),
        Role::Capture => debit::capture(world, ask),
        Role::Void => debit::void(world, ask),
        Role::Cancel => debit::cancel(world, ask),
        Role::Refund => debit::refund(world, ask),
        Role::Bind => link::bind(world, ask),
        Role::BindingInquiry | Role::Unbind => link::linked(world, ask),
        Role::Otp | Role::Plain => Ok(Done { facts: ask.facts(), deal: None }),
    }
}

/// The deal that a call is about, if it is of one of these roles.
fn original(world: &World, ask: &Ask<'_>, roles: &[Role]) -> Result<Deal, Refuse> {
    let names: Vec<_> = ORIGINAL.iter().filter_map(|member| text(&ask.request, member)).collect();
    let fits = |deal: &&Deal| roles.contains(&deal.role) && names.iter().any(|name| deal.goes_by(name));
    let found = world.deals.iter().rev().find(fits);
    found.cloned().ok_or_else(Refuse::transaction_not_found)
}

/// Nobody moves less than nothing.
fn meant(amount: &Money) -> Result<(), Refuse> {
    let less = amount.nothing().value > amount.value;
    if less { Err(Refuse::invalid_amount()) } else { Ok(()) }
}

/// Refuses an account that cannot be used, or is none.
fn usable(world: &mut World, number: &str) -> Result<(), Refuse> {
    let Some(account) = world.account(number) else { return Err(Refuse::invalid_account("unknown")) };
    match account.standing {
        Standing::Active => Ok(()),
        Standing::Dormant => Err(Refuse::named("dormant_account")),
        Standing::Blocked => Err(Refuse::named("inactive_card_account_customer")),
        Standing::Closed => Err(Refuse::invalid_account("closed")),
    }
}

/// The account that a partner's call is about; its main one where it names none.
fn account_of(ask: &Ask<'_>) -> String {
    named_account(ask).unwrap_or_else(|| MAIN.to_owned())
}

/// The account that a call names.
fn named_account(ask: &Ask<'_>) -> Option<String> {
    first_text(
        &ask.request,
        &[
            "sourceAccountNo",
            "accountNo",
            "additionalInfo.sourceAccount",
            "additionalInfo.accountNo",
            "additionalInfo.sourceAccountNo",
        ],
    )
}

/// The account of a partner that no call names: what customers pay goes there.
pub(crate) const MAIN: &str = "9920000001";
