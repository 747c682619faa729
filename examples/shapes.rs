//! Compares what the simulator answers with Microsoft's examples and schema of Graph, for whoever has them in a folder:
//!
//! ```text
//! cargo run --example shapes -- DIR
//! ```
//!
//! `DIR/openapi/openapi-subset.json` is an `OpenAPI` document whose paths start with the version, `DIR/examples/*.json` are
//! answers of the reference pages. Every request of the built-in pack is asked of every simulated tenant. Each property of
//! an answer must be one of the schema, of the type and among the words that the schema says; where the page of the
//! request shows the same property, its type must be that of the example. Exits with 1 if anything differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fs, io};

use cred_doctor::builtin;
use cred_doctor::knowledge::{FactId, Pack, Piece, Request as Asked, Tenant, moment};
use cred_doctor::simulator::{Options, Request, Simulator, Variant};
use serde_json::Value as Json;

/// When it is.
const NOW: i64 = 1_795_348_800;
/// Which example shows the answer to which request.
const EXAMPLES: [(&str, &str); 22] = [
    ("admin", "user-get-select"),
    ("admin-roles", "rbacapplication-list-transitiveroleassignments-beta"),
    ("admin-eligible-roles", "rbacapplication-list-roleeligibilityscheduleinstances"),
    ("application", "application-get"),
    ("service-principal", "serviceprincipal-get"),
    ("app-federated-credentials", "application-list-federatedidentitycredentials"),
    ("app-owners", "application-list-owners"),
    ("app-sign-ins", "signin-list-beta"),
    ("user-groups", "user-list-transitivememberof-cast-group"),
    ("user-methods", "authentication-list-methods"),
    ("user-mfa-state", "authentication-get-requirements-beta"),
    ("user-registration", "userregistrationdetails-get"),
    ("user-sign-ins", "signin-list"),
    ("user-audits", "directoryaudit-list"),
    ("user-risk", "riskyuser-get"),
    ("organization", "organization-list"),
    ("subscriptions", "subscribedsku-list"),
    ("domains", "domain-list"),
    ("authorization-policy", "authorizationpolicy-get"),
    ("security-defaults", "identitysecuritydefaultsenforcementpolicy-get"),
    ("app-policy", "tenantappmanagementpolicy-get"),
    ("staged-rollout", "featurerolloutpolicies-list"),
];

