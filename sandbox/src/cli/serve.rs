//! `snap-sandbox` without a command: providers that run until they are stopped.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use snap_bi::signing::PublicKey;
use snap_bi::{Provider, Secret};
use snap_sandbox::{CLIENT_SECRET, Partner, Sandbox, Seed, faults};

use super::CouldNotRun;

/// Providers to develop against.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// A provider, such as `faspay`; several get ports that follow each other. `all` is every one.
    #[arg(long = "provider", value_name = "NAME")]
    providers: Vec<String>,
    /// The address to listen at.
    #[arg(long, env = "SNAP_SANDBOX_HOST", default_value_t = Ipv4Addr::LOCALHOST.into())]
    host: IpAddr,
    /// The port of the first provider; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// What it begins with: accounts, bills, how transfers end.
    #[arg(long, value_name = "FILE.yaml")]
    seed: Option<PathBuf>,
    /// Where the partner listens to what providers call.
    #[arg(long, value_name = "URL")]
    partner_url: Option<String>,
    /// X-PARTNER-ID of the partner, where it is to be another than the one that is printed.
    #[arg(long)]
    partner_id: Option<String>,
    /// X-CLIENT-KEY of the partner, where it is to be another.
    #[arg(long)]
    client_key: Option<String>,
    /// The environment variable with the client secret, where it is to be another.
    #[arg(long, value_name = "NAME")]
    secret_env: Option<String>,
    /// The partner's public key, PEM, where it is to be another.
    #[arg(long, value_name = "FILE.pem")]
    public_key: Option<PathBuf>,
}

impl Serve {
    /// What can go wrong on demand, for `--help`.
    pub(crate) fn help() -> String {
        let kinds = faults::KINDS.iter().map(|(number, name, what)| format!("  {number}  {name:<16} {what}"));
        let kinds = kinds.collect::<Vec<_>>().join("\n");
        format!(
            "Faults, by a reference number that begins with the number, by the header {}, or for the next call on the page:\n  \
             4031814  <any code>       that response code, with the service code of whatever is called\n  \
             2021800  <a 202>          it is accepted, and done after two questions or a minute\n{kinds}\n\n\
             Example:\n  snap-sandbox --provider faspay --provider bca --partner-url http://127.0.0.1:3000",
            faults::HEADER
        )
    }

    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve())
    }

    async fn serve(self) -> Result<ExitCode, CouldNotRun> {
        let mut builder = Sandbox::builder().host(self.host).port(self.port);
        for name in &self.providers {
            if name == "all" {
                builder = Provider::ALL.iter().fold(builder, |builder, provider| builder.provider(*provider));
            } else {
                builder = builder.provider(super::provider(name)?);
            }
        }
        if let Some(path) = &self.seed {
            let shown = path.display();
            let text = std::fs::read_to_string(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
            builder = builder.seed(Seed::from_yaml(&text).map_err(|error| format!("{shown}: {error}"))?);
        }
        if let Some(url) = &self.partner_url {
            builder = builder.partner_url(url);
        }
        let sandbox = builder.partner(self.partner()?).start().await?;
        self.say(&sandbox)?;
        tokio::select! {
            () = sandbox.run() => {}
            result = tokio::signal::ctrl_c() => result?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn partner(&self) -> Result<Partner, CouldNotRun> {
        let mut partner = Partner::default();
        if let Some(id) = &self.partner_id {
            partner = partner.with_id(id);
        }
        if let Some(key) = &self.client_key {
            partner = partner.with_client_key(key);
        }
        if let Some(name) = &self.secret_env {
            let secret = std::env::var(name).map_err(|_| format!("the environment variable {name} is not set"))?;
            partner = partner.with_secret(Secret::new(secret));
        }
        if let Some(path) = &self.public_key {
            let shown = path.display();
            let text = std::fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
            let key = PublicKey::load(&text).map_err(|error| format!("{shown}: {error}"))?;
            partner = partner.with_public_key(key);
        }
        Ok(partner)
    }

    fn say(&self, sandbox: &Sandbox) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        for (name, url) in sandbox.addresses() {
            writeln!(out, "{name:<14} {url}")?;
        }
        writeln!(out, "{:<14} {}", "page", sandbox.pages())?;
        if self.secret_env.is_none() {
            writeln!(out, "{:<14} {CLIENT_SECRET}", "client secret")?;
        }
        writeln!(out, "Keys, partner IDs and everything that is called are on the page. Ctrl-C ends it.")?;
        out.flush()
    }
}
