//! Planning: every name of a page is claimed, every type of a dialect that is the national one is taken over.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::emit::book::{Book, PageNames};
use crate::emit::docs;
use crate::emit::markdown::{code, plain};
use crate::emit::names::{Name, Scope};
use crate::emit::plan::{
    EnumPlan, Example, MemberPlan, MessagePlan, PagePlan, RustType, ServicePlan, StructPlan, TakenOver,
};
use crate::ir::redirect::Filled;
use crate::ir::rule::Values;
use crate::ir::{Field, Page, Provider, Rule, Service, Source, Type, Typed};
use crate::spec::service::Direction;

/// Members of a service beyond which its responses have a file of their own, so that no file grows past what one reads.
const LARGE: usize = 70;

/// Names that read as something of the runtime.
const RUNTIME: [&str; 8] = ["Amount", "Any", "Endpoint", "Extra", "Map", "Model", "Number", "Object"];

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
    let mut planner = Planner {
        book,
        module: format!("{provider}::{}", names.module.text),
        standard,
        scope: names.scope.clone(),
        enums: Vec::new(),
        by_list: BTreeMap::new(),
        used: Vec::new(),
        taken_over: BTreeMap::new(),
    };
    // Named types and message roots have the first right to their names.
    let roots: Vec<Roots> = page.services.iter().map(|service| Roots::claim(service, &mut planner.scope)).collect();
    let mut types = Vec::new();
    for (named, name) in page.types.iter().zip(&names.types) {
        let what = named
            .doc
            .as_ref()
            .map_or_else(|| format!("The named type {} of the page.", code(&named.name)), |doc| plain(doc));
        let draft = Draft {
            name: name.clone(),
            what,
            fields: &named.fields,
            rules: &named.rules,
            response: true,
            source: None,
            built: true,
            given: &[],
            example: None,
        };
        planner.structure(draft, &mut types);
    }
    // A module inside a module of its own name reads badly, and clippy says so.
    let mut modules = Scope::with(&[&names.module.text, "types", "enums", "inquiries", "rules"]);
    let mut constants = Scope::default();
    let mut services = Vec::new();
    for (service, roots) in page.services.iter().zip(roots) {
        let own_name = if service.name == page.slug.to_snake_case() {
            format!("{}_service", service.name)
        } else {
            service.name.clone()
        };
        let module = modules.snake(&own_name);
        let over = roots.over.clone();
        let (messages, variants) = planner.messages(service, &page.source, roots);
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
    PagePlan { page, module: names.module.clone(), types, enums: planner.enums, services }
}

fn is_large(messages: &[MessagePlan<'_>]) -> bool {
    let declared = messages.iter().filter(|message| message.from.is_none());
    let members: usize = declared.flat_map(|message| &message.structs).map(|plan| plan.members.len()).sum();
    members > LARGE && messages.iter().any(|message| message.variant.is_some() && message.from.is_none())
}

/// Names of a service's messages.
struct Roots {
    request: Name,
    responses: Vec<Name>,
    over: Option<Name>,
}

impl Roots {
    fn claim(service: &Service, scope: &mut Scope) -> Self {
        let request = scope.camel(&format!("{}_request", service.name));
        let several = service.responses.iter().any(|variant| variant.name.is_some());
        let over = several.then(|| scope.camel(&format!("{}_response", service.name)));
        let name = |variant: Option<&str>| match variant {
            Some(variant) => format!("{}_response_{variant}", service.name),
            None => format!("{}_response", service.name),
        };
        let responses = service.responses.iter().map(|v| scope.camel(&name(v.name.as_deref()))).collect();
        Self { request, responses, over }
    }
}

struct Draft<'a> {
    name: Name,
    what: String,
    fields: &'a [Field],
    rules: &'a [Rule],
    response: bool,
    /// The page, for the root of a message.
    source: Option<&'a Source>,
    built: bool,
    /// What the client gives in the place of the caller.
    given: &'a [Filled],
    /// A documented message.
    example: Option<&'a str>,
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
    /// Pages of the standard.
    standard: &'p [PagePlan<'a>],
    scope: Scope,
    enums: Vec<EnumPlan<'a>>,
    /// Enums by member name and value list: the same list under the same name is one type.
    by_list: BTreeMap<(String, Vec<String>), String>,
    /// Enums that the message being planned uses.
    used: Vec<String>,
    /// Types of national pages by module and name there.
    taken_over: BTreeMap<(String, String), Name>,
}

