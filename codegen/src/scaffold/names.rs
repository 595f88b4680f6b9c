//! Names of new things: checked before anything is written, because they become folders, features and modules.

use heck::{ToKebabCase, ToSnakeCase};

use crate::ir::STANDARD;

/// Nothing can be added under these names.
#[derive(Debug, thiserror::Error)]
pub enum ScaffoldError {
    /// The name cannot be one.
    #[error("`{name}` cannot be the name of a {what}: {reason}; write something like `{instead}`")]
    Name {
        /// Of what.
        what: &'static str,
        /// The name.
        name: String,
        /// Why not.
        reason: &'static str,
        /// What to write.
        instead: String,
    },
    /// There is one already.
    #[error("there is already a {what} `{name}` in {at}: write another name")]
    Taken {
        /// What.
        what: &'static str,
        /// Its name.
        name: String,
        /// Where.
        at: String,
    },
    /// A service needs a provider.
    #[error("there is no provider `{name}`: write one of {known}, or run `cargo xtask new provider {name}` first")]
    NoProvider {
        /// The name.
        name: String,
        /// Those that exist.
        known: String,
    },
    /// A service cannot be put into the page as it stands.
    #[error(
        "{path} does not end its `services:` in a way that one can be added to: begin each service with two blanks, or write another page name"
    )]
    Layout {
        /// The page.
        path: String,
    },
}

const SNAKE: &str = "it takes lower-case letters, digits and `_`, and begins with a letter";
const KEBAB: &str = "it takes lower-case letters, digits and `-`, and begins with a letter";
const RESERVED: &str = "the word is reserved";

/// A provider's name is a folder, a feature and a module.
pub(super) fn provider(name: &str) -> Result<(), ScaffoldError> {
    let refuse =
        |reason, instead| Err(ScaffoldError::Name { what: "provider", name: name.to_owned(), reason, instead });
    if !is_snake(name) {
        return refuse(SNAKE, or(name.to_snake_case(), is_snake, "my_bank"));
    }
    if is_keyword(name) || [STANDARD, "standard", "national", "default"].contains(&name) {
        return refuse(RESERVED, format!("{name}_bank"));
    }
    Ok(())
}

/// A page's name is a file, and a module with `_` for `-`.
pub(super) fn page(name: &str) -> Result<(), ScaffoldError> {
    let refuse = |reason, instead| Err(ScaffoldError::Name { what: "page", name: name.to_owned(), reason, instead });
    if !is_kebab(name) {
        return refuse(KEBAB, or(name.to_kebab_case(), is_kebab, "my-page"));
    }
    let documents = ["provider", "response-codes", "glossary"];
    // Beside the pages of a provider stand its response codes, its header sets and signing profiles, and what its pages share.
    let beside = ["codes", "profiles", "values"];
    if documents.contains(&name) || beside.contains(&name) || is_keyword(&name.replace('-', "_")) {
        return refuse(RESERVED, format!("{name}-services"));
    }
    Ok(())
}

/// A service's name is unique within its provider; reserved words are settled when code is written.
pub(super) fn service(name: &str) -> Result<(), ScaffoldError> {
    if is_snake(name) {
        return Ok(());
    }
    let instead = or(name.to_snake_case(), is_snake, "my_service");
    Err(ScaffoldError::Name { what: "service", name: name.to_owned(), reason: SNAKE, instead })
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && name == name.to_snake_case()
}

fn is_kebab(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && name == name.to_kebab_case()
}

/// The parser knows the keywords of every edition but the contextual `gen` of 2024.
fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

fn or(cased: String, fits: impl Fn(&str) -> bool, otherwise: &str) -> String {
    if fits(&cased) { cased } else { otherwise.to_owned() }
}
