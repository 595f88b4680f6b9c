//! How the parts are put together.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha512};

use crate::doctor::Mistake::*;
use crate::doctor::encoding::to_hex;
use crate::doctor::ways::{Reach, Ways};

/// What was done with the string before it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doctor) enum Wrap {
    /// Nothing.
    Plain,
    /// This was put behind it.
    Behind(&'static str),
    /// It was put between two of these.
    Within(&'static str),
    Lower,
    Upper,
    Sha256Hex,
    Sha256,
    Sha512Hex,
    Base64,
}

impl Wrap {
    pub(in crate::doctor) fn apply(self, text: &mut Vec<u8>) {
        match self {
            Self::Plain => {}
            Self::Behind(end) => text.extend_from_slice(end.as_bytes()),
            Self::Within(quote) => *text = [quote.as_bytes(), text, quote.as_bytes()].concat(),
            Self::Lower => text.make_ascii_lowercase(),
            Self::Upper => text.make_ascii_uppercase(),
            Self::Sha256Hex => *text = to_hex(&Sha256::digest(&*text)).into_bytes(),
            Self::Sha256 => *text = Sha256::digest(&*text).to_vec(),
            Self::Sha512Hex => *text = to_hex(&Sha512::digest(&*text)).into_bytes(),
            Self::Base64 => *text = STANDARD.encode(&*text).into_bytes(),
        }
    }
}

/// What may have been done with the string.
pub(in crate::doctor) fn wraps() -> Ways<Wrap> {
    let mut ways = Ways::right(Wrap::Plain);
    for end in ["\n", "\r\n", " ", ":", "|"] {
        ways.any(Wrap::Behind(end), StringLineEnd);
    }
    ways.pair(Wrap::Lower, StringCase);
    ways.pair(Wrap::Upper, StringCase);
    for hashed in [Wrap::Sha256Hex, Wrap::Sha256, Wrap::Sha512Hex] {
        ways.pair(hashed, StringHashed);
    }
    for encoded in [Wrap::Base64, Wrap::Within("\""), Wrap::Within("'")] {
        ways.pair(encoded, StringEncoded);
    }
    ways
}

/// What may stand between the parts.
pub(in crate::doctor) fn separators(right: &'static str) -> Ways<&'static str> {
    let mut ways = Ways::right(right);
    for other in [":", "|", "", ",", ";", "&", "\n", " ", "+", ".", "-", "_", "/", ": ", " : ", " | ", "\\n"] {
        ways.pair(other, PartsSeparator);
    }
    ways
}

/// The orders in which so many parts may have been put together.
pub(in crate::doctor) fn orders(count: usize) -> Ways<Vec<usize>> {
    let mut ways = Ways::right((0..count).collect());
    // First what people do: two of them exchanged.
    for (left, right) in (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right))) {
        let mut order: Vec<usize> = (0..count).collect();
        order.swap(left, right);
        ways.pair(order, PartsOrder);
    }
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        all = all
            .into_iter()
            .flat_map(|order| {
                let left: Vec<usize> = (0..count).filter(|part| !order.contains(part)).collect();
                left.into_iter().map(move |part| [&order[..], &[part]].concat())
            })
            .collect();
    }
    for order in all {
        ways.add(Reach::Alone, order, &[PartsOrder]);
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_there_once() {
        assert_eq!(orders(5).values().len(), 120);
        assert_eq!(orders(2).values(), [vec![0, 1], vec![1, 0]]);
    }
}
