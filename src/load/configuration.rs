//! The configuration file: one map of settings, read like a document of a pack and belonging to none.

use super::problems::Problems;
use super::raw::{Decode, RawConfiguration, THEMES};
use super::yaml::{self, Content, Limits, Text};
use crate::diagnostic::{Places, Sources, brief};
use crate::settings::{CLOUDS, Layer, Origin, SIGN_INS, Theme};

/// More than this is no list of settings.
const LIMITS: Limits = Limits { file_bytes: 64 << 10, nodes: 1_000, depth: 4, text_bytes: 4 << 10 };

/// Words in a key that promise a secret. A certificate is named by its path, so its word is not among them.
const SECRET: [&str; 5] = ["secret", "password", "token", "assertion", "private"];

/// Reads a configuration file, or says everything that is wrong with it, a line each with file, line and column.
///
/// The lines never repeat what stands beside a key: it may be a secret that somebody put there by mistake.
pub fn configuration(name: &str, text: String) -> Result<Layer, Vec<String>> {
    let (mut problems, mut sources) = (Problems::default(), Sources::default());
    let file = sources.add(name.to_owned(), text);
    let mut documents = yaml::parse(sources.text(file), file, LIMITS, &mut problems);
    for more in documents.iter().skip(1) {
        problems.error("unknown-kind", more.site, "a configuration file is one map of settings");
    }
    documents.truncate(1);
    let mut raw = RawConfiguration::default();
    if let Some(mut node) = documents.pop().filter(|node| !matches!(node.content, Content::Empty)) {
        if let Content::Map(entries) = &mut node.content {
            entries.retain(|entry| !is_secret(&entry.key, &mut problems));
        }
        raw = RawConfiguration::decode(&node, &mut problems).unwrap_or_default();
    }
    let layer = lower(raw, &mut problems);
    if problems.has_errors() {
        return Err(brief(&problems.into_found(), &sources, &Places::default()));
    }
    Ok(layer)
}

/// Refuses a key that would put a secret into a file anybody may copy.
fn is_secret(key: &Text, problems: &mut Problems) -> bool {
    let name = key.text.to_lowercase();
    let secret = SECRET.iter().any(|word| name.contains(word));
    if secret {
        let message = format!("`{}` is a secret, and this file is no place for one", key.text);
        problems
            .error("unknown-key", key.site, message)
            .help("take it out; sign in with `cred-doctor login`, which asks for it or reads it from the environment");
    }
    secret
}

fn lower(raw: RawConfiguration, problems: &mut Problems) -> Layer {
    let text = |text: Option<Text>| text.map(|text| text.text);
    one_of(raw.cloud.as_ref(), &CLOUDS, "cloud", problems);
    one_of(raw.sign_in.as_ref(), &SIGN_INS, "way of signing in", problems);
    one_of(raw.theme.as_ref(), &THEMES, "theme", problems);
    Layer {
        origin: Origin::File,
        packs: raw.packs.unwrap_or_default().into_iter().map(|folder| folder.text.into()).collect(),
        language: text(raw.lang),
        plain: raw.plain.map(|plain| plain.yes),
        theme: raw.theme.and_then(|theme| theme_named(&theme.text)),
        ascii: raw.ascii.map(|ascii| ascii.yes),
        tenant: text(raw.tenant),
        client_id: text(raw.client_id),
        cloud: text(raw.cloud),
        login_url: text(raw.login_url),
        graph_url: text(raw.graph_url),
        sign_in: text(raw.sign_in),
        certificate: raw.certificate.map(|path| path.text.into()),
        keyring: raw.keyring.map(|keyring| keyring.yes),
    }
}

fn one_of(written: Option<&Text>, known: &[&str], what: &str, problems: &mut Problems) {
    let Some(written) = written.filter(|written| !known.contains(&written.text.as_str())) else { return };
    let message = format!("there is no {what} `{}`", written.text);
    problems.unknown("wrong-value", written.site, message, &written.text, known.iter().copied());
}

fn theme_named(name: &str) -> Option<Theme> {
    let themes = [Theme::Auto, Theme::Dark, Theme::Light, Theme::Contrast, Theme::None];
    THEMES.iter().zip(themes).find(|(known, _)| **known == name).map(|(_, theme)| theme)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        configuration("config.yaml", text.to_owned()).unwrap_err()
    }

    #[test]
    fn every_key_arrives() {
        let text = "packs: [mine]\nlang: fr\ntheme: dark\nascii: yes\nplain: no\ntenant: contoso.example\n\
                    client_id: app\ncloud: usgov\nlogin_url: https://l.example\ngraph_url: https://g.example\n\
                    sign_in: certificate\ncertificate: app.pfx\nkeyring: no\n";
        let layer = configuration("config.yaml", text.to_owned()).unwrap();
        let expected = Layer {
            origin: Origin::File,
            packs: vec![PathBuf::from("mine")],
            language: Some("fr".to_owned()),
            plain: Some(false),
            theme: Some(Theme::Dark),
            ascii: Some(true),
            tenant: Some("contoso.example".to_owned()),
            client_id: Some("app".to_owned()),
            cloud: Some("usgov".to_owned()),
            login_url: Some("https://l.example".to_owned()),
            graph_url: Some("https://g.example".to_owned()),
            sign_in: Some("certificate".to_owned()),
            certificate: Some(PathBuf::from("app.pfx")),
            keyring: Some(false),
        };
        assert_eq!(layer, expected);
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let nothing = Layer { origin: Origin::File, ..Layer::default() };
        for text in ["", "# nothing yet\n", "---\n"] {
            assert_eq!(configuration("config.yaml", text.to_owned()), Ok(nothing.clone()), "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, expected) in [
            (
                "lang: en\ntennant: x\n",
                "config.yaml:2:1: error[CD0208 unknown-key]: there is no key `tennant` here (did you mean `tenant`?)",
            ),
            ("plain: maybe\n", "config.yaml:1:8: error[CD0210 wrong-type]: expected `yes` or `no`, found `maybe`"),
            ("packs: mine\n", "config.yaml:1:8: error[CD0210 wrong-type]: expected a list, found a text"),
            (
                "cloud: mars\n",
                "config.yaml:1:8: error[CD0225 wrong-value]: there is no cloud `mars` (known are `global`, `usgov`, `dod`, `china`)",
            ),
            ("- a\n", "config.yaml:1:3: error[CD0210 wrong-type]: expected a map, found a list"),
            (
                "a: 1\n---\nb: 2\n",
                "config.yaml:3:1: error[CD0201 unknown-kind]: a configuration file is one map of settings",
            ),
        ] {
            let lines = wrong(text);
            assert!(lines.iter().any(|line| line == expected), "{text:?} says {lines:#?}");
        }
    }

    #[test]
    fn a_secret_is_refused_and_never_repeated() {
        for key in ["client_secret", "CLIENT-SECRET", "certificate_password", "token", "refresh_token"] {
            let lines = wrong(&format!("{key}: canary-4711\n"));
            assert!(lines.iter().any(|line| line.contains("is a secret")), "{lines:#?}");
            assert!(!lines.concat().contains("canary-4711"), "{lines:#?}");
        }
    }
}
