//! A set of ids that is as quick to fill and to ask as a list.

use std::marker::PhantomData;

/// Which things of an arena are marked.
#[derive(Clone, Debug)]
pub struct Marks<I> {
    marked: Vec<bool>,
    ids: PhantomData<I>,
}

impl<I: Into<usize>> Marks<I> {
    /// Of an arena with `count` things, none of them marked.
    pub fn none_of(count: usize) -> Self {
        Self { marked: vec![false; count], ids: PhantomData }
    }

    /// Marks a thing.
    pub fn mark(&mut self, id: I) {
        if let Some(marked) = self.marked.get_mut(id.into()) {
            *marked = true;
        }
    }

    /// Whether a thing is marked.
    pub fn has(&self, id: I) -> bool {
        self.marked.get(id.into()).is_some_and(|marked| *marked)
    }
}

impl<I: Into<usize>> Extend<I> for Marks<I> {
    fn extend<T: IntoIterator<Item = I>>(&mut self, ids: T) {
        ids.into_iter().for_each(|id| self.mark(id));
    }
}
