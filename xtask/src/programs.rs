//! Programs that tests need besides cargo.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::terminal;

/// A program, and what is not tested without it.
struct Program {
    /// Under any of these names it runs, and tests find it.
    names: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
    /// What is not tested without it.
    tests: &'static str,
}

const PROGRAMS: [Program; 2] = [
    Program { names: &["redis-server", "valkey-server"], package: "redis-server", tests: "what servers keep in Redis" },
    Program {
        names: &["chromium", "chromium-browser", "google-chrome"],
        package: "chromium",
        tests: "how the sandbox's pages look and behave in a browser",
    },
];

/// Installs what is missing and can be; says in one line what is missing where it cannot, and what is not tested then.
pub(crate) fn ensure() {
    let path = env::var_os("PATH").unwrap_or_default();
    let may_install = is_there(&path, &["apt-get"]) && is_root();
    for Program { names, package, tests } in &PROGRAMS {
        let there = || is_there(&path, names);
        if there() || may_install && (install(package) || update() && install(package)) && there() {
            continue;
        }
        let none = names.join(", no ");
        terminal::note(&format!("no {none}: {tests} is not tested (install it: `apt-get install {package}`)\n"));
    }
}

fn is_there(path: &OsStr, programs: &[&str]) -> bool {
    let mut places = env::split_paths(path).flat_map(|folder| programs.iter().map(move |name| folder.join(name)));
    places.any(|place: PathBuf| place.is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install(package: &str) -> bool {
    terminal::note(&format!("apt-get install {package}\n"));
    apt(&["install", "--yes", "--no-install-recommends", package])
}

fn update() -> bool {
    apt(&["update"])
}

fn apt(words: &[&str]) -> bool {
    let mut command = Command::new("apt-get");
    command.arg("-qq").args(words).env("DEBIAN_FRONTEND", "noninteractive");
    // In run level 1 no package starts its service: tests start servers of their own.
    command.env("RUNLEVEL", "1").stdin(Stdio::null()).stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_under_each_of_its_names_and_nowhere_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = env::join_paths([folder.path().join("nowhere"), folder.path().to_owned()]).expect("a path");
        assert!(!is_there(&path, PROGRAMS[0].names));
        std::fs::create_dir(folder.path().join("redis-server")).expect("a folder");
        assert!(!is_there(&path, PROGRAMS[0].names), "a folder is no program");
        std::fs::write(folder.path().join("valkey-server"), "").expect("a file");
        assert!(is_there(&path, PROGRAMS[0].names));
    }
}
