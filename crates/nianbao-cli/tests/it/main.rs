//! The command as scripts and people meet it: the program is run, and what it says and writes is looked at.

#![allow(clippy::unwrap_used, reason = "clippy.toml allows it in tests, but not in their helpers")]

mod check;
mod collecting;
mod command;
#[cfg(unix)]
mod documents;
mod export;
mod filling;
#[cfg(unix)]
mod hostile;
mod program;
mod runs;
mod tables;
