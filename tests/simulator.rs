//! The simulator as a caller meets it: refusals, lists, batches, sign-in, and everything that goes wrong on demand.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cred_doctor::builtin;
use cred_doctor::knowledge::tenant::{FaultKind, Operator, OperatorIs};
use cred_doctor::knowledge::{Pack, Tenant};
use cred_doctor::simulator::{Body, Options, Request, Response, Server, Simulator, Trouble, read_fault};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

const NOW: i64 = 1_795_348_800;
const BASE: &str = "http://127.0.0.1:9";

fn pack() -> Arc<Pack> {
    Arc::new(builtin::pack())
}

fn tenant(pack: &Pack, name: &str) -> Tenant {
    pack.parts()
        .tenants
        .iter()
        .find(|tenant| tenant.name == name)
        .cloned()
        .unwrap_or_else(|| panic!("no tenant {name}"))
}

/// A tenant that answers, and a token of its operator.
struct Asked {
    simulator: Simulator,
    token: String,
}

impl Asked {
    fn new(name: &str) -> Self {
        Self::with(name, |_, _| {})
    }

    fn with(name: &str, change: impl FnOnce(&mut Tenant, &mut Options)) -> Self {
        let pack = pack();
        let (mut tenant, mut options) = (tenant(&pack, name), Options::new(Arc::clone(&pack)));
        change(&mut tenant, &mut options);
        let mut simulator = Simulator::new(Arc::new(tenant), options, BASE, NOW);
        let token = simulator.access_token(None, NOW);
        Self { simulator, token }
    }

    fn get(&mut self, address: &str) -> Response {
        self.get_at(address, NOW)
    }

    fn get_at(&mut self, address: &str, now: i64) -> Response {
        let request = Request::new("GET", address).header("Authorization", &format!("Bearer {}", self.token));
        self.simulator.answer(&request, now)
    }

    fn eventually(&mut self, address: &str) -> Response {
        let request = Request::new("GET", address)
            .header("Authorization", &format!("Bearer {}", self.token))
            .header("ConsistencyLevel", "eventual");
        self.simulator.answer(&request, NOW)
    }

    fn batch(&mut self, requests: Json) -> Response {
        let request = Request::new("POST", "/v1.0/$batch")
            .header("Authorization", &format!("Bearer {}", self.token))
            .with_body(json!({ "requests": requests }).to_string());
        self.simulator.answer(&request, NOW)
    }

    fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Response {
        let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let form: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.simulator.answer(&Request::new("POST", path).with_body(form.join("&")), NOW)
    }
}

