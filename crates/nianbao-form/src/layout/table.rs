//! A table of the form filled in with facts.

use std::collections::HashMap;

use nianbao_core::{Cell, FieldId, Grid, GridBuilder, Lang, Note, Place, Report, Severity};

use crate::key::MoneyUnit;
use crate::template::{Template, TemplateCell, unit_label};
use crate::value::{ABSENT, BLANK};

use super::shown::{self, Shown, UnitLabel};

/// The key of the mark that tells the state of a cell: that there is none, or that it is doubtful.
pub(crate) const STATE: &str = "state";

/// The state of a cell that the report does not have.
pub(crate) const STATE_ABSENT: &str = "absent";

/// The longest remark on a cell, in characters.
const LONGEST_REMARK: usize = 120;

/// A table to be filled in.
pub(super) struct Filling<'r> {
    template: &'static Template,
    /// The rows to print, none of their cells joined to a row that is not.
    rows: Vec<Vec<TemplateCell>>,
    shown: HashMap<FieldId, Shown>,
    /// For fields that are there, the first warning about them.
    doubts: HashMap<FieldId, &'r Note>,
    /// Rows of the page's own below the form's.
    pub(super) extras: Vec<&'r [String]>,
}

impl<'r> Filling<'r> {
    /// The whole table.
    pub(super) fn whole(template: &'static Template, report: &'r Report) -> Self {
        Self::of(template, template.rows.clone(), report)
    }

    /// The rows that hold some of these fields, with their heads; of the table of 2014 all.
    pub(super) fn rows_of(
        template: &'static Template,
        report: &'r Report,
        fields: &[FieldId],
    ) -> Self {
        if template.section == 0 {
            // Its rows are named by those above them, which are rows themselves.
            return Self::whole(template, report);
        }
        let mut kept = vec![false; template.rows.len()];
        let mut heads: Vec<usize> = Vec::new();
        let mut in_rows = false;
        for (index, row) in template.rows.iter().enumerate() {
            let own: Vec<FieldId> = row.iter().filter_map(field_of).collect();
            if own.is_empty() {
                // Heads of a new block replace those above.
                if in_rows {
                    heads.clear();
                }
                in_rows = false;
                heads.push(index);
                continue;
            }
            in_rows = true;
            if own.iter().any(|field| fields.contains(field)) {
                kept[index] = true;
                for head in &heads {
                    kept[*head] = true;
                }
            }
        }
        Self::of(template, only(&template.rows, &kept), report)
    }

    fn of(template: &'static Template, rows: Vec<Vec<TemplateCell>>, report: &'r Report) -> Self {
        let mut shown = HashMap::new();
        for (y, row) in rows.iter().enumerate() {
            for (x, field) in row.iter().enumerate().filter_map(|(x, c)| Some((x, field_of(c)?))) {
                if let Some(fact) = report.facts.get(field) {
                    let label = unit_label(&rows, template.section, x, y);
                    let printed = label.filter(|_| field.is_amount()).and_then(MoneyUnit::find);
                    let label = UnitLabel { printed, own_cell: template.section == 0 };
                    shown.insert(field, shown::shown(field, fact, label));
                }
            }
        }
        let warnings = report.notes.iter().filter(|n| n.code.severity() == Severity::Warning);
        let mut doubts = HashMap::new();
        for (note, field) in warnings.flat_map(|note| note.fields.iter().map(move |f| (note, *f))) {
            doubts.entry(field).or_insert(note);
        }
        Self { template, rows, shown, doubts, extras: Vec::new() }
    }

    /// The section of the report that holds it; 0 for the table of 2014.
    pub(super) fn section(&self) -> u8 {
        self.template.section
    }

