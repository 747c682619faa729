//! The command line, as it is written.

mod sign_in;
mod simulate;
mod test;
mod tree;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::settings::{CLOUDS, Layer, Origin, SIGN_INS, Theme};
pub(super) use sign_in::{LoginArguments, StatusArguments};
pub(super) use simulate::SimulateArguments;
pub(super) use test::{TestArguments, TestFormat, percent};
pub(super) use tree::{
    Denied, FmtArguments, Format, GraphArguments, GraphFormat, LintArguments, NewArguments, SchemaArguments,
    TreeCommand,
};

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
    #[command(flatten)]
    pub subject: SubjectArguments,
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
    /// The tenant to ask: its id, one of its domains, or `demo:NAME` for a simulated one
    #[arg(long, value_name = "TENANT", global = true)]
    pub tenant: Option<String>,
    /// Your organisation's app registration
    #[arg(long, value_name = "ID", global = true)]
    pub client_id: Option<String>,
    /// The cloud the tenant lives in
    #[arg(long, value_name = "CLOUD", global = true, value_parser = CLOUDS)]
    pub cloud: Option<String>,
    /// How to sign in to it
    #[arg(long, value_name = "WAY", global = true, value_parser = SIGN_INS)]
    pub sign_in: Option<String>,
    /// A file with a certificate and its key (PEM or PFX), to sign in as an application
    #[arg(long, value_name = "FILE", global = true, value_hint = clap::ValueHint::FilePath)]
    pub certificate: Option<PathBuf>,
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
    /// Sign in to a tenant, and stay signed in
    Login(LoginArguments),
    /// Forget who is signed in
    Logout,
    /// Say who is signed in, what was granted, and which facts that makes knowable
    Status(StatusArguments),
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
    pub many: ManyArguments,
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
#[derive(Debug, Default, Args)]
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

/// Many people at once.
#[derive(Debug, Args)]
pub(super) struct ManyArguments {
    /// Check many people: a file with a user name or object id a line, or CSV with a column `userPrincipalName`, `upn` or
    /// `id`; `-` is the standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["user", "dry_run"], value_hint = clap::ValueHint::FilePath)]
    pub users: Option<PathBuf>,
    /// With `--users`: read logs and reports too. It takes long: the service answers five in ten seconds
    #[arg(long, requires = "users")]
    pub logs: bool,
    /// With `--users`: note in this file who is done, and go on after them if it is there already
    #[arg(long, requires = "users", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub resume: Option<PathBuf>,
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
            sign_in: self.sign_in.clone(),
            certificate: self.certificate.clone(),
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
