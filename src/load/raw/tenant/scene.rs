//! The raw form of what happens in a simulated directory.

use super::MOMENT;
use crate::knowledge::tenant::FaultKind;
use crate::load::raw::{Flag, Number, Pairs, RawValue};
use crate::load::shape::Form;
use crate::load::yaml::Text;

record! {
    /// An entry of the sign-in log, of a person or of an app.
    RawSignIn {
        /// Who signed in, by user name.
        may user: Text = "user",
        /// Which app signed in by itself, by name.
        may app: Text = "app",
        /// When.
        must at: Text = "at" as MOMENT,
        /// The error code; 0 if it worked.
        must code: Number = "code",
        /// The reason the log gives.
        may reason: Text = "reason",
        /// With what kind of client; `Browser` unless this says something else.
        may client: Text = "client",
        /// Into what; `Office 365` unless this says something else.
        may into: Text = "into",
    }
}

record! {
    /// An entry of the audit log.
    RawAudit {
        /// When.
        must at: Text = "at" as MOMENT,
        /// What was done, as the log calls it.
        must activity: Text = "activity",
        /// The service that logged it; `Self-service Password Management` unless this says something else.
        may service: Text = "service",
        /// Who did it, by user name.
        may by: Text = "by",
        /// To whom, by user name.
        must about: Text = "about",
        /// Whether it worked; yes unless this says no.
        may succeeded: Flag = "succeeded",
        /// The reason the log gives.
        may reason: Text = "reason",
        /// What carried it on-premises, as the log calls it.
        may agent: Text = "agent",
    }
}

record! {
    /// Who asks: a person or an app.
    RawOperator {
        /// The person, by user name.
        may user: Text = "user",
        /// The app, by name.
        may app: Text = "app",
        /// The permissions that were granted.
        must permissions: Vec<Text> = "permissions",
        /// The code with which signing in fails.
        may fails: Text = "fails" as Form::Pattern("^AADSTS[0-9]+$"),
    }
}

record! {
    /// Something that goes wrong on the way.
    RawFault {
        /// Where: the id of a request, the start of a path, or `*` for everything.
        must at: Text = "at",
        /// What goes wrong.
        must kind: Text = "kind" as Form::Words(FaultKind::WORDS),
        /// The error code to answer with, where it is not the usual one.
        may code: Text = "code",
        /// Seconds to wait that the answer names; none, without it.
        may retry_after: Number = "retry_after",
        /// How often; always, without it.
        may times: Number = "times",
    }
}

record! {
    /// What a probe of a simulated directory must come to.
    RawExpectation {
        /// What is known before: whose password it is, who resets, which app.
        must about: Pairs<RawValue> = "about",
        /// The symptoms that somebody has.
        may symptoms: Vec<Text> = "symptoms",
        /// The facts learned for certain: these and no others.
        may facts: Pairs<RawValue> = "facts",
        /// The facts that are only pointed to: these and no others.
        may likely: Pairs<RawValue> = "likely",
        /// The causes confirmed: these and no others.
        may confirmed: Vec<Text> = "confirmed",
        /// The causes still possible: these and no others.
        may possible: Vec<Text> = "possible",
        /// The causes ruled out: these and no others.
        may ruled_out: Vec<Text> = "ruled_out",
    }
}
