//! Skeletons of spec files that lint clean as they are, so that a newcomer starts from green.
//!
//! Pure functions over a spec that was read: they say what to write where, and refuse what would overwrite something.

mod names;
mod texts;

use heck::ToSnakeCase;

use crate::ir::{Catalogue, Provider, STANDARD};
use crate::pipeline::Spec;

pub use names::ScaffoldError;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaffold {
    /// Path below the project's root, with forward slashes.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// The file was there, and the text is the old one with something added.
    pub extends: bool,
}

/// Skeleton of a provider. `today` is the day that is noted as the one on which its page was read, `YYYY-MM-DD`.
///
/// # Errors
/// When the name cannot be a provider's, or is taken.
pub fn provider(spec: &Spec, name: &str, today: &str) -> Result<Vec<Scaffold>, ScaffoldError> {
    names::provider(name)?;
    let folder = format!("spec/providers/{name}");
    // An empty folder is there by its name alone.
    let below = format!("{folder}/");
    if spec.documents.files.iter().any(|(_, file)| file.name.starts_with(&below) && file.name != below) {
        return Err(ScaffoldError::Taken { what: "provider", name: name.to_owned(), at: folder });
    }
    let text = texts::provider(&spec.catalogue, name, today);
    Ok(vec![Scaffold { path: format!("{folder}/provider.yaml"), text, extends: false }])
}

/// Skeleton of a service: a page of its own, or one more service on a page that is there.
///
/// A name that the national standard has gives a dialect of that service.
///
/// # Errors
/// When a name cannot be one, the provider does not exist, or the service does.
pub fn service(
    spec: &Spec,
    provider: &str,
    page: &str,
    name: &str,
    today: &str,
) -> Result<Vec<Scaffold>, ScaffoldError> {
    let Some(owner) = spec.catalogue.provider(provider) else {
        return Err(ScaffoldError::NoProvider { name: provider.to_owned(), known: known(&spec.catalogue) });
    };
    names::page(page)?;
    names::service(name)?;
    let home = spec.documents.services.iter().filter(|document| document.provider == provider);
    if let Some(document) = home.into_iter().find(|document| document.body.services.get(name).is_some()) {
        let at = spec.documents.files.name(document.file).to_owned();
        return Err(ScaffoldError::Taken { what: "service", name: name.to_owned(), at });
    }
    let stem = |file_name: &str| file_name.ends_with(&format!("/{page}.yaml"));
    if let Some(other) =
        owner.pages.iter().find(|other| other.slug.to_snake_case() == page.to_snake_case() && !stem(&other.file_name))
    {
        return Err(ScaffoldError::Taken { what: "page", name: page.to_owned(), at: other.file_name.clone() });
    }
    let block = texts::service(spec, owner, name);
    let folder = if provider == STANDARD { "spec/standard".to_owned() } else { format!("spec/providers/{provider}") };
    let path = format!("{folder}/{page}.yaml");
    let (text, extends) = match spec.documents.files.iter().find(|(_, file)| file.name == path) {
        None => (texts::page(owner, page, &block, today), false),
        Some((id, file)) => match texts::extended(&file.text, &texts::on_page(spec, id, block)) {
            Some(text) => (text, true),
            None => return Err(ScaffoldError::Layout { path }),
        },
    };
    Ok(vec![Scaffold { path, text, extends }])
}

