//! Keys that are not here: a hardware module, a cloud's key service.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::signing::{PrivateKey, Signature, Signer};

/// Why somebody else's key did not sign, in his own words. They must hold no secret: they are shown.
pub type SignerFailure = Box<dyn Error + Send + Sync>;
/// A future of a [`RemoteSigner`].
pub type SigningFuture<'a> = Pin<Box<dyn Future<Output = Result<Signature, SignerFailure>> + Send + 'a>>;

/// Signs with a private key that never comes here: SHA256withRSA, PKCS#1 v1.5, over the string to sign (ASPI, asymmetric
/// signature and token request).
///
/// A signature is asked for once for each attempt, within the time that the call has. When it does not come, nothing was
/// sent: the call ends as [`NotSent`](crate::error::NotSent), with the failure as its source.
///
/// ```
/// use snap_core::client::{RemoteSigner, SigningFuture};
/// use snap_core::signing::Signature;
///
/// #[derive(Debug)]
/// struct Kms { key_id: String }
///
/// # async fn ask_the_cloud(_: &str, _: &[u8]) -> Result<Vec<u8>, std::io::Error> { Ok(Vec::new()) }
/// impl RemoteSigner for Kms {
///     fn sign<'a>(&'a self, message: &'a [u8]) -> SigningFuture<'a> {
///         Box::pin(async move { Ok(Signature::from_bytes(ask_the_cloud(&self.key_id, message).await?)) })
///     }
/// }
/// ```
pub trait RemoteSigner: Send + Sync + fmt::Debug {
    /// Signs a message; `message` holds the access token where there is one.
    fn sign<'a>(&'a self, message: &'a [u8]) -> SigningFuture<'a>;
}

/// The private key of a partner: here, or somewhere that signs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SigningKey {
    /// In this process.
    Local(PrivateKey),
    /// Elsewhere.
    Remote(Arc<dyn RemoteSigner>),
}

impl SigningKey {
    /// A key that is held elsewhere.
    pub fn remote(signer: impl RemoteSigner + 'static) -> Self {
        Self::Remote(Arc::new(signer))
    }
}

impl From<PrivateKey> for SigningKey {
    fn from(key: PrivateKey) -> Self {
        Self::Local(key)
    }
}

/// A key that is ready to sign.
pub(super) enum ReadySigner {
    Local(Arc<dyn Signer>),
    Remote(Arc<dyn RemoteSigner>),
}
