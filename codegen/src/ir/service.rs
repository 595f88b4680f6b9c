//! Services and their pages.

use crate::ir::message::{Message, NamedType, Variant};
use crate::json::Node;
use crate::source::{FileId, Loc};
use crate::spec::erratum::ErratumKind;
use crate::spec::service::{Direction, Effect, Method};

/// A page of documentation.
#[derive(Debug, Clone)]
pub struct Page {
    /// Rust module.
    pub module: String,
    /// File of the spec.
    pub file: FileId,
    /// Name of that file.
    pub file_name: String,
    /// Where it was transcribed from.
    pub source: Source,
    /// Named types.
    pub types: Vec<NamedType>,
    /// Services.
    pub services: Vec<Service>,
    /// Contradictions of the page as a whole.
    pub errata: Vec<Erratum>,
}

/// Where something was transcribed from.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Title of the page.
    pub title: String,
    /// Address of the page.
    pub url: String,
    /// Day on which it was read.
    pub retrieved: String,
}

/// One service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Name, unique within the provider.
    pub name: String,
    /// Human name.
    pub title: String,
    /// Two-character code.
    pub code: String,
    /// Code as the table prints it, before errata.
    pub documented_code: String,
    /// Where the code stands.
    pub code_loc: Loc,
    /// The national service that it is a dialect of.
    pub standard: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Method as the table prints it, before errata.
    pub documented_method: Method,
    /// Path below the prefix.
    pub path: String,
    /// Path as the table prints it, before errata.
    pub documented_path: String,
    /// What `{version}` stands for.
    pub version: String,
    /// Who calls whom.
    pub direction: Direction,
    /// What a call does.
    pub effect: Effect,
    /// The service that tells what became of a call.
    pub status: Option<String>,
    /// Header set: provider and name.
    pub headers: Option<(String, String)>,
    /// Signing profile: provider and name.
    pub signing: Option<(String, String)>,
    /// Headers that have a value of their own: name, value, place.
    pub header_values: Vec<(String, String, Loc)>,
    /// The service whose endpoint it shares in another shape.
    pub shape_of: Option<String>,
    /// What it is for.
    pub doc: Option<String>,
    /// The request.
    pub request: Message,
    /// The shapes of the response: at least one.
    pub responses: Vec<Variant>,
    /// The messages as the tables print them, before errata: the request, then each response.
    pub documented: Vec<Message>,
    /// Documented samples.
    pub samples: Vec<Sample>,
    /// Why there is no sample.
    pub no_sample: Option<String>,
    /// Contradictions.
    pub errata: Vec<Erratum>,
    /// Where it stands.
    pub loc: Loc,
}

impl Service {
    /// Path as called, with prefix and version.
    pub fn full_path(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.path.replace("{version}", &self.version))
    }

    /// Every message with the root of its paths: `request`, `response` or `responses.variant`.
    pub fn messages(&self) -> impl Iterator<Item = (String, &Message)> {
        let root = |variant: &Variant| {
            variant.name.as_ref().map_or_else(|| "response".to_owned(), |n| format!("responses.{n}"))
        };
        std::iter::once(("request".to_owned(), &self.request))
            .chain(self.responses.iter().map(move |variant| (root(variant), &variant.message)))
    }

    /// A shape of the response by name.
    pub fn response(&self, variant: Option<&str>) -> Option<&Variant> {
        match variant {
            None => self.responses.first(),
            Some(name) => self.responses.iter().find(|v| v.name.as_deref() == Some(name)),
        }
    }
}

/// A documented exchange.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Name, unique within the service.
    pub name: String,
    /// The response variant that it shows.
    pub variant: Option<String>,
    /// The method that it prints.
    pub method: Option<(Method, Loc)>,
    /// The path that it prints.
    pub path: Option<(String, Loc)>,
    /// The headers that it prints.
    pub headers: Vec<(String, String, Loc)>,
    /// The request.
    pub request: Option<SampleText>,
    /// The response.
    pub response: Option<SampleText>,
    /// Printed texts that are not JSON: message, text, place.
    pub raw: Vec<(&'static str, String, Loc)>,
    /// Taken over from the national service.
    pub inherited: bool,
    /// Where it stands.
    pub loc: Loc,
}

/// A sample's text with its parsed value.
#[derive(Debug, Clone)]
pub struct SampleText {
    /// As it stands in the file, without the indentation.
    pub text: String,
    /// The value.
    pub node: Node,
    /// Where the text starts.
    pub loc: Loc,
}

/// A contradiction and what was decided.
#[derive(Debug, Clone)]
pub struct Erratum {
    /// Name, unique within the service or file.
    pub id: String,
    /// What it is about.
    pub at: String,
    /// What disagrees.
    pub kind: ErratumKind,
    /// What the document says.
    pub documented: String,
    /// What was decided.
    pub decision: String,
    /// Other spellings that it introduces.
    pub names: Vec<String>,
    /// Whether it changes what is accepted or sent.
    pub acts: bool,
    /// Taken over from the national service.
    pub inherited: bool,
    /// Where it stands.
    pub loc: Loc,
}
