//! What the services of a provider share, against the standard's: signing profiles, header sets, response codes.

use super::{Deviation, Kind};
use crate::ir::provider::{HeaderRow, HeaderSet, SigningProfile};
use crate::ir::{Catalogue, Provider, STANDARD};

/// The differences in what a provider's services share.
pub fn shared(catalogue: &Catalogue, provider: &Provider) -> Vec<Deviation> {
    let mut found = Vec::new();
    let Some(standard) = catalogue.provider(STANDARD).filter(|standard| standard.name != provider.name) else {
        return found;
    };
    if let Some(theirs) = standard.profiles.first() {
        for ours in &provider.profiles {
            profile(theirs, ours, &mut found);
        }
    }
    for ours in &provider.header_sets {
        if let Some(theirs) = nearest(standard, ours) {
            headers(theirs, ours, &mut found);
        }
    }
    for code in &provider.codes {
        let theirs = standard.codes.iter().find(|other| other.http == code.http && other.case == code.case);
        let standard = theirs.map_or_else(String::new, |code| code.message.value.clone());
        if standard != code.message.value {
            let at = format!("codes.{}/{}", code.http, code.case);
            found.push(Deviation { kind: Kind::Code, at, standard, dialect: code.message.value.clone() });
        }
    }
    found
}

fn profile(theirs: &SigningProfile, ours: &SigningProfile, found: &mut Vec<Deviation>) {
    let (standard_id, dialect_id) = (theirs.external_id.to_string(), ours.external_id.to_string());
    let switches = [
        ("transaction", theirs.transaction.variant(), ours.transaction.variant()),
        ("token", theirs.token.variant(), ours.token.variant()),
        ("query", theirs.query.variant(), ours.query.variant()),
        ("path", theirs.path.variant(), ours.path.variant()),
        ("body", theirs.body.variant(), ours.body.variant()),
        ("empty_body", theirs.empty_body.variant(), ours.empty_body.variant()),
        ("encoding", theirs.encoding.variant(), ours.encoding.variant()),
        ("timestamp", theirs.timestamp.variant(), ours.timestamp.variant()),
        ("external_id", &*standard_id, &*dialect_id),
        ("callbacks", theirs.callbacks.variant(), ours.callbacks.variant()),
    ];
    for (switch, standard, dialect) in switches {
        if standard != dialect {
            let at = format!("signature.{}.{switch}", ours.name);
            let (standard, dialect) = (standard.to_owned(), dialect.to_owned());
            found.push(Deviation { kind: Kind::Signature, at, standard, dialect });
        }
    }
}

/// The national set that a set is a dialect of: the one that shares most of its headers.
fn nearest<'a>(standard: &'a Provider, ours: &HeaderSet) -> Option<&'a HeaderSet> {
    let shared = |set: &HeaderSet| set.request.iter().filter(|row| named(&ours.request, row).is_some()).count();
    let extra = |set: &HeaderSet| set.request.len() - shared(set);
    standard.header_sets.iter().max_by_key(|set| (shared(set), usize::MAX - extra(set)))
}

fn named<'a>(rows: &'a [HeaderRow], row: &HeaderRow) -> Option<&'a HeaderRow> {
    let goes_by = |other: &HeaderRow, name: &str| {
        other.name.eq_ignore_ascii_case(name) || other.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    rows.iter().find(|other| goes_by(other, &row.name))
}

fn headers(theirs: &HeaderSet, ours: &HeaderSet, found: &mut Vec<Deviation>) {
    let at = |row: &HeaderRow| format!("headers.{}.{}", ours.name, row.name);
    for row in &ours.request {
        let standard = named(&theirs.request, row).map_or_else(String::new, words);
        let dialect = words(row);
        if standard != dialect {
            found.push(Deviation { kind: Kind::Header, at: at(row), standard, dialect });
        }
    }
    for row in theirs.request.iter().filter(|row| named(&ours.request, row).is_none()) {
        found.push(Deviation { kind: Kind::Header, at: at(row), standard: words(row), dialect: String::new() });
    }
}

fn words(row: &HeaderRow) -> String {
    let mut parts = vec![row.presence.letter().to_owned()];
    parts.extend(row.exact.map(|exact| format!("exactly {exact}")));
    parts.extend(row.max.map(|max| max.to_string()));
    parts.extend(row.format.map(|format| format!("{:?}", *format).to_lowercase()));
    parts.extend(row.value.as_ref().map(|value| format!("\"{value}\"")));
    parts.join(" ")
}
