//! Pages and their services.

use crate::rule_id::{self, RuleId};
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::message::{Message, Table, Variant};
use crate::ir::service::{Page, Service};
use crate::ir::{Corrected, MessageId, Placed, Provider, STANDARD, Serving, Target, TypeRef};
use crate::load::{Document, Documents};
use crate::resolve::fields::{Names, fields};
use crate::resolve::frames::{Frame, Framed, framed};
use crate::resolve::{
    canonical, conditions, errata, header_values, inquiry, named, overlay, placed, redirect, samples, serving, source,
    trimmed,
};
use crate::source::Loc;
use crate::spec::field::Field as Row;
use crate::spec::service::{self as raw, ServicesFile};
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// One page; none if one of its services is not complete.
pub(super) fn page(
    document: &Document<ServicesFile>,
    provider: &Provider,
    standard: Option<&Provider>,
    documents: &Documents,
    findings: &mut Findings,
) -> Option<Page> {
    let body = &document.body;
    let services = framed(body, findings)?;
    let known = named::known(document, documents);
    named::twice(document, documents, findings);
    let names = Names { types: &known };
    let read: Vec<_> = body.errata.iter().map(errata::Read::of).collect();
    let (types, errata) = named::types(body.types.as_ref(), names, &read, findings);
    errata::well_formed(&read, &["page", "types"], findings);
    if body.services.is_empty() {
        findings.add(
            rule_id::STRUCTURE_NO_SERVICES,
            Loc::start(document.file),
            "this page has no services",
            "write them below `services:`, or delete the file",
        );
    }
    let context = Context { provider, standard, documents, names };
    Some(Page {
        slug: named::slug_of(document),
        place: Loc::start(document.file).into(),
        file_name: documents.files.name(document.file).to_owned(),
        source: source(&body.source),
        types,
        services: services.iter().map(|framed| service(framed, &context, findings)).collect(),
        errata,
    })
}

struct Context<'a> {
    provider: &'a Provider,
    standard: Option<&'a Provider>,
    documents: &'a Documents,
    names: Names<'a>,
}

impl Context<'_> {
    /// The national service that a dialect inherits from: the raw one, for its rows, and the types that they refer to.
    fn base(&self, raw: &raw::Service, findings: &mut Findings) -> Option<(&raw::Service, Vec<TypeRef>)> {
        let inherits = raw.inherits.as_ref()?;
        let Some(name) = &raw.standard else {
            findings.add(
                rule_id::REFERENCE_INHERITS,
                inherits.loc,
                "this inherits from the standard, but does not say which service",
                "add `standard: name_of_the_national_service`",
            );
            return None;
        };
        let standard = self.documents.services.iter().filter(|document| document.provider == STANDARD);
        // A name that does not exist has a finding of its own (reference/standard).
        standard.into_iter().find_map(|document| {
            let service = document.body.services.get(&name.value)?;
            Some((&service.value, named::known(document, self.documents)))
        })
    }
}

