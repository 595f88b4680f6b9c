//! Nothing that a row says is lost on its way: every key of every row is changed, one at a time, and either the generated
//! code changes or lint has something to say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod change;
#[path = "../support/mod.rs"]
mod support;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;

use change::Change;
use snap_codegen::finding::Findings;
use snap_codegen::load::{Documents, documents};
use snap_codegen::source::Files;
use watch::Watch;

/// Changes of one service, or of the named types of a page: they can be tried beside those of others.
struct Track {
    document: usize,
    changes: Vec<Change>,
}

fn tracks(spec: &Documents, whole: bool) -> Vec<Track> {
    let mut tracks = Vec::new();
    for (document, page) in spec.services.iter().enumerate() {
        if whole {
            tracks.push(Track { document, changes: change::of_page(&page.body) });
            continue;
        }
        for (name, service) in &page.body.services {
            tracks.push(Track { document, changes: change::of_service(&name.value, &service.value) });
        }
        if let Some(types) = &page.body.types {
            let of_types = types.iter().flat_map(|(name, ty)| change::of_type(&name.value, &ty.value));
            tracks.push(Track { document, changes: of_types.collect() });
        }
    }
    tracks
}

/// Tries every change of a spec: of each service in turn, beside those of others, or of each page as a whole. The numbers
/// that were tried, by key.
fn walk(root: &Path, whole: bool) -> BTreeMap<&'static str, usize> {
    let mut findings = Findings::default();
    let spec = documents(Files::new(support::files(root)), &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.iter().collect::<Vec<_>>());
    let before = Watch::of(&spec);
    let tracks = tracks(&spec, whole);
    let rounds = tracks.iter().map(|track| track.changes.len()).max().unwrap_or(0);
    let (mut tried, mut lost) = (BTreeMap::new(), Vec::new());
    for round in 0..rounds {
        let mut changed = spec.clone();
        let mut under_way = Vec::new();
        for track in &tracks {
            let Some(change) = track.changes.get(round) else { continue };
            let page = &mut changed.services[track.document];
            assert!(change.apply(&mut page.body), "{}: {} cannot be changed", page.stem, change.what());
            under_way.push((track.document, change));
        }
        // Pages without a change are left out, but for those that others inherit from.
        let touched: Vec<usize> = under_way.iter().map(|(document, _)| *document).collect();
        let keep = |index: usize, provider: &str| provider == "aspi" || touched.contains(&index);
        let mut index = 0;
        changed.services.retain(|document| {
            index += 1;
            keep(index - 1, &document.provider)
        });
        let after = Watch::of(&changed);
        for (document, change) in under_way {
            let page = &spec.services[document];
            *tried.entry(change.key).or_insert(0) += 1;
            let name = spec.files.name(page.file);
            let (before, after) = (before.seen(name, page, change, whole), after.seen(name, page, change, whole));
            if before == after {
                lost.push(format!("{}/{}: {}", page.provider, page.stem, change.what()));
            }
        }
    }
    assert!(lost.is_empty(), "{} of {tried:?} change nothing:\n{}", lost.len(), lost[..lost.len().min(40)].join("\n"));
    tried
}

#[test]
fn every_key_of_every_row_of_the_spec_changes_code_or_findings() {
    let tried = walk(&support::root(), false);
    for (key, least) in [
        ("presence", 3_000),
        ("type", 3_000),
        ("max", 2_000),
        ("exact", 5),
        ("min", 5),
        ("precision", 200),
        ("values", 200),
        ("format", 80),
        ("pattern", 50),
        ("pad", 40),
        ("when", 130),
        ("rules", 20),
        ("doc", 200),
        ("note", 200),
        ("sensitive", 70),
        ("in", 20),
        ("nullable", 30),
        ("default", 20),
    ] {
        let count = tried.get(key).copied().unwrap_or(0);
        assert!(count >= least, "only {count} of `{key}`: {tried:?}");
    }
}

#[test]
fn every_key_of_specs_that_are_made_for_trouble_changes_code_or_findings() {
    for name in ["mini", "obstacles"] {
        let tried = walk(&support::fixture(name), true);
        assert!(tried.values().sum::<usize>() > 50, "{name}: {tried:?}");
    }
}
