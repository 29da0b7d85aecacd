//! The tables as a writer is handed them.

use std::io::Write;
use std::sync::Mutex;

use anyhow::Result;
use nianbao_core::{
    Book, Claim, Decimal, Fact, FieldId, Lang, Note, NoteCode, Report, SheetCell, SheetsSink,
    SheetsWriter, Statement, Tone,
};

use super::Export;

/// Keeps what it is handed.
#[derive(Default)]
struct Kept {
    book: Mutex<Book>,
    rows: Mutex<Vec<(usize, Vec<SheetCell>)>>,
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

    fn finish(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

fn export(lang: Lang, reports: &[Report]) -> (Book, Vec<(usize, Vec<SheetCell>)>) {
    let kept: &'static Kept = Box::leak(Box::default());
    let mut export = Export::start(&kept, Box::new(std::io::sink()), lang).unwrap();
    for report in reports {
        export.push(report).unwrap();
    }
    export.failed("broken.html", "why").unwrap();
    export.finish().unwrap();
    (kept.book.lock().unwrap().clone(), kept.rows.lock().unwrap().clone())
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
    report
}

#[test]
fn every_row_has_a_cell_for_each_column_and_every_sheet_is_explained() {
    for lang in [Lang::Zh, Lang::En] {
        let (book, rows) = export(lang, &[report(), Report::default()]);
        let mut counts = vec![0; book.sheets.len()];
        for (sheet, cells) in &rows {
            counts[*sheet] += 1;
            let columns = book.sheets[*sheet].columns.len();
            let fits = if *sheet == 0 { cells.len() <= columns } else { cells.len() == columns };
            assert!(fits, "{}: {} cells, {columns} columns", book.sheets[*sheet].name, cells.len());
        }
        assert_eq!(counts[1..], [2, 2, 2, 2, 2, 2, 1, 1], "{lang:?}");
        for sheet in &book.sheets[1..] {
            let name = SheetCell::Text(sheet.name.clone(), Tone::Plain);
            let explained = rows
                .iter()
                .any(|(index, cells)| *index == 0 && cells.len() == 2 && cells[0] == name);
            assert!(explained, "{}", sheet.name);
        }
    }
}

#[test]
fn a_fact_stands_under_its_id() {
    let (book, rows) = export(Lang::Zh, &[report()]);
    let sheet = book.sheets.iter().position(|sheet| sheet.name == "复议诉讼").unwrap();
    let row = &rows.iter().find(|(index, _)| *index == sheet).unwrap().1;
    let cell = |id: &str| {
        let last = |heads: &[String]| heads.last().is_some_and(|head| head == id);
        let columns = &book.sheets[sheet].columns;
        &row[columns.iter().position(|column| last(&column.heads)).unwrap()]
    };
    assert_eq!(cell("file"), &SheetCell::Text("a.html".into(), Tone::Plain));
    assert_eq!(cell("year"), &SheetCell::Number(Decimal::from(2021), Tone::Plain));
    assert_eq!(cell("review.total"), &SheetCell::Number(Decimal::from(3), Tone::Plain));
    assert_eq!(cell("review.other"), &SheetCell::Blank(Tone::Unfilled));
    assert_eq!(cell("review.upheld"), &SheetCell::Blank(Tone::Lost));
    assert_eq!(cell("review.pending"), &SheetCell::Empty);
}
