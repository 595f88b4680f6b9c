//! Lists of test cases: services, members and codes are those of the spec; what a case refers to is there.

mod data;

use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::ir::{Catalogue, Members, Provider, STANDARD, Service, TOKEN_SERVICE, Type};
use crate::lint::seeking::{Table, answers, header, walk};
use crate::load::Documents;
use crate::rule_id::{self, RuleId};
use crate::spec::certification::{Case, CertificationFile, Like, MemberCheck, Role};
use crate::spec::service::Direction;
use crate::spec::{At, Entries};
use crate::suggest::nearest;

/// Families of rules about what lists refer to.
const UNSETTLED: [&str; 5] = ["codes", "file", "naming", "reference", "structure"];

/// Every list of every provider.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    // What could not be read, or goes by another name, is not missing: it comes first.
    let unsettled = findings.iter().any(|finding| UNSETTLED.contains(&finding.rule.family()));
    // IDs are unique within the provider: reports of several lists stand side by side.
    let mut ids: BTreeMap<(&str, &str), ()> = BTreeMap::new();
    for document in &documents.certifications {
        for case in &document.body.cases {
            if ids.insert((&document.provider, &case.id), ()).is_some() {
                let message = format!("`{}` is already the name of a case of this provider", case.id.value);
                let fix = "give each case a name of its own: a report names what failed by it";
                findings.add(rule_id::CERTIFICATION_DUPLICATE_ID, case.id.loc, message, fix);
            }
        }
        data::lint(&document.body, findings);
        let provider = catalogue.provider(&document.provider).filter(|_| !unsettled);
        let Some(provider) = provider else { continue };
        let list = List { catalogue, provider, body: &document.body };
        for (index, case) in document.body.cases.iter().enumerate() {
            list.case(case, document.body.cases.get(..index).unwrap_or_default(), findings);
        }
    }
}

struct List<'a> {
    catalogue: &'a Catalogue,
    provider: &'a Provider,
    body: &'a CertificationFile,
}

impl<'a> List<'a> {
    fn case(&self, case: &'a At<Case>, before: &'a [At<Case>], findings: &mut Findings) {
        let service = match self.service(case, findings) {
            Ok(service) => service,
            Err(()) => return,
        };
        self.sent(case, service, findings);
        self.repeats(case, before, findings);
        self.code(case, service, findings);
        self.expected(case, service, findings);
    }

