//! The paths and queries that may have been signed.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use snap_bi::PROVIDERS;

use crate::doctor::Mistake::{self, *};
use crate::doctor::expected::Expected;
use crate::doctor::presented::Presented;
use crate::doctor::ways::{Reach, Ways, Written, written};

/// No provider's paths have more.
const SEGMENTS: usize = 16;

/// The paths that may have been signed, without their query.
pub(in crate::doctor) fn paths(expected: &Expected<'_>, presented: &Presented<'_>) -> Ways<Written> {
    let right = expected.path.as_str();
    let called = presented.uri.path();
    let mut ways = Ways::right(written(right));
    let longer = if called.ends_with(right) { PathWithPrefix } else { PathOther };
    ways.any(written(called), longer);
    without_beginning(expected, right, &mut ways);
    without_beginning(expected, called, &mut ways);
    if let Some(inner) = called.strip_prefix(presented.mount).filter(|_| !presented.mount.is_empty()) {
        ways.any(written(inner), PathWithoutPrefix);
    }
    ways.any(written(format!("{right}/")), PathTrailingSlash);
    if let Some(shorter) = right.strip_suffix('/') {
        ways.any(written(shorter), PathTrailingSlash);
    }
    if let Some(shorter) = right.strip_prefix('/') {
        ways.any(written(shorter), PathLeadingSlash);
    }
    ways.any(written(format!("/{right}")), PathDoubleSlash);
    let decoded: Vec<u8> = percent_decode_str(right).collect();
    ways.any(Some(decoded), PathNotEncoded);
    ways.any(written(right.to_lowercase()), PathCase);
    ways.pair(written(right.to_uppercase()), PathCase);
    let whole = utf8_percent_encode(right, NON_ALPHANUMERIC).to_string();
    ways.pair(
        written(whole.replace("%2D", "-").replace("%2E", ".").replace("%5F", "_").replace("%7E", "~")),
        PathEncoded,
    );
    ways.pair(written(right.replace('%', "%25")), PathEncoded);
    ways.any(
        written(expected.endpoint.path),
        if expected.endpoint.path.contains('{') { PathTemplate } else { PathOther },
    );
    with_host(expected, presented, &mut ways);
    of_others(expected, presented, &mut ways);
    ways.pair(None, PathLeftOut);
    ways.pair(written(""), PathLeftOut);
    ways
}

/// Without the segments before it, and without its version.
fn without_beginning(expected: &Expected<'_>, path: &str, ways: &mut Ways<Written>) {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let version = segments.iter().position(|segment| is_version(segment, expected.endpoint.version));
    for cut in 1..segments.len().min(SEGMENTS) {
        let mistakes: &[Mistake] = match version {
            Some(0) if cut == 1 => &[PathWithoutVersion],
            Some(version) if version < cut => &[PathWithoutPrefix, PathWithoutVersion],
            _ => &[PathWithoutPrefix],
        };
        let rest = segments[cut..].join("/");
        ways.add(Reach::Any, written(format!("/{rest}")), mistakes);
        ways.add(Reach::Pair, written(rest), &[mistakes, &[PathLeadingSlash]].concat());
    }
    if let Some(version) = version {
        let rest = [&segments[..version], &segments[version + 1..]].concat().join("/");
        ways.any(written(format!("/{rest}")), PathWithoutVersion);
    }
}

fn is_version(segment: &str, version: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    segment == version || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// As a whole address, and with what stands before paths at this provider.
fn with_host(expected: &Expected<'_>, presented: &Presented<'_>, ways: &mut Ways<Written>) {
    let authority = presented.uri.authority().map(http::uri::Authority::as_str);
    let hosts = presented.header("Host").into_iter().chain(authority);
    let paths = [expected.path.as_str(), presented.uri.path()];
    for host in hosts {
        for (scheme, path) in
            ["https://", "http://", "", "//"].iter().flat_map(|scheme| paths.map(|path| (scheme, path)))
        {
            ways.any(written(format!("{scheme}{host}{path}")), PathWithHost);
        }
    }
    let environments = PROVIDERS.iter().filter(|entry| entry.name == expected.endpoint.provider);
    for environment in environments.flat_map(|entry| entry.environments) {
        ways.any(written(format!("{}{}", environment.url, expected.path)), PathWithHost);
        let path = environment.url.splitn(4, '/').nth(3).unwrap_or_default();
        if !path.is_empty() {
            ways.any(written(format!("/{}{}", path.trim_end_matches('/'), expected.path)), PathWithPrefix);
        }
    }
    if !expected.prefix.is_empty() {
        ways.any(written(format!("{}{}", expected.prefix, expected.path)), PathWithPrefix);
    }
}

/// Those of the provider's other services.
fn of_others(expected: &Expected<'_>, presented: &Presented<'_>, ways: &mut Ways<Written>) {
    let endpoint = expected.endpoint;
    let provider = PROVIDERS.iter().filter(|entry| entry.name == endpoint.provider);
    for other in provider.flat_map(|entry| entry.endpoints) {
        ways.pair(written(other.path), PathOther);
        if !presented.mount.is_empty() {
            ways.add(Reach::Alone, written(format!("{}{}", presented.mount, other.path)), &[PathOther]);
        }
    }
}

/// The queries that may have been signed, with their question mark.
pub(in crate::doctor) fn queries(expected: &Expected<'_>, presented: &Presented<'_>) -> Ways<Written> {
    let marked = |query: &str| written(format!("?{query}"));
    let mut ways = Ways::right(expected.query.as_deref().map_or_else(|| written(""), marked));
    ways.any(written(""), QueryLeftOut);
    let Some(sent) = presented.uri.query() else {
        ways.pair(written("?"), QuerySigned);
        return ways;
    };
    let other = if expected.query.is_some() { QueryOrder } else { QuerySigned };
    ways.any(marked(sent), other);
    let mut sorted: Vec<&str> = sent.split('&').collect();
    sorted.sort_unstable();
    ways.any(marked(&sorted.join("&")), other);
    sorted.reverse();
    ways.pair(marked(&sorted.join("&")), other);
    for query in [sent, expected.query.as_deref().unwrap_or(sent)] {
        let plus = query.replace('+', " ");
        for query in [query, &plus] {
            let decoded: Vec<u8> = percent_decode_str(query).collect();
            ways.any(Some([b"?", &decoded[..]].concat()), QueryNotEncoded);
        }
        ways.pair(marked(&query.to_lowercase()), other);
        ways.pair(marked(&query.replace("%20", "+")), other);
        ways.pair(marked(&query.replace('+', "%20")), other);
    }
    ways
}
