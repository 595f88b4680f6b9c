//! Where external IDs come from.

use std::sync::{Arc, PoisonError, RwLock};

use crate::meta::signing_profile::ExternalIdForm;
use crate::signing::external_id::ExternalIds;

/// What gives values for X-EXTERNAL-ID.
pub(super) enum Ids {
    /// One generator for each form that was asked for. A provider has one or two.
    Ours(RwLock<Vec<(ExternalIdForm, Arc<ExternalIds>)>>),
    /// The caller's own scheme.
    Own(Arc<dyn Fn(ExternalIdForm) -> String + Send + Sync>),
}

impl Default for Ids {
    fn default() -> Self {
        Self::Ours(RwLock::default())
    }
}

impl Ids {
    /// The same for another partner: generators of its own, for they count for one partner; a scheme of the caller's is
    /// shared.
    pub(super) fn another(&self) -> Self {
        match self {
            Self::Ours(_) => Self::default(),
            Self::Own(next) => Self::Own(Arc::clone(next)),
        }
    }

    /// The next value of a form.
    pub(super) fn next(&self, form: ExternalIdForm) -> String {
        match self {
            Self::Ours(known) => generator(known, form).next(),
            Self::Own(next) => next(form),
        }
    }
}

fn generator(known: &RwLock<Vec<(ExternalIdForm, Arc<ExternalIds>)>>, form: ExternalIdForm) -> Arc<ExternalIds> {
    let find = |known: &[(ExternalIdForm, Arc<ExternalIds>)]| {
        known.iter().find(|(other, _)| *other == form).map(|(_, ids)| Arc::clone(ids))
    };
    let found = find(&known.read().unwrap_or_else(PoisonError::into_inner));
    found.unwrap_or_else(|| {
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        // Two generators of one form must not stand side by side: another call may have been here first.
        find(&known).unwrap_or_else(|| {
            let ids = Arc::new(ExternalIds::new(form));
            known.push((form, Arc::clone(&ids)));
            ids
        })
    })
}
