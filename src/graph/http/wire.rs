//! The connection to the world: TLS, proxies, redirects, time limits and the size of what is read.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Request, Response};
use serde_json::Value as Json;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::graph::Secret;

/// How many redirects are followed; all of them to the same server.
const REDIRECTS: usize = 3;

/// How long a connection may lie idle.
const IDLE: Duration = Duration::from_secs(90);

#[allow(dead_code, reason = "the ways of signing in use it")]
/// How much of the answer of a sign-in endpoint is read, in bytes.
const SIGN_IN_BODY: usize = 1024 * 1024;

/// How patiently and how much is read. The defaults suit a person who waits; Graph publishes none.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientSettings {
    /// How long it may take until a connection stands, TLS included.
    pub connect: Duration,
    /// How long an answer may take.
    pub answer: Duration,
    /// How long an answer of many parts may take.
    pub batch_answer: Duration,
    /// How long an answer of a narrow throttle budget may take: logs and reports are slow.
    pub slow_answer: Duration,
    /// How often a question is asked again after a fault that may pass.
    pub again: u32,
    /// How long waiting for throttling and for faults that pass may take, for one call.
    pub waiting: Duration,
    /// How long all of it may take.
    pub whole: Duration,
    /// How much of an answer is read, in bytes.
    pub body: usize,
    /// How long a second of waiting for throttling, budgets and faults that pass takes: 1, unless a test has no time.
    pub pace: f64,
    /// A proxy, in place of the one that the system names.
    pub proxy: Option<Url>,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(20),
            batch_answer: Duration::from_secs(30),
            slow_answer: Duration::from_mins(1),
            again: 2,
            waiting: Duration::from_secs(15),
            whole: Duration::from_secs(90),
            body: 32 * 1024 * 1024,
            pace: 1.0,
            proxy: None,
        }
    }
}

impl ClientSettings {
    /// For many people, where nobody waits for each: throttling is waited out, and there is no end to all of it.
    pub fn for_many() -> Self {
        const AN_HOUR: Duration = Duration::from_hours(1);
        Self { again: 5, waiting: AN_HOUR, whole: AN_HOUR * 24 * 7, ..Self::default() }
    }
}

/// What can go wrong between here and an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No connection: no network, no such host, a proxy that says no.
    #[error("the server cannot be reached")]
    Unreachable,
    /// A connection to somebody whose certificate is not trusted; often a proxy that looks into what passes.
    #[error("the certificate of the server is not trusted")]
    Certificate,
    /// The connection broke before the answer was whole.
    #[error("the connection broke")]
    Broken,
    /// No answer in time.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The answer sends the caller to another server, which gets no token.
    #[error("the server sends the caller elsewhere")]
    Redirected,
    /// The answer is larger than any answer should be.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is not what was asked for.
    #[error("the answer is not JSON")]
    Malformed,
    /// This machine lacks what a connection needs: trusted certificates, or a proxy address that makes sense.
    #[error("no connection can be set up on this machine")]
    NoMeans,
}

/// What a sign-in endpoint answered.
#[derive(Debug)]
pub(in crate::graph) struct SignInReply {
    /// The status.
    pub status: u16,
    /// The answer; none if it is no JSON.
    pub json: Option<Json>,
    /// The clock of the server, in seconds since 1970-01-01 UTC.
    pub date: Option<i64>,
}

/// The connection to the world. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Wire {
    http: reqwest::Client,
    /// For servers on this machine, which no proxy can reach.
    here: reqwest::Client,
    pub(in crate::graph) settings: ClientSettings,
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub(in crate::graph) struct Raw {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Wire {
    /// Sets up connections; none is opened yet.
    pub fn new(settings: ClientSettings) -> Result<Self, Trouble> {
        // Whoever installed one before chose well too.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut proxied = builder(&settings);
        if let Some(proxy) = &settings.proxy {
            proxied = proxied.proxy(reqwest::Proxy::all(proxy.clone()).map_err(|_| Trouble::NoMeans)?);
        }
        let http = proxied.https_only(true).build().map_err(|_| Trouble::NoMeans)?;
        let here = builder(&settings).no_proxy().build().map_err(|_| Trouble::NoMeans)?;
        Ok(Self { http, here, settings })
    }

    /// Posts a form to a sign-in endpoint. What is in the form is kept from everybody else.
    pub(in crate::graph) async fn login_post(
        &self,
        url: &Url,
        form: &[(&str, &Secret)],
    ) -> Result<SignInReply, Trouble> {
        let mut request = Request::new(reqwest::Method::POST, url.clone());
        request.headers_mut().insert(CONTENT_TYPE, FORM);
        *request.body_mut() = Some(encoded(form).into());
        let raw = self.send(request, self.settings.answer, SIGN_IN_BODY).await?;
        let date = raw.headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
        let since = date.and_then(|date| date.duration_since(std::time::UNIX_EPOCH).ok());
        Ok(SignInReply {
            status: raw.status,
            json: serde_json::from_slice(&raw.body).ok(),
            date: since.and_then(|since| i64::try_from(since.as_secs()).ok()),
        })
    }

    /// Sends a request and reads its answer, no more than `most` bytes of it.
    pub(in crate::graph) async fn send(
        &self,
        mut request: Request,
        patience: Duration,
        most: usize,
    ) -> Result<Raw, Trouble> {
        *request.timeout_mut() = Some(patience);
        let here = crate::graph::cloud::is_loopback(request.url());
        let http = if here { &self.here } else { &self.http };
        let response = http.execute(request).await.map_err(|error| trouble(&error))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Trouble::Redirected);
        }
        let headers = response.headers().clone();
        Ok(Raw { status: status.as_u16(), headers, body: read(response, most).await? })
    }
}

fn encoded(form: &[(&str, &Secret)]) -> String {
    let mut body = Serializer::new(String::new());
    for (name, value) in form {
        body.append_pair(name, value.expose());
    }
    body.finish()
}

/// What a form says it is.
const FORM: reqwest::header::HeaderValue =
    reqwest::header::HeaderValue::from_static("application/x-www-form-urlencoded");

fn builder(settings: &ClientSettings) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!("cred-doctor/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect)
        .pool_idle_timeout(IDLE)
        .redirect(Policy::custom(|attempt| {
            let from = attempt.previous().last();
            let same = from.is_some_and(|from| from.origin() == attempt.url().origin());
            // Another server gets neither the token nor the question, which names people.
            if same && attempt.previous().len() <= REDIRECTS { attempt.follow() } else { attempt.stop() }
        }))
}

async fn read(mut response: Response, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| trouble(&error))? {
        if body.len() + chunk.len() > most {
            return Err(Trouble::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What an error means. Its text is not passed on: it may name people, and it is not in the catalogue.
fn trouble(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        let tls = inner.downcast_ref::<rustls::Error>().or_else(|| {
            inner.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref()?.downcast_ref::<rustls::Error>())
        });
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return Trouble::Certificate;
        }
        cause = inner.source();
    }
    if error.is_timeout() {
        Trouble::TimedOut
    } else if error.is_connect() {
        Trouble::Unreachable
    } else if error.is_redirect() {
        Trouble::Redirected
    } else {
        Trouble::Broken
    }
}
