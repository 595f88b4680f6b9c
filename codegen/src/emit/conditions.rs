//! Conditions and rules between members, as expressions.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::names::Name;
use crate::emit::plan::{MemberPlan, StructPlan};
use crate::emit::planner::members;
use crate::ir::condition::{Condition, RuleKind};
use crate::ir::field::Type;
use crate::spec::field::Presence;

/// A conditional member is demanded when its condition holds.
pub fn demand(plan: &StructPlan<'_>, member: &MemberPlan<'_>) -> Option<TokenStream> {
    let field = member.field;
    let when = field.when.as_ref().filter(|_| field.presence == Presence::C)?;
    let mut holds = Reader { plan, checked: true }.expression(when, true)?;
    if field.accept.absent {
        let holds_strictly = holds.beside(Joint::And);
        holds = Expression { tokens: quote!(c.strict() && #holds_strictly), joint: Some(Joint::And) };
    }
    // An answer that reports failure carries little more than its code, unless failure is what it takes.
    if plan.response && !when.speaks_of_outcome() {
        let holds_in_success = holds.beside(Joint::And);
        holds = Expression { tokens: quote!(!c.failed() && #holds_in_success), joint: Some(Joint::And) };
    }
    let because = format!("when {}", when.words());
    let (holds, wire, ident) = (holds.tokens, &field.name, member.name.ident());
    Some(quote!(c.required_when(#holds, #wire, self.#ident.is_some(), #because);))
}

/// A condition on a message, as an expression without a check at hand; none if part of it cannot be computed.
pub fn on_message(plan: &StructPlan<'_>, when: &Condition) -> Option<TokenStream> {
    Reader { plan, checked: false }.expression(when, true).map(|expression| expression.tokens)
}

/// A rule between members; none if part of it cannot be computed.
pub fn between(plan: &StructPlan<'_>, rule: &RuleKind) -> Option<TokenStream> {
    match rule {
        RuleKind::AtLeastOne(list) => {
            let (names, present) = there(plan, list)?;
            Some(quote!(c.at_least_one(&[#(#names),*], &[#(#present),*]);))
        }
        RuleKind::ExactlyOne(list) => {
            let (names, present) = there(plan, list)?;
            Some(quote!(c.exactly_one(&[#(#names),*], &[#(#present),*]);))
        }
        RuleKind::AllOrNone(list) => {
            let (names, present) = there(plan, list)?;
            Some(quote!(c.all_or_none(&[#(#names),*], &[#(#present),*]);))
        }
        RuleKind::Needs(list) => {
            let (names, present) = there(plan, list)?;
            Some(quote!(c.needs(&[#(#names),*], &[#(#present),*]);))
        }
        RuleKind::OneGroup(groups) => {
            let groups: Vec<_> = groups.iter().map(|group| there(plan, group)).collect::<Option<_>>()?;
            let lists = groups.iter().map(|(names, _)| quote!(&[#(#names),*]));
            let complete = groups.iter().map(|(_, present)| quote!(#(#present)&&*));
            Some(quote!(c.one_group(&[#(#lists),*], &[#(#complete),*]);))
        }
        RuleKind::Same(name, others) => {
            let (name, value) = text(plan, name)?;
            let others: Vec<_> = others.iter().map(|other| text(plan, other)).collect::<Option<_>>()?;
            let (others, joined): (Vec<_>, Vec<_>) = others.into_iter().unzip();
            Some(quote!(c.same(#name, #value, &[#(#others),*], &[#(#joined),*]);))
        }
        RuleKind::SameAsHeader(name, header, None) => {
            let (name, value) = text(plan, name)?;
            Some(quote!(c.same_as_header(#name, #value, #header);))
        }
        RuleKind::SameAsHeader(_, _, Some(_)) | RuleKind::Prose(_) => None,
    }
}

/// Names of members, each with whether it is there. A rule over no member says nothing.
fn there<'a>(plan: &'a StructPlan<'_>, list: &[String]) -> Option<(Vec<&'a str>, Vec<TokenStream>)> {
    let members: Vec<_> = list.iter().map(|name| find(plan, name)).collect::<Option<_>>()?;
    let present = members.iter().map(|member| {
        let ident = member.name.ident();
        quote!(self.#ident.is_some())
    });
    (!members.is_empty())
        .then(|| (members.iter().map(|member| member.field.name.as_str()).collect(), present.collect()))
}

fn text<'a>(plan: &'a StructPlan<'_>, name: &str) -> Option<(&'a str, TokenStream)> {
    let member = find(plan, name)?;
    Some((member.field.name.as_str(), member.as_text()?))
}

fn find<'a>(plan: &'a StructPlan<'_>, name: &str) -> Option<&'a MemberPlan<'a>> {
    plan.members.iter().find(|member| member.field.goes_by(name))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

/// A boolean expression that knows what joins it, so that parentheses stand only where they are needed.
#[derive(Debug)]
struct Expression {
    tokens: TokenStream,
    joint: Option<Joint>,
}

impl Expression {
    fn plain(tokens: TokenStream) -> Self {
        Self { tokens, joint: None }
    }

    fn beside(self, joint: Joint) -> TokenStream {
        let tokens = self.tokens;
        if self.joint.is_none_or(|own| own == joint) { tokens } else { quote!((#tokens)) }
    }
}

/// Reads conditions of one struct.
struct Reader<'p> {
    plan: &'p StructPlan<'p>,
    /// There is a check `c` at hand, which knows the outcome and the headers.
    checked: bool,
}

impl Reader<'_> {
    /// Whether a condition holds, or does not; none if part of it cannot be computed. Negation is carried down to the
    /// single tests, so that what is not known (headers, the outcome) demands nothing either way.
    fn expression(&self, condition: &Condition, wanted: bool) -> Option<Expression> {
        let checked = |tokens| self.checked.then(|| Expression::plain(tokens));
        match condition {
            Condition::Success if wanted => checked(quote!(c.succeeded())),
            Condition::Failure if !wanted => checked(quote!(c.succeeded())),
            Condition::Success | Condition::Failure => checked(quote!(c.failed())),
            Condition::Header(name) => checked(quote!(c.header_present(#name) == Some(#wanted))),
            Condition::Present(path) => self.member(path, &Test { values: None, wanted }),
            Condition::OneOf(path, values) => self.member(path, &Test { values: Some(values), wanted }),
            Condition::Not(part) => self.expression(part, !wanted),
            Condition::All(parts) => self.join(parts, if wanted { Joint::And } else { Joint::Or }, wanted),
            Condition::Any(parts) => self.join(parts, if wanted { Joint::Or } else { Joint::And }, wanted),
            Condition::Prose(_) => None,
        }
    }

    fn join(&self, parts: &[Condition], joint: Joint, wanted: bool) -> Option<Expression> {
        let parts: Vec<_> = parts.iter().map(|part| self.expression(part, wanted)).collect::<Option<_>>()?;
        // What is said twice is tested once.
        let mut seen = BTreeSet::new();
        let mut parts: Vec<_> = parts.into_iter().filter(|part| seen.insert(part.tokens.to_string())).collect();
        if parts.len() < 2 {
            return parts.pop();
        }
        let parts = parts.into_iter().map(|part| part.beside(joint));
        let tokens = match joint {
            Joint::And => quote!(#(#parts)&&*),
            Joint::Or => quote!(#(#parts)||*),
        };
        Some(Expression { tokens, joint: Some(joint) })
    }

    fn member(&self, path: &[String], test: &Test<'_>) -> Option<Expression> {
        let (first, rest) = path.split_first()?;
        let member = find(self.plan, first)?;
        test.over(&quote!(self), &member.name.ident(), &member.field.ty, rest).map(Expression::plain)
    }
}

/// What is asked of a member: that it is there, or that it has one of the values; or the contrary.
struct Test<'v> {
    values: Option<&'v [String]>,
    wanted: bool,
}

impl Test<'_> {
    fn over(&self, receiver: &TokenStream, ident: &Ident, ty: &Type, path: &[String]) -> Option<TokenStream> {
        if let Some((first, rest)) = path.split_first() {
            let (name, ty) = part(ty, first)?;
            let inner = self.over(&quote!(v), &name, ty, rest)?;
            return Some(self.inside(receiver, ident, &inner));
        }
        let Some(values) = self.values else {
            let test = format_ident!("{}", if self.wanted { "is_some" } else { "is_none" });
            return Some(quote!(#receiver.#ident.#test()));
        };
        match ty {
            Type::Text(_) | Type::Decimal(_) | Type::Integer(_) | Type::Number(_) if !values.is_empty() => {
                let mut seen = BTreeSet::new();
                let values = values.iter().filter(|value| seen.insert(*value));
                let test = quote!(matches!(v.as_str(), #(#values)|*));
                let test = if self.wanted { test } else { quote!(!#test) };
                Some(self.inside(receiver, ident, &test))
            }
            Type::Boolean => {
                let truths: Vec<_> =
                    [true, false].into_iter().filter(|truth| values.contains(&truth.to_string())).collect();
                match truths.as_slice() {
                    [truth] if self.wanted => Some(quote!(#receiver.#ident == Some(#truth))),
                    [truth] => Some(quote!(#receiver.#ident != Some(#truth))),
                    [] => None,
                    _ => Test { values: None, ..*self }.over(receiver, ident, ty, path),
                }
            }
            _ => None,
        }
    }

    /// A test of the value, if there is one. What is not there has no value, so that the contrary holds.
    fn inside(&self, receiver: &TokenStream, ident: &Ident, test: &TokenStream) -> TokenStream {
        let method = format_ident!("{}", if self.wanted { "is_some_and" } else { "is_none_or" });
        quote!(#receiver.#ident.as_ref().#method(|v| #test))
    }
}

/// A member of an object, or one half of an amount, with its name in Rust.
fn part<'t>(ty: &'t Type, wire: &str) -> Option<(Ident, &'t Type)> {
    match ty {
        Type::Object(shape) => {
            let (field, name): (_, Name) = members(shape.fields.as_deref()?).find(|(field, _)| field.goes_by(wire))?;
            Some((name.ident(), &field.ty))
        }
        Type::Amount(amount) => {
            let half = [&amount.value, &amount.currency].into_iter().find(|half| half.goes_by(wire))?;
            let name = if std::ptr::eq(half, &amount.value) { "value" } else { "currency" };
            Some((format_ident!("{name}"), &half.ty))
        }
        _ => None,
    }
}
