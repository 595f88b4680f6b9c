//! Names: snake_case where we name, no clashes after casing, nothing that Rust cannot say.

use crate::rule_id;
use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::finding::Findings;
use crate::ir::{Catalogue, Field};
use crate::lint::reserved::{BESIDE_PAGES, is_keyword};

/// Whether it can name a module as it stands.
fn sayable(module: &str) -> bool {
    module == module.to_snake_case() && module.starts_with(|c: char| c.is_ascii_lowercase()) && !is_keyword(module)
}

/// Names of services, modules, types and members.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for provider in &catalogue.providers {
        let mut services = BTreeMap::new();
        let mut modules = BTreeMap::new();
        for page in &provider.pages {
            let module = page.slug.to_snake_case();
            // A file's name has hyphens where a module has underscores; in other ways the two are the same word.
            if !sayable(&page.slug.replace('-', "_")) {
                findings.add(
                    rule_id::NAMING_MODULE,
                    page.slug.loc(),
                    format!("`{}` is not a name that a Rust module can have", page.slug),
                    "set `module:` to a name in small letters, digits and hyphens that is no keyword",
                );
            } else if BESIDE_PAGES.contains(&module.as_str()) && !page.is_shared() {
                findings.add(
                    rule_id::NAMING_MODULE_CLASH,
                    page.slug.loc(),
                    format!("the module `{module}` is taken by what all services of the provider share"),
                    "set `module:` to another name",
                );
            }
            if let Some(other) = modules.insert(module.clone(), page.file_name.clone()) {
                findings.add(
                    rule_id::NAMING_MODULE_CLASH,
                    page.slug.loc(),
                    format!("the module `{module}` is already that of {other}"),
                    "set `module:` to another name",
                );
            }
            for ty in &page.types {
                if ty.name != ty.name.to_upper_camel_case() {
                    findings.add(
                        rule_id::NAMING_TYPE,
                        ty.loc(),
                        format!("`{}` is not a type name", ty.name),
                        format!("write `{}`", ty.name.to_upper_camel_case()),
                    );
                }
                members(&ty.fields, findings);
            }
            for service in &page.services {
                if service.name != service.name.to_snake_case()
                    || !service.name.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    findings.add(
                        rule_id::NAMING_SERVICE,
                        service.loc(),
                        format!("`{}` is not snake_case", service.name),
                        snake(&service.name),
                    );
                }
                if let Some(other) = services.insert(&service.name, &page.file_name) {
                    findings.add(
                        rule_id::NAMING_DUPLICATE_SERVICE,
                        service.loc(),
                        format!("there is already a service `{}` in {other}", service.name),
                        "give each service of a provider a name of its own",
                    );
                }
                for (_, message) in service.messages() {
                    members(&message.fields, findings);
                }
            }
        }
        for code in &provider.codes {
            if code.name != code.name.to_snake_case() {
                findings.add(
                    rule_id::NAMING_CODE,
                    code.name.loc(),
                    format!("`{}` is not snake_case", code.name),
                    snake(&code.name),
                );
            }
        }
    }
}

fn snake(name: &str) -> String {
    let snake = name.to_snake_case();
    if snake.starts_with(|c: char| c.is_ascii_lowercase()) {
        format!("write `{snake}`")
    } else {
        "begin with a letter, go on with small letters, digits and `_`".to_owned()
    }
}

/// Two members of one object whose names differ in case only are one Rust name.
fn members(fields: &[Field], findings: &mut Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for field in fields {
        if field.name.is_empty() || field.name.trim() != field.name {
            findings.add(
                rule_id::NAMING_BLANK,
                field.loc(),
                format!("`{}` is empty or has blanks around it", field.name),
                "name the member without them; a sample that has them gets an erratum of kind `name`",
            );
        }
        let rust = field.name.to_snake_case();
        if let Some(other) = seen.get(&rust).filter(|other| **other != field.name) {
            findings.add(
                rule_id::NAMING_CASE_CLASH,
                field.loc(),
                format!("`{}` and `{other}` are one name in Rust (`{rust}`)", field.name),
                "keep one row, and record the other spelling as an erratum of kind `name`",
            );
        }
        seen.insert(rust, &field.name);
        members(field.value.ty.members().unwrap_or_default(), findings);
    }
}
