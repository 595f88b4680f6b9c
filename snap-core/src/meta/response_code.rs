//! The seven characters of a response code.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::meta::code_table::Category;

/// A response code: HTTP status, service code, case code (ASPI, `responseCode` String(7)).
///
/// ```
/// let code = snap_core::ResponseCode::parse("4041814")?;
/// assert_eq!((code.http(), code.service(), code.case()), (404, "18", "14"));
/// assert_eq!(code.to_string(), "4041814");
/// # Ok::<(), snap_core::BadCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResponseCode {
    http: u16,
    service: [u8; 2],
    case: [u8; 2],
}

/// A text that is not a response code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a response code has seven characters: HTTP status, service code, case code")]
#[non_exhaustive]
pub struct BadCode;

impl ResponseCode {
    /// Takes a code apart. Service and case may hold letters (`200Q500`); blanks around it are left out.
    ///
    /// # Errors
    /// When it has not seven ASCII letters and digits, or does not begin with an HTTP status.
    pub fn parse(code: &str) -> Result<Self, BadCode> {
        let &[h0, h1, h2, s0, s1, c0, c1] = code.trim_ascii().as_bytes() else { return Err(BadCode) };
        let mut http = 0;
        for byte in [h0, h1, h2] {
            if !byte.is_ascii_digit() {
                return Err(BadCode);
            }
            http = http * 10 + u16::from(byte - b'0');
        }
        Self::new(http, [s0, s1], [c0, c1])
    }

    /// Puts a code together, to answer with.
    ///
    /// # Errors
    /// When `http` is not an HTTP status, or a part holds something else than ASCII letters and digits.
    pub const fn new(http: u16, service: [u8; 2], case: [u8; 2]) -> Result<Self, BadCode> {
        let [s0, s1] = service;
        let [c0, c1] = case;
        if http < 100
            || http > 599
            || !s0.is_ascii_alphanumeric()
            || !s1.is_ascii_alphanumeric()
            || !c0.is_ascii_alphanumeric()
            || !c1.is_ascii_alphanumeric()
        {
            return Err(BadCode);
        }
        Ok(Self { http, service, case })
    }

    /// HTTP status.
    #[must_use]
    pub const fn http(&self) -> u16 {
        self.http
    }

    /// Service code.
    #[must_use]
    pub fn service(&self) -> &str {
        part(&self.service)
    }

    /// Case code.
    #[must_use]
    pub fn case(&self) -> &str {
        part(&self.case)
    }

    /// HTTP 2xx: done, or under way.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.http / 100 == 2
    }

    /// The category by HTTP status alone, for a case that no table knows: what most cases of that status are in the
    /// national table.
    #[must_use]
    pub const fn http_category(&self) -> Category {
        match self.http {
            200..=299 => Category::Success,
            400 => Category::Message,
            403 | 404 => Category::Business,
            _ => Category::System,
        }
    }
}

// Both bytes are ASCII: `new` is the only way in.
fn part(bytes: &[u8; 2]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

impl FromStr for ResponseCode {
    type Err = BadCode;
    fn from_str(code: &str) -> Result<Self, BadCode> {
        Self::parse(code)
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}{}{}", self.http, self.service(), self.case())
    }
}

impl fmt::Debug for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_seven_characters() {
        for text in ["2001800", "4041814", "200Q500", "5047300", "2000000"] {
            assert_eq!(ResponseCode::parse(text).map(|code| code.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn refuses_everything_else() {
        // The last ones are from samples: eight digits, and blanks.
        for text in ["", "200", "0001800", "6001800", "2x01800", "20018é0", "20054000", "200180 "] {
            assert_eq!(ResponseCode::parse(text), Err(BadCode), "{text}");
        }
        assert_eq!(ResponseCode::new(99, *b"18", *b"00"), Err(BadCode));
    }
}
