//! What is declared below the roots of a page is named: nested structs, enums over value lists, and what `new` takes.
//!
//! A nested struct is called after its message and its own member. The containers between come into the name, from the inside,
//! only where two structs of the page would share one. A name that is longer than one reads at a glance begins later in the name of
//! its service. No name depends on the order of rows.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::emit::lists::ListKey;
use crate::emit::names::{Name, Scope, settle};
use crate::emit::roots::Draft;
use crate::ir::{Field, Type};
use crate::spec::field::Presence;

/// Names that read as something of the runtime.
const RUNTIME: [&str; 8] = ["Amount", "Any", "Endpoint", "Extra", "Map", "Model", "Number", "Object"];

/// Characters beyond which a name is too long to read at a glance.
const GLANCE: usize = 40;

/// Words that a name does not begin with.
const JOINING: [&str; 5] = ["And", "For", "Of", "Or", "To"];

/// Names of a page.
pub struct Naming {
    /// Nested structs by the member that holds them.
    structs: BTreeMap<*const Field, Name>,
    /// Enums by their lists.
    lists: BTreeMap<ListKey, Name>,
    /// What `new` takes, by the name of its struct.
    mandatory: BTreeMap<String, Name>,
}

/// A struct that is to be named, below a root.
struct Nested<'a> {
    field: &'a Field,
    draft: usize,
    path: Vec<&'a str>,
    members: &'a [Field],
}

/// Where a list is met first: by roots, then from the outside inwards, then by name.
type First<'a> = (usize, usize, Vec<&'a str>);