fn code(response: &Response) -> (u16, String) {
    let json = response.as_json().unwrap();
    (response.status, json["error"]["code"].as_str().unwrap_or_default().to_owned())
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn a_missing_permission_role_and_licence_are_refused_each_in_its_way() {
    let mut none = Asked::with("contoso-cloud", |tenant, _| tenant.operator.permissions.clear());
    assert_eq!(code(&none.get("/v1.0/domains")), refused(403, "Authorization_RequestDenied"));
    assert_eq!(
        code(&none.get("/v1.0/auditLogs/directoryAudits")),
        refused(403, "Authentication_MSGraphPermissionMissing")
    );
    let mut helpdesk = Asked::new("half-readable");
    let signs = "/v1.0/auditLogs/signIns?$top=5";
    assert_eq!(code(&helpdesk.get(signs)), refused(403, "Authentication_RequestFromUnsupportedUserRole"));
    let mut free = Asked::new("no-licence");
    assert_eq!(code(&free.get(signs)), refused(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"));
    // Audit events need no licence.
    assert_eq!(free.get("/v1.0/auditLogs/directoryAudits").status, 200);
}

#[test]
fn an_app_may_not_ask_what_only_people_may() {
    let mut app = Asked::with("contoso-hybrid", |tenant, _| {
        tenant.operator = Operator { is: OperatorIs::App("x".to_owned()), ..tenant.operator.clone() };
    });
    assert_eq!(
        code(&app.get("/v1.0/directory/onPremisesSynchronization")),
        refused(403, "Authorization_RequestDenied")
    );
    assert_eq!(app.get("/v1.0/me").status, 400);
    assert_eq!(app.get("/v1.0/organization").status, 200);
}

#[test]
fn with_little_permission_the_rest_is_null() {
    let mut little =
        Asked::with("contoso-hybrid", |tenant, _| tenant.operator.permissions = vec!["User.Read".to_owned()]);
    let json = little.get("/v1.0/organization").as_json().cloned().unwrap();
    assert!(json["value"][0]["onPremisesSyncEnabled"].is_null());
    assert_eq!(json["value"][0]["displayName"], "Contoso Manufacturing");
}

#[test]
fn what_is_not_there_is_told_apart_from_what_cannot_be_asked() {
    let mut asked = Asked::new("contoso-cloud");
    assert_eq!(code(&asked.get("/v1.0/users/nobody@contoso.example")), refused(404, "Request_ResourceNotFound"));
    assert_eq!(code(&asked.get("/v1.0/usres/x")), refused(400, "BadRequest"));
    assert_eq!(
        code(&asked.get("/v1.0/users/uma@contoso.example/authentication/requirements")),
        refused(400, "BadRequest")
    );
    assert_eq!(code(&asked.get("/v1.0/users/uma@contoso.example?$select=id,shoeSize")), refused(400, "BadRequest"));
    let roles = "/beta/roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=principalId eq 'x'";
    assert_eq!(asked.get(roles).status, 404);
    assert_eq!(asked.eventually(roles).status, 200);
    let deleted =
        "/v1.0/directory/deletedItems/microsoft.graph.user?$count=true&$filter=endsWith(userPrincipalName,'x')";
    assert_eq!(code(&asked.get(deleted)), refused(400, "Request_UnsupportedQuery"));
    assert_eq!(asked.eventually(deleted).status, 200);
    let changed = Request::new("PATCH", "/v1.0/users/uma@contoso.example")
        .header("Authorization", &format!("Bearer {}", asked.token));
    assert_eq!(asked.simulator.answer(&changed, NOW).status, 405);
}

#[test]
fn a_name_in_quotes_is_the_same_address() {
    let mut asked = Asked::new("guest-at-home-elsewhere");
    let guest = asked.get("/v1.0/users/kim_partner.example%23EXT%23%40proseware.example?$select=userType");
    assert_eq!(guest.as_json().unwrap()["userType"], "Guest");
    let sam = asked.get("/v1.0/users('sam@proseware.example')?$select=displayName");
    assert_eq!(sam.as_json().unwrap()["displayName"], "Sam Okoro");
}

#[test]
fn only_what_is_selected_is_sent() {
    let mut asked = Asked::new("contoso-cloud");
    let json = asked.get("/v1.0/users/uma@contoso.example?$select=id,accountEnabled").as_json().cloned().unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["@odata.context", "accountEnabled", "id"]);
}

#[test]
fn a_list_is_read_page_by_page() {
    let mut asked = Asked::with("locked-out", |_, options| {
        options.page_size = Some(1);
        options.empty_page = true;
    });
    let mut address = "/v1.0/auditLogs/signIns?$filter=createdDateTime ge 2020-01-01T00:00:00Z&$top=25".to_owned();
    let mut sizes = Vec::new();
    let mut codes = Vec::new();
    loop {
        let json = asked.get(&address).as_json().cloned().unwrap();
        let members = json["value"].as_array().unwrap();
        sizes.push(members.len());
        codes.extend(members.iter().map(|it| it["status"]["errorCode"].as_u64().unwrap()));
        let Some(next) = json["@odata.nextLink"].as_str() else { break };
        address = next.strip_prefix(BASE).unwrap().to_owned();
    }
    assert_eq!(sizes, [0, 1, 1, 1]);
    assert_eq!(codes, [50053, 50053, 50126]);
}

#[test]
fn a_batch_answers_every_part_and_in_another_order() {
    let mut asked = Asked::new("contoso-cloud");
    let response = asked.batch(json!([
        { "id": "a", "method": "GET", "url": "/domains" },
        { "id": "b", "method": "GET", "url": "users/nobody" },
        { "id": "c", "method": "DELETE", "url": "/users/x" },
    ]));
    let json = response.as_json().unwrap();
    let told: Vec<(&str, u64)> = json["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["id"].as_str().unwrap(), part["status"].as_u64().unwrap()))
        .collect();
    assert_eq!(told, [("c", 405), ("b", 404), ("a", 200)]);
    let same = json!([{ "id": "a", "method": "GET", "url": "/me" }, { "id": "A", "method": "GET", "url": "/me" }]);
    assert_eq!(asked.batch(same).status, 400);
    let many: Vec<Json> = (0..21).map(|n| json!({ "id": n.to_string(), "method": "GET", "url": "/me" })).collect();
    assert_eq!(asked.batch(Json::Array(many)).status, 400);
    assert_eq!(asked.batch(json!("no list")).status, 400);
}

#[test]
fn a_throttle_budget_fills_up_again() {
    let mut asked = Asked::with("contoso-cloud", |_, options| options.throttle = true);
    let address = "/v1.0/auditLogs/directoryAudits";
    for _ in 0..5 {
        assert_eq!(asked.get(address).status, 200);
    }
    let refusal = asked.get_at(address, NOW + 4);
    assert_eq!((refusal.status, refusal.header("retry-after")), (429, Some("6")));
    assert_eq!(asked.get_at(address, NOW + 10).status, 200);
}

#[test]
fn a_token_must_be_one_of_ours_and_fresh() {
    let mut asked = Asked::new("contoso-cloud");
    assert_eq!(asked.get_at("/v1.0/me", NOW + 3_600).status, 401);
    asked.token = "eyJ0.somebody.else".to_owned();
    let refusal = asked.get("/v1.0/me");
    assert_eq!(code(&refusal), refused(401, "InvalidAuthenticationToken"));
    assert!(refusal.header("WWW-Authenticate").unwrap().starts_with("Bearer "));
    assert!(refusal.header("request-id").is_some() && refusal.header("date").is_some());
}

#[test]
fn a_challenge_is_answered_by_a_new_sign_in() {
    let mut asked = Asked::with("contoso-cloud", |_, options| options.faults.push(read_fault("*=challenge").unwrap()));
    let refusal = asked.get("/v1.0/domains");
    assert_eq!(refusal.status, 401);
    let challenge = refusal.header("WWW-Authenticate").unwrap();
    assert!(challenge.contains("error=\"insufficient_claims\""));
    let claims = challenge.split("claims=\"").nth(1).unwrap().trim_end_matches('"');
    let claims = String::from_utf8(STANDARD.decode(claims).unwrap()).unwrap();
    let (json, _) = sign_in(&mut asked, "User.Read Directory.Read.All", &claims).unwrap();
    asked.token = json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(asked.get("/v1.0/domains").status, 200);
}

/// A sign-in in a browser: what the token endpoint said, and the code that was used.
fn sign_in(asked: &mut Asked, scope: &str, claims: &str) -> Result<(Json, String), String> {
    let verifier = "a-verifier-of-forty-three-characters-or-more-";
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let client = asked.simulator.directory().own_client_id();
    let tenant = asked.simulator.directory().id();
    let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let address = format!(
        "/{tenant}/oauth2/v2.0/authorize?client_id={client}&response_type=code&redirect_uri=http://localhost:5555&scope={}&state=s%26t\
         &code_challenge={challenge}&code_challenge_method=S256&claims={}",
        encode(scope),
        encode(claims)
    );
    let response = asked.simulator.answer(&Request::new("GET", &address), NOW);
    assert_eq!(response.status, 302);
    let location = response.header("location").unwrap().to_owned();
    assert!(location.starts_with("http://localhost:5555?") && location.contains("state=s%26t"), "{location}");
    let Some(code) = location.split("code=").nth(1).map(|rest| rest.split('&').next().unwrap().to_owned()) else {
        return Err(location);
    };
    if location.contains("error=") {
        return Err(location);
    }
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client.as_str()),
        ("code", code.as_str()),
        ("redirect_uri", "http://localhost:5555"),
        ("code_verifier", verifier),
    ];
    let token = asked.post(&format!("/{tenant}/oauth2/v2.0/token"), &form);
    assert_eq!(token.status, 200, "{token:?}");
    Ok((token.as_json().cloned().unwrap(), code))
}

const SCOPE: &str = "openid profile offline_access https://graph.microsoft.com/Directory.Read.All";

#[test]
fn a_person_signs_in_and_stays_signed_in() {
    let mut asked = Asked::new("contoso-cloud");
    let (json, code) = sign_in(&mut asked, SCOPE, "").unwrap();
    assert_eq!(json["scope"], "Directory.Read.All openid profile");
    let id = json["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
    let id: Json = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(id).unwrap()).unwrap();
    assert_eq!(id["preferred_username"], "gina@contoso.example");
    assert_eq!(id["tid"], asked.simulator.directory().id());
    asked.token = json["access_token"].as_str().unwrap().to_owned();
    assert_eq!(asked.get("/v1.0/domains").status, 200);
    // Only what was asked for was granted.
    assert_eq!(asked.get("/v1.0/policies/authorizationPolicy").status, 403);
    let client = asked.simulator.directory().own_client_id();
    let again = [
        ("grant_type", "authorization_code"),
        ("client_id", &client),
        ("code", &code),
        ("redirect_uri", "http://localhost:5555"),
    ];
    assert_eq!(asked.post("/common/oauth2/v2.0/token", &again).as_json().unwrap()["error"], "invalid_grant");
    let refresh = json["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", client.as_str()),
        ("refresh_token", refresh),
        ("scope", "User.Read"),
    ];
    let json = asked.post("/contoso.example/oauth2/v2.0/token", &form).as_json().cloned().unwrap();
    assert_eq!(json["scope"], "User.Read");
}

