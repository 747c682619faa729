//! `login`, `logout`, `status` and the configuration file, as a shell runs them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};
use url::Url;

use super::run::{Said, fed, program};

/// What nobody may see, wherever it is sent.
const CANARY: &str = "canary-4711";
const CLIENT_ID: &str = "6c3f5a1e-1111-2222-3333-444455556666";

/// A sign-in service that gives one answer after the other, the last for ever; and what it was sent.
fn service(answers: Vec<(u16, Json)>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(Mutex::new(Vec::new()));
    let sent_too = Arc::clone(&sent);
    std::thread::spawn(move || {
        let mut answers = answers.into_iter().peekable();
        let mut last = (500, json!({}));
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            sent_too.lock().unwrap().push(question(&mut stream));
            if answers.peek().is_some() {
                last = answers.next().unwrap();
            }
            let body = last.1.to_string();
            let _ = write!(
                stream,
                "HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                last.0,
                body.len()
            );
        }
    });
    (url, sent)
}

fn question(stream: &mut TcpStream) -> String {
    let (mut text, mut buffer) = (String::new(), [0; 8192]);
    loop {
        let count = stream.read(&mut buffer).unwrap_or(0);
        text.push_str(&String::from_utf8_lossy(&buffer[..count]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(count > 0, "{text}");
            continue;
        };
        let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if count == 0 || body.len() >= length.unwrap_or(0) {
            return text;
        }
    }
}

fn grant() -> Json {
    // {"oid":"o-1","tid":"t-1","preferred_username":"adele@contoso.example"}
    let id = "e30.eyJvaWQiOiJvLTEiLCJ0aWQiOiJ0LTEiLCJwcmVmZXJyZWRfdXNlcm5hbWUiOiJhZGVsZUBjb250b3NvLmV4YW1wbGUifQ.c2ln";
    json!({
        "token_type": "Bearer", "expires_in": 3599, "access_token": format!("{CANARY}-a"),
        "refresh_token": format!("{CANARY}-r"), "id_token": id,
        "scope": "openid profile https://graph.microsoft.com/User.Read.All",
    })
}

fn refusal(error: &str, code: u32) -> Json {
    json!({
        "error": error, "error_codes": [code], "timestamp": "2026-11-22 08:00:00Z",
        "error_description": format!("AADSTS{code}: It said {CANARY}\u{1b}[31m.\r\nTrace ID: tr-1"),
        "trace_id": "tr-1", "correlation_id": "co-1",
    })
}

/// The program with an app registration, at a service.
fn at(url: &str) -> Command {
    let mut command = program();
    command.args(["--tenant", "contoso.example", "--client-id", CLIENT_ID]);
    command.env("CRED_DOCTOR_LOGIN_URL", url).env("CRED_DOCTOR_GRAPH_URL", url);
    command
}

fn with(mut command: Command, words: &[&str]) -> Command {
    command.args(words);
    command
}

fn keeps_quiet(said: &Said) {
    let all = format!("{}{}", said.out, said.err);
    assert!(!all.contains(CANARY), "{all}");
}

/// A folder with a configuration file.
fn configured(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.yaml");
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

fn with_file(file: &Path, words: &[&str]) -> Said {
    let mut command = program();
    command.env("CRED_DOCTOR_CONFIG", file).args(words);
    fed(command, "")
}

#[test]
fn nobody_signed_in_is_said_and_how_to() {
    let said = fed(with(program(), &["status"]), "");
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(
        said.out.starts_with("Nobody is signed in. `cred-doctor login` signs in.\nCloud: global\n"),
        "{}",
        said.out
    );
    let said = fed(with(program(), &["login"]), "");
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.starts_with("error: no app registration is named to sign in as\n\nhint: name your own"),
        "{}",
        said.err
    );
}

#[test]
fn status_says_where_each_setting_was_made() {
    let (_folder, file) = configured("tenant: file.example\nclient_id: app-of-file\ncloud: usgov\n");
    let mut command = program();
    command.env("CRED_DOCTOR_CONFIG", &file).env("CRED_DOCTOR_CLIENT_ID", "app-of-environment");
    command.args(["status", "--json", "--tenant", "flag.example"]);
    let said = fed(command, "");
    let json: Json = serde_json::from_str(&said.out).unwrap();
    assert_eq!((json["version"].as_u64(), json["signed_in"].as_bool()), (Some(1), Some(false)));
    let file = file.display().to_string();
    assert_eq!(
        json["settings"],
        json!([
            { "name": "tenant", "value": "flag.example", "from": "flag" },
            { "name": "client_id", "value": "app-of-environment", "from": "environment" },
            { "name": "cloud", "value": "usgov", "from": "file", "file": file },
            { "name": "keyring", "value": "no", "from": "environment" },
        ])
    );
}

#[test]
fn a_configuration_file_that_makes_no_sense_is_refused_with_its_place() {
    for (text, place, expected) in [
        ("lang: en\ntennant: x\n", ":2:1: ", "there is no key `tennant` here (did you mean `tenant`?)"),
        ("cloud: mars\n", ":1:8: ", "there is no cloud `mars`"),
        ("plain: [yes]\n", ":1:9: ", "expected `yes` or `no`, found a list"),
        ("a: b: c\n", ":1:", ""),
        ("client_secret: canary-4711\n", ":1:1: ", "`client_secret` is a secret, and this file is no place for one"),
    ] {
        let (_folder, file) = configured(text);
        let said = with_file(&file, &["status"]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{text}");
        assert!(said.err.contains(&format!("{}{place}", file.display())), "{}", said.err);
        assert!(said.err.contains(expected), "{}", said.err);
        assert!(said.err.contains("error: cannot use the configuration file"), "{}", said.err);
        keeps_quiet(&said);
    }
    let said = with_file(Path::new("no/such/file.yaml"), &["status"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("cannot read `no/such/file.yaml`"), "{}", said.err);
}

#[test]
fn a_file_is_found_in_its_usual_place_and_its_paths_are_seen_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("cred-doctor");
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("config.yaml"), "certificate: app.pfx\n").unwrap();
    let mut command = program();
    command.env("XDG_CONFIG_HOME", folder.path()).env("APPDATA", folder.path()).args(["status", "--json"]);
    let said = fed(command, "");
    let json: Json = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["settings"][0]["value"], place.join("app.pfx").display().to_string());
    assert_eq!(json["way"], "certificate");
}

