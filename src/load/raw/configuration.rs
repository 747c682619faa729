//! The raw form of the configuration file. It is no document of a pack.

use super::Flag;
use crate::load::shape::Form;
use crate::load::yaml::Text;
use crate::settings::{CLOUDS, SIGN_INS};

/// The themes by name.
pub const THEMES: [&str; 5] = ["auto", "dark", "light", "contrast", "none"];

record! {
    /// What a person wants at every start.
    RawConfiguration {
        /// Folders of packs to add.
        may packs: Vec<Text> = "packs",
        /// The language to speak.
        may lang: Text = "lang",
        /// The colours.
        may theme: Text = "theme" as Form::Words(&THEMES),
        /// Whether to draw with ASCII alone.
        may ascii: Flag = "ascii",
        /// Whether to talk line by line.
        may plain: Flag = "plain",
        /// The tenant to ask: its id or one of its domains.
        may tenant: Text = "tenant",
        /// The organisation's own app registration.
        may client_id: Text = "client_id",
        /// The cloud the tenant lives in.
        may cloud: Text = "cloud" as Form::Words(&CLOUDS),
        /// Where to sign in, instead of the cloud's own address.
        may login_url: Text = "login_url",
        /// Where Graph answers, instead of the cloud's own address.
        may graph_url: Text = "graph_url",
        /// How to sign in.
        may sign_in: Text = "sign_in" as Form::Words(&SIGN_INS),
        /// A file with a certificate and its key, to sign in as an application.
        may certificate: Text = "certificate",
        /// Whether a sign-in may be kept in the keyring of the operating system.
        may keyring: Flag = "keyring",
    }
}
