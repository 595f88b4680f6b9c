//! Which service is meant.

use snap_bi::server::Scheme;
use snap_bi::{Endpoint, PROVIDERS};

use super::CouldNotRun;
use super::message::Message;

/// The service of that name, else the one at that method and path.
pub(super) fn find(provider: &str, service: Option<&str>, message: &Message) -> Result<&'static Endpoint, CouldNotRun> {
    let names = || PROVIDERS.iter().map(|entry| entry.name);
    let Some(entry) = PROVIDERS.iter().find(|entry| entry.name == provider) else {
        let all = names().collect::<Vec<_>>().join(", ");
        return Err(format!("no provider `{provider}` is known{}; there are {all}", nearest(provider, names())).into());
    };
    let endpoint = match service {
        Some(service) => {
            entry.endpoints.iter().copied().find(|endpoint| endpoint.service == service).ok_or_else(|| {
                let near = nearest(service, entry.endpoints.iter().map(|endpoint| endpoint.service));
                format!(
                    "{provider} has no service `{service}`{near}; without `--service` it is found by method and path"
                )
            })?
        }
        None => by_path(entry.endpoints, message)?,
    };
    let due = endpoint.method.as_str();
    match &message.method {
        Some(method) if !method.eq_ignore_ascii_case(due) => Err(format!(
            "{} of {provider} is called by {due}, not by {method}: no server would look at the signature",
            endpoint.service
        )
        .into()),
        _ => Ok(endpoint),
    }
}

fn by_path(endpoints: &[&'static Endpoint], message: &Message) -> Result<&'static Endpoint, CouldNotRun> {
    let path = message.uri.path();
    let fits = |endpoint: &&&'static Endpoint| is_at(endpoint.path, path);
    let mut there: Vec<&'static Endpoint> = endpoints.iter().filter(fits).copied().collect();
    // The longest template says the most.
    let longest = there.iter().map(|endpoint| endpoint.path.len()).max();
    there.retain(|endpoint| Some(endpoint.path.len()) == longest);
    if let Some(method) = &message.method {
        let of_method: Vec<_> =
            there.iter().copied().filter(|endpoint| endpoint.method.as_str().eq_ignore_ascii_case(method)).collect();
        if !of_method.is_empty() {
            there = of_method;
        }
    }
    let Some(first) = there.first() else {
        let near = nearest(path, endpoints.iter().map(|endpoint| endpoint.path));
        return Err(format!("no service is at {path}{near}; or name it with `--service`").into());
    };
    let same = |endpoint: &&Endpoint| {
        let of = |endpoint: &Endpoint| (endpoint.method, Scheme::of(endpoint), *endpoint.signing);
        of(endpoint) == of(first)
    };
    if !there.iter().all(same) {
        let services = there.iter().map(|endpoint| endpoint.service).collect::<Vec<_>>().join(", ");
        return Err(format!(
            "several services are at {path}, signed in different ways: choose one of {services} with `--service`"
        )
        .into());
    }
    Ok(first)
}

/// Whether a path ends as the template says: something may stand before it.
fn is_at(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    // Before the first slash is nothing.
    let pairs = template.iter().skip(1).rev().zip(path.iter().skip(1).rev());
    path.len() >= template.len() && pairs.into_iter().all(|(part, given)| part.starts_with('{') || part == given)
}

fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let best =
        names.map(|name| (strsim::jaro_winkler(given, name), name)).max_by(|left, right| left.0.total_cmp(&right.0));
    best.filter(|(near, _)| *near > 0.7).map(|(_, name)| format!(": did you mean `{name}`?")).unwrap_or_default()
}
