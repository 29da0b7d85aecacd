//! The tables as a writer is handed them.

mod programs;

use std::io::Write;
use std::sync::Mutex;

use anyhow::Result;
use nianbao_core::{
    Book, BookColumn, Chart, Claim, Date, Decimal, Extra, Fact, FieldId, Folder, FolderWriter,
    Lang, LinkTarget, Note, NoteCode, Report, RowKey, Section, SheetCell, SheetKind, SheetsSink,
    SheetsWriter, Statement, Tone, Wanted,
};

use super::{Export, ExportOptions, Origin};
use crate::check::check;

/// Keeps what it is handed.
#[derive(Default)]
struct Kept {
    book: Mutex<Book>,
    rows: Mutex<Vec<(usize, Vec<SheetCell>)>>,
    remarks: Mutex<Vec<(usize, usize, String)>>,
    charts: Mutex<Vec<(usize, Chart)>>,
    made: Mutex<Option<Date>>,
}

struct Keeping<'a>(&'a Kept);

impl SheetsWriter for &'static Kept {
    fn start<'a>(
        &self,
        book: &Book,
        _: Box<dyn Write + Send + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>> {
        *self.book.lock().unwrap() = book.clone();
        Ok(Box::new(Keeping(self)))
    }
}

impl SheetsSink for Keeping<'_> {
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()> {
        self.0.rows.lock().unwrap().push((sheet, cells.to_vec()));
        Ok(())
    }

    fn columns(&mut self, sheet: usize, columns: Vec<BookColumn>) -> Result<()> {
        self.0.book.lock().unwrap().sheets[sheet].columns = columns;
        Ok(())
    }

    fn remark(&mut self, sheet: usize, column: usize, text: &str) -> Result<()> {
        self.0.remarks.lock().unwrap().push((sheet, column, text.to_owned()));
        Ok(())
    }

    fn chart(&mut self, sheet: usize, chart: &Chart) -> Result<()> {
        self.0.charts.lock().unwrap().push((sheet, chart.clone()));
        Ok(())
    }

    fn finish(self: Box<Self>, made: Option<Date>) -> Result<()> {
        *self.0.made.lock().unwrap() = made;
        Ok(())
    }
}

impl Kept {
    /// The rows of a sheet of this name.
    fn rows(&self, name: &str) -> Vec<Vec<SheetCell>> {
        let sheet = self.sheet(name);
        let rows = self.rows.lock().unwrap();
        rows.iter().filter(|(index, _)| *index == sheet).map(|(_, cells)| cells.clone()).collect()
    }

    fn sheet(&self, name: &str) -> usize {
        let book = self.book.lock().unwrap();
        book.sheets.iter().position(|sheet| sheet.name == name).unwrap()
    }

    /// The cell under an id in a row.
    fn cell(&self, name: &str, row: usize, id: &str) -> SheetCell {
        let sheet = self.sheet(name);
        let columns = self.book.lock().unwrap().sheets[sheet].columns.clone();
        let column = columns.iter().position(|column| column.id == id).unwrap();
        self.rows(name)[row][column].clone()
    }
}

const FILE: Origin<'static> = Origin {
    name: "a.html",
    link: Some("../a.html"),
    size: Some(12),
    modified: Some(1_700_000_000),
    sha256: Some("ab"),
};

fn export(options: ExportOptions, reports: &[Report]) -> &'static Kept {
    let kept: &'static Kept = Box::leak(Box::default());
    let mut export = Export::start(&kept, Box::new(std::io::sink()), options).unwrap();
    export.file(&FILE, reports).unwrap();
    export.failed(&Origin { name: "broken.html", ..Origin::default() }, "why").unwrap();
    export.finish().unwrap();
    kept
}

fn all(lang: Lang) -> ExportOptions {
    ExportOptions { lang, long: true, text: true, ..ExportOptions::default() }
}

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

