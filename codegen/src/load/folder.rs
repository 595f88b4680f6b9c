//! Reading the folder.

use std::path::{Path, PathBuf};

use crate::source::{Files, SourceFile};

/// The spec could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such folder.
    #[error("there is no spec folder at {}: run this from the project's root, or name it with --root", .0.display())]
    NoFolder(PathBuf),
    /// A file or folder could not be read.
    #[error("cannot read {}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not UTF-8.
    #[error("{} is not UTF-8 text: save it as UTF-8", .0.display())]
    NotText(PathBuf),
}

/// Reads every `.yaml` and `.yml` file below `root/spec`, except the schemas.
///
/// # Errors
/// When the folder or one of its files cannot be read, or a file is not UTF-8.
pub fn read_folder(root: &Path) -> Result<Files, LoadError> {
    let spec = root.join("spec");
    if !spec.is_dir() {
        return Err(LoadError::NoFolder(spec));
    }
    let mut files = Vec::new();
    walk(&spec, "spec", &mut files)?;
    Ok(Files::new(files))
}

fn walk(folder: &Path, name: &str, files: &mut Vec<SourceFile>) -> Result<(), LoadError> {
    let failed = |path: &Path, source| LoadError::Io { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let entry = entry.map_err(|e| failed(folder, e))?;
        let path = entry.path();
        let Some(file_name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let below = format!("{name}/{file_name}");
        if path.is_dir() {
            if below != "spec/schema" {
                walk(&path, &below, files)?;
            }
        } else if file_name.ends_with(".yaml") || file_name.ends_with(".yml") {
            let bytes = std::fs::read(&path).map_err(|e| failed(&path, e))?;
            let text = String::from_utf8(bytes).map_err(|_| LoadError::NotText(path.clone()))?;
            files.push(SourceFile { name: below, text });
        }
    }
    Ok(())
}
