//! `serving:` of a provider and of a service.

use crate::finding::Findings;
use crate::ir::inquiry::{Fill, Origin};
use crate::ir::serving::{Serving, Switches};
use crate::ir::{Field, Members, MessageId, Placed, Target, paths};
use crate::resolve::inquiry::{fill, members};
use crate::resolve::placed;
use crate::rule_id;
use crate::spec::At;
use crate::spec::field::Presence;
use crate::spec::serving as raw;
use crate::spec::status;

/// The switches of a provider: its own, or the standard's.
pub(super) fn switches(said: &raw::Switches, inherited: &Switches) -> Switches {
    Switches {
        repeat: placed(said.repeat.as_ref()).unwrap_or(inherited.repeat),
        same_reference: placed(said.same_reference.as_ref()).unwrap_or(inherited.same_reference),
        other_content: placed(said.other_content.as_ref()).unwrap_or(inherited.other_content),
        stale: placed(said.stale.as_ref()).unwrap_or(inherited.stale),
        inactive: placed(said.inactive.as_ref()).unwrap_or(inherited.inactive),
        no_token: placed(said.no_token.as_ref()).unwrap_or(inherited.no_token),
    }
}

/// What a service says, with what it takes over: switches of its provider; of the national service, where it inherits, what
/// names the thing that is asked for and what says nothing of it, as far as its own request still has these members.
pub(super) fn serving(
    said: Option<&At<raw::Serving>>,
    base: Option<&At<raw::Serving>>,
    inherited: &Switches,
    request: &[Field],
    findings: &mut Findings,
) -> Serving {
    let none = raw::Serving::default();
    let own = said.map_or(&none, |said| &said.value);
    let listed = |list: &[At<String>]| list.iter().map(members).collect::<Vec<_>>();
    let base = base.map_or(&none, |base| &base.value);
    let still_there = |members: &Placed<Members>| paths::find(request, &members.names()).is_some();
    let mut once = listed(&own.once);
    if once.is_empty() {
        once = listed(&base.once);
        if !once.iter().all(|members| is_surely_there(request, members)) {
            once.clear();
        }
    }
    let mut aside = listed(&own.aside);
    if aside.is_empty() && !once.is_empty() {
        aside = listed(&base.aside);
        aside.retain(still_there);
    }
    let refused = own.refused.iter().flat_map(|rows| rows.iter());
    Serving {
        once,
        aside,
        switches: switches(&own.switches(), inherited),
        refused: refused.map(|(to, from)| carried(to, from, findings)).collect(),
    }
}

/// Whether a dialect left the member as sure as the standard has it.
fn is_surely_there(request: &[Field], members: &Members) -> bool {
    paths::find(request, &members.names()).is_some_and(|field| field.presence().letter != Presence::O)
}

fn carried(to: &At<String>, from: &At<raw::Carried>, findings: &mut Findings) -> Fill {
    let read = |text: &str| match Target::read(text) {
        Target::Message(MessageId::Request, members) if !members.is_root() => Some(Origin::Request(members)),
        Target::Header { set: None, name: Some(name) } if name == "X-EXTERNAL-ID" => Some(Origin::ExternalId),
        _ => (text == "message").then_some(Origin::Message),
    };
    let loc = from.loc;
    let from: At<&status::Origin> = At::new(&from.value.0, loc);
    fill(to, from, read, |text| {
        findings.add(
            rule_id::SERVING_REFUSED,
            loc,
            format!("`{text}` is nothing that is at hand when a call is refused"),
            "write `request.member`, `headers.X-EXTERNAL-ID`, `message`, or `{ value: \"text\" }` for what is always the same",
        );
    })
}
