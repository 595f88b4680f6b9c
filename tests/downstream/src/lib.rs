//! A shop that pays its sellers: what a program around `snap-bi` looks like, with its own errors, its own journal of
//! messages, and keys that it does not hold.

use std::fmt;

use serde::{Deserialize, Serialize};
use snap_bi::client::{RemoteSigner, SigningFuture};
use snap_bi::faspay::disbursement::{
    TransferInterbankMandatory, TransferInterbankRequest, TransferInterbankRequestAdditionalInfo,
    TransferInterbankResponse, TransferStatusResponse,
};
use snap_bi::faspay::Client;
use snap_bi::signing::{PrivateKey, Signature, signer};
use snap_bi::{Amount, PollSchedule, Settled, SnapError, dates};

/// What a seller is owed.
pub struct Payout {
    pub reference: String,
    pub seller: String,
    pub account: String,
    pub amount: Amount,
    pub at: chrono::DateTime<chrono::FixedOffset>,
}

impl Payout {
    /// As the bank wants it.
    pub fn request(&self) -> TransferInterbankRequest {
        let at = dates::DateTime::from(self.at).to_string();
        TransferInterbankRequest::new(TransferInterbankMandatory {
            partner_reference_no: &self.reference,
            amount: self.amount.clone(),
            beneficiary_account_name: &self.seller,
            beneficiary_account_no: &self.account,
            beneficiary_bank_code: "002",
            source_account_no: "9920000082",
            transaction_date: &at,
            additional_info: TransferInterbankRequestAdditionalInfo::new("https://shop.example/callback"),
        })
    }
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Paid {
    Yes,
    No(String),
    /// Somebody has to look at it.
    Open,
}

/// Why nothing was paid, as the shop sees it.
#[derive(Debug)]
pub enum PayError {
    /// The seller's data are wrong: these members.
    Data(Vec<String>),
    /// Later again, with the same reference.
    Later(SnapError),
    /// Not like this.
    Refused(SnapError),
}

impl fmt::Display for PayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(members) => write!(f, "wrong: {}", members.join(", ")),
            Self::Later(error) => write!(f, "later: {error}"),
            Self::Refused(error) => write!(f, "refused: {error}"),
        }
    }
}

impl std::error::Error for PayError {}

/// Pays, and does not end before it is known what became of it, or until the schedule ends.
pub async fn pay(bank: &Client, payout: &Payout, schedule: PollSchedule) -> Result<Paid, PayError> {
    let request = payout.request();
    let error = match bank.transfer_interbank(&request).await {
        Ok(_) => return Ok(Paid::Yes),
        Err(error) => error,
    };
    if error.is_ambiguous() {
        return Ok(match bank.settle_transfer_interbank(&request, &error).schedule(schedule).await {
            Settled::Succeeded(_) => Paid::Yes,
            Settled::Failed(word) => Paid::No(format!("{word:?}")),
            Settled::StillOpen(_) => Paid::Open,
        });
    }
    Err(match error {
        SnapError::InvalidRequest(refused) => {
            PayError::Data(refused.violations().iter().map(|violation| violation.path.clone()).collect())
        }
        error if matches!(error.retry_advice(), snap_bi::Advice::SameReference) => PayError::Later(error),
        error => PayError::Refused(error),
    })
}

/// The shop's journal: messages of any kind, told apart by a tag.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    Sent(TransferInterbankRequest),
    Answered(TransferInterbankResponse),
    Asked(TransferStatusResponse),
    Note { text: String, at: jiff::Timestamp },
}

/// A key in a module elsewhere, which may be out of order.
pub struct Module {
    key: PrivateKey,
    pub broken: std::sync::atomic::AtomicBool,
}

impl Module {
    pub fn with(key: PrivateKey) -> Self {
        Self { key, broken: false.into() }
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Module")
    }
}

/// The module's own words.
#[derive(Debug)]
pub struct OutOfOrder;

impl fmt::Display for OutOfOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("module 7 is out of order")
    }
}

impl std::error::Error for OutOfOrder {}

impl RemoteSigner for Module {
    fn sign<'a>(&'a self, message: &'a [u8]) -> SigningFuture<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if self.broken.load(std::sync::atomic::Ordering::SeqCst) {
                return Err(OutOfOrder.into());
            }
            let signed: Signature = signer(&self.key)?.sign(message)?;
            Ok(signed)
        })
    }
}
