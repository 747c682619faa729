//! Causes: why something happens, and what mends it.

use serde::{Deserialize, Serialize};

use super::{Expression, FactId, Source};

/// A length of time in minutes; fractions are allowed.
pub type Minutes = f64;

/// Why a symptom happens, shared by trees.
///
/// Texts are Jinja templates over the known facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// The id.
    pub name: String,
    /// What is wrong, in one line.
    pub title: String,
    /// What happens and why it looks like this.
    pub why: String,
    /// What an older article says and what is true today.
    pub changed: Option<String>,
    /// The statements of the source document that it answers.
    pub seeds: Vec<String>,
    /// Whether it is wrong whoever complains.
    pub fault: Fault,
    /// What mends it.
    pub fix: Fix,
    /// What to say to the user meanwhile.
    pub tell_user: Option<String>,
    /// How to see that it helped.
    pub verify: Verify,
    /// Who takes over when it did not.
    pub escalate: Escalation,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// Whether a cause is wrong whoever complains, such as an expired secret: a sweep confirms it without a symptom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Fault {
    /// It is a cause only of what somebody complains of.
    #[default]
    No,
    /// It is, where every test on a way to it holds.
    WhereReached,
    /// It is, wherever this holds, whatever else the trees ask on the way.
    Where(Expression),
}

/// What mends a cause. cred-doctor shows it and copies it, and never runs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Whether a step resets or issues a credential.
    pub credential: bool,
    /// Facts that must hold before the fix is shown, in the order they are asked.
    pub gates: Vec<FactId>,
    /// Facts that are unknown again once it is done.
    pub changes: Vec<FactId>,
    /// The least role that may do it.
    pub who: String,
    /// How long it takes.
    pub minutes: Minutes,
    /// What to do, in order.
    pub steps: Vec<FixStep>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixStep {
    /// Names the step within its fix.
    pub name: String,
    /// What to do.
    pub action: String,
    /// Where in the portal or on the machine.
    pub place: Option<String>,
    /// An address to open.
    pub link: Option<String>,
    /// What this breaks if done carelessly.
    pub danger: Option<String>,
    /// The same as commands, one for each shell that has one.
    pub commands: Vec<Command>,
}

/// A step as a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Where it is typed.
    pub shell: Shell,
    /// The command, as a template.
    pub template: String,
}

/// Where a command is typed; decides how values in it are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shell {
    /// Microsoft Graph PowerShell.
    PowerShell,
    /// Azure CLI, in a POSIX shell.
    Az,
    /// Microsoft Graph over REST: an address, and a body after an empty line.
    Graph,
    /// Windows PowerShell with the Active Directory or synchronisation modules.
    Ad,
}

impl Shell {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::PowerShell => "Graph PowerShell",
            Self::Az => "az",
            Self::Graph => "Graph REST",
            Self::Ad => "On-premises PowerShell",
        }
    }
}

/// How to see that a fix helped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verify {
    /// What to ask or look at.
    pub question: String,
    /// How long it takes to show.
    pub after: Minutes,
}

/// Who takes over, and with what in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// Who.
    pub to: String,
    /// What they need to be given.
    pub with: Vec<String>,
}