impl<'a, 'p> Planner<'a, 'p> {
    /// The messages of a service, and the name of its enum over response variants if it declares one.
    fn messages(
        &mut self,
        service: &'a Service,
        source: &'a Source,
        roots: Roots,
    ) -> (Vec<MessagePlan<'a>>, Option<Name>) {
        let base = self.base(service);
        let mut untouched = vec![service.request.inherited];
        untouched.extend(service.responses.iter().map(|variant| variant.message.inherited));
        // The enum over variants ties request and responses: they are taken over together or not at all.
        let tied = roots.over.is_some() && untouched.contains(&false);
        let drafts = drafts(service, source, &roots);
        let mut messages = Vec::new();
        for (index, (draft, untouched)) in drafts.into_iter().zip(untouched).enumerate() {
            let theirs =
                base.filter(|_| untouched && !tied).and_then(|(page, base)| Some((page, base.messages.get(index)?)));
            let variant = index.checked_sub(1);
            messages.push(match theirs {
                Some((page, theirs)) => self.take_over(page, theirs, variant, draft.name),
                None => self.message(variant, draft),
            });
        }
        let theirs = base.and_then(|(_, base)| base.variants.as_ref());
        let declared = match (roots.over, theirs, messages.last_mut().and_then(|message| message.from.as_mut())) {
            (Some(own), Some(theirs), Some(from)) => {
                from.names.push((theirs.text.clone(), own.text));
                None
            }
            (own, ..) => own,
        };
        (messages, declared)
    }

    /// The national service of the same name, if nothing that the dialect says changes its rows.
    fn base(&self, service: &Service) -> Option<(&'p PagePlan<'a>, &'p ServicePlan<'a>)> {
        let changed = service
            .errata
            .iter()
            .any(|erratum| !erratum.inherited && erratum.acts && !erratum.is_about(&crate::ir::Target::Code));
        let name = service.standard.as_deref().filter(|name| **name == service.name && !changed)?;
        let services = self.standard.iter().flat_map(|page| page.services.iter().map(move |service| (page, service)));
        let mut same =
            services.filter(|(_, base)| base.service.name == *name && base.service.direction == service.direction);
        same.next()
    }

