//! The headers of a call, as the header set of its service wants them.

use snap_bi::rt::Presence;
use snap_bi::{Endpoint, HeaderRule};

use super::call::Caller;

/// Headers in their order; a name may come twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers(pub Vec<(String, String)>);

impl Headers {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.unset(name);
        self.0.push((name.to_owned(), value.into()));
    }

    pub(crate) fn unset(&mut self, name: &str) {
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }
}

/// Everything but token, time and signature.
pub(crate) fn usual(endpoint: &Endpoint, caller: &Caller, external_id: &str) -> Headers {
    let mut headers = Headers::default();
    for rule in endpoint.headers.request {
        let own = endpoint.header_values.iter().find(|(name, _)| rule.is_named(name)).map(|(_, value)| *value);
        let value = match rule.name.to_ascii_uppercase().as_str() {
            "CONTENT-TYPE" => "application/json".to_owned(),
            "AUTHORIZATION" | "X-TIMESTAMP" | "X-SIGNATURE" => continue,
            "X-EXTERNAL-ID" => external_id.to_owned(),
            "X-PARTNER-ID" => caller.partner_id.clone(),
            "X-CLIENT-KEY" => caller.client_key.clone(),
            "CHANNEL-ID" => {
                caller.channel_id.clone().or_else(|| own.map(str::to_owned)).unwrap_or_else(|| fitting(rule, "95221"))
            }
            "AUTHORIZATION-CUSTOMER" => match &caller.customer_token {
                Some(token) => format!("Bearer {token}"),
                None => continue,
            },
            "X-IP-ADDRESS" => "127.0.0.1".to_owned(),
            "X-LATITUDE" => "-06.2088".to_owned(),
            "X-LONGITUDE" => "+106.8456".to_owned(),
            _ if own.is_some() => own.unwrap_or_default().to_owned(),
            _ if rule.presence == Presence::M => fitting(rule, "1"),
            _ => continue,
        };
        headers.set(rule.name, value);
    }
    if headers.get("Content-Type").is_none() {
        headers.set("Content-Type", "application/json");
    }
    headers
}

/// A value of the length that the rule wants.
fn fitting(rule: &HeaderRule, value: &str) -> String {
    if let Some(fixed) = rule.value {
        return fixed.to_owned();
    }
    let exact = rule.exact as usize;
    if exact > 0 {
        return value.chars().cycle().take(exact).collect();
    }
    let most = if rule.max == 0 { usize::MAX } else { rule.max as usize };
    value.chars().take(most).collect()
}
