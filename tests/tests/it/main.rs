//! The tests of the whole, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod accuracy;
mod check_fixtures;
mod clash;
mod columns;
mod damage;
mod dice;
mod figures;
mod fixtures;
mod forms;
mod harmless;
mod html;
mod invented;
mod judge;
mod law;
mod laws;
mod matrix;
mod page;
mod printed;
mod report_formats;
mod style;
mod text;
mod workbook;