    /// The service of a case: none for all.
    fn service(&self, case: &'a At<Case>, findings: &mut Findings) -> Result<Option<&'a Service>, ()> {
        let direction = match self.body.role.value {
            Role::Server => Direction::Inbound,
            Role::Client => Direction::Outbound,
        };
        let mut wrong = |loc, message: String, fix: String| {
            findings.add(rule_id::CERTIFICATION_SERVICE, loc, message, fix);
            Err(())
        };
        // Of the standard's services partners call one too: who calls back with a token asks them for it.
        let token = |service: &Service| self.provider.name == STANDARD && service.name == TOKEN_SERVICE;
        let known = self.provider.pages.iter().flat_map(|page| &page.services);
        let mut known = known.filter(|service| service.direction.value == direction || token(service));
        let Some(name) = &case.service else {
            if self.provider.name == STANDARD && self.body.role.value == Role::Server {
                return Ok(None);
            }
            let message = format!("the case `{}` names no service", case.id.value);
            return wrong(
                case.id.loc,
                message,
                "write `service:` with the name of a service of this provider".to_owned(),
            );
        };
        if let Some(only) = &case.only {
            let message = "`only` chooses among services, and this case names its service".to_owned();
            return wrong(only.loc, message, "delete one of the two".to_owned());
        }
        if let Some(service) = known.clone().find(|service| service.name == name.value) {
            return Ok(Some(service));
        }
        let who = match direction {
            Direction::Inbound => "that it calls at its partners",
            Direction::Outbound => "that its partners call",
        };
        let message = format!("`{}` has no service `{}` {who}", self.provider.name, name.value);
        let fix = nearest(name, known.by_ref().map(|service| service.name.as_str())).map_or_else(
            || "name a service of this provider, or mend `role`".to_owned(),
            |near| format!("write `{near}`?"),
        );
        wrong(name.loc, message, fix)
    }

    fn sent(&self, case: &Case, service: Option<&Service>, findings: &mut Findings) {
        let Some(send) = &case.send else { return };
        let set = send.set.iter().flat_map(Entries::iter).map(|(path, _)| (path, "@limited"));
        for (path, marker) in set.chain(send.remove.iter().map(|path| (path, "@mandatory"))) {
            if path.value == marker {
                continue;
            }
            let table = service
                .map(|service| (service, Table { of: service, message: "request", fields: &service.request.fields }));
            let Some((_, table)) = table else {
                let message = format!("every service has another request, and `{}` is a member of one", path.value);
                let fix = format!("write `{marker}`, or name the service");
                findings.add(rule_id::CERTIFICATION_MEMBER, path.loc, message, fix);
                continue;
            };
            self.member(&[table], path, rule_id::CERTIFICATION_MEMBER, findings);
        }
        let set = send.headers.iter().chain(&send.twice).flat_map(Entries::iter).map(|(name, _)| name);
        for name in set.chain(&send.without) {
            // Without a service it is a condition of the runtime: who has no such header skips the case.
            let Some(service) = service.filter(|service| service.headers.is_some()) else { continue };
            if header(self.catalogue, service, name).is_none() {
                let message = format!("`{}` has no header `{}`", service.name, name.value);
                let fix = "name a header of its header set";
                findings.add(rule_id::CERTIFICATION_HEADER, name.loc, message, fix);
            }
        }
    }

    /// A member by its path; below an object whose members nobody printed there may be any.
    fn member(&self, tables: &[Table<'_>], path: &At<String>, rule: RuleId, findings: &mut Findings) {
        let members = Members::read(path);
        let there = |table: &Table<'_>| {
            if walk(self.catalogue, table.fields, &members).is_some() {
                return true;
            }
            // A list is left out as a whole, too.
            if let ([only], false) = (members.0.as_slice(), table.fields.is_empty()) {
                return table.fields.iter().any(|field| field.goes_by(&only.name));
            }
            (1..members.0.len()).any(|depth| {
                let (above, below) = members.0.split_at(depth);
                let way = walk(self.catalogue, table.fields, &Members(above.to_vec()));
                let Some(above) = way.and_then(|way| way.last().copied()) else { return false };
                match (&above.value.ty, below) {
                    (Type::Object(None) | Type::Any, _) => true,
                    (Type::Amount(_), [part]) => matches!(part.name.as_str(), "value" | "currency"),
                    _ => false,
                }
            })
        };
        if tables.iter().any(there) {
            return;
        }
        let Some(table) = tables.first() else { return };
        let message = format!("the {} of `{}` has no single member `{}`", table.message, table.of.name, path.value);
        let last = members.0.last().map(|hop| hop.name.clone()).unwrap_or_default();
        let fix = nearest(&last, table.fields.iter().map(|field| field.name.as_str())).map_or_else(
            || "name a member of its table, with a point between names".to_owned(),
            |near| format!("write `{near}`?"),
        );
        findings.add(rule, path.loc, message, fix);
    }

    fn repeats(&self, case: &Case, before: &[At<Case>], findings: &mut Findings) {
        let Some(repeats) = case.send.as_ref().and_then(|send| send.repeats.as_ref()) else { return };
        let mut wrong =
            |loc, message: String, fix: &str| findings.add(rule_id::CERTIFICATION_REPEATS, loc, message, fix);
        let name = &repeats.case;
        match before.iter().find(|other| other.id.value == name.value) {
            None => wrong(
                name.loc,
                format!("no case before this one is called `{}`", name.value),
                "name a case that stands above it in this file",
            ),
            Some(other) if other.service.as_ref().map(|at| &at.value) != case.service.as_ref().map(|at| &at.value) => {
                wrong(name.loc, format!("`{}` calls another service", name.value), "name a case of the same service");
            }
            Some(_) if (repeats.external_id.value, repeats.reference.value) == (Like::New, Like::New) => {
                wrong(
                    repeats.loc,
                    "nothing of the earlier call is sent again".to_owned(),
                    "write `same` for one of the two, or delete `repeats`",
                );
            }
            Some(_) => {}
        }
    }

    /// Codes are of the service, and in its table.
    fn code(&self, case: &Case, service: Option<&Service>, findings: &mut Findings) {
        for code in std::iter::once(&case.expect.code).chain(&case.expect.or) {
            let mut wrong =
                |message: String, fix: String| findings.add(rule_id::CERTIFICATION_CODE, code.loc, message, fix);
            let parts = (code.value.len() == 7 && code.value.is_ascii()).then(|| code.value.split_at(3));
            let Some((http, (own, row))) =
                parts.and_then(|(http, rest)| Some((http.parse::<u16>().ok()?, rest.split_at(2))))
            else {
                wrong(
                    format!("`{}` is no response code", code.value),
                    "write three digits of HTTP, the service code or `xx`, and two characters of the case".to_owned(),
                );
                continue;
            };
            let of_service = service.map(|service| service.code.as_str());
            // Of a path that there is not no service can be said.
            let nowhere = own == "00" && case.send.as_ref().is_some_and(|send| send.path.is_some());
            if own != "xx" && !nowhere && of_service.is_none_or(|known| known != own) {
                let known = of_service.unwrap_or("xx");
                wrong(format!("`{}` is a code of another service", code.value), format!("write `{http}{known}{row}`"));
                continue;
            }
            let mut tables = [Some(self.provider), self.catalogue.provider(STANDARD)].into_iter().flatten();
            if !tables.any(|provider| {
                provider.codes.iter().any(|known| known.http.value == http && known.case.as_str() == row)
            }) {
                wrong(
                    format!("{http}/{row} is in no table of `{}`", self.provider.name),
                    "write a code of response-codes.yaml, or add the row there with what it means".to_owned(),
                );
            }
        }
    }

    fn expected(&self, case: &Case, service: Option<&Service>, findings: &mut Findings) {
        if let (Some(by_hand), Some(_)) = (&case.by_hand, &case.send) {
            let message = "this case is played, and `by_hand` says that nobody can".to_owned();
            findings.add(rule_id::CERTIFICATION_EXPECTATION, by_hand.loc, message, "delete `by_hand` or `send`");
        }
        for (path, check) in case.expect.members.iter().flat_map(Entries::iter) {
            let MemberCheck { equal, echo, is } = &check.value;
            let said = usize::from(equal.is_some()) + usize::from(echo.is_some()) + usize::from(is.is_some());
            if said != 1 {
                let message =
                    format!("of `{}` {} things are said", path.value, if said == 0 { "no" } else { "several" });
                let fix = "write one of `{ equal: text }`, `{ echo: member of the request }`, `{ is: present }`";
                findings.add(rule_id::CERTIFICATION_EXPECTATION, path.loc, message, fix);
            }
            let Some(service) = service else { continue };
            self.member(&answers(service), path, rule_id::CERTIFICATION_MEMBER, findings);
            if let Some(echo) = echo {
                let request = Table { of: service, message: "request", fields: &service.request.fields };
                self.member(&[request], echo, rule_id::CERTIFICATION_MEMBER, findings);
            }
        }
    }
}
