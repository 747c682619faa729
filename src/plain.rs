//! The dialogue line by line: for screen readers, for pipes, for terminals that can only print.
//!
//! A [`Dialogue`] is the pure core: a line in, lines out. [`run`] feeds it from any reader and prints to any writer.
//! [`Page`] and [`Sheet`] write what commands print for people, too.

mod asking;
mod dialogue;
mod keys;
mod opening;
mod page;
mod runtime;
mod sheet;
mod step;
mod ticket;

pub use dialogue::{Dialogue, Start};
pub use page::{Page, clean};
pub use runtime::run;
pub use sheet::{Sheet, duration};
pub use step::likeliest;
