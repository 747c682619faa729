//! The directory as Graph shows it: a tenant of a file, with the ids and moments that the file leaves out.

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::knowledge::tenant::{App, FromNow, Group, Person, Subscription, Unit};
use crate::knowledge::{Pack, TableContent, Tenant, moment_of};

/// A tenant with everything that is needed to answer for it.
#[derive(Clone, Debug)]
pub struct Directory {
    pub(super) pack: Arc<Pack>,
    pub(super) tenant: Arc<Tenant>,
    /// Where it is served, without a slash at the end.
    pub(super) base: String,
    /// When the service started, in seconds since 1970-01-01 UTC. What is relative counts from then.
    pub(super) start: i64,
}

impl Directory {
    /// A tenant of a pack, served at `base` from `start` on.
    pub fn new(pack: Arc<Pack>, tenant: Arc<Tenant>, base: &str, start: i64) -> Self {
        Self { pack, tenant, base: base.trim_end_matches('/').to_owned(), start }
    }

    /// An id that is always the same for the same names.
    pub(super) fn guid(&self, kind: &str, name: &str) -> String {
        guid(&[&self.tenant.name, kind, &name.to_lowercase()])
    }

    /// The id of the tenant.
    pub fn id(&self) -> String {
        self.guid("tenant", "")
    }

    /// The object id of a person.
    pub fn person_id(&self, person: &Person) -> String {
        person.id.clone().unwrap_or_else(|| self.guid("user", &person.upn))
    }

    /// The person with this object id or user name.
    pub(super) fn person(&self, key: &str) -> Option<&Person> {
        let tenant = &self.tenant;
        tenant.person(key).or_else(|| tenant.people.iter().find(|it| self.person_id(it).eq_ignore_ascii_case(key)))
    }

    pub(super) fn group_id(&self, group: &Group) -> String {
        self.guid("group", &group.name)
    }

    pub(super) fn unit_id(&self, unit: &Unit) -> String {
        self.guid("unit", &unit.name)
    }

    /// The client id of an app.
    pub fn client_id(&self, app: &App) -> String {
        app.id.clone().unwrap_or_else(|| self.guid("client", &app.name))
    }

    /// The app with this client id.
    pub(super) fn app(&self, client_id: &str) -> Option<&App> {
        self.tenant.apps.iter().find(|app| self.client_id(app).eq_ignore_ascii_case(client_id))
    }

    /// The client id under which a person may sign in without any app of the file: that of an app registration for this
    /// program.
    pub fn own_client_id(&self) -> String {
        self.guid("client", "cred-doctor")
    }

    /// The template id of a role, or the id of a service plan; one of our own for what the tables give no id.
    pub(super) fn table_id(&self, key: &str) -> String {
        let entries = self.pack.parts().tables.iter().filter_map(|table| match &table.content {
            TableContent::Entries(entries) => Some(entries),
            _ => None,
        });
        let id = entries.flatten().find(|(known, ..)| known == key).and_then(|(_, _, id)| id.clone());
        id.unwrap_or_else(|| guid(&["entry", key]))
    }

    /// What people call an entry of a table.
    pub(super) fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.pack.parts().tables.iter().find_map(|table| table.label_of(key)).unwrap_or(key)
    }

    /// A moment as Graph writes it.
    pub(super) fn at(&self, moment: FromNow) -> String {
        moment_of(self.start.saturating_add(moment))
    }

    /// The roles that are active for a person: the role, and where it counts.
    pub(super) fn active_roles(&self, person: &Person) -> Vec<(String, String)> {
        let whole = |role: &String| (role.clone(), "/".to_owned());
        let mut roles: Vec<_> = person.roles.iter().map(whole).collect();
        for group in self.groups_of(person) {
            roles.extend(group.roles.iter().map(whole));
        }
        for scoped in &person.scoped {
            let unit = self.tenant.units.iter().find(|unit| unit.name == scoped.unit);
            roles
                .extend(unit.map(|unit| (scoped.role.clone(), format!("/administrativeUnits/{}", self.unit_id(unit)))));
        }
        roles
    }

    /// The groups a person is in, directly or through other groups.
    pub(super) fn groups_of(&self, person: &Person) -> Vec<&Group> {
        let groups = &self.tenant.groups;
        let holds = |group: &Group, name: &str| group.members.iter().any(|member| member.eq_ignore_ascii_case(name));
        let mut found: Vec<&Group> = groups.iter().filter(|group| holds(group, &person.upn)).collect();
        let mut at = 0;
        while let Some(inner) = found.get(at).copied() {
            let outer = groups.iter().filter(|group| holds(group, &inner.name));
            let outer: Vec<&Group> = outer.filter(|group| !found.contains(group)).collect();
            found.extend(outer);
            at += 1;
        }
        found
    }

    /// The service plans that the tenant may use, as keys of tables.
    pub(super) fn plans(&self) -> impl Iterator<Item = &str> {
        use crate::knowledge::tenant::SubscriptionState::Suspended;
        let running = self.tenant.subscriptions.iter().filter(|bought| bought.state != Suspended);
        running.flat_map(|bought| &bought.plans).map(String::as_str)
    }
}

/// The id of a product.
pub(super) fn sku_id(bought: &Subscription) -> String {
    bought.id.clone().unwrap_or_else(|| guid(&["sku", &bought.sku]))
}

/// An id made of names, in the form of those that a directory hands out.
pub(super) fn guid(names: &[&str]) -> String {
    let hex = digest(names);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// The SHA-256 of names, in hexadecimal digits.
pub(super) fn digest(names: &[&str]) -> String {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
