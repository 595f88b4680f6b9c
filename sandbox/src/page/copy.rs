//! A call to take along: as a command, as code.

use http::header::{CONTENT_LENGTH, HOST};
use snap_bi::{Direction, ProviderEntry};

use crate::faults;
use crate::journal::{Entry, Way};

use super::{mask, members};

/// Where a call went to: its address is a path where a provider was called.
pub(super) fn address(entry: &Entry, base: &str, shown: bool) -> String {
    let uri = mask::uri(&entry.uri, shown);
    match entry.way {
        Way::In => format!("{base}{uri}"),
        Way::Out => uri,
    }
}

/// As a curl command.
pub(super) fn curl(entry: &Entry, base: &str, shown: bool) -> String {
    let mut lines = vec![format!("curl -X {} {}", entry.method, quoted(&address(entry, base, shown)))];
    for (name, value) in &entry.headers {
        // What curl writes by itself.
        if name != HOST && name != CONTENT_LENGTH {
            lines.push(format!("  -H {}", quoted(&format!("{name}: {}", mask::header(name, value, shown)))));
        }
    }
    if !entry.body.is_empty() {
        lines.push(format!("  --data-binary {}", quoted(&mask::body(&entry.body, shown))));
    }
    lines.join(" \\\n")
}

/// A word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// As Rust: with the generated client where the partner calls, with its endpoint where the provider does.
pub(super) fn rust(entry: &Entry, base: &str, shown: bool) -> Option<String> {
    let endpoint = entry.endpoint?;
    let request = members::request(entry);
    let body = mask::body(&request, shown).into_owned();
    // As many marks as no text inside has behind a quote.
    let marks = "#".repeat((1..9).find(|count| !body.contains(&format!("\"{}", "#".repeat(*count))))?);
    // Bytes are ASCII in the source.
    let literal = if body.is_ascii() {
        format!("br{marks}\"{body}\"{marks}")
    } else {
        format!("r{marks}\"{body}\"{marks}.as_bytes()")
    };
    let (provider, service) = (endpoint.provider, endpoint.service);
    Some(if endpoint.direction == Direction::Outbound && !matches!(endpoint.code, "73" | "74") {
        let fault = entry.headers.get(faults::HEADER).and_then(|value| value.to_str().ok());
        let fault =
            fault.map(|fault| format!(".with(snap_bi::CallOptions::new().header({:?}, {fault:?}))", faults::HEADER));
        // Most give tokens where the standard has them.
        let gives = |provider: &ProviderEntry| provider.endpoints.iter().any(|endpoint| endpoint.code == "73");
        let token = snap_bi::PROVIDERS.iter().any(|known| known.name == provider && gives(known)).then(|| {
            format!(
                "let mut all = {provider}::ENDPOINTS.iter().copied();\n\
                 let tokens = all.find(|endpoint| endpoint.code == \"73\").ok_or(\"no tokens\")?;\n"
            )
        });
        let from = if token.is_some() { ".token_endpoint(tokens)" } else { "" };
        format!(
            "use snap_bi::{{Client, Credentials, Model, {provider}}};\n\n\
             // `credentials`: the IDs and keys of the page \"Connect\".\n\
             {}\
             let client = Client::builder({base:?}, credentials){from}.build()?{};\n\
             let request = Model::from_json({literal})?;\n\
             let reply = {provider}::Client::new(client).{service}(&request).await?;\n",
            token.unwrap_or_default(),
            fault.unwrap_or_default()
        )
    } else {
        format!(
            "use snap_bi::{{Client, {provider}}};\n\n\
             let mut all = {provider}::ENDPOINTS.iter().copied();\n\
             let endpoint = all.find(|endpoint| endpoint.service == {service:?}).ok_or(\"no such service\")?;\n\
             let client = Client::builder({base:?}, credentials).allow_plain_http().build()?;\n\
             let reply = client.send(endpoint, {literal}).await?;\n"
        )
    })
}
