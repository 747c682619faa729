//! What Graph answers to one request, given who asks. A function of the directory and the request.

mod apps;
mod errors;
mod filter;
mod logs;
mod people;
mod query;
mod roles;
mod route;
mod tenant;

pub(super) use errors::{Refusal, refusal};
pub(super) use query::Ask;

use serde_json::Value as Json;

use super::access::{self, Access};
use super::identity::Directory;
use super::options::Options;
use super::state::Caller;

/// What a path leads to.
pub(super) enum Found {
    /// An object: the name of its set, and all that is known of it.
    One(&'static str, Json),
    /// A list: the name of the set, and all its members.
    Members(&'static str, Vec<Json>),
}

/// Answers one GET.
pub(super) fn answer(directory: &Directory, options: &Options, caller: &Caller, ask: &Ask) -> Result<Json, Refusal> {
    let access = access::check(directory, caller, ask)?;
    match route::find(directory, options, caller, ask)? {
        Found::One(set, json) => query::one(directory, ask, set, &little(json, access)),
        Found::Members(set, members) => {
            let members = members.into_iter().map(|member| little(member, access)).collect();
            query::list(directory, options, ask, set, members)
        }
    }
}

/// What is left of an object for somebody who may only see that it is there.
fn little(mut json: Json, access: Access) -> Json {
    let Access::Little(kept) = access else { return json };
    if let Json::Object(object) = &mut json {
        for (key, value) in object.iter_mut().filter(|(key, _)| !kept.contains(&key.as_str())) {
            if !key.starts_with('@') {
                *value = Json::Null;
            }
        }
    }
    json
}
