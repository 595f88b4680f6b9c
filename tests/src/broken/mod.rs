//! Messages that break one rule, wherever in a table the rule stands, and two judges that must find it: the runtime, and
//! lint's judge, which shares no code with it.

mod relations;
mod spots;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use snap_codegen::ir::{Catalogue, Message, Service};
use snap_codegen::json::Node;
use snap_codegen::judge::Judge;
use snap_codegen::spec::erratum::ErratumKind;

pub use relations::unrelated;
pub use spots::{Spot, Step, at};
pub use ways::{empty, missing, rules, shapes};

use crate::valid;

/// Which of the two readings of a message is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `validate()`: as it is sent.
    Sent,
    /// `check()`: as it is received.
    Received,
}

/// What a judge says of a message: the places that it finds.
pub type Told<'a> = Box<dyn Fn(&Node, Reading) -> BTreeSet<String> + 'a>;

/// A message of a spec, and the runtime that knows its type: in this process, or in another.
pub struct Table<'a> {
    /// Provider, service, message.
    pub name: String,
    /// The resolved spec.
    pub catalogue: &'a Catalogue,
    /// The service.
    pub service: &'a Service,
    /// The message.
    pub message: &'a Message,
    /// Whether it is a response.
    pub response: bool,
    /// What the runtime finds, as paths of the spec.
    pub runtime: Told<'a>,
}

impl<'a> Table<'a> {
    /// A message that obeys the whole table.
    pub fn valid(&self) -> Node {
        valid::message(self.catalogue, self.service, self.message, self.response)
    }

    /// Every value of the table.
    pub fn spots(&self) -> Vec<Spot<'a>> {
        spots::of(self.catalogue, self.message)
    }

    /// What lint's judge finds.
    pub fn judged(&self, message: &Node, reading: Reading) -> BTreeSet<String> {
        let lenient = reading == Reading::Received;
        let judge = Judge {
            catalogue: self.catalogue,
            lenient,
            observes: lenient,
            response: self.response,
            headers: None,
            request: None,
        };
        let found = judge.message(self.message, message).into_iter();
        // Only `check()` reports members that no table has.
        found.filter(|c| lenient || c.kind != ErratumKind::Unknown).map(|c| c.path).collect()
    }

    /// What is wrong with how a broken message is judged: the judges differ, or nobody finds what was broken at a place.
    pub fn verdict(&self, message: &Node, reading: Reading, place: Option<&str>) -> Option<String> {
        let (found, judged) = ((self.runtime)(message, reading), self.judged(message, reading));
        let is_there = place.map_or(!found.is_empty(), |place| found.contains(place));
        (found != judged || !is_there).then(|| format!("{reading:?}\n  runtime {found:?}\n  judge   {judged:?}"))
    }
}

/// How many messages were tried, by what was broken and where.
pub type Tried = BTreeMap<(&'static str, String), usize>;

/// How many of a kind were tried, at places for which the test holds.
pub fn count(tried: &Tried, what: &str, place: impl Fn(&str) -> bool) -> usize {
    tried.iter().filter(|((kind, at), _)| *kind == what && place(at)).map(|(_, count)| count).sum()
}

/// Breaks each value in the ways that a function knows, one at a time, and demands that both judges find it at its place.
///
/// # Panics
/// When they do not.
pub fn broken<'a>(
    tables: &[Table<'a>],
    readings: &[Reading],
    ways: impl Fn(&Spot<'a>, &Node) -> Vec<(&'static str, Node)>,
) -> Tried {
    let (mut tried, mut missed) = (Tried::new(), Vec::new());
    for table in tables {
        let whole = table.valid();
        for spot in table.spots() {
            // A relation between members may have kept the member out.
            let Some(now) = at(&mut whole.clone(), &spot.steps).cloned() else { continue };
            for (what, wrong) in ways(&spot, &now) {
                let mut message = whole.clone();
                let Some(place) = at(&mut message, &spot.steps) else { continue };
                *place = wrong;
                *tried.entry((what, spot.place())).or_insert(0) += 1;
                for reading in readings {
                    let problem = table.verdict(&message, *reading, Some(&spot.path()));
                    missed.extend(problem.map(|problem| format!("{} {} ({what}): {problem}", table.name, spot.path())));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried:?}:\n{}", missed.len(), missed[..missed.len().min(12)].join("\n"));
    tried
}