#[test]
fn what_makes_no_sense_is_refused_before_anybody_is_asked() {
    for (words, expected) in [
        (&["--cloud", "mars", "status"][..], "invalid value 'mars' for '--cloud <CLOUD>'"),
        (&["--sign-in", "fax", "status"], "invalid value 'fax' for '--sign-in <WAY>'"),
        (&["--client-id", "a", "--tenant", "--query", "login"], "`--query` is no tenant"),
        (&["--client-id", "a/b", "login"], "`a/b` is no client id"),
        (&["--client-id", "a", "--sign-in", "certificate", "login"], "no certificate is named to sign in with"),
        (&["--client-id", "a", "--sign-in", "secret", "login"], "there is no client secret to sign in with"),
        (&["--client-id", "a", "login", "--for", "target.role"], "there is no fact `target.role`"),
        (&["--client-id", "a", "login", "--secret-stdin"], "there is no client secret to sign in with"),
    ] {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut command = program();
        // A value that starts with a dash has to be tied to its option.
        let tied = words.join(" ").replace("--tenant --query", "--tenant=--query");
        command.args(tied.split(' '));
        let said = fed(command, "");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{tied}: {}", said.err);
        assert!(said.err.contains(expected), "{tied}: {}", said.err);
    }
    let mut command = program();
    command.env("CRED_DOCTOR_LOGIN_URL", "http://login.example").args(["status"]);
    let said = fed(command, "");
    assert!(said.code == Some(2) && said.err.contains("`http://login.example/` is not encrypted"), "{}", said.err);
}

