//! Every simulated tenant of the built-in pack comes to exactly what its file expects: the facts learned, for certain and
//! by pointing, and how each cause stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use cred_doctor::diagnosis::plan::{Holds, Wish, plan};
use cred_doctor::diagnosis::{Answered, Answers, By, FactBase, Learned, Status, Sweep};
use cred_doctor::graph::{self, Ask, Client, ClientSettings, Cloud, Endpoints, Given, Secret, Wire};
use cred_doctor::knowledge::tenant::Expectation;
use cred_doctor::knowledge::{CauseId, FactId, Pack, RequestId, Tenant, Value};
use cred_doctor::load;
use cred_doctor::simulator::{Body, Options, Request, Response, Server, Simulator, Variant, read_fault};
use serde_json::{Value as Json, json};

/// When it is.
const NOW: i64 = 1_795_348_800;

/// The built-in pack, from its files: whoever writes a tenant sees at once what it comes to.
fn pack() -> Arc<Pack> {
    let files = load::read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("trees")).unwrap();
    let loaded = load::load(files);
    let report = loaded.report(false);
    Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}")))
}

/// Asks the simulator what a plan wants, in batches, and reads lists to their end.
struct Asking<'a> {
    pack: &'a Pack,
    simulator: &'a mut Simulator,
    token: String,
    by_request: BTreeMap<RequestId, Answered>,
}

impl Asking<'_> {
    fn run(&mut self, about: &BTreeMap<FactId, Value>) -> BTreeMap<FactId, Learned> {
        let facts: Vec<FactId> = (0..self.pack.parts().facts.len()).map(FactId::from).collect();
        let wanted: Vec<FactId> =
            facts.iter().copied().filter(|fact| !self.pack.fact(*fact).evidence.is_empty()).collect();
        let plan = plan(self.pack, &Wish { facts: &wanted, known: about, holds: &Holds::default() });
        let mut known = about.clone();
        for call in plan.rounds.iter().flat_map(|round| &round.calls) {
            let parts: Vec<(usize, String)> = call
                .parts
                .iter()
                .enumerate()
                .filter_map(|(place, part)| Some((place, part.address.fill(&known, NOW)?)))
                .collect();
            let requests: Vec<Json> = parts
                .iter()
                .map(|(place, url)| {
                    let headers: BTreeMap<_, _> = call.parts[*place].headers.iter().cloned().collect();
                    json!({ "id": place.to_string(), "method": "GET", "url": url, "headers": headers })
                })
                .collect();
            for (place, answered) in self.batch(&call.version, &requests) {
                let part = &call.parts[place];
                self.by_request.extend(part.requests.iter().map(|request| (*request, answered.clone())));
            }
            let answers = Answers { pack: self.pack, by_request: &self.by_request, known: about, now: NOW };
            known.extend(wanted.iter().filter_map(|fact| Some((*fact, answers.learn(*fact)?.value))));
            known.extend(about.clone());
        }
        let answers = Answers { pack: self.pack, by_request: &self.by_request, known: about, now: NOW };
        let unknown = facts.into_iter().filter(|fact| !about.contains_key(fact));
        unknown.filter_map(|fact| Some((fact, answers.learn(fact)?))).collect()
    }

    fn batch(&mut self, version: &str, requests: &[Json]) -> Vec<(usize, Answered)> {
        let body = json!({ "requests": requests }).to_string();
        let request = Request::new("POST", &format!("/{version}/$batch"))
            .header("Authorization", &format!("Bearer {}", self.token))
            .with_body(body);
        let response = self.simulator.answer(&request, NOW);
        let responses = json_of(&response)["responses"].as_array().cloned().unwrap_or_default();
        let answered = responses.into_iter().filter_map(|part| {
            let place = part["id"].as_str()?.parse().ok()?;
            match part["status"].as_u64()? {
                200 => Some((place, Answered::Body { json: self.pages(part["body"].clone()), whole: true })),
                404 => Some((place, Answered::NotFound)),
                _ => None,
            }
        });
        answered.collect()
    }

    /// All pages in one.
    fn pages(&mut self, mut first: Json) -> Json {
        let mut next = first["@odata.nextLink"].as_str().map(str::to_owned);
        while let Some(link) = next {
            let address = link.strip_prefix("http://simulated.example").unwrap();
            let request = Request::new("GET", address)
                .header("Authorization", &format!("Bearer {}", self.token))
                .header("ConsistencyLevel", "eventual");
            let page = json_of(&self.simulator.answer(&request, NOW));
            first["value"].as_array_mut().unwrap().extend(page["value"].as_array().unwrap().iter().cloned());
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        first
    }
}

/// The body, read as a client reads it: of a key that stands twice, the last counts.
fn json_of(response: &Response) -> Json {
    match &response.body {
        Body::Json(json) => json.clone(),
        Body::Text(_, text) => serde_json::from_str(text).unwrap_or_default(),
        Body::Empty => Json::Null,
    }
}

