//! People, groups, units and apps of a simulated directory.

use super::{entries, moment, not_no, word, yes};
use crate::knowledge::tenant::{
    App, Credential, EnterpriseApp, FederatedCredential, Group, Method, MfaState, Person, Risk, RiskLevel, RiskState,
    ScopedRole, Unit,
};
use crate::load::lower::Context;
use crate::load::lower::common::{list, plain};
use crate::load::problems::Problems;
use crate::load::raw::{RawApp, RawCredential, RawGroup, RawPerson, RawRisk, RawScoped, RawUnit};
use crate::load::yaml::Text;

pub(super) fn person(raw: RawPerson, context: &mut Context) -> Person {
    let methods = raw.methods.map(|texts| methods(texts, context.problems));
    let text = |text: Option<Text>| text.map(|text| text.text);
    Person {
        upn: plain(raw.upn),
        name: plain(raw.name),
        id: text(raw.id),
        mail: text(raw.mail),
        synced: yes(raw.synced),
        account_name: text(raw.account_name),
        on_premises_upn: text(raw.on_premises_upn),
        guest: yes(raw.guest),
        enabled: not_no(raw.enabled),
        deleted: moment(raw.deleted, context.problems),
        licences: list(raw.licences),
        location: text(raw.location),
        password_changed: moment(raw.password_changed, context.problems),
        must_change: yes(raw.must_change),
        roles: entries(raw.roles, "role", context),
        eligible: entries(raw.eligible, "role", context),
        scoped: raw.scoped.unwrap_or_default().into_iter().map(|raw| scoped(raw, context)).collect(),
        methods: methods.unwrap_or_else(|| vec![Method::Password]),
        self_service: not_no(raw.self_service),
        methods_allowed: not_no(raw.methods_allowed),
        reported: not_no(raw.reported),
        mfa: word(raw.mfa, MfaState::parse, MfaState::WORDS, context.problems).unwrap_or(MfaState::Disabled),
        risk: raw.risk.and_then(|raw| risk(raw, context.problems)),
    }
}

fn methods(texts: Vec<Text>, problems: &mut Problems) -> Vec<Method> {
    texts.into_iter().filter_map(|text| word(Some(text), Method::parse, Method::WORDS, problems)).collect()
}

fn scoped(raw: RawScoped, context: &mut Context) -> ScopedRole {
    let role = entries(raw.role.map(|role| vec![role]), "role", context);
    ScopedRole { role: role.into_iter().next().unwrap_or_default(), unit: plain(raw.unit) }
}

fn risk(raw: RawRisk, problems: &mut Problems) -> Option<Risk> {
    let level = word(raw.level, RiskLevel::parse, RiskLevel::WORDS, problems);
    let state = word(raw.state, RiskState::parse, RiskState::WORDS, problems);
    let at = moment(raw.at, problems);
    Some(Risk { level: level?, state: state?, at: at? })
}

pub(super) fn groups_and_units(
    groups: Option<Vec<RawGroup>>,
    units: Option<Vec<RawUnit>>,
    context: &mut Context,
) -> (Vec<Group>, Vec<Unit>) {
    let group = |raw: RawGroup| Group {
        name: plain(raw.name),
        role_assignable: yes(raw.role_assignable),
        roles: entries(raw.roles, "role", context),
        members: list(raw.members),
        owners: list(raw.owners),
    };
    let unit =
        |raw: RawUnit| Unit { name: plain(raw.name), restricted: yes(raw.restricted), members: list(raw.members) };
    let groups = groups.unwrap_or_default().into_iter().map(group).collect();
    (groups, units.unwrap_or_default().into_iter().map(unit).collect())
}

pub(super) fn app(raw: RawApp, problems: &mut Problems) -> App {
    let state = word(raw.enterprise_app, EnterpriseApp::parse, EnterpriseApp::WORDS, problems);
    let federated = raw.federated.unwrap_or_default().into_iter().map(|raw| FederatedCredential {
        name: plain(raw.name),
        issuer: plain(raw.issuer),
        subject: plain(raw.subject),
    });
    App {
        name: plain(raw.name),
        id: raw.id.map(|id| id.text),
        elsewhere: yes(raw.elsewhere),
        enterprise: state.unwrap_or(EnterpriseApp::Enabled),
        public_client: yes(raw.public_client),
        federated: federated.collect(),
        secrets: credentials(raw.secrets, problems),
        certificates: credentials(raw.certificates, problems),
        owners: list(raw.owners),
        permissions: list(raw.permissions),
    }
}

fn credentials(raw: Option<Vec<RawCredential>>, problems: &mut Problems) -> Vec<Credential> {
    let credential = |raw: RawCredential| Credential {
        name: plain(raw.name),
        ends: moment(raw.ends, problems).unwrap_or_default(),
        fingerprint: raw.fingerprint.map(|text| text.text),
    };
    raw.unwrap_or_default().into_iter().map(credential).collect()
}
