//! The lists that come with the providers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use snap_bi::{PROVIDERS, rt::ProviderEntry};

use super::{CertifyError, List};

/// What comes with a provider.
#[derive(Debug, Clone)]
pub struct Shipped {
    /// The provider.
    pub provider: &'static ProviderEntry,
    /// What it calls at its partners as documented, by the name of the service.
    pub requests: BTreeMap<String, Value>,
    /// Its own lists.
    pub lists: Vec<List>,
    /// Those of the standard, which are for every provider.
    pub national: Vec<List>,
}

#[derive(Deserialize)]
struct Stored {
    requests: BTreeMap<String, Value>,
    lists: Vec<List>,
}

/// Everything that comes with a provider, by its name.
///
/// # Errors
/// When there is no such provider.
pub fn shipped(name: &str) -> Result<Shipped, CertifyError> {
    let find = |name: &str| PROVIDERS.iter().find(|provider| provider.name == name);
    let Some(provider) = find(name) else {
        let known: Vec<_> = PROVIDERS.iter().map(|provider| provider.name).collect();
        return Err(CertifyError::UnknownProvider { name: name.to_owned(), known: known.join(", ") });
    };
    let own = read(provider)?;
    let standard = find("aspi").filter(|standard| standard.name != provider.name);
    let national = standard.copied().map(read).transpose()?;
    let mut requests = own.requests;
    let national = national.map_or_else(Vec::new, |stored| {
        // The request for a token is the standard's.
        requests.extend(stored.requests.into_iter().filter(|(service, _)| service == super::server::TOKEN_SERVICE));
        stored.lists
    });
    Ok(Shipped { provider, requests, lists: own.lists, national })
}

fn read(provider: &ProviderEntry) -> Result<Stored, CertifyError> {
    serde_json::from_str(provider.certification).map_err(|error| CertifyError::File {
        file: format!("{}/certification.json", provider.name),
        message: error.to_string(),
    })
}
