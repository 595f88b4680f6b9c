//! The path that is signed, where it is not the one that is called.

use super::path::{Template, fill, template};
use super::values::text;
use crate::mistakes::Report;
use crate::raw::Pair;
use crate::words::list;

/// The whole path as it stands in the string to sign: nothing is put before it. What stands in its braces is what stands
/// in those of the called path, for nothing else has a value. Without a called path that can be read, it is not judged
/// beside it. It may be the called path itself, for it wins over a profile that would sign less.
pub(crate) fn signed_path(
    pair: &Pair,
    called: Option<&Template>,
    version: Option<&str>,
    has_version: bool,
    report: &mut Report<'_>,
) -> Option<String> {
    let given = text(pair, report)?;
    let signed = template(&given, report)?;
    if signed.has_version && !has_version {
        report.at(given, "`{version}` has no value: write `version = \"v1.0\"` in `#[snap_service(…)]`");
        return None;
    }
    let unknown = |called: &Template| signed.parameters.iter().find(|name| !called.parameters.contains(name)).cloned();
    if let Some(called) = called
        && let Some(name) = unknown(called)
    {
        let message = match called.parameters.as_slice() {
            [] => format!(
                "the path that is called has no `{{{name}}}`, nor any other parameter: write what is signed there"
            ),
            known => {
                let known: Vec<_> = known.iter().map(|name| format!("{{{name}}}")).collect();
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                format!("the path that is called has no `{{{name}}}`; it has {}", list(&known, "and"))
            }
        };
        report.at(given, message);
        return None;
    }
    Some(fill("", &given.value(), version.unwrap_or_default()))
}
