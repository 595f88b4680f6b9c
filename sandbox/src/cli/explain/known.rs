//! Secrets and keys, from where they do not stand in a shell's history.

use std::path::PathBuf;

use clap::Args;
use snap_bi::Secret;
use snap_bi::signing::PublicKey;
use snap_sandbox::doctor::Known;

use super::{CouldNotRun, read};

#[derive(Debug, Args)]
pub(super) struct KnownBy {
    /// The environment variable that holds the client secret.
    #[arg(long, value_name = "NAME")]
    secret_env: Option<String>,
    /// The file that holds the client secret; the line end behind it is none of it.
    #[arg(long, value_name = "FILE", conflicts_with = "secret_env")]
    secret_file: Option<PathBuf>,
    /// The public key of whoever signed. May be given several times.
    #[arg(long, value_name = "FILE")]
    public_key: Vec<PathBuf>,
    /// Another public key that may have been meant by mistake, such as the provider's. May be given several times.
    #[arg(long, value_name = "FILE")]
    other_key: Vec<PathBuf>,
    /// The client key (X-CLIENT-KEY) of whoever signed.
    #[arg(long, value_name = "KEY")]
    client_key: Option<String>,
    /// The partner ID (X-PARTNER-ID) of whoever signed.
    #[arg(long, value_name = "ID")]
    partner_id: Option<String>,
}

impl KnownBy {
    pub(super) fn read(self) -> Result<Known, CouldNotRun> {
        let mut known = Known::new();
        if let Some(secret) = self.secret()? {
            known = known.secret(&secret);
        }
        for path in &self.public_key {
            known = known.key(&key(path)?);
        }
        for path in &self.other_key {
            known = known.other_key(path.display().to_string(), &key(path)?);
        }
        if self.secret_env.is_none() && self.secret_file.is_none() && self.public_key.is_empty() {
            return Err("nothing is known to verify with: give the client secret by `--secret-env NAME` or \
                        `--secret-file FILE`, or the public key by `--public-key FILE`"
                .into());
        }
        if let Some(key) = self.client_key {
            known = known.client_key(key);
        }
        if let Some(id) = self.partner_id {
            known = known.partner_id(id);
        }
        Ok(known)
    }

    fn secret(&self) -> Result<Option<Secret>, CouldNotRun> {
        let secret = match (&self.secret_env, &self.secret_file) {
            (Some(name), _) => std::env::var(name)
                .map_err(|_| format!("the environment has no text under {name}: `export {name}=…` first"))?,
            (None, Some(path)) => {
                let text = String::from_utf8(read(path)?)
                    .map_err(|_| format!("{} is no text: a client secret is one, in UTF-8", path.display()))?;
                text.strip_suffix('\n').map_or(&*text, |text| text.strip_suffix('\r').unwrap_or(text)).to_owned()
            }
            (None, None) => return Ok(None),
        };
        if secret.is_empty() {
            return Err("the client secret is empty: look at where it is read from".into());
        }
        Ok(Some(Secret::new(secret)))
    }
}

fn key(path: &PathBuf) -> Result<PublicKey, CouldNotRun> {
    PublicKey::load(&read(path)?).map_err(|error| format!("{}: {error}", path.display()).into())
}
