//! HMACs, and what is taken for them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::Mistake::{self, *};
use super::secrets::Key;
use super::ways::{Mark, Reach};

/// So many secrets of others are tried with as many mistakes as are looked for; there may be any number of them.
const OTHERS: usize = 4;

/// A key with the algorithm of a signature's length, ready to be used a hundred thousand times.
enum Keyed {
    Sha512(Box<Hmac<Sha512>>),
    Sha384(Box<Hmac<Sha384>>),
    Sha256(Box<Hmac<Sha256>>),
    Sha1(Box<Hmac<Sha1>>),
    /// The secret is the message, the string the key.
    Swapped(Zeroizing<Vec<u8>>),
    /// A plain digest, with the secret before or behind the string.
    Plain(Zeroizing<Vec<u8>>, Zeroizing<Vec<u8>>),
}

/// Every key that may have made an HMAC of that length.
pub(super) struct Macs {
    keyed: Vec<Keyed>,
    marks: Vec<Mark>,
    whose: Vec<Option<String>>,
    size: usize,
}

impl Macs {
    /// The right key comes first; none without any secret.
    pub(super) fn new(size: usize, keys: Vec<Key>) -> Option<Self> {
        let mut macs = Self { keyed: Vec::new(), marks: Vec::new(), whose: Vec::new(), size };
        let mut odd = Vec::new();
        let mut others = 0;
        for key in keys {
            if key.mistake.is_none() {
                let (bytes, none) = (key.bytes.clone(), Zeroizing::new(Vec::new()));
                odd.push((Keyed::Swapped(bytes.clone()), HmacSwapped));
                odd.push((Keyed::Plain(none.clone(), none.clone()), DigestWithoutKey));
                odd.push((Keyed::Plain(bytes.clone(), none.clone()), DigestWithoutKey));
                odd.push((Keyed::Plain(none, bytes), DigestWithoutKey));
            }
            let keyed = keyed(size, &key.bytes)?;
            others += usize::from(key.whose.is_some());
            let reach = if key.whose.is_some() && others > OTHERS { Reach::Pair } else { Reach::Any };
            macs.push(keyed, key.mistake, reach, key.whose);
        }
        for (keyed, mistake) in odd {
            macs.push(keyed, Some(mistake), Reach::Pair, None);
        }
        (!macs.keyed.is_empty()).then_some(macs)
    }

    fn push(&mut self, keyed: Keyed, mistake: Option<Mistake>, reach: Reach, whose: Option<String>) {
        self.keyed.push(keyed);
        self.marks.push(Mark { mistakes: mistake.into_iter().collect(), reach });
        self.whose.push(whose);
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    pub(super) fn whose(&self, index: usize) -> Option<&str> {
        self.whose.get(index)?.as_deref()
    }

    /// Whether that key made the signature over the text.
    pub(super) fn holds(&self, index: usize, text: &[u8], signature: &[u8]) -> bool {
        match self.keyed.get(index) {
            Some(Keyed::Sha512(mac)) => *mac.clone().chain_update(text).finalize().into_bytes() == *signature,
            Some(Keyed::Sha384(mac)) => *mac.clone().chain_update(text).finalize().into_bytes() == *signature,
            Some(Keyed::Sha256(mac)) => *mac.clone().chain_update(text).finalize().into_bytes() == *signature,
            Some(Keyed::Sha1(mac)) => *mac.clone().chain_update(text).finalize().into_bytes() == *signature,
            Some(Keyed::Swapped(secret)) => {
                let swapped = Self { keyed: keyed(self.size, text).into_iter().collect(), ..Self::none(self.size) };
                swapped.holds(0, secret, signature)
            }
            Some(Keyed::Plain(before, behind)) => {
                let text = [before, text, behind].concat();
                match self.size {
                    64 => *Sha512::digest(&text) == *signature,
                    48 => *Sha384::digest(&text) == *signature,
                    32 => *Sha256::digest(&text) == *signature,
                    _ => *Sha1::digest(&text) == *signature,
                }
            }
            None => false,
        }
    }

    fn none(size: usize) -> Self {
        Self { keyed: Vec::new(), marks: Vec::new(), whose: Vec::new(), size }
    }
}

fn keyed(size: usize, key: &[u8]) -> Option<Keyed> {
    Some(match size {
        64 => Keyed::Sha512(Box::new(Hmac::new_from_slice(key).ok()?)),
        48 => Keyed::Sha384(Box::new(Hmac::new_from_slice(key).ok()?)),
        32 => Keyed::Sha256(Box::new(Hmac::new_from_slice(key).ok()?)),
        20 => Keyed::Sha1(Box::new(Hmac::new_from_slice(key).ok()?)),
        _ => return None,
    })
}

/// What an HMAC of that length is called where HMAC-SHA512 is due.
pub(super) fn algorithm(size: usize) -> Option<Mistake> {
    match size {
        48 => Some(HmacSha384),
        32 => Some(HmacSha256),
        20 => Some(HmacSha1),
        _ => None,
    }
}
