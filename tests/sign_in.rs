//! Signing in over real HTTP, against a service that answers what each test scripts.
//!
//! The keys in `tests/sign_in/` were made for these tests and open nothing.

#[path = "sign_in/app.rs"]
mod app;
#[path = "sign_in/browser.rs"]
mod browser;
#[path = "sign_in/device_code.rs"]
mod device_code;
#[path = "sign_in/refresh.rs"]
mod refresh;
#[path = "sign_in/refusals.rs"]
mod refusals;
#[path = "sign_in/service.rs"]
mod service;
