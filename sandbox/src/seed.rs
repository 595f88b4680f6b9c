//! What a sandbox begins with, as a YAML file.

use std::fmt;
use std::time::Duration;

use rust_decimal::Decimal;
use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::bank::{Account, Money, Standing};

/// What a sandbox begins with.
///
/// ```
/// use snap_sandbox::Seed;
///
/// let seed = Seed::from_yaml("
/// accounts:
///   - { number: '1234567890', name: TOKO SANDBOX, balance: '5000000' }
/// settle:
///   - { services: [transfer_interbank], polls: 2, seconds: 30, to: done }
/// ")?;
/// assert_eq!(seed.accounts.len(), 1);
/// # Ok::<(), snap_sandbox::SeedError>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Seed {
    /// Accounts that there are.
    pub accounts: Vec<SeedAccount>,
    /// Every other account number is an account too, with the default balance. Unless it is said, it is so.
    pub open_accounts: bool,
    /// What is on accounts of which nothing is said: 1,000,000,000 rupiah unless it is said.
    #[serde(deserialize_with = "decimal")]
    pub balance: Decimal,
    /// The most that one transfer or payment may move.
    #[serde(deserialize_with = "some_decimal")]
    pub limit: Option<Decimal>,
    /// How services end that are not done at once.
    pub settle: Vec<Settle>,
    /// The code that customers are sent: `123456` unless it is said.
    pub otp: String,
    /// Between these two times of Jakarta's day, `HH:MM`, transfers are closed.
    pub closed: Option<(String, String)>,
    /// Bills that a biller of the sandbox has, by their number.
    pub bills: Vec<Bill>,
    /// Where the partner listens to what the provider calls.
    pub partner_url: Option<String>,
    /// After so many seconds customers pay what waits for them: accounts, codes, pages. They never do unless it is said.
    pub pays_after: Option<u64>,
    /// Seconds between attempts to tell the partner, while he does not say that he has it: 1, 5 and 30 unless it is said.
    pub retry: Vec<u64>,
    /// How many deals are remembered, bookings of each account, links, and calls that are not carried out twice: 10,000 unless it
    /// is said. Older ones are forgotten, so that a sandbox can run for weeks.
    pub remember: usize,
}

/// An account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeedAccount {
    /// Its number.
    pub number: String,
    /// Whose it is.
    #[serde(default = "nobody")]
    pub name: String,
    /// What is on it.
    #[serde(deserialize_with = "decimal")]
    pub balance: Decimal,
    /// ISO 4217.
    #[serde(default = "rupiah")]
    pub currency: String,
    /// Whether it can be used.
    #[serde(default)]
    pub standing: Standing,
}

/// How services end that are not done at once.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Settle {
    /// The services, by name; all that move money without it.
    #[serde(default)]
    pub services: Vec<String>,
    /// Only for amounts of exactly this much.
    #[serde(default, deserialize_with = "some_decimal")]
    pub amount: Option<Decimal>,
    /// After so many questions, or
    #[serde(default = "two")]
    pub polls: u32,
    /// after so many seconds, whichever is first.
    #[serde(default = "minute")]
    pub seconds: u64,
    /// How it ends.
    #[serde(default)]
    pub to: End,
}

/// How something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum End {
    /// It is carried out.
    #[default]
    Done,
    /// It is not.
    Failed,
}

/// A bill.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Bill {
    /// The number of its virtual account, without blanks.
    pub number: String,
    /// Whose it is.
    #[serde(default = "nobody")]
    pub name: String,
    /// What is due.
    #[serde(deserialize_with = "decimal")]
    pub amount: Decimal,
    /// It is paid.
    #[serde(default)]
    pub paid: bool,
}

/// A seed that cannot be read.
#[derive(Debug, Error)]
#[error("the seed cannot be read: {0}")]
pub struct SeedError(String);

impl Default for Seed {
    fn default() -> Self {
        Self {
            accounts: Vec::new(),
            open_accounts: true,
            balance: Decimal::from(1_000_000_000),
            limit: None,
            settle: Vec::new(),
            otp: "123456".to_owned(),
            closed: None,
            bills: Vec::new(),
            partner_url: None,
            pays_after: None,
            // No page that we have prints a schedule.
            retry: vec![1, 5, 30],
            remember: 10_000,
        }
    }
}

impl Seed {
    /// Reads a seed.
    ///
    /// # Errors
    /// With line, column and what is wrong.
    pub fn from_yaml(text: &str) -> Result<Self, SeedError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_saphyr::from_str(text).map_err(|error| SeedError(error.to_string()))
    }

    /// An account.
    #[must_use]
    pub fn with_account(mut self, number: impl Into<String>, balance: impl Into<Decimal>) -> Self {
        self.accounts.push(SeedAccount {
            number: number.into(),
            name: nobody(),
            balance: balance.into(),
            currency: rupiah(),
            standing: Standing::Active,
        });
        self
    }

    /// A service that ends later: after so many questions, or so many seconds.
    #[must_use]
    pub fn settling(mut self, service: impl Into<String>, polls: u32, after: Duration, to: End) -> Self {
        let services = vec![service.into()];
        self.settle.push(Settle { services, amount: None, polls, seconds: after.as_secs(), to });
        self
    }

    /// How much is remembered.
    #[must_use]
    pub fn remembering(mut self, remember: usize) -> Self {
        self.remember = remember;
        self
    }

    pub(crate) fn account(&self, number: &str) -> Account {
        SeedAccount {
            number: number.to_owned(),
            name: nobody(),
            balance: self.balance,
            currency: rupiah(),
            standing: Standing::Active,
        }
        .open()
    }
}

impl SeedAccount {
    pub(crate) fn open(&self) -> Account {
        let balance = Money { value: self.balance, currency: self.currency.clone() };
        Account {
            number: self.number.clone(),
            name: self.name.clone(),
            held: balance.nothing(),
            balance,
            standing: self.standing,
            entries: Vec::new(),
        }
    }
}

fn nobody() -> String {
    "BUDI SANTOSO".to_owned()
}

fn rupiah() -> String {
    "IDR".to_owned()
}

const fn two() -> u32 {
    2
}

const fn minute() -> u64 {
    60
}

/// An amount, as a text or a whole number: never by way of a float.
fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    struct Digits;
    impl Visitor<'_> for Digits {
        type Value = Decimal;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an amount: a whole number, or a text such as '10000.50'")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Decimal, E> {
            text.trim().parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
        }

        fn visit_i64<E>(self, number: i64) -> Result<Decimal, E> {
            Ok(number.into())
        }

        fn visit_u64<E>(self, number: u64) -> Result<Decimal, E> {
            Ok(number.into())
        }
    }
    deserializer.deserialize_any(Digits)
}

fn some_decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    decimal(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_seed_has_is_said_with_its_place() {
        let error = Seed::from_yaml("accounts:\n  - { number: '1', balnce: '5' }\n").expect_err("a slip");
        let text = error.to_string();
        assert!(text.contains("balnce") && text.contains('2'), "{text}");
    }
}
