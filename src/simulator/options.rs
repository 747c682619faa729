//! How a tenant is served.

use std::sync::Arc;
use std::time::Duration;

use crate::knowledge::Pack;
use crate::knowledge::tenant::Fault;

/// How a tenant is served, beside what its file says.
#[derive(Clone, Debug)]
pub struct Options {
    /// The pack the tenant belongs to: its tables hold the ids of roles and licences, its requests what they need.
    pub pack: Arc<Pack>,
    /// The port on loopback; 0 for any that is free.
    pub port: u16,
    /// Who asks, by user name, instead of the operator of the file.
    pub operator: Option<String>,
    /// What goes wrong, beside what the file says.
    pub faults: Vec<Fault>,
    /// How long every answer takes.
    pub delay: Duration,
    /// How many members a page of a list has; as many as the service has, without it.
    pub page_size: Option<usize>,
    /// Whether the first page of every list is empty and leads to the next, as the service may do.
    pub empty_page: bool,
    /// Whether requests beyond a throttle budget are refused.
    pub throttle: bool,
    /// What is served where the documentation contradicts itself.
    pub variant: Variant,
    /// How many seconds an access token lives.
    pub token_seconds: i64,
    /// How often a device asks in vain before the person has agreed.
    pub device_polls: u32,
    /// The time, in seconds since 1970-01-01 UTC, at which the clock stands still; the real time, without it.
    pub now: Option<i64>,
}

impl Options {
    /// As the service usually is.
    pub fn new(pack: Arc<Pack>) -> Self {
        Self {
            pack,
            port: 0,
            operator: None,
            faults: Vec::new(),
            delay: Duration::ZERO,
            page_size: None,
            empty_page: false,
            throttle: false,
            variant: Variant::Metadata,
            token_seconds: 3_599,
            device_polls: 1,
            now: None,
        }
    }
}

/// Which side is served where the examples of the reference pages and the metadata of Graph differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// What the metadata says.
    #[default]
    Metadata,
    /// What the examples of the pages show: single objects wrapped in `value`, words in other letter case, keys twice.
    Pages,
}
