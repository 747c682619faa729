//! A client that has no time to lose, and what it is asked.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use cred_doctor::builtin;
use cred_doctor::diagnosis::plan::Reason;
use cred_doctor::graph::{
    Ask, Client, ClientSettings, Cloud, Endpoints, Given, News, Report, Secret, Tokens, Wire, probe,
};
use cred_doctor::knowledge::{FactId, Pack, Value};

/// Nothing that is printed may hold it.
pub const CANARY: &str = "canary-token";

/// Patience that a test can afford: a second of waiting takes a millisecond.
pub fn hasty() -> ClientSettings {
    ClientSettings {
        answer: Duration::from_secs(3),
        batch_answer: Duration::from_secs(3),
        slow_answer: Duration::from_secs(3),
        body: 64 * 1024,
        pace: 0.001,
        ..ClientSettings::default()
    }
}

pub fn client_of(url: &str, tokens: Arc<dyn Tokens>, settings: ClientSettings) -> Client {
    let endpoints = Endpoints::new(Cloud::Global, Some(url), Some(url)).unwrap();
    Client::new(Wire::new(settings).unwrap(), endpoints, tokens)
}

pub fn client(url: &str) -> Client {
    client_of(url, Arc::new(Given::new(&Secret::new(CANARY.to_owned())).unwrap()), hasty())
}

pub fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub fn fact(pack: &Pack, name: &str) -> FactId {
    pack.fact_named(name).unwrap_or_else(|| panic!("no fact {name}"))
}

/// Asks for facts about a person who is known by this.
pub fn ask(known: &[(&str, &str)], facts: &[&str]) -> Ask {
    let pack = Arc::new(builtin::pack());
    let known: BTreeMap<FactId, Value> =
        known.iter().map(|(name, value)| (fact(&pack, name), Value::text(*value))).collect();
    let facts = facts.iter().map(|name| fact(&pack, name)).collect();
    Ask { pack, facts, known, now: 1_795_336_200 }
}

pub const BY_NAME: &[(&str, &str)] = &[("target.upn", "adele@contoso.example")];
pub const BY_ID: &[(&str, &str)] = &[("target.id", "t-1")];

/// What comes of asking, and the news on the way.
pub fn probed(client: &Client, ask: &Ask) -> (Report, Vec<News>) {
    let mut news = Vec::new();
    let report = block(probe(client, ask, &mut |it| news.push(it)));
    (report, news)
}

/// What is known about a fact: its value, or why there is none.
pub fn outcome(ask: &Ask, report: &Report, name: &str) -> Result<Value, Reason> {
    let id = fact(&ask.pack, name);
    if let Some(found) = report.found.iter().find(|found| found.fact == id) {
        return Ok(found.value.clone());
    }
    let not = report.not_checked.iter().find(|not| not.fact == id);
    Err(not.unwrap_or_else(|| panic!("{name} is neither found nor not checked")).reason.clone())
}
