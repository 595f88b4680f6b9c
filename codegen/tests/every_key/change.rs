//! One key of one row, and another value for it.

#[path = "alter.rs"]
mod alter;

use alter::is_words;

use snap_codegen::spec::condition::Rule;
use snap_codegen::spec::erratum::{Erratum, OtherFormat};
use snap_codegen::spec::field::{Field as Row, Items, Location};
use snap_codegen::spec::service::{NamedType, Service, ServicesFile};
use snap_codegen::spec::{At, Entries};

/// Which table of a page.
#[derive(Debug, Clone)]
enum Table {
    Request(String),
    Response(String),
    Variant(String, String),
    Type(String),
}

/// One step down from a row.
#[derive(Debug, Clone)]
enum Step {
    Member(String),
    Items,
    Value,
    Currency,
}

/// Another value for one key of one row.
#[derive(Debug, Clone)]
pub struct Change {
    /// The key.
    pub key: &'static str,
    table: Table,
    steps: Vec<Step>,
    /// It changes documentation alone.
    words: bool,
}

impl Change {
    /// `max of request amount.value of transfer`.
    pub fn what(&self) -> String {
        format!("{} of {:?} {:?}", self.key, self.table, self.steps)
    }

    /// The service that it is about; none for named types.
    pub fn service(&self) -> Option<&str> {
        match &self.table {
            Table::Request(service) | Table::Response(service) | Table::Variant(service, _) => Some(service),
            Table::Type(_) => None,
        }
    }

    /// Words alone change documentation alone. So do limits beside a closed list, which decides by itself, and how a
    /// text in the body is wrapped.
    pub fn is_words(&self) -> bool {
        self.words
    }

    /// It changes a value list, which pages and providers share.
    pub fn is_list(&self) -> bool {
        matches!(self.key, "values" | "open")
    }

    /// The path of the row, without the marks of lists: `request.list.member`.
    fn path(&self) -> String {
        let root = match &self.table {
            Table::Request(_) => "request".to_owned(),
            Table::Response(_) => "response".to_owned(),
            Table::Variant(_, variant) => format!("responses.{variant}"),
            Table::Type(name) => format!("types.{name}"),
        };
        let names = self.steps.iter().filter_map(|step| match step {
            Step::Member(name) => Some(name.as_str()),
            Step::Value => Some("value"),
            Step::Currency => Some("currency"),
            Step::Items => None,
        });
        std::iter::once(root.as_str()).chain(names).collect::<Vec<_>>().join(".")
    }

    /// Changes the page; false if the row is not there.
    pub fn apply(&self, page: &mut ServicesFile) -> bool {
        let Some(row) = self.row(page) else { return false };
        alter::change(row, self.key)
    }

    fn row<'p>(&self, page: &'p mut ServicesFile) -> Option<&'p mut Row> {
        let service = |page: &'p mut ServicesFile, wanted: &str| {
            page.services.0.iter_mut().find(|(name, _)| name.value == *wanted).map(|(_, service)| &mut service.value)
        };
        let rows: &mut Entries<At<Row>> = match &self.table {
            Table::Request(name) => &mut service(page, name)?.request.as_mut()?.value,
            Table::Response(name) => &mut service(page, name)?.response.as_mut()?.value,
            Table::Variant(name, variant) => {
                let variants = &mut service(page, name)?.responses.as_mut()?.value;
                &mut variants.0.iter_mut().find(|(name, _)| name.value == *variant)?.1.value.fields.value
            }
            Table::Type(name) => {
                let types = page.types.as_mut()?;
                &mut types.0.iter_mut().find(|(known, _)| known.value == *name)?.1.value.fields.value
            }
        };
        let (first, rest) = self.steps.split_first()?;
        let Step::Member(name) = first else { return None };
        let mut row = &mut rows.0.iter_mut().find(|(known, _)| known.value == *name)?.1.value;
        for step in rest {
            row = match step {
                Step::Member(name) => {
                    let fields = &mut row.fields.as_mut()?.value;
                    &mut fields.0.iter_mut().find(|(known, _)| known.value == *name)?.1.value
                }
                Step::Items => match &mut row.items.as_mut()?.value {
                    Items::Row(row) => row,
                    Items::Type(_) => return None,
                },
                Step::Value => &mut row.value.as_mut()?.value,
                Step::Currency => &mut row.currency.as_mut()?.value,
            };
        }
        Some(row)
    }
}

/// Every change of a page.
pub fn of_page(page: &ServicesFile) -> Vec<Change> {
    let types = page.types.iter().flat_map(|types| types.iter().flat_map(|(name, ty)| of_type(&name.value, &ty.value)));
    let services = page.services.iter().flat_map(|(name, service)| of_service(&name.value, &service.value));
    types.chain(services).collect()
}

/// Every change of a service's tables, but for keys that an erratum overrides.
pub fn of_service(name: &str, service: &Service) -> Vec<Change> {
    let mut changes = Vec::new();
    let own = || name.to_owned();
    if let Some(request) = &service.request {
        rows(&Table::Request(own()), &request.value, &[], &mut changes);
    }
    if let Some(response) = &service.response {
        rows(&Table::Response(own()), &response.value, &[], &mut changes);
    }
    for (variant, shape) in service.responses.iter().flat_map(|responses| responses.value.iter()) {
        rows(&Table::Variant(own(), variant.value.clone()), &shape.fields.value, &[], &mut changes);
    }
    let corrected: Vec<_> = service.errata.iter().filter(|erratum| erratum.correct.is_some()).collect();
    changes.retain(|change| {
        let path = change.path();
        let places = corrected.iter().flat_map(|erratum| erratum.at.0.iter().map(move |at| (at, erratum)));
        !places.into_iter().any(|(at, erratum)| {
            let at = at.value.replace("[]", "");
            let below = path == at || path.starts_with(&format!("{at}."));
            let retyped = erratum.correct.as_ref().is_some_and(|correct| correct.shape.is_some());
            let inside = below && retyped && (path != at || !change.is_words());
            inside && (path != at || change.key != "presence") || path == at && overrides(erratum, change.key)
        })
    });
    changes
}

