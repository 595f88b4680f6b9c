//! What each document holds, counted as it is written: nothing that was inherited or derived.

use serde_json::{Value, json};
use snap_codegen::pipeline::Spec;
use snap_codegen::source::FileId;
use snap_codegen::spec::condition::{Condition, Rule};
use snap_codegen::spec::field::{Field, Items};
use snap_codegen::spec::service::ServicesFile;
use snap_codegen::spec::{At, Entries};

/// What the documents hold.
#[derive(Debug)]
pub(crate) struct Contents(Vec<Content>);

/// What one document holds.
#[derive(Debug, Clone, Default)]
struct Content {
    file: String,
    services: usize,
    /// Rows of field tables.
    rows: usize,
    /// The same with the value and the currency of each amount, which pages print as rows of their own.
    rows_printed: usize,
    headers: usize,
    codes: usize,
    samples: usize,
    errata: usize,
    /// Conditions and rules that only a reader can apply.
    prose: usize,
}

const COLUMNS: [&str; 8] = ["services", "rows", "with amounts", "headers", "codes", "samples", "errata", "prose"];

impl Content {
    fn numbers(&self) -> [usize; 8] {
        let Self { services, rows, rows_printed, headers, codes, samples, errata, prose, .. } = self;
        [services, rows, rows_printed, headers, codes, samples, errata, prose].map(|number| *number)
    }
}

impl Contents {
    /// Counts.
    pub(crate) fn of(spec: &Spec) -> Self {
        let documents = &spec.documents;
        let file = |id: FileId| Content { file: documents.files.name(id).to_owned(), ..Content::default() };
        let mut all: Vec<Content> = Vec::new();
        for document in &documents.services {
            all.push(page(&document.body, file(document.file)));
        }
        for document in &documents.response_codes {
            let (codes, errata) = (document.body.codes.len(), document.body.errata.len());
            all.push(Content { codes, errata, ..file(document.file) });
        }
        for document in &documents.providers {
            let sets = document.body.header_sets.iter().flatten();
            let rows = sets.map(|(_, set)| {
                [&set.request, &set.response].into_iter().flatten().map(|rows| rows.0.len()).sum::<usize>()
            });
            let (headers, errata) = (rows.sum(), document.body.errata.len());
            all.push(Content { headers, errata, ..file(document.file) });
        }
        all.sort_by(|a, b| a.file.cmp(&b.file));
        Self(all)
    }

    fn total(&self) -> [usize; 8] {
        let mut total = [0; 8];
        for content in &self.0 {
            for (sum, number) in total.iter_mut().zip(content.numbers()) {
                *sum += number;
            }
        }
        total
    }

    /// One line per document.
    pub(crate) fn table(&self) -> String {
        let width = self.0.iter().map(|content| content.file.len()).max().unwrap_or(0);
        let line = |file: &str, cells: [String; 8]| {
            let cells =
                cells.iter().zip(COLUMNS).map(|(cell, column)| format!("  {cell:>width$}", width = column.len()));
            format!("{file:width$}{}\n", cells.collect::<String>())
        };
        let mut text = line("", COLUMNS.map(str::to_owned));
        for content in &self.0 {
            text.push_str(&line(&content.file, content.numbers().map(|number| number.to_string())));
        }
        text.push_str(&line("total", self.total().map(|number| number.to_string())));
        text
    }

    /// The same for tools.
    pub(crate) fn json(&self) -> Value {
        let numbers = |numbers: [usize; 8]| -> serde_json::Map<String, Value> {
            COLUMNS.iter().zip(numbers).map(|(column, number)| (column.replace(' ', "_"), json!(number))).collect()
        };
        let documents = self.0.iter().map(|content| {
            let mut map = serde_json::Map::from_iter([("file".to_owned(), json!(content.file))]);
            map.extend(numbers(content.numbers()));
            Value::Object(map)
        });
        json!({ "documents": documents.collect::<Vec<_>>(), "total": numbers(self.total()) })
    }
}

fn page(body: &ServicesFile, mut content: Content) -> Content {
    content.services = body.services.0.len();
    content.errata = body.errata.len();
    for (_, ty) in body.types.iter().flatten() {
        rows(&ty.fields, &mut content);
        rules(&ty.rules, &mut content);
    }
    for (_, service) in &body.services {
        content.samples += service.samples.len();
        content.errata += service.errata.len();
        for table in [&service.request, &service.response].into_iter().flatten() {
            rows(table, &mut content);
        }
        for (_, variant) in service.responses.iter().flat_map(|variants| &variants.value) {
            rows(&variant.fields, &mut content);
            rules(&variant.rules, &mut content);
        }
        if let Some(between) = &service.rules {
            rules(&between.request, &mut content);
            rules(&between.response, &mut content);
        }
    }
    content
}

fn rows(table: &Entries<At<Field>>, content: &mut Content) {
    for (_, row) in table {
        content.rows += 1;
        content.rows_printed += 1;
        inside(row, content);
    }
}

fn inside(row: &Field, content: &mut Content) {
    if row.ty.as_ref().is_some_and(|ty| ty.value == "amount") {
        content.rows_printed += 2;
    }
    content.prose += usize::from(row.when.as_ref().is_some_and(|when| is_prose(when)));
    rules(&row.rules, content);
    if let Some(fields) = &row.fields {
        rows(fields, content);
    }
    if let Some(Items::Row(item)) = row.items.as_ref().map(|items| &items.value) {
        inside(item, content);
    }
}

fn rules(rules: &[At<Rule>], content: &mut Content) {
    let prose = rules.iter().filter(|rule| match &rule.value {
        Rule::Prose(_) => true,
        Rule::SameAsHeader(rule) => rule.when.is_some(),
        _ => false,
    });
    content.prose += prose.count();
}

fn is_prose(condition: &Condition) -> bool {
    match condition {
        Condition::Prose(_) => true,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(is_prose),
        Condition::Not(part) => is_prose(part),
        _ => false,
    }
}
