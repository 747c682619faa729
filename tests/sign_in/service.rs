//! The scripted service, the person in front of it, and what they share.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};
use url::Url;
use url::form_urlencoded::parse;

use cred_doctor::graph::{
    ClientSettings, Cloud, Desk, Endpoints, Keep, Kept, Memory, Need, Pace, Person, PersonSignIn, Prompt, Registration,
    SignInError, Token, Tokens, Way, Wire,
};

/// When the tests play.
pub const NOW: i64 = 1_800_000_000;
pub const TENANT: &str = "contoso.example";
pub const CLIENT_ID: &str = "6c3f5a1e-1111-2222-3333-444455556666";

/// An answer of the service.
pub enum Answer {
    Json(u16, Json),
    Text(u16, &'static str),
    /// The connection breaks.
    Cut,
}

/// A question to the service.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub path: String,
    pub form: BTreeMap<String, String>,
}

/// A sign-in service on this machine.
pub struct Service {
    pub url: String,
    asked: Arc<Mutex<Vec<Question>>>,
}

impl Service {
    /// Answers one question after the other, the last answer for ever.
    pub fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut answers = VecDeque::from(answers);
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let Some(question) = read(&mut stream) else { continue };
                seen.lock().unwrap().push(question);
                let answer = if answers.len() > 1 { answers.pop_front() } else { None };
                match answer.as_ref().or(answers.front()) {
                    Some(Answer::Json(status, json)) => {
                        respond(&mut stream, *status, "application/json", &json.to_string());
                    }
                    Some(Answer::Text(status, text)) => respond(&mut stream, *status, "text/html", text),
                    Some(Answer::Cut) | None => {}
                }
            }
        });
        Self { url, asked }
    }

    /// What was asked, in order.
    pub fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }

    pub fn desk(&self) -> Desk {
        desk_at(&self.url)
    }
}

pub fn desk_at(url: &str) -> Desk {
    let endpoints = Endpoints::new(Cloud::Global, Some(url), Some(url)).unwrap();
    let registration = Registration { tenant: TENANT.to_owned(), client_id: CLIENT_ID.to_owned() };
    let pace = Pace { second: Duration::from_millis(1) };
    Desk::new(Wire::new(ClientSettings::default()).unwrap(), endpoints, registration, pace)
}

fn read(stream: &mut TcpStream) -> Option<Question> {
    let (mut text, mut buffer) = (String::new(), [0; 8192]);
    loop {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        text.push_str(&String::from_utf8_lossy(&buffer[..count]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            return Some(Question { path, form: parse(body.as_bytes()).into_owned().collect() });
        }
    }
}

fn respond(stream: &mut TcpStream, status: u16, kind: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Date: Fri, 15 Jan 2027 08:00:00 GMT\r\nConnection: close\r\n\r\n{body}"
    );
}

/// An id token of Adele with this nonce.
pub fn id_token(nonce: &str) -> String {
    let claims = json!({ "oid": "oid-adele", "tid": "tid-contoso", "preferred_username": "adele@contoso.example", "nonce": nonce });
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// What the service says when it grants these permissions.
pub fn granted(permissions: &[&str], refresh: &str, nonce: &str) -> Json {
    let scope: Vec<String> = permissions.iter().map(|it| format!("https://graph.microsoft.com/{it}")).collect();
    json!({
        "token_type": "Bearer", "expires_in": 3599, "scope": format!("openid profile {}", scope.join(" ")),
        "access_token": format!("canary-access-for-{refresh}"), "refresh_token": refresh, "id_token": id_token(nonce),
    })
}

/// What the service says when it refuses.
pub fn refused(error: &str, code: u32) -> Json {
    json!({
        "error": error, "error_description": format!("AADSTS{code}: Something happened.\r\nTrace ID: tr Correlation ID: co"),
        "error_codes": [code], "timestamp": "2027-01-15 08:00:00Z", "trace_id": "tr", "correlation_id": "co",
    })
}

/// What the browser of the person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Comes back with a code.
    Comes,
    /// Comes back by IPv6.
    ComesBySix,
    /// Opens a connection it does not use, asks for an icon, and comes back then.
    Dawdles,
    /// Comes back with the state of another sign-in.
    MixesUp,
    /// Comes back with a refusal.
    Declines,
    /// Never comes back.
    Stays,
}

/// A person with a browser; remembers what was shown.
pub struct Someone {
    does: Does,
    pub shown: Mutex<Vec<String>>,
    pub page: Arc<Mutex<String>>,
}

impl Someone {
    pub fn who(does: Does) -> Arc<Self> {
        Arc::new(Self { does, shown: Mutex::default(), page: Arc::default() })
    }
}

impl Person for Someone {
    fn told(&self, prompt: &Prompt<'_>) {
        match prompt {
            Prompt::Browser { url } => {
                self.shown.lock().unwrap().push((*url).to_owned());
                let (url, does, page) = (Url::parse(url).unwrap(), self.does, Arc::clone(&self.page));
                std::thread::spawn(move || browse(&url, does, &page));
            }
            Prompt::Code { url, code, minutes } => {
                self.shown.lock().unwrap().push(format!("{url} {code} {minutes}"));
            }
        }
    }

    fn page(&self, went_well: bool) -> String {
        if went_well { "well <done>".to_owned() } else { "not well".to_owned() }
    }
}

/// The value of a parameter of an address.
pub fn parameter(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

fn browse(url: &Url, does: Does, page: &Mutex<String>) {
    let redirect = Url::parse(&parameter(url, "redirect_uri")).unwrap();
    let port = redirect.port().unwrap();
    let state = parameter(url, "state");
    let ask = |host: &str, target: &str| {
        let mut stream = TcpStream::connect((host, port)).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    let code = format!("/?code=canary-code&state={state}");
    let answer = match does {
        Does::Comes => ask("127.0.0.1", &code),
        Does::ComesBySix => ask("::1", &code),
        Does::Dawdles => {
            let _unused = TcpStream::connect(("127.0.0.1", port)).unwrap();
            assert!(ask("127.0.0.1", "/favicon.ico").starts_with("HTTP/1.1 404"));
            ask("127.0.0.1", &code)
        }
        Does::MixesUp => ask("127.0.0.1", "/?code=canary-code&state=another"),
        Does::Declines => {
            let target = "/?error=access_denied&error_description=AADSTS65004%3a+User+declined.%0d%0aTrace+ID%3a+tr";
            ask("127.0.0.1", &format!("{target}&state={state}"))
        }
        Does::Stays => String::new(),
    };
    *page.lock().unwrap() = answer;
}

/// A person who signs in at a service.
pub fn person_at(service: &Service, way: Way, person: Option<Arc<Someone>>, keep: &Arc<Memory>) -> PersonSignIn {
    let registration = Registration { tenant: TENANT.to_owned(), client_id: CLIENT_ID.to_owned() };
    let keep = Arc::clone(keep) as Arc<dyn Keep>;
    let person = person.map(|person| person as Arc<dyn Person>);
    PersonSignIn::new(service.desk(), way, Kept::new("global", &registration), keep, person)
}

/// Runs something that waits.
pub fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A token for these permissions.
pub fn token(tokens: &dyn Tokens, permissions: &[&str]) -> Result<Token, SignInError> {
    let permissions: Vec<String> = permissions.iter().map(|it| (*it).to_owned()).collect();
    wait_for(tokens.token(Need { permissions: &permissions, claims: None, refused: None, now: NOW }))
}

/// The refusal that somebody met.
pub fn refusal(result: Result<Token, SignInError>) -> Box<cred_doctor::graph::Refused> {
    match result {
        Err(SignInError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}
