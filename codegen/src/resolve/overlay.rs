//! Inheritance: rows of a dialect over the rows of the national service.

use crate::finding::Findings;
use crate::rule_id;
use crate::spec::field::Field as Row;
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// The standard's rows with the dialect's over them, by name, member by member. New rows come last.
pub(super) fn rows(
    base: &Entries<At<Row>>,
    over: Option<&Entries<At<Row>>>,
    findings: &mut Findings,
) -> Entries<At<Row>> {
    let Some(over) = over else { return base.clone() };
    let mut merged = base.clone();
    for (name, row) in over {
        let removed = row.remove.as_ref().is_some_and(|r| r.value);
        match merged.0.iter().position(|(known, _)| known.value == name.value) {
            Some(at) if removed => drop(merged.0.remove(at)),
            Some(at) => {
                let slot = &mut merged.0[at];
                *slot = (name.clone(), At::new(row_over(&slot.1, row, findings), row.loc));
            }
            None if removed => {
                let hint = nearest(&name.value, base.iter().map(|(n, _)| n.value.as_str()))
                    .map_or_else(|| "delete the row".to_owned(), |near| format!("write `{near}`?"));
                findings.add(
                    rule_id::REFERENCE_INHERITED_ROW,
                    name.loc,
                    format!("`{}` is removed, but the national service has no such row", name.value),
                    hint,
                );
            }
            None => merged.0.push((name.clone(), row.clone())),
        }
    }
    merged
}

/// Every key that the dialect writes replaces the standard's; a new type forgets the keys of the old one.
fn row_over(base: &Row, over: &Row, findings: &mut Findings) -> Row {
    let retyped = over.ty.as_ref().is_some_and(|ty| base.ty.as_ref().is_none_or(|old| old.value != ty.value));
    let mut row = if retyped {
        Row {
            presence: base.presence.clone(),
            when: base.when.clone(),
            location: base.location.clone(),
            sensitive: base.sensitive.clone(),
            doc: base.doc.clone(),
            ..Row::default()
        }
    } else {
        base.clone()
    };
    // A length is one thing: who prints another replaces the whole of it.
    if over.exact.is_some() {
        (row.min, row.max) = (None, None);
    } else if over.min.is_some() || over.max.is_some() {
        row.exact = None;
    }
    if over.exact_items.is_some() {
        (row.min_items, row.max_items) = (None, None);
    } else if over.min_items.is_some() || over.max_items.is_some() {
        row.exact_items = None;
    }
    macro_rules! replace {
        ($($key:ident),+ $(,)?) => { $(if over.$key.is_some() { row.$key = over.$key.clone(); })+ };
    }
    replace!(
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
        value,
        currency,
        when,
        location,
        sensitive,
        nullable,
        encoding,
        default,
        unit,
        doc,
        note
    );
    if over.presence.is_some() && over.when.is_none() {
        row.when = None;
    }
    if !over.rules.is_empty() {
        row.rules = over.rules.clone();
    }
    if let Some(fields) = &over.fields {
        row.fields = Some(match &row.fields {
            Some(below) => At::new(rows(below, Some(fields), findings), fields.loc),
            None => fields.clone(),
        });
    }
    row
}