#[test]
fn a_wrong_verifier_a_foreign_address_and_a_missing_consent_are_refused() {
    let mut asked = Asked::new("contoso-cloud");
    let client = asked.simulator.directory().own_client_id();
    let begin = |redirect: &str| {
        format!(
            "/common/oauth2/v2.0/authorize?client_id={client}&response_type=code&scope=User.Read&state=s&redirect_uri={redirect}&code_challenge=x&code_challenge_method=S256"
        )
    };
    for foreign in
        ["https://evil.example", "http://localhost.evil.example", "http://localhost@evil.example", "//localhost"]
    {
        assert_eq!(asked.simulator.answer(&Request::new("GET", &begin(foreign)), NOW).status, 400, "{foreign}");
    }
    let location = asked.simulator.answer(&Request::new("GET", &begin("http://localhost:1")), NOW);
    let code =
        location.header("location").unwrap().split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client.as_str()),
        ("code", code.as_str()),
        ("redirect_uri", "http://localhost:1"),
        ("code_verifier", "another"),
    ];
    let json = asked.post("/common/oauth2/v2.0/token", &form).as_json().cloned().unwrap();
    assert_eq!(json["error_codes"], json!([501_481]));
    let refusal = sign_in(&mut asked, "https://graph.microsoft.com/Mail.Read", "").unwrap_err();
    assert!(refusal.contains("error=invalid_grant") && refusal.contains("AADSTS65001"), "{refusal}");
}

