//! Runs the program and takes down what it said.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

/// The folder of a pack for tests.
pub fn pack(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/packs").join(name)
}

/// The program, in an environment that wants nothing.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cred-doctor"));
    let own = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CRED_DOCTOR_"));
    for name in own.map(|(name, _)| name).chain(["NO_COLOR", "COLUMNS", "LC_ALL"].map(Into::into)) {
        command.env_remove(name);
    }
    // The settings and the keyring of whoever runs the tests are none of their business.
    let nowhere = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no-configuration");
    command.env("XDG_CONFIG_HOME", &nowhere).env("APPDATA", &nowhere).env("CRED_DOCTOR_KEYRING", "no");
    command.env("LANG", "en_US.UTF-8").env("TERM", "xterm-256color");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs a command line with something on its standard input.
pub fn fed(mut command: Command, input: &str) -> Said {
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().unwrap();
    match child.stdin.take().unwrap().write_all(input.as_bytes()) {
        // A program that reads nothing may have gone already.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    let output = child.wait_with_output().unwrap();
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// Runs a command line.
pub fn run(arguments: &[&str]) -> Said {
    let mut command = program();
    command.args(arguments);
    fed(command, "")
}

/// Runs a command line that knows about lamps.
pub fn lamps(arguments: &[&str]) -> Said {
    lamps_fed(arguments, "")
}

/// Runs a command line that knows about lamps, with something on its standard input.
pub fn lamps_fed(arguments: &[&str], input: &str) -> Said {
    let mut command = program();
    command.arg("--pack").arg(pack("lamps")).args(arguments);
    fed(command, input)
}

impl Said {
    /// The result as JSON, of a run that went well.
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        let json: Value = serde_json::from_str(&self.out).unwrap();
        assert_eq!(json["version"], 1);
        json
    }
}

/// One step of a walk about lamps, with these words behind the symptom.
pub fn step(symptom: &str, words: &[&str]) -> Value {
    lamps(&[&["diagnose", symptom, "--json"], words].concat()).json()
}

/// Whether a JSON object has these keys and no others.
pub fn has_keys(json: &Value, expected: &[&str]) {
    let mut keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = expected.to_vec();
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
}
