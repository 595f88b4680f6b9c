//! Test cases of a provider.

use serde_json::Value;

use super::place::Place;

/// One list of test cases.
///
/// It refers to services by name and to members by path, and lint has looked both up. What is left is data that whoever plays
/// the cases reads, and nothing here does: it is handed on as it was written, without places.
#[derive(Debug, Clone, PartialEq)]
pub struct Certification {
    /// Name of its file.
    pub file_name: String,
    /// The list.
    pub list: Value,
    /// Where it stands.
    pub place: Place,
}
