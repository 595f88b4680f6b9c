//! How a server of the services answers where documents disagree.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::at::{At, Entries};
use super::status::{Constant, Origin};
use super::words::words;

/// What a provider says for all of its services.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    /// What the same call gets again, with the same X-EXTERNAL-ID, once it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<At<Repeat>>,
    /// What the same reference gets under another X-EXTERNAL-ID, with the same content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_reference: Option<At<SameReference>>,
    /// What the same reference gets with other content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_content: Option<At<OtherContent>>,
    /// How a timestamp outside of the window is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<At<Stale>>,
    /// How a caller is refused who is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inactive: Option<At<Inactive>>,
    /// How a call without a token is refused where one is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_token: Option<At<NoToken>>,
}

/// What a service says: each switch in place of its provider's.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    /// Members of the request, by their paths, that together name what is asked for: it is carried out once, whatever X-EXTERNAL-ID
    /// it comes under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub once: Vec<At<String>>,
    /// Members of the request that say nothing of what is asked for: calls that differ in them alone are the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<At<String>>,
    /// Members of the response that a refusal carries besides code and message, with where each value comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Entries<At<Carried>>>,
    /// What the same call gets again, with the same X-EXTERNAL-ID, once it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<At<Repeat>>,
    /// What the same reference gets under another X-EXTERNAL-ID, with the same content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_reference: Option<At<SameReference>>,
    /// What the same reference gets with other content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_content: Option<At<OtherContent>>,
    /// How a timestamp outside of the window is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<At<Stale>>,
    /// How a caller is refused who is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inactive: Option<At<Inactive>>,
    /// How a call without a token is refused where one is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_token: Option<At<NoToken>>,
}

impl Switches {
    /// Each word that is said, in the order of the switches.
    pub fn words(&self) -> [Option<At<&'static str>>; 6] {
        macro_rules! word {
            ($key:ident) => {
                self.$key.as_ref().map(|said| At::new(said.value.as_str(), said.loc))
            };
        }
        [word!(repeat), word!(same_reference), word!(other_content), word!(stale), word!(inactive), word!(no_token)]
    }
}

impl Serving {
    /// Its switches alone.
    pub fn switches(&self) -> Switches {
        Switches {
            repeat: self.repeat.clone(),
            same_reference: self.same_reference.clone(),
            other_content: self.other_content.clone(),
            stale: self.stale.clone(),
            inactive: self.inactive.clone(),
            no_token: self.no_token.clone(),
        }
    }
}

/// Where a value of a refusal comes from: `request.a.b` or `headers.X-EXTERNAL-ID` of the call, `message` for the message of the
/// refusal; or a value that is always the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Carried(pub Origin);

impl JsonSchema for Carried {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Carried".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let constant = generator.subschema_for::<Constant>();
        json_schema!({
            "description": "Where a value of a refusal comes from: a part of the call, the message of the refusal, or a value that is always the same.",
            "oneOf": [
                { "type": "string", "pattern": r"^(message|headers\.X-EXTERNAL-ID|request\.[^.\[\]]+(\.[^.\[\]]+)*)$" },
                constant
            ]
        })
    }
}

words!(
    /// What a call gets that was answered before: same X-EXTERNAL-ID, same content.
    Repeat {
        /// The answer of before.
        Stored => "stored",
        /// 409/00.
        Conflict => "conflict",
        /// 404/18 with the members of the answer of before.
        Inconsistent => "inconsistent",
    }
);
words!(
    /// What a reference gets that was answered before, under another X-EXTERNAL-ID, with the same content.
    SameReference {
        /// The answer of before.
        Stored => "stored",
        /// 409/01.
        Duplicate => "duplicate",
    }
);
words!(
    /// What a reference gets that came before with other content.
    OtherContent {
        /// 404/18.
        Inconsistent => "inconsistent",
        /// 409/01.
        Duplicate => "duplicate",
        /// 409/00.
        Conflict => "conflict",
    }
);
words!(
    /// How a timestamp outside of the window is refused.
    Stale {
        /// 401/00.
        Unauthorized => "unauthorized",
        /// 400/00.
        BadRequest => "bad-request",
    }
);
words!(
    /// How a caller is refused who is known and switched off.
    Inactive {
        /// 403/01.
        NotAllowed => "not-allowed",
        /// 401/00.
        Unauthorized => "unauthorized",
        /// 403/09.
        Dormant => "dormant",
    }
);
words!(
    /// How a call without a token is refused.
    NoToken {
        /// 401/03, and 401/04 for that of a customer.
        NotFound => "not-found",
        /// 400/02, as for other mandatory headers.
        MandatoryField => "mandatory-field",
    }
);
