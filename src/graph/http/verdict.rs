//! What to do after an answer, or after none: a table, and nothing but a table.

use std::time::Duration;

use super::Trouble;
use super::told::{CLAIMS, NO_LICENCE, NO_PERMISSION, Told};

/// What came of asking once.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::graph) enum Met {
    /// An answer.
    Answer(Box<Told>),
    /// None.
    Trouble(Trouble),
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::graph) enum Next {
    /// It is an answer.
    Take,
    /// It is an answer: there is no such thing.
    Absent,
    /// Ask again with another token.
    Renew,
    /// Ask again after a while.
    Wait(Duration),
    /// Nothing more comes of asking.
    GiveUp(Fault),
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graph) enum Fault {
    /// Refused: something is lacking.
    Forbidden(Lack),
    /// No token is good enough.
    SignedOut,
    /// A value in the question cannot be put into an address; it was not sent.
    Unaskable,
    /// The question is not taken, with this status.
    Rejected(u16),
    /// Asked to wait once too often, or too long.
    Throttled,
    /// A fault of the service, with this status.
    Failing(u16),
    /// The answer is none that Graph gives.
    Malformed,
    /// There was no answer.
    Trouble(Trouble),
}

/// What is lacking, as far as Graph says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graph) enum Lack {
    /// It does not say.
    Unsaid,
    /// A licence of the tenant.
    Licence,
    /// A permission.
    Permission,
}

/// What was tried for one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::graph) struct Tries {
    /// How often it was asked again after a fault that may pass.
    pub again: u32,
    /// Whether it was asked again with another token.
    pub renewed: bool,
    /// How long it was waited for.
    pub waited: Duration,
}

/// How much patience there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::graph) struct Patience {
    /// How often to ask again after a fault that may pass.
    pub again: u32,
    /// How long to wait in all, for one question.
    pub waiting: Duration,
    /// How long there is until the end of everything.
    pub left: Duration,
    /// A number from 0 to 1 that is another one each time, so that callers do not come back all at once.
    pub chance: f64,
    /// Whether the server has ever answered.
    pub was_reached: bool,
}

/// What to do after `met`.
pub(in crate::graph) fn next(met: &Met, tries: &Tries, patience: &Patience) -> Next {
    let told = match met {
        Met::Answer(told) => told,
        Met::Trouble(trouble) => return after_trouble(*trouble, tries, patience),
    };
    match told.status {
        200 if told.is_error() || !told.body.is_object() => Next::GiveUp(Fault::Malformed),
        200 => Next::Take,
        401 => renew(tries, Fault::SignedOut),
        403 if told.claims.is_some() || told.has_code(CLAIMS) => renew(tries, Fault::Forbidden(Lack::Unsaid)),
        403 => Next::GiveUp(Fault::Forbidden(lack(told))),
        // A proxy or a wrong address says 404 too; only Graph can say that somebody does not exist.
        404 if told.is_error() => Next::Absent,
        // A throttled part can make the others, or the whole batch, fail as dependent on it.
        424 | 429 => wait(tries, patience, told.retry_after, Fault::Throttled),
        status @ (500 | 502 | 503 | 504 | 509) => wait(tries, patience, told.retry_after, Fault::Failing(status)),
        status @ (501 | 505..) => Next::GiveUp(Fault::Failing(status)),
        status @ 400.. => Next::GiveUp(Fault::Rejected(status)),
        _ => Next::GiveUp(Fault::Malformed),
    }
}

/// Once: a second token that is refused is no better than the first.
fn renew(tries: &Tries, otherwise: Fault) -> Next {
    if tries.renewed { Next::GiveUp(otherwise) } else { Next::Renew }
}

fn lack(told: &Told) -> Lack {
    if told.has_code(NO_LICENCE) {
        Lack::Licence
    } else if told.has_code(NO_PERMISSION) {
        Lack::Permission
    } else {
        Lack::Unsaid
    }
}

fn after_trouble(trouble: Trouble, tries: &Tries, patience: &Patience) -> Next {
    let give_up = Fault::Trouble(trouble);
    match trouble {
        // Without a network nobody is kept waiting.
        Trouble::Unreachable if !patience.was_reached => Next::GiveUp(give_up),
        Trouble::Unreachable | Trouble::Broken => wait(tries, patience, None, give_up),
        // Once: it has taken long already.
        Trouble::TimedOut if tries.again == 0 => wait(tries, patience, None, give_up),
        Trouble::TimedOut
        | Trouble::Certificate
        | Trouble::Redirected
        | Trouble::TooLarge
        | Trouble::Malformed
        | Trouble::NoMeans => Next::GiveUp(give_up),
    }
}