fn service(&(name, raw, frame): &Framed<'_>, context: &Context<'_>, findings: &mut Findings) -> Service {
    let base = context.base(raw, findings);
    // Rows that override nothing are not whole: only the missing national service is wrong, and that has been said.
    let orphaned = raw.inherits.is_some() && base.is_none();
    let mut unsaid = Findings::default();
    let findings = if orphaned { &mut unsaid } else { findings };
    let none = Entries::default();
    let (base, base_types) = base.unzip();
    // An inherited row means the type that the standard means; own rows may also refer to what this page has.
    let both = base_types.map(|mut types| {
        types.extend_from_slice(context.names.types);
        types
    });
    let names = both.as_deref().map_or(context.names, |types| Names { types });
    let rows = |own: &Option<At<Entries<At<Row>>>>,
                base_rows: Option<&Option<At<Entries<At<Row>>>>>,
                findings: &mut Findings| {
        match base_rows.and_then(Option::as_ref) {
            Some(below) => overlay::rows(below, own.as_ref().map(|o| &o.value), findings),
            None => own.as_ref().map_or_else(|| none.clone(), |own| own.value.clone()),
        }
    };
    let request_rows = rows(&raw.request, base.map(|b| &b.request), findings);
    let message = |rows: &Entries<At<Row>>,
                   rules: Vec<_>,
                   inferred: Option<&At<String>>,
                   loc,
                   untouched,
                   findings: &mut Findings| Message {
        table: Table { fields: fields(rows, &names, findings), rules },
        documented: Table::default(),
        inferred: inferred.map(trimmed),
        inherited: base.is_some() && untouched,
        place: Loc::into(loc),
    };
    let own_rules = raw.rules.as_ref().or_else(|| base.and_then(|b| b.rules.as_ref()));
    let inferred = raw.inferred.as_ref();
    let request = message(
        &request_rows,
        own_rules.map_or_else(Vec::new, |r| conditions::rules(&r.request)),
        inferred.and_then(|i| i.request.as_ref()),
        raw.request.as_ref().map_or(name.loc, |r| r.loc),
        raw.request.is_none() && raw.rules.is_none(),
        findings,
    );
    let variants = raw.responses.as_ref().or_else(|| match raw.response {
        None => base.and_then(|b| b.responses.as_ref()),
        Some(_) => None,
    });
    let responses = match variants {
        Some(variants) => variants
            .iter()
            .map(|(name, variant)| Variant {
                name: Some(name.value.clone()),
                when: variant.when.as_ref().map(|when| Placed::new(conditions::condition(when), when.loc)),
                doc: variant.doc.as_ref().map(trimmed),
                message: message(
                    &variant.fields,
                    conditions::rules(&variant.rules),
                    None,
                    name.loc,
                    raw.responses.is_none(),
                    findings,
                ),
            })
            .collect(),
        None => {
            let response_rows = rows(&raw.response, base.map(|b| &b.response), findings);
            vec![Variant {
                name: None,
                when: None,
                doc: None,
                message: message(
                    &response_rows,
                    own_rules.map_or_else(Vec::new, |r| conditions::rules(&r.response)),
                    inferred.and_then(|i| i.response.as_ref()),
                    raw.response.as_ref().map_or(name.loc, |r| r.loc),
                    raw.response.is_none() && raw.rules.is_none(),
                    findings,
                ),
            }]
        }
    };
    let mut service = Service {
        name: name.value.clone(),
        title: (&raw.title).into(),
        code: raw.code.as_ref().map_or_else(|| none_at(name.loc), Into::into),
        no_code: raw.no_code.as_ref().map(trimmed),
        standard: placed(raw.standard.as_ref()),
        method: frame.method.into(),
        path: (&raw.path).into(),
        signed_path: placed(raw.signed_path.as_ref()),
        hosts: redirect::hosts(raw.hosts.as_ref()),
        redirect: raw.redirect.as_ref().map(|said| redirect::redirect(said, findings)),
        version: frame.version.into(),
        direction: frame.direction.into(),
        effect: (&raw.effect).into(),
        status: inquiry::service(raw.status.as_ref()),
        inquiry: inquiry::inquiry(raw.status.as_ref(), findings),
        no_status: raw.no_status.as_ref().map(trimmed),
        headers: None,
        signing: None,
        header_values: header_values(raw.header_values.as_ref()),
        serving: Serving::of(context.provider.serving),
        shape_of: placed(raw.shape_of.as_ref()),
        doc: raw.doc.as_ref().or_else(|| base.and_then(|b| b.doc.as_ref())).map(trimmed),
        request,
        responses,
        samples: Vec::new(),
        no_sample: raw.no_sample.as_ref().map(|reason| reason.trim().to_owned()),
        errata: Vec::new(),
        place: name.loc.into(),
    };
    inherit(&mut service, raw, base, context);
    let responses = service.responses.iter_mut().map(|variant| &mut variant.message);
    for message in std::iter::once(&mut service.request).chain(responses) {
        message.documented = message.table.clone();
    }
    service.samples.extend(raw.samples.iter().map(|s| samples::sample(s, &context.documents.files, findings)));
    let own_errata: Vec<_> = raw.errata.iter().map(errata::Read::of).collect();
    errata::well_formed(
        &own_errata,
        &["request", "response", "responses", "code", "method", "path", "headers", "service"],
        findings,
    );
    errata::apply(&mut service, &own_errata, findings);
    canonical::names(&mut service.request, None);
    for variant in &mut service.responses {
        canonical::names(&mut variant.message, Some(&service.request.fields));
        if let Some(when) = &mut variant.when {
            when.value = canonical::of_request(when.value.clone(), &service.request.fields);
        }
    }
    let of_base = base.and_then(|base| base.serving.as_ref());
    service.serving =
        serving::serving(raw.serving.as_ref(), of_base, &context.provider.serving, &service.request.fields, findings);
    well_formed(&service, raw, findings);
    sets(&mut service, frame, context, findings);
    if orphaned {
        service.samples.clear();
        service.errata.clear();
    }
    service
}

/// What the page does not give.
fn none_at(loc: Loc) -> Corrected<String> {
    let none = Placed::new(String::new(), loc);
    Corrected { holds: none.clone(), printed: none }
}

/// Samples and errata of the national service hold for a dialect that inherits its rows: samples for a message that the
/// dialect leaves as it is, errata for rows that it does not write itself.
fn inherit(service: &mut Service, raw: &raw::Service, base: Option<&raw::Service>, context: &Context<'_>) {
    let Some(base) = base else { return };
    // Findings in the standard's texts are reported where they stand, not again here; nor is an erratum about a row that
    // the dialect removed a mistake of anybody.
    let mut already_reported = Findings::default();
    let mut inherited: Vec<_> =
        base.samples.iter().map(|s| samples::sample(s, &context.documents.files, &mut already_reported)).collect();
    for sample in &mut inherited {
        sample.inherited = true;
        sample.method = None;
        sample.path = None;
        if raw.request.is_some() {
            sample.request = None;
        }
        if raw.response.is_some() || raw.responses.is_some() {
            sample.response = None;
        }
    }
    inherited.retain(|sample| sample.request.is_some() || sample.response.is_some());
    service.samples = inherited;
    let own = written(raw);
    let left_alone = |target: &Target| match target {
        Target::Message(id, members) => !own.contains(&(id.clone(), members.names().join("."))),
        _ => false,
    };
    let rows_only: Vec<_> = base.errata.iter().map(errata::Read::of).filter_map(|read| read.only(left_alone)).collect();
    errata::apply(service, &rows_only, &mut already_reported);
    for erratum in &mut service.errata {
        erratum.inherited = true;
    }
}