/// Providers that a service can be added to.
fn known(catalogue: &Catalogue) -> String {
    catalogue.providers.iter().map(|provider: &Provider| provider.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Scaffold, ScaffoldError, provider, service};
    use crate::pipeline::Spec;
    use crate::source::{Files, SourceFile};

    const DAY: &str = "2026-01-02";

    /// The repository's own spec: what a maintainer adds to.
    fn own() -> Spec {
        Spec::read(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).unwrap()
    }

    fn with(spec: &Spec, new: &[Scaffold]) -> Spec {
        let mut files: Vec<SourceFile> = spec.documents.files.iter().map(|(_, file)| file.clone()).collect();
        for scaffold in new {
            files.retain(|file| file.name != scaffold.path);
            files.push(SourceFile { name: scaffold.path.clone(), text: scaffold.text.clone() });
        }
        Spec::of(Files::new(files))
    }

    fn added(before: &Spec, after: &Spec) -> Vec<String> {
        let seen = |spec: &Spec| -> Vec<String> {
            spec.findings.iter().map(|f| format!("{} {}", f.rule, f.message)).collect()
        };
        let before = seen(before);
        seen(after).into_iter().filter(|finding| !before.contains(finding)).collect()
    }

    #[test]
    fn a_new_provider_lints_clean() {
        let spec = own();
        let files = provider(&spec, "mybank", DAY).unwrap();
        let after = with(&spec, &files);
        assert_eq!(added(&spec, &after), Vec::<String>::new());
        assert_eq!(after.catalogue.provider("mybank").unwrap().source.retrieved.value, DAY);
    }

    #[test]
    fn a_provider_in_an_empty_spec_lints_clean_with_its_first_service() {
        let spec = Spec::of(Files::default());
        let spec = with(&spec, &provider(&spec, "mybank", DAY).unwrap());
        let spec = with(&spec, &service(&spec, "mybank", "transfers", "quick_transfer", DAY).unwrap());
        assert_eq!(spec.findings, []);
        assert_eq!(spec.catalogue.services().count(), 1);
    }

    #[test]
    fn a_new_service_lints_clean_on_a_page_of_its_own_and_on_one_that_is_there() {
        let before = own();
        let mut spec = with(&before, &provider(&before, "mybank", DAY).unwrap());
        for (name, extends) in [("quick_transfer", false), ("type", true), ("balance_inquiry", true)] {
            let files = service(&spec, "mybank", "transfers", name, DAY).unwrap();
            assert_eq!((files[0].path.as_str(), files[0].extends), ("spec/providers/mybank/transfers.yaml", extends));
            let after = with(&spec, &files);
            assert_eq!(added(&spec, &after), Vec::<String>::new(), "{name}");
            assert!(after.catalogue.provider("mybank").unwrap().service(name).is_some(), "{name}");
            spec = after;
        }
    }

    #[test]
    fn every_national_service_can_be_taken_over_and_lints_clean() {
        let before = own();
        let mut spec = with(&before, &provider(&before, "mybank", DAY).unwrap());
        let national: Vec<String> = before
            .catalogue
            .provider("aspi")
            .unwrap()
            .pages
            .iter()
            .flat_map(|page| &page.services)
            .map(|s| s.name.clone())
            .collect();
        for name in &national {
            spec = with(&spec, &service(&spec, "mybank", "all", name, DAY).unwrap());
        }
        assert_eq!(added(&before, &spec), Vec::<String>::new());
        let taken_over = spec.catalogue.provider("mybank").unwrap();
        assert!(
            national
                .iter()
                .all(|name| taken_over.service(name).is_some_and(|s| !s.responses[0].message.fields.is_empty()))
        );
    }

    #[test]
    fn nothing_is_overwritten() {
        let spec = own();
        assert!(matches!(provider(&spec, "faspay", DAY), Err(ScaffoldError::Taken { .. })));
        let taken = service(&spec, "faspay", "disbursement", "transfer_interbank", DAY).unwrap_err();
        assert_eq!(
            taken.to_string(),
            "there is already a service `transfer_interbank` in spec/providers/faspay/disbursement.yaml: write another name"
        );
    }

    #[test]
    fn a_page_whose_module_another_page_has_is_refused() {
        let spec = own();
        let (_, page) =
            spec.documents.files.iter().find(|(_, file)| file.name == "spec/standard/balance.yaml").unwrap();
        let text = format!("module: other_name\n{}", page.text.replace("services:\n  ", "services:\n  my_"));
        let other = Scaffold { path: "spec/standard/zz.yaml".to_owned(), text, extends: false };
        let message = service(&with(&spec, &[other]), "aspi", "other-name", "x", DAY).unwrap_err().to_string();
        assert_eq!(message, "there is already a page `other-name` in spec/standard/zz.yaml: write another name");
    }

    #[test]
    fn what_follows_the_services_of_a_page_stays_behind_them() {
        let spec = own();
        let page = "source: { title: T, url: U, retrieved: \"2026-01-01\" }\nservices:\n  # one\n\n# about the page\nerrata: []\n";
        let file = Scaffold { path: "spec/standard/zz.yaml".to_owned(), text: page.to_owned(), extends: false };
        let spec = with(&spec, &[file]);
        let text = service(&spec, "aspi", "zz", "one", DAY).unwrap().remove(0).text;
        let (service_at, errata_at) =
            (text.find("\n  one:\n").unwrap(), text.find("\n# about the page\nerrata").unwrap());
        assert!(service_at < errata_at, "{text}");
    }

    #[test]
    fn a_name_that_cannot_be_one_is_answered_with_one_that_can() {
        let spec = own();
        for (name, wanted) in [
            ("My-Bank", "`my_bank`"),
            ("2bank", "`my_bank`"),
            ("", "`my_bank`"),
            ("über", "`my_bank`"),
            ("async", "`async_bank`"),
            ("gen", "`gen_bank`"),
            ("default", "`default_bank`"),
            ("aspi", "`aspi_bank`"),
            ("national", "`national_bank`"),
        ] {
            let message = provider(&spec, name, DAY).unwrap_err().to_string();
            assert!(message.contains(wanted), "{name}: {message}");
        }
        for (page, name, wanted) in [
            ("Virtual_Account", "x", "`virtual-account`"),
            ("provider", "x", "`provider-services`"),
            ("codes", "x", "`codes-services`"),
            ("profiles", "x", "`profiles-services`"),
            ("enum", "x", "`enum-services`"),
            ("ok", "BalanceInquiry", "`balance_inquiry`"),
            ("ok", "a__b", "`a_b`"),
            ("ok", "1st", "`my_service`"),
        ] {
            let message = service(&spec, "faspay", page, name, DAY).unwrap_err().to_string();
            assert!(message.contains(wanted), "{page} {name}: {message}");
        }
        let message = service(&spec, "nobody", "p", "n", DAY).unwrap_err().to_string();
        assert!(
            message.contains("aspi, ")
                && message.contains(", faspay")
                && message.contains("cargo xtask new provider nobody"),
            "{message}"
        );
    }
}
