//! How a body may stand in a string to sign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::doctor::Mistake::*;
use crate::doctor::encoding::to_hex;
use crate::doctor::ways::{Reach, Ways, Written};

/// What is made of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doctor) enum Digest {
    /// What is due: SHA-256 in lower-case hex.
    Sha256,
    Upper,
    Base64,
    Base64OfHex,
    Sha512,
    Sha512Base64,
    Sha384,
    Sha1,
    /// SHA-256 of the hex of SHA-256.
    Twice,
    /// SHA-256 of the bytes of SHA-256.
    TwiceBytes,
    /// The body as it is.
    Body,
    /// Nothing, between two separators.
    Empty,
    /// Nothing, and no separator.
    LeftOut,
}

impl Digest {
    pub(in crate::doctor) fn of(self, body: &[u8]) -> Written {
        let hex = |body: &[u8]| to_hex(&Sha256::digest(body));
        let text = match self {
            Self::Sha256 => hex(body),
            Self::Upper => hex(body).to_uppercase(),
            Self::Base64 => STANDARD.encode(Sha256::digest(body)),
            Self::Base64OfHex => STANDARD.encode(hex(body)),
            Self::Sha512 => to_hex(&Sha512::digest(body)),
            Self::Sha512Base64 => STANDARD.encode(Sha512::digest(body)),
            Self::Sha384 => to_hex(&Sha384::digest(body)),
            Self::Sha1 => to_hex(&Sha1::digest(body)),
            Self::Twice => hex(hex(body).as_bytes()),
            Self::TwiceBytes => hex(&Sha256::digest(body)),
            Self::Body => return Some(body.to_vec()),
            Self::Empty => String::new(),
            Self::LeftOut => return None,
        };
        Some(text.into_bytes())
    }
}

/// Nobody puts a longer body into a string; it would have to be hashed anew with every other part.
const LONGEST: usize = 8 * 1024;

/// What may have been made of a body of so many bytes.
pub(in crate::doctor) fn digests(body: usize) -> Ways<Digest> {
    let mut ways = Ways::right(Digest::Sha256);
    ways.any(Digest::Upper, DigestUpperCase);
    ways.any(Digest::Base64, DigestBase64);
    ways.any(Digest::Sha512, DigestSha512);
    ways.pair(Digest::Base64OfHex, DigestBase64OfHex);
    ways.add(Reach::Pair, Digest::Sha512Base64, &[DigestSha512, DigestBase64]);
    ways.pair(Digest::Sha384, DigestSha384);
    ways.pair(Digest::Sha1, DigestSha1);
    ways.pair(Digest::Twice, DigestTwice);
    ways.pair(Digest::TwiceBytes, DigestTwice);
    if body <= LONGEST {
        ways.pair(Digest::Body, BodyNotHashed);
    }
    ways.pair(Digest::Empty, DigestEmpty);
    ways.any(Digest::LeftOut, DigestLeftOut);
    ways
}
