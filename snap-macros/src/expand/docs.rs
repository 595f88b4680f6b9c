//! The documentation of what is generated.

use std::fmt::Write as _;

use quote::ToTokens as _;
use syn::Path;

use super::standard;
use crate::model::{Direction, EFFECTS, Effect, Endpoint, METHODS, Metadata, Service, Token, Written, word};

/// What a method calls, in one sentence.
pub(crate) fn call(endpoint: &Endpoint) -> String {
    let mut text = match &endpoint.metadata {
        Metadata::Named(path) => format!("Where it calls, and what it does: [`{}`].", link(path)),
        Metadata::Written(written) => written_call(written),
    };
    if endpoint.direction == Direction::Inbound {
        text.push_str(" The provider calls it: the client has no method for it.");
    }
    text
}

/// A path as the documentation links to it.
pub(crate) fn link(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

fn written_call(endpoint: &Written) -> String {
    let Written { path, signed_path, code, effect, status, no_status, .. } = endpoint;
    let method = word(METHODS, &endpoint.method);
    let effect = match effect {
        Effect::Read => "Changes nothing.",
        Effect::ChangesState => "Changes state.",
        Effect::MovesMoney => "Moves money.",
    };
    let mut text = format!("`{method} {path}`, service code `{code}`. {effect}");
    if let Some(signed_path) = signed_path {
        let _ = write!(text, " Signed as `{signed_path}`.");
    }
    if let Some(status) = status {
        let _ = write!(text, " What became of it is told by `{status}`.");
    }
    if let Some(reason) = no_status {
        let _ = write!(text, " No service tells what became of it: {}", reason.trim());
    }
    text
}

/// What the constructor does, and where the client it sets up asks for tokens.
pub(crate) fn builder(title: &str, token: &Token) -> String {
    let place = match token {
        Token::Named(path) => format!("as [`{}`] says", link(path)),
        Token::Standard { base_path, .. } => format!("at `{}`", standard::token_path(base_path)),
    };
    format!(
        "Sets a client of {title} up: for an address, with timeouts, a transport and more. What it builds goes into \
         [`new`](Self::new). Access tokens are asked for {place}."
    )
}

/// What the trait behind a pointer is for.
pub(crate) fn behind_pointer(name: &str) -> String {
    format!(
        "[`{name}`] behind a pointer, such as `Arc<dyn Dyn{name}>`: for whoever chooses a bank at run time. Everything that \
         implements [`{name}`] is one. Bring one of the two into scope where methods are called: both have the same."
    )
}

/// What the client can do, as a table.
pub(crate) fn client(name: &str, service: &Service) -> String {
    let mut text = format!(
        "Client of {}, generated from [`{name}`]: validates, signs and sends a request, and reads the answer.\n",
        service.title
    );
    if service.outbound().next().is_some() {
        text.push_str("\n| method | call | service code | effect |\n|---|---|---|---|\n");
    }
    for endpoint in service.outbound() {
        let ident = &endpoint.shape.ident;
        let Written { path, code, method, effect, .. } = match &endpoint.metadata {
            Metadata::Written(written) => &**written,
            Metadata::Named(path) => {
                let _ = writeln!(text, "| `{ident}` | as [`{}`] says | | |", link(path));
                continue;
            }
        };
        let (method, effect) = (word(METHODS, method), word(EFFECTS, effect));
        let _ = writeln!(text, "| `{ident}` | `{method} {path}` | `{code}` | {} |", effect.replace('_', " "));
    }
    if service.is_outbound() {
        let _ = write!(text, "\nIt implements [`{name}`], whose methods give the response only.");
    } else {
        let _ = write!(text, "\nIt does not implement [`{name}`]: some of its methods are called by the provider.");
    }
    text
}

pub(crate) const ERRORS: &str = "

# Errors
When the request breaks a rule, when credentials or a token are missing, when it could not be sent, when it was refused,
when the answer cannot be read, or when nobody knows what became of it.";