fn main() -> io::Result<ExitCode> {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("usage: cargo run --example shapes -- DIR");
        return Ok(ExitCode::from(2));
    };
    let folder = Path::new(&folder);
    let schema = read(&folder.join("openapi/openapi-subset.json"))?;
    let pack = Arc::new(builtin::pack());
    let mut report = Report { schema: &schema, found: BTreeSet::new(), compared: BTreeMap::new() };
    for tenant in &pack.parts().tenants {
        for variant in [Variant::Metadata, Variant::Pages] {
            for (name, json) in answers(&pack, tenant, variant) {
                report.answer(&pack, folder, &name, &json, variant)?;
            }
        }
    }
    for request in &pack.parts().requests {
        report.permissions(request);
    }
    report.errors(&pack, folder)?;
    let properties: usize = report.compared.values().sum();
    println!("{} requests answered, {properties} properties compared with the schema", report.compared.len());
    let unseen = pack.parts().requests.iter().filter(|request| !report.compared.contains_key(&request.name));
    let unseen: Vec<&str> = unseen.map(|request| request.name.as_str()).collect();
    println!(
        "never answered or not in the schema: {}",
        if unseen.is_empty() { "none".to_owned() } else { unseen.join(", ") }
    );
    for difference in &report.found {
        println!("{difference}");
    }
    Ok(if report.found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(path: &Path) -> io::Result<Json> {
    serde_json::from_str(&fs::read_to_string(path)?).map_err(io::Error::other)
}

/// What a tenant answers to every request that it can be asked, with everything granted and every object whole.
fn answers(pack: &Arc<Pack>, tenant: &Tenant, variant: Variant) -> Vec<(String, Json)> {
    let mut tenant = tenant.clone();
    tenant.faults.clear();
    let all = pack.parts().requests.iter().flat_map(|request| request.needs.delegated.clone());
    tenant.operator.permissions = all.collect();
    let options = Options { variant, ..Options::new(Arc::clone(pack)) };
    let mut simulator = Simulator::new(Arc::new(tenant.clone()), options, "https://graph.microsoft.com", NOW);
    let subjects = subjects(pack, &tenant, &simulator);
    let mut answers = Vec::new();
    for request in &pack.parts().requests {
        for subject in &subjects {
            let Some(path) = filled(request, subject) else { continue };
            let path = if request.select.is_empty() {
                path
            } else {
                let mark = if path.contains('?') { '&' } else { '?' };
                format!("{path}{mark}$select={}", request.select.join(","))
            };
            let token = simulator.access_token(None, NOW);
            let mut asked = Request::new("GET", &format!("/{}{path}", request.version))
                .header("authorization", &format!("Bearer {token}"));
            for (name, value) in &request.headers {
                asked = asked.header(name, value);
            }
            let answer = simulator.answer(&asked, NOW);
            let text = match &answer.body {
                cred_doctor::simulator::Body::Text(_, text) => serde_json::from_str(text).ok(),
                cred_doctor::simulator::Body::Json(json) => Some(json.clone()),
                cred_doctor::simulator::Body::Empty => None,
            };
            answers.extend(text.filter(|_| answer.status == 200).map(|json| (request.name.clone(), json)));
        }
    }
    answers
}

/// Everybody and every app, as facts that fill a path.
fn subjects(pack: &Pack, tenant: &Tenant, simulator: &Simulator) -> Vec<BTreeMap<FactId, String>> {
    let fact = |name: &str| pack.fact_named(name);
    let mut subjects = Vec::new();
    for person in &tenant.people {
        let id = simulator.directory().person_id(person);
        let facts = [("target.id", &id), ("admin.id", &id), ("target.upn", &person.upn), ("admin.upn", &person.upn)];
        subjects.push(facts.iter().filter_map(|(name, value)| Some((fact(name)?, (*value).clone()))).collect());
    }
    for app in &tenant.apps {
        let id = simulator.directory().client_id(app);
        subjects.push(fact("app.client_id").map(|fact| (fact, id)).into_iter().collect());
    }
    subjects
}

fn filled(request: &Asked, subject: &BTreeMap<FactId, String>) -> Option<String> {
    let mut path = String::new();
    for piece in &request.pieces {
        match piece {
            Piece::Text(text) => path.push_str(&text.replace(' ', "%20")),
            Piece::Ago(_) => path.push_str("2026-11-01T00:00:00Z"),
            Piece::Fact(facts) => path.push_str(&encoded(facts.iter().find_map(|fact| subject.get(fact))?)),
            Piece::Given(fact) => path.push_str(&encoded(subject.get(fact)?)),
        }
    }
    Some(path)
}

fn encoded(text: &str) -> String {
    text.replace('%', "%25").replace('#', "%23")
}

/// What was compared, and what differs.
struct Report<'a> {
    schema: &'a Json,
    found: BTreeSet<String>,
    compared: BTreeMap<String, usize>,
}

