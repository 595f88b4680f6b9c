//! Planning: every name of a page is claimed, every type of a dialect that is the national one is taken over.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::emit::book::{Book, PageNames};
use crate::emit::lists::{self, ListKey};
use crate::emit::markdown::code;
use crate::emit::names::{Name, Scope};
use crate::emit::naming::Naming;
use crate::emit::plan::{EnumPlan, Example, MemberPlan, MessagePlan, PagePlan, RustType, ServicePlan, StructPlan};
use crate::emit::roots::{Draft, Roots, drafts};
use crate::emit::taken::{self, TakenNames};
use crate::ir::rule::Values;
use crate::ir::{Field, Page, Provider, Service, Type, Typed};

/// Members of a service beyond which its responses have a file of their own, so that no file grows past what one reads.
const LARGE: usize = 70;

/// Plans the pages of every provider, in their order.
pub fn pages<'a>(book: &Book<'a>) -> Vec<Vec<PagePlan<'a>>> {
    let national = book.standard().map_or_else(Vec::new, |(provider, _)| of_provider(book, provider, &[]));
    let providers = book.catalogue.providers.iter();
    providers
        .map(|provider| {
            let own = book.standard().is_some_and(|(standard, _)| std::ptr::eq(standard, provider));
            of_provider(book, provider, if own { &[] } else { &national })
        })
        .collect()
}

fn of_provider<'a>(book: &Book<'a>, provider: &'a Provider, standard: &[PagePlan<'a>]) -> Vec<PagePlan<'a>> {
    let at = book.catalogue.providers.iter().position(|known| std::ptr::eq(known, provider));
    let Some(own) = at.and_then(|at| book.providers.get(at)) else { return Vec::new() };
    let pages = provider.pages.iter().zip(&own.pages);
    pages.map(|(page, names)| plan(book, &own.module.text, page, names, standard)).collect()
}

/// Plans a page.
fn plan<'a>(
    book: &Book<'a>,
    provider: &str,
    page: &'a Page,
    names: &PageNames,
    standard: &[PagePlan<'a>],
) -> PagePlan<'a> {
    let mut scope = names.scope.clone();
    // Named types and message roots have the first right to their names, then what is taken over.
    let roots: Vec<Roots> = page.services.iter().map(|service| Roots::claim(service, &mut scope)).collect();
    let of_types: Vec<_> =
        page.types.iter().zip(&names.types).map(|(named, name)| Draft::of_type(named, name)).collect();
    let of_services: Vec<Vec<_>> = page
        .services
        .iter()
        .zip(&roots)
        .map(|(service, roots)| {
            let theirs = taken::theirs(standard, service).into_iter();
            drafts(service, &page.source, roots).into_iter().zip(theirs).collect()
        })
        .collect();
    let messages = of_services.iter().flatten();
    let theirs: Vec<_> =
        messages.clone().filter_map(|(draft, theirs)| Some(((*theirs)?, draft.name.clone()))).collect();
    let taken_over = TakenNames::claim(&theirs, &mut scope);
    let own = messages.filter(|(_, theirs)| theirs.is_none()).map(|(draft, _)| draft);
    let own: Vec<_> = of_types.iter().chain(own).collect();
    let naming = Naming::claim(&own, &taken_over.lists, &mut scope);
    let mut planner = Planner {
        book,
        module: format!("{provider}::{}", names.module.text),
        naming,
        taken_over,
        enums: Vec::new(),
        by_list: BTreeMap::new(),
        used: Vec::new(),
    };
    let mut types = Vec::new();
    for draft in of_types {
        planner.structure(draft, &mut types);
    }
    // A module inside a module of its own name reads badly, and clippy says so.
    let mut modules = Scope::with(&[&names.module.text, "types", "enums", "inquiries", "rules"]);
    let mut constants = Scope::default();
    let mut services = Vec::new();
    for ((service, roots), messages) in page.services.iter().zip(roots).zip(of_services) {
        let own_name = if service.name == page.slug.to_snake_case() {
            format!("{}_service", service.name)
        } else {
            service.name.clone()
        };
        let module = modules.snake(&own_name);
        let over = roots.over.clone();
        let mut messages: Vec<_> = messages
            .into_iter()
            .enumerate()
            .map(|(index, (draft, theirs))| match theirs {
                Some(theirs) => planner.taken_over.message(theirs, index.checked_sub(1)),
                None => planner.message(index.checked_sub(1), draft),
            })
            .collect();
        let variants = variants(standard, service, roots.over, &mut messages);
        let endpoint = constants.shouty(&service.name);
        services.push(ServicePlan {
            service,
            module,
            response_module: None,
            endpoint,
            inquiry: None,
            messages,
            over,
            variants,
        });
    }
    // Endpoints have the first right to their names.
    for service in services.iter_mut().filter(|plan| plan.service.inquiry.is_some()) {
        service.inquiry = Some(constants.shouty(&format!("{}_inquiry", service.service.name)));
    }
    for service in services.iter_mut().filter(|service| is_large(&service.messages)) {
        service.response_module = Some(modules.snake(&format!("{}_response", service.module.text)));
    }
    PagePlan { page, module: names.module.clone(), types, enums: planner.enums, shared: Vec::new(), services }
}

