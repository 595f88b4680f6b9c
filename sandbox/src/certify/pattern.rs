//! Texts with `{any}` in them.

/// Whether a text is what the pattern says: `{any}` stands for any words, also for none.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split("{any}");
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    true
}

/// The message of a table as a pattern: `[reason]` and `{field name}` are anybody's words.
pub(crate) fn of_table(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(at) = rest.find(['[', '{']) {
        let (before, after) = rest.split_at(at);
        let close = if after.starts_with('[') { ']' } else { '}' };
        out.push_str(before);
        out.push_str("{any}");
        rest = after.split_once(close).map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_is_any_words_and_none() {
        for (pattern, text, same) in [
            ("Success", "Success", true),
            ("Success", "Successful", false),
            ("Success{any}", "Successful", true),
            ("Success{any}", "Success", true),
            ("Bill [{any}]", "Bill [not registered]", true),
            ("Bill [{any}]", "Bill", false),
            ("{any}a{any}b", "xxaxxb", true),
            ("{any}a{any}b", "xxb", false),
        ] {
            assert_eq!(matches(pattern, text), same, "{pattern} {text}");
        }
        assert_eq!(of_table("Unauthorized. [reason]"), "Unauthorized. {any}");
        assert_eq!(of_table("Invalid Field Format {field name}"), "Invalid Field Format {any}");
    }
}