fn probe(
    pack: &Arc<Pack>,
    tenant: &Tenant,
    options: Options,
    about: &BTreeMap<FactId, Value>,
) -> BTreeMap<FactId, Learned> {
    let mut simulator = Simulator::new(Arc::new(tenant.clone()), options, "http://simulated.example", NOW);
    let token = simulator.access_token(None, NOW);
    Asking { pack, simulator: &mut simulator, token, by_request: BTreeMap::new() }.run(about)
}

/// What the probe itself learns, over real HTTP.
fn probe_over_http(
    pack: &Arc<Pack>,
    tenant: &Tenant,
    about: &BTreeMap<FactId, Value>,
) -> BTreeMap<FactId, (Value, bool)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().unwrap();
    runtime.block_on(async {
        let options = Options { now: Some(NOW), ..Options::new(Arc::clone(pack)) };
        let server = Server::start(Arc::new(tenant.clone()), options).await.unwrap();
        let endpoints = Endpoints::new(Cloud::Global, Some(server.url()), Some(server.url())).unwrap();
        let token = Given::new(&Secret::new(server.access_token(None))).unwrap();
        let client = Client::new(Wire::new(ClientSettings::default()).unwrap(), endpoints, Arc::new(token));
        let facts = (0..pack.parts().facts.len()).map(FactId::from);
        let facts = facts.filter(|fact| !pack.fact(*fact).evidence.is_empty() && !about.contains_key(fact));
        let ask = Ask { pack: Arc::clone(pack), facts: facts.collect(), known: about.clone(), now: NOW };
        let report = graph::probe(&client, &ask, &mut |_| {}).await;
        report.found.into_iter().map(|found| (found.fact, (found.value, found.certain))).collect()
    })
}

fn sweep(pack: &Pack, expectation: &Expectation, learned: &BTreeMap<FactId, Learned>) -> Sweep {
    let mut facts = FactBase::default();
    for symptom in &expectation.symptoms {
        let tree = pack.tree(*symptom);
        for (fact, value) in &tree.given {
            facts.learn(NOW, *fact, Some(value.clone()), By::Symptom { symptom: tree.name.clone() });
        }
    }
    for (fact, value) in &expectation.about {
        facts.learn(NOW, *fact, Some(value.clone()), By::Person);
    }
    for (fact, it) in learned {
        let request = pack.request(it.request).name.clone();
        facts.learn(NOW, *fact, Some(it.value.clone()), By::Probe { request, certain: it.certain, reply: None });
    }
    Sweep::of(pack, &facts)
}

/// An expectation in names, in the form in which a file writes it.
#[derive(Debug, Default, PartialEq)]
struct Named {
    facts: BTreeMap<String, String>,
    likely: BTreeMap<String, String>,
    causes: BTreeMap<&'static str, BTreeSet<String>>,
}

const KEYS: [(&str, Status); 3] =
    [("confirmed", Status::Confirmed), ("possible", Status::Possible), ("ruled_out", Status::RuledOut)];

fn named(pack: &Pack, values: impl Iterator<Item = (FactId, Value)>) -> BTreeMap<String, String> {
    values
        .map(|(fact, value)| {
            let text = match &value {
                Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                Value::Set(members) if members.is_empty() => "none".to_owned(),
                Value::Set(members) => format!("[{}]", members.iter().cloned().collect::<Vec<_>>().join(", ")),
                other => other.to_string(),
            };
            (pack.fact(fact).name.clone(), text)
        })
        .collect()
}

fn causes(pack: &Pack, ids: impl Iterator<Item = CauseId>) -> BTreeSet<String> {
    ids.map(|cause| pack.cause(cause).name.clone()).collect()
}

impl Named {
    fn expected(pack: &Pack, expectation: &Expectation) -> Self {
        let lists = [&expectation.confirmed, &expectation.possible, &expectation.ruled_out];
        Self {
            facts: named(pack, expectation.facts.iter().cloned()),
            likely: named(pack, expectation.likely.iter().cloned()),
            causes: KEYS.iter().zip(lists).map(|((key, _), ids)| (*key, causes(pack, ids.iter().copied()))).collect(),
        }
    }

    fn found(pack: &Pack, learned: &BTreeMap<FactId, Learned>, sweep: &Sweep) -> Self {
        let of = |certain: bool| {
            let learned = learned.iter().filter(move |(_, it)| it.certain == certain);
            named(pack, learned.map(|(fact, it)| (*fact, it.value.clone())))
        };
        let status = |status| causes(pack, sweep.that_are(status).map(|finding| finding.cause));
        Self { facts: of(true), likely: of(false), causes: KEYS.iter().map(|(key, it)| (*key, status(*it))).collect() }
    }

    /// As a file writes it, to be pasted once somebody has looked whether it is right.
    fn yaml(&self) -> String {
        let mut text = String::new();
        for (key, values) in [("facts", &self.facts), ("likely", &self.likely)] {
            if !values.is_empty() {
                let _ = writeln!(text, "    {key}:");
                for (name, value) in values {
                    let quoted = value.contains(['#', '@', ':']);
                    let _ = if quoted {
                        writeln!(text, "      {name}: \"{value}\"")
                    } else {
                        writeln!(text, "      {name}: {value}")
                    };
                }
            }
        }
        for (key, names) in self.causes.iter().filter(|(_, names)| !names.is_empty()) {
            let _ = writeln!(text, "    {key}: [{}]", names.iter().cloned().collect::<Vec<_>>().join(", "));
        }
        text
    }
}

