//! Services and their pages.

use crate::ir::inquiry::Inquiry;
use crate::ir::message::{Message, NamedType, Variant};
use crate::ir::place::{Corrected, Place, Placed};
use crate::ir::redirect::Redirect;
use crate::ir::serving::Serving;
use crate::ir::target::{MessageId, Target};
use crate::json::Node;
use crate::source::{FileId, Loc};
use crate::spec::erratum::ErratumKind;
use crate::spec::provider::MessageKind;
use crate::spec::service::{Direction, Effect, Method};

/// A page of documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its name within the provider: as the page says, or its file's.
    pub slug: Placed<String>,
    /// Where it begins.
    pub place: Place,
    /// Name of its file.
    pub file_name: String,
    /// Where it was transcribed from.
    pub source: Source,
    /// Named types.
    pub types: Vec<NamedType>,
    /// Services; none where the types are shared by the pages of the provider.
    pub services: Vec<Service>,
    /// Contradictions of the page as a whole.
    pub errata: Vec<Erratum>,
}

impl Page {
    /// Whether it is no page of documentation, but holds the types that the provider's pages share.
    pub fn is_shared(&self) -> bool {
        self.file_name.ends_with("/types.yaml")
    }

    /// File of the spec.
    pub const fn file(&self) -> FileId {
        self.place.0.file
    }
}

/// Where something was transcribed from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Title of the page.
    pub title: Placed<String>,
    /// Address of the page.
    pub url: Placed<String>,
    /// Day on which it was read.
    pub retrieved: Placed<String>,
}

/// One service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Name, unique within the provider.
    pub name: String,
    /// Human name.
    pub title: Placed<String>,
    /// Two-character code; empty where the page gives none.
    pub code: Corrected<String>,
    /// Why there is no code.
    pub no_code: Option<Placed<String>>,
    /// The national service that it is a dialect of.
    pub standard: Option<Placed<String>>,
    /// HTTP method.
    pub method: Corrected<Method>,
    /// Path below the prefix.
    pub path: Corrected<String>,
    /// The whole path that is signed, where it is not the one that is called.
    pub signed_path: Option<Placed<String>>,
    /// Hosts of its own, by the names of environments.
    pub hosts: Vec<Host>,
    /// How the address is made at which the browser of the customer arrives; none for what is called.
    pub redirect: Option<Redirect>,
    /// What `{version}` stands for.
    pub version: Placed<String>,
    /// Who calls whom.
    pub direction: Placed<Direction>,
    /// What a call does.
    pub effect: Placed<Effect>,
    /// The service that tells what became of a call.
    pub status: Option<Placed<String>>,
    /// How it is asked.
    pub inquiry: Option<Inquiry>,
    /// Why no service tells what became of a call that moves money.
    pub no_status: Option<Placed<String>>,
    /// Header set: provider and name.
    pub headers: Option<Placed<(String, String)>>,
    /// Signing profile: provider and name.
    pub signing: Option<Placed<(String, String)>>,
    /// Headers that have a value of their own.
    pub header_values: Vec<HeaderValue>,
    /// How a server of it answers.
    pub serving: Serving,
    /// The service whose endpoint it shares in another shape.
    pub shape_of: Option<Placed<String>>,
    /// What it is for.
    pub doc: Option<Placed<String>>,
    /// The request.
    pub request: Message,
    /// The shapes of the response: at least one.
    pub responses: Vec<Variant>,
    /// Documented samples.
    pub samples: Vec<Sample>,
    /// Why there is no sample.
    pub no_sample: Option<String>,
    /// Contradictions.
    pub errata: Vec<Erratum>,
    /// Where it stands.
    pub place: Place,
}

/// Where a service is in one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Name of the environment.
    pub environment: Placed<String>,
    /// Its address there.
    pub url: Placed<String>,
}

/// A header with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderValue {
    /// Its name, as it is written.
    pub name: Placed<String>,
    /// Its value.
    pub value: Placed<String>,
}

impl Service {
    /// Path as called, with prefix and version.
    pub fn full_path(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.path.replace("{version}", &self.version))
    }

    /// Path as signed, with version, where it is not the one that is called.
    pub fn full_signed_path(&self) -> Option<String> {
        self.signed_path.as_ref().map(|path| path.replace("{version}", &self.version))
    }

    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }

    /// Where it says something, or its name where a default of its page says it: what is wrong with the one service is
    /// not wrong with the default.
    pub const fn at(&self, said: Loc) -> Loc {
        if said.line < self.place.0.line { self.place.0 } else { said }
    }

    /// The samples of its own page.
    pub fn own_samples(&self) -> impl Iterator<Item = &Sample> {
        self.samples.iter().filter(|sample| !sample.inherited)
    }

    /// Every message.
    pub fn messages(&self) -> impl Iterator<Item = (MessageId, &Message)> {
        let response = |variant: &Variant| MessageId::Response(variant.name.clone());
        std::iter::once((MessageId::Request, &self.request))
            .chain(self.responses.iter().map(move |variant| (response(variant), &variant.message)))
    }

    /// A message; of a response without a name, the first shape.
    pub fn message(&self, id: &MessageId) -> Option<&Message> {
        match id {
            MessageId::Request => Some(&self.request),
            MessageId::Response(shape) => self.response(shape.as_deref()).map(|variant| &variant.message),
        }
    }

    /// A message, to change it.
    pub fn message_mut(&mut self, id: &MessageId) -> Option<&mut Message> {
        match id {
            MessageId::Request => Some(&mut self.request),
            MessageId::Response(None) => self.responses.first_mut().map(|variant| &mut variant.message),
            MessageId::Response(shape) => {
                self.responses.iter_mut().find(|variant| variant.name == *shape).map(|variant| &mut variant.message)
            }
        }
    }

    /// A shape of the response by name; without one, the first.
    pub fn response(&self, shape: Option<&str>) -> Option<&Variant> {
        match shape {
            None => self.responses.first(),
            Some(name) => self.responses.iter().find(|v| v.name.as_deref() == Some(name)),
        }
    }
}

