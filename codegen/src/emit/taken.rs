//! What a page takes over from the national pages: messages that its dialect leaves as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit::lists::ListKey;
use crate::emit::names::{Name, Scope};
use crate::emit::plan::{MessagePlan, PagePlan, ServicePlan, StructPlan, TakenOver};
use crate::ir::{Service, Target};

/// A message of a national page.
#[derive(Clone, Copy)]
pub struct Theirs<'p, 'a> {
    page: &'p PagePlan<'a>,
    message: &'p MessagePlan<'a>,
}

/// The national service of the same name, if nothing that the dialect says changes its rows.
pub fn base<'p, 'a>(
    standard: &'p [PagePlan<'a>],
    service: &Service,
) -> Option<(&'p PagePlan<'a>, &'p ServicePlan<'a>)> {
    let changed =
        service.errata.iter().any(|erratum| !erratum.inherited && erratum.acts() && !erratum.is_about(&Target::Code));
    let name = service.standard.as_deref().filter(|name| **name == service.name && !changed)?;
    let services = standard.iter().flat_map(|page| page.services.iter().map(move |service| (page, service)));
    let mut same =
        services.filter(|(_, base)| base.service.name == *name && base.service.direction == service.direction);
    same.next()
}

/// For each message of a service, the request first, the national one that is taken over for it.
pub fn theirs<'p, 'a>(standard: &'p [PagePlan<'a>], service: &Service) -> Vec<Option<Theirs<'p, 'a>>> {
    let base = base(standard, service);
    let mut untouched = vec![service.request.inherited];
    untouched.extend(service.responses.iter().map(|variant| variant.message.inherited));
    // The enum over variants ties request and responses: they are taken over together or not at all.
    let several = service.responses.iter().any(|variant| variant.name.is_some());
    let tied = several && untouched.contains(&false);
    let of = |(index, untouched): (usize, bool)| {
        let (page, base) = base.filter(|_| untouched && !tied)?;
        Some(Theirs { page, message: base.messages.get(index)? })
    };
    untouched.into_iter().enumerate().map(of).collect()
}

/// Names, on a page, of the national types that it takes over.
#[derive(Default)]
pub struct TakenNames {
    /// By module and name there.
    names: BTreeMap<(String, String), Name>,
    /// Those that a message has shown already: the first one does it for the whole page.
    shown: BTreeSet<(String, String)>,
    /// Enums by their lists.
    pub lists: BTreeMap<ListKey, Name>,
}

impl TakenNames {
    /// Claims them for the messages that a page takes over, each with the name of its root.
    pub fn claim(taken: &[(Theirs<'_, '_>, Name)], scope: &mut Scope) -> Self {
        let mut names = Self::default();
        for (theirs, root) in taken {
            let there = theirs.message.structs.first().map(|plan| plan.name.text.clone());
            names.names.extend(there.map(|there| (theirs.known(&there), root.clone())));
        }
        let lists: BTreeMap<_, _> = taken.iter().flat_map(|(theirs, _)| theirs.lists()).collect();
        // In the order of their names there: the order of services decides nothing.
        let wanted: BTreeSet<_> = taken.iter().flat_map(|(theirs, _)| theirs.names()).collect();
        for known in wanted {
            if names.names.contains_key(&known) {
                continue;
            }
            // A list that two national pages share is one enum here too.
            let list = lists.get(&known).copied();
            let same = list.and_then(|list| names.lists.get(list)).cloned();
            let name = same.unwrap_or_else(|| scope.camel(&known.1));
            names.lists.extend(list.map(|list| (list.clone(), name.clone())));
            names.names.insert(known, name);
        }
        names
    }

    /// A message that is taken over.
    pub fn message<'a>(&mut self, theirs: Theirs<'_, 'a>, variant: Option<usize>) -> MessagePlan<'a> {
        let mut shown = Vec::new();
        let mut here = |there: &str| {
            let known = theirs.known(there);
            let name = self.names.get(&known).cloned().unwrap_or(Name { text: there.to_owned(), renamed: false });
            if self.shown.insert(known) {
                shown.push((there.to_owned(), name.text.clone()));
            }
            name
        };
        let structs = theirs.message.structs.iter().map(|plan| StructPlan {
            name: here(&plan.name.text),
            mandatory: plan.mandatory.as_ref().map(|name| here(&name.text)),
            ..plan.clone()
        });
        let structs = structs.collect();
        let enums = theirs.message.enums.iter().map(|name| here(name).text).collect();
        let from = TakenOver { module: theirs.page.module.text.clone(), names: shown };
        MessagePlan { variant, structs, enums, from: Some(from) }
    }
}

impl Theirs<'_, '_> {
    fn known(&self, name: &str) -> (String, String) {
        (self.page.module.text.clone(), name.to_owned())
    }

    /// Its enums, with their lists.
    fn lists(&self) -> impl Iterator<Item = ((String, String), &ListKey)> {
        let enums = self.page.enums.iter().filter(|plan| self.message.enums.contains(&plan.name.text));
        enums.map(|plan| (self.known(&plan.name.text), &plan.list))
    }

    fn names(&self) -> impl Iterator<Item = (String, String)> {
        let structs = self.message.structs.iter().flat_map(|plan| std::iter::once(&plan.name).chain(&plan.mandatory));
        structs.map(|name| &name.text).chain(&self.message.enums).map(|name| self.known(name))
    }
}
