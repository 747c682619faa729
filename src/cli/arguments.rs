//! The command line, as it is written.

mod simulate;
mod test;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::authoring::MOST_STATES;
use crate::settings::{CLOUDS, Layer, Origin, Theme};
pub(super) use simulate::SimulateArguments;
pub(super) use test::{TestArguments, TestFormat, percent};

/// After how many days a source has to be verified again, unless another number is asked for.
pub(super) const STALE_AFTER: u32 = 365;

/// From a credential symptom in Microsoft Entra ID to its cause and its fix.
///
/// Without a command the assistant opens: say what is wrong, answer a few questions, and see what to do.
/// Nothing is ever changed in your tenant; fixes are shown, and you carry them out.
#[derive(Debug, Parser)]
#[command(
    name = "cred-doctor",
    bin_name = "cred-doctor",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 fine, 1 problems found, 2 wrong usage or unreadable input, 3 the tenant could not be reached or refused, 4 interrupted."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub wishes: Wishes,
    /// For authors: read the folders of `--pack` again at every save, and go on with the walk
    #[arg(long)]
    pub watch: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Wishes {
    /// Add a folder of knowledge to the built-in one; it may replace parts of it. Repeatable
    #[arg(long, value_name = "DIR", global = true, value_hint = clap::ValueHint::DirPath)]
    pub pack: Vec<PathBuf>,
    /// Speak this language, where the packs do
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub lang: Option<String>,
    /// Talk line by line: for screen readers, pipes and slow links
    #[arg(long, global = true)]
    pub plain: bool,
    /// Choose the colours
    #[arg(long, value_name = "THEME", global = true)]
    pub theme: Option<ThemeName>,
    /// Draw with ASCII characters alone
    #[arg(long, global = true)]
    pub ascii: bool,
    /// The tenant to ask: its id or one of its domains
    #[arg(long, value_name = "TENANT", global = true)]
    pub tenant: Option<String>,
    /// Your organisation's app registration
    #[arg(long, value_name = "ID", global = true)]
    pub client_id: Option<String>,
    /// The cloud the tenant lives in
    #[arg(long, value_name = "CLOUD", global = true, value_parser = CLOUDS)]
    pub cloud: Option<String>,
}

/// The themes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeName {
    /// What suits the terminal
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// As much contrast as there can be
    Contrast,
    /// No colour
    None,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Go to one symptom with what is known, and show the next step
    Diagnose(DiagnoseArguments),
    /// Ask the tenant, and sweep all trees over what is known: which causes are confirmed, possible or ruled out, and why
    Check(CheckArguments),
    /// Find symptoms, codes and causes for words as a caller says them
    Find(FindArguments),
    /// Show a symptom, fact, cause, code, statement or table in full, with its sources
    Explain(ExplainArguments),
    /// Serve a simulated tenant on this machine: Microsoft Graph and its sign-in, to try things on
    Simulate(SimulateArguments),
    /// Check knowledge, for its authors
    Tree {
        #[command(subcommand)]
        command: TreeCommand,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(super) struct DiagnoseArguments {
    /// The symptom's id; `find` finds it
    pub symptom: Option<String>,
    #[command(flatten)]
    pub given: GivenArguments,
    /// A cause whose fix did not help. What its fix changes must be given after it. Repeatable
    #[arg(long, value_name = "CAUSE")]
    pub tried: Vec<String>,
    /// Print one step as JSON, and open no assistant
    #[arg(long)]
    pub json: bool,
}

/// What is known before anything is asked.
#[derive(Debug, Args)]
pub(super) struct GivenArguments {
    /// Something that is known; `unsure` says that it is not, `a,b` is a set. Repeatable, in any order
    #[arg(long, value_name = "FACT=VALUE")]
    pub set: Vec<String>,
    /// A JSON file of facts and their values; `-` is the standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub facts: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub subject: SubjectArguments,
    #[command(flatten)]
    pub given: GivenArguments,
    /// Show what would be asked of Microsoft Graph, and what that takes; ask nothing and sign in nowhere
    #[arg(long)]
    pub dry_run: bool,
    /// List what is folded, too: every possible and every ruled-out cause, every fact that was not checked
    #[arg(long)]
    pub all: bool,
    /// Print it as JSON
    #[arg(long)]
    pub json: bool,
}

/// Who and what it is about.
#[derive(Debug, Args)]
pub(super) struct SubjectArguments {
    /// The person whose password it is: their user name or object id
    #[arg(long, value_name = "UPN|ID")]
    pub user: Option<String>,
    /// The account that resets passwords or configures: its user name or object id
    #[arg(long, value_name = "UPN|ID")]
    pub admin: Option<String>,
    /// The app whose credential it is: its Application (client) ID
    #[arg(long, value_name = "ID")]
    pub app: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct FindArguments {
    /// The words, an error code, or a whole message; `-` reads the standard input
    #[arg(required = true)]
    pub text: Vec<String>,
    /// Print the matches as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// What to explain: an id, or an error code as it was printed
    pub id: String,
    /// Print it as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum TreeCommand {
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
pub(super) struct LintArguments {
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
pub(super) enum Denied {
    /// Everything that is not a note
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
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
pub(super) struct FmtArguments {
    /// Files, or folders of knowledge; `-` is from the standard input to the standard output
    #[arg(required = true, value_hint = clap::ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Change nothing; say which files are not in canonical form
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub(super) struct GraphArguments {
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
pub(super) enum GraphFormat {
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
pub(super) struct NewArguments {
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
pub(super) enum Format {
    /// For a person
    Human,
    /// For a script
    Json,
    /// For a code scanner (SARIF 2.1.0)
    Sarif,
    /// For a build log of GitHub
    Github,
}

impl Wishes {
    /// What the flags say.
    pub fn layer(&self) -> Layer {
        Layer {
            origin: Origin::Flag,
            packs: self.pack.clone(),
            language: self.lang.clone(),
            plain: self.plain.then_some(true),
            theme: self.theme.map(Theme::from),
            ascii: self.ascii.then_some(true),
            tenant: self.tenant.clone(),
            client_id: self.client_id.clone(),
            cloud: self.cloud.clone(),
            ..Layer::default()
        }
    }
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Auto => Self::Auto,
            ThemeName::Dark => Self::Dark,
            ThemeName::Light => Self::Light,
            ThemeName::Contrast => Self::Contrast,
            ThemeName::None => Self::None,
        }
    }
}
