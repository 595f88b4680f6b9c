//! How an answer says what became of a call.

use crate::finding::Findings;
use crate::ir::inquiry::{Tells, Told};
use crate::ir::{Field, Members, Placed, Type};
use crate::lint::inquiries::Asking;
use crate::lint::seeking::Table;
use crate::rule_id;
use crate::source::Loc;

/// What `tells:` says, or what the standard says where it is absent.
pub(super) fn lint(asking: &Asking<'_>, findings: &mut Findings) {
    let tells = &asking.inquiry.tells;
    let status = &asking.status.name;
    match &tells.value {
        Tells::Latest if !asking.has_latest() => wrong(
            findings,
            tells.loc(),
            format!("no answer of `{status}` has a member `latestTransactionStatus`"),
            "say below `tells:` which member says what became of the call, `answered: success`, or `nothing:` with the reason",
        ),
        Tells::Latest if asking.speaks_of_another() => wrong(
            findings,
            tells.loc(),
            format!("`{}` changes an earlier call, and `{status}` tells of that one", asking.service.name),
            "say below `tells:` which values mean that this call was carried out, or `nothing:` with the reason",
        ),
        Tells::Nothing(reason) if reason.is_empty() => {
            wrong(
                findings,
                tells.loc(),
                "`nothing` gives no reason".to_owned(),
                "say in a line why no answer tells it",
            );
        }
        Tells::Member(told) => member(asking, told, findings),
        Tells::Latest | Tells::Answered | Tells::Nothing(_) => {}
    }
}

fn wrong(findings: &mut Findings, loc: Loc, message: String, fix: &str) {
    findings.add(rule_id::INQUIRY_TELLS, loc, message, fix);
}

fn member(asking: &Asking<'_>, told: &Told, findings: &mut Findings) {
    let answers = Asking::answers(asking.status);
    let field = match told.member.0.iter().position(|hop| hop.lists > 0) {
        None => {
            if let Some((name, _)) = &told.of {
                let message = "`of` says which element, and the member is in no list".to_owned();
                wrong(findings, name.loc(), message, "delete `of`, or write `list[].member`");
            }
            let way = asking.single(&answers, &told.member, told.member.loc(), findings);
            way.and_then(|way| way.last().copied())
        }
        Some(at) => element(asking, told, &answers, at, findings),
    };
    let Some(field) = field else { return };
    let all = || told.success.iter().chain(&told.failure).chain(&told.not_found);
    for (index, value) in all().enumerate() {
        if all().take(index).any(|other| other == value) {
            let message = format!("`{value}` means two things");
            wrong(findings, value.loc(), message, "list each value once");
        }
        if let Some(list) = field.value.values().filter(|list| !list.open) {
            let known = list.list.iter().map(|(known, _)| known).chain(&list.accepted);
            if !known.into_iter().any(|known| *known == value.value) {
                let message = format!("`{value}` is no value of `{}`", told.member.value);
                wrong(findings, value.loc(), message, "write a value of its list");
            }
        }
    }
}

/// The member of one element of a list.
fn element<'a>(
    asking: &Asking<'a>,
    told: &Told,
    answers: &[Table<'a>],
    at: usize,
    findings: &mut Findings,
) -> Option<&'a Field> {
    let Placed { value: Members(hops), .. } = &told.member;
    let (above, below) = hops.split_at(at + 1);
    let Some((name, path)) = &told.of else {
        let message = format!("`{}` is in every element, and nothing says which one is meant", told.member.value);
        let fix = "add `of: { member: request.member }` without the `request.`: the member of the element that equals one of the first request";
        wrong(findings, told.member.loc(), message, fix);
        return None;
    };
    asking.single(&[asking.first()], path, path.loc(), findings);
    let elements = answers.iter().find_map(|table| list(table.fields, above));
    let Some(fields) = elements else {
        let message = format!("the response of `{}` has no such list", asking.status.name);
        findings.add(rule_id::INQUIRY_MEMBER, told.member.loc(), message, "name a list of its table: `list[].member`");
        return None;
    };
    let table = Table { of: asking.status, message: "response", fields };
    let elements = [table];
    asking.single(&elements, name, name.loc(), findings);
    let way = asking.single(&elements, &Members(below.to_vec()), told.member.loc(), findings);
    way.and_then(|way| way.last().copied())
}

/// The members of the elements of a list.
fn list<'a>(fields: &'a [Field], path: &[crate::ir::target::Hop]) -> Option<&'a [Field]> {
    let (first, rest) = path.split_first()?;
    let field = fields.iter().find(|field| field.goes_by(&first.name))?;
    match (&field.value.ty, rest) {
        (Type::Array(item), []) => item.ty.members(),
        (Type::Object(Some(members)), rest) => list(members, rest),
        _ => None,
    }
}
