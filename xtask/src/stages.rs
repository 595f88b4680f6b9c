//! What takes how long: wall and processor time of each stage, and a spinner for who waits.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

/// The stages of a command.
#[derive(Debug)]
pub(crate) struct Stages {
    done: Vec<Stage>,
    spinner: ProgressBar,
}

/// A stage that is over.
#[derive(Debug)]
struct Stage {
    name: &'static str,
    wall: Duration,
    /// Not every system tells.
    cpu: Option<Duration>,
}

impl Stages {
    /// None yet. The spinner shows on a terminal only.
    pub(crate) fn new() -> Self {
        let spinner = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            spinner.set_style(style);
        }
        Self { done: Vec::new(), spinner }
    }

    /// Runs a stage.
    pub(crate) fn run<T>(&mut self, name: &'static str, doing: &'static str, work: impl FnOnce() -> T) -> T {
        self.spinner.set_message(doing);
        self.spinner.tick();
        let (wall, cpu) = (Instant::now(), cpu());
        let result = work();
        let cpu = cpu.zip(self::cpu()).map(|(before, after)| after.saturating_sub(before));
        self.done.push(Stage { name, wall: wall.elapsed(), cpu });
        result
    }

    /// Takes the spinner away: what follows is text.
    pub(crate) fn finish(&self) {
        self.spinner.finish_and_clear();
    }

    /// `read 0.01 s, generate 0.20 s`.
    pub(crate) fn summary(&self) -> String {
        let stage = |stage: &Stage| format!("{} {:.2} s", stage.name, stage.wall.as_secs_f64());
        self.done.iter().map(stage).collect::<Vec<_>>().join(", ")
    }

    /// For `--stats`.
    pub(crate) fn json(&self) -> Value {
        self.done
            .iter()
            .map(|stage| {
                let mut value = json!({ "name": stage.name, "wall_seconds": seconds(stage.wall) });
                if let Some(cpu) = stage.cpu {
                    value["cpu_seconds"] = seconds(cpu);
                }
                value
            })
            .collect()
    }

    /// Sum of wall and processor time.
    pub(crate) fn total_json(&self) -> Value {
        let mut value = json!({ "wall_seconds": seconds(self.done.iter().map(|stage| stage.wall).sum()) });
        if let Some(cpu) = self.done.iter().map(|stage| stage.cpu).sum() {
            value["cpu_seconds"] = seconds(cpu);
        }
        value
    }
}

/// Processor time of the process so far.
fn cpu() -> Option<Duration> {
    ProcessTime::try_now().ok().map(|time| time.as_duration())
}

/// Seconds to the microsecond: finer is noise.
fn seconds(duration: Duration) -> Value {
    json!((duration.as_secs_f64() * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::Stages;

    #[test]
    fn every_stage_is_timed_in_order() {
        let mut stages = Stages::new();
        let sum: u64 = stages.run("add", "adding", || (0..1_000_000_u64).sum());
        stages.run("rest", "resting", || ());
        assert_eq!(sum, 499_999_500_000);
        let value = stages.json();
        assert_eq!((&value[0]["name"], &value[1]["name"]), (&"add".into(), &"rest".into()));
        assert!(value[0]["wall_seconds"].as_f64() > Some(0.0));
        assert!(stages.summary().starts_with("add 0.0"));
    }
}
