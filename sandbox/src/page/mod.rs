//! The sandbox's pages: everything that it knows, to look at and to change, at `/_sandbox` of every provider's address.
//!
//! Pages are written on the server and need no script: links lead on, forms change. One small script reloads the parts that are
//! live. Nothing is fetched from elsewhere, and a policy in the headers sees to it.
//!
//! `guard` says who may ask, `frame` how a page looks, `site` what handlers are given, `show`, `mask` and `pretty` how single
//! values are written; every other file is one page with its forms. Scripts in other languages use `api`.

mod api;
mod api_docs;
mod bill;
mod call;
mod callbacks;
mod checks;
mod clock;
mod connect;
mod copy;
mod deal;
mod faults;
mod frame;
mod guard;
mod journal;
pub(crate) mod mask;
mod members;
mod pay;
mod pretty;
mod replay;
mod show;
mod site;
mod state;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower_service::Service as _;

use crate::outgoing::Outgoing;
use crate::shared::Shared;

use self::guard::Guard;
use self::site::{Site, Wrong};

/// The pages of a sandbox, at one address. Clones are the same pages.
#[derive(Debug, Clone)]
pub(crate) struct Pages {
    router: Router,
    guard: Guard,
}

impl Pages {
    /// The pages at an address; none is an address that cannot be told, at which only loopback is served.
    pub(crate) fn new(shared: &Arc<Shared>, address: Option<SocketAddr>) -> Self {
        Self { router: router(Site::new(Arc::clone(shared))), guard: Guard::new(address) }
    }

    /// Whether a path is theirs.
    pub(crate) fn have(path: &str) -> bool {
        path.strip_prefix("/_sandbox").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Answers for a page, a form, or the API.
    pub(crate) async fn answer<B>(&self, request: Request<B>) -> Response<Outgoing>
    where
        B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let answer = match self.guard.refuses(&request) {
            Some(reason) => axum::response::IntoResponse::into_response(Wrong::forbidden(reason)),
            None => match self.router.clone().call(request.map(Body::new)).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            },
        };
        let (parts, body) = answer.into_parts();
        // Pages stand in memory: there is nothing that could fail.
        let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let mut answer = Response::from_parts(parts, Outgoing::Whole(body));
        frame::headers(answer.headers_mut());
        answer
    }
}

fn router(site: Site) -> Router {
    let pages = Router::new()
        .route("/", get(journal::page))
        .route("/style.css", get(frame::style))
        .route("/live.js", get(frame::script))
        .route("/journal/last", get(journal::last))
        .route("/journal.har", get(journal::har))
        .route("/calls/{id}", get(call::page))
        .route("/calls/{id}/replay", post(replay::replay))
        .route("/state", get(state::page))
        .route("/accounts/{provider}/{number}", get(state::account))
        .route("/deals/{provider}/{id}", get(deal::page))
        .route("/deals/{provider}/{id}/end", post(deal::end))
        .route("/deals/{provider}/{id}/tell", post(deal::tell))
        .route("/bill", post(bill::pay))
        .route("/pay/{provider}/{id}", get(pay::page).post(pay::answer))
        .route("/clock", get(clock::page).post(clock::change))
        .route("/faults", get(faults::page).post(faults::next))
        .route("/callbacks", get(callbacks::page))
        .route("/callbacks/address", post(callbacks::address))
        .route("/callbacks/manner", post(callbacks::manner))
        .route("/callbacks/release", post(callbacks::release))
        .route("/connect", get(connect::page))
        .route("/keys/{name}", get(connect::key))
        .route("/reset", post(connect::reset))
        .route("/seed", post(connect::seed))
        .route("/api", get(api_docs::page));
    Router::new()
        .nest("/_sandbox", pages)
        .route("/_sandbox/", get(journal::page))
        .nest("/_sandbox/api", api::router())
        .fallback(site::nothing)
        .method_not_allowed_fallback(site::no_method)
        .with_state(site)
}
