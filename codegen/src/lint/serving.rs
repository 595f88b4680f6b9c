//! How a server answers: what is carried out once has names that are surely there, refusals carry what their table has, and
//! no switch says what holds anyhow.

use crate::finding::Findings;
use crate::ir::inquiry::{Fill, Origin};
use crate::ir::rule::Bounds;
use crate::ir::{Catalogue, Field, Members, Placed, STANDARD, Service, Switches};
use crate::lint::fits::{Side, Source};
use crate::lint::seeking::{Seeking, Table, answers, external_id_length, walk};
use crate::load::Documents;
use crate::rule_id;
use crate::spec::field::Presence;
use crate::spec::service::Effect;
use crate::spec::serving as raw;

/// Every `serving:` of every provider and service.
pub fn lint(documents: &Documents, catalogue: &Catalogue, findings: &mut Findings) {
    for document in &documents.providers {
        let Some(said) = &document.body.serving else { continue };
        let standard = catalogue.provider(STANDARD).filter(|_| document.provider != STANDARD);
        let inherited = standard.map_or_else(Switches::default, |standard| standard.serving);
        repeated(&said.value, &inherited, "that holds without it", findings);
    }
    for document in &documents.services {
        let Some(provider) = catalogue.provider(&document.provider) else { continue };
        for (_, service) in &document.body.services {
            let Some(said) = &service.serving else { continue };
            repeated(&said.switches(), &provider.serving, "of its provider", findings);
        }
    }
    for (.., service) in catalogue.services() {
        let serving = Serving { catalogue, service };
        serving.once(findings);
        serving.references(documents, findings);
        serving.refused(findings);
    }
}

/// Switches that say what holds anyhow.
fn repeated(said: &raw::Switches, inherited: &Switches, whose: &str, findings: &mut Findings) {
    for (said, inherited) in said.words().into_iter().zip(inherited.all()) {
        let Some(said) = said.filter(|said| said.value == inherited.word) else { continue };
        let message = format!("`{}: {}` is the word {whose}", inherited.key, said.value);
        findings.add(rule_id::SERVING_REPEATED, said.loc, message, "delete the line");
    }
}

struct Serving<'a> {
    catalogue: &'a Catalogue,
    service: &'a Service,
}

impl<'a> Serving<'a> {
    fn request(&self) -> Table<'a> {
        Table { of: self.service, message: "request", fields: &self.service.request.fields }
    }

    /// A single member of the request.
    fn asked(&self, path: &Placed<Members>, findings: &mut Findings) -> Option<Vec<&'a Field>> {
        let fix = "name a member outside of lists";
        let seeking = Seeking { catalogue: self.catalogue, rule: rule_id::SERVING_ONCE, fix };
        seeking.single(&[self.request()], path, path.loc(), findings)
    }

    /// What names the thing that is asked for is there, is shown to anybody, and does something.
    fn once(&self, findings: &mut Findings) {
        let said = &self.service.serving;
        let mut seen: Vec<&Members> = Vec::new();
        for path in said.once.iter().chain(&said.aside) {
            let Some(field) = self.asked(path, findings).and_then(|way| way.last().copied()) else { continue };
            let names = seen.len() < said.once.len();
            let (problem, fix) = if seen.contains(&&path.value) {
                ("stands here twice", "list each member once")
            } else if names && field.presence().letter == Presence::O {
                ("may be left out, and nothing is named then", "name a member that is mandatory or conditional")
            } else if names && field.sensitive {
                ("is nobody's business, and would stand in the keys of the store", "name another member")
            } else if !names && path.0.len() > 1 {
                ("lies within another member", "name a member of the request itself")
            } else {
                seen.push(&path.value);
                continue;
            };
            findings.add(rule_id::SERVING_ONCE, path.loc(), format!("`{}` {problem}", path.value), fix);
        }
        if let (Some(first), Effect::Read) = (said.once.first(), self.service.effect.value) {
            let message = format!("`{}` only asks, and is answered anew each time", self.service.name);
            findings.add(rule_id::SERVING_ONCE, first.loc(), message, "delete `once`, or mend `effect`");
        }
    }

    /// Switches about references say nothing where nothing is one.
    fn references(&self, documents: &Documents, findings: &mut Findings) {
        if !self.service.serving.once.is_empty() {
            return;
        }
        let loc = self.service.loc();
        let page = documents.services.iter().find(|document| document.file == loc.file);
        let raw = page.and_then(|page| page.body.services.get(&self.service.name));
        let Some(said) = raw.and_then(|raw| raw.serving.as_ref()) else { return };
        let switches = [
            said.same_reference.as_ref().map(|said| ("same_reference", said.loc)),
            said.other_content.as_ref().map(|said| ("other_content", said.loc)),
        ];
        for (key, loc) in switches.into_iter().flatten() {
            let message = format!("`{key}` is about references, and no member is one");
            let fix = "say below `once` what names the thing, or delete the line";
            findings.add(rule_id::SERVING_REPEATED, loc, message, fix);
        }
    }

    /// What refusals carry is in the table of the answer, once, and fits.
    fn refused(&self, findings: &mut Findings) {
        let tables = answers(self.service);
        let fix = "name a member outside of lists";
        let seeking = Seeking { catalogue: self.catalogue, rule: rule_id::SERVING_REFUSED, fix };
        let mut seen: Vec<Vec<&str>> = Vec::new();
        for fill in &self.service.serving.refused {
            let Some(way) = seeking.single(&tables, &fill.to, fill.to.loc(), findings) else { continue };
            let names: Vec<_> = way.iter().map(|field| field.name.as_str()).collect();
            let problem = if seen.contains(&names) {
                Some("is filled already")
            } else if matches!(names.as_slice(), ["responseCode" | "responseMessage"]) {
                Some("is in every refusal")
            } else {
                None
            };
            if let Some(problem) = problem {
                let message = format!("`{}` {problem}", fill.to.value);
                findings.add(rule_id::SERVING_REFUSED, fill.to.loc(), message, "delete the line");
            }
            seen.push(names);
            let targets =
                tables.iter().filter_map(|table| walk(self.catalogue, table.fields, &fill.to)?.last().copied());
            let targets: Vec<_> = targets.collect();
            self.fits(fill, &targets, &seeking, findings);
        }
    }

    fn fits(&self, fill: &Fill, targets: &[&Field], seeking: &Seeking<'a>, findings: &mut Findings) {
        let loc = fill.from.loc();
        let source = match &fill.from.value {
            Origin::Request(path) => {
                let way = seeking.single(&[self.request()], path, loc, findings);
                way.and_then(|way| Source::member(&way.last()?.value, Side::Received))
            }
            Origin::ExternalId => Some(Source::text(Bounds::at_most(external_id_length(self.catalogue, self.service)))),
            Origin::Constant(text) => Some(Source::constant(text)),
            // It is cut to the length of its member.
            Origin::Message => Some(Source::text(Bounds::exactly(1))),
            Origin::Response(_) | Origin::Time | Origin::Code | Origin::Unread(_) => None,
        };
        let Some(source) = source else { return };
        // Of several shapes one that can hold it is enough.
        let troubles: Option<Vec<_>> = targets.iter().map(|target| source.trouble(&target.value)).collect();
        let Some(trouble) = troubles.and_then(|troubles| troubles.into_iter().next()) else { return };
        let message = format!("`{}` {trouble} in `{}` of the response", fill.from.value, fill.to.value);
        let fix = "name another source; where one of the two rows is wrong, an erratum says so";
        findings.add(rule_id::SERVING_REFUSED, loc, message, fix);
    }
}
