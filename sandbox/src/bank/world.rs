//! Everything that a bank knows.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::deal::{Deal, State};
use super::money::Money;
use super::role::Role;
use crate::seed::Seed;

/// An account and what happened on it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// What is on it.
    pub balance: Money,
    /// What is reserved of that.
    pub held: Money,
    /// Whether it can be used.
    pub standing: Standing,
    /// Bookings, the oldest first.
    pub entries: Vec<Entry>,
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// It can.
    #[default]
    Active,
    /// Nobody used it for long.
    Dormant,
    /// It is locked.
    Blocked,
    /// It is no more.
    Closed,
}

/// A booking.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: SystemTime,
    /// How much came; less than zero where it went.
    pub amount: Money,
    /// What was on the account afterwards.
    pub balance: Money,
    /// What it was for.
    pub remark: String,
    /// The deal that it belongs to.
    pub deal: u64,
}

impl Account {
    /// What can be spent.
    #[must_use]
    pub fn available(&self) -> Money {
        self.balance.minus(&self.held)
    }
}

/// A link between a partner and a customer's account.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) request: Value,
    pub(crate) answer: Value,
}

/// Something that a provider tells its partner about.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) deal: u64,
}

/// Everything that a bank knows.
#[derive(Debug, Default)]
pub struct World {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) deals: Vec<Deal>,
    pub(crate) links: Vec<Link>,
    pub(crate) events: Vec<Event>,
    pub(crate) seed: Seed,
    counter: u64,
}

impl World {
    pub(crate) fn new(seed: Seed) -> Self {
        let accounts = seed.accounts.iter().map(|account| (account.number.clone(), account.open())).collect();
        Self { accounts, seed, ..Self::default() }
    }

    /// A number that none had before.
    pub(crate) fn next(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// An account; where the seed lets every number be one, a new one has what the seed says.
    pub(crate) fn account(&mut self, number: &str) -> Option<&mut Account> {
        if !self.accounts.contains_key(number) && self.seed.open_accounts {
            let account = self.seed.account(number);
            self.accounts.insert(number.to_owned(), account);
        }
        self.accounts.get_mut(number)
    }

    /// Books money; what went is less than zero.
    pub(crate) fn book(&mut self, number: &str, amount: Money, remark: &str, deal: u64, at: SystemTime) {
        if let Some(account) = self.account(number) {
            account.balance = account.balance.plus(&amount);
            let balance = account.balance.clone();
            account.entries.push(Entry { at, amount, balance, remark: remark.to_owned(), deal });
        }
    }

    pub(crate) fn deal(&self, id: u64) -> Option<&Deal> {
        self.deals.iter().find(|deal| deal.id == id)
    }

    pub(crate) fn deal_mut(&mut self, id: u64) -> Option<&mut Deal> {
        self.deals.iter_mut().find(|deal| deal.id == id)
    }

    /// The newest deal that goes by a name: a partner's reference, a provider's, the number of a virtual account.
    pub(crate) fn named(&self, name: &str) -> Option<&Deal> {
        self.deals.iter().rev().find(|deal| deal.goes_by(name))
    }

    /// The virtual account of a number, the newest one.
    pub(crate) fn virtual_account(&self, number: &str) -> Option<&Deal> {
        let is_it = |deal: &&Deal| deal.role == Role::VaCreate && deal.virtual_account().as_deref() == Some(number);
        self.deals.iter().rev().find(is_it)
    }

    /// Everything ends whose time has come.
    pub(crate) fn tick(&mut self, now: SystemTime) {
        let due = |deal: &Deal| match deal.state {
            State::Pending => deal.settling.as_ref().filter(|settling| settling.at <= now).map(|settling| settling.to),
            State::Waiting => {
                let paid = self.seed.pays_after.and_then(|after| deal.at.checked_add(Duration::from_secs(after)));
                let [paid, expired] = [paid, deal.expires].map(|at| at.filter(|at| *at <= now));
                match (paid, expired) {
                    (Some(paid), Some(expired)) if expired < paid => Some(State::Expired),
                    (Some(_), _) => Some(State::Done),
                    (None, expired) => expired.map(|_| State::Expired),
                }
            }
            _ => None,
        };
        let due: Vec<_> = self.deals.iter().filter_map(|deal| Some((deal.id, due(deal)?))).collect();
        for (id, state) in due {
            self.end(id, state, now);
        }
    }

    /// Somebody asked about a deal: that brings its end nearer.
    pub(crate) fn asked(&mut self, id: u64, now: SystemTime) {
        let Some(deal) = self.deal_mut(id).filter(|deal| deal.state == State::Pending) else { return };
        let Some(settling) = &mut deal.settling else { return };
        settling.polls = settling.polls.saturating_sub(1);
        if settling.polls == 0 {
            let to = settling.to;
            self.end(id, to, now);
        }
    }

    /// A deal comes to its end, and money goes where it belongs.
    pub(crate) fn end(&mut self, id: u64, state: State, now: SystemTime) {
        let Some(deal) = self.deal_mut(id).filter(|deal| !deal.state.is_final()) else { return };
        (deal.state, deal.ended, deal.settling) = (state, Some(now), None);
        let deal = deal.clone();
        if let (Some(account), Some(amount)) = (&deal.account, &deal.amount) {
            let remark = format!("{} {}", deal.endpoint.title, deal.reference);
            match (deal.role, state) {
                // It was booked when it was accepted.
                (Role::Transfer | Role::BillPayment, State::Failed | State::Cancelled) => {
                    self.book(account, amount.clone(), &format!("Reversal {remark}"), id, now);
                }
                (Role::VaCreate | Role::Debit | Role::Qr, State::Done) => {
                    self.book(account, amount.clone(), &remark, id, now);
                }
                _ => {}
            }
        }
        self.events.push(Event { deal: id });
    }
}
