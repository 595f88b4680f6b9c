//! Answers: what the page shows, with what the partner sent and what the bank knows in its place.

use serde_json::{Map, Value};
use snap_bi::{Context, Endpoint, MessageKind, ProviderEntry};

use super::json::{alike, each_member, found, is_amount, put};

/// Values of members by their names.
pub(crate) type Row = Vec<(&'static str, Value)>;

/// What an answer says beyond its page's own example.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// HTTP status and case of the code.
    pub(crate) code: Option<(u16, &'static str)>,
    /// Values of members, wherever the example has one of that name.
    sets: Vec<(&'static str, Value)>,
    /// Values of members at a path, whether the example has it or not, as far as the table allows it.
    puts: Vec<(String, Value)>,
    /// Values of a member of which the first counts that its table allows.
    choices: Vec<(String, Vec<Value>)>,
    /// Members that are not there.
    drops: Vec<&'static str>,
    /// Rows of a list, each as values of members of the example's row.
    rows: Option<(&'static [&'static str], Vec<Row>)>,
}

impl Facts {
    pub(crate) fn code(mut self, http: u16, case: &'static str) -> Self {
        self.code = Some((http, case));
        self
    }

    pub(crate) fn set(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.sets.push((name, value.into()));
        self
    }

    pub(crate) fn set_all(self, names: &[&'static str], value: impl Into<Value>) -> Self {
        let value = value.into();
        names.iter().fold(self, |facts, name| facts.set(name, value.clone()))
    }

    pub(crate) fn put(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.puts.push((path.into(), value.into()));
        self
    }

    pub(crate) fn choose(mut self, name: impl Into<String>, values: Vec<Value>) -> Self {
        self.choices.push((name.into(), values));
        self
    }

    pub(crate) fn drop(mut self, names: &[&'static str]) -> Self {
        self.drops.extend(names);
        self
    }

    /// Rows of the first of these lists that the example has.
    pub(crate) fn rows(mut self, lists: &'static [&'static str], rows: Vec<Row>) -> Self {
        self.rows = Some((lists, rows));
        self
    }
}

/// What pages show, read once.
#[derive(Debug)]
pub(crate) struct Examples {
    provider: &'static ProviderEntry,
    services: Map<String, Value>,
}

impl Examples {
    pub(crate) fn of(provider: &'static ProviderEntry) -> Self {
        let read = serde_json::from_str(provider.examples);
        Self { provider, services: read.unwrap_or_default() }
    }

    /// A request that obeys its table.
    pub(crate) fn request(&self, service: &str) -> Value {
        self.services.get(service).and_then(|shown| shown.get("request")).cloned().unwrap_or_default()
    }

    /// An answer that reports success.
    pub(crate) fn answer(&self, service: &str) -> Value {
        self.services.get(service).and_then(|shown| shown.get("answer")).cloned().unwrap_or_default()
    }

    /// Whether a service's answer has a member, at whatever depth.
    pub(crate) fn answers_with(&self, service: &str, wanted: impl Fn(&str) -> bool) -> bool {
        let mut has = false;
        each_member(&mut self.answer(service), &mut |name, _| has |= wanted(name));
        has
    }

    /// The answer of a service.
    pub(crate) fn compose(&self, endpoint: &Endpoint, request: &Value, facts: &Facts) -> Value {
        self.composed(endpoint, MessageKind::Response, &self.answer(endpoint.service), request, facts)
    }

    /// A request that the provider makes, with what is known from another message.
    pub(crate) fn call(&self, endpoint: &Endpoint, known: &Value, facts: &Facts) -> Value {
        self.composed(endpoint, MessageKind::Request, &self.request(endpoint.service), known, facts)
    }

    fn composed(&self, endpoint: &Endpoint, kind: MessageKind, base: &Value, known: &Value, facts: &Facts) -> Value {
        let mut message = base.clone();
        echo(&mut message, Some(known), known);
        if let Some((lists, rows)) = &facts.rows {
            fill_rows(&mut message, base, lists, rows);
        } else {
            fill(&mut message, |name, member| {
                let (_, value) = facts.sets.iter().rev().find(|(set, _)| *set == name)?;
                (alike(member, value) || member.is_null()).then_some(value)
            });
        }
        for (path, value) in &facts.puts {
            put(&mut message, path, Some(value.clone()));
        }
        drop_members(&mut message, &facts.drops);
        if kind == MessageKind::Response && message.get("responseCode").is_some() {
            let (http, case) = facts.code.unwrap_or((200, "00"));
            let service = if endpoint.code.is_empty() { "00" } else { endpoint.code };
            put(&mut message, "responseCode", Some(format!("{http}{service}{case}").into()));
            if http == 202 {
                put(&mut message, "responseMessage", Some("Request In Progress".into()));
            }
        }
        self.mend(endpoint, kind, base, &mut message);
        for (name, values) in &facts.choices {
            self.choose(endpoint, kind, &mut message, name, values);
        }
        message
    }

    /// What its table does not allow gets shorter, or is as the example has it.
    fn mend(&self, endpoint: &Endpoint, kind: MessageKind, base: &Value, message: &mut Value) {
        for round in 0..4 {
            let broken = self.broken(endpoint, kind, message);
            if broken.is_empty() {
                return;
            }
            for path in broken {
                let shown = found(base, &path).cloned();
                let shorter = match (found(message, &path), &shown) {
                    (Some(Value::String(ours)), Some(Value::String(shown))) if round == 0 => tail(ours, shown.len()),
                    _ => None,
                };
                match shorter {
                    Some(text) => put(message, &path, Some(text.into())),
                    // As a whole, where members of an object do not help.
                    None if round == 3 => {
                        let top = path.split(['.', '[']).next().unwrap_or_default();
                        put(message, top, base.get(top).cloned());
                    }
                    None => put(message, &path, shown),
                }
            }
        }
    }

    fn choose(&self, endpoint: &Endpoint, kind: MessageKind, message: &mut Value, name: &str, values: &[Value]) {
        let before = self.broken(endpoint, kind, message).len();
        for value in values {
            let mut tried = message.clone();
            fill(&mut tried, |member, _| (member == name).then_some(value));
            if self.broken(endpoint, kind, &tried).len() <= before {
                *message = tried;
                return;
            }
        }
    }

    /// Paths of what its table does not allow; of several shapes the one that fits best.
    pub(crate) fn broken(&self, endpoint: &Endpoint, kind: MessageKind, message: &Value) -> Vec<String> {
        let text = message.to_string();
        let nothing = |_: &str| None;
        let entries = self.provider.messages.iter();
        let judged = entries.filter(|entry| entry.service == endpoint.service && entry.kind == kind).map(|entry| {
            let Ok(read) = (entry.decode)(text.as_bytes()) else { return vec![String::new()] };
            let found = read.any_validate(&Context::with_headers(&nothing)).err();
            found.map(|found| found.iter().map(|violation| violation.path.clone()).collect()).unwrap_or_default()
        });
        judged.min_by_key(Vec::len).unwrap_or_default()
    }
}

/// What the partner sent comes back under the same name.
fn echo(answer: &mut Value, beside: Option<&Value>, root: &Value) {
    let Value::Object(members) = answer else { return };
    for (name, member) in members.iter_mut().filter(|(name, _)| !matches!(&***name, "responseCode" | "responseMessage"))
    {
        let there = beside.and_then(|beside| beside.get(name)).filter(|there| !there.is_null());
        let amount = member.as_object().is_some_and(is_amount);
        let same = there.filter(|there| alike(member, there));
        match (&*member, same) {
            (Value::Object(_), _) if !amount => echo(member, there, root),
            (_, Some(there)) if !is_empty(there) => *member = there.clone(),
            _ if name == "additionalInfo" || member.is_array() => {}
            _ => {
                let above = root.get(name).filter(|above| alike(member, above) && !is_empty(above));
                if let Some(above) = above {
                    *member = above.clone();
                }
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Every member gets the value that there is for it.
fn fill<'v>(message: &mut Value, value: impl Fn(&str, &Value) -> Option<&'v Value>) {
    each_member(message, &mut |name, member| {
        if let Some(value) = value(name, member) {
            *member = value.clone();
        }
    });
}

fn fill_rows(message: &mut Value, base: &Value, lists: &[&str], rows: &[Row]) {
    for name in lists {
        let Some(template) = base.get(*name).and_then(Value::as_array).and_then(|items| items.first()) else {
            continue;
        };
        let filled = rows.iter().map(|row| {
            let mut item = template.clone();
            fill(&mut item, |name, member| {
                let (_, value) = row.iter().find(|(set, _)| *set == name)?;
                alike(member, value).then_some(value)
            });
            item
        });
        put(message, name, Some(Value::Array(filled.collect())));
        return;
    }
}

fn drop_members(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !names.contains(&&**name));
            members.values_mut().for_each(|member| drop_members(member, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_members(item, names)),
        _ => {}
    }
}

/// The last characters of a text that is longer.
fn tail(text: &str, len: usize) -> Option<String> {
    let count = text.chars().count();
    (count > len && len > 4).then(|| text.chars().skip(count - len).collect())
}
