//! Members as conditions and relations name them.

use std::fmt;

/// Which members a condition or a relation speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// Where it begins.
    pub from: From,
    /// Member by member.
    pub steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum From {
    /// At the object that holds the member.
    Here,
    /// So many objects further up.
    Up(u32),
    /// At the root of the message.
    Root,
    /// At the root of the request that a response answers.
    Request,
}

/// One member on a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// Its name on the wire.
    pub name: String,
    /// It is an array or a map, and any of its elements is meant.
    pub each: bool,
}

impl Path {
    /// Reads a path: `a.b`, `/a.b`, `../a`, `list[].b`, `request:a.b`.
    pub fn read(text: &str) -> Self {
        let (from, rest) = if let Some(rest) = text.strip_prefix("request:") {
            (From::Request, rest)
        } else if let Some(rest) = text.strip_prefix('/') {
            (From::Root, rest)
        } else {
            let (mut up, mut rest) = (0, text);
            while let Some(above) = rest.strip_prefix("../") {
                (up, rest) = (up + 1, above);
            }
            (if up == 0 { From::Here } else { From::Up(up) }, rest)
        };
        let steps = rest.split('.').map(|step| {
            let (name, each) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
            Step { name: name.to_owned(), each }
        });
        Self { from, steps: steps.collect() }
    }

    /// The member beside, if that is all the path says.
    pub fn beside(&self) -> Option<&str> {
        match (self.from, self.steps.as_slice()) {
            (From::Here, [step]) if !step.each => Some(&step.name),
            _ => None,
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from {
            From::Here => {}
            From::Up(levels) => (0..levels).try_for_each(|_| f.write_str("../"))?,
            From::Root => f.write_str("/")?,
            From::Request => f.write_str("request:")?,
        }
        for (index, step) in self.steps.iter().enumerate() {
            write!(f, "{}{}{}", if index > 0 { "." } else { "" }, step.name, if step.each { "[]" } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{From, Path};

    #[test]
    fn a_path_says_what_was_read() {
        for (text, from, steps) in [
            ("a", From::Here, 1),
            ("a.b", From::Here, 2),
            ("/a.b[]", From::Root, 2),
            ("../../a", From::Up(2), 1),
            ("request:a[].b", From::Request, 2),
        ] {
            let path = Path::read(text);
            assert_eq!((path.from, path.steps.len(), path.to_string().as_str()), (from, steps, text));
        }
        assert_eq!(Path::read("a").beside(), Some("a"));
        assert!(["a[]", "a.b", "/a", "../a"].iter().all(|text| Path::read(text).beside().is_none()));
    }
}
