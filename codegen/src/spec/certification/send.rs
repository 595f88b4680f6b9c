//! What the caller of a test case does.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::spec::at::{At, Entries};
use crate::spec::words::words;

/// How a call differs from the documented request. What is not said is right: the call is signed, has a token where one is due,
/// a new X-EXTERNAL-ID and a new reference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// A case whose call was made before, and what of it is sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<At<Repeats>>,
    /// Members of the request, by their paths, with other values. A member that is a number or a boolean in the documented
    /// request stays one where the value is one. `@limited` is the first member that is refused for its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Entries<At<String>>>,
    /// Members that are left out. `@mandatory` is the first that may not be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<At<String>>,
    /// Headers with other values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Entries<At<String>>>,
    /// Headers that come a second time, with this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twice: Option<Entries<At<String>>>,
    /// Headers that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<At<String>>,
    /// Another HTTP method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^(GET|POST|PUT|DELETE)$"))]
    pub method: Option<At<String>>,
    /// What is appended to the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<At<String>>,
    /// What is wrong with the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<At<Signature>>,
    /// What is wrong with the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<At<Token>>,
    /// Another X-TIMESTAMP, which is signed: seconds before or after now (`-301s`, `+301s`), or a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<At<String>>,
    /// What is wrong with the body, which is signed as it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<At<Body>>,
    /// This text in place of the body; it is signed as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<At<String>>,
}

/// A call that is made again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// The case whose call it was.
    pub case: At<String>,
    /// Its X-EXTERNAL-ID.
    pub external_id: At<Like>,
    /// The members that name what is carried out once.
    pub reference: At<Like>,
}

words!(
    /// Whether something is taken from an earlier call.
    Like {
        /// As it was.
        Same => "same",
        /// A new one.
        New => "new",
    }
);
words!(
    /// What is wrong with a signature.
    Signature {
        /// There is none.
        Missing => "missing",
        /// It is no base64.
        Garbled => "garbled",
        /// It is made with another key or secret.
        OtherKey => "other-key",
        /// It is that of another path.
        OtherPath => "other-path",
        /// It is that of another body.
        OtherBody => "other-body",
        /// It is that of another timestamp.
        OtherTime => "other-time",
    }
);
words!(
    /// What is wrong with a token.
    Token {
        /// There is none.
        Missing => "missing",
        /// Nobody gave it out.
        Unknown => "unknown",
        /// It was given out, and is over.
        Expired => "expired",
        /// It was given to somebody else.
        OfAnother => "of-another",
        /// It does not begin with `Bearer`.
        OtherScheme => "other-scheme",
        /// It ends with a quote.
        Quoted => "quoted",
    }
);
words!(
    /// What is wrong with a body.
    Body {
        /// It breaks off in the middle.
        Cut => "cut",
        /// It is empty.
        Empty => "empty",
        /// It is a list.
        Array => "array",
        /// A byte of it is no UTF-8.
        NoText => "no-text",
        /// A member stands in it twice.
        MemberTwice => "member-twice",
        /// It begins with a byte order mark.
        Mark => "mark",
        /// Something stands behind its end.
        Tail => "tail",
        /// It is larger than 256 KiB.
        TooLarge => "too-large",
        /// A member stands in it that nobody knows: that is right.
        UnknownMember => "unknown-member",
    }
);
