//! The request, as it is given.

use std::path::PathBuf;

use clap::Args;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::{CouldNotRun, curl, read};

#[derive(Debug, Args)]
pub(super) struct Sent {
    /// A whole request: request line, headers, a blank line, body. `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["curl", "url", "method", "body_file"])]
    request: Option<PathBuf>,
    /// A curl command. `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["url", "method", "body_file"])]
    curl: Option<PathBuf>,
    /// The address that was called, with its query.
    #[arg(long, required_unless_present_any = ["request", "curl"])]
    url: Option<String>,
    /// The method that was used.
    #[arg(long)]
    method: Option<String>,
    /// A header, as `NAME: VALUE`. May be given several times.
    #[arg(long, value_name = "HEADER")]
    header: Vec<String>,
    /// The body, byte for byte as it was sent. `-` for standard input. Without it there is no body.
    #[arg(long, value_name = "FILE")]
    body_file: Option<PathBuf>,
}

/// A request as it was sent.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// None where nobody says it.
    pub(super) method: Option<String>,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Message {
    pub(super) fn read(given: &Sent) -> Result<Self, CouldNotRun> {
        let mut message = match (&given.request, &given.curl) {
            (Some(path), _) => Self::of_http(&read(path)?)?,
            (None, Some(path)) => {
                let text = String::from_utf8(read(path)?).map_err(|_| "the curl command is no text in UTF-8")?;
                curl::message(&text)?
            }
            (None, None) => Self {
                method: given.method.clone(),
                uri: uri(given.url.as_deref().unwrap_or_default())?,
                body: given.body_file.as_ref().map_or(Ok(Vec::new()), read)?,
                ..Self::default()
            },
        };
        for header in &given.header {
            message.header(header)?;
        }
        Ok(message)
    }

    /// Of request line, headers, a blank line and the body.
    fn of_http(bytes: &[u8]) -> Result<Self, CouldNotRun> {
        let wanted =
            "a request begins like `POST /v1.0/balance-inquiry HTTP/1.1`, then come headers, a blank line, the body";
        let (line, mut rest) = line(bytes);
        let words: Vec<&str> = std::str::from_utf8(line)?.split_ascii_whitespace().collect();
        let [method, address, ..] = words[..] else { return Err(wanted.into()) };
        let mut message = Self { method: Some(method.to_owned()), uri: uri(address)?, ..Self::default() };
        loop {
            let (header, behind) = self::line(rest);
            rest = behind;
            if header.is_empty() {
                break;
            }
            let header = std::str::from_utf8(header).map_err(|_| "a header of the request is no text")?;
            message.header(header).map_err(|error| format!("{error}; {wanted}"))?;
        }
        // What an editor puts behind the body was not sent.
        let length = message.headers.get("content-length").and_then(|length| length.to_str().ok()?.trim().parse().ok());
        message.body = rest.get(..length.unwrap_or(rest.len())).unwrap_or(rest).to_vec();
        Ok(message)
    }

    /// Adds a header, as `NAME: VALUE`.
    pub(super) fn header(&mut self, text: &str) -> Result<(), CouldNotRun> {
        let (name, value) = text.split_once(':').ok_or_else(|| format!("`{}` is no header", masked(text)))?;
        let wanted = |_| format!("the header `{}` cannot be read: write `NAME: VALUE`", masked(name));
        let key = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| wanted(()))?;
        self.headers.append(key, HeaderValue::from_str(value.trim()).map_err(|_| wanted(()))?);
        Ok(())
    }
}

/// The beginning of what may be a secret.
fn masked(text: &str) -> String {
    text.chars().take(16).chain("…".chars().filter(|_| text.len() > 16)).collect()
}

/// The first line without its end, and what is behind it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (line, rest) = end.map_or((bytes, &[][..]), |end| (&bytes[..end], &bytes[end + 1..]));
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

pub(super) fn uri(text: &str) -> Result<Uri, CouldNotRun> {
    let uri = text.parse::<Uri>().ok().filter(|uri| uri.path().starts_with('/') && !uri.path().is_empty());
    uri.ok_or_else(|| {
        format!(
            "`{text}` is no address: write `https://host/path?query` or `/path?query`, percent-encoded as it is sent"
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_in_a_file_is_read_with_either_line_end() {
        for (text, body) in [
            ("POST /a?b=1 HTTP/1.1\r\nX-A: 1\r\nx-b:2\r\n\r\n{\r\n}\n", "{\r\n}\n"),
            ("POST https://host/a?b=1\nX-A: 1\nX-B: 2\nContent-Length: 2\n\n{}\n", "{}"),
            ("GET /a?b=1", ""),
        ] {
            let message = Message::of_http(text.as_bytes()).expect("a request");
            assert_eq!((message.uri.path(), message.uri.query()), ("/a", Some("b=1")));
            assert_eq!(String::from_utf8_lossy(&message.body), body);
            assert!(text.starts_with("GET") || message.headers["x-b"] == "2");
        }
        for (text, error) in [
            ("", "a request begins like"),
            ("POST /a\nX-A 1\n\n", "`X-A 1` is no header"),
            ("POST a b\n\n", "`a` is no address"),
        ] {
            let found = Message::of_http(text.as_bytes()).expect_err("no request").to_string();
            assert!(found.contains(error), "{found}");
        }
    }
}
