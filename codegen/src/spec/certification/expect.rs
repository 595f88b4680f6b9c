//! What has to be answered in a test case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::spec::at::{At, Entries};
use crate::spec::words::words;

/// The answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The response code; `xx` stands for the service code.
    #[schemars(regex(pattern = r"^[1-5][0-9]{2}([0-9A-Z]{2}|xx)[0-9A-Z]{2}$"))]
    pub code: At<String>,
    /// Other codes that are right, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<At<String>>,
    /// The HTTP status, where it is not the first three digits of the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<At<u16>>,
    /// The message: `{field}` stands for the member that is wrong, `{any}` for any words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<At<String>>,
    /// Members of the answer, by their paths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Entries<At<MemberCheck>>>,
}

/// What a member of the answer has to be. One of the three.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1, "maxProperties" = 1))]
pub struct MemberCheck {
    /// This text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equal: Option<At<String>>,
    /// What stands in the request at this path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub echo: Option<At<String>>,
    /// There, or not, or as in the answer to the call that is repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<At<Is>>,
}

words!(
    /// How a member of an answer is.
    Is {
        /// There.
        Present => "present",
        /// Not there.
        Absent => "absent",
        /// As in the answer to the call that is repeated.
        First => "first",
    }
);
