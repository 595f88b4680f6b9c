//! `hosts:` and `redirect:` of a service.

use crate::finding::Findings;
use crate::ir::redirect::{Filled, Given, Redirect};
use crate::ir::{Host, Placed};
use crate::rule_id;
use crate::spec::redirect as raw;
use crate::spec::{At, Entries};

/// Where it is, by environment.
pub(super) fn hosts(said: Option<&Entries<At<String>>>) -> Vec<Host> {
    let hosts = said.into_iter().flat_map(|hosts| hosts.iter());
    hosts.map(|(environment, url)| Host { environment: environment.into(), url: url.into() }).collect()
}

/// How the address is made.
pub(super) fn redirect(said: &At<raw::Redirect>, findings: &mut Findings) -> Redirect {
    let fill = said.value.fill.iter().flat_map(|fill| fill.iter());
    let fill = fill.map(|(member, given)| Filled {
        member: member.into(),
        given: Placed::new(self::given(given, findings), given.loc),
    });
    Redirect { fill: fill.collect(), place: said.loc.into() }
}

fn given(said: &At<raw::Given>, findings: &mut Findings) -> Given {
    let word = match &said.value {
        raw::Given::Value(constant) => return Given::Text(constant.value.value.clone()),
        raw::Given::Word(word) => word.as_str(),
    };
    match (word, word.strip_prefix("signature.")) {
        ("partner_id", _) => Given::PartnerId,
        ("client_key", _) => Given::ClientKey,
        ("channel_id", _) => Given::ChannelId,
        ("external_id", _) => Given::ExternalId,
        ("timestamp", _) => Given::Time,
        (_, Some(member)) => Given::SignatureOf(member.to_owned()),
        (_, None) => {
            findings.add(
                rule_id::REDIRECT_FILL,
                said.loc,
                format!("`{word}` is nothing that a client knows"),
                "write `partner_id`, `client_key`, `channel_id`, `external_id`, `timestamp`, `signature.member` for a \
                 signature over that member, or `{ value: \"text\" }` for what is always the same",
            );
            Given::Unread(word.to_owned())
        }
    }
}