fn report() -> Report {
    let mut report = Report { organ: Some("某局".into()), year: Some(2021), ..Report::default() };
    report.source.file = Some("a.html".into());
    report.source.part = 1;
    let fact =
        |value: Option<i64>| Fact { value: value.map(Decimal::from), raw: String::new(), at: None };
    report.facts.insert(field("review.total"), fact(Some(3))).unwrap();
    report.facts.insert(field("review.other"), fact(None)).unwrap();
    let lost = [field("review.upheld")];
    report.notes.push(Note::new(NoteCode::RowAmbiguous, "1 2").with_fields(lost));
    let (value, text, at) = (Decimal::ONE, String::from("1件"), None);
    let fields = vec![field("requests.granted.total"), field("requests.partial.total")];
    report.claims.push(Claim { fields, value, text: text.clone(), at: None });
    report.statements.push(Statement { field: field("complaints"), value, text, at });
    report.extras.push(Extra { cells: vec!["自增行".into(), "5".into()], at: None });
    report.sections.push(Section { number: Some(1), ..Section::default() });
    report
}

#[test]
fn every_row_has_a_cell_for_each_column_and_every_sheet_is_explained() {
    for lang in [Lang::Zh, Lang::En] {
        let kept = export(all(lang), &[report(), Report::default()]);
        let book = kept.book.lock().unwrap().clone();
        let mut counts = vec![0; book.sheets.len()];
        for (index, cells) in kept.rows.lock().unwrap().iter() {
            let sheet = &book.sheets[*index];
            counts[*index] += 1;
            let page = sheet.kind == SheetKind::Page;
            let columns = sheet.columns.len();
            let fits = if page { cells.len() <= columns } else { cells.len() == columns };
            assert!(fits, "{}: {} cells, {columns} columns", sheet.name, cells.len());
        }
        let fields = FieldId::all().len();
        // One cell was not read.
        let long = report().facts.len() + 1;
        let findings = [report(), Report::default()].iter().map(|report| check(report).len()).sum();
        assert_eq!(
            counts[2..],
            [2, 2, 2, 2, 2, findings, 2, 1, 1, 2, 2, fields, long, 1, 2],
            "{lang:?}"
        );
        let guide = kept.rows(lang.pick("说明", "Guide"));
        for (index, sheet) in book.sheets.iter().enumerate().skip(1) {
            let name = SheetCell::Text(sheet.name.clone(), Tone::Plain);
            let link = SheetCell::Link(
                Box::new(name),
                LinkTarget::Row { sheet: index, row: 0, key: None },
            );
            assert!(guide.iter().any(|row| row.get(1) == Some(&link)), "{}", sheet.name);
        }
    }
}

#[test]
fn a_fact_stands_under_its_id() {
    let kept = export(ExportOptions::default(), &[report()]);
    let cell = |id| kept.cell("复议诉讼", 0, id);
    assert_eq!(cell("file"), SheetCell::Text("a.html".into(), Tone::Plain));
    assert_eq!(cell("year"), SheetCell::Number(Decimal::from(2021), Tone::Plain));
    assert_eq!(cell("review.total"), SheetCell::Number(Decimal::from(3), Tone::Plain));
    assert_eq!(cell("review.other"), SheetCell::Blank(Tone::Unfilled));
    assert_eq!(cell("review.upheld"), SheetCell::Blank(Tone::Lost));
    assert_eq!(cell("review.pending"), SheetCell::Empty);
}

#[test]
fn blank_cells_are_named_out_of_sight() {
    let kept = export(ExportOptions::default(), &[report()]);
    assert_eq!(kept.book.lock().unwrap().sheets.last().unwrap().kind, SheetKind::Hidden);
    let blank = SheetCell::Text("review.other".into(), Tone::Plain);
    assert_eq!(kept.cell("nianbao", 0, "blank"), blank);
}

