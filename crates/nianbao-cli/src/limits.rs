//! `--limit`, and `nianbao limits`: how much of an input is read.

use std::sync::OnceLock;

use anyhow::Result;
use nianbao::{Lang, LimitInfo, Limits};

use crate::output::Output;
use crate::reading::Outcome;
use crate::words::width;

/// A limit that was named on the command line, and its value.
pub(crate) type Choice = (&'static LimitInfo, usize);

/// Those of this run: said once, before anything is read.
static LIMITS: OnceLock<Limits> = OnceLock::new();

/// The limits of this run.
pub(crate) fn limits() -> &'static Limits {
    LIMITS.get_or_init(Limits::default)
}

/// Sets the limits of this run; of one that is named twice the last counts.
pub(crate) fn choose(choices: &[Choice]) {
    let mut limits = Limits::default();
    for (info, value) in choices {
        limits.set(info.name, *value);
    }
    // The first call decides; there is no other.
    let _ = LIMITS.set(limits);
}

/// `NAME=VALUE`; the value may end in K, M or G.
pub(crate) fn parse(text: &str) -> Result<Choice, String> {
    let (name, value) = text.split_once('=').ok_or("not NAME=VALUE")?;
    let info = Limits::ALL.iter().find(|info| info.name == name).ok_or_else(|| {
        let names: Vec<&str> = Limits::ALL.iter().map(|info| info.name).collect();
        format!("no such limit; known: {}", names.join(", "))
    })?;
    let (digits, shift) = match value.char_indices().last() {
        Some((at, 'k' | 'K')) => (&value[..at], 10),
        Some((at, 'm' | 'M')) => (&value[..at], 20),
        Some((at, 'g' | 'G')) => (&value[..at], 30),
        _ => (value, 0),
    };
    let number: usize = digits.parse().map_err(|_| "the value is no whole number")?;
    let value = number.checked_mul(1 << shift).ok_or("the value is too large")?;
    Ok((info, value))
}

pub(crate) fn run(lang: Lang) -> Result<Outcome> {
    let rows: Vec<[String; 3]> = Limits::ALL.iter().map(|info| row(info, lang)).collect();
    let wide = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let (first, second) = (wide(0), wide(1));
    let pad = |text: &str, wide: usize| format!("{text}{}", " ".repeat(wide - width(text)));
    let mut out = Output::stdout().writer(lang)?;
    for [name, value, about] in &rows {
        let line = format!("{}  {}  {about}\n", pad(name, first), pad(value, second));
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Well)
}

fn row(info: &LimitInfo, lang: Lang) -> [String; 3] {
    let value = limits().get(info.name).unwrap_or(info.default);
    let value = match info.unit {
        Some((zh, en)) => format!("{value} {}", lang.pick(zh, en)),
        None => value.to_string(),
    };
    let about = lang.pick(info.about.0, info.about.1);
    let about = format!("{about}{}", info.in_brackets(lang));
    [info.name.to_owned(), value, about]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_name_and_a_number() {
        let read = |text| parse(text).map(|(info, value)| (info.name, value));
        assert_eq!(read("cells=12"), Ok(("cells", 12)));
        assert_eq!(read("bytes=2G"), Ok(("bytes", 2 << 30)));
        assert_eq!(read("bytes=3k"), Ok(("bytes", 3072)));
        for wrong in [
            "cells",
            "cells=",
            "cells=-1",
            "memory=1",
            "cells=1T",
            "cells=1.5",
            "bytes=99999999999G",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
