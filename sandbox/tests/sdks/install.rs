//! Packages of registries, installed beside the build.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// No installation takes longer where a registry answers.
const PATIENCE: Duration = Duration::from_secs(180);

/// With what the libraries import, for not all of them say it.
const PYTHON: &[&str] = &[
    "dana-python==2.2.2",
    "doku-python-library==1.1.72",
    "faspaysendmesnap==1.2.2",
    "pycryptodome",
    "pycryptodomex",
    "xmltodict",
];
const NODE: &[&str] = &["dana-node@1.5.11", "doku-nodejs-library@1.0.52", "midtrans-client@1.4.3"];

/// An interpreter with its packages; what is missing otherwise.
pub fn interpreter(script: &Path) -> Result<Command, String> {
    let python = script.extension().is_some_and(|extension| extension == "py");
    let (name, program, packages) = if python { ("python", "python3", PYTHON) } else { ("node", "node", NODE) };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers").join(format!("sdk-{name}"));
    let mut install = Command::new(if python { "python3" } else { "npm" });
    if python {
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--target"]);
    } else {
        install.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    }
    install.arg(&folder).args(packages);
    installed(&folder, install, &packages.join("\n")).ok_or_else(|| format!("{} cannot be installed", packages[0]))?;
    let mut command = Command::new(program);
    if python {
        command.args(["-W", "ignore"]).env("PYTHONPATH", folder).env("PYTHONDONTWRITEBYTECODE", "1");
    } else {
        command.env("NODE_PATH", folder.join("node_modules"));
    }
    command.arg(script);
    Ok(command)
}

/// Once for each list of packages.
fn installed(folder: &Path, mut install: Command, list: &str) -> Option<PathBuf> {
    let mark = folder.join("installed.txt");
    if std::fs::read_to_string(&mark).is_ok_and(|text| text == list) {
        return Some(folder.to_owned());
    }
    std::fs::create_dir_all(folder).ok()?;
    let mut child = install.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let started = Instant::now();
    while child.try_wait().ok()?.is_none() && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    if !child.wait().ok()?.success() {
        return None;
    }
    std::fs::write(mark, list).ok()?;
    Some(folder.to_owned())
}
