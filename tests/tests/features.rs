//! Cargo features of the generated crate: what a page needs of other pages is switched on with it.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use snap_tests::root;

/// Features with what they switch on, as the manifest says.
fn features() -> BTreeMap<String, Vec<String>> {
    let manifest = std::fs::read_to_string(root().join("generated/Cargo.toml")).expect("the manifest");
    let table = manifest.split("[features]\n").nth(1).expect("features");
    let lines = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    lines
        .map(|(name, list)| {
            let list = list.trim_matches(['[', ']']).split(", ").map(|name| name.trim_matches('"').to_owned());
            (name.to_owned(), list.filter(|name| !name.is_empty()).collect())
        })
        .collect()
}

fn closure(features: &BTreeMap<String, Vec<String>>, name: &str, found: &mut BTreeSet<String>) {
    if found.insert(name.to_owned()) {
        for next in features.get(name).into_iter().flatten() {
            closure(features, next, found);
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn every_page_switches_on_the_pages_whose_types_it_names() {
    let features = features();
    let providers = root().join("generated/src/providers");
    let mut named = 0;
    for file in files(&providers) {
        let below = file.strip_prefix(&providers).expect("below").to_string_lossy().into_owned();
        let parts: Vec<_> = below.split('/').collect();
        let [provider, page, ..] = parts[..] else { continue };
        let own = if provider == "aspi" { format!("aspi-{}", page.replace('_', "-")) } else { provider.to_owned() };
        let mut on = BTreeSet::new();
        closure(&features, &own, &mut on);
        let text = std::fs::read_to_string(&file).expect("a file");
        for place in text.split("crate::providers::aspi::").skip(1) {
            let module: String = place.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let wanted = format!("aspi-{}", module.replace('_', "-"));
            assert!(on.contains(&wanted), "{below} names a type of {wanted}, which `{own}` does not switch on");
            named += 1;
        }
    }
    assert!(named > 10, "only {named} types are taken over");
}

#[test]
fn the_default_is_the_standard_and_all_is_every_provider() {
    let features = features();
    assert_eq!(features["default"], ["aspi"]);
    let all: BTreeSet<_> = features["all"].iter().map(String::as_str).collect();
    let providers: BTreeSet<_> = snap_bi::PROVIDERS.iter().map(|provider| provider.name).collect();
    assert_eq!(all, providers);
    let pages = features["aspi"].iter().filter(|name| features.contains_key(*name)).count();
    assert!(pages > 15, "{pages} pages");
}

#[test]
fn a_list_that_pages_share_is_one_type_whatever_path_it_is_named_by() {
    use snap_bi::{aspi, dana, doku, midtrans, national};
    let status = aspi::qr_mpm::LatestTransactionStatus::from("00");
    let of_dialects: [national::values::LatestTransactionStatus; 3] = [
        dana::widget::LatestTransactionStatus::from("00"),
        doku::direct_debit::LatestTransactionStatus::from("00"),
        status,
    ];
    assert!(of_dialects.iter().all(|status| *status == aspi::transfer_status::LatestTransactionStatus::Success));
    // Another list under the same name is another type, and that is one for its provider.
    let own: midtrans::values::LatestTransactionStatus = midtrans::qr_mpm::LatestTransactionStatus::from("00");
    assert_eq!(own, midtrans::direct_debit::LatestTransactionStatus::from("00"));
}
