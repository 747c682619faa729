//! Microsoft Graph over HTTPS: clouds, tokens, transport, and the probe that turns answers into facts.
//!
//! This room can only read. `Read` is a GET of a path below a version, a batch is a POST whose parts are such
//! reads, and there is no other way to send anything to Graph; a token that could write is of no use here. Tokens and
//! other secrets never leave the room: [`Secret`] shows itself to nobody outside.

mod budget;
mod cloud;
mod crowd;
mod http;
mod inquiry;
mod probe;
mod random;
mod read;
mod secret;
mod sign_in;
mod token;

pub use cloud::{Cloud, EndpointError, Endpoints};
pub use crowd::{Stopped, Told, crowd};
pub use http::{Client, ClientSettings, Receipt, Trouble, Wire};
pub use inquiry::{Ask, Finding};
pub use probe::{News, Report, Signed, probe};
pub use secret::Secret;
pub use sign_in::{
    AppSignIn, AzTrouble, AzureCli, Certificate, CertificateError, Credential, Desk, Identity, Keep, KeepError, Kept,
    Keyring, Known, Memory, Pace, Person, PersonSignIn, Prompt, Refused, Registration, Way,
};
pub use token::{Given, Need, SignInError, Token, TokenFuture, Tokens};
