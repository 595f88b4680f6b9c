//! A request as a curl command, as consoles of providers and of browsers give it.

use super::message::{Message, uri};
use super::{CouldNotRun, read};

/// Options that take a value which says nothing of the request.
const WITH_VALUE: [&str; 14] = [
    "-A",
    "--user-agent",
    "-b",
    "--cookie",
    "-e",
    "--referer",
    "-m",
    "--max-time",
    "-o",
    "--output",
    "--cacert",
    "--connect-timeout",
    "--resolve",
    "-x",
];

/// The request that the command sends.
pub(super) fn message(command: &str) -> Result<Message, CouldNotRun> {
    let mut words = words(command)?.into_iter();
    if words.next().as_deref() != Some("curl") {
        return Err("the command does not begin with `curl`".into());
    }
    let mut message = Message::default();
    let (mut address, mut data) = (None, Vec::new());
    while let Some(word) = words.next() {
        let (option, joined) = split(&word);
        let mut value = || {
            let value = joined.map(str::to_owned).or_else(|| words.next());
            value.ok_or_else(|| format!("`{option}` of the curl command has no value"))
        };
        match option {
            "-X" | "--request" => message.method = Some(value()?),
            "-H" | "--header" => message.header(&value()?)?,
            "--url" => address = Some(value()?),
            "-d" | "--data" | "--data-ascii" => data.push(content(&value()?, true)?),
            "--data-raw" => data.push(value()?.into_bytes()),
            "--data-binary" | "--json" => data.push(content(&value()?, false)?),
            "-F" | "--form" | "--data-urlencode" | "-G" | "--get" | "-T" | "--upload-file" => {
                return Err(format!(
                    "`{option}` of the curl command sends no JSON body: write it with `--data-binary`"
                )
                .into());
            }
            _ if WITH_VALUE.contains(&option) => drop(value()?),
            _ if option.starts_with('-') => {}
            _ => address = Some(word),
        }
    }
    message.uri = uri(&address.ok_or("the curl command has no address")?)?;
    if message.method.is_none() {
        message.method = Some(if data.is_empty() { "GET" } else { "POST" }.to_owned());
    }
    message.body = data.join(&b'&');
    Ok(message)
}

/// An option with the value that is written together with it.
fn split(word: &str) -> (&str, Option<&str>) {
    if word.starts_with("--") {
        return word.split_once('=').map_or((word, None), |(option, value)| (option, Some(value)));
    }
    match word.get(..2) {
        Some(option @ ("-X" | "-H" | "-d")) if word.len() > 2 => (option, word.get(2..)),
        _ => (word, None),
    }
}

/// Data, or that of a file; `--data` takes line ends out of files.
fn content(value: &str, lines: bool) -> Result<Vec<u8>, CouldNotRun> {
    let Some(path) = value.strip_prefix('@') else { return Ok(value.into()) };
    let mut bytes = read(&path.into())?;
    if lines {
        bytes.retain(|byte| !b"\r\n\0".contains(byte));
    }
    Ok(bytes)
}

/// The words of a command, as a shell takes it apart.
fn words(command: &str) -> Result<Vec<String>, CouldNotRun> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = command.chars().peekable();
    let open = "a quote of the curl command is not closed";
    while let Some(char) = chars.next() {
        match char {
            '\'' => loop {
                match chars.next().ok_or(open)? {
                    '\'' => break word.get_or_insert_default().push_str(""),
                    other => word.get_or_insert_default().push(other),
                }
            },
            '"' => loop {
                match chars.next().ok_or(open)? {
                    '"' => break word.get_or_insert_default().push_str(""),
                    '\\' if chars.peek().is_some_and(|next| "\"\\$`\n".contains(*next)) => {
                        word.get_or_insert_default().extend(chars.next().filter(|next| *next != '\n'));
                    }
                    other => word.get_or_insert_default().push(other),
                }
            },
            '$' if chars.peek() == Some(&'\'') => {
                chars.next();
                loop {
                    match chars.next().ok_or(open)? {
                        '\'' => break word.get_or_insert_default().push_str(""),
                        '\\' => word.get_or_insert_default().push(escape(&mut chars)),
                        other => word.get_or_insert_default().push(other),
                    }
                }
            }
            '\\' => match chars.next() {
                Some('\r') if chars.peek() == Some(&'\n') => drop(chars.next()),
                Some('\n') | None => {}
                Some(other) => word.get_or_insert_default().push(other),
            },
            _ if char.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    Ok(words)
}

/// What stands behind a backslash in `$'…'`.
fn escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> char {
    match chars.next().unwrap_or('\\') {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let digits: String = std::iter::from_fn(|| chars.next_if(char::is_ascii_hexdigit)).take(4).collect();
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does() {
        let command = "curl -sS --location -XPOST 'https://host/a?b=1' \\\n  -H \"X-A: it's \\\"1\\\"\" --header='X-B: 2' \\\r\n \
                       -o /dev/null --data-raw $'{\"a\":\"\\u00e9\\'\"}'";
        let message = message(command).expect("a request");
        assert_eq!((message.method.as_deref(), message.uri.query()), (Some("POST"), Some("b=1")));
        assert_eq!(
            (&message.headers["x-a"], &message.headers["x-b"]),
            (&"it's \"1\"".parse().unwrap(), &"2".parse().unwrap())
        );
        assert_eq!(String::from_utf8_lossy(&message.body), "{\"a\":\"é'\"}");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (command, error) in [
            ("wget x", "does not begin with `curl`"),
            ("curl -H", "`-H` of the curl command has no value"),
            ("curl 'https://x", "is not closed"),
            ("curl -s", "has no address"),
            ("curl https://x/ -F a=b", "sends no JSON body"),
        ] {
            let found = message(command).expect_err("no request").to_string();
            assert!(found.contains(error), "{found}");
        }
        assert_eq!(message("curl https://host/a").expect("a request").method.as_deref(), Some("GET"));
    }
}