    fn take_over(
        &mut self,
        page: &PagePlan<'a>,
        theirs: &MessagePlan<'a>,
        variant: Option<usize>,
        root: Name,
    ) -> MessagePlan<'a> {
        let module = &page.module.text;
        let mut names = Vec::new();
        let mut here = |name: &str, own: Option<&Name>| {
            let known = (module.clone(), name.to_owned());
            if let Some(own) = self.taken_over.get(&known) {
                return own.clone();
            }
            // The first message that needs it takes it over for the whole page.
            let own = own.cloned().unwrap_or_else(|| self.scope.camel(name));
            names.push((name.to_owned(), own.text.clone()));
            self.taken_over.insert(known, own.clone());
            own
        };
        let structs = theirs.structs.iter().enumerate().map(|(index, plan)| StructPlan {
            name: here(&plan.name.text, (index == 0).then_some(&root)),
            mandatory: plan.mandatory.as_ref().map(|name| here(&name.text, None)),
            ..plan.clone()
        });
        let structs = structs.collect();
        let enums = theirs.enums.iter().map(|name| here(name, None).text).collect();
        MessagePlan { variant, structs, enums, from: Some(TakenOver { module: module.clone(), names }) }
    }

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
            mandatory: None,
            example: draft.example.map(|json| Example { module: self.module.clone(), json }),
        });
        let inside = Inside { parent: &draft.name.text, response: draft.response, built: draft.built };
        let members = members(draft.fields)
            .map(|(field, name)| MemberPlan { field, name, ty: self.ty(field, &field.value, &inside, structs) })
            .collect();
        let plan = &mut structs[place];
        plan.members = members;
        if plan.built && plan.musts().nth(1).is_some() {
            // The request of a transfer is made from what is mandatory of a transfer.
            let of = plan.name.text.strip_suffix("Request").filter(|_| plan.root).unwrap_or(&plan.name.text);
            plan.mandatory = Some(self.scope.camel(&format!("{of}Mandatory")));
        }
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
                Some(values) => RustType::Enum(self.enumeration(field, values, inside.parent)),
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
                let name = self.scope.camel(&format!("{}_{}", inside.parent, field.name.to_upper_camel_case()));
                let what = format!("The member {} of {}.", code(&field.name), code(inside.parent));
                let draft = Draft {
                    name: name.clone(),
                    what,
                    fields,
                    rules: &value.rules,
                    response: inside.response,
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

    fn enumeration(&mut self, field: &'a Field, values: &'a Values, parent: &str) -> String {
        let list: Vec<String> = values.list.iter().map(|(value, meaning)| format!("{value}={meaning:?}")).collect();
        let key = (field.name.clone(), list);
        if let Some(name) = self.by_list.get(&key) {
            self.used.push(name.clone());
            return name.clone();
        }
        let short = Scope::default().camel(&field.name).text;
        let name = if self.scope.is_free(&short) && !RUNTIME.contains(&short.as_str()) {
            self.scope.camel(&short)
        } else {
            self.scope.camel(&format!("{parent}_{short}"))
        };
        let mut scope = Scope::with(&["Other"]);
        let mut seen = BTreeSet::new();
        let variants = values
            .list
            .iter()
            .filter(|(value, _)| seen.insert(value))
            .map(|(value, meaning)| {
                (scope.camel(variant_name(value, meaning.as_deref())), value.as_str(), meaning.as_deref())
            })
            .collect();
        self.enums.push(EnumPlan { name: name.clone(), member: &field.name, variants });
        self.by_list.insert(key, name.text.clone());
        self.used.push(name.text.clone());
        name.text
    }
}

/// Members of an object with their names in Rust, claimed in the order of the table.
pub fn members(fields: &[Field]) -> impl Iterator<Item = (&Field, Name)> {
    let mut scope = Scope::with(&["extra"]);
    fields.iter().map(move |field| (field, scope.snake(&field.name)))
}

/// The messages of a service as they are declared: the request, then each response.
fn drafts<'a>(service: &'a Service, source: &'a Source, roots: &Roots) -> Vec<Draft<'a>> {
    let outbound = service.direction == Direction::Outbound;
    let of = docs::titled(service);
    let request = Draft {
        name: roots.request.clone(),
        what: format!("Request of {of}."),
        fields: &service.request.fields,
        rules: &service.request.rules,
        response: false,
        source: Some(source),
        built: outbound,
        given: service.redirect.as_ref().map_or(&[], |redirect| &redirect.fill),
        example: service.samples.iter().find_map(|sample| sample.request.as_ref()).map(|text| text.text.as_str()),
    };
    let responses = service.responses.iter().zip(&roots.responses).map(|(variant, name)| {
        let shape = variant.name.as_ref().map_or_else(String::new, |name| format!(", shape {}", code(name)));
        let doc = variant.doc.as_ref().map_or_else(String::new, |doc| format!(" {}", plain(doc)));
        Draft {
            name: name.clone(),
            what: format!("Response of {of}{shape}.{doc}"),
            fields: &variant.message.fields,
            rules: &variant.message.rules,
            response: true,
            source: Some(source),
            built: !outbound,
            given: &[],
            example: None,
        }
    });
    std::iter::once(request).chain(responses).collect()
}

/// A wire value that is a word names its variant; a number or a single letter is named by its meaning, if that is short.
fn variant_name<'v>(value: &'v str, meaning: Option<&'v str>) -> &'v str {
    let word = value.len() > 1 && value.starts_with(|c: char| c.is_ascii_alphabetic());
    match meaning.filter(|meaning| meaning.contains(|c: char| c.is_ascii_alphanumeric())) {
        Some(meaning) if !word && meaning.split_whitespace().count() <= 4 => meaning,
        _ if value.is_empty() => "Empty",
        _ if value.trim().is_empty() => "Blank",
        _ => value,
    }
}
