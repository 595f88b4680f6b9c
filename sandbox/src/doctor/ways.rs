//! What a part of a string to sign may have been written as.

use super::mistake::Mistake;

/// How far a way is followed: the more others it has beside it, the fewer mistakes it is combined with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// By itself only: one of thousands.
    Alone,
    /// With one more mistake.
    Pair,
    /// With as many as are looked for.
    Any,
}

/// What a way is called, and how far it is followed.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) mistakes: Vec<Mistake>,
    pub(super) reach: Reach,
}

/// The ways in which one part may have been written. The first is the right one.
#[derive(Clone)]
pub(super) struct Ways<T> {
    values: Vec<T>,
    marks: Vec<Mark>,
}

impl<T: PartialEq> Ways<T> {
    pub(super) fn right(value: T) -> Self {
        Self { values: vec![value], marks: vec![Mark { mistakes: Vec::new(), reach: Reach::Any }] }
    }

    /// One more way, unless it writes what another does that was named before.
    pub(super) fn add(&mut self, reach: Reach, value: T, mistakes: &[Mistake]) {
        if !self.values.contains(&value) {
            self.values.push(value);
            self.marks.push(Mark { mistakes: mistakes.to_vec(), reach });
        }
    }

    pub(super) fn any(&mut self, value: T, mistake: Mistake) {
        self.add(Reach::Any, value, &[mistake]);
    }

    pub(super) fn pair(&mut self, value: T, mistake: Mistake) {
        self.add(Reach::Pair, value, &[mistake]);
    }
}

impl<T> Ways<T> {
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// The way of that number; the right one where there is none of that number.
    pub(super) fn get(&self, index: usize) -> &T {
        self.values.get(index).unwrap_or(&self.values[0])
    }
}

/// A part as it is written; none where it is left out with the separator behind it.
pub(super) type Written = Option<Vec<u8>>;

/// A part that is written so.
#[expect(clippy::unnecessary_wraps, reason = "a part may be left out")]
pub(super) fn written(text: impl Into<Vec<u8>>) -> Written {
    Some(text.into())
}
