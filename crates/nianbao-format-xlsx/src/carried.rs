//! What a workbook of ours carries in a hidden sheet beside what it shows: the marks of its cells,
//! which of them are checks, which sheet only tells how to fill in the others, and the document's copy of
//! its report.
//!
//! Cells are named by formulas that refer to them, so that a row put in later moves the names with
//! the cells. The tables of an export have a hidden sheet of the same name, which is a table too.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use nianbao_core::Place;

use crate::read::sheet::{RawSheet, position};

/// The name of the hidden sheet; a second is `nianbao (2)`.
pub(crate) const NAME: &str = "nianbao";
/// What its first cell says if it is no table.
pub(crate) const SIGN: &str = "nianbao:document";
/// What a row of it is.
pub(crate) const MARK: &str = "mark";
pub(crate) const CHECK: &str = "check";
pub(crate) const COPY: &str = "copy";
pub(crate) const GUIDE: &str = "guide";
/// Where a row says what it is, which cell it is about, and under which key it says what.
pub(crate) const COLUMNS: [u16; 4] = [0, 1, 2, 3];

/// A copy of more characters is not put together; reports have a hundredth of it.
const LONGEST_COPY: usize = 32 * 1024 * 1024;

/// A cell: its row and column.
type At = (u32, u32);

/// The marks of cells.
pub(crate) type Marks = BTreeMap<At, Vec<(String, String)>>;

/// What the hidden sheets of a workbook say.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// The marks of cells, by sheet.
    marks: HashMap<String, Marks>,
    /// Cells that check others, by sheet; no part of what is shown.
    checks: HashMap<String, HashSet<At>>,
    /// Sheets of instructions; no part of what is shown.
    guides: HashSet<String>,
    /// The copy as it is stored, cut anywhere.
    copy: Option<String>,
}

/// Whether a sheet of this name is ours.
pub(crate) fn is_ours(name: &str) -> bool {
    name == NAME || name.strip_prefix(NAME).is_some_and(|rest| rest.starts_with(" ("))
}

/// Whether a sheet of ours carries marks and a copy, and is no table.
pub(crate) fn is_carried(sheet: &RawSheet) -> bool {
    sheet.cells.get(&(0, 0)).is_some_and(|text| text == SIGN)
}

impl Carried {
    /// Reads a sheet of ours. What cannot be read is left out: it only adds to what is shown.
    pub(crate) fn add(&mut self, sheet: &RawSheet) {
        for ((row, _), kind) in sheet.cells.iter().filter(|((_, column), _)| *column == 0) {
            let [_, about, key, value] = COLUMNS.map(|column| (*row, u32::from(column)));
            let text = |at| sheet.cells.get(&at).map(String::as_str);
            let cell = || referred(sheet.formulas.get(&about)?);
            // What is known by where it was, in formats that keep no formulas.
            let written = || referred(text(value).filter(|_| sheet.formulas.is_empty())?);
            match kind.as_str() {
                MARK => {
                    if let (Some((sheet, at)), Some(key)) = (cell(), text(key)) {
                        let mark = (key.to_owned(), decode(text(value).unwrap_or_default()));
                        self.marks
                            .entry(sheet.into())
                            .or_default()
                            .entry(at)
                            .or_default()
                            .push(mark);
                    }
                }
                CHECK => {
                    // Checks are known by where they were, too: they stand beside the form, so that
                    // a row put in since takes none of it for one of them.
                    if let Some((sheet, at)) = cell().or_else(written) {
                        self.checks.entry(sheet.into()).or_default().insert(at);
                    }
                }
                GUIDE => self.guides.extend(cell().or_else(written).map(|(sheet, _)| sheet.into())),
                COPY => {
                    let copy = self.copy.get_or_insert_default();
                    let part = text(value).unwrap_or_default();
                    if copy.len() + part.len() <= LONGEST_COPY {
                        copy.push_str(part);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes the checks off a sheet that is shown.
    pub(crate) fn strip(&self, sheet: &mut RawSheet) {
        let Some(checks) = self.checks.get(&*sheet.name) else { return };
        for at in checks {
            sheet.cells.remove(at);
        }
        sheet.notes.retain(|note| match &note.at {
            Some(Place::Sheet { cell, .. }) => {
                position(cell).is_none_or(|at| !checks.contains(&at))
            }
            _ => true,
        });
    }

    /// Whether a sheet only tells how to fill in another.
    pub(crate) fn is_guide(&self, sheet: &str) -> bool {
        self.guides.contains(sheet)
    }

    /// The document's copy of its report.
    pub(crate) fn copy(&self) -> Option<String> {
        self.copy.as_deref().map(decode)
    }

    /// The marks of the cells of a sheet, which are handed over.
    pub(crate) fn take_marks(&mut self, sheet: &str) -> Marks {
        self.marks.remove(sheet).unwrap_or_default()
    }
}

/// The cell that a formula is a reference to, as Excel writes it (`'Sheet 1'!$B$5`) or LibreOffice
/// (`of:=[$'Sheet 1'.B5]`).
fn referred(formula: &str) -> Option<(Cow<'_, str>, At)> {
    let formula = formula.trim_start_matches("of:").trim_start_matches('=');
    let (sheet, cell) = match formula.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner.rsplit_once('.')?,
        None => formula.rsplit_once('!')?,
    };
    let sheet = sheet.trim_start_matches('$');
    let sheet = match sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(quoted) if quoted.contains("''") => quoted.replace("''", "'").into(),
        Some(quoted) => quoted.into(),
        None => sheet.into(),
    };
    Some((sheet, position(cell)?))
}

/// A text as it survives in a cell whatever it holds: controls, and what Excel takes for an escape.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let unsafe_here = matches!(character, '%' | '_' | '\u{FFFE}' | '\u{FFFF}')
            || character.is_control()
            || character.is_whitespace() && character != ' ';
        if unsafe_here {
            let _ = write!(out, "%{:04X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('%') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let code = rest.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32) {
            Some(character) => {
                out.push(character);
                rest = &rest[4..];
            }
            None => out.push('%'),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_survives() {
        let text = "a%b_x000D_\u{85}\u{1}\u{FFFF}\t\n%25 政 府\u{3000}";
        assert_eq!(decode(&encode(text)), text);
        assert!(!encode(text).contains(['_', '\t', '\u{85}', '\u{FFFF}']));
        assert_eq!(decode("%"), "%");
        assert_eq!(decode("%政府公开"), "%政府公开");
    }

    #[test]
    fn references_are_followed_as_each_program_writes_them() {
        let cell = |sheet: &'static str| Some((sheet.into(), (4, 1)));
        assert_eq!(referred("表!B5"), cell("表"));
        assert_eq!(referred("='a ''b'!$B$5"), cell("a 'b"));
        assert_eq!(referred("of:=[$'a b'.$B$5]"), cell("a b"));
        assert_eq!(referred("of:=[表.B5]"), cell("表"));
        for wrong in ["", "B5", "表!#REF!", "SUM(表!B5:B6)", "[.]"] {
            assert_eq!(referred(wrong), None, "{wrong}");
        }
    }
}