/// A documented exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Name, unique within the service.
    pub name: Placed<String>,
    /// The response variant that it shows.
    pub variant: Option<Placed<String>>,
    /// The method that it prints.
    pub method: Option<Placed<Method>>,
    /// The path that it prints.
    pub path: Option<Placed<String>>,
    /// The headers that it prints.
    pub headers: Vec<HeaderValue>,
    /// The request.
    pub request: Option<SampleText>,
    /// The response.
    pub response: Option<SampleText>,
    /// Printed texts that are not JSON.
    pub raw: Vec<(MessageKind, Placed<String>)>,
    /// Taken over from the national service.
    pub inherited: bool,
    /// Where it stands.
    pub place: Place,
}

impl Sample {
    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }

    /// The messages that it shows, as far as they are JSON.
    pub fn texts(&self) -> impl Iterator<Item = &SampleText> {
        [&self.request, &self.response].into_iter().flatten()
    }

    /// The shape of the response that it shows.
    pub fn shape(&self) -> Option<&str> {
        self.variant.as_ref().map(|variant| variant.as_str())
    }

    /// Names of the headers that it prints; none if it prints none.
    pub fn header_names(&self) -> Option<Vec<String>> {
        (!self.headers.is_empty()).then(|| self.headers.iter().map(|header| header.name.value.clone()).collect())
    }
}

/// A sample's text with its parsed value.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleText {
    /// As it stands in the file, without the indentation.
    pub text: String,
    /// The value.
    pub node: Node,
    /// Where the text starts.
    pub place: Place,
}

impl SampleText {
    /// Where the text starts.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}

/// A contradiction and what was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Erratum {
    /// Name, unique within the service or file.
    pub id: Placed<String>,
    /// What it is about: one thing, or several that disagree alike.
    pub at: Vec<Placed<Target>>,
    /// What disagrees.
    pub kind: Placed<ErratumKind>,
    /// What the document says.
    pub documented: Placed<String>,
    /// What was decided.
    pub decision: Placed<String>,
    /// Other spellings that it introduces.
    pub names: Vec<String>,
    /// What it changes.
    pub consequence: Consequence,
    /// Whether it replaces what the table says of its kind, for what is sent as well.
    pub replaces: bool,
    /// The places at which a key of it changes nothing.
    pub in_vain: Vec<Placed<Target>>,
    /// Taken over from the national service.
    pub inherited: bool,
    /// Where it stands.
    pub place: Place,
}

/// What an erratum changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// More is taken when reading.
    Accepts,
    /// The table says something else, both ways.
    Corrects,
    /// Both.
    AcceptsAndCorrects,
    /// Nothing: the table stands, and the sample that lint compares with it is wrong.
    Stands,
    /// Nothing: it tells a reader of the page what lint cannot see.
    Documents,
}

impl Consequence {
    /// Whether it changes what is accepted or sent.
    pub const fn acts(self) -> bool {
        match self {
            Self::Accepts | Self::Corrects | Self::AcceptsAndCorrects => true,
            Self::Stands | Self::Documents => false,
        }
    }

    /// In one word, for tools; `accept` and `correct` are those of the spec.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepts => "accept",
            Self::Corrects => "correct",
            Self::AcceptsAndCorrects => "accept-and-correct",
            Self::Stands => "stands",
            Self::Documents => "documents",
        }
    }
}

impl Erratum {
    /// Whether it changes what is accepted or sent.
    pub const fn acts(&self) -> bool {
        self.consequence.acts()
    }

    /// What it is about, in words: `request.a`, or `request.a` and `request.b`.
    pub fn places(&self) -> String {
        self.at.iter().map(|at| format!("`{at}`")).collect::<Vec<_>>().join(" and ")
    }

    /// Whether it speaks of this.
    pub fn is_about(&self, target: &Target) -> bool {
        self.at.iter().any(|at| at == target)
    }

    /// Where it stands.
    pub const fn loc(&self) -> Loc {
        self.place.0
    }
}
