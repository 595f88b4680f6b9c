//! Members as conditions and relations name them: `a.b` beside, `/a.b` from the root, `../a` in the object above,
//! `list[].b` in any element, `request:a.b` in the request that is answered. Only what stands beside can be looked up here.

use proc_macro2::TokenStream;
use syn::ext::IdentExt as _;

use super::super::model::{Kind, Member};
use super::super::raw::Field;
use super::member::wire_of;
use super::values::Name;
use crate::mistakes::Report;
use crate::words::nearest;

/// The members of the struct by their names on the wire.
pub(crate) struct Names<'a> {
    members: Vec<(&'a str, &'a Kind)>,
    /// Fields and the names that they would have: who writes one of these means the member.
    fields: Vec<(String, &'a str)>,
    /// A field could not be read, and may be the one that is named.
    incomplete: bool,
    /// Whose condition it is.
    own: Option<&'a str>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(fields: &'a [Field], members: impl Iterator<Item = &'a Member>) -> Self {
        let members: Vec<&Member> = members.collect();
        let mut spelled = Vec::new();
        for member in &members {
            spelled.push((member.ident.unraw().to_string(), member.wire.as_str()));
            let field = fields.iter().find(|field| field.ident == member.ident);
            spelled.extend(field.map(|field| (wire_of(field), member.wire.as_str())));
        }
        // One field keeps what is unknown.
        let incomplete = members.len() + 1 < fields.len();
        let members = members.iter().map(|member| (member.wire.as_str(), &member.kind)).collect();
        Self { members, fields: spelled, incomplete, own: None }
    }

    /// The same, for a condition of this member.
    pub(crate) fn but(&self, own: &'a str) -> Self {
        Self { members: self.members.clone(), fields: self.fields.clone(), incomplete: self.incomplete, own: Some(own) }
    }

    /// The path, if it can be one.
    pub(crate) fn path(&self, Name { text, tokens }: &Name, report: &mut Report<'_>) -> Option<String> {
        let (beside, rest) = beginning(text);
        if rest.is_empty() || rest.split('.').any(|step| step.strip_suffix("[]").unwrap_or(step).is_empty()) {
            report.at(tokens, "a member is named by its path: `a`, `a.b`, `/a.b`, `../a`, `list[].b` or `request:a`");
            return None;
        }
        if beside {
            self.look_up(rest, tokens, report)?;
        }
        Some(text.clone())
    }

    fn look_up(&self, path: &str, tokens: &TokenStream, report: &mut Report<'_>) -> Option<()> {
        let (first, deeper) = path.split_once('.').map_or((path, false), |(first, _)| (first, true));
        let (name, each) = first.strip_suffix("[]").map_or((first, false), |name| (name, true));
        let Some((_, kind)) = self.members.iter().find(|(wire, _)| *wire == name) else {
            if !self.incomplete {
                report.at(tokens, format!("no member is called \"{name}\" on the wire; {}", self.advice(name)));
            }
            return None;
        };
        if self.own == Some(path) {
            report.at(tokens, "a member is no condition of itself: name another one");
            return None;
        }
        let holds = matches!(kind, Kind::List(_) | Kind::Map(_));
        let wrong = match kind {
            Kind::List(_) | Kind::Map(_) if deeper && !each => {
                let rest = path.strip_prefix(name).unwrap_or_default();
                Some(format!("`{name}` holds several: write \"{name}[]{rest}\" for any of them"))
            }
            Kind::Named => None,
            _ if each && !holds => Some(format!("`{name}` is no list: leave `[]` out")),
            Kind::Text | Kind::Boolean | Kind::Number if deeper => {
                Some(format!("`{name}` has no members: write \"{name}\""))
            }
            _ => None,
        };
        match wrong {
            Some(wrong) => {
                report.at(tokens, wrong);
                None
            }
            None => Some(()),
        }
    }

    fn advice(&self, name: &str) -> String {
        if let Some((_, wire)) = self.fields.iter().find(|(spelled, _)| spelled == name) {
            return format!("write \"{wire}\"");
        }
        let known: Vec<_> = self.members.iter().map(|(wire, _)| *wire).collect();
        match nearest(name, &known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "members of the object above begin with `../`, those of the whole message with `/`".to_owned(),
        }
    }
}

/// Whether a path begins beside the member, and what follows its beginning.
fn beginning(path: &str) -> (bool, &str) {
    if let Some(rest) = path.strip_prefix("request:").or_else(|| path.strip_prefix('/')) {
        return (false, rest);
    }
    let rest = path.trim_start_matches("../");
    (rest.len() == path.len(), rest)
}
