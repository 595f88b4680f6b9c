//! Limits of one row that contradict each other, or that nothing can keep.

use crate::finding::Findings;
use crate::ir::field::Type;
use crate::rule_id;
use crate::spec::At;
use crate::spec::field::Field as Row;

/// Looks at the limits of a row, as they stand after inheritance.
pub(super) fn check(name: &str, row: &Row, ty: &Type, findings: &mut Findings) {
    let elements = [&row.min_items, &row.max_items, &row.exact_items];
    bounds(name, ["min", "max", "exact"], [&row.min, &row.max, &row.exact], findings);
    bounds(name, ["min_items", "max_items", "exact_items"], elements, findings);
    precision(name, row, ty, findings);
    values(name, row, findings);
    if let (Some(pad), Some(most)) = (&row.pad, row.exact.as_ref().or(row.max.as_ref()))
        && pad.to.value > most.value
    {
        findings.add(
            rule_id::LIMITS_PADDING,
            pad.to.loc,
            format!("`{name}` is padded to {}, but has at most {} characters", pad.to.value, most.value),
            "mend one of the two",
        );
    }
}

fn bounds(name: &str, keys: [&str; 3], [min, max, exact]: [&Option<At<u32>>; 3], findings: &mut Findings) {
    for (key, limit) in keys.iter().zip([min, max, exact]) {
        if let Some(limit) = limit.as_ref().filter(|limit| limit.value == 0) {
            findings.add(
                rule_id::LIMITS_ZERO,
                limit.loc,
                format!("`{key}` of `{name}` is 0"),
                "write the limit; where there is none, leave the key out",
            );
        }
    }
    if let Some(exact) = exact
        && (min.is_some() || max.is_some())
    {
        findings.add(
            rule_id::LIMITS_EXACT,
            exact.loc,
            format!("`{name}` has `{}` beside `{}` or `{}`", keys[2], keys[0], keys[1]),
            "keep what the page prints, and record the other as an erratum of kind `document`",
        );
    }
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        findings.add(
            rule_id::LIMITS_ORDER,
            min.loc,
            format!("`{name}` has at least {} and at most {}: nothing has both", min.value, max.value),
            format!("write `{}` not above `{}`", keys[0], keys[1]),
        );
    }
}

fn precision(name: &str, row: &Row, ty: &Type, findings: &mut Findings) {
    let Some(precision) = &row.precision else { return };
    let (digits, decimals) = precision.value;
    if digits == 0 || decimals > digits {
        findings.add(
            rule_id::LIMITS_PRECISION,
            precision.loc,
            format!("`{name}` has {digits} digits before the point and {decimals} after it"),
            "write digits first, then decimals: `precision: [16, 2]`",
        );
    }
    // `1.00` is the shortest number of two decimals.
    let shortest = if decimals == 0 { 1 } else { decimals + 2 };
    if let Some(most) = row.exact.as_ref().or(row.max.as_ref()).filter(|most| most.value < shortest)
        && matches!(ty, Type::Decimal)
    {
        findings.add(
            rule_id::LIMITS_PRECISION,
            most.loc,
            format!("no number with {decimals} decimals has {} characters", most.value),
            "mend the length or the precision",
        );
    }
}

fn values(name: &str, row: &Row, findings: &mut Findings) {
    let Some(values) = &row.values else { return };
    if values.0.is_empty() {
        findings.add(
            rule_id::LIMITS_VALUES,
            values.loc,
            format!("the value list of `{name}` is empty"),
            "write the values, or delete the key",
        );
    }
    for (index, (value, _)) in values.0.iter().enumerate() {
        if values.0[..index].iter().any(|(other, _)| other.value == value.value) {
            findings.add(
                rule_id::LIMITS_VALUES,
                value.loc,
                format!("`{}` stands twice in the value list of `{name}`", value.value),
                "keep one of the two",
            );
        }
    }
}
