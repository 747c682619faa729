//! The raw form of causes.

use super::reference::{ADDRESS, RawSource, SEED};
use super::{Flag, Number, Pairs};
use crate::load::shape::Form;
use crate::load::yaml::Text;

record! {
    /// Why a symptom happens.
    RawCause {
        /// The id.
        must name: Text = "cause",
        /// What is wrong, in one line.
        must title: Text = "title",
        /// What happens and why it looks like this.
        must why: Text = "why",
        /// What an older article says and what is true today.
        may changed: Text = "changed",
        /// The statements it answers.
        may seeds: Vec<Text> = "seed" as SEED,
        /// Whether it is wrong whoever complains: yes, no, or the test that shows it.
        may fault: Text = "fault",
        /// What mends it.
        must fix: RawFix = "fix",
        /// What to say to the user meanwhile.
        may tell_user: Text = "tell_user",
        /// How to see that it helped.
        must verify: RawVerify = "verify",
        /// Who takes over when it did not.
        must escalate: RawEscalation = "escalate",
        /// Where it is documented.
        must sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// What mends a cause.
    RawFix {
        /// Whether a step resets or issues a credential.
        must credential: Flag = "credential",
        /// Facts with a gate that must hold before it is shown.
        may gates: Vec<Text> = "gates",
        /// Facts that are unknown again once it is done.
        may changes: Vec<Text> = "changes",
        /// The least role that may do it.
        must who: Text = "who",
        /// How long it takes.
        must minutes: Number = "minutes",
        /// What to do, in order.
        must steps: Vec<RawStep> = "steps",
    }
}

record! {
    /// One thing to do.
    RawStep {
        /// Names it within its fix.
        must id: Text = "id",
        /// What to do.
        must action: Text = "do",
        /// Where in the portal or on the machine.
        may place: Text = "where",
        /// An address to open.
        may link: Text = "link" as ADDRESS,
        /// What this breaks if done carelessly.
        may danger: Text = "danger",
        /// The same as commands.
        may commands: RawCommands = "commands",
    }
}

record! {
    /// A step as commands.
    RawCommands {
        /// Graph PowerShell.
        may powershell: Text = "powershell",
        /// Azure CLI.
        may az: Text = "az",
        /// Graph REST: an address, and a body after an empty line.
        may graph: Text = "graph",
        /// On-premises PowerShell.
        may ad: Text = "ad",
    }
}

record! {
    /// How to see that a fix helped.
    RawVerify {
        /// What to ask or look at.
        must question: Text = "question",
        /// How long it takes to show.
        must after: Text = "after" as Form::Pattern("^[0-9]{1,6} (s|min|h|day|days)$"),
    }
}

record! {
    /// Who takes over.
    RawEscalation {
        /// Who.
        must to: Text = "to",
        /// What they need to be given.
        must with: Vec<Text> = "with",
    }
}
