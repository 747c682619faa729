//! The raw form of what can keep somebody from signing in.

use super::reference::RawSource;
use super::{Flag, Pairs};
use crate::knowledge::WAYS;
use crate::load::shape::Form;
use crate::load::yaml::Text;

record! {
    /// What the sign-in service may answer instead of a token.
    RawRefusal {
        /// The id.
        must name: Text = "refusal",
        /// The numbers it is told by, without `AADSTS`.
        may codes: Vec<Text> = "codes" as Form::Pattern("^[0-9]+$"),
        /// The words of the protocol it is told by, where no number tells more.
        may errors: Vec<Text> = "errors",
        /// The ways of signing in it is about; all of them without it.
        may ways: Vec<Text> = "ways" as Form::Words(&WAYS),
        /// What is the matter, in one sentence.
        must says: Text = "says",
        /// What to do.
        must help: Text = "help",
        /// Whether an administrator mends it by allowing what the app asks for: the address for that is shown with it.
        may consent: Flag = "consent",
        /// Where it is documented.
        must sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}
