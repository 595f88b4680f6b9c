//! The path that is signed.

use std::borrow::Cow;

use crate::meta::signing_profile::{PathPolicy, QueryPolicy, SigningProfile};

/// Where a request goes, below the host. Scheme and host are never signed.
///
/// On the receiving side this is what the partner called: behind a proxy or a mounted router, the original URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// The full path as called, prefix included, percent-encoded as sent.
    pub path: &'a str,
    /// The provider's prefix, such as `/snap`; empty where there is none. Left out of the signed path under
    /// [`PathPolicy::WithoutPrefix`].
    pub prefix: &'a str,
    /// The query string as sent, without its question mark.
    pub query: Option<&'a str>,
}

impl<'a> Target<'a> {
    /// Path and query as the profile signs them.
    pub(super) fn signed(&self, profile: &SigningProfile) -> Cow<'a, str> {
        let path = match profile.path {
            PathPolicy::Full => self.path,
            PathPolicy::WithoutPrefix => without_prefix(self.path, self.prefix),
        };
        match (profile.query, self.query) {
            (QueryPolicy::Excluded, _) | (_, None) => Cow::Borrowed(path),
            (QueryPolicy::Included, Some(query)) => Cow::Owned(format!("{path}?{query}")),
            (QueryPolicy::IncludedSorted, Some(query)) => match sorted(query) {
                query if query.is_empty() => Cow::Borrowed(path),
                query => Cow::Owned(format!("{path}?{query}")),
            },
        }
    }
}

/// A prefix ends where a segment ends: `/snapshot` does not begin with `/snap`. A path outside of the prefix is signed
/// whole.
fn without_prefix<'a>(path: &'a str, prefix: &str) -> &'a str {
    match path.strip_prefix(prefix.trim_end_matches('/')) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

/// Parameters by name, then by value, both as they are encoded, with the hex of percent-encoding in upper case (RFC
/// 3986, section 6.2.2.1: the two cases mean the same). Nothing is decoded, and what is not encoded is not encoded
/// here.
fn sorted(query: &str) -> String {
    let query = upper_case_escapes(query);
    let mut parameters: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty()).collect();
    // By name first: as whole texts `a-b=1` would come before `a=1`, for `-` is less than `=`.
    parameters.sort_by_key(|parameter| parameter.split_once('=').unwrap_or((parameter, "")));
    parameters.join("&")
}

fn upper_case_escapes(query: &str) -> Cow<'_, str> {
    if !query.contains('%') {
        return Cow::Borrowed(query);
    }
    let mut hex = 0;
    let upper = query.chars().map(|char| {
        if hex > 0 && char.is_ascii_hexdigit() {
            hex -= 1;
            return char.to_ascii_uppercase();
        }
        hex = if char == '%' { 2 } else { 0 };
        char
    });
    Cow::Owned(upper.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_prefix_off_whole_segments_only() {
        for (path, prefix, signed) in [
            ("/snap/v1.0/qr", "/snap", "/v1.0/qr"),
            ("/snap/v1.0/qr", "/snap/", "/v1.0/qr"),
            ("/snap/v1.0/qr", "", "/snap/v1.0/qr"),
            ("/snap/v1.0/qr", "/", "/snap/v1.0/qr"),
            ("/snapshot/v1.0", "/snap", "/snapshot/v1.0"),
            ("/v1.0/snap", "/snap", "/v1.0/snap"),
            ("/snap", "/snap", "/"),
        ] {
            assert_eq!(without_prefix(path, prefix), signed, "{path} {prefix}");
        }
    }

    #[test]
    fn sorts_a_query_by_name_then_value() {
        for (query, expected) in [
            ("", ""),
            ("&", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a=2&a=10&a=1", "a=1&a=10&a=2"),
            ("a-b=1&a=2", "a=2&a-b=1"),
            ("b&a=&a", "a=&a&b"),
            ("x=%2f%3a%zz%2&y=a+b", "x=%2F%3A%zz%2&y=a+b"),
            ("x=%E2%82%aC&B=1", "B=1&x=%E2%82%AC"),
            ("t=a=b&t=a", "t=a&t=a=b"),
        ] {
            assert_eq!(sorted(query), expected, "{query}");
        }
    }
}
