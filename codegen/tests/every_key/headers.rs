//! Nothing that a header row says is lost: every key of every row of every header set, one at a time.

use std::collections::BTreeMap;
use std::path::Path;

use snap_codegen::export::catalogue;
use snap_codegen::finding::Findings;
use snap_codegen::ir::STANDARD;
use snap_codegen::load::{Documents, documents};
use snap_codegen::resolve::resolve;
use snap_codegen::source::{Files, Loc};
use snap_codegen::spec::field::{OneOrMany, Presence};
use snap_codegen::spec::provider::{Header, HeaderFormat, HeaderSet};
use snap_codegen::spec::{At, Entries};

use crate::support;
use crate::watch::Watch;

/// Where a row stands: which file, set and message, and which of its rows.
#[derive(Clone, Copy)]
struct Place {
    file: usize,
    set: usize,
    response: bool,
    row: usize,
}

impl Place {
    fn row(self, spec: &mut Documents) -> Option<&mut Header> {
        let sets = spec.providers[self.file].body.header_sets.as_mut()?;
        let rows = rows(&mut sets.0[self.set].1.value, self.response)?;
        Some(&mut rows.0[self.row].1.value)
    }
}

fn rows(set: &mut HeaderSet, response: bool) -> Option<&mut Entries<At<Header>>> {
    if response { set.response.as_mut() } else { set.request.as_mut() }
}

fn places(spec: &mut Documents) -> Vec<Place> {
    let mut places = Vec::new();
    for (file, document) in spec.providers.iter_mut().enumerate() {
        for (set, (_, body)) in document.body.header_sets.iter_mut().flat_map(|sets| sets.0.iter_mut().enumerate()) {
            for response in [false, true] {
                let count = rows(&mut body.value, response).map_or(0, |rows| rows.0.len());
                places.extend((0..count).map(|row| Place { file, set, response, row }));
            }
        }
    }
    places
}

/// The keys of a row, each with another value.
fn changes(row: &Header) -> Vec<(&'static str, Header)> {
    let more = |limit: &At<u32>| At::new(limit.value + 1, Loc::default());
    let words = |text: &At<String>| At::new(format!("{}-changed", text.value), Loc::default());
    let toggle = |flag: &At<bool>| At::new(!flag.value, Loc::default());
    let presence = |presence: &At<Presence>| {
        let other = if presence.value == Presence::M { Presence::O } else { Presence::M };
        At::new(other, Loc::default())
    };
    let format = |format: &At<HeaderFormat>| {
        let other = match format.value {
            HeaderFormat::Digits => HeaderFormat::Alphanumeric,
            HeaderFormat::Alphanumeric
            | HeaderFormat::Timestamp
            | HeaderFormat::Ipv4
            | HeaderFormat::Latitude
            | HeaderFormat::Longitude
            | HeaderFormat::Bearer => HeaderFormat::Digits,
        };
        At::new(other, Loc::default())
    };
    let names = |_: &At<OneOrMany<String>>| At::new(OneOrMany(vec!["X-CHANGED".to_owned()]), Loc::default());
    let Header { presence: p, ty: _, max, exact, format: f, value, when, sensitive, note, names: n, remove } = row;
    let with = |key, change: &dyn Fn(&mut Header)| {
        let mut row = row.clone();
        change(&mut row);
        (key, row)
    };
    let mut all = vec![];
    all.extend(p.as_ref().map(|p| with("presence", &|row| row.presence = Some(presence(p)))));
    all.extend(max.as_ref().map(|max| with("max", &|row| row.max = Some(more(max)))));
    all.extend(exact.as_ref().map(|exact| with("exact", &|row| row.exact = Some(more(exact)))));
    all.extend(f.as_ref().map(|f| with("format", &|row| row.format = Some(format(f)))));
    all.extend(value.as_ref().map(|value| with("value", &|row| row.value = Some(words(value)))));
    all.extend(when.as_ref().map(|_| with("when", &|row| row.when = None)));
    all.extend(sensitive.as_ref().map(|flag| with("sensitive", &|row| row.sensitive = Some(toggle(flag)))));
    all.extend(note.as_ref().map(|note| with("note", &|row| row.note = Some(words(note)))));
    all.extend(n.as_ref().map(|n| with("names", &|row| row.names = Some(names(n)))));
    all.extend(remove.as_ref().map(|_| with("remove", &|row| row.remove = None)));
    all
}

/// Code, findings, and the catalogue, which alone shows notes.
fn made(spec: &Documents) -> (Vec<String>, Vec<String>, String) {
    let (code, findings) = Watch::of(spec).all();
    (code, findings, catalogue(&resolve(spec, &mut Findings::default()), &spec.files))
}

/// The headers of each provider, with those of the standard beside them and without the pages that use them.
fn providers(root: &Path) -> Vec<Documents> {
    let mut findings = Findings::default();
    let mut spec = documents(Files::new(support::files(root)), &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.iter().collect::<Vec<_>>());
    spec.services.clear();
    spec.types.clear();
    let alone = |name: &String| {
        let mut one = spec.clone();
        one.providers.retain(|document| document.provider == *name || document.provider == STANDARD);
        one.response_codes.clear();
        one
    };
    spec.providers.iter().map(|document| alone(&document.provider)).collect()
}

#[test]
fn every_key_of_every_header_changes_code_or_findings_or_the_catalogue() {
    let (mut tried, mut lost) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for root in [support::root(), support::fixture("mini"), support::fixture("obstacles")] {
        for mut spec in providers(&root) {
            let before = made(&spec);
            let several = spec.providers.len() > 1;
            for place in places(&mut spec) {
                let row = place.row(&mut spec).expect("a row").clone();
                let document = &spec.providers[place.file];
                if several && document.provider == STANDARD {
                    continue;
                }
                let set = &document.body.header_sets.as_ref().expect("sets").0[place.set].0.value;
                for (key, changed) in changes(&row) {
                    let mut other = spec.clone();
                    *place.row(&mut other).expect("a row") = changed;
                    *tried.entry(key).or_default() += 1;
                    if made(&other) == before {
                        lost.push(format!("{} {set}, row {}: {key}", document.provider, place.row));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} of {tried:?} change nothing:\n{}", lost.len(), lost.join("\n"));
    for (key, least) in [("presence", 100), ("max", 20), ("exact", 4), ("format", 50), ("value", 20), ("sensitive", 10)]
    {
        assert!(tried.get(key).is_some_and(|count| *count >= least), "{key}: {tried:?}");
    }
}
