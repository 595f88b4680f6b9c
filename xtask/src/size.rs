//! How much is generated: as a whole, and for each service.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snap_codegen::pipeline::Spec;
use snap_codegen::write::{FilePlan, PlannedFile};

/// Sizes of a plan.
#[derive(Debug)]
pub(crate) struct Sizes {
    /// All files.
    pub(crate) total: Size,
    /// Files of no service alone: modules, shared types, codes, schemas.
    pub(crate) shared: Size,
    /// Provider, service, and the size of its files.
    services: Vec<(String, String, Size)>,
}

/// Size of some files. Lines and types are those of Rust files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) files: usize,
    pub(crate) bytes: usize,
    pub(crate) lines: usize,
    /// Neither blank nor comment nor documentation.
    pub(crate) code_lines: usize,
    pub(crate) types: usize,
}

impl Size {
    fn add(&mut self, file: &PlannedFile) {
        self.files += 1;
        self.bytes += file.bytes.len();
        if !file.path.ends_with(".rs") {
            return;
        }
        let text = String::from_utf8_lossy(&file.bytes);
        for line in text.lines() {
            self.lines += 1;
            let line = line.trim_start();
            self.code_lines += usize::from(!line.is_empty() && !line.starts_with("//"));
            self.types += usize::from(line.starts_with("pub struct ") || line.starts_with("pub enum "));
        }
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "files": self.files,
            "bytes": self.bytes,
            "lines": self.lines,
            "code_lines": self.code_lines,
            "types": self.types,
        })
    }
}

impl Sizes {
    /// Measures a plan.
    pub(crate) fn of(spec: &Spec, plan: &FilePlan) -> Self {
        let mut sizes = Self { total: Size::default(), shared: Size::default(), services: Vec::new() };
        // A service's files begin with its name, in the folder of its page.
        let mut stems: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
        for (provider, page, service) in spec.catalogue.services() {
            let folder = format!("{}/{}", provider.name, page.slug.replace('-', "_"));
            stems.entry(folder).or_default().push((service.name.clone(), sizes.services.len()));
            sizes.services.push((provider.name.clone(), service.name.clone(), Size::default()));
        }
        for file in &plan.files {
            sizes.total.add(file);
            let owner = owner(&file.path, &stems).and_then(|at| sizes.services.get_mut(at));
            owner.map_or(&mut sizes.shared, |(_, _, size)| size).add(file);
        }
        sizes
    }

    pub(crate) fn services_json(&self) -> Value {
        let service = |(provider, service, size): &(String, String, Size)| {
            let mut value = json!({ "provider": provider, "service": service });
            if let (Value::Object(all), Value::Object(own)) = (&mut value, size.json()) {
                all.extend(own);
            }
            value
        };
        self.services.iter().map(service).collect()
    }
}

/// The service that a file belongs to: that with the longest name which the file's begins with.
fn owner(path: &str, stems: &BTreeMap<String, Vec<(String, usize)>>) -> Option<usize> {
    let below = path.split_once("/providers/")?.1.strip_suffix(".rs")?;
    let (folder, stem) = below.rsplit_once('/')?;
    let begins = |name: &str| stem.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    let candidates = stems.get(folder)?.iter().filter(|(name, _)| begins(name));
    candidates.max_by_key(|(name, _)| name.len()).map(|(_, at)| *at)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use snap_codegen::write::PlannedFile;

    use super::{Size, owner};

    #[test]
    fn comments_and_blank_lines_are_no_code() {
        let text = "// @generated\n\n/// Docs.\npub struct A {\n    pub a: u8, // said\n}\n    // said\n";
        let mut size = Size::default();
        let file = |path: &str| PlannedFile { path: path.to_owned(), bytes: text.into(), source: String::new() };
        size.add(&file("a.rs"));
        size.add(&file("a.json"));
        let bytes = text.len() * 2;
        assert_eq!(size, Size { files: 2, bytes, lines: 7, code_lines: 3, types: 1 });
    }

    #[test]
    fn a_file_belongs_to_the_service_with_the_longest_matching_name() {
        let names = vec![("pay".to_owned(), 0), ("pay_status".to_owned(), 1)];
        let stems = BTreeMap::from([("bank/cards".to_owned(), names)]);
        for (path, wanted) in [
            ("generated/src/providers/bank/cards/pay.rs", Some(0)),
            ("generated/src/providers/bank/cards/pay_response.rs", Some(0)),
            ("generated/src/providers/bank/cards/pay_status.rs", Some(1)),
            ("generated/src/providers/bank/cards/payer.rs", None),
            ("generated/src/providers/bank/cards/mod.rs", None),
            ("generated/src/providers/bank/codes.rs", None),
            ("spec/schema/provider.schema.json", None),
        ] {
            assert_eq!(owner(path, &stems), wanted, "{path}");
        }
    }
}