#[test]
fn whoever_may_not_sign_in_is_told_why() {
    for (fails, error) in
        [("AADSTS50057", "invalid_grant"), ("AADSTS65004", "access_denied"), ("AADSTS53003", "interaction_required")]
    {
        let mut asked = Asked::with("contoso-cloud", |tenant, _| tenant.operator.fails = Some(fails.to_owned()));
        let refusal = sign_in(&mut asked, "User.Read", "").unwrap_err();
        assert!(refusal.contains(&format!("error={error}")) && refusal.contains(fails), "{refusal}");
    }
    let mut disabled =
        Asked::with("account-disabled", |_, options| options.operator = Some("anja@alpine.example".to_owned()));
    assert!(sign_in(&mut disabled, "User.Read", "").unwrap_err().contains("AADSTS50057"));
    let mut asked = Asked::new("contoso-cloud");
    let json = asked.post("/fabrikam.example/oauth2/v2.0/token", &[("grant_type", "refresh_token")]);
    assert_eq!(json.as_json().unwrap()["error_codes"], json!([90002]));
}

#[test]
fn a_device_asks_until_the_person_has_agreed() {
    let mut asked = Asked::new("contoso-cloud");
    let client = asked.simulator.directory().own_client_id();
    let started =
        asked.post("/common/oauth2/v2.0/devicecode", &[("client_id", &client), ("scope", "User.Read offline_access")]);
    let device = started.as_json().unwrap()["device_code"].as_str().unwrap().to_owned();
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", client.as_str()),
        ("device_code", device.as_str()),
    ];
    let first = asked.post("/common/oauth2/v2.0/token", &form);
    assert_eq!((first.status, &first.as_json().unwrap()["error"]), (400, &json!("authorization_pending")));
    let second = asked.post("/common/oauth2/v2.0/token", &form);
    assert_eq!(second.status, 200);
    assert!(second.as_json().unwrap()["refresh_token"].is_string());
    let third = asked.post("/common/oauth2/v2.0/token", &form);
    assert_eq!(third.as_json().unwrap()["error"], "bad_verification_code");
}

