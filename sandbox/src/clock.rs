//! A clock that can be set and moved: tokens expire, virtual accounts run out, midnight comes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use snap_bi::Timestamp;
use snap_bi::rt::TimestampForm;

/// The sandbox's time. Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<Mutex<State>>);

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// How far it is ahead of the machine's clock.
    ahead: Duration,
    /// How far it is behind.
    behind: Duration,
    /// When it stands still.
    stopped: Option<SystemTime>,
}

impl Clock {
    /// The time.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        let state = self.state();
        state.stopped.unwrap_or_else(|| moved(SystemTime::now(), state))
    }

    /// As X-TIMESTAMP has it, in Jakarta's time.
    #[must_use]
    pub fn text(&self) -> String {
        text(self.now())
    }

    /// How far it is from the machine's clock.
    pub(crate) fn off(&self) -> Duration {
        let (machine, own) = (SystemTime::now(), self.now());
        own.duration_since(machine).unwrap_or_else(|early| early.duration())
    }

    /// Moves it ahead.
    pub fn advance(&self, by: Duration) {
        self.change(|state| {
            state.ahead += by;
            state.stopped = state.stopped.map(|at| at + by);
        });
    }

    /// Sets it; it runs on from there.
    pub fn set(&self, to: SystemTime) {
        let now = SystemTime::now();
        let ahead = to.duration_since(now).unwrap_or_default();
        let behind = now.duration_since(to).unwrap_or_default();
        self.change(|state| *state = State { ahead, behind, stopped: state.stopped.map(|_| to) });
    }

    /// Lets it stand still.
    pub fn stop(&self) {
        let now = self.now();
        self.change(|state| state.stopped = Some(now));
    }

    /// Lets it run on from where it stands.
    pub fn run(&self) {
        let now = self.now();
        self.change(|state| state.stopped = None);
        self.set(now);
    }

    /// The machine's time again.
    pub fn reset(&self) {
        self.change(|state| *state = State::default());
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.state().stopped.is_some()
    }

    fn state(&self) -> State {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn moved(now: SystemTime, state: State) -> SystemTime {
    let ahead = now.checked_add(state.ahead).unwrap_or(now);
    ahead.checked_sub(state.behind).unwrap_or(ahead)
}

/// A moment as messages have it, in Jakarta's time.
pub(crate) fn text(time: SystemTime) -> String {
    Timestamp::at(time, TimestampForm::Offset).text()
}

/// The same as fourteen digits, the year first: what references begin with.
pub(crate) fn digits(time: SystemTime) -> String {
    text(time).chars().filter(char::is_ascii_digit).take(14).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_stands_and_runs_on() {
        let clock = Clock::default();
        let day = Duration::from_secs(24 * 3600);
        clock.stop();
        let began = clock.now();
        clock.advance(day);
        assert_eq!(clock.now(), began + day);
        clock.set(began);
        assert_eq!(clock.now(), began);
        clock.run();
        assert!(clock.now() >= began && clock.now() < began + day);
        clock.reset();
        assert!(!clock.is_stopped());
    }
}
