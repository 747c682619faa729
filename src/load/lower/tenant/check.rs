//! What a simulated directory names must be in it.

use std::collections::BTreeSet;

use crate::load::lower::Context;
use crate::load::problems::Problems;
use crate::load::raw::RawTenant;
use crate::load::yaml::Text;

/// The names of one kind of thing.
struct Known<'a> {
    what: &'static str,
    names: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    /// Collects names, and reports the second of two that are the same.
    fn of(what: &'static str, names: impl Iterator<Item = Option<&'a Text>>, problems: &mut Problems) -> Self {
        let mut known = Self { what, names: BTreeSet::new() };
        for name in names.flatten() {
            if !known.names.insert(&name.text) {
                problems.error("duplicate-id", name.site, format!("there is another {what} `{}`", name.text));
            }
        }
        known
    }

    fn look_up<'b>(&self, names: impl IntoIterator<Item = &'b Text>, problems: &mut Problems) {
        for name in names {
            if !self.names.contains(name.text.as_str()) {
                let message = format!("the directory has no {} `{}`", self.what, name.text);
                problems.unknown("tenant-part", name.site, message, &name.text, self.names.iter().copied());
            }
        }
    }
}

/// Reports every name that stands for nothing in the directory.
pub(super) fn check(raw: &RawTenant, context: &mut Context) {
    let problems = &mut *context.problems;
    let users = raw.users.as_deref().unwrap_or_default();
    let people = Known::of("person", users.iter().map(|person| person.upn.as_ref()), problems);
    let groups = raw.groups.as_deref().unwrap_or_default();
    let mut members = Known::of("group", groups.iter().map(|group| group.name.as_ref()), problems);
    members.what = "person or group";
    members.names.extend(&people.names);
    let units = raw.units.as_deref().unwrap_or_default();
    let unit_names = Known::of("unit", units.iter().map(|unit| unit.name.as_ref()), problems);
    let bought = raw.licences.as_deref().unwrap_or_default();
    let licences = Known::of("licence", bought.iter().map(|licence| licence.sku.as_ref()), problems);
    let apps = Known::of("app", raw.apps.iter().flatten().map(|app| app.name.as_ref()), problems);
    for person in users {
        licences.look_up(person.licences.iter().flatten(), problems);
        unit_names.look_up(person.scoped.iter().flatten().filter_map(|scoped| scoped.unit.as_ref()), problems);
    }
    for group in groups {
        members.look_up(group.members.iter().flatten(), problems);
        people.look_up(group.owners.iter().flatten(), problems);
    }
    people.look_up(units.iter().flat_map(|unit| unit.members.iter().flatten()), problems);
    people.look_up(raw.apps.iter().flatten().flat_map(|app| app.owners.iter().flatten()), problems);
    for entry in raw.sign_ins.iter().flatten() {
        people.look_up(&entry.user, problems);
        apps.look_up(&entry.app, problems);
    }
    for entry in raw.audits.iter().flatten() {
        people.look_up(entry.by.iter().chain(&entry.about), problems);
    }
    if let Some(operator) = &raw.operator {
        people.look_up(&operator.user, problems);
        apps.look_up(&operator.app, problems);
    }
}
