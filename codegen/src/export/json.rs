//! JSON text whose numbers are as they were written.
//!
//! A number of a sample may have 20 digits and more: it must never pass through a binary number, which the usual value
//! types would do.

use crate::ir::{Corrected, Placed};
use crate::json::{Node, Value};

/// A JSON value that is on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Self>),
    Object(Object),
}

/// Members in the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Object(pub(super) Vec<(String, Json)>);

impl Object {
    /// Adds a member.
    pub(super) fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// Adds a member if there is something to say.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a member if it is true.
    pub(super) fn with_flag(self, key: &str, flag: bool) -> Self {
        self.with_some(key, flag.then_some(true))
    }

    /// Adds a member if it holds anything.
    pub(super) fn with_any(self, key: &str, list: Vec<Json>) -> Self {
        self.with_some(key, (!list.is_empty()).then_some(list))
    }

    /// A member by name.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Placed<String>> for Json {
    fn from(placed: &Placed<String>) -> Self {
        (&placed.value).into()
    }
}

impl From<&Corrected<String>> for Json {
    fn from(corrected: &Corrected<String>) -> Self {
        (&corrected.holds).into()
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<u16> for Json {
    fn from(number: u16) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<(u32, u32)> for Json {
    fn from((first, second): (u32, u32)) -> Self {
        Self::List(vec![first.into(), second.into()])
    }
}

impl From<Vec<Self>> for Json {
    fn from(list: Vec<Self>) -> Self {
        Self::List(list)
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<&Node> for Json {
    fn from(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(text) => Self::Number(text.clone()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Array(elements) => Self::List(elements.iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::Object(Object(members.iter().map(|m| (m.name.clone(), Self::from(&m.node))).collect()))
            }
        }
    }
}

/// What fits into a line of this width stays on one: a row of a table is a line of a diff.
const WIDTH: usize = 160;

impl Json {
    /// Texts as a list.
    pub(super) fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<Self> {
        texts.into_iter().map(|text| Self::from(text.as_ref())).collect()
    }

    /// The text, laid out for people, with a line end.
    pub(super) fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    fn write(&self, indent: usize, out: &mut String) {
        let flat = self.flat();
        // Below the first two levels only: the outline of the document is always broken.
        if indent >= 2 && flat.len() + indent * 2 <= WIDTH || self.is_leaf() {
            out.push_str(&flat);
            return;
        }
        let (open, close, len) = match self {
            Self::Object(object) => ('{', '}', object.0.len()),
            Self::List(list) => ('[', ']', list.len()),
            _ => return,
        };
        out.push(open);
        for at in 0..len {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            out.push_str(&"  ".repeat(indent + 1));
            match self {
                Self::Object(object) => {
                    let (key, value) = &object.0[at];
                    out.push_str(&quote(key));
                    out.push_str(": ");
                    value.write(indent + 1, out);
                }
                Self::List(list) => list[at].write(indent + 1, out),
                _ => {}
            }
        }
        out.push('\n');
        out.push_str(&"  ".repeat(indent));
        out.push(close);
    }

    fn is_leaf(&self) -> bool {
        match self {
            Self::Object(object) => object.0.is_empty(),
            Self::List(list) => list.is_empty(),
            _ => true,
        }
    }

    /// On one line.
    fn flat(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(truth) => truth.to_string(),
            Self::Number(text) => text.clone(),
            Self::Text(text) => quote(text),
            Self::List(list) => format!("[{}]", list.iter().map(Self::flat).collect::<Vec<_>>().join(", ")),
            Self::Object(object) => {
                let members = object.0.iter().map(|(key, value)| format!("{}: {}", quote(key), value.flat()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Json, Object};
    use crate::json::parse;

    #[test]
    fn numbers_keep_their_digits() {
        let written = r#"{"a":12345678901234567890123,"b":[1.50,-0,1e400],"c":"é\"\\\n","d":null,"e":{},"f":[]}"#;
        let node = parse(written).unwrap();
        let text = Json::from(&node).to_text();
        assert_eq!(parse(&text).unwrap().to_text(), written);
    }

    #[test]
    fn rows_stay_on_one_line_and_the_outline_is_broken() {
        let row = Object::default().with("path", "a").with("max", 3_u32);
        let text = Json::from(Object::default().with("rows", vec![row.into()])).to_text();
        assert_eq!(text, "{\n  \"rows\": [\n    {\"path\": \"a\", \"max\": 3}\n  ]\n}\n");
    }
}