/// Whether a correction stands in the place of a key, so that what the table prints there is history.
fn overrides(erratum: &Erratum, key: &str) -> bool {
    let Some(correct) = &erratum.correct else { return false };
    let any = correct.format.as_ref().is_some_and(|formats| formats.0.contains(&OtherFormat::Any));
    let length = correct.max.is_some() || correct.min.is_some() || correct.exact.is_some();
    match key {
        "max" | "min" | "exact" => length || correct.shape.is_some(),
        "max_items" | "min_items" | "exact_items" => {
            correct.max_items.is_some() || correct.min_items.is_some() || correct.exact_items.is_some()
        }
        "precision" => correct.precision.is_some(),
        "presence" | "when" => correct.presence.is_some(),
        "format" | "pattern" | "pad" => any || correct.pattern.is_some() || correct.shape.is_some(),
        "values" | "open" | "decimals" => correct.shape.is_some(),
        _ => false,
    }
}

/// Every change of a named type.
pub fn of_type(name: &str, ty: &NamedType) -> Vec<Change> {
    let mut changes = Vec::new();
    rows(&Table::Type(name.to_owned()), &ty.fields.value, &[], &mut changes);
    changes
}

fn rows(table: &Table, rows: &Entries<At<Row>>, above: &[Step], changes: &mut Vec<Change>) {
    for (name, row) in rows {
        let steps: Vec<Step> = above.iter().cloned().chain([Step::Member(name.value.clone())]).collect();
        one(table, &row.value, steps, changes);
    }
}

fn one(table: &Table, row: &Row, steps: Vec<Step>, changes: &mut Vec<Change>) {
    let open = row.open.as_ref().is_some_and(|open| open.value);
    let listed = row.values.is_some() && !open;
    let body = row.location.as_ref().is_none_or(|location| location.value == Location::Body);
    changes.extend(keys(row).into_iter().map(|key| {
        let words = match key {
            "doc" | "note" | "default" | "unit" | "prose" => true,
            "max" | "min" | "exact" | "format" | "pattern" | "pad" => listed,
            "encoding" => body,
            _ => false,
        };
        Change { key, table: table.clone(), steps: steps.clone(), words }
    }));
    let below = |step: Step| steps.iter().cloned().chain([step]).collect::<Vec<_>>();
    if let Some(fields) = &row.fields {
        rows(table, &fields.value, &steps, changes);
    }
    if let Some(Items::Row(items)) = row.items.as_ref().map(|items| &items.value) {
        one(table, items, below(Step::Items), changes);
    }
    for (part, step) in [(&row.value, Step::Value), (&row.currency, Step::Currency)] {
        if let Some(part) = part {
            one(table, &part.value, below(step), changes);
        }
    }
}

/// The keys that a row writes. Destructured whole: a new key does not compile until it has its place here.
fn keys(row: &Row) -> Vec<&'static str> {
    let Row {
        presence,
        ty,
        max,
        min,
        exact,
        precision,
        decimals,
        values,
        open,
        format,
        pattern,
        pad,
        items,
        min_items,
        max_items,
        exact_items,
        // Walked into, row by row.
        fields: _,
        rules,
        value: _,
        currency: _,
        when,
        location,
        sensitive,
        nullable,
        encoding,
        default,
        unit,
        doc,
        note,
        remove,
    } = row;
    let prose = when.as_ref().is_some_and(|when| is_words(&when.value));
    let worded = !rules.is_empty() && rules.iter().all(|rule| matches!(rule.value, Rule::Prose(_)));
    let named = items.as_ref().is_some_and(|items| matches!(items.value, Items::Type(_)));
    [
        ("presence", presence.is_some()),
        ("type", ty.is_some()),
        ("max", max.is_some()),
        ("min", min.is_some()),
        ("exact", exact.is_some()),
        ("precision", precision.is_some()),
        ("decimals", decimals.is_some()),
        ("values", values.is_some()),
        ("open", open.is_some()),
        ("format", format.is_some()),
        ("pattern", pattern.is_some()),
        ("pad", pad.is_some()),
        ("items", named),
        ("min_items", min_items.is_some()),
        ("max_items", max_items.is_some()),
        ("exact_items", exact_items.is_some()),
        ("rules", !rules.is_empty() && !worded),
        ("when", when.is_some() && !prose),
        ("prose", prose || worded),
        ("in", location.is_some()),
        ("sensitive", sensitive.is_some()),
        ("nullable", nullable.is_some()),
        ("encoding", encoding.is_some()),
        ("default", default.is_some()),
        ("unit", unit.is_some()),
        ("doc", doc.is_some()),
        ("note", note.is_some()),
        ("remove", remove.is_some()),
    ]
    .into_iter()
    .filter_map(|(key, there)| there.then_some(key))
    .collect()
}
