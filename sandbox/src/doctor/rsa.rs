//! RSA signatures, opened.
//!
//! What a private key signed its public key opens again (RFC 8017, section 5.2.2). So a signature says by itself whose key it is,
//! which padding and which digest, before any string is known; and it is opened once, whatever number of strings is tried.

use rsa::hazmat::rsa_encrypt;
use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{BoxedUint, RsaPublicKey};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use snap_bi::signing::PublicKey;

use super::Mistake::{self, *};
use super::encoding::to_hex;
use super::known::Known;

/// The digests that signatures are made over, with the `DigestInfo` before each (RFC 8017, section 9.2, note 1).
const HASHES: [(Hash, &[u8]); 4] = [
    (Hash::Sha256, b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"),
    (Hash::Sha1, b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14"),
    (Hash::Sha384, b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"),
    (Hash::Sha512, b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"),
];

/// So much of zeros no accident brings about.
const SURE: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// What is within a signature.
enum Inside {
    /// A digest with its name.
    Digest(Hash, Vec<u8>),
    /// Something without the name of a digest.
    Bare(Vec<u8>),
    /// PSS: the digest of salt and digest.
    Pss(Hash, Vec<u8>, Vec<u8>),
}

/// A signature that a known key opened.
pub(super) struct Opened {
    inside: Inside,
    /// Whose key it is, where it is not the caller's.
    pub(super) whose: Option<String>,
    /// Whether its form leaves no doubt that this key made it.
    pub(super) is_sure: bool,
}

/// Opens a signature with every key that is known; those that leave no doubt come first.
pub(super) fn open(signature: &[u8], known: &Known) -> Vec<Opened> {
    let own = known.keys.iter().map(|key| (None, key));
    let others = known.other_keys.iter().map(|(whose, key)| (Some(whose), key));
    let mut opened: Vec<Opened> = own
        .chain(others)
        .flat_map(|(whose, key)| {
            let inside = encoded(signature, key).map(|message| look(&message)).unwrap_or_default();
            inside.into_iter().map(move |(inside, is_sure)| Opened { inside, whose: whose.cloned(), is_sure })
        })
        .collect();
    opened.sort_by_key(|opened| !opened.is_sure);
    opened
}

impl Opened {
    /// What is wrong with who made it and how.
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let pss = matches!(self.inside, Inside::Pss(..)).then_some(RsaPss);
        let hash = match &self.inside {
            Inside::Digest(hash, _) | Inside::Pss(hash, ..) => match hash {
                Hash::Sha1 => Some(RsaSha1),
                Hash::Sha256 => None,
                Hash::Sha384 => Some(RsaSha384),
                Hash::Sha512 => Some(RsaSha512),
            },
            Inside::Bare(_) => Some(RsaWithoutName),
        };
        let key = self.whose.as_ref().map(|_| KeyOfAnother);
        key.into_iter().chain(pss).chain(hash).collect()
    }

    /// Whether it was made over the text.
    pub(super) fn holds(&self, text: &[u8]) -> bool {
        match &self.inside {
            Inside::Digest(hash, digest) => hash.of(&[text]) == *digest,
            Inside::Pss(hash, salt, digest) => hash.of(&[&[0; 8], &hash.of(&[text]), salt]) == *digest,
            Inside::Bare(bytes) => {
                let digest = Hash::Sha256.of(&[text]);
                bytes.ends_with(&digest) || *bytes == to_hex(&digest).into_bytes() || bytes == text
            }
        }
    }
}

impl Hash {
    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn digest<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), |digest, part| digest.chain_update(part)).finalize().to_vec()
        }
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    const fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// The encoded message, as long as the key; none when the signature is not of a key of that size.
fn encoded(signature: &[u8], key: &PublicKey) -> Option<Vec<u8>> {
    let key = RsaPublicKey::from_pkcs1_der(key.pkcs1()).ok()?;
    if signature.len() != key.size() {
        return None;
    }
    let number = BoxedUint::from_be_slice(signature, key.n().as_ref().bits_precision()).ok()?;
    if number >= **key.n() {
        return None;
    }
    let bytes = rsa_encrypt(&key, &number).ok()?.to_be_bytes();
    bytes.get(bytes.len().checked_sub(key.size())?..).map(<[u8]>::to_vec)
}

/// What an encoded message is, and whether its form leaves no doubt.
fn look(message: &[u8]) -> Vec<(Inside, bool)> {
    if let Some(rest) = message.strip_prefix(b"\x00\x01") {
        let padding = rest.iter().take_while(|byte| **byte == 0xff).count();
        if let (SURE.., Some((0, payload))) = (padding, rest[padding..].split_first()) {
            let named = HASHES.iter().find_map(|(hash, name)| Some((*hash, payload.strip_prefix(*name)?.to_vec())));
            return vec![match named {
                Some((hash, digest)) => (Inside::Digest(hash, digest), true),
                None => (Inside::Bare(payload.to_vec()), true),
            }];
        }
    }
    let pairs = HASHES.iter().flat_map(|(hash, _)| [(*hash, *hash), (*hash, Hash::Sha1)]);
    pairs.filter_map(|(hash, mask)| pss(message, hash, mask)).collect()
}

/// RFC 8017, section 9.1.2, up to where the message is needed.
fn pss(message: &[u8], hash: Hash, mask: Hash) -> Option<(Inside, bool)> {
    let (masked, digest) =
        message.strip_suffix(b"\xbc")?.split_at_checked(message.len().checked_sub(hash.size() + 1)?)?;
    let mask = (0u32..).flat_map(|counter| mask.of(&[digest, &counter.to_be_bytes()]));
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    // The highest bit is none of the message: it would be beyond the modulus.
    *block.first_mut()? &= 0x7f;
    let zeros = block.iter().take_while(|byte| **byte == 0).count();
    let salt = block.get(zeros..)?.strip_prefix(b"\x01")?.to_vec();
    Some((Inside::Pss(hash, salt, digest.to_vec()), zeros >= SURE))
}
