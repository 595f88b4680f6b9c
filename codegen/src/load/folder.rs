//! Reading the folder. What cannot be read is noted with its name, and reported with everything else that is wrong.

use std::io;
use std::path::{Path, PathBuf};

use crate::source::{Files, SourceFile, Unread};

/// The spec could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such folder.
    #[error("there is no spec folder at {}: run this from the project's root, or name it with --root", .0.display())]
    NoFolder(PathBuf),
}

/// Reads every YAML file below `root/spec`, except the schemas.
///
/// A file that cannot be read is there with its name, a reason and no text; so is a folder that holds nothing.
///
/// # Errors
/// When there is no such folder.
pub fn read_folder(root: &Path) -> Result<Files, LoadError> {
    let spec = root.join("spec");
    if !spec.is_dir() {
        return Err(LoadError::NoFolder(spec));
    }
    let mut walk = Walk { top: spec.canonicalize().unwrap_or_else(|_| spec.clone()), found: Vec::new() };
    walk.folder(&spec, "spec");
    Ok(Files::with_unread(walk.found))
}

/// Whether a name promises YAML, in whatever spelling: what does not is none of our business (`README.md`).
fn promises_yaml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // Editors keep notes of their own beside an open file: `.page.yaml.swp`.
    let noted = name.starts_with('.') && !name.ends_with(".yaml") && !name.ends_with(".yml");
    !noted && (name.contains(".yaml") || name.contains(".yml"))
}

/// A walk through the folder.
struct Walk {
    /// Where the spec really lies, for links.
    top: PathBuf,
    found: Vec<(SourceFile, Option<Unread>)>,
}

impl Walk {
    fn unread(&mut self, name: String, why: Unread) {
        self.found.push((SourceFile { name, text: String::new() }, Some(why)));
    }

    fn folder(&mut self, folder: &Path, name: &str) {
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.unread(format!("{name}/"), Unread::Refused(error.to_string())),
        };
        let mut own = false;
        for entry in entries {
            let file_name = entry.file_name();
            let below = format!("{name}/{}", file_name.to_string_lossy());
            // A link whose name begins like this is an editor's lock beside an open file.
            if below == "spec/schema" || file_name.to_string_lossy().starts_with(".#") {
                continue;
            }
            let Ok(kind) = entry.file_type() else {
                own = true;
                self.unread(below, Unread::Refused("it vanished while the folder was read".to_owned()));
                continue;
            };
            let yaml = promises_yaml(&file_name.to_string_lossy());
            own |= yaml || kind.is_dir() || kind.is_symlink();
            if kind.is_symlink() {
                self.link(&entry.path(), below, yaml);
            } else if kind.is_dir() {
                self.folder(&entry.path(), &below);
            } else if yaml && !kind.is_file() {
                // Reading a pipe would wait for whoever writes into it.
                self.unread(below, Unread::Special);
            } else if yaml && file_name.to_str().is_none() {
                self.unread(below, Unread::Name);
            } else if yaml {
                self.file(&entry.path(), below);
            }
        }
        if !own {
            self.unread(format!("{name}/"), Unread::EmptyFolder);
        }
    }

    fn link(&mut self, path: &Path, name: String, yaml: bool) {
        let target = std::fs::read_link(path).map_or_else(|_| "?".to_owned(), |to| to.display().to_string());
        let home = path.parent().and_then(|parent| parent.canonicalize().ok());
        let why = match path.canonicalize() {
            Ok(real) if real.is_file() && !yaml => return,
            Ok(real) if home.is_some_and(|home| home.starts_with(&real)) => "which leads back to where it stands",
            Ok(real) if real.starts_with(&self.top) => "which gives one text two names",
            Ok(_) => "which leads out of the spec",
            Err(error) if error.kind() == io::ErrorKind::NotFound => "and there is nothing",
            Err(_) => "which cannot be followed to an end",
        };
        self.unread(name, Unread::Link(format!("{target}, {why}")));
    }

    fn file(&mut self, path: &Path, name: String) {
        match std::fs::read(path) {
            Ok(bytes) => {
                // A byte order mark says nothing in UTF-8; left in, it would shift the columns of the first line.
                let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
                let text = String::from_utf8_lossy(bytes).into_owned();
                let bad = std::str::from_utf8(bytes).err().map(|error| {
                    let at = error.valid_up_to();
                    Unread::NotText { at, byte: bytes.get(at).copied().unwrap_or(0) }
                });
                self.found.push((SourceFile { name, text }, bad));
            }
            Err(error) => self.unread(name, Unread::Refused(error.to_string())),
        }
    }
}
