//! The socket in front of a simulator: loopback only, HTTP/1.1, one task a connection.
//!
//! Built on hyper alone: the client side brings it along anyway, and one function that answers everything needs no router.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http_body_util::{BodyExt, Limited};
use hyper::body::{Body as HttpBody, Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::engine::Simulator;
use super::http::{Body, Request, Response, Trouble, pairs};
use super::options::Options;
use crate::knowledge::Tenant;
use crate::knowledge::tenant::{App, Credential};

/// No question is larger.
const LARGEST: usize = 1 << 20;

/// A tenant behind a port of this machine. It stops when this is dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    simulator: Arc<Mutex<Simulator>>,
    now: Option<i64>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts serving a tenant. Must be called within a tokio runtime, and answers as long as that runs.
    ///
    /// Fails if the port is taken.
    pub async fn start(tenant: Arc<Tenant>, options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", options.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (now, delay) = (options.now, options.delay);
        let simulator = Arc::new(Mutex::new(Simulator::new(tenant, options, &url, now.unwrap_or_else(clock))));
        let shared = Arc::clone(&simulator);
        let accepting = tokio::spawn(async move {
            // Dropped with this task, and the connections with it.
            let mut connections = JoinSet::new();
            loop {
                while connections.try_join_next().is_some() {}
                match listener.accept().await {
                    Ok((stream, _)) => {
                        connections.spawn(serve(stream, Arc::clone(&shared), now, delay));
                    }
                    // Too many open files, say: later there are fewer.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        });
        Ok(Self { url, simulator, now, accepting })
    }

    /// Where both the sign-in endpoints and Graph are.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The id of the tenant.
    pub fn tenant_id(&self) -> String {
        lock(&self.simulator).directory().id()
    }

    /// The client id with which a person may sign in.
    pub fn client_id(&self) -> String {
        lock(&self.simulator).directory().own_client_id()
    }

    /// The client id of an app.
    pub fn client_id_of(&self, app: &App) -> String {
        lock(&self.simulator).directory().client_id(app)
    }

    /// The value of a client secret of an app.
    pub fn secret(&self, app: &App, secret: &Credential) -> String {
        lock(&self.simulator).directory().secret(app, secret)
    }

    /// An access token of a person, or of the operator that the file names. It is worth nothing elsewhere.
    pub fn access_token(&self, upn: Option<&str>) -> String {
        let now = self.now.unwrap_or_else(clock);
        lock(&self.simulator).access_token(upn, now)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Nothing that can fail happens while it is held, so a poisoned lock still guards something sound.
fn lock(simulator: &Mutex<Simulator>) -> MutexGuard<'_, Simulator> {
    simulator.lock().unwrap_or_else(PoisonError::into_inner)
}

fn clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

async fn serve(stream: TcpStream, simulator: Arc<Mutex<Simulator>>, now: Option<i64>, delay: Duration) {
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let simulator = Arc::clone(&simulator);
        async move {
            let Some(request) = read(request).await else { return Ok(plain(413)) };
            let response = lock(&simulator).answer(&request, now.unwrap_or_else(clock));
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            send(response).await
        }
    });
    // A connection that breaks concerns whoever broke it.
    let _ = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
}

/// The request in our form; none if it is too large.
async fn read(request: hyper::Request<Incoming>) -> Option<Request> {
    let (parts, body) = request.into_parts();
    let headers = parts.headers.iter();
    let headers =
        headers.map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let body = Limited::new(body, LARGEST).collect().await.ok()?.to_bytes();
    Some(Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: pairs(parts.uri.query().unwrap_or_default(), true),
        headers: headers.collect(),
        body: body.to_vec(),
    })
}

fn plain(status: u16) -> hyper::Response<Sent> {
    let mut response = hyper::Response::new(Sent { rest: Bytes::new(), left: 0, end: End::Done, flushed: false });
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    response
}

async fn send(response: Response) -> Result<hyper::Response<Sent>, io::Error> {
    match response.trouble {
        Some(Trouble::Never) => return std::future::pending().await,
        Some(Trouble::Cut) => return Err(io::ErrorKind::ConnectionAborted.into()),
        _ => {}
    }
    let (kind, bytes) = match response.body {
        Body::Empty => (None, Vec::new()),
        Body::Json(json) => (Some("application/json; charset=utf-8"), json.to_string().into_bytes()),
        Body::Text(kind, text) => (Some(kind), text.into_bytes()),
    };
    let whole = bytes.len();
    let mut rest = Bytes::from(bytes);
    let end = match response.trouble {
        Some(Trouble::Stalls) => End::Hangs,
        Some(Trouble::Breaks) => End::Fails,
        _ => End::Done,
    };
    if end != End::Done {
        rest.truncate(whole / 2);
    }
    let mut sent = plain(response.status);
    *sent.body_mut() = Sent { rest, left: whole as u64, end, flushed: false };
    let headers = response.headers.into_iter().chain(kind.map(|kind| ("Content-Type".to_owned(), kind.to_owned())));
    for (name, value) in headers {
        let name = hyper::header::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, hyper::header::HeaderValue::from_str(&value)) {
            sent.headers_mut().append(name, value);
        }
    }
    Ok(sent)
}

/// How a body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Hangs,
    Fails,
}

/// A body on its way. It may promise more than it brings.
struct Sent {
    rest: Bytes,
    left: u64,
    end: End,
    flushed: bool,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.rest.is_empty() {
            let bytes = std::mem::take(&mut self.rest);
            self.left = self.left.saturating_sub(bytes.len() as u64);
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.end {
            End::Done => Poll::Ready(None),
            // Nothing ever wakes this up: the one who waits has to give up.
            End::Hangs => Poll::Pending,
            // What was sent so far goes out before the connection is cut.
            End::Fails if !self.flushed => {
                self.flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Fails => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.end == End::Done
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
