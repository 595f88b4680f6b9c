//! `cargo bench -p snap-bench --bench cost`: ratios of one run, ours against raw calls and against others.
//!
//! `-- validation` runs that part only; so do `signing`, `merchants`, `calls` and `server`.
//!
//! Rounds of ours and theirs take turns; the smallest CPU time of each counts, so that neighbours on the machine do not.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a benchmark prints, and stops when it cannot go on")]
#![allow(missing_docs, reason = "nobody calls it")]

mod by_hand;
mod calls;
mod merchants;
mod peers;
mod server;
mod signing;
mod validation;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ThreadTime;

/// One line of the table.
pub struct Row {
    pub what: &'static str,
    pub against: &'static str,
    pub ratio: f64,
    pub ours: Duration,
    /// The ratio that we want to stay below; none where a figure is only for comparison.
    pub aim: Option<f64>,
}

/// Rows that belong together, by name.
type Part = (&'static str, fn() -> Vec<Row>);

const ROUNDS: usize = 25;

/// Smallest time of one call of each, over rounds that take turns.
pub fn compare<A, B>(calls: u32, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) -> (Duration, Duration) {
    let mut least = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        least.0 = least.0.min(time(calls, &mut ours));
        least.1 = least.1.min(time(calls, &mut theirs));
    }
    (least.0 / calls, least.1 / calls)
}

fn time<T>(calls: u32, call: &mut impl FnMut() -> T) -> Duration {
    let started = ThreadTime::now();
    for _ in 0..calls {
        black_box(call());
    }
    started.elapsed()
}

pub fn row(what: &'static str, against: &'static str, aim: Option<f64>, (ours, theirs): (Duration, Duration)) -> Row {
    Row { what, against, ratio: ours.as_secs_f64() / theirs.as_secs_f64(), ours, aim }
}

fn main() -> ExitCode {
    let parts: [Part; 5] = [
        ("signing", signing::rows),
        ("validation", validation::rows),
        ("merchants", merchants::rows),
        ("calls", calls::rows),
        ("server", server::rows),
    ];
    let wanted: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let rows: Vec<_> = parts.iter().filter(|(name, _)| wanted(name)).flat_map(|(_, rows)| rows()).collect();
    println!("{:<38} {:<34} {:>8} {:>8} {:>12}", "ours", "against", "ratio", "aim", "ours, each");
    let mut beyond = Vec::new();
    for Row { what, against, ratio, ours, aim } in rows {
        let stated = aim.map_or_else(String::new, |aim| format!("{aim:.2}"));
        println!("{what:<38} {against:<34} {ratio:>8.3} {stated:>8} {ours:>12.2?}");
        if aim.is_some_and(|aim| ratio > aim) {
            beyond.push(what);
        }
    }
    if beyond.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("beyond their aim: {}", beyond.join(", "));
    ExitCode::FAILURE
}
