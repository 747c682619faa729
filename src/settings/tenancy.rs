//! Which tenant is asked, as which application, and who said so.

use std::path::PathBuf;

use super::Layer;

/// The clouds by name. The first is meant where nobody names one.
pub const CLOUDS: [&str; 4] = ["global", "usgov", "dod", "china"];

/// The ways of signing in by name.
pub const SIGN_INS: [&str; 5] = ["browser", "device-code", "secret", "certificate", "azure-cli"];

/// Who said something, the strongest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody: it is the default.
    #[default]
    Default,
    /// The configuration file.
    File,
    /// The environment.
    Environment,
    /// The command line.
    Flag,
}

/// A value, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Who said it.
    pub by: Origin,
}

/// Which tenant is asked, and as which application. What nobody said is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenancy {
    /// The tenant: its id or one of its domains.
    pub tenant: Option<Said<String>>,
    /// The organisation's own app registration.
    pub client_id: Option<Said<String>>,
    /// The cloud; one of [`CLOUDS`], unless the environment names another, which whoever uses it has to say.
    pub cloud: Said<String>,
    /// Where to sign in, instead of the cloud's own address.
    pub login_url: Option<Said<String>>,
    /// Where Graph answers, instead of the cloud's own address.
    pub graph_url: Option<Said<String>>,
    /// How to sign in; one of [`SIGN_INS`], unless the environment names another.
    pub sign_in: Option<Said<String>>,
    /// A file with a certificate and its key.
    pub certificate: Option<Said<PathBuf>>,
    /// Whether a sign-in may be kept in the keyring of the operating system.
    pub keyring: Said<bool>,
}

impl Tenancy {
    /// Merges what the sources say, the strongest first.
    pub(super) fn merge(layers: &[Layer]) -> Self {
        fn first<T: Clone>(layers: &[Layer], said: impl Fn(&Layer) -> &Option<T>) -> Option<Said<T>> {
            layers.iter().find_map(|layer| Some(Said { value: said(layer).clone()?, by: layer.origin }))
        }
        let global = || Said { value: CLOUDS[0].to_owned(), by: Origin::Default };
        Self {
            tenant: first(layers, |layer| &layer.tenant),
            client_id: first(layers, |layer| &layer.client_id),
            cloud: first(layers, |layer| &layer.cloud).unwrap_or_else(global),
            login_url: first(layers, |layer| &layer.login_url),
            graph_url: first(layers, |layer| &layer.graph_url),
            sign_in: first(layers, |layer| &layer.sign_in),
            certificate: first(layers, |layer| &layer.certificate),
            keyring: first(layers, |layer| &layer.keyring).unwrap_or(Said { value: true, by: Origin::Default }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn each_value_knows_who_said_it() {
        let flags = Layer { origin: Origin::Flag, tenant: Some("a.example".to_owned()), ..Layer::default() };
        let file = Layer {
            origin: Origin::File,
            tenant: Some("b.example".to_owned()),
            client_id: Some("app".to_owned()),
            ..Layer::default()
        };
        let tenancy = Settings::merge(&[flags, file]).tenancy;
        assert_eq!(tenancy.tenant, Some(Said { value: "a.example".to_owned(), by: Origin::Flag }));
        assert_eq!(tenancy.client_id, Some(Said { value: "app".to_owned(), by: Origin::File }));
        assert_eq!(tenancy.cloud, Said { value: "global".to_owned(), by: Origin::Default });
        assert_eq!(tenancy.login_url, None);
    }
}
