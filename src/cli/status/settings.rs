//! Which settings were made, and where.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::configuration::Configuration;
use crate::settings::{Origin, Said, Settings};
use crate::texts::{Text, Texts, sign_in as say};

/// A setting that somebody made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Its key in the configuration file.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Where it was made.
    pub from: &'static str,
    /// The file, if it was made there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    #[serde(skip)]
    origin: Origin,
}

impl Setting {
    /// As a line for people.
    pub fn line(&self, texts: &Texts) -> String {
        let origin: Text = match self.origin {
            Origin::Default => say::ORIGIN_DEFAULT,
            Origin::File => say::ORIGIN_FILE,
            Origin::Environment => say::ORIGIN_ENVIRONMENT,
            Origin::Flag => say::ORIGIN_FLAG,
        };
        let file = self.file.as_ref().map(|file| format!(" {}", file.display())).unwrap_or_default();
        let origin = format!("{}{file}", texts.say(origin));
        texts.fill(say::STATUS_SETTING, &[("name", self.name), ("value", &self.value), ("origin", &origin)])
    }
}

/// The settings about the tenant that somebody made; what nobody said is left out.
pub fn settings_of(settings: &Settings, configuration: &Configuration) -> Vec<Setting> {
    let tenancy = &settings.tenancy;
    let made = |name: &'static str, said: Option<(String, Origin)>| {
        let (value, origin) = said.filter(|(_, origin)| *origin != Origin::Default)?;
        let file = configuration.path.clone().filter(|_| origin == Origin::File);
        Some(Setting { name, value, from: word(origin), file, origin })
    };
    let text = |said: &Option<Said<String>>| said.as_ref().map(|said| (said.value.clone(), said.by));
    let path = tenancy.certificate.as_ref().map(|said| (said.value.display().to_string(), said.by));
    let keyring = if tenancy.keyring.value { say::YES } else { say::NO };
    let all = [
        made("tenant", text(&tenancy.tenant)),
        made("client_id", text(&tenancy.client_id)),
        made("cloud", Some((tenancy.cloud.value.clone(), tenancy.cloud.by))),
        made("login_url", text(&tenancy.login_url)),
        made("graph_url", text(&tenancy.graph_url)),
        made("sign_in", text(&tenancy.sign_in)),
        made("certificate", path),
        made("keyring", Some((keyring.english.to_owned(), tenancy.keyring.by))),
    ];
    all.into_iter().flatten().collect()
}

/// The word that scripts read.
fn word(origin: Origin) -> &'static str {
    match origin {
        Origin::Default => "default",
        Origin::File => "file",
        Origin::Environment => "environment",
        Origin::Flag => "flag",
    }
}
