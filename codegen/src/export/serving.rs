//! How a server of a service answers where documents disagree.

use super::inquiry::{filled, texts};
use super::json::{Json, Object};
use crate::ir::Serving;

/// What differs from the national table, and what only the service has; none if nothing does.
pub(super) fn serving(serving: &Serving) -> Option<Object> {
    let refused = serving.refused.iter().map(filled).map(Json::from).collect::<Vec<_>>();
    let object = Object::default()
        .with_some("once", (!serving.once.is_empty()).then(|| texts(&serving.once)))
        .with_some("aside", (!serving.aside.is_empty()).then(|| texts(&serving.aside)));
    let switches = serving.switches.own();
    let object = switches.fold(object, |object, switch| object.with(switch.key, switch.word));
    let object = object.with_some("refused", (!refused.is_empty()).then_some(refused));
    (!object.0.is_empty()).then_some(object)
}
