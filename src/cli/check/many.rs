//! `check --users`: many people, a line each, and what they have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::progress::{Progress, Verdict};
use super::tally::{LineShape, Tally, line};
use super::{askable, asking, known, people};
use crate::cli::arguments::{CheckArguments, ManyArguments};
use crate::cli::demo::Demo;
use crate::cli::environment::now;
use crate::cli::{Exit, Failure, Printer, subject, tenant};
use crate::diagnosis::plan::{Account, BATCH, Reason};
use crate::diagnosis::{By, FactBase, Status, Sweep};
use crate::graph::{Ask, Client, Stopped, Told, crowd};
use crate::knowledge::{CauseId, FactId, Pack, Piece, RequestId};
use crate::plain::{clean, duration};
use crate::settings::Settings;
use crate::texts::people as say;

/// Checks everybody in the list.
pub(super) fn run(
    arguments: &CheckArguments,
    path: &Path,
    facts: FactBase,
    pack: &Arc<Pack>,
    settings: &Settings,
    interactive: bool,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let list = &arguments.many;
    let everybody = people::read(path, &printer.texts)?;
    let demo = Demo::start(settings, pack, &printer.texts)?;
    let client = match &demo {
        Some(demo) => Some(demo.client(&printer.texts)?),
        None => tenant::client_for_many(settings, interactive, &printer.texts)?,
    };
    let Some(client) = client else {
        let hint = printer.texts.say(say::NOT_SIGNED_IN_HINT).to_owned();
        return Err(Failure::tenant(printer.texts.say(say::NOT_SIGNED_IN), Some(hint)));
    };
    let progress = Progress::open(list.resume.as_deref(), printer)?;
    let personal = Personal::of(pack);
    let forbidden = if list.logs { Vec::new() } else { logs(pack) };
    let mut check = Check {
        pack,
        facts,
        wanted: Vec::new(),
        of_tenant: BTreeSet::new(),
        account: Account::default(),
        progress,
        tally: Tally::new(everybody.len()),
        json: arguments.json,
        started: now(),
        watched: io::stderr().is_terminal(),
    };
    let left = check.skip_done(everybody, list, printer)?;
    check.ask_tenant(&client, printer)?;
    check.wanted = personal.told_without(&forbidden, pack);
    // What is the same for everybody was asked once.
    let forbidden: Vec<RequestId> = forbidden.into_iter().chain(personal.others(pack)).collect();
    let stopped = check.ask_people(&client, &forbidden, &left, printer)?;
    check.finish(stopped, list.resume.is_some(), printer)
}

/// The requests of logs and reports: those whose budget is too narrow for a full batch.
fn logs(pack: &Pack) -> Vec<RequestId> {
    let requests = pack.parts().requests.iter().enumerate();
    let narrow =
        requests.filter(|(_, request)| request.throttle.as_ref().is_some_and(|it| (it.limit as usize) < BATCH));
    narrow.map(|(place, _)| RequestId::from(place)).collect()
}

/// What depends on who it is about.
struct Personal {
    facts: BTreeSet<FactId>,
    requests: BTreeSet<RequestId>,
}

impl Personal {
    /// Everything whose address needs to know the person, or something that only such an address tells.
    fn of(pack: &Pack) -> Self {
        let mut personal = Self { facts: subject::target_facts(pack), requests: BTreeSet::new() };
        loop {
            let before = (personal.facts.len(), personal.requests.len());
            for (place, request) in pack.parts().requests.iter().enumerate() {
                let needs = |piece: &Piece| match piece {
                    Piece::Fact(facts) => facts.iter().any(|fact| personal.facts.contains(fact)),
                    Piece::Given(fact) => personal.facts.contains(fact),
                    Piece::Text(_) | Piece::Ago(_) => false,
                };
                if request.pieces.iter().any(needs) {
                    personal.requests.insert(RequestId::from(place));
                }
            }
            for fact in askable(pack) {
                if pack.fact(fact).evidence.iter().any(|it| personal.requests.contains(&it.request)) {
                    personal.facts.insert(fact);
                }
            }
            if before == (personal.facts.len(), personal.requests.len()) {
                return personal;
            }
        }
    }

