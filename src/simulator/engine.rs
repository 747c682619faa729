//! The service without its socket: a request and the time in, an answer out.

mod batch;

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::access::{is_asked, request_of};
use super::faults;
use super::graph::{self, Ask, Refusal, refusal};
use super::http::{Body, Request, Response};
use super::identity::{Directory, guid};
use super::login;
use super::options::{Options, Variant};
use super::state::{Caller, Grant, State, Who};
use crate::knowledge::Tenant;
use crate::knowledge::tenant::{Fault, FaultKind, OperatorIs};

/// Where such a call goes.
const BATCH_PATH: [&str; 1] = ["$batch"];
/// How far the clock of the service is off if it is.
const SKEW: i64 = 600;

/// A tenant that answers.
#[derive(Debug)]
pub struct Simulator {
    pub(super) directory: Directory,
    pub(super) options: Options,
    pub(super) state: State,
    faults: Vec<Fault>,
}

/// One call, for its error bodies and headers.
struct Call {
    request_id: String,
    client_request_id: String,
    now: i64,
}

impl Simulator {
    /// A tenant served at `base` from `now` on, in seconds since 1970-01-01 UTC.
    pub fn new(tenant: Arc<Tenant>, options: Options, base: &str, now: i64) -> Self {
        let faults: Vec<Fault> = tenant.faults.iter().chain(&options.faults).cloned().collect();
        let mut state = State::default();
        state.struck.resize(faults.len(), 0);
        let directory = Directory::new(Arc::clone(&options.pack), tenant, base, now);
        Self { directory, options, state, faults }
    }

    /// The tenant with its ids.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Answers a request.
    pub fn answer(&mut self, request: &Request, now: i64) -> Response {
        match Ask::read(request) {
            Some(ask) => self.graph(request, &ask, now),
            None => login::answer(self, request, now),
        }
    }

    /// A token of a person, or of the operator, with every permission that the operator has.
    pub fn access_token(&mut self, upn: Option<&str>, now: i64) -> String {
        let who = upn.map_or_else(|| self.operator(), |upn| Who::Person(upn.to_owned()));
        let permissions = self.permissions_of(&who);
        let expires = now + self.options.token_seconds;
        self.mint(Grant { caller: Caller { who, permissions }, expires, answered: false })
    }

    /// Who asks, unless somebody else signs in.
    pub(super) fn operator(&self) -> Who {
        match (&self.options.operator, &self.directory.tenant.operator.is) {
            (Some(upn), _) | (None, OperatorIs::Person(upn)) => Who::Person(upn.clone()),
            (None, OperatorIs::App(name)) => Who::App(name.clone()),
        }
    }

    /// What was granted to somebody.
    pub(super) fn permissions_of(&self, who: &Who) -> Vec<String> {
        let tenant = &self.directory.tenant;
        match who {
            Who::App(name) if tenant.operator.is != OperatorIs::App(name.clone()) => {
                tenant.app(name).map(|app| app.permissions.clone()).unwrap_or_default()
            }
            _ => tenant.operator.permissions.clone(),
        }
    }

    pub(super) fn mint(&mut self, grant: Grant) -> String {
        let token = self.state.fresh("access", &self.directory.id());
        let token = format!("simulated.{token}");
        self.state.tokens.insert(token.clone(), grant);
        token
    }

    fn graph(&mut self, request: &Request, ask: &Ask, now: i64) -> Response {
        let request_id = guid(&[&self.state.fresh("request", &self.directory.id())]);
        let client_request_id = request.header_named("client-request-id").unwrap_or(&request_id).to_owned();
        let call = Call { request_id, client_request_id, now };
        let mut of_call = self.strike(ask, true);
        let of_question = self.strike(ask, false).filter(|_| ask.segments != BATCH_PATH);
        if let Some(fault) = of_question.as_ref().filter(|fault| faults::is_of_call(fault.kind)) {
            of_call.get_or_insert(fault.clone());
        }
        let answered = self.authenticated(request, now).and_then(|(token, grant)| {
            if let Some(refused) = of_call.as_ref().and_then(|fault| self.refuse_call(fault, &token, &grant)) {
                return Err(refused);
            }
            if ask.segments == BATCH_PATH {
                return self.batch(request, ask, (&token, &grant), &call, &mut of_call);
            }
            self.one(request, ask, &grant.caller, &call, of_question.as_ref())
        });
        let mut response =
            answered.unwrap_or_else(|refused| refused.response(&call.request_id, &call.client_request_id, now));
        if let Some(fault) = &of_call {
            faults::spoil_call(&mut response, fault.kind);
        }
        if self.options.variant == Variant::Pages {
            write_keys_twice(&mut response);
        }
        let skew = if of_call.is_some_and(|fault| fault.kind == FaultKind::Skew) { SKEW } else { 0 };
        response
            .with("request-id", call.request_id.as_str())
            .with("client-request-id", call.client_request_id.as_str())
            .with("OData-Version", "4.0")
            .with("Date", http_date(now + skew))
    }

