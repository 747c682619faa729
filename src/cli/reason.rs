//! Why a fact was not checked, in words for people and for scripts, with the least that would do.

use crate::diagnosis::plan::{Account, NotChecked, Reason};
use crate::knowledge::{Needs, Pack};
use crate::texts::{Text, Texts, probe as say};

/// The most names of an alternative that are written out.
const NAMED: usize = 2;

/// The word for a reason that scripts read.
pub(super) fn code(reason: &Reason) -> &'static str {
    match reason {
        Reason::Permission(_) => "permission",
        Reason::Role(_) => "role",
        Reason::Licence(_) => "licence",
        Reason::PersonOnly => "person-only",
        Reason::Missing(_) => "missing",
        Reason::SignedOut => "signed-out",
        Reason::Refused => "refused",
        Reason::Silent => "silent",
        Reason::NotFound => "not-found",
        Reason::Unaskable => "unaskable",
        Reason::Rejected(_) => "rejected",
        Reason::Throttled => "throttled",
        Reason::Failing(_) => "failing",
        Reason::Unreachable => "unreachable",
        Reason::Untrusted => "untrusted",
        Reason::TimedOut => "timed-out",
        Reason::Malformed => "malformed",
    }
}

/// A reason as a sentence without its full stop, with what the knowledge says about it.
pub(super) fn sentence(texts: &Texts, pack: &Pack, not: &NotChecked) -> String {
    let request = pack.request(not.request);
    let (text, means) = match &not.reason {
        Reason::Missing(facts) => {
            let labels: Vec<&str> = facts.iter().map(|fact| pack.fact(*fact).label.as_str()).collect();
            return texts.fill(say::REASON_MISSING, &[("facts", &labels.join(texts.say(say::OR)))]);
        }
        Reason::Refused => (say::REASON_REFUSED_MEANS, request.forbidden.as_ref()),
        Reason::NotFound => (say::REASON_NOT_FOUND_MEANS, request.not_found.as_ref()),
        reason => return bare(texts, reason),
    };
    match means {
        Some(means) => texts.fill(text, &[("means", means.trim_end_matches('.'))]),
        None => bare(texts, &not.reason),
    }
}

/// A reason by itself, as a sentence without its full stop.
pub(super) fn bare(texts: &Texts, reason: &Reason) -> String {
    let text: Text = match reason {
        Reason::Permission(_) => say::REASON_PERMISSION,
        Reason::Role(_) => say::REASON_ROLE,
        Reason::Licence(_) => say::REASON_LICENCE,
        Reason::PersonOnly => say::REASON_PERSON,
        Reason::Missing(_) => say::REASON_MISSING_BARE,
        Reason::SignedOut => say::REASON_SIGNED_OUT,
        Reason::Refused => say::REASON_REFUSED,
        Reason::Silent => say::REASON_SILENT,
        Reason::NotFound => say::REASON_NOT_FOUND,
        Reason::Unaskable => say::REASON_UNASKABLE,
        Reason::Rejected(status) => return texts.fill(say::REASON_REJECTED, &[("status", &status.to_string())]),
        Reason::Throttled => say::REASON_THROTTLED,
        Reason::Failing(status) => return texts.fill(say::REASON_FAILING, &[("status", &status.to_string())]),
        Reason::Unreachable => say::REASON_UNREACHABLE,
        Reason::Untrusted => say::REASON_UNTRUSTED,
        Reason::TimedOut => say::REASON_TIMED_OUT,
        Reason::Malformed => say::REASON_MALFORMED,
    };
    texts.say(text).to_owned()
}

/// What would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Remedy {
    /// Permissions, all of them.
    pub permissions: Vec<String>,
    /// Roles, one of them, as keys of a table; the first is the least.
    pub roles: Vec<String>,
    /// Licences, one of them, as keys of a table.
    pub licences: Vec<String>,
}

impl Remedy {
    /// Everything that a request takes.
    pub fn of(needs: &Needs, account: Account) -> Self {
        let (permissions, roles) = match account {
            Account::Person => (needs.delegated.clone(), needs.roles.clone()),
            Account::Application => (needs.application.clone().unwrap_or_default(), Vec::new()),
        };
        Self { permissions, roles, licences: needs.licences.clone() }
    }

    /// What would do where a fact was not checked; nothing where holding more would not help.
    pub fn against(not: &NotChecked, pack: &Pack, account: Account) -> Self {
        match &not.reason {
            Reason::Permission(missing) => Self { permissions: missing.clone(), ..Self::default() },
            Reason::Role(roles) => Self { roles: roles.clone(), ..Self::default() },
            Reason::Licence(licences) => Self { licences: licences.clone(), ..Self::default() },
            Reason::Refused | Reason::SignedOut => Self::of(&pack.request(not.request).needs, account),
            _ => Self::default(),
        }
    }

    /// In words; empty if it is nothing.
    pub fn words(&self, texts: &Texts, pack: &Pack) -> String {
        let label = |key: &String| {
            let tables = &mut pack.parts().tables.iter();
            tables.find_map(|table| table.label_of(key)).unwrap_or(key).to_owned()
        };
        let mut all = Vec::new();
        if !self.permissions.is_empty() {
            let names = self.permissions.join(texts.say(say::AND));
            all.push(texts.fill(say::PERMISSIONS, &[("names", &names)]));
        }
        if let Some((least, others)) = self.roles.split_first() {
            let text = if others.len() < NAMED {
                let names: Vec<String> = self.roles.iter().map(label).collect();
                texts.fill(say::ROLE, &[("name", &names.join(texts.say(say::OR)))])
            } else {
                texts.fill(say::ROLE_OR_MORE, &[("name", &label(least)), ("count", &others.len().to_string())])
            };
            all.push(text);
        }
        if !self.licences.is_empty() {
            let names: Vec<String> = self.licences.iter().map(label).collect();
            all.push(texts.fill(say::LICENCE, &[("names", &names.join(texts.say(say::OR)))]));
        }
        all.join(", ")
    }
}
