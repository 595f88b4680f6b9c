//! How a server of a service answers where documents disagree.

use super::inquiry::Fill;
use super::place::Placed;
use super::target::Members;
use crate::source::Loc;
use crate::spec::serving::{Inactive, NoToken, OtherContent, Repeat, SameReference, Stale};

/// What a server of a service does.
#[derive(Debug, Clone, PartialEq)]
pub struct Serving {
    /// Members of the request that together name what is asked for.
    pub once: Vec<Placed<Members>>,
    /// Members of the request that say nothing of what is asked for.
    pub aside: Vec<Placed<Members>>,
    /// Its own switches, or those of its provider.
    pub switches: Switches,
    /// Members of the response that a refusal carries.
    pub refused: Vec<Fill>,
}

impl Serving {
    /// What its provider says, and nothing besides.
    pub const fn of(switches: Switches) -> Self {
        Self { once: Vec::new(), aside: Vec::new(), switches, refused: Vec::new() }
    }
}

/// What a server does, by one word each.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the switches are documented where the spec declares them")]
pub struct Switches {
    pub repeat: Placed<Repeat>,
    pub same_reference: Placed<SameReference>,
    pub other_content: Placed<OtherContent>,
    pub stale: Placed<Stale>,
    pub inactive: Placed<Inactive>,
    pub no_token: Placed<NoToken>,
}

/// One switch, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// Its key.
    pub key: &'static str,
    /// The type of its value.
    pub ty: &'static str,
    /// The variant.
    pub variant: &'static str,
    /// The word of the spec.
    pub word: &'static str,
}

impl Default for Switches {
    /// As the national table reads.
    fn default() -> Self {
        let nowhere = Loc::default();
        Self {
            repeat: Placed::new(Repeat::Stored, nowhere),
            same_reference: Placed::new(SameReference::Stored, nowhere),
            other_content: Placed::new(OtherContent::Inconsistent, nowhere),
            stale: Placed::new(Stale::Unauthorized, nowhere),
            inactive: Placed::new(Inactive::NotAllowed, nowhere),
            no_token: Placed::new(NoToken::NotFound, nowhere),
        }
    }
}

impl Switches {
    /// Each, in the order of the spec.
    pub const fn all(&self) -> [Switch; 6] {
        macro_rules! switch {
            ($key:ident, $ty:literal) => {{
                let value = self.$key.value;
                Switch { key: stringify!($key), ty: $ty, variant: value.variant(), word: value.as_str() }
            }};
        }
        [
            switch!(repeat, "Repeat"),
            switch!(same_reference, "SameReference"),
            switch!(other_content, "OtherContent"),
            switch!(stale, "Stale"),
            switch!(inactive, "Inactive"),
            switch!(no_token, "NoToken"),
        ]
    }

    /// Those that say something else than the national table.
    pub fn own(&self) -> impl Iterator<Item = Switch> {
        let standard = Self::default().all();
        self.all().into_iter().filter(move |switch| !standard.contains(switch))
    }
}
