//! Spans and counters: the service, the caller, how it ended; never a body, a token or a signature.

use tracing::field::Empty;

use super::call::Call;
use super::outcome::Outcome;

pub(crate) fn span(call: &Call) -> tracing::Span {
    let endpoint = call.endpoint;
    // OpenTelemetry's names, where it has them.
    tracing::info_span!(
        "snap.server",
        otel.kind = "server",
        http.request.method = endpoint.method.as_str(),
        http.route = endpoint.path,
        http.response.status_code = Empty,
        client.address = call.address.map(tracing::field::display),
        snap.provider = endpoint.provider,
        snap.service = endpoint.service,
        snap.caller = Empty,
        snap.external_id = Empty,
        snap.code = Empty,
        snap.refusal = Empty,
        snap.repeated = Empty,
    )
}

pub(crate) fn answered(span: &tracing::Span, call: &Call, outcome: &Outcome, code: Option<&str>) {
    span.record("http.response.status_code", outcome.answer.status());
    if let Some(caller) = &call.caller {
        span.record("snap.caller", caller.name());
    }
    if let Some(id) = &call.external_id {
        span.record("snap.external_id", id.as_str());
    }
    if let Some(code) = code {
        span.record("snap.code", code);
    }
    span.record("snap.repeated", outcome.repeated);
    let _entered = span.enter();
    match &outcome.refusal {
        Some(refusal) => {
            span.record("snap.refusal", refusal.as_str());
            let broken: Vec<_> = outcome.violations.iter().map(ToString::to_string).collect();
            tracing::info!(refusal = refusal.as_str(), broken = broken.join("; "), "refused");
        }
        None => tracing::debug!("answered"),
    }
}

/// How many calls ended how, and how long they took.
#[cfg(feature = "metrics")]
pub(crate) fn count(call: &Call, outcome: &Outcome, elapsed: std::time::Duration) {
    let refusal = outcome.refusal.clone().unwrap_or_default();
    let labels = [
        ("provider", call.endpoint.provider.to_owned()),
        ("service", call.endpoint.service.to_owned()),
        ("status", outcome.answer.status().to_string()),
        ("refusal", refusal),
    ];
    metrics::counter!("snap_server_calls_total", &labels).increment(1);
    metrics::histogram!("snap_server_seconds", &labels).record(elapsed.as_secs_f64());
}
