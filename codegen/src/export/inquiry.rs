//! How it is asked what became of a call.

use super::json::{Json, Object};
use crate::ir::inquiry::{Fill, Inquiry, LATEST, Origin, Tells, Told};
use crate::ir::{Members, Placed};

/// The question of a service: who is asked, with what, and how the answer is read.
pub(super) fn inquiry(inquiry: &Inquiry) -> Object {
    Object::default()
        .with("service", &inquiry.service)
        .with("fill", inquiry.fill.iter().map(filled).map(Json::from).collect::<Vec<_>>())
        .with("ask", texts(&inquiry.ask))
        .with("tells", tells(&inquiry.tells))
}

/// A member with where its value comes from.
pub(super) fn filled(Fill { to, from }: &Fill) -> Object {
    let row = Object::default().with("member", to.to_string());
    // A text that is always the same is told apart from a place.
    match &from.value {
        Origin::Constant(text) => row.with("value", text),
        place @ (Origin::Request(_)
        | Origin::Response(_)
        | Origin::ExternalId
        | Origin::Time
        | Origin::Code
        | Origin::Message
        | Origin::Unread(_)) => row.with("from", place.to_string()),
    }
}

fn tells(tells: &Tells) -> Object {
    match tells {
        Tells::Latest => Object::default().with("by", LATEST),
        Tells::Answered => Object::default().with("by", "answer"),
        Tells::Nothing(why) => Object::default().with("by", "nothing").with("why", why),
        Tells::Member(Told { member, of, success, failure, not_found }) => {
            let of = of.as_ref().map(|(element, request)| {
                Object::default().with("member", element.to_string()).with("equals", format!("request.{}", **request))
            });
            Object::default()
                .with("by", "member")
                .with("member", member.to_string())
                .with_some("of", of)
                .with("success", values(success))
                .with("failure", values(failure))
                .with("not_found", values(not_found))
        }
    }
}

/// Paths of members.
pub(super) fn texts(members: &[Placed<Members>]) -> Vec<Json> {
    members.iter().map(|member| Json::from(member.to_string())).collect()
}

fn values(values: &[Placed<String>]) -> Vec<Json> {
    values.iter().map(Json::from).collect()
}
