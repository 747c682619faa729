//! A pack under the eyes of the rules: what they look through, found out once.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::parallel::both;
use super::commands::{Placed, commands};
use super::evidence::{Aged, aged};
use super::find::Calendar;
use super::flow::{Flow, entered, flow};
use super::logic::{Logic, State};
use super::wording::{Wording, wordings};
use crate::diagnostic::{Item, Places, Symbol};
use crate::knowledge::{
    Cause, CauseId, Expression, Fact, FactId, Node, NodeKind, Pack, Parts, Request, RequestId, Target, Tree, TreeId,
    Value,
};

/// A pack, and what several rules want to know of it, found out once.
///
/// What a rule is given costs next to nothing until it finds something: texts are borrowed, and the symbol of a text, a
/// link or a command is made when a finding asks for it.
pub(super) struct Subject<'a> {
    pack: &'a Pack,
    places: &'a Places,
    calendar: Calendar,
    wordings: Vec<Wording<'a>>,
    texts_by_key: OnceLock<HashMap<String, &'a str>>,
    commands: Vec<Placed<'a>>,
    untimely_sources: Vec<Aged<'a>>,
    logic: Logic<'a>,
    flows: Vec<Flow>,
}

/// A test of a check, with what is known where it stands.
pub(super) struct Test<'a> {
    pub(super) tree: TreeId,
    pub(super) node: &'a Node,
    /// Its place among the checks of the node.
    pub(super) place: usize,
    pub(super) condition: &'a Expression,
    pub(super) then: Target,
    pub(super) state: &'a State,
}

impl Test<'_> {
    pub(super) fn symbol(&self) -> Symbol {
        Symbol::field(Item::Tree(self.tree), format!("nodes/{}/checks/{}/if", self.node.name, self.place))
    }
}

/// A question that branches, with what is known where it stands.
pub(super) struct Question<'a> {
    pub(super) tree: TreeId,
    pub(super) node: &'a Node,
    pub(super) fact: FactId,
    pub(super) ways: &'a [(Value, Target)],
    /// Whether there is an `else`.
    pub(super) otherwise: bool,
    pub(super) state: &'a State,
}

impl Question<'_> {
    pub(super) fn field(&self, key: &str) -> Symbol {
        Symbol::field(Item::Tree(self.tree), format!("nodes/{}/{key}", self.node.name))
    }
}

impl<'a> Subject<'a> {
    /// Looks through the pack once for what is shared.
    pub(super) fn new(pack: &'a Pack, places: &'a Places, calendar: Calendar) -> Self {
        let logic = Logic::new(pack);
        let of_logic = || {
            let entered = entered(pack);
            let trees = pack.parts().trees.iter().enumerate();
            trees.map(|(n, tree)| flow(pack, &logic, tree, entered.contains(&TreeId::from(n)))).collect()
        };
        let of_texts = || {
            let timely = 0..=calendar.stale_after;
            let untimely = aged(pack, calendar.today).filter(|aged| !timely.contains(&aged.days)).collect();
            (wordings(pack), commands(pack), untimely)
        };
        let (flows, (wordings, commands, untimely_sources)) = both(of_logic, of_texts);
        let texts_by_key = OnceLock::new();
        Self { pack, places, calendar, wordings, texts_by_key, commands, untimely_sources, logic, flows }
    }

    pub(super) fn pack(&self) -> &'a Pack {
        self.pack
    }

    pub(super) fn parts(&self) -> &'a Parts {
        self.pack.parts()
    }

    pub(super) fn places(&self) -> &'a Places {
        self.places
    }

    pub(super) fn calendar(&self) -> Calendar {
        self.calendar
    }

    pub(super) fn logic(&self) -> &Logic<'a> {
        &self.logic
    }

    pub(super) fn wordings(&self) -> &[Wording<'a>] {
        &self.wordings
    }

    /// The text with this key in a language file. Only a pack in several languages pays for looking them up.
    pub(super) fn text_with_key(&self, key: &str) -> Option<&'a str> {
        let all = || self.wordings.iter().map(|wording| (wording.key(), wording.text)).collect();
        self.texts_by_key.get_or_init(all).get(key).copied()
    }

    /// What is known at the nodes of each tree.
    pub(super) fn flows(&self) -> &[Flow] {
        &self.flows
    }

    pub(super) fn commands(&self) -> &[Placed<'a>] {
        &self.commands
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = (FactId, &'a Fact)> {
        self.parts().facts.iter().enumerate().map(|(n, fact)| (FactId::from(n), fact))
    }

    pub(super) fn causes(&self) -> impl Iterator<Item = (CauseId, &'a Cause)> {
        self.parts().causes.iter().enumerate().map(|(n, cause)| (CauseId::from(n), cause))
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = (TreeId, &'a Tree)> {
        self.parts().trees.iter().enumerate().map(|(n, tree)| (TreeId::from(n), tree))
    }

    pub(super) fn requests(&self) -> impl Iterator<Item = (RequestId, &'a Request)> {
        self.parts().requests.iter().enumerate().map(|(n, request)| (RequestId::from(n), request))
    }

    /// Every node that can be reached, with what is known there.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (TreeId, &'a Node, &State)> {
        self.trees().zip(&self.flows).flat_map(|((id, tree), flow)| {
            let nodes = tree.nodes.iter().zip(&flow.at);
            nodes.filter_map(move |(node, state)| Some((id, node, state.as_ref()?)))
        })
    }

    pub(super) fn tests(&self) -> impl Iterator<Item = Test<'_>> {
        self.nodes().flat_map(|(tree, node, state)| {
            let checks = match &node.kind {
                NodeKind::Checks { checks, .. } => checks.as_slice(),
                NodeKind::Ask { .. } => &[],
            };
            checks.iter().enumerate().filter_map(move |(place, check)| {
                Some(Test { tree, node, place, condition: check.test.as_ref()?, then: check.then, state })
            })
        })
    }

    pub(super) fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        self.nodes().filter_map(|(tree, node, state)| {
            let NodeKind::Ask { fact, ways, otherwise } = &node.kind else { return None };
            Some(Question { tree, node, fact: *fact, ways, otherwise: otherwise.is_some(), state })
        })
    }

    /// The sources that nobody has looked at lately, and those whose day has not come.
    pub(super) fn untimely_sources(&self) -> &[Aged<'a>] {
        &self.untimely_sources
    }
}