#[test]
fn a_row_a_cell_tells_the_states_of_a_field_apart() {
    let mut doubtful = report();
    let zero = Fact { value: Some(Decimal::ZERO), raw: "0".into(), at: None };
    doubtful.facts.insert(field("review.corrected"), zero).unwrap();
    let slash = Fact { value: None, raw: "1/2".into(), at: None };
    doubtful.facts.insert(field("review.pending"), slash).unwrap();
    let note = |code, id| Note::new(code, "1").with_fields([field(id)]);
    doubtful.notes.push(note(NoteCode::PositionUsed, "review.corrected"));
    doubtful.notes.push(note(NoteCode::ValueUnreadable, "review.pending"));
    let kept = export(all(Lang::En), &[doubtful]);
    let row = |row| {
        let SheetCell::Text(id, _) = kept.cell("Long", row, "field") else { panic!("no id") };
        let SheetCell::Text(state, _) = kept.cell("Long", row, "state") else { panic!("no state") };
        (id, state)
    };
    let found: Vec<_> = (0..kept.rows("Long").len()).map(row).collect();
    let expected = [
        ("review.total", "number"),
        ("review.other", "blank"),
        ("review.corrected", "doubtful"),
        ("review.pending", "lost"),
        ("review.upheld", "lost"),
    ];
    assert_eq!(found, expected.map(|(id, state)| (id.to_owned(), state.to_owned())));
    let number = |tone| SheetCell::Number(Decimal::from(1), tone);
    assert_eq!(kept.cell("Reports", 0, "doubtful"), number(Tone::Doubtful));
    // review.upheld, which is not on the page, and review.pending.
    let two = SheetCell::Number(Decimal::from(2), Tone::Lost);
    assert_eq!(kept.cell("Reports", 0, "lost"), two);
}

/// Keeps the same for programs.
struct Queried(&'static Kept);

impl FolderWriter for Queried {
    fn wants(&self) -> Wanted {
        Wanted::Rows
    }

    fn start<'a>(&self, book: &Book, _: Box<dyn Folder + 'a>) -> Result<Box<dyn SheetsSink + 'a>> {
        *self.0.book.lock().unwrap() = book.clone();
        Ok(Box::new(Keeping(self.0)))
    }
}

struct Nowhere;

impl Folder for Nowhere {
    fn file(&mut self, _: &str) -> Result<Box<dyn Write + Send>> {
        Ok(Box::new(std::io::sink()))
    }
}

#[test]
fn programs_get_a_row_a_cell_and_no_page() {
    let kept: &'static Kept = Box::leak(Box::default());
    let options = ExportOptions::default();
    let mut export = Export::start_folder(&Queried(kept), Box::new(Nowhere), options).unwrap();
    export.file(&FILE, &[report()]).unwrap();
    export.finish().unwrap();
    let book = kept.book.lock().unwrap();
    let ids: Vec<_> = book.sheets.iter().map(|sheet| sheet.id).collect();
    let expected =
        ["reports", "findings", "statements", "extras", "notes", "sources", "fields", "facts"];
    assert_eq!(ids, expected);
    for (index, cells) in kept.rows.lock().unwrap().iter() {
        assert_eq!(cells.len(), book.sheets[*index].columns.len(), "{}", book.sheets[*index].id);
    }
    drop(book);
    assert_eq!(kept.rows("长表").len(), 3);
}

#[test]
fn a_lost_cell_says_why() {
    let kept = export(ExportOptions::default(), &[report()]);
    let remarks = kept.remarks.lock().unwrap();
    let [(sheet, column, text)] = &remarks[..] else { panic!("{remarks:?}") };
    let book = kept.book.lock().unwrap();
    assert_eq!(book.sheets[*sheet].columns[*column].id, "review.upheld");
    assert_eq!(text, "无法确定数值属于哪一列，未读取：1 2");
}

#[test]
fn a_report_leads_to_its_rows_and_to_its_file() {
    let mut second = report();
    second.notes.push(Note::new(NoteCode::DateSignature, "x"));
    let mut foreign = report();
    foreign.source.file = Some("https://example.org/a.html".into());
    let kept = export(ExportOptions::default(), &[report(), second, foreign]);
    let notes = kept.sheet("备注");
    let link = |shown: i64, sheet, row, number| {
        let shown = SheetCell::Number(shown.into(), Tone::Plain);
        let key = Some(RowKey { column: 2, number });
        SheetCell::Link(Box::new(shown), LinkTarget::Row { sheet, row, key })
    };
    assert_eq!(kept.cell("报告", 0, "notes"), link(1, notes, 0, 1));
    assert_eq!(kept.cell("报告", 1, "notes"), link(2, notes, 1, 2));
    assert_eq!(kept.cell("报告", 2, "notes"), link(1, notes, 3, 3));
    assert_eq!(kept.cell("报告", 2, "cells.review"), link(2, kept.sheet("复议诉讼"), 2, 3));
    assert_eq!(
        kept.cell("报告", 0, "cells.requests"),
        SheetCell::Number(Decimal::ZERO, Tone::Plain)
    );
    let file = SheetCell::Text("a.html".into(), Tone::Plain);
    let way = LinkTarget::File("../a.html".into());
    assert_eq!(kept.cell("报告", 0, "file"), SheetCell::Link(Box::new(file), way));
    // What a file says of its source is no path to be followed.
    let name = SheetCell::Text("https://example.org/a.html".into(), Tone::Plain);
    assert_eq!(kept.cell("报告", 2, "file"), name);
}