impl Naming {
    /// Claims the names of what the drafts of a page declare. Lists that it takes over have their names already.
    pub fn claim(drafts: &[&Draft<'_>], taken_over: &BTreeMap<ListKey, Name>, scope: &mut Scope) -> Self {
        let mut nested = Vec::new();
        let mut lists: BTreeMap<ListKey, First<'_>> = BTreeMap::new();
        for (draft, root) in drafts.iter().enumerate() {
            walk(root.fields, &mut Vec::new(), &mut |field, path| {
                let leaf = field.value.leaf();
                match (&leaf.ty, leaf.values()) {
                    (Type::Object(Some(members)), _) => {
                        nested.push(Nested { field, draft, path: path.to_vec(), members });
                    }
                    (Type::Text(_), Some(values)) => {
                        let (key, place) = (ListKey::of(field, values), (draft, path.len(), path.to_vec()));
                        let first = lists.entry(key).or_insert_with(|| place.clone());
                        if place < *first {
                            *first = place;
                        }
                    }
                    _ => {}
                }
            });
        }
        lists.retain(|list, _| !taken_over.contains_key(list));
        let root = |draft: usize| drafts.get(draft).map_or("", |draft| draft.name.text.as_str());
        let mut wanted: Vec<_> = nested.iter().map(|nested| below(root(nested.draft), &nested.path)).collect();
        // Of several lists under one name the first has it alone, so that a service that joins the page changes no name.
        let mut short: BTreeMap<&str, &First<'_>> = BTreeMap::new();
        for (list, place) in &lists {
            let first = short.entry(&list.name).or_insert(place);
            *first = (*first).min(place);
        }
        for (list, place) in &lists {
            let own = short.get(list.name.as_str()).is_some_and(|first| *first == place);
            let own = own && !RUNTIME.contains(&list.name.as_str());
            let longer = below(root(place.0), &place.2);
            wanted.push(own.then(|| list.name.clone()).into_iter().chain(longer).collect());
        }
        let news = news(drafts, &nested);
        let by = nested.iter().map(|nested| nested.draft);
        let by = by.chain(lists.values().map(|place| place.0)).chain(news.iter().map(|new| new.draft));
        // Whole names first: what is left out in front of them later is no reason to take a container in.
        let mut whole = scope.clone();
        let mut names = settle(&mut whole, &wanted);
        let of_news: Vec<_> = news.iter().map(|new| new.wanted(drafts, &names)).collect();
        names.extend(settle(&mut whole, &of_news));
        let cut: Vec<_> = names.iter().zip(by).map(|(name, by)| cuts(drafts.get(by).copied(), &name.text)).collect();
        let names = settle(scope, &cut);
        let (structs, rest) = names.split_at(nested.len());
        let (of_lists, of_news) = rest.split_at(lists.len());
        let root = |draft: usize| drafts.get(draft).map(|draft| &draft.name);
        let of = |new: &New| new.of.map_or_else(|| root(new.draft), |of| structs.get(of)).map(|name| name.text.clone());
        let mandatory = news.iter().zip(of_news).filter_map(|(new, name)| Some((of(new)?, name.clone()))).collect();
        let structs =
            nested.iter().map(|nested| std::ptr::from_ref(nested.field)).zip(structs.iter().cloned()).collect();
        let mut lists: BTreeMap<_, _> = lists.into_keys().zip(of_lists.iter().cloned()).collect();
        lists.extend(taken_over.iter().map(|(list, name)| (list.clone(), name.clone())));
        Self { structs, lists, mandatory }
    }

    /// The struct that a member holds.
    pub fn nested(&self, field: &Field) -> Option<&Name> {
        self.structs.get(&std::ptr::from_ref(field))
    }

    /// The enum of a list.
    pub fn list(&self, list: &ListKey) -> Option<&Name> {
        self.lists.get(list)
    }

    /// What `new` of a struct takes, where that is a struct.
    pub fn mandatory(&self, name: &str) -> Option<&Name> {
        self.mandatory.get(name)
    }
}

/// Names for what a member is, the shortest first: with the root alone, then with one more of the containers between.
fn below(root: &str, path: &[&str]) -> Vec<String> {
    let name = |from: usize| {
        let members = path[from..].iter().map(|member| member.to_upper_camel_case());
        std::iter::once(root.to_owned()).chain(members).collect::<Vec<_>>().join("_")
    };
    (0..path.len()).rev().map(name).collect()
}

/// A struct with the mandatory members of another.
struct New {
    draft: usize,
    /// Which of the nested structs; none for the root itself.
    of: Option<usize>,
}

/// Where such structs are: what the partner builds, and has to give several members for.
fn news(drafts: &[&Draft<'_>], nested: &[Nested<'_>]) -> Vec<New> {
    let musts = |fields: &[Field], given: &dyn Fn(&str) -> bool| {
        fields.iter().filter(|field| field.presence().letter == Presence::M && !given(&field.name)).count()
    };
    let several = |fields: &[Field]| musts(fields, &|_| false) > 1;
    let roots = drafts.iter().enumerate().filter(|(_, draft)| musts(draft.fields, &|name| draft.gives(name)) > 1);
    let nested = nested.iter().enumerate().filter(|(_, nested)| several(nested.members));
    let news = roots.map(|(draft, _)| New { draft, of: None });
    let news = news.chain(nested.map(|(of, nested)| New { draft: nested.draft, of: Some(of) }));
    news.filter(|new| drafts.get(new.draft).is_some_and(|draft| draft.built)).collect()
}

impl New {
    /// Its names: the request of a transfer is made from what is mandatory of a transfer.
    fn wanted(&self, drafts: &[&Draft<'_>], names: &[Name]) -> Vec<String> {
        let Some(draft) = drafts.get(self.draft) else { return Vec::new() };
        let root = draft.name.text.as_str();
        let service = draft.service.and(root.strip_suffix("Request"));
        let Some(name) = self.of.and_then(|of| names.get(of)) else {
            return vec![format!("{}Mandatory", service.unwrap_or(root))];
        };
        let short = service.zip(name.text.strip_prefix(root)).map(|(service, own)| format!("{service}{own}Mandatory"));
        short.into_iter().chain([format!("{}Mandatory", name.text)]).collect()
    }
}

/// What a name may be instead, the shortest first: one that is too long to read at a glance leaves out words of its service, as few
/// as it needs and never the last. The path says them already.
fn cuts(draft: Option<&Draft<'_>>, name: &str) -> Vec<String> {
    let service = draft.and_then(|draft| draft.service).unwrap_or_default().to_snake_case();
    let words: Vec<_> = service.split('_').map(|word| word.to_upper_camel_case()).collect();
    let mut names = vec![name.to_owned()];
    let mut rest = name;
    for pair in words.windows(2) {
        let [word, next] = pair else { break };
        let Some(shorter) = rest.strip_prefix(word.as_str()) else { break };
        if names.last().is_some_and(|name| name.len() <= GLANCE) {
            break;
        }
        rest = shorter;
        // A name that begins so asks what came before.
        if !JOINING.contains(&next.as_str()) {
            names.push(rest.to_owned());
        }
    }
    names.reverse();
    names
}

fn walk<'a>(fields: &'a [Field], path: &mut Vec<&'a str>, visit: &mut impl FnMut(&'a Field, &[&'a str])) {
    for field in fields {
        path.push(&field.name);
        visit(field, path);
        walk(field.value.ty.members().unwrap_or_default(), path, visit);
        path.pop();
    }
}
