//! Errata: what they say, and what they change.

use crate::finding::Findings;
use crate::ir::field::Field;
use crate::ir::message::NamedType;
use crate::ir::service::{Consequence, Erratum, Service};
use crate::ir::{Placed, Target, paths};
use crate::resolve::changes::{self, Idle};
use crate::resolve::trimmed;
use crate::rule_id;
use crate::spec::At;
use crate::spec::erratum::{Change, Erratum as Raw, ErratumKind};

/// An erratum with what it speaks of, read once.
pub(super) struct Read<'a> {
    raw: &'a At<Raw>,
    /// What it is about, each once.
    pub at: Vec<Placed<Target>>,
    /// What it names again.
    doubled: Vec<Placed<Target>>,
}

impl<'a> Read<'a> {
    /// Reads what an erratum is about.
    pub(super) fn of(raw: &'a At<Raw>) -> Self {
        let (mut at, mut doubled) = (Vec::new(), Vec::new());
        for place in raw.at.0.iter().map(|at| Placed::new(Target::read(at), at.loc)) {
            if at.contains(&place) { doubled.push(place) } else { at.push(place) }
        }
        Self { raw, at, doubled }
    }

    /// What it says about some of its places; nothing if about none of them.
    pub(super) fn only(mut self, wanted: impl Fn(&Target) -> bool) -> Option<Self> {
        self.at.retain(|at| wanted(at));
        (!self.at.is_empty()).then_some(self)
    }

    /// As the model has it.
    pub(super) fn erratum(&self) -> Erratum {
        let Self { raw, at, doubled: _ } = self;
        Erratum {
            id: (&raw.id).into(),
            at: at.clone(),
            kind: (&raw.kind).into(),
            documented: trimmed(&raw.documented),
            decision: trimmed(&raw.decision),
            names: self.names(),
            consequence: self.consequence(),
            replaces: raw.correct.as_ref().is_some_and(|change| replaces(change, raw.kind.value)),
            in_vain: Vec::new(),
            inherited: false,
            place: raw.loc.into(),
        }
    }

    /// The other spellings that it introduces.
    fn names(&self) -> Vec<String> {
        let changes = [self.raw.accept.as_ref(), self.raw.correct.as_ref()].into_iter().flatten();
        changes.filter_map(|change| change.name.as_ref()).flat_map(|names| names.0.clone()).collect()
    }

    fn acts(&self) -> bool {
        self.consequence().acts()
    }

    fn consequence(&self) -> Consequence {
        match (&self.raw.accept, &self.raw.correct) {
            (Some(_), Some(_)) => Consequence::AcceptsAndCorrects,
            (Some(_), None) => Consequence::Accepts,
            (None, Some(_)) => Consequence::Corrects,
            (None, None) if self.raw.kind.value == ErratumKind::Document => Consequence::Documents,
            (None, None) => Consequence::Stands,
        }
    }
}

/// Whether a correction replaces what the table says about this, for what is sent as well.
fn replaces(change: &Change, kind: ErratumKind) -> bool {
    match kind {
        ErratumKind::Length => change.max.is_some() || change.exact.is_some(),
        ErratumKind::Precision => change.precision.is_some(),
        ErratumKind::Values => change.values.is_some(),
        ErratumKind::Format => change.format.is_some(),
        ErratumKind::Type => change.shape.is_some(),
        ErratumKind::Missing => change.presence.is_some(),
        ErratumKind::Empty
        | ErratumKind::Unknown
        | ErratumKind::Name
        | ErratumKind::Condition
        | ErratumKind::Json
        | ErratumKind::Code
        | ErratumKind::Method
        | ErratumKind::Path
        | ErratumKind::Header
        | ErratumKind::Document => false,
    }
}

