//! The small spec, and mistakes planted in it.

use snap_codegen::pipeline::Spec;
use snap_codegen::source::{Files, SourceFile};

macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../fixtures/mini/", $name)))),+] };
}

/// The files of the small spec.
pub const FILES: &[(&str, &str)] = files![
    "spec/glossary.yaml",
    "spec/providers/bank/certification/exam.yaml",
    "spec/providers/bank/connect.yaml",
    "spec/providers/bank/customers.yaml",
    "spec/providers/bank/notices.yaml",
    "spec/providers/bank/provider.yaml",
    "spec/providers/bank/response-codes.yaml",
    "spec/providers/bank/transfers.yaml",
    "spec/providers/bank/types.yaml",
    "spec/providers/bank/virtual-account.yaml",
    "spec/standard/notices.yaml",
    "spec/standard/provider.yaml",
    "spec/standard/response-codes.yaml",
    "spec/standard/security.yaml",
    "spec/standard/transfers.yaml",
];

pub const PROVIDER: &str = "spec/providers/bank/provider.yaml";
pub const CODES: &str = "spec/providers/bank/response-codes.yaml";
pub const TRANSFERS: &str = "spec/providers/bank/transfers.yaml";
pub const ACCOUNTS: &str = "spec/providers/bank/virtual-account.yaml";
pub const GLOSSARY: &str = "spec/glossary.yaml";

/// The text of one file.
pub fn text(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("the small spec has no {name}")).1
}

/// The small spec as it stands.
pub fn clean() -> Spec {
    with(GLOSSARY, text(GLOSSARY))
}

/// The small spec with another text for one file.
pub fn with(name: &str, text: &str) -> Spec {
    let file = |(known, own): &(&str, &str)| SourceFile {
        name: (*known).to_owned(),
        text: if *known == name { text.to_owned() } else { (*own).to_owned() },
    };
    Spec::of(Files::new(FILES.iter().map(file).collect()))
}

/// The small spec with one file under another name.
pub fn renamed(from: &str, to: &str) -> Spec {
    let file = |(known, own): &(&str, &str)| SourceFile {
        name: if *known == from { to.to_owned() } else { (*known).to_owned() },
        text: (*own).to_owned(),
    };
    Spec::of(Files::new(FILES.iter().map(file).collect()))
}

/// The small spec with the bank's folder, and the bank with it, under another name.
pub fn moved(from: &str, to: &str) -> Spec {
    let provider = to.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let file = |(known, own): &(&str, &str)| SourceFile {
        name: known.strip_prefix(from).map_or_else(|| (*known).to_owned(), |file| format!("{to}{file}")),
        text: own.replace("provider: bank\n", &format!("provider: {provider}\n")),
    };
    Spec::of(Files::new(FILES.iter().map(file).collect()))
}

/// The small spec in a folder, with one file replaced by a symbolic link, as it is read from there.
pub fn linked(name: &str, target: &str) -> Spec {
    let root = tempfile::tempdir().unwrap();
    for (own, text) in FILES {
        let path = root.path().join(own);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if *own == name {
            std::os::unix::fs::symlink(target, path).unwrap();
        } else {
            std::fs::write(path, text).unwrap();
        }
    }
    Spec::read(root.path()).unwrap()
}

/// A file's text with a passage replaced, which must stand in it exactly once.
pub fn replaced(name: &str, from: &str, to: &str) -> String {
    let text = text(name);
    assert_eq!(text.matches(from).count(), 1, "this must stand in {name} exactly once:\n{from}");
    text.replace(from, to)
}

/// The small spec with a passage of one file replaced.
pub fn planted(name: &str, from: &str, to: &str) -> Spec {
    with(name, &replaced(name, from, to))
}
