//! Names that came, went or changed.

/// How much alike two titles are for one name to have become the other.
const ALIKE: f64 = 0.9;

/// What became of something with a name and a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChange {
    /// It is new.
    New {
        /// Its name.
        name: String,
        /// Its title.
        title: String,
    },
    /// It is gone.
    Gone {
        /// Its name.
        name: String,
        /// Its title.
        title: String,
    },
    /// It has another name.
    Renamed {
        /// Its name before.
        old: String,
        /// Its name now.
        new: String,
        /// Its title now.
        title: String,
    },
    /// It has the same name and another title.
    Retitled {
        /// Its name.
        name: String,
        /// Its title before.
        old: String,
        /// Its title now.
        new: String,
    },
}

/// Compares lists of names and titles. A name that is gone became a new one if the titles are alike.
pub fn names(old: &[(String, String)], new: &[(String, String)]) -> Vec<NameChange> {
    let mut changes = Vec::new();
    let mut fresh: Vec<&(String, String)> =
        new.iter().filter(|(name, _)| !old.iter().any(|(known, _)| known == name)).collect();
    for (name, title) in old {
        if let Some((_, now)) = new.iter().find(|(known, _)| known == name) {
            if now != title {
                changes.push(NameChange::Retitled { name: name.clone(), old: title.clone(), new: now.clone() });
            }
            continue;
        }
        let alike = |other: &str| strsim::jaro_winkler(title, other);
        let heir = fresh.iter().enumerate().filter(|(_, (_, other))| alike(other) >= ALIKE);
        let heir = heir.max_by(|(_, a), (_, b)| alike(&a.1).total_cmp(&alike(&b.1))).map(|(place, _)| place);
        match heir {
            Some(place) => {
                let (now, title) = fresh.remove(place).clone();
                changes.push(NameChange::Renamed { old: name.clone(), new: now, title });
            }
            None => changes.push(NameChange::Gone { name: name.clone(), title: title.clone() }),
        }
    }
    changes.extend(fresh.into_iter().map(|(name, title)| NameChange::New { name: name.clone(), title: title.clone() }));
    changes
}

/// The name that something has now.
pub(super) fn now<'a>(changes: &'a [NameChange], name: &'a str) -> &'a str {
    let renamed = changes.iter().find_map(|change| match change {
        NameChange::Renamed { old, new, .. } if old == name => Some(new.as_str()),
        _ => None,
    });
    renamed.unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[(&str, &str)]) -> Vec<(String, String)> {
        names.iter().map(|(name, title)| ((*name).to_owned(), (*title).to_owned())).collect()
    }

    #[test]
    fn a_name_that_went_became_the_new_one_with_the_same_title() {
        let old =
            list(&[("stays", "It stays"), ("old-name", "Password writeback is off"), ("gone", "A thing of the past")]);
        let new =
            list(&[("stays", "It stays on"), ("new-name", "Password writeback is off"), ("other", "Entirely new")]);
        let changes = names(&old, &new);
        assert_eq!(now(&changes, "old-name"), "new-name");
        let kinds: Vec<&str> = changes
            .iter()
            .map(|change| match change {
                NameChange::New { name, .. } | NameChange::Gone { name, .. } | NameChange::Retitled { name, .. } => {
                    name
                }
                NameChange::Renamed { old, .. } => old.as_str(),
            })
            .collect();
        assert_eq!(kinds, ["stays", "old-name", "gone", "other"]);
    }
}
