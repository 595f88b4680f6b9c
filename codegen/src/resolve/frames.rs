//! What a service and the defaults of its page say together.

use crate::finding::Findings;
use crate::rule_id;
use crate::spec::At;
use crate::spec::service::{Defaults, Direction, Method, Service, ServicesFile};

/// What a service says, or else its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub method: &'a At<Method>,
    pub version: &'a At<String>,
    pub direction: &'a At<Direction>,
    /// Header set; none where the provider's default holds.
    pub headers: Option<&'a At<String>>,
    /// Signing profile; none where the provider's default holds.
    pub signing: Option<&'a At<String>>,
}

/// A service, with its name and its frame.
pub(super) type Framed<'a> = (&'a At<String>, &'a At<Service>, Frame<'a>);

/// Every service of a page. None at all if one lacks what it must say: such a page is no page yet, as if it could not be
/// read.
pub(super) fn framed<'a>(page: &'a ServicesFile, findings: &mut Findings) -> Option<Vec<Framed<'a>>> {
    let defaults = page.defaults.as_ref();
    let services: Vec<_> = page
        .services
        .iter()
        .map(|(name, service)| Some((name, service, frame(name, service, defaults, findings)?)))
        .collect();
    services.into_iter().collect()
}

fn frame<'a>(
    name: &At<String>,
    service: &'a Service,
    defaults: Option<&'a Defaults>,
    findings: &mut Findings,
) -> Option<Frame<'a>> {
    if let (None, None) = (&service.code, &service.no_code) {
        findings.add(
            rule_id::STRUCTURE_MISSING_KEY,
            name.loc,
            format!("`{}` has no `code`", name.value),
            "add `code: \"…\"`; or, where the page gives none, `no_code:` with a word about that",
        );
    }
    let mut missing = |key: &str| {
        findings.add(
            rule_id::STRUCTURE_MISSING_KEY,
            name.loc,
            format!("`{}` has no `{key}`", name.value),
            format!("add `{key}: …`, here or, where it holds for most services of the page, below `defaults:`"),
        );
    };
    macro_rules! said {
        ($key:ident) => {
            service.$key.as_ref().or_else(|| defaults.and_then(|defaults| defaults.$key.as_ref()))
        };
        ($key:ident!) => {{
            let said = said!($key);
            if said.is_none() {
                missing(stringify!($key));
            }
            said
        }};
    }
    // All three are looked for before the first that is missing ends it.
    let (method, version, direction) = (said!(method!), said!(version!), said!(direction!));
    Some(Frame {
        method: method?,
        version: version?,
        direction: direction?,
        headers: said!(headers),
        signing: said!(signing),
    })
}
