//! Files that cannot be read, and names that would be skipped in silence: each a finding with a place.

use crate::finding::Findings;
use crate::rule_id;
use crate::source::{FileId, Files, Loc, Unread};

/// Whether a file can be parsed; if not, there is a finding.
pub(super) fn readable(files: &Files, id: FileId, findings: &mut Findings) -> bool {
    let name = files.name(id);
    match files.unread(id) {
        Some(why) => refuse(why, files, id, findings),
        None if name.ends_with('/') => refuse(&Unread::EmptyFolder, files, id, findings),
        None if !name.ends_with(".yaml") => refuse(&Unread::Name, files, id, findings),
        None => {
            lost(files, id, findings);
            return true;
        }
    }
    false
}

fn refuse(why: &Unread, files: &Files, id: FileId, findings: &mut Findings) {
    let start = Loc::start(id);
    match why {
        Unread::NotText { at, byte } => {
            let (said, fix) = match byte {
                0xFE | 0xFF if *at == 0 => ("this is UTF-16, not UTF-8".to_owned(), "save the file as UTF-8"),
                _ => (
                    format!("here stands the byte 0x{byte:02X}, which is no UTF-8 text"),
                    "save the file as UTF-8: the editor took it for another encoding",
                ),
            };
            findings.add(rule_id::FILE_ENCODING, files.place(id, *at, 3), said, fix);
        }
        Unread::Link(target) => findings.add(
            rule_id::FILE_UNREADABLE,
            start,
            format!("this is a symbolic link to {target}"),
            "put the file itself here: a link is another text on every machine, or none",
        ),
        Unread::Special => findings.add(
            rule_id::FILE_UNREADABLE,
            start,
            "this is a pipe, a socket or a device, not a file",
            "put a file of text here, or take it away",
        ),
        Unread::Refused(said) => findings.add(
            rule_id::FILE_UNREADABLE,
            start,
            format!("this cannot be read: {said}"),
            "let its owner and the tools read it: `chmod u+r` a file, `chmod u+rx` a folder",
        ),
        Unread::Name => findings.add(
            rule_id::FILE_NAME,
            start,
            "the name of this file does not end in `.yaml`, so it is no file of the spec",
            format!("call it `{}`, or move it out of the spec", better(files.name(id))),
        ),
        Unread::EmptyFolder => findings.add(
            rule_id::FILE_EMPTY_FOLDER,
            start,
            "this folder has no file of the spec",
            "write a file into it (`cargo xtask new`), or delete it",
        ),
    }
}

/// A character that stands for one that an editor or a converter could not read.
fn lost(files: &Files, id: FileId, findings: &mut Findings) {
    if let Some(at) = files.text(id).find(char::REPLACEMENT_CHARACTER) {
        findings.add(
            rule_id::FILE_ENCODING,
            files.place(id, at, char::REPLACEMENT_CHARACTER.len_utf8()),
            "a character was lost here: U+FFFD stands in its place",
            "write what the page prints",
        );
    }
}

/// A name as the spec has them: letters, digits, `-` and `_`, then `.yaml`.
fn better(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let lower = file.to_ascii_lowercase();
    let end = lower.find(".yaml").or_else(|| lower.find(".yml")).unwrap_or(lower.len());
    let stem: String = lower.chars().take(lower.get(..end).map_or(0, |stem| stem.chars().count())).collect();
    let kept: String = stem.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("{}.yaml", if kept.is_empty() { "page" } else { &kept })
}
