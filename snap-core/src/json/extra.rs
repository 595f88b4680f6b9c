//! What a message holds beyond its spec: unknown members, and forms that were tolerated.

use std::fmt;
use std::sync::Arc;

use serde_json::value::RawValue;

use crate::json::decode::DecodeError;
use crate::json::raw;

/// What came instead of what the spec promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A bare number.
    Number,
    /// A text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// An array.
    Array,
    /// An explicit null.
    Null,
    /// The promised value under another spelling of its name.
    OtherName,
    /// A text with half of a surrogate pair (`\\ud83d` alone), which is no character: U+FFFD stands for it.
    HalfPair,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Boolean => "a boolean",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Null => "null",
            Self::OtherName => "another name",
            Self::HalfPair => "a text with half a surrogate pair, which is no character",
        })
    }
}

/// A member that came otherwise than promised, with the form it came in.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Its name in the spec.
    pub(crate) name: &'static str,
    /// The name it came under, where that is another.
    pub(crate) spelled: Option<Box<str>>,
    /// Another JSON form, and where inside the value: empty, or such as `[1]`.
    pub(crate) form: Option<(Form, Box<str>)>,
    /// What was read from it all the same, as JSON: while the member is written so, it has not been changed.
    pub(crate) means: Option<Box<str>>,
    /// As it came.
    pub(crate) raw: Box<RawValue>,
}

impl Kept {
    /// The value could be read all the same.
    pub(crate) fn readable(&self) -> bool {
        self.means.is_some()
    }

    /// A null, or an empty text where something else is promised: whoever sends it means that there is nothing.
    pub(crate) fn is_nothing(&self) -> bool {
        let here = self.form.as_ref().is_some_and(|(_, at)| at.is_empty());
        here && !self.readable() && matches!(self.raw.get(), "null" | "\"\"")
    }

    /// An empty list where something else is promised, as PHP writes an empty object; it says no more than a null.
    pub(crate) fn is_empty_list(&self) -> bool {
        let here = self.form.as_ref().is_some_and(|(form, at)| *form == Form::Array && at.is_empty());
        here && !self.readable() && self.raw.get().bytes().filter(|byte| !byte.is_ascii_whitespace()).eq(*b"[]")
    }

    /// Digits as text where a number is promised, perhaps with leading zeros.
    pub(crate) fn is_digits(&self) -> bool {
        let text = self.form.as_ref().is_some_and(|(form, at)| *form == Form::Text && at.is_empty());
        let digits = |raw: &str| raw.trim_matches('"').bytes().all(|byte| byte.is_ascii_digit());
        text && self.means.as_deref().is_some_and(digits)
    }

    /// The name it came under.
    pub(crate) fn spelling(&self) -> &str {
        self.spelled.as_deref().unwrap_or(self.name)
    }

    fn key(&self) -> (&'static str, &str, &str) {
        (self.name, self.spelling(), self.raw.get())
    }
}

#[derive(Clone, Default)]
pub(crate) struct Inner {
    pub(crate) unknown: Vec<(String, Box<RawValue>)>,
    pub(crate) kept: Vec<Kept>,
    /// Names of members of the spec that came more than once: the last one counts.
    pub(crate) doubled: Vec<Box<str>>,
}

/// Members that the spec does not know, and the raw form of members that came otherwise than promised.
///
/// Both survive decode and encode. Members set by the caller win over what was received. An empty one costs a pointer.
/// Equal means: the same names with the same JSON text. `Debug` shows names only, for values may be personal data.
///
/// ```
/// let mut extra = snap_core::Extra::default();
/// extra.insert("loyaltyId", "\"A-1\"")?;
/// assert_eq!(extra.get("loyaltyId"), Some("\"A-1\""));
/// # Ok::<(), snap_core::DecodeError>(())
/// ```
#[derive(Clone, Default)]
// Shared, so that writer and rules can hold it while they walk the members, without copying and without a lifetime.
pub struct Extra(Option<Arc<Inner>>);

impl Extra {
    pub(crate) fn new(unknown: Vec<(String, Box<RawValue>)>, kept: Vec<Kept>, doubled: Vec<Box<str>>) -> Self {
        if unknown.is_empty() && kept.is_empty() && doubled.is_empty() {
            return Self(None);
        }
        Self(Some(Arc::new(Inner { unknown, kept, doubled })))
    }

