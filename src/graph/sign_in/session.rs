//! A sign-in that goes on: what of it is kept, under which names.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::answer::taken;
use super::keep::{Keep, KeepError};
use super::{Identity, Registration};
use crate::graph::Secret;

/// A sign-in of a person.
#[derive(Clone, Debug)]
pub(super) struct Session {
    /// What the next access token is got with.
    pub refresh: Secret,
    /// Who they are, what they granted.
    pub known: Known,
}

/// What is known of a sign-in, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who signed in.
    pub identity: Identity,
    /// The permissions that were granted.
    pub permissions: BTreeSet<String>,
}

/// The sign-ins of one app in one tenant of one cloud.
///
/// One entry names who signed in last; the entry of that person holds the rest, so that another person's sign-in is never
/// mistaken for theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    place: String,
}

impl Kept {
    /// The sign-ins of an app; `cloud` is the name of the cloud, or the address of a login endpoint of one's own.
    pub fn new(cloud: &str, registration: &Registration) -> Self {
        // A tenant's domain means the same in any letter case.
        let tenant = registration.tenant.to_lowercase();
        Self { place: format!("{cloud}/{tenant}/{}", registration.client_id.to_lowercase()) }
    }

    /// Who is signed in, if anybody is.
    pub fn known(&self, keep: &dyn Keep) -> Result<Option<Known>, KeepError> {
        Ok(self.session(keep)?.map(|session| session.known))
    }

    /// Forgets who is signed in; says who that was.
    pub fn forget(&self, keep: &dyn Keep) -> Result<Option<Known>, KeepError> {
        // Whatever cannot be read is forgotten all the same.
        let known = self.known(keep).unwrap_or_default();
        if let Some(oid) = keep.read(&self.place)? {
            keep.delete(&self.of(oid.expose()))?;
        }
        keep.delete(&self.place)?;
        Ok(known)
    }

    /// The sign-in that is kept. One that an older or newer version wrote in another form is none.
    pub(super) fn session(&self, keep: &dyn Keep) -> Result<Option<Session>, KeepError> {
        let Some(oid) = keep.read(&self.place)? else { return Ok(None) };
        let Some(kept) = keep.read(&self.of(oid.expose()))? else { return Ok(None) };
        let Ok(mut json) = serde_json::from_str::<Json>(kept.expose()) else { return Ok(None) };
        let Some(refresh) = taken(&mut json, "refresh") else { return Ok(None) };
        let known = json.get_mut("known").map(Json::take).and_then(|known| serde_json::from_value(known).ok());
        Ok(known.map(|known| Session { refresh, known }))
    }

    /// Keeps a sign-in.
    pub(super) fn save(&self, keep: &dyn Keep, session: &Session) -> Result<(), KeepError> {
        let oid = &session.known.identity.oid;
        let kept = json!({ "refresh": session.refresh.expose(), "known": session.known });
        keep.write(&self.of(oid), &Secret::new(kept.to_string()))?;
        keep.write(&self.place, &Secret::new(oid.clone()))
    }

    fn of(&self, oid: &str) -> String {
        format!("{}/{oid}", self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sign_in::Memory;

    fn session(oid: &str) -> Session {
        let identity =
            Identity { oid: oid.to_owned(), tid: "t".to_owned(), username: "adele@contoso.example".to_owned() };
        let known = Known { identity, permissions: BTreeSet::from(["User.Read".to_owned()]) };
        Session { refresh: Secret::new("canary".to_owned()), known }
    }

    fn kept(cloud: &str) -> Kept {
        Kept::new(cloud, &Registration { tenant: "Contoso.example".to_owned(), client_id: "app".to_owned() })
    }

    #[test]
    fn what_is_kept_is_found_again_and_only_there() {
        let memory = Memory::default();
        kept("global").save(&memory, &session("o")).unwrap();
        let found = kept("global").session(&memory).unwrap().unwrap();
        assert_eq!((found.refresh.expose(), &found.known), ("canary", &session("o").known));
        assert!(kept("china").session(&memory).unwrap().is_none());
        assert!(!format!("{found:?}{memory:?}").contains("canary"));
    }

    #[test]
    fn what_is_forgotten_is_gone() {
        let memory = Memory::default();
        kept("global").save(&memory, &session("o")).unwrap();
        assert_eq!(kept("global").forget(&memory).unwrap(), Some(session("o").known));
        assert!(memory.read("global/contoso.example/app/o").unwrap().is_none());
        assert_eq!(kept("global").forget(&memory).unwrap(), None);
    }

    #[test]
    fn what_cannot_be_read_is_nobody() {
        let memory = Memory::default();
        memory.write("global/contoso.example/app", &Secret::new("o".to_owned())).unwrap();
        for text in ["", "{}", "{\"refresh\":1}", "{\"refresh\":\"r\",\"known\":{}}"] {
            memory.write("global/contoso.example/app/o", &Secret::new(text.to_owned())).unwrap();
            assert!(kept("global").session(&memory).unwrap().is_none(), "{text}");
        }
    }
}