    /// The facts of a person that something tells which is not forbidden.
    fn told_without(&self, forbidden: &[RequestId], pack: &Pack) -> Vec<FactId> {
        let tells = |request: &RequestId| self.requests.contains(request) && !forbidden.contains(request);
        let told = |fact: &&FactId| pack.fact(**fact).evidence.iter().any(|evidence| tells(&evidence.request));
        self.facts.iter().filter(told).copied().collect()
    }

    /// The requests that are the same for everybody.
    fn others<'a>(&'a self, pack: &Pack) -> impl Iterator<Item = RequestId> + 'a {
        (0..pack.parts().requests.len()).map(RequestId::from).filter(|request| !self.requests.contains(request))
    }
}

struct Check<'a> {
    pack: &'a Arc<Pack>,
    /// What holds for everybody.
    facts: FactBase,
    /// The facts that each person is asked about.
    wanted: Vec<FactId>,
    /// The causes that are confirmed whoever it is about.
    of_tenant: BTreeSet<CauseId>,
    account: Account,
    progress: Progress,
    tally: Tally,
    json: bool,
    started: i64,
    watched: bool,
}

impl Check<'_> {
    /// Leaves out whoever was done before, and counts them.
    fn skip_done(
        &mut self,
        everybody: Vec<String>,
        list: &ManyArguments,
        printer: &mut Printer<'_>,
    ) -> Result<Vec<String>, Failure> {
        let all = everybody.len();
        let mut left = Vec::new();
        for user in everybody {
            match self.progress.before.get(&user.to_lowercase()) {
                Some(verdict) => self.tally.count(verdict),
                None => left.push(user),
            }
        }
        if let Some(path) = list.resume.as_ref().filter(|_| left.len() < all) {
            let (count, all, file) = ((all - left.len()).to_string(), all.to_string(), path.display().to_string());
            let note = printer.fill(say::DONE_BEFORE, &[("count", &count), ("all", &all), ("file", &file)]);
            printer.note(&note)?;
        }
        Ok(left)
    }

    fn ask(&self, facts: Vec<FactId>) -> Ask {
        Ask { pack: Arc::clone(self.pack), facts, known: known(&self.facts, self.pack), now: now() }
    }

    /// Asks once what does not depend on the person.
    fn ask_tenant(&mut self, client: &Client, printer: &mut Printer<'_>) -> Result<(), Failure> {
        let report = asking::ask(client, &self.ask(askable(self.pack)), false, printer)?;
        asking::note(&report, self.pack, printer)?;
        if let Some(failure) = asking::failure(&report, self.pack, &printer.texts) {
            return Err(failure);
        }
        asking::learn(&mut self.facts, self.pack, &report.found);
        self.account = report.signed.as_ref().map_or(Account::Person, |signed| signed.account);
        self.tally.tenant(&printer.texts, self.pack, self.account, &report.not_checked);
        let sweep = Sweep::of(self.pack, &self.facts);
        self.of_tenant = sweep.that_are(Status::Confirmed).map(|finding| finding.cause).collect();
        for cause in self.of_tenant.iter().filter(|_| !self.json) {
            let line = printer.fill(say::TENANT, &[("cause", &named(self.pack, *cause))]);
            printer.line(&clean(&line))?;
        }
        Ok(())
    }

    /// Asks about each, and prints what comes of it.
    fn ask_people(
        &mut self,
        client: &Client,
        forbidden: &[RequestId],
        left: &[String],
        printer: &mut Printer<'_>,
    ) -> Result<Option<Stopped>, Failure> {
        let ask = self.ask(self.wanted.clone());
        let pack = Arc::clone(self.pack);
        let people = left.iter().map(|user| subject::target(&pack, user).into_iter().collect::<BTreeMap<_, _>>());
        let mut failed = None;
        let mut tell = |told: Told| {
            let Some(user) = left.get(told.place) else { return ControlFlow::Continue(()) };
            match self.tell(user, &told, printer) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    failed = Some(failure);
                    ControlFlow::Break(())
                }
            }
        };
        let ended = tenant::wait_for(crowd(client, &ask, forbidden, people, &mut tell))?;
        match failed {
            Some(failure) => Err(failure),
            None => Ok(ended.err()),
        }
    }

    fn tell(&mut self, user: &str, told: &Told, printer: &mut Printer<'_>) -> Result<(), Failure> {
        let mut facts = self.facts.clone();
        if let Some((fact, value)) = subject::target(self.pack, user) {
            facts.learn(now(), fact, Some(value), By::Person);
        }
        asking::learn(&mut facts, self.pack, &told.found);
        let sweep = Sweep::of(self.pack, &facts);
        let own = |status| sweep.that_are(status).map(|it| it.cause).filter(|cause| !self.of_tenant.contains(cause));
        let confirmed: Vec<CauseId> = own(Status::Confirmed).collect();
        let possible: Vec<CauseId> = own(Status::Possible).collect();
        let verdict = Verdict {
            user: user.to_owned(),
            causes: confirmed.iter().map(|cause| self.pack.cause(*cause).name.clone()).collect(),
            not_found: told.found.is_empty() && told.not_checked.iter().any(|not| not.reason == Reason::NotFound),
        };
        let failures = self.tally.person(&printer.texts, self.pack, self.account, &told.not_checked);
        if self.json {
            let shape = LineShape::of(&printer.texts, self.pack, &verdict, &possible, told, self.account);
            printer.line(&serde_json::to_string(&shape).map_err(io::Error::from)?)?;
        } else {
            let line = line(&printer.texts, self.pack, &verdict, possible.len(), failures);
            printer.line(&clean(&line))?;
        }
        // Noted after it was printed: rather twice than never.
        self.progress.note(&verdict)?;
        self.tally.count(&verdict);
        self.show_progress(printer);
        Ok(())
    }

    /// How far it is, on one line of the terminal that is written over.
    fn show_progress(&self, printer: &mut Printer<'_>) {
        let (done, all) = (self.tally.done(), self.tally.all());
        if !self.watched || done == 0 {
            return;
        }
        let seconds = (now() - self.started) as f64;
        let left = duration(&printer.texts, (seconds / done as f64 * (all - done) as f64 / 60.0).ceil());
        let values = [("done", done.to_string()), ("all", all.to_string()), ("left", left)];
        let line = printer.fill(say::PROGRESS, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        // A terminal that cannot be written to has nobody to tell.
        let _ = write!(printer.err, "\r{line}\x1b[K\r");
    }

    /// What all of them have in common, and how it ended.
    fn finish(self, stopped: Option<Stopped>, resumes: bool, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
        if self.watched {
            let _ = write!(printer.err, "\r\x1b[K");
        }
        if self.json {
            let shape = self.tally.shape();
            printer.line(&serde_json::to_string(&shape).map_err(io::Error::from)?)?;
        } else {
            printer.line("")?;
            for line in self.tally.lines(&printer.texts, self.pack) {
                printer.line(&clean(&line))?;
            }
        }
        let Some(stopped) = stopped else {
            let found = self.tally.has_causes() || !self.of_tenant.is_empty();
            return Ok(if found { Exit::Problems } else { Exit::Fine });
        };
        let why = match stopped {
            Stopped::SignIn(error) => tenant::sign_in_error(&printer.texts, &error),
            Stopped::Trouble(trouble) => tenant::trouble(&printer.texts, trouble),
        };
        let (done, all) = (self.tally.done().to_string(), self.tally.all().to_string());
        let message = printer.fill(say::STOPPED, &[("done", &done), ("all", &all), ("why", &why)]);
        let hint = if resumes { say::STOPPED_RESUME_HINT } else { say::STOPPED_HINT };
        Err(Failure::tenant(message, Some(printer.texts.say(hint).to_owned())))
    }
}

/// A cause by title and name.
pub(super) fn named(pack: &Pack, cause: CauseId) -> String {
    let cause = pack.cause(cause);
    format!("{} ({})", cause.title, cause.name)
}
