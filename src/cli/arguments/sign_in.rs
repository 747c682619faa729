//! The arguments of `login` and `status`.

use clap::Args;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct LoginArguments {
    /// Sign in with a code in a browser on another device
    #[arg(long, conflicts_with_all = ["secret_stdin", "no_browser"])]
    pub device_code: bool,
    /// Print the address to open instead of opening a browser
    #[arg(long)]
    pub no_browser: bool,
    /// Sign in as an application, with the secret on the standard input
    #[arg(long)]
    pub secret_stdin: bool,
    /// Print the permissions as an app registration lists them (for `az ad app create`), and sign in nowhere
    #[arg(long, conflicts_with_all = ["device_code", "secret_stdin", "no_browser"])]
    pub app_permissions: bool,
    /// Ask for these permissions instead of those that `check` needs. Repeatable, or with commas
    #[arg(long, value_name = "PERMISSION", value_delimiter = ',')]
    pub permissions: Vec<String>,
    /// Ask only for what these facts need. Repeatable, or with commas
    #[arg(long = "for", value_name = "FACT", value_delimiter = ',', conflicts_with = "permissions")]
    pub facts: Vec<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArguments {
    /// Print it as JSON
    #[arg(long)]
    pub json: bool,
}
