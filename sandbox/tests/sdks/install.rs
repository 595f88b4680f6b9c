//! The libraries that call.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::peers::Language;

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
    let (language, name, packages) =
        if python { (Language::Python, "sdk-python", PYTHON) } else { (Language::JavaScript, "sdk-node", NODE) };
    let folder = language.installed(name, packages, PATIENCE)?;
    let mut command = language.interpreter(&folder);
    command.arg(script);
    Ok(command)
}
