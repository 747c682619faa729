//! The address on this machine that the browser comes back to.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use url::Url;

use crate::graph::SignInError;

/// How much of a request is read; codes are long, and nothing else is.
const LONGEST: usize = 32 * 1024;
/// How long a connection may take to say what it wants. Browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(10);

/// A listener on a port of this machine. The redirect says `localhost`, which is IPv4, IPv6 or both.
pub(super) struct Loopback {
    four: TcpListener,
    six: Option<TcpListener>,
    port: u16,
}

/// A browser that came back, waiting for a page.
pub(super) struct Visit {
    stream: TcpStream,
    /// What it brought: the parameters of the address.
    pub parameters: Vec<(String, String)>,
}

impl Loopback {
    /// Listens on a free port.
    pub async fn open() -> Result<Self, SignInError> {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|_| SignInError::NoListener)?;
        let port = four.local_addr().map_err(|_| SignInError::NoListener)?.port();
        // Where there is no IPv6, nobody comes that way.
        let six = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
        Ok(Self { four, six, port })
    }

    /// What the browser is sent back to. The port does not matter to the service, the path does.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Waits for a browser that brings an answer; everything else gets nothing. Several connections at a time, because a
    /// browser may open one and use another.
    pub async fn visit(&self) -> Result<Visit, SignInError> {
        let mut reading = JoinSet::new();
        loop {
            let stream = tokio::select! {
                accepted = self.four.accept() => accepted,
                accepted = accept(self.six.as_ref()) => accepted,
                Some(read) = reading.join_next() => {
                    if let Ok(Some(visit)) = read {
                        return Ok(visit);
                    }
                    continue;
                }
            };
            let (stream, _) = stream.map_err(|_| SignInError::NoListener)?;
            reading.spawn(async { tokio::time::timeout(PATIENCE, read(stream)).await.ok().flatten() });
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> std::io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

/// Reads a request; gives it back if it brings an answer of the service.
async fn read(mut stream: TcpStream) -> Option<Visit> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).await.ok()?;
        head.extend_from_slice(buffer.get(..count)?);
        if count == 0 || head.len() > LONGEST {
            return None;
        }
    }
    let head = String::from_utf8_lossy(&head);
    if let Some(parameters) = answer_in(head.lines().next().unwrap_or_default()) {
        return Some(Visit { stream, parameters });
    }
    respond(stream, "404 Not Found", "").await;
    None
}

/// The parameters of `GET /?… HTTP/1.1`, if they are an answer of the service.
fn answer_in(line: &str) -> Option<Vec<(String, String)>> {
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let url = Url::parse("http://localhost").ok()?.join(target).ok()?;
    let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let answers = parameters.iter().any(|(name, _)| name == "code" || name == "error");
    (method == "GET" && url.path() == "/" && answers).then_some(parameters)
}

impl Visit {
    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Shows a sentence in the browser.
    pub async fn show(self, sentence: &str) {
        let text = sentence.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let page = format!(
            "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>cred-doctor</title><body style=\"font: 1.2rem/1.5 system-ui; margin: 4rem auto; max-width: 32rem\">\
             <p>{text}</p></body>\n"
        );
        respond(self.stream, "200 OK", &page).await;
    }
}

/// Answers and closes. Nothing outside is loaded, nothing is stored, and the address with the code goes nowhere. A browser
/// that has left already misses nothing.
async fn respond(mut stream: TcpStream, status: &str, page: &str) {
    let length = page.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n{page}"
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::answer_in;

    #[test]
    fn only_an_answer_of_the_service_counts() {
        let found = answer_in("GET /?code=a%20b&state=s HTTP/1.1").unwrap();
        assert_eq!(found, [("code".to_owned(), "a b".to_owned()), ("state".to_owned(), "s".to_owned())]);
        assert!(answer_in("GET /?error=access_denied HTTP/1.1").is_some());
        for other in [
            "GET /favicon.ico HTTP/1.1",
            "GET / HTTP/1.1",
            "POST /?code=a HTTP/1.1",
            "GET /x?code=a HTTP/1.1",
            "",
            "GET",
        ] {
            assert!(answer_in(other).is_none(), "{other}");
        }
    }
}
