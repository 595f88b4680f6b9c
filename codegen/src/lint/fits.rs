//! Whether what one member holds may stand in another: type, length, values, form.

use crate::ir::field::{TextKind, Type, Typed};
use crate::ir::rule::{Bounds, Form, Forms, Precision, Values};

/// On which side of a message a value is seen: as we send it, or as it may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// We send it.
    Sent,
    /// It was received: errata may accept more.
    Received,
}

/// What is known of the values that a source gives.
pub struct Source<'a> {
    kind: Kind,
    bounds: Bounds,
    /// The only values; none if it can be any.
    values: Option<Vec<&'a str>>,
    forms: Option<&'a Forms>,
    pattern: Option<&'a str>,
    precision: Option<&'a [Precision]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Amount,
    Number,
    Boolean,
    Any,
}

impl Kind {
    const fn of(ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Text(_) | Type::Decimal => Self::Text,
            Type::Amount(_) => Self::Amount,
            Type::Integer | Type::Number => Self::Number,
            Type::Boolean => Self::Boolean,
            Type::Any => Self::Any,
            Type::Object(_) | Type::Array(_) | Type::Map(_) | Type::Named(_) => return None,
        })
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Amount => "an amount",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Any => "anything",
        }
    }
}

/// Whether a value is a single one, which can be copied.
pub fn is_single(typed: &Typed) -> bool {
    Kind::of(&typed.ty).is_some()
}

impl<'a> Source<'a> {
    /// A text that is always the same.
    pub fn constant(text: &'a str) -> Self {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Self { values: Some(vec![text]), ..Self::text(Bounds::exactly(length)) }
    }

    /// A text of some length.
    pub const fn text(bounds: Bounds) -> Self {
        Self { kind: Kind::Text, bounds, values: None, forms: None, pattern: None, precision: None }
    }

    /// What a member holds; none if it is no single value.
    pub fn member(typed: &'a Typed, side: Side) -> Option<Self> {
        let values = typed.values().filter(|values| !values.open).map(|values| listed(values, side));
        let amount = match &typed.ty {
            Type::Amount(amount) => Some(&amount.value.value),
            _ => None,
        };
        let precision = amount.unwrap_or(typed).precision().map(|sides| match side {
            Side::Sent => sides.sent.as_slice(),
            Side::Received => sides.received.as_slice(),
        });
        let forms = typed.forms().map(|sides| match side {
            Side::Sent => &sides.sent,
            Side::Received => &sides.received,
        });
        let bounds = bounds(typed, side, values.as_deref(), precision);
        Some(Self { kind: Kind::of(&typed.ty)?, bounds, values, forms, pattern: typed.pattern(), precision })
    }

    /// Why it may not stand in a member that we send; none if it may.
    pub fn trouble(&self, target: &Typed) -> Option<String> {
        let kind = Kind::of(&target.ty)?;
        if self.kind == Kind::Any || kind == Kind::Any {
            return None;
        }
        if kind != self.kind {
            return Some(format!("holds {}, and {} is asked for", self.kind.words(), kind.words()));
        }
        self.length(target)
            .or_else(|| self.listed(target))
            .or_else(|| self.form(target))
            .or_else(|| self.digits(target))
    }

    fn length(&self, target: &Typed) -> Option<String> {
        let wanted = target.length()?.sent;
        let Bounds { min, max } = self.bounds;
        if let Some(most) = wanted.max
            && max.is_none_or(|max| max > most)
        {
            let has = max.map_or_else(|| "any number of".to_owned(), |max| format!("up to {max}"));
            return Some(format!("has {has} characters, and at most {most} may be sent"));
        }
        let fewest = wanted.min.filter(|fewest| *fewest > 1 && min.is_none_or(|min| min < *fewest))?;
        Some(format!("has {} characters or more, and at least {fewest} must be sent", min.unwrap_or(0)))
    }

    fn listed(&self, target: &Typed) -> Option<String> {
        let list = target.values().filter(|values| !values.open)?;
        let Some(own) = &self.values else { return Some("may be anything, and one of a list is asked for".to_owned()) };
        let strange = own.iter().find(|value| list.list.iter().all(|(known, _)| known != *value))?;
        Some(format!("may be `{strange}`, which is not in the list of the member"))
    }

    fn form(&self, target: &Typed) -> Option<String> {
        if let Some(values) = &self.values {
            let digits = matches!(target.forms().map(|forms| &forms.sent), Some(Forms::OneOf(Form::Digits, _)));
            let strange = values.iter().find(|value| digits && !value.bytes().all(|byte| byte.is_ascii_digit()))?;
            return Some(format!("may be `{strange}`, and digits are asked for"));
        }
        if let Some(pattern) = target.pattern().filter(|pattern| self.pattern != Some(pattern)) {
            return Some(format!("may be anything, and `{pattern}` is asked for"));
        }
        let Some(Forms::OneOf(wanted, others)) = target.forms().map(|forms| &forms.sent) else { return None };
        match self.forms {
            Some(Forms::OneOf(form, more)) if form == wanted && more.iter().all(|form| others.contains(form)) => None,
            _ => Some(format!("may have another form than is asked for: {}", wanted.words())),
        }
    }

    fn digits(&self, target: &Typed) -> Option<String> {
        let target = match &target.ty {
            Type::Amount(amount) => &amount.value.value,
            _ => target,
        };
        let wanted = &target.precision()?.sent;
        let fits = |own: &Precision| {
            wanted.iter().any(|wanted| own.digits <= wanted.digits && own.decimals == wanted.decimals)
        };
        let own = self.precision.unwrap_or_default();
        if !own.is_empty() && own.iter().all(fits) {
            return None;
        }
        Some("may have more digits than are asked for".to_owned())
    }
}

fn listed(values: &Values, side: Side) -> Vec<&str> {
    let accepted = values.accepted.iter().filter(|_| side == Side::Received);
    values.list.iter().map(|(value, _)| value).chain(accepted).map(String::as_str).collect()
}

/// Characters of a value, as far as its rules tell.
fn bounds(typed: &Typed, side: Side, values: Option<&[&str]>, precision: Option<&[Precision]>) -> Bounds {
    let stated = typed.length().map(|sides| match side {
        Side::Sent => sides.sent,
        Side::Received => sides.received,
    });
    let Bounds { min, max } = stated.unwrap_or_default();
    let listed = values.and_then(|values| values.iter().map(|value| value.chars().count()).max());
    let listed = listed.and_then(|most| u32::try_from(most).ok());
    let dated = match &typed.ty {
        Type::Text(text) => match text.kind {
            // With the offset, and with milliseconds where they are accepted.
            TextKind::DateTime => Some(if side == Side::Sent { 25 } else { 29 }),
            TextKind::Date => Some(10),
            TextKind::Time | TextKind::Plain => None,
        },
        _ => None,
    };
    let digits = precision.and_then(|all| all.iter().map(|one| one.digits + one.decimals + 1).max());
    Bounds { min, max: max.or(listed).or(dated).or(digits) }
}
