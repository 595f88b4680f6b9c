//! Stdout, stderr, colours.

use std::error::Error;
use std::io::{self, ErrorKind, IsTerminal, Write as _};

use crate::CouldNotRun;

/// Writes a result. A reader that has seen enough (`| head`) is no error.
pub(crate) fn result(text: &str) -> Result<(), CouldNotRun> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes what is not a result: findings, progress, advice.
pub(crate) fn note(text: &str) {
    // There is no third place to complain in.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes an error with its causes.
pub(crate) fn error(error: &dyn Error) {
    let paint = Paint::of(&io::stderr());
    let mut text = format!("{} {error}\n", paint.bad("error:"));
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("  because: {error}\n"));
        cause = error.source();
    }
    note(&text);
}

/// Colours, where a person looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    /// Whether to paint at all.
    pub(crate) colour: bool,
}

impl Paint {
    /// On a terminal only, and not against the wish of its user.
    pub(crate) fn of(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { colour: stream.is_terminal() && !refused }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// `1 file`, `2 files`, `12,345 files`.
pub(crate) fn count(number: usize, what: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{Paint, count};

    #[test]
    fn numbers_are_grouped_and_words_inflected() {
        let texts = [0, 1, 999, 1000, 1_234_567].map(|number| count(number, "line"));
        assert_eq!(texts, ["0 lines", "1 line", "999 lines", "1,000 lines", "1,234,567 lines"]);
    }

    #[test]
    fn nothing_is_painted_where_nobody_looks() {
        assert_eq!(Paint { colour: false }.bold("text"), "text");
        assert_eq!(Paint { colour: true }.bold("text"), "\x1b[1mtext\x1b[0m");
    }
}
