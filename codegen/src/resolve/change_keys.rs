//! Which keys of a change are written, and where.

use crate::source::Loc;
use crate::spec::At;
use crate::spec::erratum::Change;

/// The keys of a change that are about a member.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Name,
    Length,
    Count,
    Precision,
    Presence,
    Shape,
    Values,
    Format,
    Pattern,
    Empty,
}

impl Key {
    /// As it is written.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Length => "max, min or exact",
            Self::Count => "the number of items",
            Self::Precision => "precision",
            Self::Presence => "presence",
            Self::Shape => "type",
            Self::Values => "values",
            Self::Format => "format",
            Self::Pattern => "pattern",
            Self::Empty => "empty",
        }
    }
}

/// The keys that are written, with their places. Those of the service's own line are no member's.
pub(super) fn keys(change: &Change) -> Vec<(Key, Loc)> {
    let Change {
        name,
        max,
        min,
        exact,
        min_items,
        max_items,
        exact_items,
        pattern,
        precision,
        presence,
        shape,
        values,
        format,
        empty,
        method: _,
        path: _,
        code: _,
    } = change;
    fn place<T>(key: Option<&At<T>>) -> Option<Loc> {
        key.map(|key| key.loc)
    }
    let length = place(max.as_ref()).or(place(min.as_ref())).or(place(exact.as_ref()));
    let count = place(max_items.as_ref()).or(place(min_items.as_ref())).or(place(exact_items.as_ref()));
    let all = [
        // A correction of the type decides which rules there are to correct.
        (Key::Shape, place(shape.as_ref())),
        (Key::Name, place(name.as_ref())),
        (Key::Length, length),
        (Key::Count, count),
        (Key::Precision, place(precision.as_ref())),
        (Key::Presence, place(presence.as_ref())),
        (Key::Values, place(values.as_ref())),
        (Key::Pattern, place(pattern.as_ref())),
        (Key::Format, place(format.as_ref())),
        (Key::Empty, place(empty.as_ref())),
    ];
    all.into_iter().filter_map(|(key, loc)| Some((key, loc?))).collect()
}
