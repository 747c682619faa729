//! Rules over a whole pack: what is not wrong to a machine and still not right.
//!
//! A rule is a file in `rules/` with a name from [`CODES`](crate::diagnostic::CODES); a page in `pages/` says what it is
//! about, and shows a bad and a good example that a test runs. Rules point at symbols of the pack; files, lines and
//! formats come later.

mod commands;
mod evidence;
mod find;
mod fix;
mod flow;
mod lexicon;
mod logic;
mod marks;
mod output;
mod page;
mod rules;
mod subject;
mod wording;

pub use find::{Calendar, day_of, lint};
pub use fix::{Changed, fix};
pub use output::{counts, github, human, json, sarif};
pub use page::{Block, ExampleFile, Page, page};
