//! What the path of a service says.

use crate::meta::endpoint::Endpoint;

impl Endpoint {
    /// What stands before the version in the path, such as `/snap` in `/snap/v1.0/qr/qr-mpm-notify`.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        let version = self.version;
        self.path
            .match_indices(version)
            .find(|(at, _)| !version.is_empty() && is_segment(self.path, *at, version.len()))
            .and_then(|(at, _)| self.path.get(..at))
            .map_or("", |before| before.trim_end_matches('/'))
    }

    /// Services 73 and 74, whatever a provider calls them: they are signed over client key and timestamp.
    pub(crate) fn gives_tokens(&self) -> bool {
        matches!(self.code, "73" | "74") || self.headers.name == "access_token"
    }
}

fn is_segment(path: &str, at: usize, len: usize) -> bool {
    let before = path.get(..at).is_some_and(|before| before.ends_with('/'));
    before && path.get(at + len..).is_some_and(|after| after.is_empty() || after.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_ends_before_the_version() {
        for (path, version, expected) in [
            ("/snap/v1.0/qr/qr-mpm-notify", "v1.0", "/snap"),
            ("/v1.0/balance-inquiry", "v1.0", ""),
            ("/a/b/v2/x/v2", "v2", "/a/b"),
            ("/av1/v1/x", "v1", "/av1"),
            ("/transfer-va/create-va", "", ""),
            ("/transfer-va/create-va", "v1.0", ""),
        ] {
            assert_eq!(Endpoint::new("bank").post(path).version(version).prefix(), expected, "{path}");
        }
    }
}
