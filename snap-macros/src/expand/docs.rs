//! The documentation of what is generated.

use std::fmt::Write as _;

use proc_macro2::Ident;
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
        text.push_str(" The provider calls it.");
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
    let title = &service.title;
    let mut text = if service.is_inbound() {
        format!(
            "What calls as {title} does, generated from [`{name}`]: for who plays {title}, in a test or a sandbox. The credentials \
             are those of {title} at the partner who is called.\n"
        )
    } else {
        format!(
            "Client of {title}, generated from [`{name}`]: validates, signs and sends a request, and reads the answer.\n"
        )
    };
    if service.called().next().is_some() {
        text.push_str("\n| method | call | service code | effect |\n|---|---|---|---|\n");
    }
    for endpoint in service.called() {
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
    if service.is_one_way() {
        let _ = write!(text, "\nIt implements [`{name}`], whose methods give the response only.");
    } else {
        let _ = write!(text, "\nIt does not implement [`{name}`]: some of its methods are called by the provider.");
    }
    text
}

/// What the handler is for.
pub(crate) fn handler(name: &str) -> String {
    format!(
        "Who handles the calls of [`{name}`], behind a [`{name}Server`]: a method for each service. What is not written is answered \
         405/00. A handler is called once for a call, after everything about it was checked, and to its end, whoever hangs up."
    )
}

/// What one of its methods handles.
pub(crate) fn handled(client: &Ident, constant: &Ident) -> String {
    format!("\nAnswers [`{client}::{constant}`].")
}

/// What the server is.
pub(crate) fn server(name: &str) -> String {
    format!(
        "Server of the services of [`{name}`], which a [`{name}Handler`] handles: a `tower` service over `http` types. Calls are \
         verified, judged, carried out once, and refused with the codes of the standard."
    )
}

pub(crate) const ERRORS: &str = "

# Errors
When the request breaks a rule, when credentials or a token are missing, when it could not be sent, when it was refused,
when the answer cannot be read, or when nobody knows what became of it.";
