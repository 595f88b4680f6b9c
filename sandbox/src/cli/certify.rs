//! `snap-sandbox certify`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use snap_bi::Secret;
use snap_bi::signing::PrivateKey;
use snap_sandbox::Sandbox;
use snap_sandbox::certify::client::{Exchange, Watcher};
use snap_sandbox::certify::server::{self, Options};
use snap_sandbox::certify::{Data, Report, annex, har, shipped};
use snap_sandbox::journal::Way;

use super::CouldNotRun;

#[derive(Debug, Args)]
pub(crate) struct Certify {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Play a provider against your server, and judge each answer.
    Server(Box<Server>),
    /// Look at what your application sent, and tick off what it has shown.
    Client(Client),
    /// Write a provider's list, to be edited and given back by --annex.
    Annex(Annex),
}

#[derive(Debug, Args)]
struct Server {
    /// Address of your server; the paths of services go behind it.
    #[arg(long)]
    target: String,
    /// The provider that is played.
    #[arg(long)]
    provider: String,
    /// Services that are tried, by name; all unless it is said.
    #[arg(long, value_delimiter = ',')]
    services: Vec<String>,
    /// File with the private key that the provider signs with: its public half is what your server knows.
    #[arg(long)]
    key: Option<PathBuf>,
    /// Environment variable that holds the secret which the provider shares with you.
    #[arg(long)]
    secret_env: Option<String>,
    /// X-PARTNER-ID of the calls.
    #[arg(long, default_value = "")]
    partner_id: String,
    /// X-CLIENT-KEY of the request for a token; the partner ID unless it is said.
    #[arg(long)]
    client_key: Option<String>,
    /// CHANNEL-ID of the calls.
    #[arg(long)]
    channel_id: Option<String>,
    /// Where your server gives tokens, if it is not /v1.0/access-token/b2b.
    #[arg(long)]
    token_path: Option<String>,
    /// YAML file with what only you know, such as `unpaid_va: "   1234567890"`.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Your own list in place of the provider's, as YAML or .xlsx.
    #[arg(long)]
    annex: Vec<PathBuf>,
    /// Leave out what the standard refuses.
    #[arg(long)]
    own_only: bool,
    /// How many seconds an answer is waited for.
    #[arg(long, default_value_t = 30)]
    patience: u64,
    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Debug, Args)]
struct Client {
    /// The provider that was called.
    #[arg(long)]
    provider: String,
    /// What was sent: a HAR file, or a journal of one JSON object a line. Without it a sandbox is started, and what your
    /// application calls there is watched until Ctrl-C.
    #[arg(long, alias = "journal")]
    har: Option<PathBuf>,
    /// The port of that sandbox.
    #[arg(long, default_value_t = 8080, conflicts_with = "har")]
    port: u16,
    /// Where your application listens to what the provider calls.
    #[arg(long, value_name = "URL", conflicts_with = "har")]
    partner_url: Option<String>,
    /// Your own list in place of the provider's, as YAML or .xlsx.
    #[arg(long)]
    annex: Vec<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Debug, Args)]
struct Annex {
    /// The provider.
    #[arg(long)]
    provider: String,
    /// Which of its lists, by its number; they are counted from 1.
    #[arg(long, default_value_t = 1)]
    list: usize,
    /// Write a workbook.
    #[arg(long)]
    xlsx: Option<PathBuf>,
    /// Write YAML.
    #[arg(long)]
    yaml: Option<PathBuf>,
}

/// Files that the report is written to.
#[derive(Debug, Args)]
struct Outputs {
    /// JUnit XML.
    #[arg(long)]
    junit: Option<PathBuf>,
    /// A page to be printed.
    #[arg(long)]
    html: Option<PathBuf>,
    /// A document with the table that banks ask for.
    #[arg(long)]
    docx: Option<PathBuf>,
    /// A workbook.
    #[arg(long)]
    xlsx: Option<PathBuf>,
}

impl Certify {
    pub(crate) fn run(self) -> Result<ExitCode, CouldNotRun> {
        match self.what {
            What::Server(server) => server.run(),
            What::Client(client) => client.run(),
            What::Annex(annex) => annex.run(),
        }
    }
}

