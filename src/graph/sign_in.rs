//! Signing in: one implementation of [`Tokens`](super::Tokens) for each way there is.
//!
//! A person signs in with a browser ([`PersonSignIn`], by a redirect to this machine or by a device code) and stays
//! signed in by a refresh token, which the operating system's keyring keeps. An application signs in by itself
//! ([`AppSignIn`], with a secret or a certificate), and [`AzureCli`] borrows the sign-in of that program. Whatever the way,
//! access tokens stay in memory, and only the permissions that are needed are asked for.
//!
//! Nothing here prints: what a person has to see goes through [`Person`], and what went wrong is a
//! [`SignInError`](super::SignInError).

mod answer;
mod app;
mod assertion;
mod azure_cli;
mod browser;
mod certificate;
mod desk;
mod device_code;
mod identity;
mod keep;
mod keyring;
mod loopback;
mod person;
mod session;

pub use answer::Refused;
pub use app::{AppSignIn, Credential};
pub use azure_cli::{AzTrouble, AzureCli};
pub use certificate::{Certificate, CertificateError};
pub use desk::{Desk, Pace, Registration};
pub use identity::Identity;
pub use keep::{Keep, KeepError, Memory};
pub use keyring::Keyring;
pub use person::{Person, PersonSignIn, Prompt, Way};
pub use session::{Kept, Known};
