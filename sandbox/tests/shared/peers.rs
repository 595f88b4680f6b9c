//! Packages of registries, installed beside the build, and the interpreters that run with them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Whose packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Python,
    JavaScript,
}

impl Language {
    /// An interpreter that finds what is installed in a folder.
    pub fn interpreter(self, folder: &Path) -> Command {
        if self == Self::JavaScript {
            let mut node = Command::new("node");
            node.env("NODE_PATH", folder.join("node_modules"));
            return node;
        }
        let mut python = Command::new("python3");
        python.args(["-W", "ignore"]).env("PYTHONPATH", folder).env("PYTHONDONTWRITEBYTECODE", "1");
        python
    }

    fn installer(self) -> Command {
        let mut install = Command::new(if self == Self::Python { "python3" } else { "npm" });
        match self {
            Self::Python => install.args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--retries",
                "1",
                "--target",
            ]),
            Self::JavaScript => {
                install.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
            }
        };
        install
    }

    /// The folder that packages are installed in, once for each list of them; what is missing, where it cannot be done here.
    ///
    /// No installation takes longer than `patience` where a registry answers.
    pub fn installed(self, name: &str, packages: &[&str], patience: Duration) -> Result<PathBuf, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers").join(name);
        let (mark, list) = (folder.join("installed.txt"), packages.join("\n"));
        if std::fs::read_to_string(&mark).is_ok_and(|text| text == list) {
            return Ok(folder);
        }
        let failed = |error: std::io::Error| error.to_string();
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let mut install = self.installer();
        install.arg(&folder).args(packages).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = install.spawn();
        let mut child = child.map_err(|_| format!("{:?} is not here", install.get_program()))?;
        let started = Instant::now();
        while child.try_wait().map_err(failed)?.is_none() && started.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = child.kill();
        if !child.wait().map_err(failed)?.success() {
            return Err(format!("{} could not be installed", packages.join(", ")));
        }
        std::fs::write(mark, list).map_err(failed)?;
        Ok(folder)
    }
}
