//! A message behind a pointer: what checks and sends is compiled once, and not per type.

use crate::check::violation::Violations;
use crate::check::{Context, Mode, run};
use crate::error::{Reference, references_of};
use crate::message::model::Model;

pub(super) trait Message {
    /// Runs the rules of the spec, strictly.
    fn check(&self, context: &Context<'_>) -> Result<(), Violations>;

    /// The bytes that are hashed and sent.
    fn json(&self) -> Vec<u8>;

    /// Its reference numbers, of a message that is written as a JSON object by itself: it need not be taken apart again. None
    /// where only its JSON says.
    fn references(&self) -> Option<Vec<Reference>> {
        None
    }
}

/// A model.
pub(super) struct Typed<'a, M>(pub &'a M);

impl<M: Model> Message for Typed<'_, M> {
    fn check(&self, context: &Context<'_>) -> Result<(), Violations> {
        Violations::none(run(Mode::Send, context, self.0))
    }

    fn json(&self) -> Vec<u8> {
        self.0.to_json()
    }

    fn references(&self) -> Option<Vec<Reference>> {
        references_of(self.0)
    }
}

/// JSON that the caller answers for.
pub(super) struct Untyped<'a>(pub &'a [u8]);

impl Message for Untyped<'_> {
    fn check(&self, _: &Context<'_>) -> Result<(), Violations> {
        Ok(())
    }

    fn json(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}
