//! Every mistake of one expansion, kept until all of it has been looked at.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The part of the trait that a mistake belongs to: decides the order of the report, and which usage is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// The attribute of the trait, and the trait itself.
    Service,
    /// The member of that index.
    Member(usize),
    /// The method of that index among the members.
    Method(usize),
    /// The attribute of a message, and the struct itself.
    Message,
    /// The field of that index.
    Field(usize),
}

impl Part {
    fn order(self) -> usize {
        match self {
            Self::Service | Self::Message => 0,
            Self::Member(index) | Self::Method(index) | Self::Field(index) => index + 1,
        }
    }

    /// How the part is written: shown once, below the first mistake in such a part.
    fn usage(self) -> Option<&'static str> {
        match self {
            Self::Service => Some(SERVICE_USAGE),
            Self::Method(_) => Some(ENDPOINT_USAGE),
            Self::Message => Some(MESSAGE_USAGE),
            Self::Field(_) => Some(FIELD_USAGE),
            Self::Member(_) => None,
        }
    }
}

const SERVICE_USAGE: &str = "\
#[snap_service(
    provider = \"mybank\",
    signing = symmetric,          // asymmetric, either, none, or path::TO_PROFILE
    // optional: title, base_path, version, headers, codes, source, token_endpoint, crate
)]";

const ENDPOINT_USAGE: &str = "\
#[endpoint(
    POST, \"/v1.0/balance-inquiry\",
    service_code = \"11\",
    effect = read,                // changes_state, moves_money
    // where money moves: status = method_that_tells, or no_status = \"why none does\"
    // optional: status, direction, query(..), signed_path, title, version, signing, headers, header_values(..), codes, source
    // or, for what is described elsewhere: metadata = path::TO_ENDPOINT
)]
async fn balance_inquiry(&self, request: BalanceInquiryRequest) -> Result<BalanceInquiryResponse, SnapError>;";

const MESSAGE_USAGE: &str = "\
#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(at_least_one(\"accountNo\", \"bankCardToken\"))]
// optional: exactly_one, all_or_none, needs, one_group, same, same_as_header, order, below, within, length,
// name, answer, nested, without_new, crate
pub struct BalanceInquiryRequest {
    pub account_no: Option<String>,
    pub bank_card_token: Option<String>,
    pub extra: Extra,
}";

const FIELD_USAGE: &str = "\
#[snap(
    presence = \"M\",               // O, or C with when(absent = \"accountNo\")
    max = 64,                     // min, exact, format = \"digits\", pattern, pad(..), values(..) with or without open
    // of an amount: precision(16, 2), decimals = zero, value(..), currency(..)
    // of a list: min_items, max_items, exact_items, items(max = 10)
    // optional: rename = \"PIN\", sensitive, nullable
)]
pub partner_reference_no: Option<String>,";

/// One mistake. The error is built last, for the usage goes into its message, and the stable compiler cannot join the
/// spans of an error that stands.
struct Mistake {
    part: Part,
    place: Place,
    message: String,
}

enum Place {
    Tokens(TokenStream),
    Span(Span),
}

impl Place {
    /// Line and column; nothing outside of a compiler, where there is no source.
    fn position(&self) -> (usize, usize) {
        let span = match self {
            Self::Tokens(tokens) => tokens.clone().into_iter().next().map(|token| token.span()),
            Self::Span(span) => Some(*span),
        };
        match span {
            Some(span) if proc_macro::is_available() => {
                let span = span.unwrap();
                (span.line(), span.column())
            }
            _ => (0, 0),
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(crate) struct Mistakes {
    found: Vec<Mistake>,
}

impl Mistakes {
    /// Reports on one part.
    pub(crate) fn on(&mut self, part: Part) -> Report<'_> {
        Report { mistakes: self, part }
    }

    /// Nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// As `compile_error!` calls in the order of the source, with each usage once.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        self.found.sort_by_key(|mistake| (mistake.part.order(), mistake.place.position()));
        let mut helped = BTreeSet::new();
        let errors = self.found.into_iter().map(|Mistake { part, place, mut message }| {
            // A macro cannot attach notes on the stable compiler, and a second error would count as a second mistake.
            if let Some(usage) = part.usage().filter(|usage| helped.insert(*usage)) {
                message.push_str("\n\nusage:\n");
                message.push_str(usage);
            }
            match place {
                Place::Tokens(tokens) => syn::Error::new_spanned(tokens, message),
                Place::Span(span) => syn::Error::new(span, message),
            }
        });
        let all = errors.reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.map_or_else(TokenStream::new, syn::Error::into_compile_error)
    }
}

/// Where the mistakes of one part go.
pub(crate) struct Report<'a> {
    mistakes: &'a mut Mistakes,
    part: Part,
}

impl Report<'_> {
    /// A mistake at exactly these tokens.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Into<String>) {
        self.push(Place::Tokens(tokens.into_token_stream()), message.into());
    }

    /// A mistake at a place that is no token of its own.
    pub(crate) fn at_span(&mut self, span: Span, message: impl Into<String>) {
        self.push(Place::Span(span), message.into());
    }

    fn push(&mut self, place: Place, message: String) {
        self.mistakes.found.push(Mistake { part: self.part, place, message });
    }
}
