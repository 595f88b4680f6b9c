//! What only the partner knows, and how cases name it.

use std::collections::BTreeMap;
use std::path::Path;

use super::CertifyError;

/// Values by name, from a small file that whoever runs a list writes:
///
/// ```yaml
/// unpaid_va: "   1234567890"
/// unpaid_amount: "10000.00"
/// ```
#[derive(Debug, Clone, Default)]
pub struct Data {
    values: BTreeMap<String, String>,
}

/// A name that nobody gave a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing(pub String);

impl Data {
    /// Values by name.
    pub fn new<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        Self { values: values.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// Reads a file of `name: "value"` lines.
    ///
    /// # Errors
    /// When it cannot be read, with line and column.
    pub fn read(path: &Path) -> Result<Self, CertifyError> {
        let text = std::fs::read_to_string(path).map_err(|error| CertifyError::file(path, error))?;
        let values = serde_saphyr::from_str(&text).map_err(|error| CertifyError::file(path, error))?;
        Ok(Self { values })
    }

    /// A value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// A text with the values in place of their names: `{unpaid_va}`, or a part of it, `{unpaid_va:..8}`. `known` gives what is
    /// no data; what is left open there stays as it is.
    pub(crate) fn fill(&self, text: &str, known: &dyn Fn(&str) -> Option<String>) -> Result<String, Missing> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((inside, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            let (name, range) = inside.split_once(':').map_or((inside, None), |(name, range)| (name, Some(range)));
            let value = self.get(name).map(str::to_owned).or_else(|| known(name));
            let value = value.ok_or_else(|| Missing(name.to_owned()))?;
            out.push_str(&part(&value, range));
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// Characters `a..b` of a text; all of it where there is no range that can be read.
fn part(value: &str, range: Option<&str>) -> String {
    let Some((from, to)) = range.and_then(|range| range.split_once("..")) else { return value.to_owned() };
    let from = from.parse().unwrap_or(0);
    let to = to.parse().unwrap_or(usize::MAX);
    value.chars().skip(from).take(to.saturating_sub(from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_names_and_parts_of_them() {
        let data = Data::new([("va", "   12345678")]);
        let known = |name: &str| (name == "now").then(|| "today".to_owned());
        assert_eq!(data.fill("{va:..8}|{va:8..}|{now}|", &known).as_deref(), Ok("   12345|678|today|"));
        assert_eq!(data.fill("{va}{other}", &known), Err(Missing("other".to_owned())));
        assert_eq!(data.fill("no { name", &known).as_deref(), Ok("no { name"));
    }
}