    /// The heading of its section, or its title.
    pub(super) fn heading(&self) -> &'static str {
        self.template.heading
    }

    /// Whether it prints a field.
    pub(super) fn prints(&self, field: FieldId) -> bool {
        self.rows.iter().flatten().any(|cell| field_of(cell) == Some(field))
    }

    /// The filled table, the n-th of its document.
    pub(super) fn grid(&self, number: u32) -> Grid {
        let mut printer = Printer { builder: GridBuilder::new(), table: number, row: 0, column: 0 };
        for y in 0..self.rows.len() {
            printer.row();
            for x in 0..self.rows[y].len() {
                self.cell(x, y, &mut printer);
            }
        }
        let width = self.rows.first().map_or(0, Vec::len);
        for cells in &self.extras {
            printer.row();
            let label = width.saturating_sub(cells.len() - 1).max(1);
            for (index, text) in cells.iter().enumerate() {
                printer.cell(text.clone(), if index == 0 { label } else { 1 }, 1, index == 0);
            }
        }
        // A form is far from the limits of a grid.
        printer.builder.finish().0
    }

    fn cell(&self, x: usize, y: usize, printer: &mut Printer) {
        let right = &self.rows[y][x + 1..];
        let columns = 1 + right.iter().take_while(|cell| **cell == TemplateCell::Left).count();
        let below = self.rows[y + 1..].iter().map(|row| &row[x]);
        let rows = 1 + below.take_while(|cell| **cell == TemplateCell::Above).count();
        match &self.rows[y][x] {
            TemplateCell::Left | TemplateCell::Above => {}
            TemplateCell::Label(text) => {
                // The dashes of 2014 are no head of anything, and neither are its units.
                let head = if self.section() == 0 { x == 0 || y == 0 } else { true };
                printer.cell(self.label(text, x, y), columns, rows, head);
            }
            TemplateCell::Field(field) => {
                let shown = self.shown.get(field).map(|shown| shown.text.as_str());
                printer.cell(shown.unwrap_or(ABSENT).to_owned(), columns, rows, false);
                printer.builder.mark(self.marks(*field, shown));
            }
        }
    }

    /// What a cell says besides its text.
    fn marks(&self, field: FieldId, shown: Option<&str>) -> Vec<(String, String)> {
        let mut marks = vec![(Cell::ID.to_owned(), field.id().to_owned())];
        let mut mark = |key: &str, value: &str| marks.push((key.to_owned(), value.to_owned()));
        match (shown, self.doubts.get(&field)) {
            (None, _) => {
                mark(STATE, STATE_ABSENT);
                mark(Cell::REMARK, "所据文件中未见这一单元格，不等于零或空白");
            }
            (Some(_), Some(note)) => {
                mark(STATE, "doubtful");
                let message = note.message(Lang::Zh);
                mark(Cell::REMARK, &message.chars().take(LONGEST_REMARK).collect::<String>());
            }
            (Some(_), None) => {}
        }
        if shown.is_some_and(str::is_empty) {
            mark(Cell::PLAIN, BLANK);
        }
        marks
    }

    /// A label of the form with the unit that the value beside or below it needs.
    fn label(&self, text: &'static str, x: usize, y: usize) -> String {
        let beside = self.rows[y].get(x + 1).and_then(field_of);
        let below = self.rows.get(y + 1).and_then(|row| row.get(x)).and_then(field_of);
        // In 2014 the unit has a column; since then it stands in the head.
        let field = if self.template.section == 0 { beside } else { below };
        let unit =
            field.filter(|field| field.is_amount()).and_then(|field| self.shown.get(&field)?.unit);
        match unit {
            None => text.to_owned(),
            Some(unit) if text.contains("万元") => text.replace("万元", unit),
            Some(unit) => format!("{text}（{unit}）"),
        }
    }
}

fn field_of(cell: &TemplateCell) -> Option<FieldId> {
    match cell {
        TemplateCell::Field(field) => Some(*field),
        _ => None,
    }
}

/// Some of the rows; a label that reaches into one from a row that is not among them begins there.
fn only(rows: &[Vec<TemplateCell>], kept: &[bool]) -> Vec<Vec<TemplateCell>> {
    let width = rows.first().map_or(0, Vec::len);
    // For each column the cell that the one above belongs to, and whether it is printed.
    let mut origin = vec![(TemplateCell::Left, false); width];
    let mut out = Vec::new();
    for (row, kept) in rows.iter().zip(kept) {
        for (origin, cell) in origin.iter_mut().zip(row) {
            if *cell != TemplateCell::Above {
                *origin = (cell.clone(), false);
            }
        }
        if *kept {
            let cells = origin.iter_mut().map(|(cell, printed)| {
                if std::mem::replace(printed, true) { TemplateCell::Above } else { cell.clone() }
            });
            out.push(cells.collect());
        }
    }
    out
}

/// Adds cells with their places.
struct Printer {
    builder: GridBuilder,
    table: u32,
    row: u32,
    column: u32,
}

impl Printer {
    fn row(&mut self) {
        self.builder.row();
        self.row += 1;
        self.column = 0;
    }

    fn cell(&mut self, text: String, columns: usize, rows: usize, head: bool) {
        self.column += 1;
        let at = Place::Cell { table: self.table, row: self.row, column: self.column };
        self.builder.cell(text, columns, rows, head, at);
    }
}
