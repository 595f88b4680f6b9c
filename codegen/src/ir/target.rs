//! What errata speak of: messages, members, the service's own line, and what services share.

use std::fmt;

/// A message of a service.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MessageId {
    /// The request.
    Request,
    /// The response; one of its shapes by name, where it has several.
    Response(Option<String>),
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request => f.write_str("request"),
            Self::Response(None) => f.write_str("response"),
            Self::Response(Some(shape)) => write!(f, "responses.{shape}"),
        }
    }
}

/// A member on the way to another, by its name on the wire.
#[derive(Debug, Clone, Eq, PartialOrd, Ord)]
pub struct Hop {
    /// Its name.
    pub name: String,
    /// How many lists it is an element of: `grid[][]` is two.
    pub lists: usize,
}

/// Which of its elements is meant, nobody can say: `list[].member` and `list.member` are the same member.
impl PartialEq for Hop {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Members from the root of a message or type down to the one that is meant; none for the root itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members(pub Vec<Hop>);

impl Members {
    /// Reads `list[].member`; nothing is the root.
    pub fn read(text: &str) -> Self {
        let hop = |text: &str| {
            let (mut name, mut lists) = (text, 0);
            while let Some(rest) = name.strip_suffix("[]") {
                (name, lists) = (rest, lists + 1);
            }
            Hop { name: name.to_owned(), lists }
        };
        Self(if text.is_empty() { Vec::new() } else { text.split('.').map(hop).collect() })
    }

    /// The names alone.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|hop| hop.name.as_str()).collect()
    }

    /// Whether it is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it lies above the other, or is it.
    pub fn leads_to(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The member of another name beside it.
    fn beside(&self, name: &str) -> Self {
        let above = self.0.split_last().map_or(&[][..], |(_, above)| above);
        Self(above.iter().cloned().chain([Hop { name: name.to_owned(), lists: 0 }]).collect())
    }
}

impl fmt::Display for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, hop) in self.0.iter().enumerate() {
            write!(f, "{}{}{}", if index > 0 { "." } else { "" }, hop.name, "[]".repeat(hop.lists))?;
        }
        Ok(())
    }
}

/// What an erratum speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A member of a message, or the whole of it.
    Message(MessageId, Members),
    /// A member of a named type, or the whole of it.
    Type(String, Members),
    /// A header, of one set where that is named.
    Header {
        /// The set.
        set: Option<String>,
        /// The header, as it is written; none for all of them.
        name: Option<String>,
    },
    /// The service code.
    Code,
    /// The HTTP method.
    Method,
    /// The path.
    Path,
    /// What only a reader compares: its kind, and which of that kind.
    Other(String, Option<String>),
}

impl Target {
    /// Reads what `at:` of an erratum says.
    pub fn read(text: &str) -> Self {
        let (root, rest) = text.split_once('.').map_or((text, None), |(root, rest)| (root, Some(rest)));
        let members = |rest: Option<&str>| Members::read(rest.unwrap_or(""));
        let named = |rest: &str| {
            let (name, rest) = rest.split_once('.').map_or((rest, None), |(name, rest)| (name, Some(rest)));
            (name.to_owned(), members(rest))
        };
        match (root, rest) {
            ("request", rest) => Self::Message(MessageId::Request, members(rest)),
            ("response", rest) => Self::Message(MessageId::Response(None), members(rest)),
            ("responses", Some(rest)) => {
                let (shape, members) = named(rest);
                Self::Message(MessageId::Response(Some(shape)), members)
            }
            ("types", Some(rest)) => {
                let (name, members) = named(rest);
                Self::Type(name, members)
            }
            ("headers", None) => Self::Header { set: None, name: None },
            ("headers", Some(rest)) => {
                let (set, name) = rest.rsplit_once('.').map_or((None, rest), |(set, name)| (Some(set), name));
                Self::Header { set: set.map(str::to_owned), name: Some(name.to_owned()) }
            }
            ("code", None) => Self::Code,
            ("method", None) => Self::Method,
            ("path", None) => Self::Path,
            (root, rest) => Self::Other(root.to_owned(), rest.map(str::to_owned)),
        }
    }

    /// The word that it begins with.
    pub fn root(&self) -> &str {
        match self {
            Self::Message(MessageId::Request, _) => "request",
            Self::Message(MessageId::Response(None), _) => "response",
            Self::Message(MessageId::Response(Some(_)), _) => "responses",
            Self::Type(..) => "types",
            Self::Header { .. } => "headers",
            Self::Code => "code",
            Self::Method => "method",
            Self::Path => "path",
            Self::Other(root, _) => root,
        }
    }

    /// The member of another name beside the one that is meant.
    pub fn beside(&self, name: &str) -> Self {
        match self {
            Self::Message(id, members) => Self::Message(id.clone(), members.beside(name)),
            Self::Type(ty, members) => Self::Type(ty.clone(), members.beside(name)),
            other => other.clone(),
        }
    }

    /// Whether it is the other, or holds it.
    pub fn leads_to(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Message(mine, above), Self::Message(theirs, below)) => mine == theirs && above.leads_to(below),
            (Self::Type(mine, above), Self::Type(theirs, below)) => mine == theirs && above.leads_to(below),
            (mine, theirs) => mine == theirs,
        }
    }

    /// The members that it names, below the message or type.
    pub fn members_mut(&mut self) -> Option<&mut Members> {
        match self {
            Self::Message(_, members) | Self::Type(_, members) => Some(members),
            Self::Header { .. } | Self::Code | Self::Method | Self::Path | Self::Other(..) => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let below = |members: &Members| if members.is_root() { "" } else { "." };
        match self {
            Self::Message(id, members) => write!(f, "{id}{}{members}", below(members)),
            Self::Type(name, members) => write!(f, "types.{name}{}{members}", below(members)),
            Self::Header { set, name } => {
                f.write_str("headers")?;
                [set, name].into_iter().flatten().try_for_each(|part| write!(f, ".{part}"))
            }
            Self::Code | Self::Method | Self::Path => f.write_str(self.root()),
            Self::Other(root, which) => {
                f.write_str(root)?;
                which.iter().try_for_each(|which| write!(f, ".{which}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageId, Target};

    #[test]
    fn a_target_says_what_was_read() {
        for text in [
            "request",
            "request.list[].member",
            "response.grid[][].x",
            "responses.short",
            "responses.short.a.b",
            "types.Bill.amount",
            "headers.X-NAME",
            "headers.set.X-NAME",
            "code",
            "path",
            "codes.404",
            "service",
            "responses",
            "",
        ] {
            assert_eq!(Target::read(text).to_string(), text);
        }
    }

    #[test]
    fn marks_of_lists_do_not_count() {
        let read = Target::read;
        assert_eq!(read("request.list[].member"), read("request.list.member"));
        assert_ne!(read("request.list"), read("response.list"));
        assert_eq!(read("responses.a.b").beside("c"), read("responses.a.c"));
        assert!(read("types.Bill").leads_to(&read("types.Bill.amount")));
        assert!(!read("request.amount").leads_to(&read("request.amountInWords")));
        assert!(matches!(read("responses.a"), Target::Message(MessageId::Response(Some(shape)), _) if shape == "a"));
    }
}
