//! Why a sign-in did not work, and what to do about it.

use crate::cli::{Failure, tenant};
use crate::graph::{AzTrouble, Desk, Refused, SignInError};
use crate::knowledge::{Pack, refusal_of};
use crate::texts::{Text, Texts, sign_in as say};

/// A clock that is off by more makes assertions and tokens useless, in seconds.
const SKEW: i64 = 5 * 60;

/// The failure of a command whose sign-in did not work. Where consent is missing, `asked` says where an administrator gives
/// it, for which permissions.
pub(in crate::cli) fn failed(
    error: &SignInError,
    pack: &Pack,
    texts: &Texts,
    now: i64,
    asked: Option<(&Desk, &[String])>,
) -> Failure {
    if let SignInError::Refused(refused) = error {
        return explained(refused, pack, texts, now, asked);
    }
    if let Some((message, hint)) = about(error) {
        return Failure::tenant(texts.say(message), hint.map(|hint| texts.say(hint).to_owned()));
    }
    let hint = matches!(error, SignInError::Trouble(_)).then(|| texts.say(say::TROUBLE_HINT).to_owned());
    Failure::tenant(tenant::sign_in_error(texts, error), hint)
}

/// Whether an error is about a token that somebody gave.
pub(in crate::cli) fn is_of_given_token(error: &SignInError) -> bool {
    matches!(error, SignInError::GivenRefused | SignInError::Challenge | SignInError::Trouble(_))
}

/// The sentence of an error of signing in, without what to do about it.
pub(in crate::cli) fn sentence(error: &SignInError, texts: &Texts) -> String {
    if let SignInError::Refused(refused) = error {
        return texts.fill(say::REFUSED, &[("error", &named(refused))]);
    }
    about(error).map(|(text, _)| texts.say(text).to_owned()).unwrap_or_default()
}

/// What is said about an error that is ours, and what to do about it.
fn about(error: &SignInError) -> Option<(Text, Option<Text>)> {
    Some(match error {
        SignInError::SignedOut => (say::SIGNED_OUT, Some(say::SIGNED_OUT_HINT)),
        SignInError::TooLate => (say::TOO_LATE, Some(say::TOO_LATE_HINT)),
        SignInError::Foreign => (say::FOREIGN, Some(say::FOREIGN_HINT)),
        SignInError::NoListener => (say::NO_LISTENER, Some(say::NO_LISTENER_HINT)),
        SignInError::NoMeans => (say::NO_MEANS, None),
        SignInError::AzureCli(trouble) => about_az(*trouble),
        _ => return None,
    })
}

fn about_az(trouble: AzTrouble) -> (Text, Option<Text>) {
    match trouble {
        AzTrouble::Missing => (say::AZ_MISSING, Some(say::AZ_MISSING_HINT)),
        AzTrouble::SignedOut => (say::AZ_SIGNED_OUT, Some(say::AZ_SIGNED_OUT_HINT)),
        AzTrouble::Refused => (say::AZ_REFUSED, Some(say::AZ_SIGNED_OUT_HINT)),
        AzTrouble::Challenged => (say::AZ_CHALLENGED, Some(say::AZ_CHALLENGED_HINT)),
        AzTrouble::TimedOut => (say::AZ_TIMED_OUT, Some(say::AZ_HINT)),
        AzTrouble::NoToken => (say::AZ_NO_TOKEN, Some(say::AZ_HINT)),
    }
}

/// What the knowledge says about a refusal; one that it does not know is called by the word of the protocol.
fn explained(refused: &Refused, pack: &Pack, texts: &Texts, now: i64, asked: Option<(&Desk, &[String])>) -> Failure {
    let refusals = &pack.parts().refusals;
    let mut details = details(refused, texts, now);
    let known = refusal_of(refusals, refused.way, &refused.codes, &refused.error);
    let consents = known.is_some_and(|known| known.consent) || refused.lacks_consent();
    if let Some((desk, permissions)) = asked.filter(|_| consents) {
        let url = desk.admin_consent(permissions);
        details.push(texts.fill(say::DETAIL_CONSENT, &[("url", url.as_str())]));
    }
    if let Some(known) = known {
        return Failure::refused(known.says.trim_end_matches('.'), details, known.help.trim_end_matches('.'));
    }
    let message = texts.fill(say::REFUSED, &[("error", &refused.error)]);
    Failure::refused(message, details, texts.say(say::REFUSED_HINT))
}

/// The error with its number, as people look it up.
fn named(refused: &Refused) -> String {
    let numbers = refused.codes.iter().map(|code| format!("AADSTS{code}"));
    std::iter::once(refused.error.clone()).chain(numbers).chain(refused.suberror.clone()).collect::<Vec<_>>().join(", ")
}

fn details(refused: &Refused, texts: &Texts, now: i64) -> Vec<String> {
    let mut lines = vec![texts.fill(say::DETAIL_ERROR, &[("error", &named(refused))])];
    if !refused.description.is_empty() {
        lines.push(texts.fill(say::DETAIL_SAYS, &[("description", &refused.description)]));
    }
    for (text, name, value) in [
        (say::DETAIL_CORRELATION, "id", &refused.correlation_id),
        (say::DETAIL_TRACE, "id", &refused.trace_id),
        (say::DETAIL_TIME, "time", &refused.timestamp),
    ] {
        lines.extend(value.as_ref().map(|value| texts.fill(text, &[(name, value)])));
    }
    let skew = refused.server_time.map_or(0, |then| (then - now).abs());
    if skew > SKEW {
        lines.push(texts.fill(say::DETAIL_SKEW, &[("minutes", &(skew / 60).to_string())]));
    }
    lines
}
