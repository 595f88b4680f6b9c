//! Samples: texts become values with places.

use crate::finding::Findings;
use crate::ir::service::{Sample, SampleText, Service};
use crate::json;
use crate::resolve::{header_values, placed};
use crate::rule_id;
use crate::source::Files;
use crate::spec::At;
use crate::spec::provider::MessageKind;
use crate::spec::service as raw;

/// One documented exchange.
pub(super) fn sample(sample: &At<raw::Sample>, files: &Files, findings: &mut Findings) -> Sample {
    let raw_texts = [(MessageKind::Request, &sample.request_raw), (MessageKind::Response, &sample.response_raw)];
    Sample {
        name: (&sample.name).into(),
        variant: placed(sample.variant.as_ref()),
        method: placed(sample.method.as_ref()),
        path: placed(sample.path.as_ref()),
        headers: header_values(sample.headers.as_ref()),
        request: sample.request.as_ref().and_then(|text| parsed(text, files, findings)),
        response: sample.response.as_ref().and_then(|text| parsed(text, files, findings)),
        raw: raw_texts.into_iter().filter_map(|(message, text)| Some((message, placed(text.as_ref())?))).collect(),
        inherited: false,
        place: sample.loc.into(),
    }
}

/// A service has a sample, of its own or of the national service, or a reason why there is none.
pub(super) fn sampled(service: &Service, raw: &At<raw::Service>, findings: &mut Findings) {
    match &raw.no_sample {
        None if service.samples.is_empty() => findings.add(
            rule_id::SAMPLE_NONE,
            service.loc(),
            format!("`{}` has no sample, and nothing says that its page prints none", service.name),
            "write the sample of the page below `samples:`; if there is none, `no_sample:` with the reason",
        ),
        Some(reason) if reason.trim().is_empty() => findings.add(
            rule_id::SAMPLE_NONE,
            reason.loc,
            "`no_sample` gives no reason",
            "say in a line why there is no sample",
        ),
        Some(reason) if !service.samples.is_empty() => {
            let whose = if raw.samples.is_empty() { "of the national service holds here" } else { "stands here" };
            let message = format!("there is a reason for no sample, and a sample {whose}");
            findings.add(rule_id::SAMPLE_NONE, reason.loc, message, "delete `no_sample`");
        }
        _ => {}
    }
}

fn parsed(text: &At<String>, files: &Files, findings: &mut Findings) -> Option<SampleText> {
    match json::parse(&text.value) {
        Ok(node) => Some(SampleText { text: text.value.clone(), node, place: text.loc.into() }),
        Err(error) => {
            let (start, what, fix) = explain(&text.value, &error);
            findings.add(
                rule_id::SAMPLE_NOT_JSON,
                files.inside_block(&text.value, text.loc, start, error.len.max(1)),
                format!("the sample is not JSON: {what}"),
                format!(
                    "{fix}; keep the printed text under `request_raw` or `response_raw` with an erratum of kind `json`"
                ),
            );
            None
        }
    }
}

/// Where a text stops being JSON, why, and what to write instead: for the slips that documents make, in plain words.
fn explain(text: &str, error: &json::NotJson) -> (usize, String, &'static str) {
    let end = text.trim_end().len();
    if end == 0 {
        return (0, "there is nothing here".to_owned(), "write the message, or delete the key");
    }
    let before = text.get(..error.start).unwrap_or(text).trim_end();
    let here = text.get(error.start..).unwrap_or("");
    if before.ends_with(',') && here.starts_with(['}', ']']) {
        return (before.len() - 1, "a comma after the last member".to_owned(), "delete the comma");
    }
    if error.message.contains("control character") {
        return (
            error.start,
            "a text goes over the end of the line".to_owned(),
            "close its quote, or write `\\n` for a line break",
        );
    }
    if error.start >= end {
        return (end - 1, "it ends too early".to_owned(), "close every `{`, `[` and quote");
    }
    (error.start, error.message.clone(), "mend it here")
}
