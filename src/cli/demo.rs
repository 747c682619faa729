//! `--tenant demo:NAME`: a simulated tenant inside this process, for any command that asks one.

use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::oneshot;

use super::{Failure, simulate, tenant};
use crate::graph::{Client, ClientSettings, Cloud, EndpointError, Endpoints, Given, Secret, Wire};
use crate::knowledge::Pack;
use crate::settings::Settings;
use crate::simulator::{Options, Server};
use crate::texts::{Texts, simulate as say};

/// A simulated tenant that is served as long as this lives, in a thread of its own: whoever asks it may wait in any way.
pub(super) struct Demo {
    url: String,
    token: String,
    /// Dropping it ends the thread.
    _stop: oneshot::Sender<()>,
}

impl Demo {
    /// The tenant that the settings name; none if that is a real one.
    pub fn start(settings: &Settings, pack: &Arc<Pack>, texts: &Texts) -> Result<Option<Self>, Failure> {
        let named = settings.tenancy.tenant.as_ref().and_then(|said| said.value.strip_prefix(simulate::DEMO));
        let Some(name) = named else { return Ok(None) };
        let tenant = simulate::find(pack, name, texts)?;
        let options = Options::new(Arc::clone(pack));
        let (sender, receiver) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("demo".to_owned()).spawn(move || {
            let served = tenant::wait_for(async {
                match Server::start(tenant, options).await {
                    Ok(server) => {
                        // Nobody waits any more if this fails, and then the next line ends at once.
                        let _ = sender.send(Ok((server.url().to_owned(), server.access_token(None))));
                        let _ = stopped.await;
                    }
                    Err(error) => drop(sender.send(Err(error))),
                }
            });
            drop(served);
        })?;
        let gone = || io::Error::other(texts.say(say::DEMO_GONE));
        let (url, token) = receiver.recv().map_err(|_| gone())??;
        Ok(Some(Self { url, token, _stop: stop }))
    }

    /// What asks it, as the person it lets in.
    pub fn client(&self, texts: &Texts) -> Result<Client, Failure> {
        let failed = |trouble| Failure::tenant(tenant::trouble(texts, trouble), None);
        let wire = Wire::new(ClientSettings::default()).map_err(failed)?;
        let refused = |error: EndpointError| Failure::tenant(error.to_string(), None);
        let endpoints = Endpoints::new(Cloud::Global, Some(&self.url), Some(&self.url)).map_err(refused)?;
        let given = Given::new(&Secret::new(self.token.clone()));
        let given = given.ok_or_else(|| io::Error::other(texts.say(say::DEMO_GONE)))?;
        Ok(Client::new(wire, endpoints, Arc::new(given)))
    }
}