fn is_large(messages: &[MessagePlan<'_>]) -> bool {
    let declared = messages.iter().filter(|message| message.from.is_none());
    let members: usize = declared.flat_map(|message| &message.structs).map(|plan| plan.members.len()).sum();
    members > LARGE && messages.iter().any(|message| message.variant.is_some() && message.from.is_none())
}

/// The name of a service's enum over response variants, if it declares one: it is taken over with its last message.
fn variants(
    standard: &[PagePlan<'_>],
    service: &Service,
    own: Option<Name>,
    messages: &mut [MessagePlan<'_>],
) -> Option<Name> {
    let theirs = taken::base(standard, service).and_then(|(_, base)| base.variants.as_ref());
    match (own, theirs, messages.last_mut().and_then(|message| message.from.as_mut())) {
        (Some(own), Some(theirs), Some(from)) => {
            from.names.push((theirs.text.clone(), own.text));
            None
        }
        (own, ..) => own,
    }
}

struct Inside<'p> {
    parent: &'p str,
    response: bool,
    built: bool,
}

struct Planner<'a, 'p> {
    book: &'p Book<'a>,
    /// Path of the page's module, below the crate.
    module: String,
    naming: Naming,
    taken_over: TakenNames,
    enums: Vec<EnumPlan<'a>>,
    /// Places in `enums`: the same list under the same name is one type.
    by_list: BTreeMap<ListKey, usize>,
    /// Enums that the message being planned uses.
    used: Vec<String>,
}

impl<'a> Planner<'a, '_> {
    fn message(&mut self, variant: Option<usize>, draft: Draft<'a>) -> MessagePlan<'a> {
        self.used.clear();
        let mut structs = Vec::new();
        self.structure(draft, &mut structs);
        let mut enums = std::mem::take(&mut self.used);
        enums.sort();
        enums.dedup();
        MessagePlan { variant, structs, enums, from: None }
    }

    fn structure(&mut self, draft: Draft<'a>, structs: &mut Vec<StructPlan<'a>>) {
        let place = structs.len();
        structs.push(StructPlan {
            name: draft.name.clone(),
            what: draft.what,
            members: Vec::new(),
            rules: draft.rules,
            response: draft.response,
            source: draft.source,
            root: draft.source.is_some(),
            built: draft.built,
            given: draft.given,
            mandatory: self.naming.mandatory(&draft.name.text).cloned(),
            example: draft.example.map(|json| Example { module: self.module.clone(), json }),
        });
        let inside = Inside { parent: &draft.name.text, response: draft.response, built: draft.built };
        let members = members(draft.fields)
            .map(|(field, name)| MemberPlan { field, name, ty: self.ty(field, &field.value, &inside, structs) })
            .collect();
        structs[place].members = members;
    }

    fn ty(
        &mut self,
        field: &'a Field,
        value: &'a Typed,
        inside: &Inside<'_>,
        structs: &mut Vec<StructPlan<'a>>,
    ) -> RustType {
        match &value.ty {
            Type::Text(_) => match value.values() {
                Some(values) => self.enumeration(field, values),
                None => RustType::Text,
            },
            Type::Decimal => RustType::Text,
            Type::Integer | Type::Number => RustType::Number,
            Type::Boolean => RustType::Bool,
            Type::Amount(_) => RustType::Amount,
            Type::Any => RustType::Any,
            Type::Named(named) => self.book.named(named).map_or(RustType::Any, |path| RustType::Named(path.to_owned())),
            Type::Map(item) => RustType::Map(Box::new(self.ty(field, item, inside, structs))),
            Type::Array(item) => RustType::List(Box::new(self.ty(field, item, inside, structs))),
            Type::Object(None) => RustType::Object,
            Type::Object(Some(fields)) => {
                let Some(name) = self.naming.nested(field).cloned() else { return RustType::Object };
                let what = format!("The member {} of {}.", code(&field.name), code(inside.parent));
                let draft = Draft {
                    name: name.clone(),
                    what,
                    fields,
                    rules: &value.rules,
                    response: inside.response,
                    service: None,
                    source: None,
                    built: inside.built,
                    given: &[],
                    example: None,
                };
                self.structure(draft, structs);
                RustType::Struct(name.text)
            }
        }
    }

    fn enumeration(&mut self, field: &'a Field, values: &'a Values) -> RustType {
        let list = ListKey::of(field, values);
        let Some(name) = self.naming.list(&list).cloned() else { return RustType::Text };
        self.used.push(name.text.clone());
        if let Some(known) = self.by_list.get(&list).and_then(|at| self.enums.get_mut(*at)) {
            known.members.insert(&field.name);
        } else if !self.taken_over.lists.contains_key(&list) {
            self.by_list.insert(list.clone(), self.enums.len());
            self.enums.push(EnumPlan {
                name: name.clone(),
                list,
                members: [field.name.as_str()].into(),
                variants: lists::variants(values),
            });
        }
        RustType::Enum(name.text)
    }
}

/// Members of an object with their names in Rust, claimed in the order of the table.
pub fn members(fields: &[Field]) -> impl Iterator<Item = (&Field, Name)> {
    let mut scope = Scope::with(&["extra"]);
    fields.iter().map(move |field| (field, scope.snake(&field.name)))
}