/// Waits as long as was asked for, else twice as long as the last time; gives up where patience ends first.
fn wait(tries: &Tries, patience: &Patience, asked: Option<Duration>, otherwise: Fault) -> Next {
    let wait = match asked {
        // Never earlier than asked for.
        Some(asked) => asked.mul_f64(1.0 + 0.1 * patience.chance),
        None => Duration::from_secs(1 << tries.again.min(6)).mul_f64(0.8 + 0.4 * patience.chance),
    };
    let has_time = tries.waited + wait <= patience.waiting && wait < patience.left;
    if tries.again < patience.again && has_time { Next::Wait(wait) } else { Next::GiveUp(otherwise) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    const PATIENCE: Patience = Patience {
        again: 2,
        waiting: Duration::from_secs(15),
        left: Duration::from_mins(1),
        chance: 0.5,
        was_reached: true,
    };

    fn answer(status: u16, headers: &Json, body: &Json) -> Met {
        Met::Answer(Box::new(Told::part(status, headers, body, None)))
    }

    fn error(code: &str) -> Json {
        json!({ "error": { "code": code, "message": "…" } })
    }

    fn seconds(seconds: f64) -> Next {
        Next::Wait(Duration::from_secs_f64(seconds))
    }

    fn again(again: u32) -> Tries {
        Tries { again, ..Tries::default() }
    }

    #[test]
    fn every_status_has_one_meaning() {
        let none = json!({});
        for (status, body, expected) in [
            (200, json!({ "id": "a" }), Next::Take),
            (200, error("x"), Next::GiveUp(Fault::Malformed)),
            (200, json!([1]), Next::GiveUp(Fault::Malformed)),
            (200, Json::Null, Next::GiveUp(Fault::Malformed)),
            (204, Json::Null, Next::GiveUp(Fault::Malformed)),
            (302, Json::Null, Next::GiveUp(Fault::Malformed)),
            (400, error("Request_BadRequest"), Next::GiveUp(Fault::Rejected(400))),
            (401, error("InvalidAuthenticationToken"), Next::Renew),
            (403, error("Authorization_RequestDenied"), Next::GiveUp(Fault::Forbidden(Lack::Unsaid))),
            (403, error(NO_LICENCE), Next::GiveUp(Fault::Forbidden(Lack::Licence))),
            (403, error(NO_PERMISSION), Next::GiveUp(Fault::Forbidden(Lack::Permission))),
            (403, error(CLAIMS), Next::Renew),
            (403, Json::Null, Next::GiveUp(Fault::Forbidden(Lack::Unsaid))),
            (404, error("Request_ResourceNotFound"), Next::Absent),
            (404, error(""), Next::Absent),
            (404, Json::Null, Next::GiveUp(Fault::Rejected(404))),
            (405, error("x"), Next::GiveUp(Fault::Rejected(405))),
            (501, error("x"), Next::GiveUp(Fault::Failing(501))),
            (507, error("x"), Next::GiveUp(Fault::Failing(507))),
            (99, error("x"), Next::GiveUp(Fault::Malformed)),
            (999, error("x"), Next::GiveUp(Fault::Failing(999))),
        ] {
            assert_eq!(next(&answer(status, &none, &body), &again(0), &PATIENCE), expected, "{status} {body}");
        }
        let renewed = Tries { renewed: true, ..Tries::default() };
        assert_eq!(next(&answer(401, &none, &none), &renewed, &PATIENCE), Next::GiveUp(Fault::SignedOut));
    }

    #[test]
    fn what_passes_is_asked_again_and_not_for_ever() {
        for status in [424, 429, 500, 502, 503, 504, 509] {
            let met = answer(status, &json!({}), &Json::Null);
            let fault = if matches!(status, 424 | 429) { Fault::Throttled } else { Fault::Failing(status) };
            assert_eq!(next(&met, &again(0), &PATIENCE), seconds(1.0), "{status}");
            assert_eq!(next(&met, &again(1), &PATIENCE), seconds(2.0), "{status}");
            assert_eq!(next(&met, &again(2), &PATIENCE), Next::GiveUp(fault), "{status}");
        }
    }

    #[test]
    fn a_wait_is_as_long_as_asked_for_or_it_is_given_up() {
        let throttled = |after: u32| answer(429, &json!({ "Retry-After": after.to_string() }), &Json::Null);
        assert_eq!(next(&throttled(10), &again(0), &PATIENCE), seconds(10.5));
        assert_eq!(next(&throttled(0), &again(0), &PATIENCE), seconds(0.0));
        assert_eq!(next(&throttled(60), &again(0), &PATIENCE), Next::GiveUp(Fault::Throttled));
        let waited = Tries { waited: Duration::from_secs(12), ..Tries::default() };
        assert_eq!(next(&throttled(10), &waited, &PATIENCE), Next::GiveUp(Fault::Throttled));
        let hasty = Patience { left: Duration::from_secs(9), ..PATIENCE };
        assert_eq!(next(&throttled(10), &again(0), &hasty), Next::GiveUp(Fault::Throttled));
    }

    #[test]
    fn chance_spreads_the_waits() {
        let met = answer(503, &json!({}), &Json::Null);
        for (chance, expected) in [(0.0, 0.8), (1.0, 1.2)] {
            assert_eq!(next(&met, &again(0), &Patience { chance, ..PATIENCE }), seconds(expected));
        }
    }

    #[test]
    fn no_answer_is_asked_again_only_where_that_may_help() {
        let after = |trouble, again| next(&Met::Trouble(trouble), &Tries { again, ..Tries::default() }, &PATIENCE);
        let given_up = |trouble| Next::GiveUp(Fault::Trouble(trouble));
        for trouble in [Trouble::Unreachable, Trouble::Broken] {
            assert_eq!((after(trouble, 0), after(trouble, 2)), (seconds(1.0), given_up(trouble)));
        }
        assert_eq!(
            (after(Trouble::TimedOut, 0), after(Trouble::TimedOut, 1)),
            (seconds(1.0), given_up(Trouble::TimedOut))
        );
        for trouble in
            [Trouble::Certificate, Trouble::Redirected, Trouble::TooLarge, Trouble::Malformed, Trouble::NoMeans]
        {
            assert_eq!(after(trouble, 0), given_up(trouble));
        }
        let offline = Patience { was_reached: false, ..PATIENCE };
        let unreachable = Trouble::Unreachable;
        assert_eq!(next(&Met::Trouble(unreachable), &again(0), &offline), given_up(unreachable));
    }
}
