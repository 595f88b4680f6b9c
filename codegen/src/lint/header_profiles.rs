//! Header sets and signing profiles: what may travel, what goes together, and what nobody uses.

use crate::rule_id;
use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::ir::provider::{HeaderRow, SigningProfile};
use crate::ir::{Catalogue, HeaderValue, Provider, STANDARD, Service};
use crate::lint::external_ids;
use crate::load::Documents;
use crate::spec::external_id::ExternalIdForm;
use crate::spec::provider::{Header, HeaderFormat, TimestampForm};
use crate::spec::service::Direction;
use crate::spec::{At, Entries};

/// Rows, values, pairs of set and profile, and what is left over.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    // The rows as they are written: resolved, two of one name are one.
    for (_, set) in documents.providers.iter().flat_map(|document| document.body.header_sets.iter().flatten()) {
        for rows in [&set.request, &set.response].into_iter().flatten() {
            table(rows, findings);
        }
    }
    for provider in &catalogue.providers {
        let samples = provider.header_sets.iter().flat_map(|set| &set.samples);
        samples.flat_map(|sample| &sample.headers).for_each(|header| travels(header, findings));
        for service in provider.pages.iter().flat_map(|page| &page.services) {
            let of_samples = service.own_samples().flat_map(|sample| &sample.headers);
            service.header_values.iter().chain(of_samples).for_each(|header| travels(header, findings));
            if service.direction == Direction::Outbound {
                pair(catalogue, service, findings);
            }
        }
        unused(documents, catalogue, provider, findings);
    }
}

/// The rows of one table: whole names, each once, one limit each, values that travel.
fn table(rows: &Entries<At<Header>>, findings: &mut Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for (name, row) in rows {
        let others = row.names.iter().flat_map(|names| names.value.0.iter()).map(String::as_str);
        // A row's own spellings differ in case only now and then: that is what they record.
        let own: Vec<&str> = std::iter::once(name.value.as_str()).chain(others).collect();
        if let Some(other) = seen.iter().find(|known| own.iter().any(|name| name.eq_ignore_ascii_case(known))) {
            findings.add(
                rule_id::HEADERS_DUPLICATE,
                name.loc,
                format!("`{}` and `{other}` are one header: names of headers have no case", name.value),
                "keep one row; other spellings go into its `names`",
            );
        }
        for spelling in &own {
            if !is_token(spelling) {
                findings.add(
                    rule_id::HEADERS_CHARACTERS,
                    name.loc,
                    format!("`{}` is no name of a header", spelling.escape_debug()),
                    "write ASCII letters, digits and hyphens",
                );
            }
        }
        seen.extend(own);
        if let (Some(max), Some(_)) = (&row.max, &row.exact) {
            findings.add(
                rule_id::HEADERS_LIMITS,
                max.loc,
                format!("`{}` has both a longest and an exact length", name.value),
                "keep `exact` if the length is fixed, `max` otherwise",
            );
        }
        for limit in [&row.max, &row.exact].into_iter().flatten().filter(|limit| limit.value == 0) {
            findings.add(
                rule_id::HEADERS_LIMITS,
                limit.loc,
                format!("`{}` would have to be empty", name.value),
                "write the length that the page has, or delete the key",
            );
        }
        if let Some(value) = &row.value.value {
            travels(&HeaderValue { name: name.into(), value: value.into() }, findings);
        }
    }
}

/// RFC 9110, 5.6.2.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// RFC 9110, 5.5: anything but visible ASCII, blanks and tabs ends the header or is refused.
fn travels(HeaderValue { name, value }: &HeaderValue, findings: &mut Findings) {
    let odd = value.chars().find(|c| !(c.is_ascii_graphic() || *c == ' ' || *c == '\t'));
    if let Some(odd) = odd {
        findings.add(
            rule_id::HEADERS_CHARACTERS,
            value.loc(),
            format!("{name}: the value holds `{}`, which no header can carry", odd.escape_default()),
            "write visible ASCII characters and blanks, on one line",
        );
    }
}

/// What the profile makes fits the header set it travels in.
fn pair(catalogue: &Catalogue, service: &Service, findings: &mut Findings) {
    let (Some((set_owner, set)), Some((owner, profile))) = (service.headers.as_deref(), service.signing.as_deref())
    else {
        return;
    };
    let set = catalogue.provider(set_owner).and_then(|p| p.header_sets.iter().find(|known| known.name == *set));
    let profile = catalogue.provider(owner).and_then(|p| p.profiles.iter().find(|known| known.name == *profile));
    let (Some(set), Some(profile)) = (set, profile) else { return };
    for row in &set.request {
        let (made, fix) = match row.name.to_ascii_uppercase().as_str() {
            "X-EXTERNAL-ID" => (external_id(profile), external_ids::wanted(row, profile)),
            "X-TIMESTAMP" => (
                timestamp(profile),
                "set the form in the signing profile that the header set needs, or mend the row".to_owned(),
            ),
            _ => continue,
        };
        if let Some(problem) = misfit(row, &made) {
            findings.add(
                rule_id::HEADERS_PROFILE,
                row.loc(),
                format!(
                    "{}: {problem}, but the profile `{}` makes {}, and `{}` uses both",
                    row.name, profile.name, made.words, service.name
                ),
                fix,
            );
        }
    }
}

