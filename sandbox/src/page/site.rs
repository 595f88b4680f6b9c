//! What every page is given, and what one says that cannot be shown.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, Uri};
use maud::html;

use crate::bank::Deal;
use crate::notify::NotifyError;
use crate::shared::{Place, Shared};

use super::frame;

/// The sandbox, as pages see it.
#[derive(Debug, Clone)]
pub(super) struct Site {
    shared: Arc<Shared>,
}

impl Site {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.shared.places
    }

    pub(super) fn place(&self, provider: &str) -> Result<&Place, Wrong> {
        let none = || Wrong::not_found(format!("no provider `{provider}` runs here"));
        self.shared.place(provider).ok_or_else(none)
    }

    pub(super) fn deal(&self, provider: &str, id: u64) -> Result<(&Place, Deal), Wrong> {
        let place = self.place(provider)?;
        let deal = place.door.bank.world().deal(id).cloned();
        let none = || Wrong::not_found(format!("{provider} has no deal {id}: the sandbox may have begun anew"));
        Ok((place, deal.ok_or_else(none)?))
    }

    /// Another text whenever a page may look different.
    pub(super) fn mark(&self) -> String {
        let mut mark = self.shared.journal.changes();
        for place in self.places() {
            let world = place.door.bank.world();
            let ended = world.deals.iter().filter(|deal| deal.state.is_final()).count();
            let bookings: usize = world.accounts.values().map(|account| account.entries.len()).sum();
            let faults = place.door.faults_to_come().len();
            for part in [world.deals.len(), ended, bookings, faults, place.notifier.waiting()] {
                mark = mark.wrapping_mul(31).wrapping_add(part as u64);
            }
        }
        format!("{mark:x}")
    }
}

/// What cannot be shown or done, and why.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) status: StatusCode,
    pub(super) message: String,
}

/// A page that is shown, or a form that was carried out.
pub(super) type Answer = Result<Response, Wrong>;

impl Wrong {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// What was written into a form cannot be used.
    pub(super) fn input(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// It cannot be done as things stand.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }
}

impl From<NotifyError> for Wrong {
    fn from(error: NotifyError) -> Self {
        let status = match &error {
            NotifyError::Unknown(_) => StatusCode::NOT_FOUND,
            NotifyError::NoAddress | NotifyError::NoCallback { .. } => StatusCode::CONFLICT,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let body = html! {
            main.narrow {
                h1 { (self.status.canonical_reason().unwrap_or("It cannot be done")) }
                p.wrong role="alert" style="white-space: pre-wrap" { (self.message) }
                p { a href="/_sandbox" { "To the calls" } }
            }
        };
        (self.status, frame::bare("Not done", body)).into_response()
    }
}

/// After a form: the page that shows what came of it, so that a reload does not send the form again.
pub(super) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A text as a segment of a path.
pub(super) fn segment(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

pub(super) async fn nothing(uri: Uri) -> Wrong {
    Wrong::not_found(format!("the sandbox has no page {}", uri.path()))
}

pub(super) async fn no_method(uri: Uri) -> Wrong {
    Wrong::new(StatusCode::METHOD_NOT_ALLOWED, format!("{} is not asked for by this method", uri.path()))
}
