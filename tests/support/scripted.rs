//! A server that says what a test wants, over real HTTP, and remembers what it was asked.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// What the server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// With the query.
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

/// What the server does.
#[derive(Clone, Debug)]
pub enum Reply {
    /// An answer.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// A promise of a long body, of which only this comes before the connection is cut.
    Cut(String),
    /// The connection is cut before a word is said.
    Reset,
    /// Nothing, until the caller has gone.
    Stall,
    /// The start of an answer, then nothing.
    Slow,
}

impl Reply {
    pub fn json(status: u16, body: &Value) -> Self {
        Self::Answer(status, vec![("Content-Type", "application/json".to_owned())], body.to_string())
    }

    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        match self {
            Self::Answer(status, mut headers, body) => {
                headers.push((name, value.into()));
                Self::Answer(status, headers, body)
            }
            other => other,
        }
    }
}

type Script = dyn Fn(&Asked, usize) -> Reply + Send + Sync;

/// It ends with the test.
pub struct Server {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts; the script is given each call, and how many came before it.
    pub fn start(script: impl Fn(&Asked, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (script, log): (Arc<Script>, _) = (Arc::new(script), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (script, log) = (Arc::clone(&script), Arc::clone(&log));
                thread::spawn(move || serve(stream, &*script, &log));
            }
        });
        Self { url, asked }
    }

    /// Everything it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, script: &Script, log: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    while let Some(asked) = read(&mut reader) {
        let before = {
            let mut log = log.lock().unwrap();
            log.push(asked.clone());
            log.len() - 1
        };
        let written = match script(&asked, before) {
            Reply::Answer(status, headers, body) => {
                let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
                let headers = headers.concat();
                let length = body.len();
                write!(stream, "HTTP/1.1 {status} x\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
            }
            Reply::Cut(start) => {
                let _ = write!(stream, "HTTP/1.1 200 x\r\nContent-Length: 9999\r\n\r\n{start}");
                return;
            }
            Reply::Reset => return,
            Reply::Slow => {
                let _ = write!(stream, "HTTP/1.1 200 x\r\nContent-Length: 9999\r\n\r\n{{");
                return stall(&mut reader);
            }
            Reply::Stall => return stall(&mut reader),
        };
        if written.is_err() {
            return;
        }
    }
}

fn stall(reader: &mut BufReader<TcpStream>) {
    let _ = reader.get_ref().set_read_timeout(Some(Duration::from_secs(30)));
    let _ = reader.read(&mut [0; 16]);
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length: usize = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body: serde_json::from_slice(&body).unwrap_or_default() })
}

/// An answer to a part of a batch, or to a single read: status, headers, body.
pub type Part = (u16, Value, Value);

/// Answers a call as Graph does: a batch part by part, a read by itself.
pub fn answered(asked: &Asked, part: impl Fn(&str) -> Part) -> Reply {
    if !asked.path.ends_with("/$batch") {
        let path =
            asked.path.split_once("/v1.0").or_else(|| asked.path.split_once("/beta")).map_or("", |(_, path)| path);
        let (status, headers, body) = part(path);
        let mut reply = Reply::json(status, &body).with("request-id", "00000000-aaaa-0000-0000-000000000000");
        for name in ["Retry-After", "WWW-Authenticate", "Location"] {
            if let Some(value) = headers[name].as_str() {
                reply = reply.with(name, value);
            }
        }
        return reply;
    }
    let responses = asked.body["requests"].as_array().unwrap().iter().map(|request| {
        let (status, headers, body) = part(request["url"].as_str().unwrap());
        json!({ "id": request["id"], "status": status, "headers": headers, "body": body })
    });
    // In any order but that of the questions.
    let responses: Vec<Value> = responses.rev().collect();
    Reply::json(200, &json!({ "responses": responses })).with("request-id", "00000000-bbbb-0000-0000-000000000000")
}

/// An error in the shape of Graph.
pub fn error(status: u16, code: &str) -> Part {
    (status, json!({}), json!({ "error": { "code": code, "message": "…", "innerError": { "date": "…" } } }))
}

/// A directory with one person in it, who is not synchronized and in no group; all else is refused.
pub fn directory(path: &str) -> Part {
    let ok = |body: Value| (200, json!({}), body);
    match path.split('?').next().unwrap() {
        "/users/adele@contoso.example" | "/users/t-1" => ok(json!({
            "id": "t-1", "userPrincipalName": "adele@contoso.example", "userType": "Member",
            "onPremisesSyncEnabled": null, "accountEnabled": true, "usageLocation": null,
        })),
        "/users/t-1/transitiveMemberOf/microsoft.graph.group"
        | "/users/adele@contoso.example/transitiveMemberOf/microsoft.graph.group"
        | "/users/t-1/ownedObjects/microsoft.graph.group"
        | "/users/adele@contoso.example/ownedObjects/microsoft.graph.group" => ok(json!({ "value": [] })),
        "/organization" => ok(json!({ "value": [{ "id": "o-1", "onPremisesSyncEnabled": null }] })),
        _ => error(403, "Authorization_RequestDenied"),
    }
}
