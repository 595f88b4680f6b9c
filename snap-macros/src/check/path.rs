//! Paths and versions.

use syn::LitStr;

use crate::mistakes::Report;

/// The word in braces that stands for the version.
const VERSION: &str = "version";

/// A path in its parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Template {
    /// Names in braces, in order, without the version.
    pub(crate) parameters: Vec<String>,
    /// Whether it has `{version}`.
    pub(crate) has_version: bool,
}

/// A base path: begins with a slash, ends without one, and has no parameters. Empty for none.
pub(crate) fn fixed_path(given: &LitStr, report: &mut Report<'_>) -> Option<String> {
    let text = given.value();
    if text == "/" {
        report.at(given, "the paths of the endpoints begin with a slash: leave `base_path` out");
        return None;
    }
    let mut wrong = faults(text.trim_end_matches('/'));
    if text.contains(['{', '}']) {
        wrong.push("the base path is the same for all endpoints: parameters belong in the path of an endpoint".into());
    }
    if text.ends_with('/') {
        wrong.push("the paths of the endpoints begin with a slash: write the base path without one at its end".into());
    }
    if text.is_empty() || wrong.is_empty() {
        return Some(text);
    }
    say(given, wrong, report);
    None
}

/// The path of an endpoint.
pub(crate) fn template(given: &LitStr, report: &mut Report<'_>) -> Option<Template> {
    let text = given.value();
    let mut wrong = faults(&text);
    let template = parameters(&text, &mut wrong);
    if wrong.is_empty() {
        return Some(template);
    }
    say(given, wrong, report);
    None
}

/// The text of a literal has no places of its own on the stable compiler: one message names all that is wrong with it.
fn say(given: &LitStr, mut wrong: Vec<String>, report: &mut Report<'_>) {
    wrong.dedup();
    report.at(given, wrong.join("\n"));
}

fn faults(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if text.contains("://") {
        wrong.push("the host belongs to the client: write the path only".into());
        return wrong;
    }
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let slash = if path.starts_with('/') { "" } else { "/" };
    if !slash.is_empty() {
        wrong.push(format!("a path begins with a slash: write `\"/{path}\"`"));
    }
    if path.contains("//") {
        wrong.push("two slashes in a row: remove one".into());
    }
    if query.is_some() {
        let write = format!("write `\"{slash}{path}\", query(…)`");
        wrong.push(format!("parameters of the query string are named in a list: {write}"));
    }
    let other = |char: &char| !(char.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/{}".contains(*char));
    if let Some(char) = path.chars().find(other) {
        wrong.push(format!("{char:?} cannot stand in a path: write it percent-encoded, or leave it out"));
    }
    wrong
}

fn parameters(text: &str, wrong: &mut Vec<String>) -> Template {
    let mut template = Template { parameters: Vec::new(), has_version: false };
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, found) = rest.split_at(at);
        let Some(inside) = found.strip_prefix('{') else {
            wrong.push("a `}` without its `{`: a parameter is written `{cardId}`".into());
            return template;
        };
        let Some((name, behind)) = inside.split_once('}') else {
            wrong.push("a `{` without its `}`: a parameter is written `{cardId}`".into());
            return template;
        };
        if name.is_empty() {
            wrong.push("empty braces: name the member of the request that stands here, such as `{cardId}`".into());
        } else if !is_member(name) {
            wrong.push(format!(
                "`{{{name}}}` names no member of a request: letters, digits, `_`, `-` and `.` can stand in braces"
            ));
        } else if name == VERSION {
            template.has_version = true;
        } else if template.parameters.iter().any(|known| known == name) {
            wrong.push(format!("`{{{name}}}` stands twice in the path: a member of the request goes to one place"));
        } else {
            template.parameters.push(name.to_owned());
        }
        rest = behind;
    }
    template
}

/// A name that a member of a message can have.
pub(crate) fn is_member(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "_-.".contains(char))
}

/// A version: one segment of a path.
pub(crate) fn version(given: &LitStr, report: &mut Report<'_>) -> Option<String> {
    let text = given.value();
    if !text.is_empty() && text.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char)) {
        return Some(text);
    }
    report.at(given, "a version is one segment of the path: write it as the provider does, such as `\"v1.0\"`");
    None
}

/// The path with its version filled in.
pub(crate) fn fill(base_path: &str, path: &str, version: &str) -> String {
    format!("{base_path}{}", path.replace("{version}", version))
}

/// The version that a path names by itself: the first segment such as `v1.0`.
pub(crate) fn version_in(path: &str) -> Option<&str> {
    path.split('/').find(|segment| {
        segment.strip_prefix('v').is_some_and(|number| {
            number.starts_with(|first: char| first.is_ascii_digit())
                && number.chars().all(|char| char.is_ascii_digit() || char == '.')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Template, Vec<String>) {
        let mut wrong = faults(text);
        let template = parameters(text, &mut wrong);
        (template, wrong)
    }

    #[test]
    fn parameters_come_in_the_order_of_the_path() {
        let (template, wrong) = read("/{version}/cards/{cardId}/limits/{limit.id}");
        assert_eq!(wrong, [""; 0]);
        assert_eq!(
            template,
            Template { parameters: vec!["cardId".to_owned(), "limit.id".to_owned()], has_version: true }
        );
    }

    #[test]
    fn each_fault_of_a_path_is_named() {
        for (path, fault) in [
            ("v1.0/x", "begins with a slash"),
            ("https://bank.example/x", "host"),
            ("/a//b", "two slashes"),
            ("/a?b=c", "`\"/a\", query(…)`"),
            ("/a b", "' '"),
            ("/a#b", "'#'"),
            ("/ä", "'ä'"),
            ("/{a", "without its `}`"),
            ("/a}", "without its `{`"),
            ("/{}", "empty braces"),
            ("/{a/b}", "names no member"),
            ("/{a}/{a}", "twice"),
        ] {
            let (_, wrong) = read(path);
            assert!(wrong.len() == 1 && wrong.iter().all(|text| text.contains(fault)), "{path}: {wrong:?}");
        }
    }

    #[test]
    fn a_version_is_found_in_a_path() {
        for (path, version) in [
            ("/openapi/v1.0/balance-inquiry", Some("v1.0")),
            ("/v1/x", Some("v1")),
            ("/virtual-accounts/va/x", None),
            ("/1.0/qr", None),
        ] {
            assert_eq!(version_in(path), version, "{path}");
        }
    }
}
