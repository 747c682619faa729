//! Lists of more than one page.

use cred_doctor::diagnosis::plan::Reason;
use cred_doctor::knowledge::Value;
use serde_json::{Value as Json, json};

use super::graph::{BY_ID, ask, client, outcome, probed};
use super::scripted::{Asked, Reply, Server, error};

const GROUPS: &str = "target.owns_role_group";

/// Pages of groups, of which the last has the one that counts; each links on as `link` says.
fn pages(asked: &Asked, last: usize, link: &dyn Fn(usize) -> Json) -> Reply {
    let page: usize = asked.path.split_once("page=").map_or(1, |(_, page)| page.parse().unwrap());
    let mut body = json!({ "value": [{ "id": format!("g-{page}"), "displayName": "A group", "isAssignableToRole": page == last }] });
    if page < last {
        body["@odata.nextLink"] = link(page + 1);
    }
    Reply::json(200, &body)
}

#[test]
fn every_page_is_read_with_the_headers_it_needs() {
    let server = Server::start(|asked, _| {
        let host = asked.headers["host"].clone();
        pages(asked, 3, &move |page| json!(format!("http://{host}/v1.0/users/t-1/groups?page={page}")))
    });
    let ask = ask(BY_ID, &[GROUPS]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, GROUPS), Ok(Value::Bool(true)));
    assert!(report.partial.is_empty());
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|asked| asked.headers["consistencylevel"] == "eventual"), "{asked:?}");
}

#[test]
fn an_endless_list_is_read_to_the_bound_and_that_is_told() {
    let server = Server::start(|asked, _| {
        let host = asked.headers["host"].clone();
        pages(asked, 1_000, &move |page| json!(format!("http://{host}/v1.0/users/t-1/groups?page={page}")))
    });
    let ask = ask(BY_ID, &[GROUPS]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(server.asked().len(), 5);
    // The group that counts may be on a page that was not read.
    assert_eq!(outcome(&ask, &report, GROUPS), Err(Reason::Silent));
    assert_eq!(report.partial.len(), 1);
}

#[test]
fn a_link_to_another_server_is_not_followed() {
    let other = Server::start(|_, _| Reply::json(200, &json!({ "value": [] })));
    let (elsewhere, port) = (other.url.clone(), other.url.rsplit(':').next().unwrap().to_owned());
    for link in [
        json!(format!("{elsewhere}/v1.0/users/t-1/groups?page=2")),
        json!(format!("http://127.0.0.1:1@127.0.0.1:{port}/v1.0/users/t-1/groups?page=2")),
        json!("/v1.0/users/t-1/groups?page=2"),
        json!(7),
        json!({}),
    ] {
        let server = Server::start({
            let link = link.clone();
            move |asked, _| pages(asked, 2, &|_| link.clone())
        });
        let ask = ask(BY_ID, &[GROUPS]);
        let (report, _) = probed(&client(&server.url), &ask);
        assert_eq!(outcome(&ask, &report, GROUPS), Err(Reason::Silent), "{link}");
        assert_eq!((report.partial.len(), server.asked().len()), (1, 1), "{link}");
    }
    assert_eq!(other.asked().len(), 0);
}

#[test]
fn a_page_that_fails_leaves_those_before_it() {
    let server = Server::start(|asked, before| {
        let host = asked.headers["host"].clone();
        let (_, _, refused) = error(403, "Authorization_RequestDenied");
        match before {
            0 => pages(asked, 2, &move |page| json!(format!("http://{host}/v1.0/users/t-1/groups?page={page}"))),
            _ => Reply::json(403, &refused),
        }
    });
    let ask = ask(BY_ID, &[GROUPS]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, GROUPS), Err(Reason::Silent));
    assert_eq!(report.partial.len(), 1);
}
