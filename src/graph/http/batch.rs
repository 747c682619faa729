//! Many reads in one call: <https://learn.microsoft.com/graph/json-batching>.

use serde_json::{Value as Json, json};

use super::Trouble;
use super::told::Told;
use super::verdict::Met;
use crate::graph::read::Read;

/// The body of a batch. Its parts are told apart by their place; all of them are GET, for a [`Read`] is nothing else.
pub(super) fn body(reads: &[&Read]) -> Json {
    let part = |(place, read): (usize, &&Read)| {
        let mut part = json!({ "id": place.to_string(), "method": "GET", "url": read.path() });
        if !read.headers().is_empty() {
            let headers = read.headers().iter().map(|(name, value)| ((*name).to_owned(), Json::from(value.as_str())));
            part["headers"] = Json::Object(headers.collect());
        }
        part
    };
    json!({ "requests": reads.iter().enumerate().map(part).collect::<Vec<_>>() })
}

/// What came for each part, in the order of the parts. Answers come in any order; one that is missing, comes twice or
/// cannot be read is none.
pub(super) fn parts(told: &Told, count: usize) -> Vec<Met> {
    let malformed = || Met::Trouble(Trouble::Malformed);
    let mut parts: Vec<Met> = (0..count).map(|_| malformed()).collect();
    let mut seen = vec![false; count];
    let Some(responses) = told.body.get("responses").and_then(Json::as_array) else { return parts };
    for response in responses {
        let Some(place) = place(response.get("id")) else { continue };
        let (Some(part), Some(seen)) = (parts.get_mut(place), seen.get_mut(place)) else { continue };
        let status = response.get("status").and_then(Json::as_u64).and_then(|status| u16::try_from(status).ok());
        let (headers, body) =
            (response.get("headers").unwrap_or(&Json::Null), response.get("body").unwrap_or(&Json::Null));
        *part = match status {
            Some(status) if !*seen => Met::Answer(Box::new(Told::part(status, headers, body, told.date))),
            _ => malformed(),
        };
        *seen = true;
    }
    parts
}

/// The place that an id stands for; some servers make a number of it.
fn place(id: Option<&Json>) -> Option<usize> {
    match id? {
        Json::String(text) => text.trim().parse().ok(),
        Json::Number(number) => usize::try_from(number.as_u64()?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statuses(responses: &Json) -> Vec<Option<u16>> {
        let told = Told { status: 200, body: json!({ "responses": responses }), ..Told::default() };
        let status = |met: Met| match met {
            Met::Answer(told) => Some(told.status),
            Met::Trouble(_) => None,
        };
        parts(&told, 3).into_iter().map(status).collect()
    }

    #[test]
    fn a_batch_is_gets_and_nothing_else() {
        let plain = Read::new("v1.0", "/organization", &[]).unwrap();
        let headers = [("ConsistencyLevel".to_owned(), "eventual".to_owned())];
        let counted = Read::new("v1.0", "/users?$count=true", &headers).unwrap();
        assert_eq!(
            body(&[&plain, &counted]),
            json!({ "requests": [
                { "id": "0", "method": "GET", "url": "/organization" },
                { "id": "1", "method": "GET", "url": "/users?$count=true", "headers": { "ConsistencyLevel": "eventual" } },
            ] })
        );
    }

    #[test]
    fn answers_are_joined_by_id() {
        let answers = json!([{ "id": "2", "status": 404 }, { "id": 0, "status": 200 }, { "id": " 1", "status": 403 }]);
        assert_eq!(statuses(&answers), [Some(200), Some(403), Some(404)]);
    }

    #[test]
    fn what_is_missing_doubled_or_broken_is_no_answer() {
        let broken = json!([
            { "id": "0", "status": 200 }, { "id": "0", "status": 200 },
            { "id": "1", "status": "200" }, { "id": "9", "status": 200 }, { "id": null, "status": 200 }, 7, {},
        ]);
        assert_eq!(statuses(&broken), [None, None, None]);
        assert_eq!(statuses(&json!("no list")), [None, None, None]);
        assert_eq!(statuses(&json!([{ "id": "1", "status": 70_000 }])), [None, None, None]);
    }
}