impl Server {
    fn run(self) -> Result<ExitCode, CouldNotRun> {
        let mut options = Options::new(self.provider, self.target);
        options.services = self.services;
        options.key = self.key.as_deref().map(key).transpose()?;
        options.secret = self.secret_env.as_deref().map(secret).transpose()?;
        options.partner_id = self.partner_id;
        options.client_key = self.client_key;
        options.channel_id = self.channel_id;
        options.token_path = self.token_path;
        options.data = self.data.as_deref().map_or_else(|| Ok(Data::default()), Data::read)?;
        options.annex = self.annex.iter().map(|path| annex::read(path)).collect::<Result<_, _>>()?;
        options.own_only = self.own_only;
        options.patience = Duration::from_secs(self.patience);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        self.outputs.write(&runtime.block_on(server::run(&options))?)
    }
}

impl Client {
    fn run(self) -> Result<ExitCode, CouldNotRun> {
        let mut watcher = if self.annex.is_empty() {
            Watcher::new(&self.provider)?
        } else {
            let lists = self.annex.iter().map(|path| annex::read(path)).collect::<Result<_, _>>()?;
            Watcher::with(&self.provider, lists)?
        };
        let seen_in = match &self.har {
            Some(path) => {
                for exchange in har::read(path, &self.provider)? {
                    watcher.see(exchange);
                }
                path.display().to_string()
            }
            None => {
                let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
                runtime.block_on(self.watch(&mut watcher))?
            }
        };
        self.outputs.write(&watcher.report(&seen_in))
    }

    /// Watches what is called at a sandbox, until it is stopped.
    async fn watch(&self, watcher: &mut Watcher) -> Result<String, CouldNotRun> {
        let mut builder = Sandbox::builder().provider(super::provider(&self.provider)?).port(self.port);
        if let Some(url) = &self.partner_url {
            builder = builder.partner_url(url);
        }
        let sandbox = builder.start().await?;
        let (url, pages) = (sandbox.url().to_owned(), sandbox.pages().to_owned());
        writeln!(std::io::stdout(), "{url} is watched; its page is {pages}. Ctrl-C ends it, and the list is written.")?;
        let mut seen = 0;
        loop {
            let stopped = tokio::time::timeout(Duration::from_millis(500), tokio::signal::ctrl_c()).await;
            // One that is still being answered is seen the next time.
            for entry in sandbox.journal().entries() {
                if entry.id <= seen {
                    continue;
                }
                if entry.way == Way::In && entry.status.is_none() && stopped.is_err() {
                    break;
                }
                seen = entry.id;
                if let Some(ticked) = Exchange::of(&entry).and_then(|exchange| watcher.see(exchange)) {
                    writeln!(std::io::stdout(), "shown: {ticked}")?;
                }
            }
            if let Ok(stopped) = stopped {
                stopped?;
                return Ok(url);
            }
        }
    }
}

impl Annex {
    fn run(self) -> Result<ExitCode, CouldNotRun> {
        let shipped = shipped(&self.provider)?;
        let lists = shipped.lists.iter().chain(&shipped.national);
        let titles = || lists.clone().map(|list| format!("  {}", list.source.title)).collect::<Vec<_>>().join("\n");
        let Some(list) = self.list.checked_sub(1).and_then(|index| lists.clone().nth(index)) else {
            return Err(format!("there is no list {}: these are the lists, from 1\n{}", self.list, titles()).into());
        };
        if let Some(path) = &self.xlsx {
            write(path, &annex::to_xlsx(list)?)?;
        }
        if let Some(path) = &self.yaml {
            write(path, annex::to_yaml(list)?.as_bytes())?;
        }
        if self.xlsx.is_none() && self.yaml.is_none() {
            return Err(
                format!("say where to: --xlsx FILE or --yaml FILE; these are the lists, from 1\n{}", titles()).into()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Outputs {
    fn write(&self, report: &Report) -> Result<ExitCode, CouldNotRun> {
        if let Some(path) = &self.junit {
            write(path, report.junit()?.as_bytes())?;
        }
        if let Some(path) = &self.html {
            write(path, report.html().as_bytes())?;
        }
        if let Some(path) = &self.docx {
            write(path, &report.docx()?)?;
        }
        if let Some(path) = &self.xlsx {
            write(path, &report.xlsx()?)?;
        }
        write!(std::io::stdout(), "{report}")?;
        Ok(if report.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CouldNotRun> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn key(path: &Path) -> Result<PrivateKey, CouldNotRun> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    PrivateKey::load(&bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn secret(name: &str) -> Result<Secret, CouldNotRun> {
    let value = std::env::var(name).map_err(|_| format!("the environment has no {name}: set it to the secret"))?;
    Ok(Secret::new(value))
}
