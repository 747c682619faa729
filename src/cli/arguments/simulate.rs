//! The command line of `simulate`, as it is written.

use clap::{Args, ValueEnum};

use crate::simulator::Variant;

#[derive(Debug, Args)]
pub(in crate::cli) struct SimulateArguments {
    /// The tenant's name; `--list` lists them
    #[arg(required_unless_present = "list")]
    pub tenant: Option<String>,
    /// List the simulated tenants, and what goes wrong in each
    #[arg(long, conflicts_with = "tenant")]
    pub list: bool,
    /// Print the list as JSON
    #[arg(long, requires = "list")]
    pub json: bool,
    /// The port on this machine; any that is free if there is none
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Let this person sign in instead of the one the tenant names
    #[arg(long = "as", value_name = "UPN")]
    pub operator: Option<String>,
    /// Let something go wrong: a request, a path or `*`, and what; `user-sign-ins=429,retry=5,times=2`. Repeatable
    #[arg(long, value_name = "AT=KIND")]
    pub fault: Vec<String>,
    /// How long each answer takes, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub delay: u64,
    /// How many members a page of a list has
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub page_size: Option<u16>,
    /// Refuse what goes beyond the throttle budgets, as the service does
    #[arg(long)]
    pub throttle: bool,
    /// What to serve where the documentation of Graph contradicts itself
    #[arg(long, value_name = "SOURCE", default_value = "metadata")]
    pub variant: VariantName,
}

/// The sides of a contradiction, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VariantName {
    /// What the metadata says
    Metadata,
    /// What the examples of the reference pages show
    Pages,
}

impl From<VariantName> for Variant {
    fn from(name: VariantName) -> Self {
        match name {
            VariantName::Metadata => Self::Metadata,
            VariantName::Pages => Self::Pages,
        }
    }
}
