//! The tries that are made of a signature.

use super::diagnosis::Finding;
use super::mac::Macs;
use super::rsa::Opened;
use super::search::search;
use super::text::Text;

/// So many bytes are hashed for one signature, and no more: a second's work or two.
const WORK: usize = 250_000_000;

/// What a try costs besides the bytes of its string.
const EACH: usize = 256;

/// Who may have made a signature.
pub(super) enum Maker<'a> {
    Mac(&'a Macs),
    Rsa(&'a Opened),
}

/// The tries that are made of one signature.
pub(super) struct Tries<'a> {
    maker: Maker<'a>,
    signature: &'a [u8],
    left: usize,
}

impl<'a> Tries<'a> {
    pub(super) fn new(maker: Maker<'a>, signature: &'a [u8]) -> Self {
        Self { maker, signature, left: WORK }
    }

    /// Whether the work was too much to be done to its end.
    pub(super) fn gave_up(&self) -> bool {
        self.left == 0
    }

    /// With which mistakes the string was written and signed, if it was that string.
    pub(super) fn over(&mut self, text: &Text, most: usize) -> Option<Vec<Finding>> {
        let mut parts = text.marks();
        let keys = parts.len();
        if let Maker::Mac(macs) = self.maker {
            parts.push(macs.marks());
        }
        let mut written = Vec::new();
        let picks = search(&parts, most, |picks| {
            let (picks, key) = picks.split_at(keys);
            self.left != 0 && {
                text.write(picks, &mut written);
                self.left = self.left.saturating_sub(written.len() + EACH);
                match self.maker {
                    Maker::Mac(macs) => macs.holds(key.first().copied().unwrap_or_default(), &written, self.signature),
                    Maker::Rsa(opened) => opened.holds(&written),
                }
            }
        })?;
        let mut findings = Vec::new();
        for (part, way) in picks.iter().copied().enumerate().filter(|(_, way)| *way > 0) {
            let detail = match self.maker {
                Maker::Mac(macs) if part == keys => macs.whose(way).map(|whose| format!("of {whose}")),
                _ => text.detail(part, way),
            };
            let mistakes = parts[part].get(way).map_or(&[][..], |mark| &mark.mistakes);
            findings.extend(mistakes.iter().map(|mistake| Finding { mistake: *mistake, detail: detail.clone() }));
        }
        Some(findings)
    }
}
