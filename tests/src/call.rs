//! A typed call of a generated client, without its types: a test can make them all.

use std::future::Future;
use std::pin::Pin;

use snap_bi::{Client, DecodeError, SnapError};

/// What came back.
#[derive(Debug)]
pub struct Called {
    /// The response code as it came.
    pub code: Option<String>,
    /// The body as it came.
    pub raw: Vec<u8>,
}

/// A call under way.
pub type Calling = Pin<Box<dyn Future<Output = Result<Called, SnapError>> + Send>>;

/// A service that a partner calls.
pub struct Call {
    /// The provider.
    pub provider: &'static str,
    /// The service.
    pub service: &'static str,
    /// Decodes a request and calls the client's own method.
    pub run: fn(Client, &[u8]) -> Result<Calling, DecodeError>,
}

/// An entry of the table. Generated code writes it.
macro_rules! call {
    ($provider:literal, $service:literal, $client:path, $method:ident, $request:path) => {
        Call {
            provider: $provider,
            service: $service,
            run: |client, json| {
                let request = <$request as ::snap_bi::Model>::from_json(json)?;
                Ok(::std::boxed::Box::pin(async move {
                    let reply = <$client>::new(client).$method(&request).await?;
                    let code = reply.code().map(|code| code.to_string());
                    Ok($crate::call::Called { code, raw: reply.raw().to_vec() })
                }))
            },
        }
    };
}
pub(crate) use call;