/// Every expectation of every tenant.
fn expectations(pack: &Pack) -> impl Iterator<Item = (&Tenant, &Expectation)> {
    pack.parts().tenants.iter().flat_map(|tenant| tenant.expect.iter().map(move |it| (tenant, it)))
}

#[test]
fn every_tenant_comes_to_what_its_file_expects() {
    let pack = pack();
    let mut wrong = String::new();
    for (tenant, expectation) in expectations(&pack) {
        let about: BTreeMap<FactId, Value> = expectation.about.iter().cloned().collect();
        let learned = probe(&pack, tenant, Options::new(Arc::clone(&pack)), &about);
        let found = Named::found(&pack, &learned, &sweep(&pack, expectation, &learned));
        if found != Named::expected(&pack, expectation) {
            let _ = writeln!(wrong, "{} about {:?}:\n{}", tenant.name, named(&pack, about.into_iter()), found.yaml());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_probe_learns_the_same_over_real_http() {
    let pack = pack();
    for (tenant, expectation) in expectations(&pack) {
        let about: BTreeMap<FactId, Value> = expectation.about.iter().cloned().collect();
        let found = probe_over_http(&pack, tenant, &about);
        let of = |certain: bool| {
            let found = found.iter().filter(move |(_, (_, it))| *it == certain);
            named(&pack, found.map(|(fact, (value, _))| (*fact, value.clone())))
        };
        let expected = Named::expected(&pack, expectation);
        assert_eq!((of(true), of(false)), (expected.facts, expected.likely), "{}", tenant.name);
    }
}

#[test]
fn a_healthy_tenant_confirms_nothing_and_every_other_shows_its_cause() {
    let pack = pack();
    let tenants = &pack.parts().tenants;
    assert!(tenants.len() >= 14 && tenants.iter().filter(|tenant| tenant.healthy).count() >= 2);
    for tenant in tenants {
        assert!(!tenant.expect.is_empty(), "{}", tenant.name);
        let confirmed = tenant.expect.iter().any(|it| !it.confirmed.is_empty());
        let says = tenant.expect.iter().any(|it| !it.symptoms.is_empty());
        assert!(!tenant.healthy || !confirmed, "{} is healthy", tenant.name);
        assert!(tenant.healthy || says, "nobody complains in {}", tenant.name);
    }
}

#[test]
fn pages_and_the_other_side_of_every_contradiction_teach_the_same() {
    let pack = pack();
    for (tenant, expectation) in expectations(&pack) {
        let about: BTreeMap<FactId, Value> = expectation.about.iter().cloned().collect();
        let usual = Options::new(Arc::clone(&pack));
        let odd = Options { page_size: Some(1), empty_page: true, variant: Variant::Pages, ..usual.clone() };
        assert_eq!(probe(&pack, tenant, odd, &about), probe(&pack, tenant, usual, &about), "{}", tenant.name);
    }
}

#[test]
fn without_a_permission_nothing_else_is_learned_for_certain() {
    let pack = pack();
    let mut wrong = BTreeSet::new();
    for (tenant, expectation) in expectations(&pack) {
        let about: BTreeMap<FactId, Value> = expectation.about.iter().cloned().collect();
        let all = probe(&pack, tenant, Options::new(Arc::clone(&pack)), &about);
        for withheld in &tenant.operator.permissions {
            let mut less = tenant.clone();
            less.operator.permissions.retain(|permission| permission != withheld);
            // Enough to see that things are there, and nothing about them.
            less.operator.permissions.extend(["User.Read".to_owned(), "User.Read.All".to_owned()]);
            for (fact, learned) in probe(&pack, &less, Options::new(Arc::clone(&pack)), &about) {
                if learned.certain && all.get(&fact).map(|it| &it.value) != Some(&learned.value) {
                    wrong.insert(format!("{} without {withheld}", pack.fact(fact).name));
                }
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn no_fault_teaches_anything_that_is_not_so() {
    let pack = pack();
    for (tenant, expectation) in expectations(&pack) {
        let about: BTreeMap<FactId, Value> = expectation.about.iter().cloned().collect();
        let all = probe(&pack, tenant, Options::new(Arc::clone(&pack)), &about);
        for request in &pack.parts().requests {
            for kind in ["403", "404", "429", "500", "wrong_types"] {
                // A 404 is an answer: to a path that can be absent, it says that it is.
                if kind == "404" && request.not_found.is_some() {
                    continue;
                }
                let mut options = Options::new(Arc::clone(&pack));
                options.faults.push(read_fault(&format!("{}={kind}", request.name)).unwrap());
                for (fact, learned) in probe(&pack, tenant, options, &about) {
                    let known = all.get(&fact).map(|it| &it.value);
                    let name = &pack.fact(fact).name;
                    assert!(
                        !learned.certain || known == Some(&learned.value),
                        "{name} in {}, {}={kind}",
                        tenant.name,
                        request.name
                    );
                }
            }
        }
    }
}
