//! `cargo xtask schema --validate`: other people's validators over every file of the spec.
//!
//! Our own reader has read a file before it says anything about it. These have not: what they refuse, an editor and
//! every tool in another language refuses too.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Command;

use snap_codegen::load::read_folder;
use snap_codegen::schema;
use snap_codegen::spec::DocumentKind;

use crate::terminal::{self, Paint, count};
use crate::{CouldNotRun, Ended};

/// What a script answers when the modules that it needs are not there.
const MISSING: i32 = 77;

/// A validator of somebody else.
struct Validator {
    /// For people.
    name: &'static str,
    /// How to get it.
    install: &'static str,
    /// The command, under the first of these names that is there.
    programs: &'static [&'static str],
    /// Its arguments for a schema and files of that kind.
    arguments: fn(&Path, &[PathBuf]) -> Vec<OsString>,
}

const VALIDATORS: [Validator; 3] = [
    Validator {
        name: "check-jsonschema",
        install: "pip install check-jsonschema",
        programs: &["check-jsonschema"],
        arguments: |schema, files| {
            [vec!["--schemafile".into(), schema.into()], files.iter().map(OsString::from).collect()].concat()
        },
    },
    Validator {
        name: "ajv",
        install: "npm install --global ajv-cli",
        programs: &["ajv"],
        arguments: |schema, files| {
            // The schema's `uint32` is a hint for editors and no format that ajv knows.
            let fixed = ["validate", "--spec=draft2020", "--strict=false", "--validate-formats=false", "--all-errors"];
            let fixed = fixed.into_iter().map(OsString::from).chain(["-s".into(), schema.into()]);
            fixed.chain(files.iter().flat_map(|file| ["-d".into(), file.into()])).collect()
        },
    },
    Validator {
        name: "PyYAML with jsonschema",
        install: "pip install pyyaml jsonschema",
        programs: &["python3", "python"],
        arguments: |schema, files| {
            let script = ["-c".into(), include_str!("validators/pyyaml.py").into(), schema.into()];
            script.into_iter().chain(files.iter().map(OsString::from)).collect()
        },
    },
];

/// How one validator ended.
enum Answer {
    Missing,
    Valid,
    /// What it said about each kind of file that it refused.
    Refused(String),
}

/// Runs whichever validators are installed; a missing one is a line, a file that one of them refuses a failure.
pub(crate) fn run(root: &Path) -> Result<Ended, CouldNotRun> {
    let mut kinds: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for (_, file) in read_folder(root)?.iter() {
        let kind = DocumentKind::of(&file.name);
        let schema = root.join(schema::FOLDER).join(format!("{}.schema.json", kind.schema_name()));
        kinds.entry(schema).or_default().push(root.join(&file.name));
    }
    if let Some(schema) = kinds.keys().find(|schema| !schema.is_file()) {
        return Err(format!("there is no {}: `cargo xtask schema` writes it", schema.display()).into());
    }
    let files: usize = kinds.values().map(Vec::len).sum();
    let paint = Paint::of(&io::stderr());
    let (mut missing, mut refused) = (Vec::new(), false);
    for validator in &VALIDATORS {
        match validator.over(&kinds)? {
            Answer::Missing => missing.push(format!("{} (`{}`)", validator.name, validator.install)),
            Answer::Valid => terminal::result(&format!("{}: {} valid\n", validator.name, count(files, "file")))?,
            Answer::Refused(said) => {
                refused = true;
                terminal::note(&format!("{}\n{said}\n", paint.bad(&format!("{} refuses:", validator.name))));
            }
        }
    }
    if !missing.is_empty() {
        terminal::note(&format!("not installed, not asked: {}\n", missing.join(", ")));
    }
    Ok(if refused { Ended::Findings } else { Ended::Well })
}

impl Validator {
    fn over(&self, kinds: &BTreeMap<PathBuf, Vec<PathBuf>>) -> Result<Answer, CouldNotRun> {
        let mut refused = String::new();
        for (schema, files) in kinds {
            let Some(output) = self.start(&(self.arguments)(schema, files))? else { return Ok(Answer::Missing) };
            if output.status.code() == Some(MISSING) {
                return Ok(Answer::Missing);
            }
            if !output.status.success() {
                // Some say it on stdout, some on stderr; what they call valid is no news.
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8_lossy(&said).into_owned();
                refused.extend(said.lines().filter(|line| !line.ends_with(" valid")).map(|line| format!("  {line}\n")));
                if said.trim().is_empty() {
                    refused.push_str(&format!("  {} ended with {}\n", self.name, output.status));
                }
            }
        }
        Ok(if refused.is_empty() { Answer::Valid } else { Answer::Refused(refused) })
    }

    /// Runs it; none if it is installed under none of its names.
    fn start(&self, arguments: &[OsString]) -> Result<Option<std::process::Output>, CouldNotRun> {
        for program in self.programs {
            match Command::new(program).args(arguments).output() {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(format!("cannot start {program}: {error}").into()),
                Ok(output) => return Ok(Some(output)),
            }
        }
        Ok(None)
    }
}
