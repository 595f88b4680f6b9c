//! What may have been hashed for a body.

use snap_bi::EmptyBody as Empty;
use snap_bi::rt::BodyPolicy;
use snap_bi::{SigningProfile, signing::minify};

use super::Mistake::{self, *};
use super::json::{Habits, Node, Numbers, Sorted, Spacing, Texts};
use super::ways::{Reach, Ways};

/// Bodies beyond it are not printed anew: it would take longer than anybody waits.
const LONGEST: usize = 64 * 1024;

/// How many habits of printers are put on at once: Python's are three of them.
const HABITS: usize = 4;

/// The habits that come together, for a library has them unless it is told otherwise: they are one cause. Python, PHP, Go.
const LIBRARIES: [&[Mistake]; 3] =
    [&[BodyPython, BodyNonAscii, BodyNumbers], &[BodySlashes, BodyNonAscii, BodyPhpArrays], &[BodySorted, BodyHtml]];

/// The bodies whose hash may have been signed.
pub(super) fn ways(profile: &SigningProfile, body: &[u8]) -> Ways<Vec<u8>> {
    let minified = minify(body).into_owned();
    let right = match (profile.body, profile.empty_body) {
        (BodyPolicy::Minified, _) => minified.clone(),
        _ => body.to_vec(),
    };
    if right.is_empty() {
        return empty(profile.empty_body);
    }
    let mut ways = Ways::right(right);
    ways.any(body.to_vec(), BodyNotMinified);
    ways.any(minified.clone(), BodyMinified);
    ways.any(body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect(), BodyStripped);
    ways.any(Vec::new(), BodyIgnored);
    ways.any([body, b"\n"].concat(), BodyLineEnd);
    ways.any([&minified[..], b"\n"].concat(), BodyLineEnd);
    ways.pair([body, b"\r\n"].concat(), BodyLineEnd);
    if body.len() <= LONGEST {
        if let Some(node) = Node::read(body) {
            printed(&node, &mut ways);
        }
        lettered(&minified, &mut ways);
    }
    ways
}

fn empty(policy: Empty) -> Ways<Vec<u8>> {
    let mut ways = Ways::right(if policy == Empty::Braces { b"{}".to_vec() } else { Vec::new() });
    for (text, mistake) in [
        ("", BodyEmptyAsNothing),
        ("{}", BodyEmptyAsBraces),
        ("[]", BodyEmptyAsBrackets),
        ("null", BodyEmptyAsNull),
        ("\"\"", BodyEmptyAsQuotes),
        ("\n", BodyLineEnd),
    ] {
        ways.any(text.into(), mistake);
    }
    ways
}

/// Other letters, whatever the JSON in it.
fn lettered(minified: &[u8], ways: &mut Ways<Vec<u8>>) {
    let Ok(text) = std::str::from_utf8(minified) else { return };
    ways.any(text.to_lowercase().into_bytes(), BodyLowerCase);
    if let Ok(quoted) = serde_json::to_vec(text) {
        ways.any(quoted, BodyInQuotes);
    }
    let latin: Option<Vec<u8>> = text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect();
    if let Some(latin) = latin {
        ways.pair(latin, BodyLatin1);
    }
}

/// Printed anew by somebody's library. A habit that changes nothing is not named: what it writes is there already.
fn printed(node: &Node<'_>, ways: &mut Ways<Vec<u8>>) {
    let mut all = every();
    all.retain(|(_, mistakes)| mistakes.len() <= HABITS);
    all.sort_by_key(|(_, mistakes)| mistakes.len());
    for (habits, mistakes) in all {
        let reach = match mistakes.len() {
            0 | 1 => Reach::Any,
            _ if LIBRARIES.iter().any(|library| mistakes.iter().all(|mistake| library.contains(mistake))) => Reach::Any,
            2 | 3 => Reach::Pair,
            _ => Reach::Alone,
        };
        ways.add(reach, node.print(&habits), &mistakes);
    }
}

/// A habit, put on, and what it is called.
type Choice<'a> = (&'a dyn Fn(&mut Habits), &'a [Mistake]);

/// Every printer that may have printed a body: each habit, by itself and with the others.
fn every() -> Vec<(Habits, Vec<Mistake>)> {
    let mut all = vec![(Habits::default(), Vec::new())];
    let mut along = |choices: &[Choice<'_>]| {
        let before = all.clone();
        for (set, mistakes) in choices {
            all.extend(before.iter().map(|(habits, named)| {
                let mut habits = *habits;
                set(&mut habits);
                (habits, [named, *mistakes].concat())
            }));
        }
    };
    let texts = |slashes, non_ascii, html, capitals| {
        move |habits: &mut Habits| habits.texts = Texts::Printed { slashes, non_ascii, html, capitals }
    };
    along(&[
        (&|habits| habits.spacing = Spacing::Python, &[BodyPython]),
        (&|habits| habits.spacing = Spacing::Lines(2), &[BodyPretty]),
        (&|habits| habits.spacing = Spacing::Lines(4), &[BodyPretty]),
    ]);
    along(&[
        (&|habits| habits.sorted = Sorted::Throughout, &[BodySorted]),
        (&|habits| habits.sorted = Sorted::Outside, &[BodySorted]),
    ]);
    along(&[
        (&texts(false, false, false, false), &[BodyUnescaped]),
        (&texts(true, false, false, false), &[BodySlashes]),
        (&texts(false, true, false, false), &[BodyNonAscii]),
        (&texts(false, true, false, true), &[BodyNonAscii]),
        (&texts(false, false, true, false), &[BodyHtml]),
        (&texts(true, true, false, false), &[BodySlashes, BodyNonAscii]),
        (&texts(false, true, true, true), &[BodyNonAscii, BodyHtml]),
    ]);
    along(&[
        (&|habits| habits.numbers = Numbers::Python, &[BodyNumbers]),
        (&|habits| habits.numbers = Numbers::JavaScript, &[BodyNumbers]),
    ]);
    along(&[(&|habits| habits.without_nulls = true, &[BodyNulls])]);
    along(&[(&|habits| habits.php_arrays = true, &[BodyPhpArrays])]);
    all
}
