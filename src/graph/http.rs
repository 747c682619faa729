//! Calls over the network, one at a time: what goes out, what comes back, and what may go wrong.

mod wire;

use std::sync::Arc;

pub use wire::{ClientSettings, Trouble, Wire};

use super::{Endpoints, Tokens};

/// What asks Graph: where, as whom, and how patiently. Cheap to clone; clones share connections and throttle budgets.
#[derive(Clone)]
pub struct Client {
    wire: Wire,
    endpoints: Endpoints,
    tokens: Arc<dyn Tokens>,
}

impl Client {
    /// Sends nothing yet.
    pub fn new(wire: Wire, endpoints: Endpoints, tokens: Arc<dyn Tokens>) -> Self {
        Self { wire, endpoints, tokens }
    }
}