/// The rows that a dialect writes itself: each with its names on the wire, from the root.
fn written(raw: &raw::Service) -> BTreeSet<(MessageId, String)> {
    fn walk(id: &MessageId, rows: &Entries<At<Row>>, above: &str, paths: &mut BTreeSet<(MessageId, String)>) {
        for (name, row) in rows {
            let path = format!("{above}{}", name.value);
            if let Some(fields) = &row.fields {
                walk(id, fields, &format!("{path}."), paths);
            }
            paths.insert((id.clone(), path));
        }
    }
    let mut paths = BTreeSet::new();
    for (id, rows) in [(MessageId::Request, &raw.request), (MessageId::Response(None), &raw.response)] {
        if let Some(rows) = rows {
            walk(&id, rows, "", &mut paths);
        }
    }
    paths
}

/// What must hold within a service.
fn well_formed(service: &Service, raw: &At<raw::Service>, findings: &mut Findings) {
    conditions::Tables::of(None).check(&service.request.fields, &service.request.rules, findings);
    let asked = Some(service.request.fields.as_slice());
    for variant in &service.responses {
        conditions::Tables::of(asked).check(&variant.message.fields, &variant.message.rules, findings);
        if let Some(when) = &variant.when {
            conditions::condition_exists(when, &service.request.fields, variant.message.loc(), findings);
        }
    }
    if let (Some(response), Some(_)) = (&raw.response, &raw.responses) {
        findings.add(
            rule_id::STRUCTURE_TWO_RESPONSES,
            response.loc,
            "the service has both `response` and `responses`",
            "keep `response` for one shape, `responses` for several",
        );
    }
    samples::sampled(service, raw, findings);
    let mut names = BTreeSet::new();
    for sample in &raw.samples {
        if !names.insert(&sample.name.value) {
            findings.add(
                rule_id::STRUCTURE_DUPLICATE_SAMPLE,
                sample.name.loc,
                format!("there is already a sample `{}`", sample.name.value),
                "give each sample a name of its own",
            );
        }
        if let Some(variant) = &sample.variant
            && service.response(Some(&variant.value)).is_none()
        {
            let known = service.responses.iter().filter_map(|v| v.name.as_deref());
            let hint = nearest(&variant.value, known).map_or_else(
                || "delete `variant`, or name one of `responses`".to_owned(),
                |near| format!("write `{near}`?"),
            );
            findings.add(
                rule_id::REFERENCE_VARIANT,
                variant.loc,
                format!("there is no response variant `{}`", variant.value),
                hint,
            );
        }
    }
}

/// Header set and signing profile: the service's own, its page's default or the provider's; of the provider, or of the
/// standard.
fn sets(service: &mut Service, frame: Frame<'_>, context: &Context<'_>, findings: &mut Findings) {
    let headers = placed(frame.headers).or_else(|| context.provider.headers.clone());
    let signing = placed(frame.signing).or_else(|| context.provider.signing.clone());
    let owners = || std::iter::once(context.provider).chain(context.standard);
    let sets: Vec<(String, String)> =
        owners().flat_map(|p| p.header_sets.iter().map(|s| (p.name.clone(), s.name.clone()))).collect();
    let profiles: Vec<(String, String)> =
        owners().flat_map(|p| p.profiles.iter().map(|s| (p.name.clone(), s.name.clone()))).collect();
    service.headers = pick(rule_id::REFERENCE_HEADER_SET, "header set", headers, &sets, service.loc(), findings);
    service.signing =
        pick(rule_id::REFERENCE_SIGNING_PROFILE, "signing profile", signing, &profiles, service.loc(), findings);
}

fn pick(
    rule: RuleId,
    what: &str,
    name: Option<Placed<String>>,
    known: &[(String, String)],
    loc: Loc,
    findings: &mut Findings,
) -> Option<Placed<(String, String)>> {
    let Some(name) = name else {
        findings.add(
            rule,
            loc,
            format!("there is no {what}"),
            format!("name a default {what} in provider.yaml, or one here"),
        );
        return None;
    };
    let found = known.iter().find(|(_, set)| *set == name.value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(_, name)| name.as_str()).collect();
        let hint = nearest(&name.value, names.iter().copied())
            .map_or_else(|| format!("known: {}", names.join(", ")), |near| format!("write `{near}`?"));
        findings.add(rule, name.loc(), format!("there is no {what} `{name}`"), hint);
    }
    found.map(|found| Placed::new(found.clone(), name.loc()))
}
