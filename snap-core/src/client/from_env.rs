//! Credentials from the environment of the process.

use std::io;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::client::credentials::Credentials;
use crate::signing::secret::Secret;
use crate::signing::{KeyError, PrivateKey};

const PARTNER_ID: &str = "SNAP_PARTNER_ID";
const CLIENT_KEY: &str = "SNAP_CLIENT_KEY";
const CLIENT_SECRET: &str = "SNAP_CLIENT_SECRET";
const PRIVATE_KEY: &str = "SNAP_PRIVATE_KEY";
const PRIVATE_KEY_FILE: &str = "SNAP_PRIVATE_KEY_FILE";
const CHANNEL_ID: &str = "SNAP_CHANNEL_ID";
const ORIGIN: &str = "SNAP_ORIGIN";

/// Which variable is missing or wrong. No value is shown.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EnvError {
    /// There is no partner ID.
    #[error("set {PARTNER_ID} to the partner ID (X-PARTNER-ID) that the provider gave")]
    NoPartnerId,
    /// There is no private key.
    #[error("set {PRIVATE_KEY_FILE} to the path of the partner's private key, or {PRIVATE_KEY} to its text")]
    NoPrivateKey,
    /// Both ways to give the key are taken.
    #[error("{PRIVATE_KEY} and {PRIVATE_KEY_FILE} are both set: leave one of them out")]
    TwoPrivateKeys,
    /// The file of the key cannot be read.
    #[error("{PRIVATE_KEY_FILE} cannot be read")]
    Unreadable(#[source] io::Error),
    /// The key is none.
    #[error("{variable} is no private key")]
    BadKey {
        /// The variable that it comes from.
        variable: &'static str,
        /// What is wrong with it.
        source: KeyError,
    },
}

impl Credentials {
    /// Credentials from the environment:
    ///
    /// | variable | |
    /// |---|---|
    /// | `SNAP_PARTNER_ID` | X-PARTNER-ID; mandatory |
    /// | `SNAP_PRIVATE_KEY_FILE` or `SNAP_PRIVATE_KEY` | the private key, as a path or as PEM text; one of them is mandatory |
    /// | `SNAP_CLIENT_SECRET` | the client secret; without it every signature is asymmetric |
    /// | `SNAP_CLIENT_KEY` | X-CLIENT-KEY, where it is not the partner ID |
    /// | `SNAP_CHANNEL_ID`, `SNAP_ORIGIN` | CHANNEL-ID and ORIGIN, where the provider wants them |
    ///
    /// Empty variables count as absent. For several providers see [`from_vars`](Self::from_vars).
    ///
    /// # Errors
    /// [`EnvError`], which says what to set.
    pub fn from_env() -> Result<Self, EnvError> {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// The same from wherever such names are looked up: a store of secrets, or variables with the provider's name in them.
    ///
    /// ```no_run
    /// # use snap_core::Credentials;
    /// let bri = Credentials::from_vars(|name| std::env::var(name.replacen("SNAP_", "BRI_", 1)).ok())?;
    /// # Ok::<(), snap_core::client::EnvError>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_vars(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, EnvError> {
        let find = |name| look_up(name).map(Zeroizing::new).filter(|value| !value.trim().is_empty());
        let partner_id = find(PARTNER_ID).ok_or(EnvError::NoPartnerId)?;
        let (variable, text) = match (find(PRIVATE_KEY), find(PRIVATE_KEY_FILE)) {
            (Some(_), Some(_)) => return Err(EnvError::TwoPrivateKeys),
            (Some(text), None) => (PRIVATE_KEY, Zeroizing::new(text.as_bytes().to_vec())),
            (None, Some(path)) => {
                let read = std::fs::read(path.trim()).map_err(EnvError::Unreadable)?;
                (PRIVATE_KEY_FILE, Zeroizing::new(read))
            }
            (None, None) => return Err(EnvError::NoPrivateKey),
        };
        let key = PrivateKey::load(&text).map_err(|source| EnvError::BadKey { variable, source })?;
        let mut credentials = match find(CLIENT_SECRET) {
            Some(secret) => Self::symmetric(partner_id.trim(), Secret::new(secret.as_str()), key),
            None => Self::asymmetric(partner_id.trim(), key),
        };
        if let Some(client_key) = find(CLIENT_KEY) {
            credentials = credentials.with_client_key(client_key.trim());
        }
        if let Some(channel_id) = find(CHANNEL_ID) {
            credentials = credentials.with_channel_id(channel_id.trim());
        }
        if let Some(origin) = find(ORIGIN) {
            credentials = credentials.with_origin(origin.trim());
        }
        Ok(credentials)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = include_str!("../testing/test-key.pem");

    fn from(vars: &[(&str, &str)]) -> Result<Credentials, String> {
        let find = |name: &str| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Credentials::from_vars(find).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_become_credentials_and_empty_ones_are_none() {
        let given = [
            ("SNAP_PARTNER_ID", " 82150\n"),
            ("SNAP_PRIVATE_KEY", KEY),
            ("SNAP_PRIVATE_KEY_FILE", ""),
            ("SNAP_CLIENT_SECRET", "hush"),
            ("SNAP_CHANNEL_ID", "95221"),
        ];
        let credentials = from(&given).expect("they are whole");
        assert_eq!((credentials.partner_id.as_str(), credentials.client_key.as_str()), ("82150", "82150"));
        assert_eq!((credentials.channel_id.as_deref(), credentials.origin), (Some("95221"), None));
        assert_eq!(credentials.secret.as_ref().map(Secret::expose), Some("hush"));
        let asymmetric = from(&given[..2]).expect("a secret is not mandatory");
        assert!(asymmetric.secret.is_none());
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_by_its_variable_and_not_by_its_value() {
        let id = ("SNAP_PARTNER_ID", "82150");
        for (vars, words) in [
            (vec![], "set SNAP_PARTNER_ID"),
            (vec![id], "set SNAP_PRIVATE_KEY_FILE"),
            (vec![id, ("SNAP_PRIVATE_KEY", KEY), ("SNAP_PRIVATE_KEY_FILE", "a.pem")], "both set"),
            (vec![id, ("SNAP_PRIVATE_KEY", "no-key-hush")], "SNAP_PRIVATE_KEY is no private key"),
            (vec![id, ("SNAP_PRIVATE_KEY_FILE", "/there/is/none.pem")], "SNAP_PRIVATE_KEY_FILE cannot be read"),
        ] {
            let said = from(&vars).expect_err("they are not whole");
            assert!(said.contains(words) && !said.contains("hush"), "{said}");
        }
    }
}
