//! When a status service is asked.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How a status service is asked until the outcome is final: after a first pause, with growing ones, up to a deadline.
///
/// ```
/// use std::time::Duration;
/// use snap_core::PollSchedule;
///
/// const PATIENT: PollSchedule = PollSchedule::new()
///     .first(Duration::from_secs(5))
///     .growth_percent(200)
///     .longest(Duration::from_secs(300))
///     .deadline(Duration::from_secs(6 * 3600));
/// assert_ne!(PATIENT, PollSchedule::default());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct PollSchedule {
    pub(super) first: Duration,
    pub(super) growth_percent: u32,
    pub(super) longest: Duration,
    pub(super) deadline: Duration,
    pub(super) jitter_percent: u32,
    pub(super) not_found_grace: Option<Duration>,
}

/// Two seconds, then half as long again each time, a minute at most, for ten minutes.
impl Default for PollSchedule {
    fn default() -> Self {
        Self::new()
    }
}

impl PollSchedule {
    /// Two seconds, then half as long again each time, a minute at most, for ten minutes; each pause up to a fifth shorter
    /// by chance.
    pub const fn new() -> Self {
        Self {
            first: Duration::from_secs(2),
            growth_percent: 150,
            longest: Duration::from_secs(60),
            deadline: Duration::from_secs(600),
            jitter_percent: 20,
            not_found_grace: None,
        }
    }

    /// Asks once, at once: after a crash, or on a person's click.
    pub const fn once() -> Self {
        Self::new().first(Duration::ZERO).deadline(Duration::ZERO)
    }

    /// How long to wait before the first question. The call was made just now: the provider may not have stored it yet.
    pub const fn first(mut self, pause: Duration) -> Self {
        self.first = pause;
        self
    }

    /// How long the next pause is, of the one before: 200 is twice as long. Less than 100 counts as 100.
    pub const fn growth_percent(mut self, percent: u32) -> Self {
        self.growth_percent = percent;
        self
    }

    /// No pause is longer, but for one that the provider asks for.
    pub const fn longest(mut self, pause: Duration) -> Self {
        self.longest = pause;
        self
    }

    /// When waiting ends, from the beginning. At least one question is asked, and the last may take as long as any call.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// By how much of it a pause is shortened at random, so that those who failed together do not come back together. More
    /// than 100 counts as 100.
    pub const fn jitter_percent(mut self, percent: u32) -> Self {
        self.jitter_percent = percent;
        self
    }

    /// After how long "not found" is believed: the call has failed then. Unless said it never is, and the outcome stays
    /// open. Take what the provider's documents promise, and take it generously: who pays again too early pays twice.
    pub const fn not_found_grace(mut self, grace: Duration) -> Self {
        self.not_found_grace = Some(grace);
        self
    }

    /// The pause before the question of this number, from 0, before chance shortens it.
    fn step(&self, number: u32) -> Duration {
        let mut step = self.first.min(self.longest);
        for _ in 0..number {
            let next = step.saturating_add((step / 100).saturating_mul(self.growth_percent.saturating_sub(100)));
            if next >= self.longest || next == step {
                return next.min(self.longest);
            }
            step = next;
        }
        step
    }

    /// The same, shortened by chance. The clock's last digits are random enough for that.
    pub(super) fn pause(&self, number: u32) -> Duration {
        let step = self.step(number);
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
        let most = (step / 100).saturating_mul(self.jitter_percent.min(100));
        step.saturating_sub((most / 1000).saturating_mul(nanos % 1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_a_limit() {
        let schedule =
            PollSchedule::new().first(Duration::from_secs(2)).growth_percent(200).longest(Duration::from_secs(30));
        let steps: Vec<_> = (0..6).map(|number| schedule.step(number).as_secs()).collect();
        assert_eq!(steps, [2, 4, 8, 16, 30, 30]);
        assert_eq!(schedule.step(u32::MAX), Duration::from_secs(30));
        assert_eq!(schedule.growth_percent(0).step(u32::MAX), Duration::from_secs(2));
        assert_eq!(PollSchedule::new().first(Duration::MAX).longest(Duration::MAX).step(9), Duration::MAX);
        assert_eq!(PollSchedule::once().pause(0), Duration::ZERO);
    }

    #[test]
    fn chance_only_shortens() {
        let schedule = PollSchedule::new().jitter_percent(50);
        for number in 0..20 {
            let (step, pause) = (schedule.step(number), schedule.pause(number));
            assert!(pause <= step && pause >= step / 2, "{pause:?} of {step:?}");
        }
        assert_eq!(schedule.jitter_percent(0).pause(3), schedule.step(3));
    }
}
