//! The compiled partner: asked about messages and told to call, one line a question.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use snap_codegen::ir::{Catalogue, Message, Provider, Service};
use snap_codegen::json::Node;
use snap_tests::broken::{Reading, Table};
use snap_tests::spec_path;

pub struct Partner {
    child: Child,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Drop for Partner {
    fn drop(&mut self) {
        // It ends with its questions, too; whoever fails in between leaves nothing behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Partner {
    pub fn start(binary: &Path) -> Self {
        let mut child = Command::new(binary).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
        let (input, output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        Self { child, pipes: Mutex::new((input, BufReader::new(output))) }
    }

    /// What it answers: the parts of a line.
    pub fn ask(&self, parts: &[&str]) -> Result<Vec<String>, String> {
        assert!(parts.iter().all(|part| !part.contains(['\n', '\t'])), "{parts:?}");
        let mut pipes = self.pipes.lock().expect("nobody fails with the lock");
        writeln!(pipes.0, "{}", parts.join("\t")).expect("it listens");
        let mut line = String::new();
        pipes.1.read_line(&mut line).expect("it answers");
        let mut said = line.trim_end_matches('\n').split('\t').map(str::to_owned);
        if said.next().as_deref() == Some("ok") { Ok(said.collect()) } else { Err(format!("{parts:?}: {line}")) }
    }

    /// What the runtime finds in a message, as paths of the spec.
    pub fn found(&self, of: &[&str; 4], json: &str, reading: Reading) -> BTreeSet<String> {
        let [provider, service, kind, variant] = of;
        let reading = format!("{reading:?}");
        let said = self.ask(&["judge", provider, service, kind, variant, &reading, json]);
        let said = said.unwrap_or_else(|error| panic!("{error}"));
        said.iter().filter(|path| !path.is_empty()).map(|path| spec_path(path)).collect()
    }

    /// Every message of a provider.
    pub fn tables<'a>(&'a self, catalogue: &'a Catalogue, provider: &'a Provider) -> Vec<Table<'a>> {
        let services = provider.pages.iter().flat_map(|page| &page.services);
        services
            .flat_map(|service| {
                let responses = service.responses.iter().map(|v| (&v.message, v.name.as_deref(), true));
                let messages = std::iter::once((&service.request, None, false)).chain(responses);
                messages.map(move |(message, variant, response)| {
                    self.table(catalogue, provider, service, message, variant.unwrap_or(""), response)
                })
            })
            .collect()
    }

    fn table<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        provider: &'a Provider,
        service: &'a Service,
        message: &'a Message,
        variant: &'a str,
        response: bool,
    ) -> Table<'a> {
        let kind = if response { "Response" } else { "Request" };
        let of = [provider.name.as_str(), service.name.as_str(), kind, variant];
        let runtime = move |message: &Node, reading| self.found(&of, &message.to_text(), reading);
        Table { name: of.join(" "), catalogue, service, message, response, runtime: Box::new(runtime) }
    }
}
