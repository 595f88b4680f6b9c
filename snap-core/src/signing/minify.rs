//! The canonical form of a body.

use std::borrow::Cow;

/// JSON white space (RFC 8259, section 2). A byte order mark and U+2028 are none: they stay where they are.
const WHITE: [bool; 256] = {
    let mut table = [false; 256];
    table[b' ' as usize] = true;
    table[b'\t' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table
};

/// What stops the scan outside of strings: white space, and the quote that opens a string.
const STOP: [bool; 256] = {
    let mut table = WHITE;
    table[b'"' as usize] = true;
    table
};

/// Drops white space outside of strings and touches nothing else, as `minify(RequestBody)` of the standard is read.
///
/// Numbers keep their trailing zeros and all their digits, strings their escapes and spaces, objects their order and
/// duplicate members: whatever a parser and a printer would change. Text that is not JSON goes through the same scan:
/// no byte is an error, and a string that is never closed keeps all that follows it.
///
/// Borrows when no copy is needed: when the body is compact, or has white space at its ends only.
///
/// ```
/// use snap_core::signing::minify;
///
/// let body = br#"{ "amount" : 10000.00, "name": "Budi \"B\"  Santoso" }"#;
/// assert_eq!(&*minify(body), br#"{"amount":10000.00,"name":"Budi \"B\"  Santoso"}"#);
/// ```
#[must_use]
pub fn minify(json: &[u8]) -> Cow<'_, [u8]> {
    if !any_white(json) {
        return Cow::Borrowed(json);
    }
    let mut copied: Vec<u8> = Vec::new();
    let mut run: &[u8] = &[];
    let mut rest = json;
    while !rest.is_empty() {
        let (found, after) = rest.split_at(end_of_run(rest));
        if !found.is_empty() {
            if !run.is_empty() {
                // Only a second run needs a copy, and then everything that is left fits.
                if copied.capacity() == 0 {
                    copied.reserve_exact(json.len());
                }
                copied.extend_from_slice(run);
            }
            run = found;
        }
        rest = &after[after.iter().take_while(|byte| WHITE[usize::from(**byte)]).count()..];
    }
    if copied.is_empty() {
        return Cow::Borrowed(run);
    }
    copied.extend_from_slice(run);
    Cow::Owned(copied)
}

/// Whether there is white space at all, or another byte of its size: what is sent often has none even within strings.
fn any_white(json: &[u8]) -> bool {
    // Blocks without an early exit become vector instructions.
    json.chunks(32).any(|block| block.iter().fold(false, |any, byte| any | (*byte <= b' ')))
}

/// Where the next white space outside of strings is.
fn end_of_run(json: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = json[at..].iter().position(|byte| STOP[usize::from(*byte)]) {
        at += found;
        if json[at] != b'"' {
            return at;
        }
        at = end_of_string(json, at + 1);
    }
    json.len()
}

/// Behind the quote that closes the string which `at` is in.
///
/// Most bytes of a body are within strings: eight are looked at together.
fn end_of_string(json: &[u8], mut at: usize) -> usize {
    while let Some(rest) = json.get(at..) {
        let found = match rest.first_chunk::<8>() {
            Some(chunk) => {
                let word = u64::from_le_bytes(*chunk);
                let hits = zero_bytes(word ^ u64::from_le_bytes([b'"'; 8]))
                    | zero_bytes(word ^ u64::from_le_bytes([b'\\'; 8]));
                if hits == 0 {
                    at += 8;
                    continue;
                }
                hits.trailing_zeros() as usize / 8
            }
            None => match rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
                Some(found) => found,
                None => break,
            },
        };
        at += found;
        if json[at] == b'"' {
            return at + 1;
        }
        // An escape takes the next byte with it; of `\u0022` the rest holds no quote.
        at += 2;
    }
    json.len()
}

/// Marks the bytes that are zero by their highest bit. Beyond the lowest one there may be false marks.
fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(u64::from_le_bytes([0x01; 8])) & !word & u64::from_le_bytes([0x80; 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_white_space_outside_of_strings_and_nothing_else() {
        for (json, minified) in [
            ("", ""),
            (" \t\r\n", ""),
            ("{}", "{}"),
            ("{ }", "{}"),
            (" { \"a b\" :\t\"c  d\"\r\n} ", "{\"a b\":\"c  d\"}"),
            (r#"{ "a": "\" , \\", "b" : 1 }"#, r#"{"a":"\" , \\","b":1}"#),
            (r#"["\\" , "\\\" ", 1 ]"#, r#"["\\","\\\" ",1]"#),
            // Not JSON: the scan goes on.
            ("a b", "ab"),
            ("\" open ", "\" open "),
            ("\"\\", "\"\\"),
            ("\\ \" x\"", "\\\" x\""),
            ("\u{c} \u{a0}x", "\u{c}\u{a0}x"),
        ] {
            assert_eq!(String::from_utf8_lossy(&minify(json.as_bytes())), minified, "{json:?}");
        }
    }

    #[test]
    fn copies_only_when_something_within_is_dropped() {
        for borrowed in [&b""[..], b"{}", b"{\"a\":\"b c\"}", b"\n{\"a\":1}\r\n", b"  "] {
            assert!(matches!(minify(borrowed), Cow::Borrowed(_)), "{borrowed:?}");
        }
        assert!(matches!(minify(b"{ }"), Cow::Owned(_)));
    }
}
