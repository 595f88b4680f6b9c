//! What a page shows, with what disagrees with its table put right.

use super::made;
use crate::ir::{Catalogue, Field, Message, Rule, Service, Table, Type, Typed};
use crate::json::{self, Member, Node, Value};
use crate::judge::{Contradiction, Judge};
use crate::spec::erratum::ErratumKind;
use crate::spec::field::Presence as Letter;

/// Rounds of mending before a message is made from the table alone.
const ROUNDS: usize = 12;

/// A request that obeys its table: the documented one where it does or can be mended.
pub fn request(catalogue: &Catalogue, service: &Service) -> Node {
    let documented = service.samples.iter().find_map(|sample| sample.request.as_ref());
    let documented = documented.map(|sample| sample.node.clone());
    Mending { catalogue, service, message: &service.request, response: false }.best(documented)
}

/// An answer that reports success and obeys the table of the first shape that the service has.
pub fn answer(catalogue: &Catalogue, service: &Service) -> Option<Node> {
    let shape = service.responses.first()?;
    let mending = Mending { catalogue, service, message: &shape.message, response: true };
    let of_shape = |variant: Option<&str>| variant.is_none_or(|variant| shape.name.as_deref() == Some(variant));
    let shown = service.samples.iter().filter(|sample| of_shape(sample.variant.as_ref().map(|name| &***name)));
    let shown: Vec<_> = shown.filter_map(|sample| sample.response.as_ref()).collect();
    let success = |node: &Node| {
        node.get("responseCode").and_then(|code| code.as_text()).is_some_and(|code| code.starts_with("200"))
    };
    let best = shown.iter().find(|text| success(&text.node)).or(shown.first()).map(|text| text.node.clone());
    Some(mending.best(best))
}

struct Mending<'a> {
    catalogue: &'a Catalogue,
    service: &'a Service,
    message: &'a Message,
    response: bool,
}

impl Mending<'_> {
    fn best(&self, documented: Option<Node>) -> Node {
        let made = || made::message(self.catalogue, self.service, self.message, self.response);
        documented.and_then(|node| self.mended(node)).unwrap_or_else(made)
    }

    /// None if it cannot be put right.
    fn mended(&self, mut node: Node) -> Option<Node> {
        for _ in 0..ROUNDS {
            if self.response {
                self.say_success(&mut node);
            }
            // Places are those of the text.
            node = json::parse(&node.to_text()).ok()?;
            let found = self.found(&node);
            if found.is_empty() {
                return Some(node);
            }
            for contradiction in &found {
                self.mend(&mut node, contradiction);
            }
        }
        None
    }

    fn found(&self, node: &Node) -> Vec<Contradiction> {
        let judge = Judge {
            catalogue: self.catalogue,
            lenient: false,
            observes: false,
            response: self.response,
            headers: None,
            request: None,
        };
        judge.message(&self.message.table, node)
    }

    fn say_success(&self, node: &mut Node) {
        let code = format!("200{:0>2}00", self.service.code.holds.value);
        put(node, "responseCode", made::text(code), 0);
        let there = node.get("responseMessage").and_then(|message| message.as_text());
        if there.is_none_or(str::is_empty) {
            put(node, "responseMessage", made::text("Successful"), 1);
        }
    }

    fn mend(&self, root: &mut Node, contradiction: &Contradiction) {
        let path = contradiction.path.replace("[]", "");
        let steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
        let Some((last, above)) = steps.split_last() else {
            return made::agree(root, &self.message.table.rules);
        };
        let Some((fields, rules)) = self.table_at(above) else { return };
        let field = fields.iter().enumerate().find(|(_, field)| field.name == *last);
        each(root, above, &mut |object| match (contradiction.kind, field) {
            (ErratumKind::Unknown | ErratumKind::Name, _) | (_, None) => take(object, last),
            (ErratumKind::Condition, Some(_)) => {
                made::agree(object, rules);
                if let Some((_, inner_rules)) = self.table_at(&steps) {
                    each(object, &[last], &mut |inner| made::agree(inner, inner_rules));
                }
            }
            (ErratumKind::Missing | ErratumKind::Empty, Some((index, field))) => {
                put(object, last, made::value(self.catalogue, &field.value, 1), index);
            }
            // A null for nothing.
            (ErratumKind::Type, Some((_, field)))
                if matches!(object.get(last).map(|node| &node.value), Some(Value::Null)) && is_optional(field) =>
            {
                take(object, last);
            }
            (_, Some((index, field))) => {
                let length = object.get(last).and_then(|node| node.as_text()).map(str::to_owned);
                let shorter = length.and_then(|text| shortened(&field.value, &text));
                let value = shorter.unwrap_or_else(|| made::value(self.catalogue, &field.value, 1));
                put(object, last, value, index);
            }
        });
    }

    /// The rows of the object that is at a path.
    fn table_at(&self, steps: &[&str]) -> Option<(&[Field], &[Rule])> {
        let Table { fields, rules } = &self.message.table;
        steps.iter().try_fold((fields.as_slice(), rules.as_slice()), |(fields, _), step| {
            let field = fields.iter().find(|field| field.name == *step)?;
            self.inside(&field.value)
        })
    }

    fn inside<'s>(&'s self, value: &'s Typed) -> Option<(&'s [Field], &'s [Rule])> {
        match &value.ty {
            Type::Object(Some(fields)) => Some((fields, &value.rules)),
            Type::Named(named) => {
                let named = self.catalogue.named(named)?;
                Some((&named.fields, &named.rules))
            }
            Type::Array(item) => self.inside(item),
            _ => None,
        }
    }
}

fn is_optional(field: &Field) -> bool {
    field.presence().letter != Letter::M
}

/// A text that is only too long, cut to what its row allows.
fn shortened(value: &Typed, text: &str) -> Option<Node> {
    let max = value.length()?.sent.max? as usize;
    let plain = value.values().is_none() && value.pattern().is_none() && value.forms().is_none();
    (plain && text.chars().count() > max).then(|| made::text(text.chars().take(max).collect::<String>()))
}

/// Every object at a path, through arrays.
fn each(node: &mut Node, steps: &[&str], change: &mut impl FnMut(&mut Node)) {
    match (&mut node.value, steps.split_first()) {
        (Value::Array(items), _) => items.iter_mut().for_each(|item| each(item, steps, change)),
        (Value::Object(_), None) => change(node),
        (Value::Object(members), Some((first, rest))) => {
            for member in members.iter_mut().filter(|member| member.name == **first) {
                each(&mut member.node, rest, change);
            }
        }
        _ => {}
    }
}

fn take(object: &mut Node, name: &str) {
    if let Value::Object(members) = &mut object.value {
        members.retain(|member| member.name != name);
    }
}

/// Replaces a member, or puts it where its row stands.
fn put(object: &mut Node, name: &str, node: Node, index: usize) {
    let Value::Object(members) = &mut object.value else { return };
    match members.iter_mut().find(|member| member.name == name) {
        Some(member) => member.node = node,
        None => {
            members.insert(index.min(members.len()), Member { name: name.to_owned(), start: 0, len: 0, node });
        }
    }
}
