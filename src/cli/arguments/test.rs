//! What `tree test` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct TestArguments {
    /// The folder; the built-in knowledge if there is none
    #[arg(value_hint = clap::ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Show the coverage of each tree, and everything that no case covers
    #[arg(long)]
    pub coverage: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TestFormat,
    /// Fail when less than this is covered of the nodes, branches, causes or facts
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub min_coverage: Option<f64>,
    /// Fail when less is covered, such as `causes=100,branches=100`; also `nodes`, `facts`, and `mutation` with `--mutate`
    #[arg(long, value_name = "WHAT=PERCENT", value_delimiter = ',')]
    pub require: Vec<String>,
    /// Make small mistakes in the knowledge, and say which of them no case notices
    #[arg(long)]
    pub mutate: bool,
    /// Run again whenever a file of the folder is saved, until Ctrl-C
    #[arg(long, requires = "dir")]
    pub watch: bool,
}

/// How the outcome of cases is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TestFormat {
    /// For a person
    Human,
    /// For a script
    Json,
    /// The coverage alone, as a tracefile of lcov
    Lcov,
}

/// A share of a hundred.
pub(in crate::cli) fn percent(text: &str) -> Result<f64, String> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number = text.parse::<f64>().ok().filter(|number| plain && (0.0..=100.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 100".to_owned())
}
