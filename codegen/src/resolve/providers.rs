//! Provider files and response-code tables.

use crate::finding::Findings;
use crate::ir::provider::{
    Environment, HeaderRow, HeaderSample, HeaderSet, Helper, Provider, ResponseCode, SigningProfile, Vector,
};
use crate::ir::{Placed, Switches};
use crate::load::{Document, Documents};
use crate::resolve::heirs::{Heir, heirs};
use crate::resolve::{certification, conditions, errata, header_values, placed, serving, source, trimmed};
use crate::rule_id::{self, RuleId};
use crate::source::Loc;
use crate::spec::external_id::ExternalIdForm;
use crate::spec::field::Presence;
use crate::spec::provider::{self as raw, ProviderFile};
use crate::spec::response_code::ResponseCode as RawCode;
use crate::spec::{At, Entries};

/// One provider, still without its pages.
pub(super) fn provider(
    document: &Document<ProviderFile>,
    documents: &Documents,
    standard: Option<&Provider>,
    findings: &mut Findings,
) -> Provider {
    let body = &document.body;
    if body.provider.value != document.provider {
        findings.add(
            rule_id::STRUCTURE_PROVIDER_NAME,
            body.provider.loc,
            format!("the provider is called `{}`, its folder `{}`", body.provider.value, document.provider),
            format!("write `provider: {}`", document.provider),
        );
    }
    let read: Vec<_> = body.errata.iter().map(errata::Read::of).collect();
    errata::well_formed(
        &read,
        &[
            "headers",
            "signing",
            "environments",
            "helpers",
            "path",
            "method",
            "code",
            "source_ips",
            "provider",
            "request",
            "response",
        ],
        findings,
    );
    let mut errata_list: Vec<_> = read.iter().map(errata::Read::erratum).collect();
    let mut codes = Vec::new();
    for table in documents.response_codes.iter().filter(|table| table.provider == document.provider) {
        let read: Vec<_> = table.body.errata.iter().map(errata::Read::of).collect();
        errata::well_formed(&read, &["codes", "response_codes"], findings);
        errata_list.extend(read.iter().map(errata::Read::erratum));
        codes.extend(table.body.codes.iter().map(code));
    }
    Provider {
        name: document.provider.clone(),
        title: (&body.title).into(),
        source: source(&body.source),
        doc: body.doc.as_ref().map(trimmed),
        prefix: placed(body.prefix.as_ref()).unwrap_or_default(),
        headers: placed(body.headers.as_ref()),
        signing: placed(body.signing.as_ref()),
        serving: {
            let inherited = standard.map_or_else(Switches::default, |standard| standard.serving);
            body.serving.as_ref().map_or(inherited, |said| serving::switches(&said.value, &inherited))
        },
        environments: body.environments.iter().flat_map(Entries::iter).map(environment).collect(),
        header_sets: heirs(body.header_sets.as_ref(), standard.map(|s| s.header_sets.as_slice()), findings),
        profiles: heirs(body.signing_profiles.as_ref(), standard.map(|s| s.profiles.as_slice()), findings),
        helpers: body.helpers.iter().map(|h| helper(h, body, findings)).collect(),
        source_ips: body.source_ips.iter().map(Placed::from).collect(),
        codes,
        pages: Vec::new(),
        certifications: certification::lists(&document.provider, documents),
        errata: errata_list,
        file_name: documents.files.name(document.file).to_owned(),
        place: body.provider.loc.into(),
    }
}

fn environment((name, environment): &(At<String>, At<raw::Environment>)) -> Environment {
    Environment {
        name: name.value.clone(),
        url: (&environment.url).into(),
        note: environment.note.as_ref().map(trimmed),
        place: name.loc.into(),
    }
}

fn helper(helper: &At<raw::Helper>, body: &ProviderFile, findings: &mut Findings) -> Helper {
    for name in &helper.environments {
        if body.environments.as_ref().and_then(|all| all.get(&name.value)).is_none() {
            findings.add(
                rule_id::REFERENCE_ENVIRONMENT,
                name.loc,
                format!("there is no environment `{}`", name.value),
                "name one of `environments:`",
            );
        }
    }
    Helper {
        name: (&helper.name).into(),
        title: (&helper.title).into(),
        environments: helper.environments.iter().map(Placed::from).collect(),
        method: placed(helper.method.as_ref()),
        path: placed(helper.path.as_ref()),
    }
}

impl Heir for raw::HeaderSet {
    type Made = HeaderSet;
    const UNKNOWN: RuleId = rule_id::REFERENCE_HEADER_SET;
    const WHAT: &'static str = "header set";

    fn inherits(&self) -> Option<&At<String>> {
        self.inherits.as_ref()
    }

    fn name(made: &HeaderSet) -> &str {
        &made.name
    }

    fn make(&self, name: &At<String>, base: Option<&HeaderSet>, findings: &mut Findings) -> HeaderSet {
        header_set(name, self, base, findings)
    }
}

impl Heir for raw::SigningProfile {
    type Made = SigningProfile;
    const UNKNOWN: RuleId = rule_id::REFERENCE_SIGNING_PROFILE;
    const WHAT: &'static str = "signing profile";

    fn inherits(&self) -> Option<&At<String>> {
        self.inherits.as_ref()
    }

    fn name(made: &SigningProfile) -> &str {
        &made.name
    }

    fn make(&self, name: &At<String>, base: Option<&SigningProfile>, _: &mut Findings) -> SigningProfile {
        signing_profile(name, self, base)
    }
}

