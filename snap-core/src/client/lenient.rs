//! Bodies in another form than JSON has, of which it is plain what is meant.

use std::io::Read as _;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// What had to be mended before an answer could be read. The raw body stays as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mended {
    /// A byte order mark stood before the body.
    ByteOrderMark,
    /// The body is no UTF-8; it was read as Latin-1.
    Latin1,
}

/// The body as UTF-8 without a byte order mark, where it is not that already.
pub(super) fn mend(body: &Bytes) -> Option<(Bytes, Mended)> {
    if body.starts_with(b"\xEF\xBB\xBF") {
        return Some((body.slice(3..), Mended::ByteOrderMark));
    }
    if std::str::from_utf8(body).is_ok() {
        return None;
    }
    let text: String = body.iter().copied().map(char::from).collect();
    Some((text.into(), Mended::Latin1))
}

/// Unpacks a body that came with gzip although nobody asked for it: all of it, or at most `bound` bytes and `false`.
pub(super) fn unpacked(headers: &HeaderMap, body: &[u8], bound: usize) -> Option<(Bytes, bool)> {
    let coding = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    if !coding.eq_ignore_ascii_case("gzip") && !coding.eq_ignore_ascii_case("x-gzip") {
        return None;
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(body).take(bound as u64 + 1).read_to_end(&mut unpacked).ok()?;
    let whole = unpacked.len() <= bound;
    unpacked.truncate(bound);
    Some((unpacked.into(), whole))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_is_no_utf_8_is_read_as_latin_1() {
        assert_eq!(mend(&Bytes::from_static(b"{}")), None);
        assert_eq!(mend(&Bytes::from_static("{\"é\":1}".as_bytes())), None);
        let marked = mend(&Bytes::from_static(b"\xEF\xBB\xBF{}"));
        assert_eq!(marked, Some((Bytes::from_static(b"{}"), Mended::ByteOrderMark)));
        let latin = mend(&Bytes::from_static(b"{\"a\":\"caf\xE9\"}"));
        assert_eq!(latin, Some((Bytes::from_static("{\"a\":\"café\"}".as_bytes()), Mended::Latin1)));
    }

    #[test]
    fn gzip_is_unpacked_up_to_the_bound() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&[b' '; 1_000_000]).unwrap();
        let body = packer.finish().unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(unpacked(&headers, &body, 10), None);
        headers.insert(CONTENT_ENCODING, http::HeaderValue::from_static("GZIP"));
        let lengths = |bound| unpacked(&headers, &body, bound).map(|(body, whole)| (body.len(), whole));
        assert_eq!((lengths(10), lengths(1_000_000)), (Some((10, false)), Some((1_000_000, true))));
        assert_eq!(unpacked(&headers, b"{}", 10), None);
    }
}
