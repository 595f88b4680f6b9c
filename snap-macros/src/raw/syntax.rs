//! The arguments of an attribute, read so that one slip does not hide the next: every entry is read by itself.

use proc_macro2::{Delimiter, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;
use syn::{Lit, LitStr, Path};

use crate::mistakes::Report;

/// One argument.
pub(crate) enum Entry {
    /// `key = value`
    Pair(Pair),
    /// `"key" = value`
    TextPair { key: LitStr, value: Value },
    /// `key(…)`
    List(List),
    /// `word`
    Word(Ident),
    /// `"text"`, or a literal that should have been one.
    Literal(Lit),
}

/// `key = value`
pub(crate) struct Pair {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// `key(…)`
pub(crate) struct List {
    pub(crate) key: Ident,
    /// None if it could not be read, which has been reported.
    pub(crate) content: Option<TokenStream>,
}

/// What stands behind `=`.
pub(crate) enum Value {
    /// A literal of any kind.
    Literal(Lit),
    /// An identifier, or several with hyphens between them.
    Word { text: String, tokens: TokenStream },
    /// A path of several segments, or with `::` in front.
    Path(Path),
    /// Anything else.
    Other(TokenStream),
    /// Nothing.
    Missing,
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal) => literal.to_tokens(tokens),
            Self::Path(path) => path.to_tokens(tokens),
            Self::Word { tokens: own, .. } | Self::Other(own) => tokens.extend(own.clone()),
            Self::Missing => {}
        }
    }
}

/// Reads entries that are separated by commas.
pub(crate) fn entries(tokens: TokenStream, report: &mut Report<'_>) -> Vec<Entry> {
    let mut plain = Vec::new();
    flatten(tokens, &mut plain);
    let mut reader = Reader { tokens: plain, at: 0 };
    let mut entries = Vec::new();
    while let Some(next) = reader.peek() {
        if let Some(comma) = punct(next, ',') {
            report.at(comma, "a comma too many: remove it");
            reader.at += 1;
            continue;
        }
        match reader.entry(report) {
            Some(entry) => {
                entries.push(entry);
                reader.separator(report);
            }
            None => reader.skip(report, "is not an argument; write `key = value`"),
        }
    }
    entries
}

/// Invisible groups stand around what `macro_rules!` passed on; to a reader they are not there.
fn flatten(tokens: TokenStream, plain: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => flatten(group.stream(), plain),
            token => plain.push(token),
        }
    }
}

