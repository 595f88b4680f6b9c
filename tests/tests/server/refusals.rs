//! The rows of `acceptance/refusals.tsv`, for every inbound service of every provider where they apply, over real HTTP. The
//! handler's own count proves that it was not reached.

use std::collections::BTreeSet;

use snap_bi::{Endpoint, OtherContent, Repeat, SameReference};
use snap_tests::serves::SERVED;

use crate::stand::Stand;
use crate::wire::Answer;

const ROWS: &str = include_str!("../../acceptance/refusals.tsv");

/// No inbound service demands the token of a customer.
const NEVER: [&str; 1] = ["25"];

/// What the row demands of this service.
fn wanted(endpoint: &Endpoint, http: &str) -> Option<(u16, String)> {
    let serving = endpoint.serving;
    Some(match http {
        "repeat" => match serving.repeat {
            Repeat::Conflict => (409, "00".to_owned()),
            Repeat::Inconsistent => (404, "18".to_owned()),
            _ => return None,
        },
        "reference" => match serving.same_reference {
            SameReference::Duplicate => (409, "01".to_owned()),
            _ => return None,
        },
        "content" => match serving.other_content {
            OtherContent::Inconsistent => (404, "18".to_owned()),
            OtherContent::Duplicate => (409, "01".to_owned()),
            _ => (409, "00".to_owned()),
        },
        http => (http.parse().expect("a status"), String::new()),
    })
}

#[tokio::test]
async fn every_row_is_refused_as_it_says_and_no_handler_is_reached() {
    let (mut tried, mut wrong, mut seen) = (0, Vec::new(), BTreeSet::new());
    for served in SERVED {
        for stand in Stand::all(served).await {
            for row in ROWS.lines().filter(|line| !line.starts_with('#')) {
                let columns: Vec<_> = row.split('\t').collect();
                let [id, situation, http, case, message] = columns[..] else { panic!("a row has five columns: {row}") };
                stand.restored();
                let Some((answer, handled)) = stand.in_situation(situation).await else { continue };
                tried += 1;
                seen.insert(id);
                let name = format!("{} {} {id} {situation}", stand.endpoint.provider, stand.endpoint.service);
                if let Some(why) = judged(stand.endpoint, (situation, http, case, message), &answer, handled) {
                    wrong.push(format!("{name}: {why}"));
                }
            }
        }
    }
    println!("{tried} situations, {} kinds", seen.len());
    assert!(wrong.is_empty(), "{tried} tried, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 1500, "only {tried} situations were tried");
    let ids = ROWS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    let never: Vec<_> = ids.filter(|id| !seen.contains(id)).collect();
    assert_eq!(never, NEVER, "rows that apply to no service");
}

fn judged(
    endpoint: &Endpoint,
    (situation, http, case, message): (&str, &str, &str, &str),
    answer: &Answer,
    handled: usize,
) -> Option<String> {
    if http == "200" {
        return (handled != 1).then(|| format!("was not handled: {answer:?}"));
    }
    if handled != 0 {
        return Some(format!("reached the handler {handled} times: {answer:?}"));
    }
    let (status, own_case) = wanted(endpoint, http)?;
    let case = if own_case.is_empty() { case } else { &own_case };
    let service = if situation == "unknown path" { "00" } else { endpoint.code };
    let code = format!("{status}{service}{case}");
    let own_words =
        endpoint.codes.rows.iter().any(|row| row.http == status && row.case == case && row.message != message);
    let said = answer.text("responseMessage").unwrap_or_default();
    let right = answer.status == status
        && answer.code() == code
        && (message == "-" || own_words || said == message || is_about_a_member(message, &said))
        && said.chars().count() <= 150
        && answer.headers.contains("content-type: application/json")
        && answer.headers.contains("x-timestamp: ");
    (!right).then(|| format!("wanted {code} {message:?}, got {answer:?}"))
}

/// `Invalid Mandatory Field {field}`, with a name.
fn is_about_a_member(message: &str, said: &str) -> bool {
    message.strip_suffix("{field}").is_some_and(|start| said.strip_prefix(start).is_some_and(|name| !name.is_empty()))
}
