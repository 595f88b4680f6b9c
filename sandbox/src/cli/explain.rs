//! `snap-sandbox explain`.

mod curl;
mod known;
mod message;
mod service;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use snap_bi::server::Scheme;
use snap_sandbox::doctor::{Presented, Verdict, diagnose};

use super::CouldNotRun;
use message::Message;

const EXAMPLE: &str = "\
Example:
  snap-sandbox explain --provider faspay --url https://sendme-sandbox.faspay.co.id/account/v1.0/transfer-interbank \\
    --method POST --header 'X-TIMESTAMP: 2026-11-21T10:30:24+07:00' --header 'X-SIGNATURE: …' \\
    --body-file body.json --public-key partner.pem

Exit codes: 0 nothing is wrong, 1 something is wrong, 3 it could not be found out.";

/// Says what is wrong with the signature of a request, and what to write instead.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Explain {
    // In a box: beside it other commands are small.
    #[command(flatten)]
    asked: Box<Asked>,
}

#[derive(Debug, Args)]
struct Asked {
    /// Whose service is called, such as `faspay`.
    #[arg(long)]
    provider: String,
    /// The service that is called, such as `transfer_interbank`; without it the one at that method and path.
    #[arg(long)]
    service: Option<String>,
    #[command(flatten)]
    message: message::Sent,
    #[command(flatten)]
    known: known::KnownBy,
    /// How it is signed, where no page says it or the contract settles it.
    #[arg(long)]
    scheme: Option<Signed>,
    /// The prefix under which the server stands, such as `/faspay`.
    #[arg(long, default_value = "")]
    mount: String,
}

/// How a request is signed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Signed {
    /// HMAC-SHA512 with the client secret and a token.
    Symmetric,
    /// SHA256withRSA with the private key.
    Asymmetric,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        let asked = *self.asked;
        let message = Message::read(&asked.message)?;
        let endpoint = service::find(&asked.provider, asked.service.as_deref(), &message)?;
        let mut known = asked.known.read()?;
        if let Some(scheme) = asked.scheme {
            known = known.unsaid_scheme(match scheme {
                Signed::Symmetric => Scheme::Symmetric,
                Signed::Asymmetric => Scheme::Asymmetric,
            });
        }
        let presented = Presented::new(endpoint, &message.uri, &message.headers, &message.body).mount(&asked.mount);
        let diagnosis = diagnose(&presented, &known);
        if diagnosis.verdict == Verdict::NotSigned {
            let (provider, service) = (endpoint.provider, endpoint.service);
            return Err(format!(
                "no page of {provider} says how {service} is signed: say it, with `--scheme symmetric` or `--scheme asymmetric`"
            )
            .into());
        }
        let (provider, service, method, path) =
            (endpoint.provider, endpoint.service, endpoint.method.as_str(), endpoint.path);
        let mut out = std::io::stdout().lock();
        write!(out, "{provider} {service}, {method} {path}\n{diagnosis}")?;
        Ok(if diagnosis.is_right() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Reads a file, or standard input for `-`.
fn read(path: &PathBuf) -> Result<Vec<u8>, CouldNotRun> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()).into())
}
