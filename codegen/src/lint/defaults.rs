//! Defaults of a page: each is used, and none is said again.

use crate::finding::Findings;
use crate::load::Documents;
use crate::rule_id;
use crate::spec::At;
use crate::spec::service::{Service, ServicesFile};

/// Every default of every page.
pub fn lint(documents: &Documents, findings: &mut Findings) {
    for document in &documents.services {
        let page = &document.body;
        let Some(defaults) = &page.defaults else { continue };
        check(page, "method", defaults.method.as_ref(), |service| service.method.as_ref(), findings);
        check(page, "version", defaults.version.as_ref(), |service| service.version.as_ref(), findings);
        check(page, "direction", defaults.direction.as_ref(), |service| service.direction.as_ref(), findings);
        check(page, "headers", defaults.headers.as_ref(), |service| service.headers.as_ref(), findings);
        check(page, "signing", defaults.signing.as_ref(), |service| service.signing.as_ref(), findings);
    }
}

fn check<'d, T: PartialEq>(
    page: &'d ServicesFile,
    key: &str,
    default: Option<&'d At<T>>,
    own: impl Fn(&'d Service) -> Option<&'d At<T>>,
    findings: &mut Findings,
) {
    let Some(default) = default else { return };
    let mut used = page.services.is_empty();
    for (name, service) in &page.services {
        match own(service) {
            None => used = true,
            Some(own) if own.value == default.value => {
                // Once the line is deleted, the default is used.
                used = true;
                findings.add(
                    rule_id::STRUCTURE_REPEATED_DEFAULT,
                    own.loc,
                    format!("`{}` says the `{key}` that the page has below `defaults:`", name.value),
                    "delete the line",
                );
            }
            Some(_) => {}
        }
    }
    if !used {
        findings.add(
            rule_id::STRUCTURE_UNUSED_DEFAULT,
            default.loc,
            format!("every service of this page has a `{key}` of its own"),
            "delete the default",
        );
    }
}
