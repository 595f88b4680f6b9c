//! As much DER as it takes to tell keys apart and to reach the RSA numbers.
//!
//! Both backends read keys themselves, each with its own tolerance and its own silence about what was wrong. Looked at
//! here first, a key is taken or refused alike by both, and a refusal can say what came.

/// Tags (X.690, section 8).
mod tag {
    pub(super) const INTEGER: u8 = 0x02;
    pub(super) const BIT_STRING: u8 = 0x03;
    pub(super) const OCTET_STRING: u8 = 0x04;
    pub(super) const OID: u8 = 0x06;
    pub(super) const SEQUENCE: u8 = 0x30;
    pub(super) const CONTEXT_0: u8 = 0xa0;
}

/// `rsaEncryption`, 1.2.840.113549.1.1.1 (RFC 8017, appendix A.1).
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// `id-RSASSA-PSS`: a key that may not sign with PKCS#1 v1.5 padding.
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
/// `id-ecPublicKey`, and 1.3.101.*: X25519 to Ed448 (RFC 8410).
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const EDWARDS: &[u8] = &[0x2b, 0x65];
/// PKCS#5 (passwords), 1.2.840.113549.1.5.*, and PKCS#12, 1.2.840.113549.1.12.*.
const PKCS5: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c];

/// What a DER structure is. RSA keys come as their PKCS#1 structure, whatever was around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Structure<'a> {
    /// `RSAPrivateKey`.
    RsaPrivate(&'a [u8], RsaNumbers<'a>),
    /// `RSAPublicKey`.
    RsaPublic(&'a [u8], RsaNumbers<'a>),
    /// Something else, in words.
    Other(&'static str),
    /// Nothing that is known.
    Unknown,
}

/// What is public of an RSA key: big-endian, without leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RsaNumbers<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) exponent: &'a [u8],
}

/// One element: tag, content, and the bytes of the whole.
#[derive(Clone, Copy)]
struct Element<'a> {
    tag: u8,
    content: &'a [u8],
    whole: &'a [u8],
}

/// The elements of a content, one after the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Element<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let length = match first {
            0..=0x7f => usize::from(first),
            // Two bytes of length are enough for a key of 8192 bits with all its parts. DER wants the shortest form.
            0x81 | 0x82 => {
                let (bytes, after) = rest.split_at_checked(usize::from(first & 0x0f))?;
                rest = after;
                let length = bytes.iter().fold(0, |length, byte| (length << 8) | usize::from(*byte));
                let least = if first == 0x81 { 0x80 } else { 0x100 };
                Some(length).filter(|length| *length >= least)?
            }
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length)?;
        let whole = &self.0[..self.0.len() - after.len()];
        self.0 = after;
        Some(Element { tag, content, whole })
    }

    fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.next().filter(|element| element.tag == tag)
    }

    /// A positive integer, without the zero that keeps it positive.
    fn positive(&mut self) -> Option<&'a [u8]> {
        match self.expect(tag::INTEGER)?.content {
            [0, number @ ..] if number.first().is_some_and(|byte| byte & 0x80 != 0) => Some(number),
            number @ [1..0x80, ..] => Some(number),
            _ => None,
        }
    }

    fn small(&mut self) -> Option<u8> {
        match self.expect(tag::INTEGER)?.content {
            [number] => Some(*number),
            _ => None,
        }
    }
}

/// Whether the bytes are one DER sequence and nothing behind it.
pub(super) fn is_sequence(der: &[u8]) -> bool {
    sequence(der).is_some()
}

fn sequence(der: &[u8]) -> Option<Reader<'_>> {
    let mut outer = Reader(der);
    let element = outer.expect(tag::SEQUENCE)?;
    outer.0.is_empty().then_some(Reader(element.content))
}

/// Tells what a DER structure is.
pub(super) fn look(der: &[u8]) -> Structure<'_> {
    if sequence(der).is_none() {
        return Structure::Unknown;
    }
    private_info(der)
        .or_else(|| public_info(der))
        .or_else(|| rsa_private(der))
        .or_else(|| rsa_public(der))
        .or_else(|| other(der).map(Structure::Other))
        .unwrap_or(Structure::Unknown)
}

/// `PrivateKeyInfo` (PKCS#8, RFC 5958, section 2): version, algorithm, key.
fn private_info(der: &[u8]) -> Option<Structure<'_>> {
    let mut info = sequence(der)?;
    info.small().filter(|version| *version <= 1)?;
    let oid = algorithm(&mut info)?;
    let key = info.expect(tag::OCTET_STRING)?.content;
    Some(match oid {
        RSA => rsa_private(key).unwrap_or(Structure::Unknown),
        RSA_PSS => Structure::Other("an RSA private key for PSS only (PKCS#8)"),
        EC => Structure::Other("an EC private key (PKCS#8)"),
        _ if oid.starts_with(EDWARDS) => Structure::Other("an Ed25519, X25519, Ed448 or X448 private key (PKCS#8)"),
        _ => Structure::Other("a private key of another algorithm than RSA (PKCS#8)"),
    })
}

