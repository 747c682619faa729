//! What is known about the domain, as finished values.
//!
//! A [`Pack`] is the typed form of a folder of YAML files: every name in it has been resolved to an id, every expression
//! has been checked, every text is present. Nothing above this room checks again. Packs are immutable and cheap to share.
//!
//! Nothing here does I/O, knows YAML or knows how a person is asked.

mod calendar;
mod cause;
mod expression;
mod fact;
mod ids;
mod pack;
mod reading;
mod reference;
mod refusal;
mod request;
pub mod tenant;
mod tree;
mod value;

pub use calendar::{date_of_day, moment, moment_of};
pub use cause::{Cause, Command, Escalation, Fault, Fix, FixStep, Minutes, Shell, Verify};
pub use expression::{Comparison, Expression, Function, Quantifier};
pub use fact::{Choice, Empty, Evidence, Fact, FactKind, Gate};
pub use ids::{CauseId, CodeId, FactId, NodeId, RequestId, TableId, TreeId};
pub use pack::{CALLER_VERIFIED, Pack, Parts};
pub use reading::{ReadFunction, Reading, Traversal};
pub use reference::{Case, Code, Language, Name, Seed, Source, Table, TableContent, Translation};
pub use refusal::{Refusal, WAYS, refusal_of};
pub use request::{Needs, Piece, Request, Throttle};
pub use tenant::Tenant;
pub use tree::{Check, Leaf, Node, NodeKind, Order, Target, Tree};
pub use value::Value;
