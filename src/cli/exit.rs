//! How a command ends.

use std::process::ExitCode;

/// The exit codes, as the manual lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what it was asked.
    Fine = 0,
    /// It did, and the answer is that there are problems.
    Problems = 1,
    /// The command line or its input made no sense.
    Usage = 2,
    /// The tenant could not be reached, or refused.
    Tenant = 3,
    /// Ctrl-C.
    Interrupted = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
