//! The probe, over real HTTP, against a server that answers whatever a test wants.

#[path = "probe/faults.rs"]
mod faults;
#[path = "probe/graph.rs"]
mod graph;
#[path = "probe/paging.rs"]
mod paging;
#[path = "support/scripted.rs"]
mod scripted;
#[path = "probe/signing.rs"]
mod signing;
#[path = "probe/telling.rs"]
mod telling;