#[test]
fn a_browser_signs_in() {
    let (url, sent) = service(vec![(200, grant())]);
    let mut command = with(at(&url), &["login", "--no-browser", "--for", "target.roles,target.licensed"]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    let mut shown = String::new();
    let address = loop {
        let start = shown.len();
        assert!(talk.read_line(&mut shown).unwrap() > 0, "{shown}");
        let line = shown[start..].trim();
        if line.starts_with("http") {
            break Url::parse(line).unwrap();
        }
    };
    let parameter = |name: &str| address.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
    let port = Url::parse(&parameter("redirect_uri")).unwrap().port().unwrap();
    let mut browser = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let state = parameter("state");
    write!(browser, "GET /?code={CANARY}-c&state={state} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut page = String::new();
    browser.read_to_string(&mut page).unwrap();
    assert!(page.contains("You are signed in to cred-doctor."), "{page}");
    talk.read_to_string(&mut shown).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = Said { out: String::from_utf8(output.stdout).unwrap(), err: shown, code: output.status.code() };
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.starts_with("Signed in as adele@contoso.example to tenant contoso.example.\n"), "{}", said.out);
    assert!(said.out.contains("Granted: User.Read.All.\n"), "{}", said.out);
    assert!(said.err.contains("note: the sign-in is not kept"), "{}", said.err);
    assert!(sent.lock().unwrap()[0].contains(&format!("code={CANARY}-c")));
    keeps_quiet(&said);
}

#[test]
fn a_device_code_signs_in_with_a_warning() {
    let code = json!({ "device_code": CANARY, "user_code": "ABCDEF", "verification_uri": "https://login.example/d", "interval": 1 });
    let (url, _) = service(vec![(200, code), (200, grant())]);
    let said = fed(with(at(&url), &["login", "--device-code", "--permissions", "User.Read.All,Policy.Read.All"]), "");
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("Open https://login.example/d on any device and enter the code ABCDEF"), "{}", said.err);
    assert!(said.err.contains("Enter only a code that you asked for yourself"), "{}", said.err);
    assert!(said.out.contains("Not granted: Policy.Read.All."), "{}", said.out);
    assert!(said.out.contains("/contoso.example/v2.0/adminconsent?client_id="), "{}", said.out);
    keeps_quiet(&said);
}

