//! From a credential symptom to its cause and its fix, in the terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    cred_doctor::cli::main()
}