    /// Whose token it is.
    fn authenticated(&self, request: &Request, now: i64) -> Result<(String, Grant), Refusal> {
        let refuse = |message: &str| {
            let mut refused = refusal(401, "InvalidAuthenticationToken", message);
            refused.challenge = Some(self.challenge(""));
            refused
        };
        let header = request.header_named("authorization").unwrap_or_default();
        let token = header.strip_prefix("Bearer ").ok_or_else(|| refuse("Access token is empty."))?;
        let grant = self.state.tokens.get(token).ok_or_else(|| refuse("IDX14100: JWT is not well formed."))?;
        if grant.expires <= now {
            return Err(refuse("Lifetime validation failed, the token is expired."));
        }
        Ok((token.to_owned(), grant.clone()))
    }

    fn challenge(&self, more: &str) -> String {
        let base = &self.directory.base;
        let graph = "00000003-0000-0000-c000-000000000000";
        format!("Bearer realm=\"\", authorization_uri=\"{base}/common/oauth2/authorize\", client_id=\"{graph}\"{more}")
    }

    /// The refusal of a whole call that a fault demands.
    fn refuse_call(&mut self, fault: &Fault, token: &str, grant: &Grant) -> Option<Refusal> {
        if fault.kind == FaultKind::Challenge {
            if grant.answered {
                return None;
            }
            let claims =
                json!({ "access_token": { "nbf": { "essential": true, "value": self.directory.start.to_string() } } });
            let claims = STANDARD.encode(claims.to_string());
            let mut refused =
                refusal(401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge.");
            refused.challenge = Some(self.challenge(&format!(", error=\"insufficient_claims\", claims=\"{claims}\"")));
            return Some(refused);
        }
        if fault.kind == FaultKind::Expired {
            self.state.tokens.remove(token);
        }
        let mut refused = faults::refused(fault)?;
        if refused.status == 401 {
            refused.challenge = Some(self.challenge(""));
        }
        Some(refused)
    }

    /// The fault that strikes here, if one does; it is counted. Some strike a whole call, others one question.
    fn strike(&mut self, ask: &Ask, whole_call: bool) -> Option<Fault> {
        let path = ask.path();
        let place = self.faults.iter().zip(&self.state.struck).position(|(fault, struck)| {
            let here = match fault.at.as_str() {
                "*" => true,
                at if at.starts_with('/') => path.starts_with(at),
                at => self.asks_for(ask, at),
            };
            here && faults::strikes_call(fault) == whole_call && fault.times.is_none_or(|times| *struck < times)
        })?;
        if let Some(struck) = self.state.struck.get_mut(place) {
            *struck += 1;
        }
        self.faults.get(place).cloned()
    }

    /// Whether a request of the pack is asked here.
    fn asks_for(&self, ask: &Ask, name: &str) -> bool {
        let pack = &self.directory.pack;
        pack.request_named(name).is_some_and(|request| is_asked(pack.request(request), ask))
    }

    /// One question.
    fn one(
        &mut self,
        request: &Request,
        ask: &Ask,
        caller: &Caller,
        call: &Call,
        fault: Option<&Fault>,
    ) -> Result<Response, Refusal> {
        if request.method != "GET" {
            let message = "Specified HTTP method is not allowed for the request target.";
            return Err(refusal(405, "Request_BadRequest", message));
        }
        if let Some(refused) = fault.and_then(faults::refused) {
            return Err(refused);
        }
        self.throttle(ask, call.now)?;
        let mut json = graph::answer(&self.directory, &self.options, caller, ask)?;
        if fault.is_some_and(|fault| fault.kind == FaultKind::WrongTypes) {
            faults::spoil_types(&mut json);
        }
        Ok(Response::json(200, json))
    }

    fn throttle(&mut self, ask: &Ask, now: i64) -> Result<(), Refusal> {
        if !self.options.throttle {
            return Ok(());
        }
        let throttle = request_of(&self.directory, ask).and_then(|request| request.throttle.clone());
        let Some(throttle) = throttle else { return Ok(()) };
        self.state.spend(&throttle, now).map_err(|seconds| {
            let mut refused = refusal(429, "TooManyRequests", "Please retry again later.");
            // The narrowest budget names no time to wait: https://learn.microsoft.com/graph/throttling-limits
            refused.retry_after = (throttle.limit > 1).then_some(seconds);
            refused
        })
    }
}

/// The page of the sign-in log shows keys that stand twice in one object, and whoever reads has to live with that.
fn write_keys_twice(response: &mut Response) {
    const KEY: &str = "\"isTenantRestricted\":false";
    if let Body::Json(json) = &response.body {
        let text = json.to_string();
        if text.contains(KEY) {
            response.body = Body::Text("application/json", text.replace(KEY, &format!("{KEY},{KEY}")));
        }
    }
}

/// `Sun, 22 Nov 2026 21:45:00 GMT`
fn http_date(seconds: i64) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default()))
}
