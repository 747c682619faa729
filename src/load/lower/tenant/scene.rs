//! Log entries, the operator, faults and expectations of a simulated directory.

use super::{moment, not_no, whole, word};
use crate::knowledge::CauseId;
use crate::knowledge::tenant::{Audit, Expectation, Fault, FaultKind, Operator, OperatorIs, SignIn, SignInSubject};
use crate::load::lower::Context;
use crate::load::lower::common::{facts, list, plain};
use crate::load::problems::Problems;
use crate::load::raw::{RawAudit, RawExpectation, RawFault, RawOperator, RawSignIn};
use crate::load::yaml::Text;

/// The service that logs resets.
const RESETS: &str = "Self-service Password Management";

pub(super) fn sign_in(raw: RawSignIn, problems: &mut Problems) -> SignIn {
    if raw.user.is_some() == raw.app.is_some() {
        problems.error("tenant-part", raw.site, "either a `user` or an `app` signs in");
    }
    let who = match (raw.user, raw.app) {
        (None, Some(app)) => SignInSubject::App(app.text),
        (user, _) => SignInSubject::Person(plain(user)),
    };
    SignIn {
        who,
        at: moment(raw.at, problems).unwrap_or_default(),
        code: whole(raw.code).unwrap_or_default(),
        reason: raw.reason.map(|text| text.text),
        client: raw.client.map_or_else(|| "Browser".to_owned(), |text| text.text),
        into: raw.into.map_or_else(|| "Office 365".to_owned(), |text| text.text),
    }
}

pub(super) fn audit(raw: RawAudit, problems: &mut Problems) -> Audit {
    let text = |text: Option<Text>| text.map(|text| text.text);
    Audit {
        at: moment(raw.at, problems).unwrap_or_default(),
        activity: plain(raw.activity),
        service: text(raw.service).unwrap_or_else(|| RESETS.to_owned()),
        by: text(raw.by),
        about: plain(raw.about),
        succeeded: not_no(raw.succeeded),
        reason: text(raw.reason),
        agent: text(raw.agent),
    }
}

pub(super) fn operator(raw: Option<RawOperator>, problems: &mut Problems) -> Operator {
    // That there is none at all has been said.
    let is_there = raw.is_some();
    let raw = raw.unwrap_or_default();
    if is_there && raw.user.is_some() == raw.app.is_some() {
        problems.error("tenant-part", raw.site, "the operator is either a `user` or an `app`");
    }
    let is = match (raw.user, raw.app) {
        (None, Some(app)) => OperatorIs::App(app.text),
        (user, _) => OperatorIs::Person(plain(user)),
    };
    Operator { is, permissions: list(raw.permissions), fails: raw.fails.map(|text| text.text) }
}

pub(super) fn fault(raw: RawFault, context: &mut Context) -> Fault {
    let place = plain(raw.at.clone());
    if let Some(at) = raw.at.filter(|at| at.text != "*" && !at.text.starts_with('/'))
        && !context.names.requests.contains_key(&at.text)
    {
        let message = format!("there is no request `{}`", at.text);
        let known = context.names.requests.keys().map(String::as_str);
        context.problems.unknown("unknown-request", at.site, message, &at.text, known);
    }
    Fault {
        at: place,
        kind: word(raw.kind, FaultKind::parse, FaultKind::WORDS, context.problems).unwrap_or(FaultKind::ServerError),
        code: raw.code.map(|text| text.text),
        retry_after: whole(raw.retry_after),
        times: whole(raw.times),
    }
}

pub(super) fn expectation(raw: RawExpectation, context: &mut Context) -> Expectation {
    let symptoms = raw.symptoms.unwrap_or_default();
    Expectation {
        about: facts(raw.about, context),
        symptoms: symptoms.iter().filter_map(|name| context.names.tree(name, context.problems)).collect(),
        facts: facts(raw.facts, context),
        likely: facts(raw.likely, context),
        confirmed: causes(raw.confirmed, context),
        possible: causes(raw.possible, context),
        ruled_out: causes(raw.ruled_out, context),
    }
}

fn causes(names: Option<Vec<Text>>, context: &mut Context) -> Vec<CauseId> {
    names.unwrap_or_default().iter().filter_map(|name| context.names.cause(name, context.problems)).collect()
}
