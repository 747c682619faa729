//! The raw mirror of the files: what each kind of document may say, before any name in it means anything.
//!
//! Each struct is one list of fields: key, type and what the field is for stand together, and make the struct, its
//! decoder and its messages. Every field is optional in the struct: what is missing has been reported, and lowering goes
//! on without it, so that everything wrong with a pack is said at once.

#[macro_use]
mod record;
mod cause;
mod configuration;
mod decode;
mod fact;
mod reference;
mod refusal;
mod request;
mod symptom;
mod tenant;

pub use cause::{RawCause, RawCommands, RawEscalation, RawFix, RawStep, RawVerify};
pub use configuration::{RawConfiguration, THEMES};
pub(super) use decode::is_forbidden;
pub use decode::{Decode, Flag, Number, OneOrMany, Pairs, RawValue};
pub use fact::{RawEvidence, RawFact, TYPES};
pub use reference::{RawCase, RawCode, RawLanguage, RawPack, RawSeed, RawSource, RawTable, RawTranslation};
pub use refusal::RawRefusal;
pub use request::{RawPermission, RawRequest, RawThrottle, VERSIONS};
pub use symptom::{ORDERS, RawCheck, RawNode, RawSymptom};
pub use tenant::{
    RawAgent, RawApp, RawAudit, RawCredential, RawDomain, RawExpectation, RawFault, RawGroup, RawOperator, RawPerson,
    RawPolicies, RawRisk, RawScoped, RawSignIn, RawSubscription, RawSync, RawTenant, RawUnit,
};