#[test]
fn a_secret_comes_from_the_environment_or_the_standard_input_and_goes_nowhere_else() {
    let app = json!({ "access_token": format!("{CANARY}-a"), "expires_in": 3599 });
    let (url, sent) = service(vec![(200, app)]);
    let said = fed(with(at(&url), &["login", "--secret-stdin"]), &format!("{CANARY}\n"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.out.starts_with(&format!("Signed in as application {CLIENT_ID} to tenant contoso.example.")),
        "{}",
        said.out
    );
    keeps_quiet(&said);
    let mut command = with(at(&url), &["login"]);
    command.env("CRED_DOCTOR_CLIENT_SECRET", CANARY);
    let said = fed(command, "");
    assert_eq!(said.code, Some(0), "{}", said.err);
    keeps_quiet(&said);
    for question in sent.lock().unwrap().iter() {
        assert!(question.contains(&format!("client_secret={CANARY}")), "{question}");
    }
}

#[test]
fn a_refusal_says_what_to_do_and_what_support_needs() {
    let (url, _) = service(vec![(401, refusal("invalid_client", 7_000_215))]);
    let said = fed(with(at(&url), &["login", "--secret-stdin"]), CANARY);
    assert_eq!((said.code, said.out.as_str()), (Some(3), ""));
    assert_eq!(
        said.err,
        "error: The client secret is wrong\n  error: invalid_client, AADSTS7000215\n  \
         the service says: It said (secret) [31m.\n  correlation id: co-1\n  trace id: tr-1\n  \
         time: 2026-11-22 08:00:00Z\n\n\
         hint: Use the value of the secret, not its id. A value is shown only once, when the secret is made\n"
    );
    let (url, _) = service(vec![(400, json!({ "error": "never_seen" }))]);
    let said = fed(with(at(&url), &["login", "--secret-stdin"]), CANARY);
    assert!(said.err.starts_with("error: the sign-in service refuses: never_seen\n"), "{}", said.err);
    let said = fed(with(at("http://127.0.0.1:9"), &["login", "--secret-stdin"]), CANARY);
    assert_eq!(said.code, Some(3));
    assert!(said.err.contains("the server cannot be reached"), "{}", said.err);
}

#[test]
fn missing_consent_comes_with_the_address_for_it() {
    let code = json!({ "device_code": CANARY, "user_code": "ABCDEF", "verification_uri": "https://login.example/d", "interval": 1 });
    let (url, _) = service(vec![(200, code), (400, refusal("invalid_grant", 65_001))]);
    let said = fed(with(at(&url), &["login", "--device-code", "--permissions", "User.Read.All"]), "");
    assert_eq!(said.code, Some(3));
    assert!(said.err.contains("error: The app has not been granted a permission it asks for\n"), "{}", said.err);
    let address =
        format!("an administrator can consent at {url}/contoso.example/v2.0/adminconsent?client_id={CLIENT_ID}");
    assert!(said.err.contains(&address), "{}", said.err);
    keeps_quiet(&said);
}

#[test]
fn a_certificate_signs_in() {
    let (url, sent) = service(vec![(200, json!({ "access_token": CANARY, "expires_in": 3599 }))]);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sign_in/app.pfx");
    let mut command = with(at(&url), &["login", "--certificate", file]);
    command.env("CRED_DOCTOR_CERTIFICATE_PASSWORD", "canary-password");
    let said = fed(command, "");
    assert_eq!(said.code, Some(0), "{}", said.err);
    keeps_quiet(&said);
    assert!(sent.lock().unwrap()[0].contains("client_assertion=ey"));
    let said = fed(with(at(&url), &["login", "--certificate", file]), "");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("its key needs a password"), "{}", said.err);
    let said = fed(with(at(&url), &["login", "--certificate", "no-such-file.pem"]), "");
    assert!(said.code == Some(2) && said.err.contains("cannot sign in with `no-such-file.pem`"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn the_azure_cli_lends_its_sign_in() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let az = |script: &str| {
        let file = folder.path().join("az");
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = with(program(), &["--sign-in", "azure-cli", "--tenant", "contoso.example", "login"]);
        command.env("PATH", folder.path());
        fed(command, "")
    };
    let said = az(
        r#"[ "$*" = "account get-access-token --resource-type ms-graph --output json --tenant contoso.example" ] && echo '{"accessToken":"canary-4711","expires_on":1900000000}'"#,
    );
    assert_eq!(said.code, Some(0), "{}", said.err);
    keeps_quiet(&said);
    let said = az("echo 'ERROR: Please run '\"'az login'\"' to setup account. canary-4711' >&2; exit 1");
    assert_eq!(said.code, Some(3));
    assert!(said.err.starts_with("error: nobody is signed in to the Azure CLI\n"), "{}", said.err);
    keeps_quiet(&said);
    let said = az("echo canary-4711");
    assert!(said.code == Some(3) && said.err.contains("the Azure CLI gave no token"), "{}", said.err);
    keeps_quiet(&said);
    std::fs::remove_file(folder.path().join("az")).unwrap();
    let mut command = with(program(), &["--sign-in", "azure-cli", "login"]);
    command.env("PATH", folder.path());
    let said = fed(command, "");
    assert!(said.code == Some(3) && said.err.contains("the Azure CLI is not installed"), "{}", said.err);
}

#[test]
fn signing_out_where_nobody_is_signed_in_is_fine() {
    let said = fed(with(at("http://127.0.0.1:9"), &["logout"]), "");
    assert_eq!((said.code, said.out.as_str()), (Some(0), "Nobody was signed in.\n"), "{}", said.err);
}

#[test]
fn check_says_that_nobody_is_signed_in() {
    let said = fed(with(at("http://127.0.0.1:9"), &["check", "--user", "adele@contoso.example"]), "");
    assert_eq!(said.code, Some(3), "{}", said.out);
    assert!(said.err.contains("error: nobody is signed in\n\nhint: run `cred-doctor login`"), "{}", said.err);
}
