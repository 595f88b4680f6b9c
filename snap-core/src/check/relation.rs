//! What holds between members, as data.

use crate::meta::when::When;

/// What holds between the members of one object; built in const context. Members are named as in [`When`].
///
/// Not asked of an answer that reports failure, which carries little more than its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// At least one of the members is there.
    AtLeastOne(&'static [&'static str]),
    /// Exactly one of the members is there.
    ExactlyOne(&'static [&'static str]),
    /// All of the members are there, or none.
    AllOrNone(&'static [&'static str]),
    /// Where the first of the members is there, all of the others are.
    Needs(&'static [&'static str]),
    /// At least one of the groups is complete.
    OneGroup(&'static [&'static [&'static str]]),
    /// A member equals others joined; asked when all of them are there.
    Same(&'static str, &'static [&'static str]),
    /// A member equals a header; asked when both are there.
    SameAsHeader(&'static str, &'static str),
    /// Of two dates or two numbers the first is not beyond the second; asked when both can be read.
    Order(&'static str, &'static str),
    /// Of two dates or two numbers the first is before or below the second; asked when both can be read.
    Below(&'static str, &'static str),
    /// From one date to the other it is no longer than that; asked when both can be read.
    Within(&'static str, &'static str, Span),
    /// What a server does not insist on: other providers hand out numbers by a scheme of their own.
    Loose(&'static Self),
    /// A member has so many characters where a condition holds; 0 is no limit.
    Length {
        /// The member.
        member: &'static str,
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
        /// Where this holds.
        when: When,
    },
}

/// A span of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many months: to the same day of a later month, or to its last day.
    Months(u32),
}
