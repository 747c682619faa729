//! What an author sees besides a walk: the knowledge as it is on disk, what is wrong with it, and where it stands.

use std::sync::Arc;

use super::model::Model;
use super::ticket::Ticket;
use crate::diagnosis::{Stamped, Step};
use crate::diagnostic::{Item, Places, Sources, Symbol};
use crate::knowledge::{Pack, TreeId};
use crate::search::Found;

/// The knowledge of the folders that are watched, as it was just read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The pack and where everything of it stands; none while it cannot be used.
    pub knowledge: Option<Knowledge>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A pack, and where everything of it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The places of its items, by its own ids.
    pub places: Arc<Places>,
    /// The files they are in; the name of a file is its path.
    pub sources: Arc<Sources>,
}

/// What is wrong with the knowledge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// All of it as a report to read, a line each.
    pub report: Vec<String>,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// Where the first one is.
    pub first: Option<Location>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What the model remembers for an author.
#[derive(Debug, Default)]
pub(super) struct Author {
    pub places: Arc<Places>,
    pub sources: Arc<Sources>,
    pub problems: Problems,
    /// Tickets whose symptom is gone. They come back when it does.
    pub parted: Vec<Vec<Stamped>>,
}

impl Author {
    /// Where something of the pack stands.
    fn locate(&self, symbol: &Symbol) -> Option<Location> {
        let site = self.places.site_of(symbol)?;
        let (line, column) = self.sources.line_and_column(site.file, site.span.start);
        Some(Location { file: self.sources.name(site.file).to_owned(), line, column })
    }
}

/// Where that stands which the person looks at: a question's node, a cause, what is selected on the opening.
pub(super) fn looked_at(model: &Model) -> Option<Location> {
    let author = model.author.as_ref()?;
    let symbol = match model.ticket() {
        Some(ticket) => of_ticket(&model.pack, ticket),
        None => match model.opening.matches.get(model.opening.selected)?.found {
            Found::Symptom(tree) => Symbol::of(Item::Tree(tree)),
            Found::Code(code) => Symbol::of(Item::Code(code)),
            Found::Cause(cause) => Symbol::of(Item::Cause(cause)),
        },
    };
    author.locate(&symbol)
}

fn of_ticket(pack: &Pack, ticket: &Ticket) -> Symbol {
    let node = |tree: TreeId, node| {
        let name = &pack.tree(tree).node(node).name;
        Symbol::field(Item::Tree(tree), format!("nodes/{name}"))
    };
    match ticket.walk.step() {
        Step::Question(question) => node(question.tree, question.node),
        Step::Cause(verdict) | Step::Refused { verdict, .. } => Symbol::of(Item::Cause(verdict.cause)),
        Step::Fixed { .. } | Step::Escalate { .. } => Symbol::field(Item::Tree(ticket.walk.tree()), "escalate"),
    }
}
