//! Nothing that a row says is lost on its way: every key of every row is changed, one at a time, and either the generated
//! code changes or lint has something to say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod change;
mod headers;
mod needed;
mod serving;
#[path = "../support/mod.rs"]
mod support;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;

use change::Change;
use snap_codegen::finding::Findings;
use snap_codegen::load::{Document, Documents, documents};
use snap_codegen::source::Files;
use snap_codegen::spec::Entries;
use snap_codegen::spec::service::ServicesFile;
use watch::Watch;

/// Changes of one service, or of the named types of a page: they can be tried beside those of others.
struct Track {
    place: Place,
    changes: Vec<Change>,
}

/// A page, or what the pages of a provider share.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page(usize),
    Shared(usize),
}

impl Place {
    /// The document, as a page: shared types are those of a page without services.
    fn page(self, spec: &Documents) -> Document<ServicesFile> {
        match self {
            Self::Page(at) => spec.services[at].clone(),
            Self::Shared(at) => {
                let Document { file, provider, stem, body } = spec.types[at].clone();
                let body = ServicesFile {
                    source: body.source,
                    module: None,
                    types: Some(body.types),
                    defaults: None,
                    services: Entries::default(),
                    errata: body.errata,
                };
                Document { file, provider, stem, body }
            }
        }
    }

    fn put(self, page: ServicesFile, spec: &mut Documents) {
        match self {
            Self::Page(at) => spec.services[at].body = page,
            Self::Shared(at) => spec.types[at].body.types = page.types.unwrap_or_default(),
        }
    }
}

fn tracks(spec: &Documents, whole: bool) -> Vec<Track> {
    let mut tracks = Vec::new();
    let pages = (0..spec.services.len()).map(Place::Page).chain((0..spec.types.len()).map(Place::Shared));
    for place in pages {
        let page = place.page(spec);
        if whole {
            tracks.push(Track { place, changes: change::of_page(&page.body) });
            continue;
        }
        for (name, service) in &page.body.services {
            tracks.push(Track { place, changes: change::of_service(&name.value, &service.value) });
        }
        if let Some(types) = &page.body.types {
            let of_types = types.iter().flat_map(|(name, ty)| change::of_type(&name.value, &ty.value));
            tracks.push(Track { place, changes: of_types.collect() });
        }
    }
    tracks
}

fn read(root: &Path) -> Documents {
    let mut findings = Findings::default();
    let spec = documents(Files::new(support::files(root)), &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.iter().collect::<Vec<_>>());
    spec
}

/// Tries every change of a spec: of each service in turn, beside those of others, or of each page as a whole. The numbers
/// that were tried, by key.
fn walk(root: &Path, whole: bool) -> BTreeMap<&'static str, usize> {
    let spec = read(root);
    let tracks = tracks(&spec, whole);
    let rounds = tracks.iter().map(|track| track.changes.len()).max().unwrap_or(0);
    // Rounds are independent, and each is a whole run of the generator.
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let found = std::thread::scope(|scope| {
        let worker = |first: usize| {
            let (spec, tracks) = (&spec, &tracks);
            scope.spawn(move || Worker::new(spec, whole).rounds(tracks, (first..rounds).step_by(workers)))
        };
        let workers: Vec<_> = (0..workers).map(worker).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker")).collect::<Vec<_>>()
    });
    let (mut tried, mut lost) = (BTreeMap::new(), Vec::new());
    for (some_tried, some_lost) in found {
        some_tried.into_iter().for_each(|(key, count)| *tried.entry(key).or_insert(0) += count);
        lost.extend(some_lost);
    }
    assert!(lost.is_empty(), "{} of {tried:?} change nothing:\n{}", lost.len(), lost[..lost.len().min(40)].join("\n"));
    tried
}

/// Tries some of the rounds.
struct Worker<'s> {
    spec: &'s Documents,
    whole: bool,
    /// What the pages of the last round make unchanged: the next round has the same ones more often than not.
    before: Option<(Vec<bool>, Watch)>,
}

impl<'s> Worker<'s> {
    fn new(spec: &'s Documents, whole: bool) -> Self {
        Self { spec, whole, before: None }
    }

    fn rounds(
        mut self,
        tracks: &[Track],
        rounds: impl Iterator<Item = usize>,
    ) -> (BTreeMap<&'static str, usize>, Vec<String>) {
        let (mut tried, mut lost) = (BTreeMap::new(), Vec::new());
        for round in rounds {
            let mut changed = self.spec.clone();
            let mut under_way = Vec::new();
            for track in tracks {
                let Some(change) = track.changes.get(round) else { continue };
                let mut page = track.place.page(&changed);
                assert!(change.apply(&mut page.body), "{}: {} cannot be changed", page.stem, change.what());
                track.place.put(page.body, &mut changed);
                under_way.push((track.place, change));
            }
            let kept = needed::pages(self.spec, &under_way.iter().map(|(place, _)| *place).collect::<Vec<_>>());
            needed::keep(&mut changed, &kept);
            let after = Watch::of(&changed);
            if self.before.as_ref().is_none_or(|(pages, _)| *pages != kept) {
                let mut unchanged = self.spec.clone();
                needed::keep(&mut unchanged, &kept);
                self.before = Some((kept, Watch::of(&unchanged)));
            }
            let (_, before) = self.before.as_ref().expect("just made");
            for (place, change) in under_way {
                let page = &place.page(self.spec);
                *tried.entry(change.key).or_insert(0) += 1;
                let name = self.spec.files.name(page.file);
                let seen = |watch: &Watch| watch.seen(name, page, change, self.whole);
                if seen(before) == seen(&after) {
                    lost.push(format!("{}/{}: {}", page.provider, page.stem, change.what()));
                }
            }
        }
        (tried, lost)
    }
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
