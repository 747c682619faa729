//! Asks the tenant, shows what comes in, and notes it among what is known.

use std::pin::pin;

use tokio::sync::mpsc::unbounded_channel;

use crate::cli::environment::now;
use crate::cli::reason::{bare, sentence};
use crate::cli::{Failure, Printer, sign_in, tenant};
use crate::diagnosis::plan::Reason;
use crate::diagnosis::{By, FactBase, Reply, words};
use crate::graph::{Ask, Client, Finding, News, Report, probe};
use crate::knowledge::Pack;
use crate::texts::{Texts, probe as say};

/// A clock that is off by more than this many seconds is worth a word: tokens and logs suffer from it.
const SKEWED: i64 = 5 * 60;

/// Asks; with `watched`, everything shows as it arrives.
pub(super) fn ask(client: &Client, ask: &Ask, watched: bool, printer: &mut Printer<'_>) -> Result<Report, Failure> {
    let (sender, mut receiver) = unbounded_channel();
    let mut tell = move |news: News| {
        // Whoever listens is in this function until the probe has ended.
        let _ = sender.send(news);
    };
    let mut show = |news: &News| {
        let line = if watched { line(&printer.texts, &ask.pack, news) } else { None };
        // A terminal that cannot be written to has nobody to tell.
        line.map(|line| writeln!(printer.err, "{line}"))
    };
    let report = tenant::wait_for(async {
        let mut probe = pin!(probe(client, ask, &mut tell));
        loop {
            tokio::select! {
                biased;
                Some(news) = receiver.recv() => drop(show(&news)),
                report = &mut probe => break report,
            }
        }
    })?;
    while let Ok(news) = receiver.try_recv() {
        drop(show(&news));
    }
    Ok(report)
}

/// A piece of news, in a line.
fn line(texts: &Texts, pack: &Pack, news: &News) -> Option<String> {
    let line = match news {
        News::Signed(_) => return None,
        News::Asking(facts) => match facts.len() {
            1 => texts.say(say::PROGRESS_ASKING_ONE).to_owned(),
            count => texts.fill(say::PROGRESS_ASKING, &[("count", &count.to_string())]),
        },
        News::Learned(finding) => {
            let text = if finding.certain { say::PROGRESS_LEARNED } else { say::PROGRESS_POINTED };
            let value = words::label(pack, finding.fact, &finding.value);
            texts.fill(text, &[("fact", &pack.fact(finding.fact).label), ("value", &value)])
        }
        News::NotChecked(not) => {
            let values = [("fact", pack.fact(not.fact).label.as_str()), ("reason", &sentence(texts, pack, not))];
            texts.fill(say::PROGRESS_NOT, &values)
        }
    };
    Some(crate::plain::clean(&line).replace('\n', " "))
}

/// Notes what Graph told, with the answer that told it.
pub(super) fn learn(facts: &mut FactBase, pack: &Pack, found: &[Finding]) {
    for finding in found {
        let reply = Reply { status: finding.receipt.status, request_id: finding.receipt.request_id.clone() };
        let by = By::Probe {
            request: pack.request(finding.request).name.clone(),
            certain: finding.certain,
            reply: Some(reply),
        };
        facts.learn(finding.receipt.at, finding.fact, Some(finding.value.clone()), by);
    }
}

/// Says what is worth knowing about the answers as a whole.
pub(super) fn note(report: &Report, pack: &Pack, printer: &mut Printer<'_>) -> Result<(), Failure> {
    for request in &report.partial {
        let note = printer.fill(say::PARTIAL, &[("request", &pack.request(*request).name)]);
        printer.note(&note)?;
    }
    if let Some(skew) = report.skew.filter(|skew| skew.abs() > SKEWED) {
        let text = if skew > 0 { say::SKEW_BEHIND } else { say::SKEW_AHEAD };
        let note = printer.fill(text, &[("minutes", &(skew.abs() / 60).to_string())]);
        printer.note(&note)?;
    }
    Ok(())
}

/// Why the tenant gave no answer at all, if it gave none.
pub(in crate::cli) fn failure(report: &Report, pack: &Pack, texts: &Texts) -> Option<Failure> {
    if report.was_answered {
        return None;
    }
    let why = match (&report.sign_in, report.not_checked.iter().find(|not| was_asked(&not.reason))) {
        (Some(error), _) if !sign_in::is_of_given_token(error) => {
            return Some(sign_in::failed(error, pack, texts, now(), None));
        }
        (Some(error), _) => tenant::sign_in_error(texts, error),
        (None, Some(not)) => bare(texts, &not.reason),
        // There was nothing to ask.
        (None, None) => return None,
    };
    let message = texts.fill(say::NO_TENANT, &[("why", &why)]);
    Some(Failure::tenant(message, Some(texts.say(say::TRY_AGAIN).to_owned())))
}

/// Whether a reason is what became of asking, and not what kept from it.
fn was_asked(reason: &Reason) -> bool {
    !matches!(reason, Reason::Missing(_) | Reason::PersonOnly | Reason::Unaskable)
}
