//! What pages show as answers, as data: a stub server answers with it.

use std::fmt::Write as _;

use crate::emit::print::mark;
use crate::ir::Provider;

/// One JSON object: a member for each service whose page shows an answer, which is the answer. None where no page does.
pub fn file(provider: &Provider) -> String {
    let mut text = format!("{{\n\"//\": {}", serde_json::Value::from(mark(&provider.file_name)));
    for service in provider.pages.iter().flat_map(|page| &page.services) {
        if let Some(answer) = service.samples.iter().find_map(|sample| sample.response.as_ref()) {
            let _ = write!(text, ",\n{}: {}", serde_json::Value::from(service.name.as_str()), answer.node.to_text());
        }
    }
    text.push_str("\n}\n");
    text
}