    /// Names of members that came more than once.
    pub(crate) fn doubled(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|inner| inner.doubled.iter().map(AsRef::as_ref))
    }

    /// Nothing unknown and nothing tolerated.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Unknown members in order: name and JSON text. A name that came twice is there twice.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|inner| &inner.unknown).map(|(name, raw)| (name.as_str(), raw.get()))
    }

    /// JSON text of an unknown member; of the last one, if the name came twice.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.find_unknown(name).map(RawValue::get)
    }

    /// Adds a member that the spec does not know, or replaces it.
    ///
    /// With the name of a member of the spec it is written in that member's place as long as the member itself is
    /// `None`: this is how an explicit `null` is sent.
    ///
    /// # Errors
    /// When `json` is not one JSON value.
    pub fn insert(&mut self, name: impl Into<String>, json: &str) -> Result<(), DecodeError> {
        self.insert_raw(name.into(), raw::parse(json)?);
        Ok(())
    }

    fn insert_raw(&mut self, name: String, raw: Box<RawValue>) {
        let inner = Arc::make_mut(self.0.get_or_insert_default());
        insert_last(&mut inner.unknown, name, raw);
    }

    /// Drops everything that is kept under a name; true if there was anything.
    ///
    /// Rules report a tolerated form as it was received. Forget it after replacing the member of a received message, if
    /// that message is to be validated again.
    pub fn forget(&mut self, name: &str) -> bool {
        let Some(inner) = &mut self.0 else { return false };
        let inner = Arc::make_mut(inner);
        let before = inner.unknown.len() + inner.kept.len();
        inner.unknown.retain(|(unknown, _)| unknown != name);
        inner.kept.retain(|kept| kept.name != name);
        let after = inner.unknown.len() + inner.kept.len();
        if after == 0 {
            self.0 = None;
        }
        before != after
    }

    /// Members that came otherwise than promised: name in the spec, and what came instead.
    pub fn tolerated(&self) -> impl Iterator<Item = (&str, Form)> {
        self.kept().iter().flat_map(|kept| {
            let other_name = kept.spelled.as_ref().map(|_| Form::OtherName);
            let form = kept.form.as_ref().map(|(form, _)| *form);
            other_name.into_iter().chain(form).map(|form| (kept.name, form))
        })
    }

    pub(crate) fn kept(&self) -> &[Kept] {
        self.0.as_ref().map_or(&[], |inner| inner.kept.as_slice())
    }

    pub(crate) fn find_kept(&self, name: &str) -> Option<&Kept> {
        self.kept().iter().find(|kept| kept.name == name)
    }

    pub(crate) fn unknown_raw(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().flat_map(|inner| &inner.unknown).map(|(name, raw)| (name.as_str(), &**raw))
    }

    pub(crate) fn find_unknown(&self, name: &str) -> Option<&RawValue> {
        let (_, raw) = self.0.as_ref()?.unknown.iter().rfind(|(unknown, _)| unknown == name)?;
        Some(raw)
    }
}

/// Replaces the last value of a name, or appends.
pub(crate) fn insert_last(members: &mut Vec<(String, Box<RawValue>)>, name: String, raw: Box<RawValue>) {
    match members.iter_mut().rfind(|(other, _)| *other == name) {
        Some((_, place)) => *place = raw,
        None => members.push((name, raw)),
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.unknown().eq(other.unknown()) && self.kept().iter().map(Kept::key).eq(other.kept().iter().map(Kept::key))
    }
}

impl Eq for Extra {}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown: Vec<_> = self.unknown().map(|(name, _)| name).collect();
        let tolerated: Vec<_> = self.tolerated().collect();
        f.debug_struct("Extra").field("unknown", &unknown).field("tolerated", &tolerated).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model as _;
    use crate::message::testing::Transfer;

    #[test]
    fn an_empty_one_is_one_pointer() {
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }

    #[test]
    fn replaces_refuses_and_forgets() -> Result<(), DecodeError> {
        let mut extra = Extra::default();
        assert!(extra.insert("a", "{").is_err());
        assert!(extra.is_empty());
        extra.insert("a", "1")?;
        extra.insert("b", " [ 2 ] ")?;
        extra.insert("a", "3.0")?;
        assert_eq!(extra.unknown().collect::<Vec<_>>(), [("a", "3.0"), ("b", "[ 2 ]")]);
        assert!(extra.forget("a") && !extra.forget("a") && extra.forget("b"));
        assert_eq!(extra, Extra::default());
        assert!(extra.is_empty());
        Ok(())
    }

    #[test]
    fn tells_what_was_tolerated_and_shows_names_only() -> Result<(), DecodeError> {
        let json = r#"{"reference":77,"dateInit":5,"token":null,"name":"Budi"}"#;
        let extra = Transfer::from_json(json.as_bytes())?.extra;
        assert_eq!(
            extra.tolerated().collect::<Vec<_>>(),
            [("reference", Form::Number), ("token", Form::Null), ("date", Form::OtherName), ("date", Form::Number)],
        );
        let shown = format!("{extra:?}");
        assert!(shown.contains("name") && !shown.contains("Budi") && !shown.contains("77"), "{shown}");
        Ok(())
    }

    #[test]
    fn a_copy_does_not_change_with_the_original() -> Result<(), DecodeError> {
        let mut extra = Extra::default();
        extra.insert("a", "1")?;
        let copy = extra.clone();
        extra.insert("a", "2")?;
        assert_eq!((copy.get("a"), extra.get("a")), (Some("1"), Some("2")));
        assert_ne!(copy, extra);
        Ok(())
    }
}
