//! Whether a sandbox can run for weeks: partners call it for a while, well and badly, and its memory must be flat.
//!
//! `cargo run -p snap-sandbox --example soak -- --minutes 30`; it ends with 1 when memory or open files grew, or a task panicked.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a soak that cannot go on says so, and its table is for people"
)]

mod lives;
mod measure;
mod noise;
mod partner;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use snap_bi::Provider;
use snap_sandbox::{Manner, Sandbox, Seed};
use tokio::sync::Semaphore;

use measure::{Minute, Totals};

/// Partners call a sandbox for a while.
#[derive(Debug, Parser)]
struct Options {
    /// How long.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Lives begun a second, of one to five calls each.
    #[arg(long, default_value_t = 40)]
    rate: u64,
    /// How much the sandbox remembers: so little that even what is seldom called has filled it before memory is compared.
    #[arg(long, default_value_t = 100)]
    remember: usize,
}

const PROVIDERS: &[Provider] = &[Provider::Aspi, Provider::Faspay, Provider::Midtrans, Provider::Doku, Provider::Dana];

/// What a task that panics is counted by.
static PANICS: AtomicUsize = AtomicUsize::new(0);

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(info);
    }));
    let seed = Seed::default().remembering(options.remember);
    let builder = PROVIDERS.iter().fold(Sandbox::builder(), |builder, provider| builder.provider(*provider));
    let url = partner::start().await;
    let sandbox = Arc::new(builder.seed(seed).partner_url(url).start().await.expect("a sandbox"));
    sandbox.callbacks(&Manner::default().pauses([Duration::from_millis(500), Duration::from_secs(2)]));
    let totals = Arc::new(Totals::default());
    let minutes = soak(&options, &sandbox, &totals).await;
    judge(&minutes, options.minutes)
}

/// Begins lives at the rate, and measures each minute.
async fn soak(options: &Options, sandbox: &Arc<Sandbox>, totals: &Arc<Totals>) -> Vec<Minute> {
    // Who waits too long for one life begins no other: a slow machine calls less.
    let places = Arc::new(Semaphore::new(128));
    let mut ticks = tokio::time::interval(Duration::from_micros(1_000_000 / options.rate.max(1)));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let began = Instant::now();
    let (mut minutes, mut samples, mut nth) = (Vec::new(), Vec::new(), 0_u64);
    let mut next_sample = began;
    println!("{}", Minute::HEAD);
    while (minutes.len() as u64) < options.minutes {
        ticks.tick().await;
        let place = Arc::clone(&places).acquire_owned().await.expect("it is never closed");
        let (sandbox_, totals_) = (Arc::clone(sandbox), Arc::clone(totals));
        tokio::spawn(async move {
            lives::live(&sandbox_, &totals_, nth).await;
            drop(place);
        });
        nth += 1;
        if next_sample <= Instant::now() {
            next_sample += Duration::from_secs(5);
            samples.push(measure::sample());
        }
        let minute = minutes.len() as u64 + 1;
        if began.elapsed() >= Duration::from_secs(60 * minute) {
            let minute =
                Minute::new(minute, std::mem::take(&mut samples), totals.take(), sandbox.journal().entries().len());
            println!("{minute}");
            minutes.push(minute);
            move_clock(sandbox, minutes.len());
        }
    }
    minutes
}

/// Tokens expire, and what waits runs out. By and by it is the machine's time again.
fn move_clock(sandbox: &Sandbox, minute: usize) {
    match minute % 5 {
        2 => sandbox.clock().advance(Duration::from_secs(20 * 60)),
        4 => sandbox.clock().advance(Duration::from_secs(26 * 3600)),
        0 => sandbox.clock().reset(),
        _ => {}
    }
}

/// Compares the end with the minute in which it was warm.
fn judge(minutes: &[Minute], all: u64) -> ExitCode {
    let warm = usize::try_from((all / 2).clamp(1, 5)).unwrap_or(5);
    let (Some(first), Some(last)) = (minutes.get(warm - 1), minutes.last()) else { return ExitCode::FAILURE };
    let mut bad = Vec::new();
    let growth = last.rss as f64 / first.rss as f64 - 1.0;
    if growth > 0.1 {
        bad.push(format!("memory grew by {:.1} % since minute {}", growth * 100.0, first.number));
    }
    // Connections come and go: some more at one moment are no leak.
    if last.files > first.files + first.files / 10 + 16 {
        bad.push(format!("open files grew from {} to {}", first.files, last.files));
    }
    let panics = PANICS.load(Ordering::Relaxed);
    if panics > 0 {
        bad.push(format!("{panics} tasks panicked"));
    }
    let calls: usize = minutes.iter().map(|minute| minute.calls).sum();
    println!("{calls} calls; memory {:+.1} % since minute {}; {panics} panics", growth * 100.0, first.number);
    bad.iter().for_each(|what| println!("FAILED: {what}"));
    if bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
