//! Simulated directories: their words, moments and names.

mod check;
mod people;
mod scene;

use super::Context;
use super::common::{list, plain};
use crate::knowledge::Tenant;
use crate::knowledge::tenant::{
    Agent, DirectoryKind, Domain, DomainSignIn, FromNow, Policies, Subscription, SubscriptionState, Sync, SyncEngine,
    SyncFeature,
};
use crate::load::problems::Problems;
use crate::load::raw::{Flag, Number, RawDomain, RawPolicies, RawSubscription, RawSync, RawTenant};
use crate::load::yaml::Text;

/// Licences of a subscription, unless it says how many.
const USUAL_UNITS: u32 = 25;

/// A simulated directory.
pub fn tenant(id: &Text, raw: RawTenant, context: &mut Context) -> Tenant {
    check::check(&raw, context);
    let (groups, units) = people::groups_and_units(raw.groups, raw.units, context);
    let tenant = Tenant {
        name: id.text.clone(),
        title: plain(raw.title),
        shows: plain(raw.shows),
        healthy: yes(raw.healthy),
        organization: plain(raw.organization),
        kind: word(raw.kind, DirectoryKind::parse, DirectoryKind::WORDS, context.problems)
            .unwrap_or(DirectoryKind::Workforce),
        domains: raw.domains.unwrap_or_default().into_iter().map(|raw| domain(raw, context.problems)).collect(),
        subscriptions: raw.licences.unwrap_or_default().into_iter().map(|raw| subscription(raw, context)).collect(),
        sync: raw.sync.map(|raw| sync(raw, context.problems)),
        policies: policies(raw.policies.unwrap_or_default()),
        people: raw.users.unwrap_or_default().into_iter().map(|raw| people::person(raw, context)).collect(),
        groups,
        units,
        apps: raw.apps.unwrap_or_default().into_iter().map(|raw| people::app(raw, context.problems)).collect(),
        sign_ins: raw.sign_ins.unwrap_or_default().into_iter().map(|it| scene::sign_in(it, context.problems)).collect(),
        audits: raw.audits.unwrap_or_default().into_iter().map(|it| scene::audit(it, context.problems)).collect(),
        operator: scene::operator(raw.operator, context.problems),
        faults: raw.faults.unwrap_or_default().into_iter().map(|raw| scene::fault(raw, context)).collect(),
        expect: raw.expect.unwrap_or_default().into_iter().map(|raw| scene::expectation(raw, context)).collect(),
    };
    if tenant.domains.is_empty() {
        context.problems.error("tenant-part", id.site, "a directory has at least one domain");
    }
    tenant
}

fn domain(raw: RawDomain, problems: &mut Problems) -> Domain {
    let sign_in = word(raw.sign_in, DomainSignIn::parse, DomainSignIn::WORDS, problems);
    Domain { name: plain(raw.name), sign_in: sign_in.unwrap_or(DomainSignIn::Managed) }
}

fn subscription(raw: RawSubscription, context: &mut Context) -> Subscription {
    let state = word(raw.state, SubscriptionState::parse, SubscriptionState::WORDS, context.problems);
    Subscription {
        sku: plain(raw.sku),
        id: raw.id.map(|id| id.text),
        plans: entries(raw.plans, "licence", context),
        units: whole(raw.units).unwrap_or(USUAL_UNITS),
        state: state.unwrap_or(SubscriptionState::Enabled),
    }
}

fn sync(raw: RawSync, problems: &mut Problems) -> Sync {
    let engine = word(raw.engine, SyncEngine::parse, SyncEngine::WORDS, problems);
    let features = raw.features.unwrap_or_default();
    let agent = |raw: crate::load::raw::RawAgent| Agent { machine: plain(raw.machine), active: yes(raw.active) };
    Sync {
        engine: engine.unwrap_or(SyncEngine::Connect),
        last: moment(raw.last, problems),
        passwords: moment(raw.passwords, problems),
        features: features
            .into_iter()
            .filter_map(|text| word(Some(text), SyncFeature::parse, SyncFeature::WORDS, problems))
            .collect(),
        agents: raw.agents.map(|agents| agents.into_iter().map(agent).collect()),
    }
}

fn policies(raw: RawPolicies) -> Policies {
    Policies {
        admins_reset: not_no(raw.admins_reset),
        security_defaults: yes(raw.security_defaults),
        no_new_secrets: yes(raw.no_new_secrets),
        staged_rollout: list(raw.staged_rollout),
    }
}

/// What one of a few words stands for.
fn word<T>(
    text: Option<Text>,
    parse: impl Fn(&str) -> Option<T>,
    words: &'static [&'static str],
    problems: &mut Problems,
) -> Option<T> {
    let text = text?;
    let meant = parse(&text.text);
    if meant.is_none() {
        let message = format!("`{}` is none of the words for this", text.text);
        problems.unknown("tenant-part", text.site, message, &text.text, words.iter().copied());
    }
    meant
}

/// A moment: `2 h ago`, `in 30 days`, `now`.
fn moment(text: Option<Text>, problems: &mut Problems) -> Option<FromNow> {
    let text = text?;
    let seconds = from_now(&text.text);
    if seconds.is_none() {
        let message = format!("`{}` is no moment", text.text);
        problems.error("duration", text.site, message).help("write `2 h ago`, `in 30 days` or `now`");
    }
    seconds
}

fn from_now(text: &str) -> Option<FromNow> {
    if text == "now" {
        return Some(0);
    }
    let (length, sign) = match (text.strip_suffix(" ago"), text.strip_prefix("in ")) {
        (Some(length), None) => (length, -1),
        (None, Some(length)) => (length, 1),
        _ => return None,
    };
    let minutes = super::request::minutes(length)?;
    Some(sign * i64::from(minutes) * 60)
}

/// Keys of entries of tables.
fn entries(written: Option<Vec<Text>>, what: &str, context: &mut Context) -> Vec<String> {
    super::request::entries(written.map(crate::load::raw::OneOrMany), what, context)
}

fn whole(number: Option<Number>) -> Option<u32> {
    number.map(|Number { number }| u32::try_from(number.round() as i64).unwrap_or(u32::MAX))
}

fn yes(flag: Option<Flag>) -> bool {
    flag.is_some_and(|flag| flag.yes)
}

fn not_no(flag: Option<Flag>) -> bool {
    flag.is_none_or(|flag| flag.yes)
}

#[cfg(test)]
mod tests {
    use super::from_now;

    #[test]
    fn moments_are_before_or_after_now() {
        assert_eq!(from_now("2 h ago"), Some(-7_200));
        assert_eq!(from_now("in 30 days"), Some(2_592_000));
        assert_eq!(from_now("1 day ago"), Some(-86_400));
        assert_eq!(from_now("now"), Some(0));
        for wrong in ["2 h", "in 2 h ago", "yesterday", "-2 h ago", "in 2 weeks", "0 h ago", ""] {
            assert_eq!(from_now(wrong), None, "{wrong}");
        }
    }
}
