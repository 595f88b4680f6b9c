//! How strictly, and with what besides the message, rules are run.

/// Strict for what is sent and for requests that are served; lenient for what a provider answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As the spec says.
    Strict,
    /// With what the errata of the spec accept; unknown members are reported.
    Lenient,
}

/// Whether a member must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Mandatory.
    Must,
    /// Optional.
    May,
}

/// Looks up a header of the request by its name, ignoring case.
pub type HeaderLookup<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// What a rule may look at besides the message itself.
#[derive(Default, Clone, Copy)]
pub struct Context<'a> {
    /// The headers of the request. Rules about headers are skipped without them.
    pub headers: Option<&'a HeaderLookup<'a>>,
}

impl<'a> Context<'a> {
    /// With the headers of the request.
    #[must_use]
    pub const fn with_headers(headers: &'a HeaderLookup<'a>) -> Self {
        Self { headers: Some(headers) }
    }
}

// `Context<'a>` cannot be shortened to the life of one check, for the closure returns `&'a str`; a trait object can.
pub(super) trait Headers {
    fn header(&self, name: &str) -> Option<&str>;
}

impl Headers for Context<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.and_then(|headers| headers(name))
    }
}
