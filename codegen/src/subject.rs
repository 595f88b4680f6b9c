//! What findings are about: a provider, a service of it, and the row, header or line within that.
//!
//! Lint, resolving and loading note where something is wrong; what stands there is looked up here, once for all of them.
//! What a sample shows is about a row that stands elsewhere: whoever judges samples says so itself.

use std::fmt;

use crate::finding::Finding;
use crate::ir::target::Hop;
use crate::ir::{Members, MessageId, Target};
use crate::load::{Documents, provider_of};
use crate::source::{FileId, Files, Loc};
use crate::spec::field::{Field, Items};
use crate::spec::service::{NamedType, Service, ServicesFile};
use crate::spec::{At, Entries};

/// What a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The provider; none for files outside of all providers.
    pub provider: Option<String>,
    /// The service; none for what its provider or its page says for all of them.
    pub service: Option<String>,
    /// The row, header or line.
    pub at: Option<Target>,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.as_ref().map(ToString::to_string);
        let parts: Vec<&str> =
            [&self.provider, &self.service, &at].into_iter().filter_map(|part| part.as_deref()).collect();
        f.write_str(&parts.join(" "))
    }
}

/// Says of each finding what it is about, where that was not said when it was found.
pub fn fill<'f>(documents: &Documents, findings: impl Iterator<Item = &'f mut Finding>) {
    let mut findings = findings.filter(|finding| finding.subject == Subject::default()).peekable();
    if findings.peek().is_none() {
        return;
    }
    let places = Places::of(documents);
    findings.for_each(|finding| finding.subject = places.subject(finding.loc));
}

/// Everything that has a name, by where it stands.
struct Places<'d> {
    files: &'d Files,
    /// Sorted by where they begin: what lies within another stands behind it.
    spans: Vec<Span>,
}

struct Span {
    file: FileId,
    start: u32,
    end: u32,
    subject: Subject,
}

impl<'d> Places<'d> {
    fn of(documents: &'d Documents) -> Self {
        let mut places = Self { files: &documents.files, spans: Vec::new() };
        for (file, source) in documents.files.iter() {
            let subject = Subject { provider: provider_of(&source.name).map(str::to_owned), ..Subject::default() };
            places.spans.push(Span { file, start: 0, end: u32::MAX, subject });
        }
        let owner = |provider: &str| Subject { provider: Some(provider.to_owned()), ..Subject::default() };
        for document in &documents.services {
            places.page(&document.body, &owner(&document.provider));
        }
        for document in &documents.types {
            places.types(&document.body.types, &owner(&document.provider));
        }
        for document in &documents.providers {
            let owner = owner(&document.provider);
            for (name, set) in document.body.header_sets.iter().flatten() {
                let header = |header: Option<&At<String>>| {
                    let (set, name) = (Some(name.value.clone()), header.map(|header| header.value.clone()));
                    Subject { at: Some(Target::Header { set, name }), ..owner.clone() }
                };
                places.add(name.loc, header(None));
                for (row, _) in set.request.iter().flatten().chain(set.response.iter().flatten()) {
                    places.add(row.loc, header(Some(row)));
                }
            }
        }
        places.spans.sort_by_key(|span| (span.file, span.start));
        places
    }

    fn page(&mut self, page: &ServicesFile, owner: &Subject) {
        page.types.iter().for_each(|types| self.types(types, owner));
        for (name, service) in &page.services {
            let owner = Subject { service: Some(name.value.clone()), ..owner.clone() };
            self.add(name.loc, owner.clone());
            self.service(service, &owner);
        }
    }

    fn types(&mut self, types: &Entries<At<NamedType>>, owner: &Subject) {
        for (name, ty) in types {
            let at = |members| Target::Type(name.value.clone(), members);
            self.add(name.loc, Subject { at: Some(at(Members::default())), ..owner.clone() });
            self.rows(&ty.fields, owner, &at, &Members::default());
        }
    }

    fn service(&mut self, service: &Service, owner: &Subject) {
        let method = service.method.as_ref().map(|method| (method.loc, Target::Method));
        let code = service.code.as_ref().map(|code| (code.loc, Target::Code));
        for (loc, at) in std::iter::once((service.path.loc, Target::Path)).chain(code).chain(method) {
            self.add(loc, Subject { at: Some(at), ..owner.clone() });
        }
        let tables = [(MessageId::Request, &service.request), (MessageId::Response(None), &service.response)];
        for (id, table) in tables.into_iter().filter_map(|(id, table)| Some((id, table.as_ref()?))) {
            self.rows(table, owner, &|members| Target::Message(id.clone(), members), &Members::default());
        }
        for (name, variant) in service.responses.iter().flat_map(|responses| &responses.value) {
            let id = MessageId::Response(Some(name.value.clone()));
            let at = |members| Target::Message(id.clone(), members);
            self.add(name.loc, Subject { at: Some(at(Members::default())), ..owner.clone() });
            self.rows(&variant.fields, owner, &at, &Members::default());
        }
    }

    fn rows(&mut self, rows: &Entries<At<Field>>, owner: &Subject, at: &dyn Fn(Members) -> Target, above: &Members) {
        for (name, row) in rows {
            let mut path = above.clone();
            path.0.push(Hop { name: name.value.clone(), lists: 0 });
            self.add(name.loc, Subject { at: Some(at(path.clone())), ..owner.clone() });
            self.below(row, owner, at, &path);
        }
    }

    /// The rows within a row. Elements of lists have the path of their list: which of them is meant, nobody can say.
    fn below(&mut self, row: &Field, owner: &Subject, at: &dyn Fn(Members) -> Target, path: &Members) {
        if let Some(fields) = &row.fields {
            self.rows(fields, owner, at, path);
        }
        if let Some(Items::Row(row)) = row.items.as_ref().map(|items| &items.value) {
            self.below(row, owner, at, path);
        }
    }

    /// Something that begins at its name and reaches as far as it is indented.
    fn add(&mut self, loc: Loc, subject: Subject) {
        let end = end(self.files.text(loc.file), loc);
        self.spans.push(Span { file: loc.file, start: loc.offset, end, subject });
    }

    /// The innermost that holds a place.
    fn subject(&self, loc: Loc) -> Subject {
        let behind = self.spans.partition_point(|span| (span.file, span.start) <= (loc.file, loc.offset));
        let before = self.spans.get(..behind).unwrap_or_default().iter().rev();
        let mut here = before.take_while(|span| span.file == loc.file);
        here.find(|span| loc.offset < span.end).map(|span| span.subject.clone()).unwrap_or_default()
    }
}

/// Where the entry of a map ends whose key stands at `loc`.
fn end(text: &str, loc: Loc) -> u32 {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let start = loc.offset as usize;
    let rest = text.get(start..).unwrap_or("");
    if let Some(len) = flow_end(rest) {
        return narrow(start + len);
    }
    let mut at = start;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let says_nothing = line.trim().is_empty() || line.trim_start().starts_with('#');
        if index > 0 && !says_nothing && indent < loc.column as usize {
            break;
        }
        at += line.len();
    }
    narrow(at)
}

/// Where `key: { … }` or `key: [ … ]` ends, if the value is one.
fn flow_end(entry: &str) -> Option<usize> {
    let (key, value) = entry.split_once(": ")?;
    let opens = value.trim_start_matches(' ').starts_with(['{', '[']) && !key.contains(['\n', '{', ',']);
    if !opens {
        return None;
    }
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in entry.char_indices().skip_while(|(at, _)| *at < key.len()) {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}
