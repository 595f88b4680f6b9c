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

/// Everything that a bank knows.
#[derive(Debug, Default)]
pub struct World {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) deals: Vec<Deal>,
    pub(crate) links: Vec<Link>,
    /// Accounts that were none before they were named, the oldest first.
    opened: Vec<String>,
    /// Deals that the provider has yet to tell its partner about.
    pub(crate) events: Vec<u64>,
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

    /// Writes a deal down; old ones are forgotten.
    pub(crate) fn add(&mut self, deal: Deal) {
        // By number: what the provider begins has its number before others that are written down earlier.
        let at = self.deals.partition_point(|other| other.id < deal.id);
        self.deals.insert(at, deal);
        let Some(mut surplus) = surplus(self.deals.len(), self.seed.remember) else { return };
        self.deals.retain(|deal| {
            let goes = surplus > 0 && deal.state.is_final();
            surplus -= usize::from(goes);
            !goes
        });
        // Nobody ever ended these.
        self.deals.drain(..surplus);
    }

    /// Writes a link down; old ones are forgotten.
    pub(crate) fn link(&mut self, link: Link) {
        self.links.push(link);
        forget(&mut self.links, self.seed.remember);
    }

    /// An account; where the seed lets every number be one, a new one has what the seed says.
    pub(crate) fn account(&mut self, number: &str) -> Option<&mut Account> {
        if !self.accounts.contains_key(number) && self.seed.open_accounts {
            let account = self.seed.account(number);
            self.accounts.insert(number.to_owned(), account);
            // Neither what the seed has nor the partner's main account ever goes.
            if number != super::family::MAIN {
                self.opened.push(number.to_owned());
            }
            for number in forget(&mut self.opened, self.seed.remember) {
                self.accounts.remove(&number);
            }
        }
        self.accounts.get_mut(number)
    }

    /// Books money; what went is less than zero. Each booking has the balance after it, so that old ones can be forgotten.
    pub(crate) fn book(&mut self, number: &str, amount: Money, remark: &str, deal: u64, at: SystemTime) {
        let most = self.seed.remember;
        if let Some(account) = self.account(number) {
            account.balance = account.balance.plus(&amount);
            let balance = account.balance.clone();
            account.entries.push(Entry { at, amount, balance, remark: remark.to_owned(), deal });
            forget(&mut account.entries, most);
        }
    }

    pub(crate) fn deal(&self, id: u64) -> Option<&Deal> {
        self.deals.get(self.place(id)?)
    }

    pub(crate) fn deal_mut(&mut self, id: u64) -> Option<&mut Deal> {
        let at = self.place(id)?;
        self.deals.get_mut(at)
    }

    fn place(&self, id: u64) -> Option<usize> {
        self.deals.binary_search_by_key(&id, |deal| deal.id).ok()
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
        self.events.push(id);
    }
}

/// How many are too many, once a tenth more are there than are to be remembered: not at each new one is something forgotten.
fn surplus(there: usize, remember: usize) -> Option<usize> {
    (there > remember.saturating_add(remember / 10)).then(|| there - remember)
}

/// Takes the oldest away, where there are too many.
fn forget<T>(list: &mut Vec<T>, remember: usize) -> Vec<T> {
    surplus(list.len(), remember).map(|surplus| list.drain(..surplus).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::bank::role::Role;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn world(remember: usize) -> World {
        World::new(Seed::default().with_account("own", 1_000_000).remembering(remember))
    }

    fn deal(world: &mut World, state: State) -> u64 {
        let id = world.next();
        let endpoint = &snap_bi::faspay::disbursement::TRANSFER_INTERBANK;
        let deal =
            Deal::plain(id, endpoint, json!({ "partnerReferenceNo": format!("ref-{id}") }), NOW, format!("{id}"));
        world.add(Deal { state, role: Role::Transfer, ..deal });
        id
    }

    #[test]
    fn what_ended_first_is_forgotten_first_and_what_waits_stays() {
        let mut world = world(10);
        let waits = deal(&mut world, State::Waiting);
        let ids: Vec<_> = (0..100).map(|_| deal(&mut world, State::Done)).collect();
        assert!(world.deals.len() <= 11, "{}", world.deals.len());
        assert!(world.deal(waits).is_some() && world.deal(ids[0]).is_none());
        assert_eq!(world.named("ref-101").map(|deal| deal.id), Some(101));
        assert_eq!(world.deal(101).map(|deal| deal.id), ids.last().copied());
    }

    #[test]
    fn what_nobody_ever_ends_is_forgotten_too() {
        let mut world = world(10);
        let ids: Vec<_> = (0..100).map(|_| deal(&mut world, State::Waiting)).collect();
        assert!(world.deal(ids[0]).is_none() && world.deal(ids[99]).is_some());
        assert!(world.deals.len() <= 11, "{}", world.deals.len());
    }

    #[test]
    fn a_balance_is_right_when_its_first_bookings_are_forgotten() {
        let mut world = world(10);
        (0..100).for_each(|nth| world.book("own", Money::idr(-5), "out", nth, NOW));
        let account = world.account("own").expect("an account");
        assert!(account.entries.len() <= 11);
        assert_eq!(account.balance, Money::idr(999_500));
        assert_eq!(account.entries.last().map(|entry| entry.balance.clone()), Some(Money::idr(999_500)));
        let whole = account.entries.windows(2).all(|two| two[0].balance.plus(&two[1].amount) == two[1].balance);
        assert!(whole, "{:?}", account.entries);
    }

    #[test]
    fn accounts_that_callers_made_up_are_forgotten_and_the_seed_s_are_not() {
        let mut world = world(10);
        (0..100).for_each(|nth| drop(world.account(&nth.to_string()).expect("any number is one").number.clone()));
        assert!(world.accounts.len() <= 12, "{}", world.accounts.len());
        assert!(world.accounts.contains_key("own") && world.accounts.contains_key("99"));
        assert!(world.account(crate::bank::family::MAIN).is_some());
        let link = Link { request: json!({}), answer: json!({}) };
        (0..100).for_each(|_| world.link(link.clone()));
        assert!(world.links.len() <= 11);
    }
}
