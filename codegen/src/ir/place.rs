//! Places that do not count when things are compared.

use std::fmt;
use std::ops::Deref;

use crate::source::Loc;
use crate::spec::At;

/// Where something stands in a file of the spec.
///
/// Two places are always equal: the model is compared by what it says, and a row that moved says the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place(pub Loc);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl From<Loc> for Place {
    fn from(loc: Loc) -> Self {
        Self(loc)
    }
}

/// A value of the model that knows where it stands. It is compared by the value alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Placed<T> {
    /// A value at a place.
    pub const fn new(value: T, loc: Loc) -> Self {
        Self { value, place: Place(loc) }
    }

    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

impl<T> Deref for Placed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq<T> for Placed<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: fmt::Display> fmt::Display for Placed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Clone> From<&At<T>> for Placed<T> {
    fn from(at: &At<T>) -> Self {
        Self::new(at.value.clone(), at.loc)
    }
}

/// What an erratum may correct: what holds, and what the page prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected<T> {
    /// What holds; its place is the correction's, where there is one.
    pub holds: Placed<T>,
    /// What the page prints.
    pub printed: Placed<T>,
}

impl<T> Corrected<T> {
    /// Where what holds stands.
    pub const fn loc(&self) -> Loc {
        self.holds.loc()
    }

    /// Whether an erratum says something else than the page.
    pub fn differs(&self) -> bool
    where
        T: PartialEq,
    {
        self.holds != self.printed
    }
}

impl<T> Deref for Corrected<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.holds.value
    }
}

impl<T: PartialEq> PartialEq<T> for Corrected<T> {
    fn eq(&self, other: &T) -> bool {
        self.holds.value == *other
    }
}

impl<T: fmt::Display> fmt::Display for Corrected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.holds.value.fmt(f)
    }
}

impl<T: Clone> From<&At<T>> for Corrected<T> {
    fn from(at: &At<T>) -> Self {
        Self { holds: at.into(), printed: at.into() }
    }
}
