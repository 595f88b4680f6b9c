//! Members by name: what conditions and relations speak of.

use super::core::{Check, Scope};
use super::item::{Item, Slot, Visit};
use super::members::Members;
use crate::json::extra::Extra;

/// Looks for members among those that a message shows.
pub(super) struct Find<'x> {
    names: &'x [&'x str],
    /// What is done with one: which of the names it has, and its value.
    then: &'x mut dyn FnMut(usize, &dyn Item),
    /// Something stands beside the members.
    more: bool,
}

impl Find<'_> {
    pub(super) fn member(&mut self, name: &str, slot: &dyn Slot) {
        if let Some(index) = self.names.iter().position(|wanted| *wanted == name)
            && let Some(item) = slot.item()
        {
            (self.then)(index, item);
        }
    }

    pub(super) fn extra(&mut self, extra: &Extra) {
        self.more |= !extra.is_empty();
    }
}

/// Shows the members of an object that have one of these names. Whether they are all: nothing stands beside the members.
#[cfg(feature = "client")]
pub(crate) fn find_all(object: &dyn Visit, names: &[&str], then: &mut dyn FnMut(usize, &dyn Item)) -> bool {
    let mut find = Find { names, then, more: false };
    object.visit(&mut Members::find(&mut find));
    !find.more
}

/// Shows every value that stands at a path below an object. Each segment is a member; through arrays and maps it goes to
/// every element.
fn below(object: &dyn Visit, path: &str, show: &mut dyn FnMut(&dyn Item)) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let (name, each) = name.strip_suffix("[]").map_or((name, false), |name| (name, true));
    let mut then = |_: usize, item: &dyn Item| match (each, rest) {
        (true, _) => item.each(&mut |element| onward(element, rest, show)),
        (false, _) => onward(item, rest, show),
    };
    object.visit(&mut Members::find(&mut Find { names: &[name], then: &mut then, more: false }));
}

fn onward(item: &dyn Item, rest: Option<&str>, show: &mut dyn FnMut(&dyn Item)) {
    match rest {
        None => show(item),
        Some(rest) => {
            if let Some(object) = item.object() {
                below(object, rest, show);
            }
        }
    }
}

impl Check<'_> {
    /// Shows every value at a path, as seen from the object that is checked. None if it cannot be known.
    pub(super) fn look(&self, path: &str, show: &mut dyn FnMut(&dyn Item)) -> Option<()> {
        let (object, path) = if let Some(path) = path.strip_prefix("request:") {
            (self.place.ground.surroundings?.request()?, path)
        } else {
            let mut scope: &Scope<'_> = self.place.scope?;
            let mut path = path;
            if let Some(rest) = path.strip_prefix('/') {
                while let Some(up) = scope.up {
                    scope = up;
                }
                path = rest;
            }
            while let Some(rest) = path.strip_prefix("../") {
                scope = scope.up?;
                path = rest;
            }
            (scope.object, path)
        };
        below(object, path, show);
        Some(())
    }

    /// Whether any value stands at a path.
    pub(super) fn there(&self, path: &str) -> Option<bool> {
        // In a form that could not be read, and that says something.
        if self.stands_unread(path) {
            return Some(true);
        }
        let mut there = false;
        self.look(path, &mut |_| there = true)?;
        Some(there)
    }

    /// Does something with the single value at a path.
    pub(super) fn with_text<T>(&self, path: &str, then: impl FnOnce(&str) -> T) -> Option<T> {
        let mut then = Some(then);
        let mut result = None;
        self.look(path, &mut |item| {
            if let (Some(text), Some(then)) = (item.plain(), then.take()) {
                result = Some(then(text));
            }
        })?;
        result
    }
}