/// `SubjectPublicKeyInfo` (RFC 5280, section 4.1): algorithm, key.
fn public_info(der: &[u8]) -> Option<Structure<'_>> {
    let mut info = sequence(der)?;
    let oid = algorithm(&mut info)?;
    let [0, key @ ..] = info.expect(tag::BIT_STRING)?.content else { return None };
    if !info.0.is_empty() {
        return None;
    }
    Some(match oid {
        RSA => rsa_public(key).unwrap_or(Structure::Unknown),
        RSA_PSS => Structure::Other("an RSA public key for PSS only (SPKI)"),
        EC => Structure::Other("an EC public key (SPKI)"),
        _ if oid.starts_with(EDWARDS) => Structure::Other("an Ed25519, X25519, Ed448 or X448 public key (SPKI)"),
        _ => Structure::Other("a public key of another algorithm than RSA (SPKI)"),
    })
}

/// `RSAPrivateKey` (RFC 8017, appendix A.1.2): version, n, e, d, p, q, dP, dQ, qInv.
fn rsa_private(der: &[u8]) -> Option<Structure<'_>> {
    let mut key = sequence(der)?;
    let version = key.small()?;
    let (modulus, exponent) = (key.positive()?, key.positive()?);
    for _ in 0..6 {
        key.positive()?;
    }
    match (version, key.0.is_empty()) {
        (0, true) => Some(Structure::RsaPrivate(der, RsaNumbers { modulus, exponent })),
        (1, _) => Some(Structure::Other("an RSA private key of more than two primes")),
        _ => None,
    }
}

/// `RSAPublicKey` (RFC 8017, appendix A.1.1): n, e.
fn rsa_public(der: &[u8]) -> Option<Structure<'_>> {
    let mut key = sequence(der)?;
    let numbers = RsaNumbers { modulus: key.positive()?, exponent: key.positive()? };
    key.0.is_empty().then_some(Structure::RsaPublic(der, numbers))
}

/// The object identifier of an `AlgorithmIdentifier`.
fn algorithm<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    Some(Reader(reader.expect(tag::SEQUENCE)?.content).expect(tag::OID)?.content)
}

/// What is mistaken for a key.
fn other(der: &[u8]) -> Option<&'static str> {
    let mut outer = sequence(der)?;
    let first = outer.next()?;
    let second = outer.next()?;
    match (first.tag, second.tag) {
        (tag::SEQUENCE, tag::OCTET_STRING) => {
            let oid = Reader(first.content).expect(tag::OID)?.content;
            let encrypted = oid.starts_with(PKCS5) || oid.starts_with(PKCS12);
            encrypted.then_some("an encrypted private key (PKCS#8)")
        }
        (tag::SEQUENCE, tag::SEQUENCE) => {
            let mut body = Reader(first.content);
            let tag = body.next()?.tag;
            match (tag, body.next()?.tag) {
                (tag::CONTEXT_0, tag::INTEGER) => Some("a certificate (X.509)"),
                (tag::INTEGER, tag::SEQUENCE) if outer.expect(tag::BIT_STRING).is_some() => {
                    // A request continues with the key; a certificate of version 1 with the name of its issuer.
                    let request = algorithm(&mut Reader(body.next()?.content)).is_some();
                    Some(if request { "a certificate request (PKCS#10)" } else { "a certificate (X.509)" })
                }
                _ => None,
            }
        }
        (tag::INTEGER, tag::OCTET_STRING) if first.content == [1] => Some("an EC private key (SEC1)"),
        (tag::INTEGER, tag::SEQUENCE) if first.content == [3] => Some("a key store (PKCS#12)"),
        _ => None,
    }
}

/// The `RSAPublicKey` within an `RSAPrivateKey`.
pub(super) fn public_of(private: &[u8]) -> Option<Vec<u8>> {
    let mut key = sequence(private)?;
    key.small()?;
    let (modulus, exponent) = (key.next()?.whole, key.next()?.whole);
    let length = u16::try_from(modulus.len() + exponent.len()).ok()?.to_be_bytes();
    // The long form of a length is the only one: a modulus of 2048 bits has more than 255 bytes.
    Some([&[tag::SEQUENCE, 0x82], &length[..], modulus, exponent].concat())
}