impl Report<'_> {
    fn answer(&mut self, pack: &Pack, folder: &Path, name: &str, json: &Json, variant: Variant) -> io::Result<()> {
        let Some(request) = pack.request_named(name).map(|id| pack.request(id)) else { return Ok(()) };
        // What the pages show is compared with the pages, what the metadata says with the schema.
        if variant == Variant::Metadata {
            let Some(schema) = self
                .operation(request)
                .map(|it| it["responses"]["200"]["content"]["application/json"]["schema"].clone())
            else {
                return Ok(());
            };
            let count = self.value(name, "", json, &schema);
            *self.compared.entry(name.to_owned()).or_default() += count;
        }
        if let Some((_, example)) = EXAMPLES.iter().find(|(known, _)| *known == name) {
            let example = read(&folder.join("examples").join(format!("{example}.json")))?;
            self.example(name, "", json, &example, variant);
        }
        Ok(())
    }

    /// What the schema says about a request.
    fn operation(&self, request: &Asked) -> Option<&Json> {
        let path = request.path.split('?').next().unwrap_or_default();
        let wanted = shape(&format!("/{}{path}", request.version));
        let paths = self.schema["paths"].as_object()?;
        let found = paths.iter().find(|(path, _)| shape(path) == wanted).or_else(|| {
            // The type of agent stands in the path of the request, a placeholder in that of the schema.
            paths
                .iter()
                .find(|(path, _)| shape(&path.replace("{onPremisesPublishingProfile-id}", "authentication")) == wanted)
        });
        found.map(|(_, operation)| &operation["get"])
    }

    /// Compares a value with its schema; gives the number of properties compared.
    fn value(&mut self, name: &str, at: &str, json: &Json, schema: &Json) -> usize {
        let schema = self.resolved(schema);
        if json.is_null() {
            let nullable = schema["nullable"] == true
                || schema["anyOf"].as_array().is_some_and(|any| any.iter().any(|it| it["nullable"] == true));
            if !nullable {
                self.found.insert(format!("{name}: {at} is null, and the schema has no null there"));
            }
            return 0;
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let first = any.first().cloned().unwrap_or_default();
            return self.value(name, at, json, &first);
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(json)
        {
            self.found.insert(format!("{name}: {at} is {json}, none of the words of the schema"));
        }
        let is_right = match schema["type"].as_str() {
            Some("string") => {
                json.is_string() && (schema["format"] != "date-time" || json.as_str().and_then(moment).is_some())
            }
            Some("boolean") => json.is_boolean(),
            Some("integer") => json.is_i64(),
            Some("number") => json.is_number(),
            Some("array") => json.is_array(),
            Some("object") => json.is_object(),
            _ => true,
        };
        if !is_right {
            self.found.insert(format!("{name}: {at} is {json}, the schema says {}", schema["type"]));
        }
        match json {
            Json::Array(members) => members.iter().map(|member| self.value(name, at, member, &schema["items"])).sum(),
            Json::Object(object) => {
                // A member of a mixed list says itself what it is.
                let own = object.get("@odata.type").and_then(Json::as_str).map(|kind| kind.trim_start_matches('#'));
                let own = own.map(|kind| self.schema["components"]["schemas"][kind].clone()).filter(Json::is_object);
                let schema = own.unwrap_or(schema);
                let known = |key: &String| !key.starts_with("@odata.") || key == "@odata.nextLink";
                object
                    .iter()
                    .filter(|(key, _)| known(key))
                    .map(|(key, value)| self.property(name, at, key, value, &schema))
                    .sum()
            }
            _ => 0,
        }
    }

    fn property(&mut self, name: &str, at: &str, key: &str, value: &Json, schema: &Json) -> usize {
        let at = format!("{at}/{key}");
        if let Some(property) = schema["properties"].get(key).cloned() {
            return 1 + self.value(name, &at, value, &property);
        }
        self.found.insert(format!("{name}: {at} is not in the schema"));
        1
    }

    fn resolved(&self, schema: &Json) -> Json {
        let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) else { return schema.clone() };
        self.schema["components"]["schemas"][name].clone()
    }

    /// Compares the types of what both an answer and an example show. An example with words for types says nothing.
    fn example(&mut self, name: &str, at: &str, json: &Json, example: &Json, variant: Variant) {
        match (json, example) {
            (Json::Object(object), Json::Object(shown)) => {
                // The pages wrap some single objects in `value`, the metadata does not.
                let wrapped =
                    shown.get("value").filter(|_| variant == Variant::Metadata && !object.contains_key("value"));
                if let Some(inner) = wrapped {
                    let inner = inner.as_array().and_then(|members| members.first()).unwrap_or(inner);
                    return self.example(name, at, json, inner, variant);
                }
                for (key, value) in object {
                    if let Some(shown) = shown.get(key) {
                        self.example(name, &format!("{at}/{key}"), value, shown, variant);
                    }
                }
            }
            (Json::Array(members), Json::Array(shown)) => {
                for (member, shown) in members.iter().flat_map(|member| shown.iter().map(move |shown| (member, shown)))
                {
                    let same_kind = member.get("@odata.type") == shown.get("@odata.type");
                    if same_kind {
                        self.example(name, at, member, shown, variant);
                    }
                }
            }
            (Json::Null, _) | (_, Json::Null) => {}
            (_, Json::String(text)) if matches!(text.as_str(), "Boolean" | "String" | "String (timestamp)") => {}
            (json, shown) => {
                if std::mem::discriminant(json) != std::mem::discriminant(shown) {
                    self.found.insert(format!("{name}: {at} is {json}, the example shows {shown}"));
                }
            }
        }
    }

    /// Whether the permissions that the pack says are enough are enough by the permission data.
    fn permissions(&mut self, request: &Asked) {
        let Some(operation) = self.operation(request).cloned() else { return };
        for (kind, ours) in
            [("delegated", Some(&request.needs.delegated)), ("application", request.needs.application.as_ref())]
        {
            let allowed = &operation["x-permissions"][kind]["allowed"];
            let allowed: Vec<&str> = allowed.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            // Several may be needed of which the data knows each as an alternative: one that it knows is enough.
            let known = ours.is_none_or(|ours| ours.iter().any(|it| allowed.contains(&it.as_str())));
            if !allowed.is_empty() && !known {
                self.found.insert(format!("{}: {kind} {:?} is not in the permission data", request.name, ours));
            }
        }
    }

    /// Whether refusals have the members that the recorded ones have.
    fn errors(&mut self, pack: &Arc<Pack>, folder: &Path) -> io::Result<()> {
        let tenant = pack.parts().tenants.iter().find(|tenant| tenant.name == "no-licence").cloned();
        let Some(mut tenant) = tenant else { return Ok(()) };
        for (file, permissions, path) in [
            ("error-403-no-premium", vec!["AuditLog.Read.All", "Directory.Read.All"], "/v1.0/auditLogs/signIns"),
            ("error-403-onpremisessynchronization", vec!["User.Read"], "/v1.0/directory/onPremisesSynchronization"),
        ] {
            tenant.operator.permissions = permissions.into_iter().map(str::to_owned).collect();
            let options = Options::new(Arc::clone(pack));
            let mut simulator = Simulator::new(Arc::new(tenant.clone()), options, "https://graph.microsoft.com", NOW);
            let token = simulator.access_token(None, NOW);
            let asked = Request::new("GET", path).header("authorization", &format!("Bearer {token}"));
            let answer = simulator.answer(&asked, NOW);
            let json = answer.as_json().cloned().unwrap_or_default();
            let example = read(&folder.join("examples").join(format!("{file}.json")))?;
            self.example(file, "", &json, &example, Variant::Metadata);
            for key in ["/error/code", "/error/message"] {
                if json.pointer(key) != example.pointer(key) {
                    self.found.insert(format!("{file}: {key} differs"));
                }
            }
            let keys = |json: &Json| {
                json.pointer("/error/innerError")
                    .and_then(Json::as_object)
                    .map(|it| it.keys().cloned().collect::<BTreeSet<_>>())
            };
            if keys(&json) != keys(&example) {
                self.found.insert(format!("{file}: the members of innerError differ"));
            }
        }
        Ok(())
    }
}

/// A path with every placeholder alike.
fn shape(path: &str) -> String {
    let parts = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("{}")
}