fn header_set(name: &At<String>, set: &raw::HeaderSet, base: Option<&HeaderSet>, findings: &mut Findings) -> HeaderSet {
    let rows = |base: Option<&Vec<HeaderRow>>, own: Option<&Entries<At<raw::Header>>>| {
        let mut rows = base.cloned().unwrap_or_default();
        for (name, row) in own.into_iter().flatten() {
            let at = rows.iter().position(|known| known.name.eq_ignore_ascii_case(name));
            if row.remove.as_ref().is_some_and(|r| r.value) {
                rows.retain(|known| !known.name.eq_ignore_ascii_case(name));
            } else if let Some(at) = at {
                rows[at] = header_row(name, row, Some(&rows[at]));
            } else {
                rows.push(header_row(name, row, None));
            }
        }
        rows
    };
    conditional(set.request.as_ref(), base.map(|b| &b.request), findings);
    conditional(set.response.as_ref(), base.map(|b| &b.response), findings);
    let samples = set.samples.iter().map(|sample| HeaderSample {
        message: (&sample.message).into(),
        headers: header_values(Some(&sample.headers)),
        partial: sample.partial.as_ref().is_some_and(|partial| partial.value),
        place: sample.loc.into(),
    });
    HeaderSet {
        name: name.value.clone(),
        request: rows(base.map(|b| &b.request), set.request.as_ref()),
        response: rows(base.map(|b| &b.response), set.response.as_ref()),
        samples: samples.collect(),
        place: name.loc.into(),
    }
}

/// A header that is conditional says when, as a member does; an inherited condition counts.
fn conditional(own: Option<&Entries<At<raw::Header>>>, base: Option<&Vec<HeaderRow>>, findings: &mut Findings) {
    for (name, row) in own.into_iter().flatten() {
        let below = base.into_iter().flatten().find(|known| known.name.eq_ignore_ascii_case(name));
        let presence = row.presence.as_ref().filter(|presence| presence.value == Presence::C);
        if let (Some(presence), None, None) = (presence, &row.when, below.and_then(|row| row.when.as_ref())) {
            findings.add(
                rule_id::PRESENCE_NO_CONDITION,
                presence.loc,
                format!("`{}` is conditional, but nothing says when it is mandatory", name.value),
                "add `when: { header_present: … }` or, if it cannot be computed, `when: { prose: … }`",
            );
        }
    }
}

fn header_row(name: &At<String>, row: &raw::Header, base: Option<&HeaderRow>) -> HeaderRow {
    let own_length = row.max.is_some() || row.exact.is_some();
    macro_rules! own {
        (presence) => {
            placed(row.presence.as_ref()).or_else(|| base.map(|b| b.presence))
        };
        ($key:ident) => {
            placed(row.$key.as_ref()).or_else(|| base.and_then(|b| b.$key.clone()))
        };
    }
    HeaderRow {
        name: name.value.clone(),
        names: row
            .names
            .as_ref()
            .map_or_else(|| base.map_or_else(Vec::new, |b| b.names.clone()), |names| names.0.clone()),
        presence: own!(presence).unwrap_or_else(|| Placed::new(Presence::O, name.loc)),
        when: row
            .when
            .as_ref()
            .map(|when| Placed::new(conditions::condition(when), when.loc))
            .or_else(|| base.and_then(|b| b.when.clone())),
        max: if own_length { placed(row.max.as_ref()) } else { base.and_then(|b| b.max) },
        exact: if own_length { placed(row.exact.as_ref()) } else { base.and_then(|b| b.exact) },
        format: own!(format),
        value: own!(value),
        sensitive: row.sensitive.as_ref().map_or_else(|| base.is_some_and(|b| b.sensitive), |s| s.value),
        note: row.note.as_ref().map(trimmed),
        place: name.loc.into(),
    }
}

fn signing_profile(name: &At<String>, profile: &raw::SigningProfile, base: Option<&SigningProfile>) -> SigningProfile {
    macro_rules! switch {
        ($key:ident, $default:expr) => {
            placed(profile.$key.as_ref())
                .or_else(|| base.map(|b| b.$key))
                .unwrap_or_else(|| Placed::new($default, name.loc))
        };
    }
    SigningProfile {
        name: name.value.clone(),
        transaction: switch!(transaction, raw::TransactionSignature::Symmetric),
        token: switch!(token, raw::TokenSignature::RsaSha256),
        query: switch!(query, raw::QueryPolicy::Included),
        path: switch!(path, raw::PathPolicy::Full),
        body: switch!(body, raw::BodyPolicy::Minified),
        empty_body: switch!(empty_body, raw::EmptyBody::EmptyString),
        encoding: switch!(encoding, raw::SignatureEncoding::Base64),
        timestamp: switch!(timestamp, raw::TimestampForm::Offset),
        external_id: switch!(external_id, ExternalIdForm::Digits(36)),
        callbacks: switch!(callbacks, raw::CallbackSignature::None),
        note: profile.note.as_ref().map(trimmed),
        vectors: profile.vectors.iter().map(vector).collect(),
        place: name.loc.into(),
    }
}

fn vector(vector: &At<raw::Vector>) -> Vector {
    Vector {
        name: (&vector.name).into(),
        kind: (&vector.kind).into(),
        key: (&vector.key).into(),
        string_to_sign: (&vector.string_to_sign).into(),
        signature: (&vector.signature).into(),
        source: (&vector.source).into(),
    }
}

fn code(row: &At<RawCode>) -> ResponseCode {
    ResponseCode {
        http: (&row.http).into(),
        case: (&row.case).into(),
        name: (&row.name).into(),
        category: (&row.category).into(),
        message: (&row.message).into(),
        outcome: (&row.outcome).into(),
        retry: (&row.retry).into(),
        success_for: row.success_for.iter().map(Placed::from).collect(),
        doc: row.doc.as_ref().map(trimmed),
        place: Loc { len: 0, ..row.loc }.into(),
    }
}
