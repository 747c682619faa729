//! The engine: from what is known to the next step.
//!
//! A [`Walk`] is a fold over [`Event`]s. After each event its [`Step`] is computed anew from what is known, so the same
//! answers lead to the same place in whatever order and from whomever they came. The engine does no I/O and has no clock:
//! the time arrives with each event. It explains itself as data; [`words`] turns that into sentences.

mod answer;
mod checks;
mod evaluate;
mod event;
mod fact_base;
mod fill;
mod learn;
mod live;
pub mod plan;
mod reading;
mod scan;
mod step;
mod sweep;
mod trail;
mod walk;
mod why;
pub mod words;

pub use answer::{Answer, By, Certainty, Known, Reply};
pub use event::{Event, Stamped};
pub use fact_base::FactBase;
pub use fill::{CommandRefused, Filled, Filler};
pub use learn::{Answered, Answers, Learned};
pub use live::{Live, RuledOut};
pub use step::{Assumption, Branch, Passage, Question, Step, Verdict};
pub use sweep::{Finding, Settling, Status, Sweep};
pub use trail::{Conflict, TrailEntry};
pub use walk::Walk;
pub use why::{AnswerEffect, WhyCause, WhyQuestion};
