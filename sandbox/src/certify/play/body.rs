//! Members of a body, by their paths, and what can be wrong with all of it.

use serde_json::{Number, Value};

use crate::certify::list::BodyFault;

/// The member at a path.
pub(crate) fn get<'a>(root: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(root, |value, name| value.get(name))
}

/// The member at a path as a text: numbers and booleans as they are written.
pub(crate) fn text(root: &Value, path: &str) -> Option<String> {
    match get(root, path)? {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// Takes a member out.
pub(crate) fn remove(root: &mut Value, path: &str) {
    let (above, name) = path.rsplit_once('.').map_or((None, path), |(above, name)| (Some(above), name));
    let above = above.unwrap_or_default();
    let mut names = above.split('.').filter(|name| !name.is_empty());
    if let Some(Value::Object(map)) = names.try_fold(root, |value, name| value.get_mut(name)) {
        // The others stay in the order of the page.
        map.shift_remove(name);
    }
}

/// Gives a member another value. What is not there comes to be, with the objects around it; a number or a boolean stays one,
/// if the text is one.
pub(crate) fn set(root: &mut Value, path: &str, text: &str) {
    let mut at = root;
    for name in path.split('.') {
        if !at.is_object() {
            *at = Value::Object(serde_json::Map::new());
        }
        let Value::Object(map) = at else { return };
        at = map.entry(name).or_insert(Value::Null);
    }
    *at = match at {
        Value::Number(_) => text.parse::<Number>().map_or_else(|_| text.into(), Value::Number),
        Value::Bool(_) => text.parse::<bool>().map_or_else(|_| text.into(), Value::Bool),
        _ => text.into(),
    };
}

/// The bytes of a body, with what is wrong with them.
pub(crate) fn bytes(root: &Value, fault: Option<BodyFault>) -> Vec<u8> {
    let mut bytes = root.to_string().into_bytes();
    let end = bytes.len().saturating_sub(1);
    match fault {
        None => {}
        Some(BodyFault::Cut) => bytes.truncate(end),
        Some(BodyFault::Empty) => bytes.clear(),
        Some(BodyFault::Array) => bytes = [b"[", &*bytes, b"]"].concat(),
        Some(BodyFault::NoText) => drop(bytes.splice(end..end, *b",\"zz\":\"\xFF\"")),
        Some(BodyFault::MemberTwice) => drop(bytes.splice(end..end, *b",\"zz\":{\"a\":1,\"a\":1}")),
        Some(BodyFault::Mark) => bytes = [b"\xEF\xBB\xBF", &*bytes].concat(),
        Some(BodyFault::Tail) => bytes.push(b'x'),
        Some(BodyFault::TooLarge) => bytes.resize(256 * 1024 + 1, b' '),
        Some(BodyFault::UnknownMember) => drop(bytes.splice(end..end, *b",\"zz\":1")),
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_changed_in_place_and_keep_their_kind() {
        let mut root: Value = serde_json::from_str(r#"{"a":1,"b":{"c":"x"},"d":true}"#).unwrap_or_default();
        set(&mut root, "a", "2");
        set(&mut root, "b.c", "y");
        set(&mut root, "d", "maybe");
        set(&mut root, "e.f", "3");
        remove(&mut root, "b.z");
        assert_eq!(root.to_string(), r#"{"a":2,"b":{"c":"y"},"d":"maybe","e":{"f":"3"}}"#);
        remove(&mut root, "b.c");
        remove(&mut root, "a");
        assert_eq!(root.to_string(), r#"{"b":{},"d":"maybe","e":{"f":"3"}}"#);
        assert_eq!((text(&root, "e.f"), text(&root, "e.g")), (Some("3".to_owned()), None));
    }
}
