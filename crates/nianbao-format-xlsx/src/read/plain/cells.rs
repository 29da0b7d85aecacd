//! The cells of a sheet, their formulas, their formats and how they are merged, in one go.

use std::borrow::Cow;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use nianbao_core::{Note, NoteCode};

use super::strings::rich;
use super::styles::Style;
use super::xml::{Event, Tag, Xml, attributes, blank, has_escapes, unescaped};
use crate::carried;
use crate::read::hidden::{is_hidden_column, is_hidden_row};
use crate::read::number::{MOST_DIGITS, Shown};
use crate::read::sheet::{Merge, RawSheet, position};
use crate::read::xlsx::shown_text;

/// A cell as its elements tell it.
#[derive(Default)]
struct Cell<'a> {
    value: Option<Data>,
    formula: Option<Formula<'a>>,
}

/// A formula; one that it shares with the cell above has no text of its own.
struct Formula<'a>(Option<Cow<'a, str>>);

/// Reads a sheet with fewer than `most` cells.
pub(super) fn read(
    part: &[u8],
    name: String,
    strings: &[String],
    styles: &[Style],
    most: usize,
) -> Option<RawSheet> {
    let ours = carried::is_ours(&name);
    let sheet = RawSheet { name: name.into(), ..RawSheet::default() };
    let xml = Xml::of(part)?;
    let (texts, drawn) = (Vec::new(), Vec::new());
    let mut walk = Walk { xml, sheet, texts, drawn, ours, strings, styles, most, styled: 0 };
    walk.run()?;
    Some(walk.done())
}

struct Walk<'a> {
    xml: Xml<'a>,
    /// All but its cells, which nearly always come in their order: put in one by one, each would be
    /// sought.
    sheet: RawSheet,
    texts: Vec<((u32, u32), String)>,
    /// How many cells without content follow each other in a row.
    drawn: Vec<(u32, usize)>,
    ours: bool,
    strings: &'a [String],
    styles: &'a [Style],
    most: usize,
    /// How many cells have a format that shows more than the number.
    styled: usize,
}