/// What a profile makes for a header.
struct Made {
    len: u32,
    digits: bool,
    /// Signs beside letters and digits.
    hyphens: bool,
    words: String,
}

fn external_id(profile: &SigningProfile) -> Made {
    let form = profile.external_id.value;
    Made {
        len: u32::from(form.length()),
        digits: form.is_digits(),
        hyphens: form == ExternalIdForm::Uuid,
        words: external_ids::words(form),
    }
}

fn timestamp(profile: &SigningProfile) -> Made {
    let (len, words) = match profile.timestamp.value {
        TimestampForm::Offset => (25, "25 characters with an offset"),
        TimestampForm::Utc => (20, "20 characters in UTC"),
        TimestampForm::Milliseconds => (29, "29 characters with milliseconds"),
    };
    Made { len, digits: false, hyphens: true, words: words.to_owned() }
}

fn misfit(row: &HeaderRow, made: &Made) -> Option<String> {
    match (row.max.map(|max| max.value), row.exact.map(|exact| exact.value), row.format.map(|format| format.value)) {
        (_, Some(exact), _) if exact != made.len => Some(format!("the row says exactly {exact} characters")),
        (Some(max), ..) if max < made.len => Some(format!("the row says at most {max} characters")),
        (_, _, Some(HeaderFormat::Digits)) if !made.digits => Some("the row says digits only".to_owned()),
        (_, _, Some(HeaderFormat::Alphanumeric)) if made.hyphens => {
            Some("the row says letters and digits only".to_owned())
        }
        _ => None,
    }
}

/// Sets and profiles that no service names and no other takes over.
fn unused(documents: &Documents, catalogue: &Catalogue, provider: &Provider, findings: &mut Findings) {
    // Who has no service yet has not come to use them.
    if provider.pages.iter().all(|page| page.services.is_empty()) {
        return;
    }
    let mine = |pair: &&(String, String)| pair.0 == provider.name;
    let services = || catalogue.services().map(|(_, _, service)| service);
    let mut sets: BTreeSet<&str> =
        services().filter_map(|s| s.headers.as_deref()).filter(mine).map(|pair| pair.1.as_str()).collect();
    let mut profiles: BTreeSet<&str> =
        services().filter_map(|s| s.signing.as_deref()).filter(mine).map(|pair| pair.1.as_str()).collect();
    for document in &documents.providers {
        let at_home = document.provider == provider.name;
        sets.extend(taken_over(document.body.header_sets.as_ref(), at_home, provider, |set| set.inherits.as_ref()));
        let switches = document.body.signing_profiles.as_ref();
        profiles.extend(taken_over(switches, at_home, provider, |profile| profile.inherits.as_ref()));
    }
    for set in provider.header_sets.iter().filter(|set| !sets.contains(set.name.as_str())) {
        findings.add(
            rule_id::HEADERS_UNUSED_SET,
            set.loc(),
            format!("no service uses the header set `{}`", set.name),
            "name it in `headers:` of a service, or delete it",
        );
    }
    for profile in provider.profiles.iter().filter(|profile| !profiles.contains(profile.name.as_str())) {
        findings.add(
            rule_id::HEADERS_UNUSED_PROFILE,
            profile.loc(),
            format!("no service uses the signing profile `{}`", profile.name),
            "name it in `signing:` of a service, or delete it",
        );
    }
}

/// What the entries of one file take over from a provider: of its own file, what is there; of the standard, the rest.
fn taken_over<'d, T>(
    entries: Option<&'d Entries<At<T>>>,
    at_home: bool,
    provider: &'d Provider,
    inherits: impl Fn(&'d T) -> Option<&'d At<String>> + 'd,
) -> impl Iterator<Item = &'d str> {
    entries.into_iter().flat_map(move |entries| entries.iter().map(move |entry| (entries, entry))).filter_map(
        move |(entries, (name, heir))| {
            let wanted = inherits(&heir.value)?;
            let from_here = if entries.has_other(name, wanted) { at_home } else { provider.name == STANDARD };
            from_here.then_some(wanted.value.as_str())
        },
    )
}
