//! Text of the spec as Markdown that rustdoc shows as it stands: no accidental links, lists, fences or HTML.

/// Text on one line. Code spans and addresses keep their meaning, everything else is only text.
pub fn plain(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        let taken = code_span(rest)
            .map(|span| (span.to_owned(), span.len()))
            .or_else(|| address(rest, before).map(|address| (format!("<{address}>"), address.len())))
            .unwrap_or_else(|| (escaped(c, before, &rest[c.len_utf8()..]), c.len_utf8()));
        out.push_str(&taken.0);
        rest = &rest[taken.1..];
    }
    not_a_block(out)
}

/// Text as code, whatever stands in it.
pub fn code(text: &str) -> String {
    let text: String = text.chars().filter(|c| !misleading(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    match (text.is_empty(), runs) {
        (true, _) => "(empty)".to_owned(),
        (_, 0) => format!("`{text}`"),
        (_, runs) => {
            let fence = "`".repeat(runs + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// A link, if the address is one.
pub fn link(title: &str, url: &str) -> String {
    let title = plain(title);
    let whole = address(url, None).is_some_and(|address| address.len() == url.len());
    if whole { format!("[{title}]({url})") } else { format!("{title} ({})", plain(url)) }
}

/// Text in a cell of a table.
pub fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Text on one line, without characters that do not show or that turn the line around.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| !misleading(*c)).collect()
}

/// Direction overrides and marks: rustc refuses them in comments.
fn misleading(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A closed run of code at the start.
fn code_span(text: &str) -> Option<&str> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let mut at = fence;
    while fence > 0 && at < text.len() {
        let start = at + text[at..].find('`')?;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + run;
        if run == fence {
            return Some(&text[..at]);
        }
    }
    None
}

/// A bare address at the start, without the punctuation that follows it.
fn address(text: &str, before: Option<char>) -> Option<&str> {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |c: char| c.is_whitespace() || c.is_control() || misleading(c) || ",;()[]<>\"`|\\".contains(c);
    let end = text.find(ends).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ':', '!', '?', '\'']);
    (address.len() > scheme.len() && !before.is_some_and(char::is_alphanumeric)).then_some(address)
}

/// One character that means nothing but itself.
fn escaped(c: char, before: Option<char>, after: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let next = after.chars().next();
    let meaning = match c {
        '`' | '[' | ']' | '<' | '>' | '\\' | '*' => true,
        // Inside a word it is only a letter.
        '_' => !(letter(before) && letter(next)),
        '~' => next == Some('~') || before == Some('~'),
        '&' => letter(next) || next == Some('#'),
        _ => false,
    };
    if meaning { format!("\\{c}") } else { c.to_string() }
}

/// The start of a line must not begin a heading, a list or a rule.
fn not_a_block(text: String) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text.starts_with(['#', '-', '+', '=', '~', '|', ':']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{code, link, plain};

    #[test]
    fn text_means_only_itself() {
        for (text, shown) in [
            ("a [link] and <b>", r"a \[link\] and \<b\>"),
            ("`[code]` stays, `this does not", r"`[code]` stays, \`this does not"),
            ("``a`b`` c", "``a`b`` c"),
            (
                "see https://a.example/x_y?z=1. Or (http://b.example)",
                "see <https://a.example/x_y?z=1>. Or (<http://b.example>)",
            ),
            ("in `POST https://a.example/` only", "in `POST https://a.example/` only"),
            ("https:// alone", "https:// alone"),
            ("two\n\n  lines\r\tand\u{202e} more", "two lines and more"),
            ("4***1 */ /* a*b", r"4\*\*\*1 \*/ /\* a\*b"),
            ("snake_case _this_ ~~that~~ &amp; R&D & b", r"snake_case \_this\_ \~\~that\~\~ \&amp; R\&D & b"),
            ("# no heading", r"\# no heading"),
            ("- no item", r"\- no item"),
            ("1. no item", r"1\. no item"),
            ("~~~ no fence", r"\~\~\~ no fence"),
            ("C:\\dir\\[x]", r"C:\\dir\\\[x\]"),
            ("", ""),
        ] {
            assert_eq!(plain(text), shown, "{text}");
        }
    }

    #[test]
    fn code_is_fenced_by_what_it_does_not_hold() {
        for (text, shown) in
            [("a", "`a`"), (" ", "` `"), ("", "(empty)"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("a\nb", "`a b`")]
        {
            assert_eq!(code(text), shown, "{text}");
        }
    }

    #[test]
    fn only_an_address_is_linked() {
        assert_eq!(link("A [page]", "https://a.example/b"), r"[A \[page\]](https://a.example/b)");
        assert_eq!(link("A page", "on paper"), "A page (on paper)");
        assert_eq!(link("A page", "https://a.example/b (c)"), "A page (<https://a.example/b> (c))");
    }
}
