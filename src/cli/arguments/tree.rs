//! What authors write behind `tree`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{STALE_AFTER, TestArguments};
use crate::authoring::MOST_STATES;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TreeCommand {
    /// Say everything that is wrong with a folder of knowledge
    Lint(LintArguments),
    /// Draw a tree
    Graph(GraphArguments),
    /// Start a new tree, with facts, causes and cases to fill in
    New(NewArguments),
    /// Bring spacing and the order of keys into canonical form; texts and comments stay as they are
    Fmt(FmtArguments),
    /// Print what each kind of file may say, as a JSON Schema for editors
    Schema(SchemaArguments),
    /// Run the cases of a folder of knowledge, and say what they cover
    Test(TestArguments),
    /// Prove what holds for every walk through every tree, over all their states
    Prove {
        /// The folder; the built-in knowledge if there is none
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// The most states to look at in one tree; a tree with more is not proved
        #[arg(long, value_name = "COUNT", default_value_t = MOST_STATES)]
        states: usize,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show size, expected questions and minutes, and what the order of checks costs
    Stats {
        /// The folder; the built-in knowledge if there is none
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// Say in words what changed between two folders of knowledge
    Diff {
        /// The old folder, or `builtin` for the built-in knowledge
        #[arg(value_hint = clap::ValueHint::DirPath)]
        old: PathBuf,
        /// The new folder, or `builtin`
        #[arg(value_hint = clap::ValueHint::DirPath)]
        new: PathBuf,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LintArguments {
    /// The folder; the built-in knowledge if there is none
    #[arg(value_hint = clap::ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Print the page of a code, by its number or its name
    #[arg(long, value_name = "CODE", conflicts_with_all = ["dir", "fix", "deny", "stale_after"])]
    pub explain: Option<String>,
    /// Make the changes that are certain, in the files
    #[arg(long, requires = "dir")]
    pub fix: bool,
    /// Let warnings fail as well
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Denied>,
    /// After how many days a source has to be verified again
    #[arg(long, value_name = "DAYS", default_value_t = STALE_AFTER, value_parser = clap::value_parser!(u32).range(1..))]
    pub stale_after: u32,
}

/// What fails beside errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Denied {
    /// Everything that is not a note
    Warnings,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArguments {
    /// The kind of document, by its first key: `fact`, `cause`, `symptom` and so on; all kinds if there is none
    pub kind: Option<String>,
    /// Write the schema of each kind into the folder `schema` of this pack
    #[arg(long, value_name = "DIR", conflicts_with = "kind", value_hint = clap::ValueHint::DirPath)]
    pub write: Option<PathBuf>,
    /// Point each file of the pack at its schema, with the comment that editors read
    #[arg(long, requires = "write")]
    pub modelines: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct FmtArguments {
    /// Files, or folders of knowledge; `-` is from the standard input to the standard output
    #[arg(required = true, value_hint = clap::ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Change nothing; say which files are not in canonical form
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GraphArguments {
    /// The symptom's id; all trees and how they go on into each other if there is none
    pub symptom: Option<String>,
    /// How to draw it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: GraphFormat,
    /// Mark the way that a walk with these answers takes, and what it rules out. Repeatable, or with commas; `-` reads the
    /// walk from the standard input, as `diagnose --json` prints it
    #[arg(long, value_name = "FACT=VALUE,...")]
    pub path: Vec<String>,
    /// Write how often cases came by, from a JSON map of places and numbers; `-` is the standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub coverage: Option<PathBuf>,
}

/// How a tree is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GraphFormat {
    /// For Markdown on a code host
    Mermaid,
    /// For Graphviz
    Dot,
    /// For a browser; needs nothing else
    Svg,
    /// For a terminal
    Text,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// The id of the new symptom, lower case with dashes
    #[arg(value_name = "SYMPTOM-ID")]
    pub symptom: String,
    /// The symptom, as the caller would say it
    #[arg(long)]
    pub title: String,
    /// The folder of knowledge it goes to
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    pub dir: PathBuf,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For a person
    Human,
    /// For a script
    Json,
    /// For a code scanner (SARIF 2.1.0)
    Sarif,
    /// For a build log of GitHub
    Github,
}
