//! What is counted, and what the machine says of the process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What came of calls since it was last asked.
#[derive(Debug, Default)]
pub struct Totals(Mutex<Counted>);

#[derive(Debug, Default)]
pub struct Counted {
    kinds: BTreeMap<String, usize>,
    /// Of calls that no fault slows down.
    times: Vec<Duration>,
}

impl Totals {
    pub fn add(&self, kind: &str, time: Option<Duration>) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.kinds.entry(kind.to_owned()).or_default() += 1;
        counted.times.extend(time);
    }

    pub fn take(&self) -> Counted {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Resident bytes and open files.
pub fn sample() -> (u64, u64) {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = statm.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    (pages * 4096, files as u64)
}

/// One minute.
#[derive(Debug)]
pub struct Minute {
    pub number: u64,
    pub calls: usize,
    /// Bytes, and open files: the mean of the minute.
    pub rss: u64,
    pub files: u64,
    journal: usize,
    middle: Duration,
    late: Duration,
    kinds: String,
}

impl Minute {
    pub const HEAD: &str = "min  calls   RSS MiB  files  journal  p50 ms  p99 ms  results";

    pub fn new(number: u64, samples: Vec<(u64, u64)>, mut counted: Counted, journal: usize) -> Self {
        counted.times.sort();
        let at = |part: f64| {
            let place = (counted.times.len() as f64 * part) as usize;
            counted.times.get(place).copied().unwrap_or_default()
        };
        let count = samples.len().max(1) as u64;
        let kinds: Vec<_> = counted.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        Self {
            number,
            calls: counted.kinds.values().sum(),
            rss: samples.iter().map(|sample| sample.0).sum::<u64>() / count,
            files: samples.iter().map(|sample| sample.1).sum::<u64>() / count,
            journal,
            middle: at(0.5),
            late: at(0.99),
            kinds: kinds.join(", "),
        }
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        write!(
            f,
            "{:>3} {:>6} {:>9.1} {:>6} {:>8} {:>7.1} {:>7.1}  {}",
            self.number,
            self.calls,
            self.rss as f64 / 1024.0 / 1024.0,
            self.files,
            self.journal,
            ms(self.middle),
            ms(self.late),
            self.kinds
        )
    }
}
