//! What a trace of a call shows: never a body, a header, a reference, or the provider's message, which may name people.
//!
//! Fields of HTTP have the names of OpenTelemetry (semantic conventions for HTTP clients 1.23 and later); what is SNAP's
//! begins with `snap.`.

use std::time::Instant;

use tracing::Span;

use crate::client::address::Address;
use crate::client::reply::RawReply;
use crate::error::SnapError;
use crate::meta::endpoint::Endpoint;

/// The span of a call. Paths may hold account numbers: their template stands in their place.
pub(super) fn span(endpoint: &'static Endpoint, address: &Address) -> Span {
    use tracing::field::Empty;
    tracing::info_span!(
        "snap_call",
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = endpoint.method.as_str(),
        http.response.status_code = Empty,
        server.address = address.host(),
        server.port = address.port(),
        url.template = endpoint.path,
        "error.type" = Empty,
        snap.provider = endpoint.provider,
        snap.service = endpoint.service,
        snap.service_code = endpoint.code,
        snap.external_id = Empty,
        snap.response_code = Empty,
        snap.outcome = Empty,
        snap.violation = Empty,
        snap.duration_ms = Empty,
    )
}

/// The external ID of the attempt that is under way.
pub(super) fn external_id(id: &str) {
    Span::current().record("snap.external_id", id);
}

/// How it ended. `started` is when it was polled first, where somebody listens.
pub(super) fn report(result: &Result<RawReply, SnapError>, started: Option<Instant>) {
    // Of a call without a span of its own, the one around it is somebody else's.
    if let Some(started) = started {
        record(&Span::current(), result, started);
    }
    match result {
        Ok(_) => tracing::info!("answered"),
        Err(error) if error.is_ambiguous() => tracing::warn!("it may have been carried out: ask the status service"),
        Err(_) => tracing::info!("failed"),
    }
}

fn record(span: &Span, result: &Result<RawReply, SnapError>, started: Instant) {
    let (status, code) = match result {
        Ok(reply) => (Some(reply.http_status()), reply.code()),
        Err(SnapError::Rejected(verdict) | SnapError::Pending(verdict)) => {
            (Some(verdict.http_status()), Some(verdict.code()))
        }
        Err(SnapError::Unreadable(answer)) => (Some(answer.http_status()), None),
        Err(_) => (None, None),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Some(code) = code {
        span.record("snap.response_code", tracing::field::display(code));
    }
    if let Err(SnapError::InvalidRequest(refused)) = result
        && let Some(first) = refused.violations().iter().next()
    {
        span.record("snap.violation", tracing::field::display(format_args!("{}: {}", first.path, first.rule.code())));
    }
    span.record("snap.outcome", result.as_ref().map_or_else(SnapError::kind, |_| "ok"));
    if let Err(error) = result
        && !matches!(error, SnapError::Pending(_))
    {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", error.kind());
    }
    span.record("snap.duration_ms", u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
}
