//! What the person wants, from flags, environment, file and defaults, merged once into finished values.

mod tenancy;

pub use tenancy::{CLOUDS, Origin, SIGN_INS, Said, Tenancy};

use std::path::PathBuf;

/// The language everything is written in first.
pub const ENGLISH: &str = "en";

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What suits the terminal.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// As much contrast as there can be.
    Contrast,
    /// No colour at all.
    None,
}

/// What one source of settings says; what it does not say is left to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// Which source it is.
    pub origin: Origin,
    /// Folders of packs to add.
    pub packs: Vec<PathBuf>,
    /// The language to speak.
    pub language: Option<String>,
    /// Whether to talk line by line.
    pub plain: Option<bool>,
    /// The colours.
    pub theme: Option<Theme>,
    /// Whether to draw with ASCII alone.
    pub ascii: Option<bool>,
    /// The tenant to ask: its id or one of its domains.
    pub tenant: Option<String>,
    /// The organisation's own app registration.
    pub client_id: Option<String>,
    /// The cloud the tenant lives in, one of [`CLOUDS`].
    pub cloud: Option<String>,
    /// Where to sign in, instead of the cloud's own address.
    pub login_url: Option<String>,
    /// Where Graph answers, instead of the cloud's own address.
    pub graph_url: Option<String>,
    /// How to sign in, one of [`SIGN_INS`].
    pub sign_in: Option<String>,
    /// A file with a certificate and its key, to sign in as an application.
    pub certificate: Option<PathBuf>,
    /// Whether a sign-in may be kept in the keyring of the operating system.
    pub keyring: Option<bool>,
}

/// Finished settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Folders of packs, on top of the built-in one. A later one has the last word.
    pub packs: Vec<PathBuf>,
    /// The language to speak.
    pub language: String,
    /// Whether to talk line by line.
    pub plain: bool,
    /// The colours.
    pub theme: Theme,
    /// Whether to draw with ASCII alone.
    pub ascii: bool,
    /// Which tenant is asked, and as which application.
    pub tenancy: Tenancy,
}

impl Settings {
    /// Merges what the sources say, the strongest first. Packs of all of them are used; those of a stronger source come
    /// later, so that they have the last word.
    pub fn merge(layers: &[Layer]) -> Self {
        fn first<T: Clone>(layers: &[Layer], said: impl Fn(&Layer) -> &Option<T>) -> Option<T> {
            layers.iter().find_map(|layer| said(layer).clone())
        }
        Self {
            packs: layers.iter().rev().flat_map(|layer| layer.packs.iter().cloned()).collect(),
            language: first(layers, |layer| &layer.language).unwrap_or_else(|| ENGLISH.to_owned()),
            plain: first(layers, |layer| &layer.plain).unwrap_or_default(),
            theme: first(layers, |layer| &layer.theme).unwrap_or_default(),
            ascii: first(layers, |layer| &layer.ascii).unwrap_or_default(),
            tenancy: Tenancy::merge(layers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_source_wins_and_the_weaker_fills_in() {
        let flags = Layer { theme: Some(Theme::Dark), plain: Some(false), ..Layer::default() };
        let environment =
            Layer { theme: Some(Theme::None), plain: Some(true), language: Some("fr".to_owned()), ..Layer::default() };
        let settings = Settings::merge(&[flags, environment]);
        assert_eq!((settings.theme, settings.plain, settings.language.as_str()), (Theme::Dark, false, "fr"));
        assert!(!settings.ascii);
    }

    #[test]
    fn packs_add_up_and_those_of_the_stronger_source_come_last() {
        let packs = |names: &[&str]| Layer { packs: names.iter().map(PathBuf::from).collect(), ..Layer::default() };
        let settings = Settings::merge(&[packs(&["a", "b"]), packs(&["c"])]);
        assert_eq!(settings.packs, ["c", "a", "b"].map(PathBuf::from));
    }

    #[test]
    fn nothing_said_means_the_defaults() {
        let settings = Settings::merge(&[]);
        assert_eq!((settings.theme, settings.plain, settings.language.as_str()), (Theme::Auto, false, "en"));
    }
}
