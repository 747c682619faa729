//! Microsoft Graph and its sign-in endpoints over a simulated tenant, on loopback, speaking real HTTP.
//!
//! [`Simulator`] is the whole of it without a socket: a request in, an answer out, the time given. [`Server`] puts it
//! behind a port. What a caller needs to hold comes from the requests of the pack, so the simulator refuses what the
//! knowledge says the service refuses; how the service looks (its paths, shapes and errors) is what this room knows.
//!
//! A client certificate is looked up by its fingerprint, and the signature of its assertion is not verified: the files
//! hold no keys. Nothing served here is worth protecting.

mod access;
mod engine;
mod faults;
mod graph;
mod http;
mod identity;
mod login;
mod options;
mod server;
mod state;

pub use engine::Simulator;
pub use faults::{FaultError, read_fault};
pub use http::{Body, Request, Response, Trouble};
pub use identity::Directory;
pub use options::{Options, Variant};
pub use server::Server;
