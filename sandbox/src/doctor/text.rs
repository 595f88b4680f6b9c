//! The strings that may have been signed, put together of the ways of their parts.

use super::body;
use super::expected::Expected;
use super::known::Known;
use super::presented::Presented;
use super::vary::{self, Digest, Wrap};
use super::ways::{Mark, Ways, Written};

/// A string to sign, in all the ways in which it may have been written.
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub(super) enum Text {
    Transaction(Transaction),
    Token(TokenText),
}

/// Method, path, token, body hash, time.
pub(super) struct Transaction {
    methods: Ways<Written>,
    paths: Ways<Written>,
    queries: Ways<Written>,
    tokens: Ways<Written>,
    bodies: Ways<Vec<u8>>,
    digests: Ways<Digest>,
    /// Of every body, every digest.
    hashed: Vec<Vec<Written>>,
    layout: Layout,
}

/// Client key and time.
pub(super) struct TokenText {
    client_keys: Ways<Written>,
    layout: Layout,
}

struct Layout {
    timestamps: Ways<Written>,
    orders: Ways<Vec<usize>>,
    separators: Ways<&'static str>,
    wraps: Ways<Wrap>,
}

impl Text {
    /// The string of a transaction: with a token where it is symmetric.
    pub(super) fn transaction(
        expected: &Expected<'_>,
        presented: &Presented<'_>,
        known: &Known,
        symmetric: bool,
    ) -> Self {
        let bodies = body::ways(expected.profile, presented.body);
        let digests = vary::digests(presented.body.len());
        let each = |body: &Vec<u8>| digests.values().iter().map(|digest| digest.of(body)).collect();
        Self::Transaction(Transaction {
            methods: vary::methods(expected),
            paths: vary::paths(expected, presented),
            queries: vary::queries(expected, presented),
            tokens: vary::tokens(presented, known, symmetric),
            hashed: bodies.values().iter().map(each).collect(),
            bodies,
            digests,
            layout: Layout::new(expected, presented, 5, ":"),
        })
    }

    /// The string of a request for a token.
    pub(super) fn token(expected: &Expected<'_>, presented: &Presented<'_>, known: &Known) -> Self {
        let client_keys = vary::client_keys(expected, presented, known);
        Self::Token(TokenText { client_keys, layout: Layout::new(expected, presented, 2, "|") })
    }

    /// The parts that vary, each with its ways.
    pub(super) fn marks(&self) -> Vec<&[Mark]> {
        match self {
            Self::Transaction(text) => vec![
                text.methods.marks(),
                text.paths.marks(),
                text.queries.marks(),
                text.tokens.marks(),
                text.bodies.marks(),
                text.digests.marks(),
                text.layout.timestamps.marks(),
                text.layout.orders.marks(),
                text.layout.separators.marks(),
                text.layout.wraps.marks(),
            ],
            Self::Token(text) => vec![
                text.client_keys.marks(),
                text.layout.timestamps.marks(),
                text.layout.orders.marks(),
                text.layout.separators.marks(),
                text.layout.wraps.marks(),
            ],
        }
    }

    /// Writes the string whose parts are written in those ways.
    pub(super) fn write(&self, picks: &[usize], out: &mut Vec<u8>) {
        match (self, picks) {
            (Self::Transaction(text), [method, path, query, token, body, digest, layout @ ..]) => {
                let hash = text.hashed.get(*body).and_then(|hashed| hashed.get(*digest)).and_then(Option::as_deref);
                let query = text.queries.get(*query).as_deref().unwrap_or_default();
                let path = text.paths.get(*path).as_deref().map(|path| (path, query));
                let part = |text: Option<_>| text.map(|text| (text, &[][..]));
                let parts = [
                    part(text.methods.get(*method).as_deref()),
                    path,
                    part(text.tokens.get(*token).as_deref()),
                    part(hash),
                ];
                text.layout.write(&parts, layout, out);
            }
            (Self::Token(text), [client_key, layout @ ..]) => {
                let key = text.client_keys.get(*client_key).as_deref().map(|key| (key, &[][..]));
                text.layout.write(&[key], layout, out);
            }
            _ => {}
        }
    }

    /// What was written where something else was due, of a part that may be shown.
    pub(super) fn detail(&self, part: usize, way: usize) -> Option<String> {
        let differs = |ways: &Ways<Written>| {
            let signed = ways.get(way).as_deref()?;
            let due = ways.get(0).as_deref().unwrap_or_default();
            let shown = |text: &[u8]| String::from_utf8_lossy(text).escape_debug().to_string();
            Some(format!("signed `{}`, due `{}`", shown(signed), shown(due)))
        };
        match (self, part) {
            (Self::Transaction(text), 0) => differs(&text.methods),
            (Self::Transaction(text), 1) => differs(&text.paths),
            (Self::Transaction(text), 2) => differs(&text.queries),
            (Self::Transaction(text), 4) => {
                let (signed, due) = (text.bodies.get(way), text.bodies.get(0));
                let same = signed.iter().zip(due).take_while(|(signed, due)| signed == due).count();
                Some(format!(
                    "signed {} bytes, due {}; the first difference is at byte {same}",
                    signed.len(),
                    due.len()
                ))
            }
            (Self::Transaction(text), 6) => differs(&text.layout.timestamps),
            (Self::Transaction(text), 7) => {
                text.layout.order(way, &["method", "path", "token", "body hash", "timestamp"])
            }
            (Self::Token(text), 0) => differs(&text.client_keys),
            (Self::Token(text), 1) => differs(&text.layout.timestamps),
            (Self::Token(text), 2) => text.layout.order(way, &["client key", "timestamp"]),
            _ => None,
        }
    }
}

impl Layout {
    fn new(expected: &Expected<'_>, presented: &Presented<'_>, parts: usize, separator: &'static str) -> Self {
        Self {
            timestamps: vary::timestamps(expected.timestamp, presented),
            orders: vary::orders(parts),
            separators: vary::separators(separator),
            wraps: vary::wraps(),
        }
    }

    fn write(&self, parts: &[Option<(&[u8], &[u8])>], picks: &[usize], out: &mut Vec<u8>) {
        let [timestamp, order, separator, wrap] = picks else { return };
        let timestamp = self.timestamps.get(*timestamp).as_deref().map(|text| (text, &[][..]));
        let separator = self.separators.get(*separator).as_bytes();
        out.clear();
        let mut first = true;
        for index in self.orders.get(*order) {
            let Some((text, behind)) = parts.get(*index).copied().unwrap_or(timestamp) else { continue };
            if !std::mem::take(&mut first) {
                out.extend_from_slice(separator);
            }
            out.extend_from_slice(text);
            out.extend_from_slice(behind);
        }
        self.wraps.get(*wrap).apply(out);
    }

    fn order(&self, way: usize, names: &[&str]) -> Option<String> {
        let order = self.orders.get(way).iter().filter_map(|index| names.get(*index).copied());
        Some(format!("signed in the order {}", order.collect::<Vec<_>>().join(", ")))
    }
}
