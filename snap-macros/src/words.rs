//! Words: the nearest known one to a misspelled one, and lists of them in a sentence.

/// The known word that was most likely meant: equal but for case and hyphens, or few letters away.
pub(crate) fn nearest<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    let plain = plain(word);
    let furthest = (plain.chars().count() / 3).max(1);
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&plain, &self::plain(candidate)), *candidate))
        .filter(|(distance, _)| *distance <= furthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> String {
    word.replace('-', "_").to_lowercase()
}

/// `` `a`, `b` or `c` ``, with the word that joins the last two.
pub(crate) fn list(words: &[&str], joint: &str) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joint} {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 4] = ["service_code", "effect", "moves_money", "query"];

    #[test]
    fn a_slip_finds_the_word_that_was_meant() {
        for (word, meant) in [
            ("servce_code", Some("service_code")),
            ("Service-Code", Some("service_code")),
            ("moves-money", Some("moves_money")),
            ("efect", Some("effect")),
            ("qeury", Some("query")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, &KEYS), meant, "{word}");
        }
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        assert_eq!(list(&[], "or"), "");
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }
}