impl<'a> Walk<'a> {
    fn run(&mut self) -> Option<()> {
        let (mut cells, mut merges) = (false, false);
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.name {
                    "dimension" => {
                        let [range] = attributes(&start, ["ref"])?;
                        rectangle(range?)?;
                    }
                    "col" => self.columns(&start)?,
                    "sheetData" if !cells => {
                        cells = true;
                        self.rows()?;
                    }
                    "mergeCells" if !merges => {
                        merges = true;
                        self.merges()?;
                    }
                    "sheetData" | "mergeCells" => return None,
                    _ => {}
                },
                Event::Eof => return cells.then_some(()),
                // Of elements that are not read, as of a footer.
                Event::Text(text) => drop(unescaped(text)?),
                Event::End(_) => {}
            }
        }
    }

    fn columns(&mut self, start: &Tag<'_>) -> Option<()> {
        let [first, last, hidden, width] = attributes(start, ["min", "max", "hidden", "width"])?;
        if is_hidden_column(hidden, width) {
            let [first, last] = [first?, last?].map(|number| number.parse::<u32>().ok());
            self.sheet.hidden.columns.add(first?.checked_sub(1)?, last?.checked_sub(1)?);
        }
        Some(())
    }

    fn merges(&mut self) -> Option<()> {
        loop {
            match self.xml.next()? {
                Event::Start(start) if start.name == "mergeCell" => {
                    let [range] = attributes(&start, ["ref"])?;
                    self.sheet.merges.push(rectangle(range?)?);
                }
                Event::End("mergeCells") => return Some(()),
                Event::Eof => return None,
                Event::Text(text) => blank(text)?,
                _ => {}
            }
        }
    }

    fn rows(&mut self) -> Option<()> {
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.name {
                    "row" => self.row(&start)?,
                    "c" => self.cell(&start)?,
                    _ => return None,
                },
                Event::End("sheetData") => return Some(()),
                Event::Eof => return None,
                Event::Text(text) => blank(text)?,
                Event::End(_) => {}
            }
        }
    }

    fn row(&mut self, start: &Tag<'_>) -> Option<()> {
        let [number, hidden, height] = attributes(start, ["r", "hidden", "ht"])?;
        let number = match number {
            Some(number) => Some(row_of(number)?),
            None => None,
        };
        if is_hidden_row(hidden, height) {
            self.sheet.hidden.rows.add(number?, number?);
        }
        Some(())
    }

    fn cell(&mut self, start: &Tag<'_>) -> Option<()> {
        // A cell that does not say where it stands is rare.
        let [at, style, kind] = attributes(start, ["r", "s", "t"])?;
        let at = position_of(at?)?;
        let style = match style {
            Some(number) => Some(self.styles.get(number.parse::<usize>().ok()?)?),
            None => None,
        };
        let mut cell = Cell::default();
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.name {
                    "f" => cell.formula = Some(self.formula(&start)?),
                    "is" => cell.value = Some(Data::String(rich(&mut self.xml, "is")?)),
                    "v" => cell.value = self.value(kind, style)?,
                    _ => return None,
                },
                Event::End(_) => break,
                Event::Text(text) => blank(text)?,
                Event::Eof => return None,
            }
        }
        let shown = match style {
            Some(Style::Number(shown)) => shown.as_ref(),
            _ => None,
        };
        self.keep(at, cell, shown)
    }

    fn formula(&mut self, start: &Tag<'_>) -> Option<Formula<'a>> {
        let [kind, number, range] = attributes(start, ["t", "si", "ref"])?;
        let text = self.xml.text()?;
        if kind != Some("shared") {
            return Some(Formula(Some(text)));
        }
        number?.parse::<usize>().ok()?;
        Some(Formula(match range {
            Some(range) => rectangle(range).map(|_| Some(text))?,
            None => None,
        }))
    }

    /// The value of a cell of this kind.
    #[expect(clippy::option_option, reason = "outside: whether all is as expected")]
    fn value(&mut self, kind: Option<&str>, style: Option<&Style>) -> Option<Option<Data>> {
        let text = self.xml.text()?;
        Some(match kind {
            Some("inlineStr" | "is") => None,
            Some("str") if has_escapes(&text) => return None,
            Some("str") => Some(Data::String(text.into_owned())),
            Some("s" | "b" | "n") | None if text.is_empty() => None,
            Some("s") => Some(Data::String(self.strings.get(text.parse::<usize>().ok()?)?.clone())),
            Some("b") => match &*text {
                "0" => Some(Data::Bool(false)),
                "1" => Some(Data::Bool(true)),
                _ => return None,
            },
            Some("n") | None => Some(match style {
                None | Some(Style::Number(_)) => match count(&text) {
                    Some(count) => Data::Int(count),
                    None => Data::Float(number(&text)?),
                },
                Some(Style::Day) => {
                    let kind = ExcelDateTimeType::DateTime;
                    Data::DateTime(ExcelDateTime::new(number(&text)?, kind, false))
                }
                Some(Style::Unsure) => return None,
            }),
            _ => return None,
        })
    }

    /// Puts a cell as it is put where calamine reads it.
    fn keep(&mut self, at: (u32, u32), cell: Cell<'_>, shown: Option<&Shown>) -> Option<()> {
        self.styled += usize::from(shown.is_some());
        if self.texts.len() >= self.most || self.styled >= self.most {
            return None;
        }
        if let Some(Formula(text)) = cell.formula {
            if self.ours {
                self.sheet.formulas.extend(text.map(|text| (at, text.into_owned())));
            } else if cell.value.is_none() {
                let formula = text.unwrap_or_default();
                let note = Note::new(NoteCode::FormulaUncached, format!("={formula}"));
                self.sheet.notes.push(note.at(self.sheet.place(at.0, at.1)));
            }
        }
        let text = match cell.value {
            Some(value) => shown_text(&mut self.sheet, at, value, shown),
            None => String::new(),
        };
        match self.drawn.last_mut() {
            _ if !text.trim().is_empty() => self.texts.push((at, text)),
            Some((row, count)) if *row == at.0 => *count += 1,
            _ => self.drawn.push((at.0, 1)),
        }
        Some(())
    }

    /// The sheet with its cells; of two in one place the later one holds.
    fn done(self) -> RawSheet {
        let mut sheet = self.sheet;
        sheet.cells = self.texts.into_iter().collect();
        for (row, count) in self.drawn {
            *sheet.drawn.entry(row).or_default() += count;
        }
        sheet
    }
}

/// A whole number without a sign, of as many digits as a workbook keeps: it is shown as it is written.
fn count(text: &str) -> Option<i64> {
    let digits = text.len() <= MOST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// A number that is written with digits; others know what else may be one.
fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let usual =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    let is_usual =
        unsigned.starts_with(|c: char| c.is_ascii_digit()) && unsigned.bytes().all(usual);
    text.parse().ok().filter(|number: &f64| is_usual && number.is_finite())
}

/// A row, from 0, by its number, which has nothing but digits.
fn row_of(number: &str) -> Option<u32> {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse::<u32>().ok().filter(|_| digits)?.checked_sub(1)
}

/// The row and the column of a cell's name, which has nothing but letters and digits.
fn position_of(name: &str) -> Option<(u32, u32)> {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric()).then(|| position(name))?
}

/// A cell or a rectangle of cells.
fn rectangle(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((top, left), (bottom, right)) = (position_of(from)?, position_of(to)?);
    (top <= bottom && left <= right).then_some(Merge { top, left, bottom, right })
}
