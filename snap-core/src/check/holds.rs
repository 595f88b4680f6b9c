//! Whether a condition holds.

use super::core::Check;
use crate::meta::when::When;

impl Check<'_> {
    /// Whether a condition holds; none if that cannot be told.
    #[must_use]
    pub fn holds(&self, when: &When) -> Option<bool> {
        match when {
            When::Success => self.reported(),
            When::Failure => self.reported().map(|success| !success),
            When::Present(path) => self.there(path),
            When::Absent(path) => self.there(path).map(|there| !there),
            When::Is(path, values) => {
                let mut is = false;
                self.look(path, &mut |item| is |= item.plain().is_some_and(|text| values.contains(&text)))?;
                Some(is)
            }
            When::Header(name) => self.header_present(name),
            When::NoHeader(name) => self.header_present(name).map(|present| !present),
            When::All(parts) => self.parts(parts, false),
            When::Any(parts) => self.parts(parts, true),
            When::Not(part) => self.holds(part).map(|held| !held),
            When::Unknown => None,
        }
    }

    /// One part that is `decides` settles it; otherwise all of them must be known.
    fn parts(&self, parts: &[When], decides: bool) -> Option<bool> {
        let mut unknown = false;
        for part in parts {
            match self.holds(part) {
                Some(held) if held == decides => return Some(decides),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(!decides)
    }
}
