//! Chance that can be repeated.

pub(crate) use xtask::dice::Dice;
