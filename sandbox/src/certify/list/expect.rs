//! What has to be answered in a case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The response code; `xx` stands for the service code.
    pub code: String,
    /// Other codes that are right, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<String>,
    /// The HTTP status, where it is not the first three digits of the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The message: `{field}` stands for the member that is wrong, `{any}` for any words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Members of the answer, by their paths.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, MemberCheck>,
}

impl Expect {
    /// Every code that is right, for a service.
    pub(crate) fn codes(&self, service_code: &str) -> Vec<String> {
        std::iter::once(&self.code).chain(&self.or).map(|code| code.replace("xx", service_code)).collect()
    }
}

/// What a member of the answer has to be: one of the three.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MemberCheck {
    /// This text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equal: Option<String>,
    /// What stands in the request at this path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echo: Option<String>,
    /// There, or not, or as in the answer to the call that is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Is>,
}

/// How a member of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// There.
    Present,
    /// Not there.
    Absent,
    /// As in the answer to the call that is repeated.
    First,
}