#[test]
fn an_app_signs_in_with_a_secret_or_a_certificate_that_runs() {
    let pack = pack();
    let mut asked = Asked::with("contoso-cloud", |_, _| {});
    let told = tenant(&pack, "contoso-cloud");
    let app = &told.apps[0];
    let (client, secret) =
        (asked.simulator.directory().client_id(app), asked.simulator.directory().secret(app, &app.secrets[0]));
    let mut by_secret = |client: &str, secret: &str| {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", client),
            ("client_secret", secret),
            ("scope", "https://graph.microsoft.com/.default"),
        ];
        asked.post("/contoso.example/oauth2/v2.0/token", &form).as_json().cloned().unwrap()
    };
    assert!(by_secret(&client, &secret)["access_token"].is_string());
    assert_eq!(by_secret(&client, "guessed")["error_codes"], json!([7_000_215]));
    assert_eq!(by_secret("nobody", &secret)["error_codes"], json!([700_016]));
    let mut expired = Asked::new("app-secret-expired");
    let told = tenant(&pack, "app-secret-expired");
    let app = &told.apps[0];
    let (client, secret) =
        (expired.simulator.directory().client_id(app), expired.simulator.directory().secret(app, &app.secrets[0]));
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", client.as_str()),
        ("client_secret", secret.as_str()),
        ("scope", "https://graph.microsoft.com/.default"),
    ];
    let json = expired.post("/trey.example/oauth2/v2.0/token", &form).as_json().cloned().unwrap();
    assert_eq!(json["error_codes"], json!([7_000_222]));
}

#[test]
fn an_assertion_is_checked_up_to_its_signature() {
    let mut asked = Asked::with("app-without-enterprise-app", |tenant, _| {
        tenant.apps[0].enterprise = cred_doctor::knowledge::tenant::EnterpriseApp::Enabled;
    });
    let client = asked.simulator.directory().client_id(&tenant(&pack(), "app-without-enterprise-app").apps[0]);
    let audience = format!("{BASE}/margies.example/oauth2/v2.0/token");
    let mut ask = |alg: &str, audience: &str, expires: i64| {
        let part = |json: Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let header = part(json!({ "alg": alg, "typ": "JWT", "x5t#S256": "A".repeat(43) }));
        let claims =
            part(json!({ "iss": client, "sub": client, "aud": audience, "jti": "1", "nbf": NOW, "exp": expires }));
        let assertion = format!("{header}.{claims}.c2lnbmVk");
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", client.as_str()),
            ("client_assertion", assertion.as_str()),
            ("scope", "https://graph.microsoft.com/.default"),
        ];
        asked.post("/margies.example/oauth2/v2.0/token", &form).status
    };
    assert_eq!(ask("PS256", &audience, NOW + 300), 200);
    assert_eq!(ask("none", &audience, NOW + 300), 401);
    assert_eq!(ask("PS256", "https://login.example", NOW + 300), 401);
    assert_eq!(ask("PS256", &audience, NOW - 3_600), 401);
}

#[test]
fn every_fault_strikes_where_it_should_and_as_often() {
    for (text, status, trouble) in [
        ("*=401", 401, None),
        ("domains=403", 403, None),
        ("/domains=404", 404, None),
        ("domains=429,retry=7", 429, None),
        ("domains=500", 500, None),
        ("domains=502", 502, None),
        ("domains=503", 503, None),
        ("domains=504", 504, None),
        ("domains=expired", 401, None),
        ("domains=timeout", 200, Some(Trouble::Never)),
        ("domains=reset", 200, Some(Trouble::Cut)),
        ("domains=slow", 200, Some(Trouble::Stalls)),
        ("domains=truncated", 200, Some(Trouble::Breaks)),
    ] {
        let mut asked = Asked::with("contoso-cloud", |_, options| {
            options.faults.push(read_fault(&format!("{text},times=1")).unwrap())
        });
        if !text.starts_with('*') {
            assert_eq!(asked.get("/v1.0/subscribedSkus").status, 200, "{text} strikes elsewhere");
        }
        let struck = asked.get("/v1.0/domains");
        assert_eq!((struck.status, struck.trouble), (status, trouble), "{text}");
        assert_eq!(struck.header("retry-after"), text.contains("retry").then_some("7"));
        let after = asked.get("/v1.0/domains");
        let expected = if text.ends_with("expired") { 401 } else { 200 };
        assert_eq!((after.status, after.trouble), (expected, None), "{text} strikes once");
    }
}