/// Applies the errata of a service to its rows.
pub(super) fn apply(service: &mut Service, errata: &[Read<'_>], findings: &mut Findings) {
    for read in errata {
        let mut erratum = read.erratum();
        let mut idle = Vec::new();
        whole_service(service, read.raw);
        for at in &read.at {
            documented_names(service, at, &erratum.names);
            if !read.acts() || matches!(at.value, Target::Method | Target::Path | Target::Code) {
                continue;
            }
            match field_mut(service, at) {
                Some(field) => idle.extend(changes::apply(field, read.raw).into_iter().map(|idle| (at, idle))),
                None if matches!(read.raw.kind.value, ErratumKind::Header | ErratumKind::Json) => {}
                None => findings.add(
                    rule_id::ERRATA_UNKNOWN_PATH,
                    at.loc(),
                    format!("`{at}` is no member of this service, so there is nothing to change"),
                    "write the path as `request.member`, `response.list[].member` or `responses.variant.member`",
                ),
            }
        }
        no_effect(&mut erratum, &idle, findings);
        service.errata.push(erratum);
    }
}

/// Keys that change nothing: of all that the erratum is about, where the key stands; of some of it, where each stands.
fn no_effect(erratum: &mut Erratum, idle: &[(&Placed<Target>, Idle)], findings: &mut Findings) {
    let mut say = |Idle { verb, key, loc: _ }: &Idle, what: &str, loc| {
        findings.add(
            rule_id::ERRATA_NO_EFFECT,
            loc,
            format!("erratum `{}` {verb} `{key}` of {what}, and nothing changes", erratum.id),
            "the row has no such rule, or says so already: mend the key, or delete it",
        );
    };
    for (index, (at, key)) in idle.iter().enumerate() {
        let same = |(_, other): &&(&Placed<Target>, Idle)| other == key;
        if idle.iter().filter(same).count() < erratum.at.len() {
            say(key, &format!("`{at}`"), at.loc());
        } else if !idle[..index].iter().any(|(_, other)| other == key) {
            say(key, &erratum.places(), key.loc);
        }
    }
    erratum.in_vain = erratum.at.iter().filter(|at| idle.iter().any(|(idle, _)| idle == at)).cloned().collect();
}

/// The tables as printed learn other spellings too, so that a sample is judged member by member whatever its spelling.
fn documented_names(service: &mut Service, at: &Target, names: &[String]) {
    if let Target::Message(id, members) = at
        && let Some(message) = service.message_mut(id)
        && let Some(field) = paths::find_mut(&mut message.documented.fields, &members.names())
    {
        field.names.extend_from_slice(names);
    }
}

/// Errata of a page as the model has them, applied to its named types.
pub(super) fn apply_to_types(types: &mut [NamedType], errata: &[Read<'_>], findings: &mut Findings) -> Vec<Erratum> {
    let mut applied = Vec::new();
    for read in errata {
        let mut erratum = read.erratum();
        let mut idle = Vec::new();
        for at in read.at.iter().filter(|_| read.acts()) {
            let field = match &at.value {
                Target::Type(name, members) => types
                    .iter_mut()
                    .find(|ty| ty.name == *name)
                    .and_then(|named| paths::find_mut(&mut named.fields, &members.names())),
                _ => None,
            };
            match field {
                Some(field) => idle.extend(changes::apply(field, read.raw).into_iter().map(|idle| (at, idle))),
                None => findings.add(
                    rule_id::ERRATA_UNKNOWN_PATH,
                    at.loc(),
                    format!("`{at}` is no member of a named type, so there is nothing to change"),
                    "write the path as `types.Name.member`",
                ),
            }
        }
        no_effect(&mut erratum, &idle, findings);
        applied.push(erratum);
    }
    applied
}

/// Corrections of the service's own line.
fn whole_service(service: &mut Service, raw: &Raw) {
    let Some(change) = &raw.correct else { return };
    if let Some(method) = &change.method {
        service.method.holds = method.into();
    }
    if let Some(path) = &change.path {
        service.path.holds = path.into();
    }
    if let Some(code) = &change.code {
        service.code.holds = code.into();
    }
}

fn field_mut<'a>(service: &'a mut Service, at: &Target) -> Option<&'a mut Field> {
    match at {
        Target::Message(id, members) => paths::find_mut(&mut service.message_mut(id)?.table.fields, &members.names()),
        Target::Type(..) | Target::Header { .. } | Target::Code | Target::Method | Target::Path | Target::Other(..) => {
            None
        }
    }
}

/// The words of a sentence: neither case nor line breaks make it another.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(str::to_lowercase)
}

/// Errata of one service or file have IDs of their own, and say what they are about.
pub(super) fn well_formed(errata: &[Read<'_>], roots: &[&str], findings: &mut Findings) {
    for (index, Read { raw, at, doubled }) in errata.iter().enumerate() {
        if errata[..index].iter().any(|other| other.raw.id.value == raw.id.value) {
            findings.add(
                rule_id::ERRATA_DUPLICATE_ID,
                raw.id.loc,
                format!("there is already an erratum `{}` here", raw.id.value),
                "give each contradiction a name of its own",
            );
        }
        let same = |other: &&Read<'_>| {
            words(&other.raw.decision).eq(words(&raw.decision)) && at.iter().any(|at| other.at.contains(at))
        };
        if let Some(other) = errata[..index].iter().find(same) {
            findings.add(
                rule_id::ERRATA_REPEATED,
                raw.id.loc,
                format!("erratum `{}` decides the same about the same place as `{}`", raw.id.value, other.raw.id.value),
                "make them one: say in `documented` all that disagrees there",
            );
        }
        for (key, text) in [("documented", &raw.documented), ("decision", &raw.decision)] {
            if text.trim().is_empty() {
                findings.add(
                    rule_id::ERRATA_EMPTY,
                    text.loc,
                    format!("`{key}` is empty"),
                    "say in a sentence what the document says, and what was decided",
                );
            }
        }
        for at in doubled {
            findings.add(
                rule_id::ERRATA_DUPLICATE_PLACE,
                at.loc(),
                format!("erratum `{}` names `{at}` twice", raw.id.value),
                "name each place once; `list.member` and `list[].member` are the same",
            );
        }
        for at in at.iter().filter(|at| !roots.contains(&at.root())) {
            findings.add(
                rule_id::ERRATA_UNKNOWN_PATH,
                at.loc(),
                format!("`{at}` does not say what it is about"),
                format!("begin with one of {}", roots.join(", ")),
            );
        }
    }
}
