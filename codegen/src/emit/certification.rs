//! The test cases of a provider, as data, with the documented requests that they are changes of.

use serde_json::{Map, Value};

use crate::emit::print::mark;
use crate::emit::samples::visible;
use crate::ir::{Provider, STANDARD, TOKEN_SERVICE};
use crate::spec::service::Direction;

/// One JSON object: `requests` has a member for each service that is played, which is its documented request; `lists` has the
/// lists of cases.
pub fn file(provider: &Provider) -> String {
    let mut root = Map::new();
    root.insert("//".to_owned(), mark(&provider.file_name).into());
    root.insert("requests".to_owned(), Value::Object(requests(provider)));
    let lists = provider.certifications.iter().map(|certification| certification.list.clone());
    root.insert("lists".to_owned(), Value::Array(lists.collect()));
    let mut text = format!("{:#}", Value::Object(root));
    text.push('\n');
    visible(&text)
}

/// What the provider calls at its partners, as its pages show it; the standard has the request for a token, too.
fn requests(provider: &Provider) -> Map<String, Value> {
    let services = provider.pages.iter().flat_map(|page| &page.services);
    services
        .filter(|service| {
            let asks = provider.name == STANDARD && service.name == TOKEN_SERVICE;
            service.direction.value == Direction::Inbound || asks
        })
        .filter_map(|service| {
            let shown = service.samples.iter().find_map(|sample| sample.request.as_ref())?;
            Some((service.name.clone(), serde_json::from_str(&shown.node.to_text()).ok()?))
        })
        .collect()
}
