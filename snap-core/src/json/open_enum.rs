//! Value lists that keep what they do not know.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// A value list of the spec as an enum; a value that is not in the list stays as its text.
pub trait OpenEnum {
    /// The values of the list.
    const KNOWN: &'static [&'static str];

    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// The value is in the list.
    fn is_known(&self) -> bool;
}

/// Reads a text for the `Deserialize` of an open enum.
#[doc(hidden)]
pub fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    struct Text;
    impl<'de> Visitor<'de> for Text {
        type Value = Cow<'de, str>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }
        fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed(text))
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text.to_owned()))
        }
        fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text))
        }
    }
    deserializer.deserialize_str(Text)
}

/// Implements [`OpenEnum`], [`Wire`](crate::Wire), [`Item`](crate::Item), `Display`, `From<&str>`, `From<String>`, `Serialize` and
/// `Deserialize` for an enum with the listed variants and `Other(String)`.
///
/// ```
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum FeeType { Our, Ben, Other(String) }
/// snap_core::open_enum!(FeeType { Our => "OUR", Ben => "BEN" });
///
/// assert_eq!(FeeType::from("BEN"), FeeType::Ben);
/// assert_eq!(FeeType::from("SHA|1000").as_str(), "SHA|1000");
/// assert!(!FeeType::from("SHA|1000").is_known());
/// ```
#[macro_export]
macro_rules! open_enum {
    ($name:ident { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $name {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// The value is in the list of the spec.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Other(_))
            }

            fn known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::OpenEnum for $name {
            const KNOWN: &'static [&'static str] = &[$($text),+];
            fn as_str(&self) -> &str {
                $name::as_str(self)
            }
            fn is_known(&self) -> bool {
                $name::is_known(self)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match Self::known(text) {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => Self::Other(::std::string::String::from(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match Self::known(&text) {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => Self::Other(text),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($name::as_str(self))
            }
        }

        impl $crate::Wire for $name {
            fn read_value(
                raw: &$crate::RawValue,
                reading: &mut $crate::Reading,
            ) -> ::core::option::Option<Self> {
                <::std::string::String as $crate::Wire>::read_value(raw, reading).map(Self::from)
            }
            fn write_value(&self, out: &mut $crate::ValueWriter<'_>) {
                out.text($name::as_str(self));
            }
        }

        impl $crate::Item for $name {
            fn check_item(&self, rule: &'static $crate::Rule, need: $crate::Need, check: &mut $crate::Check<'_>) {
                check.text_value($name::as_str(self), need, rule, <Self as $crate::OpenEnum>::KNOWN);
            }
            fn surely_holds(&self, _: &'static $crate::Rule) -> bool {
                $name::is_known(self)
            }
            fn plain(&self) -> ::core::option::Option<&str> {
                ::core::option::Option::Some($name::as_str(self))
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($name::as_str(self))
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize_text(deserializer).map(|text| Self::from(&*text))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::OpenEnum as _;
    use crate::message::testing::FeeType;

    #[test]
    fn an_unknown_value_stays_as_its_text() {
        for (text, value, known) in [
            ("OUR", FeeType::Our, true),
            ("our", FeeType::Other("our".to_owned()), false),
            ("", FeeType::Other(String::new()), false),
        ] {
            assert_eq!(FeeType::from(text), value);
            assert_eq!(FeeType::from(text.to_owned()), value);
            assert_eq!((value.as_str(), value.is_known(), value.to_string().as_str()), (text, known, text));
        }
        assert_eq!(FeeType::KNOWN, ["OUR", "BEN"]);
    }

    #[test]
    fn goes_through_serde_as_its_text() -> Result<(), serde_json::Error> {
        let list: Vec<FeeType> = serde_json::from_str(r#"["BEN","S\u0048A"]"#)?;
        assert_eq!(list, [FeeType::Ben, FeeType::Other("SHA".to_owned())]);
        assert_eq!(serde_json::to_string(&list)?, r#"["BEN","SHA"]"#);
        Ok(())
    }
}
