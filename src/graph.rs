//! Microsoft Graph over HTTPS: clouds, tokens, transport, and the probe that turns answers into facts.
//!
//! This room can only read. [`Read`](http) is a GET of a path below a version, a batch is a POST whose parts are such
//! reads, and there is no other way to send anything to Graph; a token that could write is of no use here. Tokens and
//! other secrets never leave the room: [`Secret`] shows itself to nobody outside.

mod cloud;
mod http;
mod random;
mod secret;
mod token;

pub use cloud::{Cloud, EndpointError, Endpoints};
pub use http::{Client, ClientSettings, Trouble, Wire};
pub use secret::Secret;
pub use token::{Given, Need, SignInError, Token, Tokens};
