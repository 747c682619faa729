//! Asks the tenant while the assistant goes on: in a thread of its own, which begins with the first inquiry, so that
//! nobody who asks nothing waits for it.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::check::unanswered;
use super::demo::Demo;
use super::environment::now;
use super::{Failure, reason, tenant};
use crate::diagnosis::{By, Reply};
use crate::graph::{Ask, Client, News, probe};
use crate::knowledge::{Pack, Value};
use crate::settings::Settings;
use crate::texts::{Texts, probe as say};
use crate::tui::{self, Inquiry, Told};

/// What the assistant asks the tenant with; none where the settings name none.
pub(super) fn connect(settings: &Settings, texts: &Texts, given: Vec<(String, Value)>) -> Option<tui::Tenant> {
    if !tenant::is_named(settings) {
        return None;
    }
    let name = settings.tenancy.tenant.as_ref().map(|said| said.value.clone());
    let name = name.unwrap_or_else(|| texts.say(say::SOME_TENANT).to_owned());
    let (tell, told) = mpsc::channel();
    let (settings, texts) = (settings.clone(), texts.clone());
    let mut to_thread = None;
    let ask = move |inquiry: Inquiry| {
        let number = inquiry.number;
        let sender = to_thread.get_or_insert_with(|| {
            let (sender, receiver) = unbounded_channel();
            let (settings, texts, tell) = (settings.clone(), texts.clone(), tell.clone());
            let asker = thread::Builder::new().name("asker".to_owned());
            asker.spawn(move || serve(&settings, &texts, receiver, &tell)).map(|_| sender)
        });
        let sent = match sender {
            Ok(sender) => sender.send(inquiry).is_ok(),
            Err(_) => false,
        };
        if !sent {
            let why = texts.say(say::CANNOT_ASK).to_owned();
            // Whoever listens has left, if nobody does.
            let _ = tell.send(Told { inquiry: number, news: tui::News::Failed(why) });
        }
    };
    Some(tui::Tenant { name: crate::plain::clean(&name), given, ask: Box::new(ask), told })
}

/// Answers inquiries until nobody asks any more.
fn serve(settings: &Settings, texts: &Texts, mut inquiries: UnboundedReceiver<Inquiry>, tell: &Sender<Told>) {
    let served = tenant::wait_for(async {
        // Lives as long as anybody asks.
        let mut demo = None;
        let mut client: Option<Client> = None;
        let mut first = inquiries.recv().await;
        while let Some(inquiry) = first.take() {
            let connected = match client.take() {
                Some(client) => Ok(client),
                None => connected(settings, &inquiry.pack, &mut demo, texts),
            };
            match connected {
                Ok(connected) => {
                    first = answer_all(&connected, texts, inquiry, &mut inquiries, tell).await;
                    client = Some(connected);
                }
                Err(failure) => {
                    fail(tell, inquiry.number, &failure.sentence(texts));
                    first = inquiries.recv().await;
                }
            }
        }
    });
    if let Err(error) = served {
        while let Ok(inquiry) = inquiries.try_recv() {
            fail(tell, inquiry.number, &error.to_string());
        }
    }
}

/// Who signs in has to do it outside: here the screen belongs to the walk.
fn connected(settings: &Settings, pack: &Arc<Pack>, demo: &mut Option<Demo>, texts: &Texts) -> Result<Client, Failure> {
    if demo.is_none() {
        *demo = Demo::start(settings, pack, texts)?;
    }
    if let Some(demo) = demo {
        return demo.client(texts);
    }
    let nobody = || Failure::tenant(texts.say(say::NOT_CONNECTED), None);
    tenant::client(settings, false, texts)?.ok_or_else(nobody)
}

/// Answers this inquiry and those that come meanwhile, all at the same time; ends when nobody asks any more.
async fn answer_all(
    client: &Client,
    texts: &Texts,
    first: Inquiry,
    more: &mut UnboundedReceiver<Inquiry>,
    tell: &Sender<Told>,
) -> Option<Inquiry> {
    let mut open = FuturesUnordered::new();
    open.push(answer(client, texts, first, tell));
    loop {
        tokio::select! {
            inquiry = more.recv() => match inquiry {
                Some(inquiry) => open.push(answer(client, texts, inquiry, tell)),
                None => return None,
            },
            Some(()) = open.next(), if !open.is_empty() => {}
        }
    }
}

async fn answer(client: &Client, texts: &Texts, inquiry: Inquiry, tell: &Sender<Told>) {
    let Inquiry { number, pack, facts, known } = inquiry;
    let ask = Ask { pack, facts, known, now: now() };
    let (sender, pack) = (tell.clone(), Arc::clone(&ask.pack));
    let words = texts.clone();
    let mut pass_on = move |news: News| {
        if let Some(news) = heard(&words, &pack, news) {
            let _ = sender.send(Told { inquiry: number, news });
        }
    };
    let report = probe(client, &ask, &mut pass_on).await;
    match unanswered(&report, &ask.pack, texts) {
        Some(failure) => fail(tell, number, &failure.sentence(texts)),
        None => drop(tell.send(Told { inquiry: number, news: tui::News::Done })),
    }
}

/// A piece of news, as the assistant takes it.
fn heard(texts: &Texts, pack: &Pack, news: News) -> Option<tui::News> {
    match news {
        News::Signed(_) | News::Asking(_) => None,
        News::Learned(finding) => {
            let reply = Reply { status: finding.receipt.status, request_id: finding.receipt.request_id };
            let request = pack.request(finding.request).name.clone();
            let by = By::Probe { request, certain: finding.certain, reply: Some(reply) };
            Some(tui::News::Fact { fact: pack.fact(finding.fact).name.clone(), value: finding.value, by })
        }
        News::NotChecked(not) => {
            let why = crate::plain::clean(&reason::sentence(texts, pack, &not));
            Some(tui::News::NotChecked { fact: pack.fact(not.fact).name.clone(), why })
        }
    }
}

fn fail(tell: &Sender<Told>, inquiry: u64, why: &str) {
    let _ = tell.send(Told { inquiry, news: tui::News::Failed(crate::plain::clean(why)) });
}
