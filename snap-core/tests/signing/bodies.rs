//! The canonical form of a body: what it drops, and what it keeps.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::Value;
use snap_core::signing::{body_hash, minify};

use crate::support::{list, text, vectors};

#[test]
fn hard_bodies_keep_their_bytes() {
    for body in list(&vectors("bodies.json"), "bodies") {
        let (name, minified) = (text(body, "name"), text(body, "minified"));
        let found = minify(text(body, "body").as_bytes());
        assert_eq!(str::from_utf8(&found).unwrap(), minified, "{name}");
        assert_eq!(body_hash(&found).as_str(), text(body, "sha256"), "{name}");
        assert_eq!(minify(minified.as_bytes()), minified.as_bytes(), "{name}");
    }
}

#[test]
fn bytes_that_are_no_text_are_kept() {
    let bytes = b"{ \"a\": \"\xff \xc3\x28\" , \x80 }";
    assert_eq!(&*minify(bytes), b"{\"a\":\"\xff \xc3\x28\",\x80}");
}

/// JSON with white space of all kinds between its parts, and the same without.
fn json() -> impl Strategy<Value = (String, String)> {
    let string = any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap());
    let escaped = proptest::collection::vec(any::<u16>(), 0..4).prop_map(|units| {
        // `\u0020` and lone surrogates among them: escapes are not touched, whatever they mean.
        format!("\"{}\"", units.iter().map(|unit| format!("\\u{unit:04x} ")).collect::<String>())
    });
    let number = "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?";
    let leaf = prop_oneof![string, escaped, number, Just("true".to_owned()), Just("null".to_owned())];
    let leaf = leaf.prop_map(|text| (text.clone(), text));
    leaf.prop_recursive(4, 32, 5, |inner| {
        let gap = "[ \t\r\n]{0,3}";
        let items = proptest::collection::vec((gap, inner, gap), 0..5);
        let member = (any::<String>(), gap).prop_map(|(name, gap)| (serde_json::to_string(&name).unwrap(), gap));
        (items, member, any::<bool>(), gap).prop_map(|(items, (name, blank), object, gap)| {
            let (open, close) = if object { ("{", "}") } else { ("[", "]") };
            let (mut loose, mut tight) = (format!("{gap}{open}{gap}"), open.to_owned());
            for (index, (before, (value, compact), after)) in items.iter().enumerate() {
                if index > 0 {
                    loose.push(',');
                    tight.push(',');
                }
                loose.push_str(before);
                if object {
                    loose.push_str(&format!("{name}{blank}:{after}"));
                    tight.push_str(&format!("{name}:"));
                }
                loose.push_str(value);
                loose.push_str(after);
                tight.push_str(compact);
            }
            (loose + close + &gap, tight + close)
        })
    })
}

proptest! {
    #[test]
    fn drops_exactly_the_white_space_between_the_parts((loose, tight) in json()) {
        let minified = minify(loose.as_bytes());
        prop_assert_eq!(str::from_utf8(&minified).unwrap(), &tight);
        prop_assert!(matches!(minify(tight.as_bytes()), Cow::Borrowed(_)));
    }

    #[test]
    fn keeps_the_value_of_json((loose, _) in json()) {
        // Lone surrogates and numbers beyond f64 are JSON that this parser does not take.
        if let Ok(value) = serde_json::from_str::<Value>(&loose) {
            prop_assert_eq!(serde_json::from_slice::<Value>(&minify(loose.as_bytes())).unwrap(), value);
        }
    }

    #[test]
    fn any_bytes_are_minified_once_and_for_all(bytes in proptest::collection::vec(prop_oneof![
        Just(b'"'), Just(b'\\'), Just(b' '), Just(b'\n'), any::<u8>()
    ], 0..64)) {
        let once = minify(&bytes);
        prop_assert_eq!(&*minify(&once), &*once);
        let kept = |bytes: &[u8]| bytes.iter().copied().filter(|byte| !b" \t\r\n".contains(byte)).collect::<Vec<_>>();
        prop_assert_eq!(kept(&once), kept(&bytes));
    }
}