#[test]
fn a_fault_of_one_part_leaves_the_others_alone_unless_it_is_the_connection() {
    let parts =
        json!([{ "id": "1", "method": "GET", "url": "/domains" }, { "id": "2", "method": "GET", "url": "/me" }]);
    let mut asked = Asked::with("contoso-cloud", |_, options| options.faults.push(read_fault("domains=503").unwrap()));
    let json = asked.batch(parts.clone()).as_json().cloned().unwrap();
    assert_eq!((&json["responses"][0]["status"], &json["responses"][1]["status"]), (&json!(200), &json!(503)));
    let mut cut = Asked::with("contoso-cloud", |_, options| options.faults.push(read_fault("domains=reset").unwrap()));
    assert_eq!(cut.batch(parts).trouble, Some(Trouble::Cut));
}

#[test]
fn a_broken_answer_is_broken_in_the_way_it_says() {
    let spoiled = |kind: FaultKind| {
        let fault = read_fault(&format!("domains={}", kind.word())).unwrap();
        Asked::with("contoso-cloud", |_, options| options.faults.push(fault)).get("/v1.0/domains")
    };
    assert!(spoiled(FaultKind::WrongTypes).as_json().unwrap()["value"][0]["id"].is_object());
    let Body::Text(_, text) = spoiled(FaultKind::Malformed).body else { panic!() };
    assert!(serde_json::from_str::<Json>(&text).is_err());
    assert!(matches!(spoiled(FaultKind::WebPage).body, Body::Text("text/html", _)));
    let Body::Text(_, text) = spoiled(FaultKind::Huge).body else { panic!() };
    assert!(text.len() > 40_000_000);
    assert_ne!(spoiled(FaultKind::Skew).header("date"), spoiled(FaultKind::WrongTypes).header("date"));
}

/// Serves a tenant on a port of its own, until the test program ends.
fn serve(name: &str, faults: &[&str]) -> (String, String) {
    let pack = pack();
    let tenant = Arc::new(tenant(&pack, name));
    let mut options = Options::new(pack);
    options.faults = faults.iter().map(|fault| read_fault(fault).unwrap()).collect();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().unwrap();
        runtime.block_on(async {
            let server = Server::start(tenant, options).await.unwrap();
            sender.send((server.url().to_owned(), server.access_token(None))).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().unwrap()
}

/// One GET over a socket: everything that came back until the connection ended or nothing more came.
fn fetch(url: &str, token: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        received.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8_lossy(&received).into_owned()
}

#[test]
fn over_a_socket_it_speaks_http() {
    let (url, token) = serve("contoso-cloud", &[]);
    assert!(url.starts_with("http://127.0.0.1:"));
    let text = fetch(&url, &token, "/v1.0/domains");
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert_eq!(head.to_lowercase().matches("\r\ndate: ").count(), 1, "{head}");
    assert_eq!(serde_json::from_str::<Json>(body).unwrap()["value"][0]["id"], "contoso.example");
    let known = fetch(&url, "", "/contoso.example/v2.0/.well-known/openid-configuration");
    assert!(known.contains(&format!("{url}/")), "{known}");
    assert!(fetch(&url, &token, "/nowhere").starts_with("HTTP/1.1 404"));
}

#[test]
fn over_a_socket_answers_break_and_stall() {
    let faults = ["/domains=truncated", "/subscribedSkus=slow", "/organization=reset", "/me=timeout"];
    let (url, token) = serve("contoso-cloud", &faults);
    for (path, starts, complete) in [
        ("/v1.0/domains", true, false),
        ("/v1.0/subscribedSkus", true, false),
        ("/v1.0/organization", false, false),
        ("/v1.0/me", false, false),
    ] {
        let text = fetch(&url, &token, path);
        assert_eq!(text.starts_with("HTTP/1.1 200"), starts, "{path}: {text}");
        assert_eq!(text.ends_with('}'), complete, "{path}");
    }
    assert!(fetch(&url, &token, "/v1.0/policies/authorizationPolicy").ends_with('}'));
}