#[test]
fn a_broken_sum_is_told_with_the_number_that_mends_it() {
    let mut wrong = Report { organ: Some("某局".into()), year: Some(2021), ..Report::default() };
    let rows =
        [("received", 25), ("carried_in", 0), ("granted", 52), ("handled", 52), ("carried_out", 0)];
    for (row, natural) in rows {
        for (kind, number) in
            [("natural", natural), ("total", if natural == 25 { 52 } else { natural })]
        {
            let fact =
                Fact { value: Some(Decimal::from(number)), raw: number.to_string(), at: None };
            wrong.facts.insert(field(&format!("requests.{row}.{kind}")), fact).unwrap();
        }
        for kind in ["business", "research", "nonprofit", "legal", "other_org"] {
            let fact = Fact { value: Some(Decimal::ZERO), raw: "0".into(), at: None };
            wrong.facts.insert(field(&format!("requests.{row}.{kind}")), fact).unwrap();
        }
    }
    let kept = export(ExportOptions::default(), &[Report::default(), wrong]);
    let rows = kept.rows("勾稽");
    let rule = |id: &str| SheetCell::Text(id.into(), Tone::Plain);
    let row = rows.iter().position(|row| row.contains(&rule("requests.balance"))).unwrap();
    let cell = |id| kept.cell("勾稽", row, id);
    let number = |number: i64| SheetCell::Number(number.into(), Tone::Plain);
    assert_eq!(cell("suggest.printed"), number(25));
    assert_eq!(cell("suggest.value"), number(52));
    let key = Some(RowKey { column: 2, number: 2 });
    let to = LinkTarget::Row { sheet: kept.sheet("申请"), row: 1, key };
    assert_eq!(cell("report"), SheetCell::Link(Box::new(number(2)), to));
}

#[test]
fn charts_are_of_cells_that_are_there() {
    let mut received = report();
    let fact = Fact { value: Some(Decimal::from(7)), raw: "7".into(), at: None };
    received.facts.insert(field("requests.received.total"), fact).unwrap();
    let kept = export(ExportOptions::default(), &[received]);
    let charts = kept.charts.lock().unwrap();
    assert_eq!(charts.len(), 6);
    let rows = kept.rows("概览");
    for (sheet, chart) in charts.iter() {
        assert_eq!(*sheet, kept.sheet("概览"));
        for series in &chart.series {
            let (row, column) = series.name;
            let head = &rows[row as usize][usize::from(column)];
            assert!(matches!(head, SheetCell::Text(_, Tone::Head)), "{}: {head:?}", chart.title);
            assert!(series.values.first <= series.values.last && series.values.first > row);
            assert!((series.values.last as usize) < rows.len());
        }
    }
    let bars = &charts.iter().find(|(_, chart)| chart.title.contains("机关")).unwrap().1;
    let row = &rows[bars.categories.first as usize];
    assert_eq!(row[0], SheetCell::Text("某局".into(), Tone::Plain));
    assert_eq!(row[3], SheetCell::Number(Decimal::from(7), Tone::Plain));
}

#[test]
fn the_workbook_is_dated_by_its_newest_input_or_as_asked() {
    let kept = export(ExportOptions::default(), &[]);
    assert_eq!(kept.made.lock().unwrap().unwrap().to_string(), "2023-11-15");
    let text = |kept: &Kept| kept.cell("来源", 0, "modified");
    assert_eq!(text(kept), SheetCell::Text("2023-11-15 06:13:20".into(), Tone::Plain));
    let moment = Some(1_000_000_000);
    let kept = export(ExportOptions { moment, ..ExportOptions::default() }, &[]);
    assert_eq!(kept.made.lock().unwrap().unwrap().to_string(), "2001-09-09");
    assert_eq!(text(kept), SheetCell::Text("2001-09-09 09:46:40".into(), Tone::Plain));
}
