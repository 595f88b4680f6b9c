//! What the runtime takes from the national standard is there.

use crate::finding::Findings;
use crate::ir::{Catalogue, STANDARD, TOKEN_SERVICE};
use crate::rule_id;

/// Code of the token service in the table of the standard, whatever a page calls it.
const TOKEN_CODE: &str = "73";

/// The runtime's national files are written from the standard: without one of their sources they would be removed, and the
/// runtime with which everything is compiled would not compile. A spec without any standard is somebody's beginning.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    let Some(standard) = catalogue.provider(STANDARD) else { return };
    let mut say = |loc, message: String, fix: &str| findings.add(rule_id::STANDARD_INCOMPLETE, loc, message, fix);
    let parts = [
        ("response codes", standard.codes.is_empty(), "write them below `codes:` in spec/standard/response-codes.yaml"),
        ("header sets", standard.header_sets.is_empty(), "write them below `header_sets:` in this file"),
        ("signing profiles", standard.profiles.is_empty(), "write them below `signing_profiles:` in this file"),
    ];
    for (what, _, fix) in parts.into_iter().filter(|(_, empty, _)| *empty) {
        say(
            standard.loc(),
            format!("the national standard has no {what}, and every provider and the runtime rely on them"),
            fix,
        );
    }
    if standard.service(TOKEN_SERVICE).is_some() {
        return;
    }
    let message =
        format!("the national standard has no service `{TOKEN_SERVICE}`, from which every client gets its token");
    let mut services = standard.pages.iter().flat_map(|page| &page.services);
    match services.find(|service| *service.code == *TOKEN_CODE) {
        Some(other) => say(other.loc(), message, &format!("call `{}` so", other.name)),
        None => say(standard.loc(), message, "write it, under this name, on a page in spec/standard"),
    }
}
