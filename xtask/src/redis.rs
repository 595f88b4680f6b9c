//! The one program that tests need besides cargo: Redis, or Valkey.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::terminal;

/// Under any of these names it serves, and tests find it.
const PROGRAMS: [&str; 2] = ["redis-server", "valkey-server"];

/// Installs it where it is missing and can be; says in one line what is missing where it cannot, and what is not tested then.
pub(crate) fn ensure() {
    let path = env::var_os("PATH").unwrap_or_default();
    if is_there(&path, &PROGRAMS) {
        return;
    }
    let may_install = is_there(&path, &["apt-get"]) && is_root();
    if may_install && (install() || update() && install()) && is_there(&path, &PROGRAMS) {
        return;
    }
    terminal::note(
        "no redis-server and no valkey-server: what servers keep there is not tested (install it: `apt-get install redis-server`)\n",
    );
}

fn is_there(path: &OsStr, programs: &[&str]) -> bool {
    let mut places = env::split_paths(path).flat_map(|folder| programs.iter().map(move |name| folder.join(name)));
    places.any(|place: PathBuf| place.is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install() -> bool {
    terminal::note("apt-get install redis-server\n");
    apt(&["install", "--yes", "--no-install-recommends", "redis-server"])
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
        assert!(!is_there(&path, &PROGRAMS));
        std::fs::create_dir(folder.path().join("redis-server")).expect("a folder");
        assert!(!is_there(&path, &PROGRAMS), "a folder is no program");
        std::fs::write(folder.path().join("valkey-server"), "").expect("a file");
        assert!(is_there(&path, &PROGRAMS));
    }
}
