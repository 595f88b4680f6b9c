//! Header sets against their samples.

use crate::finding::Findings;
use crate::ir::provider::{HeaderRow, HeaderSet, Provider};
use crate::ir::service::{Erratum, HeaderValue};
use crate::ir::{Catalogue, Service, Target};
use crate::judge::texts;
use crate::rule_id;
use crate::source::Loc;
use crate::spec::erratum::ErratumKind;
use crate::spec::field::Presence;
use crate::spec::provider::{HeaderFormat, MessageKind};

use super::errata;

/// Every header that a sample prints fits its row, or has an erratum; every such erratum still has its header.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        let mut seen = Vec::new();
        for set in &provider.header_sets {
            for sample in &set.samples {
                let rows = if sample.message == MessageKind::Request { &set.request } else { &set.response };
                seen.extend(misfits(rows, &sample.headers));
                // What a sample leaves out on purpose says nothing about the table.
                if !sample.partial {
                    seen.extend(lacking(rows, &sample.headers, sample.loc()));
                }
            }
        }
        report(&seen, &provider.errata, findings);
        stale(&seen, &provider.errata, findings);
        for service in provider.pages.iter().flat_map(|page| &page.services) {
            let Some(set) = header_set(catalogue, service) else { continue };
            for HeaderValue { name, value } in &service.header_values {
                let row = set.request.iter().find(|row| spelled(row, name));
                if let Some(message) =
                    row.map_or(Some("the header set has no such header".to_owned()), |row| value_problem(row, value))
                {
                    findings.add(
                        rule_id::HEADERS_VALUE,
                        name.loc(),
                        format!("{name}: {message}"),
                        "mend the value, or the row of the header set",
                    );
                }
            }
            let own: Vec<_> = service
                .samples
                .iter()
                .filter(|sample| !sample.headers.is_empty())
                .flat_map(|sample| {
                    let mut problems = misfits(&set.request, &sample.headers);
                    problems.extend(lacking(&set.request, &sample.headers, sample.loc()));
                    problems
                })
                .collect();
            let all: Vec<Erratum> = service.errata.iter().chain(&provider.errata).cloned().collect();
            report(&own, &all, findings);
            stale(&own, &service.errata, findings);
        }
    }
}

fn header_set<'a>(catalogue: &'a Catalogue, service: &Service) -> Option<&'a HeaderSet> {
    let (provider, name) = service.headers.as_deref()?;
    let provider: &Provider = catalogue.provider(provider)?;
    provider.header_sets.iter().find(|set| set.name == *name)
}

struct Problem {
    header: String,
    message: String,
    loc: Loc,
}

/// A header goes by its name and its other spellings, whatever the case.
fn spelled(row: &HeaderRow, name: &str) -> bool {
    row.name.eq_ignore_ascii_case(name) || row.names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Headers that have no row, or do not fit it.
fn misfits(rows: &[HeaderRow], headers: &[HeaderValue]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for HeaderValue { name, value } in headers {
        let problem = match rows.iter().find(|row| spelled(row, name)) {
            None => Some("the table has no such header".to_owned()),
            Some(row) => value_problem(row, value),
        };
        if let Some(message) = problem {
            problems.push(Problem { header: name.value.clone(), message, loc: value.loc() });
        }
    }
    problems
}

/// Mandatory rows without a header.
fn lacking(rows: &[HeaderRow], headers: &[HeaderValue], sample: Loc) -> Vec<Problem> {
    let mut problems = Vec::new();
    for row in rows.iter().filter(|row| row.presence == Presence::M) {
        if !headers.iter().any(|header| spelled(row, &header.name)) {
            let message = "is mandatory, but the sample lacks it".to_owned();
            problems.push(Problem { header: row.name.clone(), message, loc: sample });
        }
    }
    problems
}

/// Characters of `2020-12-17T10:55:00.000+07:00`.
const MILLISECONDS: u32 = 29;

fn value_problem(row: &HeaderRow, value: &str) -> Option<String> {
    let len = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    if let Some(max) = row.max.filter(|max| len > max.value) {
        return Some(format!("{len} characters, the table says at most {max}"));
    }
    if let Some(exact) = row.exact.filter(|exact| len != exact.value) {
        return Some(format!("{len} characters, the table says exactly {exact}"));
    }
    if let Some(wanted) = row.value.as_ref().filter(|wanted| !wanted.eq_ignore_ascii_case(value)) {
        return Some(format!("`{value}`, the table says `{wanted}`"));
    }
    let (fits, wanted) = match row.format?.value {
        // A row with room for milliseconds and no more says that they are there.
        HeaderFormat::Timestamp if row.exact.or(row.max).is_some_and(|length| length.value == MILLISECONDS) => {
            let fits = texts::is_datetime(value) || texts::is_millis_datetime(value);
            (fits, "a timestamp with a zone, with or without milliseconds")
        }
        HeaderFormat::Timestamp => (texts::is_datetime(value), "a timestamp with a zone"),
        HeaderFormat::Ipv4 => (texts::is_ipv4(value), "an IPv4 address"),
        HeaderFormat::Latitude => (is_coordinate(value, 2, 90), "a latitude as ±DD.DDDD"),
        HeaderFormat::Longitude => (is_coordinate(value, 3, 180), "a longitude as ±DDD.DDDD"),
        HeaderFormat::Digits => (value.bytes().all(|b| b.is_ascii_digit()), "digits only"),
        HeaderFormat::Alphanumeric => (value.bytes().all(|b| b.is_ascii_alphanumeric()), "letters and digits only"),
        HeaderFormat::Bearer => {
            let token = value.strip_prefix("Bearer ").unwrap_or("");
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
            (!token.is_empty() && token.bytes().all(plain), "`Bearer`, a blank and a token")
        }
    };
    (!fits).then(|| format!("`{value}` is not {wanted}"))
}

/// A sign, so many digits, a point, at least one digit; no more degrees than there are.
fn is_coordinate(value: &str, digits: usize, most: u32) -> bool {
    let Some(rest) = value.strip_prefix(['+', '-']) else { return false };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let within = whole
        .parse()
        .is_ok_and(|degrees: u32| degrees < most || degrees == most && fraction.bytes().all(|digit| digit == b'0'));
    whole.len() == digits && numeric(whole) && numeric(fraction) && within
}

fn about(erratum: &Erratum, header: &str) -> bool {
    erratum.kind == ErratumKind::Header && erratum.at.iter().any(|at| names(at, header))
}

fn names(at: &Target, header: &str) -> bool {
    match at {
        Target::Header { name, .. } => name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(header)),
        _ => false,
    }
}

fn report(problems: &[Problem], errata: &[Erratum], findings: &mut Findings) {
    for problem in problems.iter().filter(|p| !errata.iter().any(|erratum| about(erratum, &p.header))) {
        findings.add(
            rule_id::SAMPLE_HEADER,
            problem.loc,
            format!("{}: {}", problem.header, problem.message),
            format!(
                "mend the row or the sample, or record it: - {{ id: …, at: headers.{}, kind: header, … }}",
                problem.header
            ),
        );
    }
}

fn stale(problems: &[Problem], errata: &[Erratum], findings: &mut Findings) {
    for erratum in errata.iter().filter(|e| e.kind == ErratumKind::Header && !e.inherited) {
        let seen = |at: &Target| problems.iter().any(|problem| names(at, &problem.header));
        let left: Vec<_> = erratum.at.iter().filter(|at| !seen(at)).collect();
        if !left.is_empty() {
            errata::stale(erratum, &left, "no header sample disagrees", findings);
        }
    }
}