struct Reader {
    tokens: Vec<TokenTree>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn peek_second(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at + 1)
    }

    fn is_punct(&self, char: char) -> bool {
        self.peek().is_some_and(|token| punct(token, char).is_some())
    }

    /// `::`, and not the `:` that people write for `=`.
    fn is_path_separator(&self) -> bool {
        let double = |token: &TokenTree| punct(token, ':').is_some_and(|colon| colon.spacing() == Spacing::Joint);
        self.peek().is_some_and(double) && self.peek_second().is_some_and(|token| punct(token, ':').is_some())
    }

    fn entry(&mut self, report: &mut Report<'_>) -> Option<Entry> {
        match self.peek()?.clone() {
            TokenTree::Ident(key) => {
                self.at += 1;
                Some(self.after_key(key, report))
            }
            TokenTree::Literal(literal) => {
                self.at += 1;
                let literal = Lit::new(literal);
                let Lit::Str(key) = &literal else { return Some(Entry::Literal(literal)) };
                if !self.is_punct('=') {
                    return Some(Entry::Literal(literal));
                }
                self.at += 1;
                Some(Entry::TextPair { key: key.clone(), value: self.value() })
            }
            TokenTree::Punct(_) | TokenTree::Group(_) => None,
        }
    }

    fn after_key(&mut self, key: Ident, report: &mut Report<'_>) -> Entry {
        match self.peek().cloned() {
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
                self.at += 1;
                Entry::Pair(Pair { key, value: self.value() })
            }
            Some(TokenTree::Punct(colon)) if colon.as_char() == ':' && !self.is_path_separator() => {
                report.at(&colon, format!("a value stands behind `=`: write `{key} = …`"));
                self.at += 1;
                Entry::Pair(Pair { key, value: self.value() })
            }
            Some(TokenTree::Group(group)) => {
                self.at += 1;
                if group.delimiter() != Delimiter::Parenthesis {
                    report.at_span(group.span_open(), format!("a list stands in round brackets: write `{key}(…)`"));
                }
                Entry::List(List { key, content: Some(group.stream()) })
            }
            _ => Entry::Word(key),
        }
    }

    fn value(&mut self) -> Value {
        let begin = self.at;
        match self.peek() {
            None => return Value::Missing,
            Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => return Value::Missing,
            Some(TokenTree::Literal(literal)) => {
                let literal = Lit::new(literal.clone());
                self.at += 1;
                return Value::Literal(literal);
            }
            Some(TokenTree::Ident(_)) => {
                // `provider = , …` is caught above; here it is `provider = signing = …`, whose value was forgotten.
                if self.peek_second().is_some_and(|token| punct(token, '=').is_some()) {
                    return Value::Missing;
                }
                self.at += 1;
            }
            Some(_) if self.is_path_separator() => {}
            Some(_) => return Value::Other(self.until_comma()),
        }
        if self.is_punct('-') {
            while self.is_punct('-') && matches!(self.peek_second(), Some(TokenTree::Ident(_))) {
                self.at += 2;
            }
            let tokens = self.since(begin);
            let text = tokens.clone().into_iter().map(|token| token.to_string()).collect();
            return Value::Word { text, tokens };
        }
        while self.is_path_separator() {
            self.at += 2;
            if !matches!(self.peek(), Some(TokenTree::Ident(_))) {
                return Value::Other(self.since(begin));
            }
            self.at += 1;
        }
        let tokens = self.since(begin);
        match Path::parse_mod_style.parse2(tokens.clone()) {
            Ok(path) => match path.get_ident() {
                Some(ident) => Value::Word { text: ident.to_string(), tokens },
                None => Value::Path(path),
            },
            Err(_) => Value::Other(tokens),
        }
    }

    fn since(&self, begin: usize) -> TokenStream {
        self.tokens.get(begin..self.at).unwrap_or_default().iter().cloned().collect()
    }

    fn until_comma(&mut self) -> TokenStream {
        let begin = self.at;
        while self.peek().is_some_and(|token| punct(token, ',').is_none()) {
            self.at += 1;
        }
        self.since(begin)
    }

    /// What must stand between two entries; what is left of an entry is reported and left out.
    fn separator(&mut self, report: &mut Report<'_>) {
        let Some(next) = self.peek() else { return };
        if punct(next, ',').is_some() {
            self.at += 1;
        } else if self.begins_entry() {
            report.at(next, format!("a comma is missing before {}", quoted(&quote!(#next))));
        } else {
            self.skip(report, "is one too many: a comma, or nothing, stands here");
        }
    }

    fn begins_entry(&self) -> bool {
        match self.peek() {
            Some(TokenTree::Literal(_)) => true,
            Some(TokenTree::Ident(_)) => match self.peek_second() {
                None | Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
                Some(token) => punct(token, '=').or_else(|| punct(token, ',')).is_some(),
            },
            _ => false,
        }
    }

    /// Leaves out what cannot be read, up to the next comma or argument.
    fn skip(&mut self, report: &mut Report<'_>, what: &str) {
        let begin = self.at;
        while self.peek().is_some_and(|token| punct(token, ',').is_none()) && (self.at == begin || !self.begins_entry())
        {
            self.at += 1;
        }
        let rest = self.since(begin);
        report.at(&rest, format!("{} {what}", quoted(&rest)));
        if self.is_punct(',') {
            self.at += 1;
        }
    }
}

fn punct(token: &TokenTree, char: char) -> Option<&Punct> {
    match token {
        TokenTree::Punct(punct) if punct.as_char() == char => Some(punct),
        _ => None,
    }
}

/// The tokens in backticks, cut where they would fill the screen.
fn quoted(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
