//! The rules on reports that nearly break them, and on reports with errors whose place is known.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod advice;
mod consistent;
mod locate;
mod near;
mod rules;
mod told;
mod years;
