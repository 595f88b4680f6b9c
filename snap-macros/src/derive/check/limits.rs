//! Limits of one value that contradict each other, or that nothing can keep.

use super::super::model::{Kind, Rule};
use super::super::raw::Arguments;
use crate::mistakes::Report;

/// Whether the limits go together; what does not has been reported.
pub(crate) fn check(given: &Arguments, rule: &Rule, kind: &Kind, report: &mut Report<'_>) -> bool {
    let mut good = bounds(given, ["min", "max", "exact"], "characters", [rule.min, rule.max], report);
    let items = ["min_items", "max_items", "exact_items"];
    good &= bounds(given, items, "elements", [rule.least, rule.most], report);
    let mut wrong = |key: &str, message: String| {
        if let Some(argument) = given.get(key) {
            report.at(&argument.key, message);
            good = false;
        }
    };
    let longest = rule.exact.or(rule.max);
    // An enum has its list in its type.
    if given.has("open") && !given.has("values") && *kind != Kind::Named {
        wrong("open", "`open` is said of a list of values: write `values(…)` beside it".to_owned());
    }
    if let (Some((_, to)), Some(longest)) = (rule.pad, longest)
        && to > longest
    {
        wrong("pad", format!("padded to {to}, and at most {longest} characters: mend one of the two"));
    }
    if let (Some((_, decimals)), Some(longest), Kind::Text) = (rule.precision, longest, kind) {
        // `1.00` is the shortest number of two decimals.
        let shortest = if decimals == 0 { 1 } else { decimals + 2 };
        if longest < shortest {
            wrong(
                "precision",
                format!("no number with {decimals} decimals has {longest} characters: mend one of the two"),
            );
        }
    }
    for value in &rule.values {
        let length = value.chars().count();
        let fits = |limit: Option<u32>, good: fn(usize, usize) -> bool| {
            limit.is_none_or(|limit| usize::try_from(limit).is_ok_and(|limit| good(length, limit)))
        };
        let keeps = fits(rule.exact, |length, exact| length == exact)
            && fits(rule.max, |length, max| length <= max)
            && fits(rule.min, |length, min| length >= min);
        if !keeps {
            let message =
                format!("`\"{value}\"` has {length} characters, which its limits refuse: mend one of the two");
            wrong("values", message);
        }
    }
    good
}

fn bounds(
    given: &Arguments,
    [least, most, exact]: [&str; 3],
    of: &str,
    limits: [Option<u32>; 2],
    report: &mut Report<'_>,
) -> bool {
    if let Some(argument) = given.get(exact)
        && (given.has(least) || given.has(most))
    {
        report.at(&argument.key, format!("`{exact}` says it all: remove `{least}` and `{most}`, or remove it"));
        return false;
    }
    if let ([Some(min), Some(max)], Some(argument)) = (limits, given.get(least))
        && min > max
    {
        report.at(&argument.key, format!("nothing has at least {min} and at most {max} {of}: mend one of the two"));
        return false;
    }
    true
}
