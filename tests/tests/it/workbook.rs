//! The analysts' workbook, written by the library and read back by another one.

mod back;

use std::collections::HashMap;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use nianbao::{Decimal, Export, ExportOptions, FieldId, NoteCode, Reading, Registry, Report};

use crate::judge::read;
use crate::laws::inputs;

/// The reports of all fixtures, read once.
static REPORTS: LazyLock<Vec<Report>> = LazyLock::new(|| {
    let files = inputs("pages");
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        read(&name, &std::fs::read(&path).unwrap()).unwrap()
    };
    files.into_iter().flat_map(read).collect()
});

fn reports() -> Vec<Report> {
    REPORTS.clone()
}

fn export(reports: &[Report]) -> Vec<u8> {
    exported(reports, ExportOptions { long: true, text: true, ..ExportOptions::default() })
}

fn exported(reports: &[Report], options: ExportOptions) -> Vec<u8> {
    let registry = Registry::new().unwrap();
    let writer = registry.by_name("xlsx").unwrap().sheets.unwrap().file().unwrap();
    let mut bytes = Vec::new();
    let mut export = Export::start(writer, Box::new(&mut bytes), options).unwrap();
    for report in reports {
        export.push(report).unwrap();
    }
    export.finish().unwrap();
    bytes
}

/// For each field its sheet's cells below the row of ids, a row a report.
fn columns(bytes: Vec<u8>) -> HashMap<FieldId, Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut columns = HashMap::new();
    for (name, sheet) in book.worksheets() {
        let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
        let field = |cell: &Data| FieldId::from_id(&cell.to_string());
        let Some(head) = rows
            .iter()
            .take(2)
            .position(|row| row.iter().filter(|c| field(c).is_some()).count() > 5)
        else {
            continue;
        };
        for (x, cell) in rows[head].iter().enumerate() {
            let Some(field) = field(cell) else { continue };
            let cells = rows[head + 1..].iter().map(|row| row[x].clone()).collect();
            let before = columns.insert(field, cells);
            assert!(before.is_none(), "{field} is in two sheets, one of them {name}");
        }
    }
    columns
}

fn number(cell: &Data) -> Option<Decimal> {
    match cell {
        Data::Float(number) => Some(number.to_string().parse().unwrap()),
        Data::Int(number) => Some(Decimal::from(*number)),
        _ => None,
    }
}

#[test]
fn the_workbook_says_what_the_reports_say() {
    let reports = reports();
    let columns = columns(export(&reports));
    let mut numbers = 0;
    for field in FieldId::all().filter(|field| !field.info().editions.is_empty()) {
        let cells = &columns[&field];
        assert!(cells.len() >= reports.len(), "{field}: {} rows", cells.len());
        for (report, cell) in reports.iter().zip(cells) {
            match report.facts.reading(field) {
                Reading::Number(value, _) => {
                    assert_eq!(number(cell), Some(value), "{field} of {:?}", report.source.file);
                    numbers += 1;
                }
                // Colour tells the two apart; neither may look like a number.
                Reading::Absent | Reading::Blank(_) => {
                    assert_eq!(cell, &Data::Empty, "{field} of {:?}", report.source.file);
                }
            }
        }
    }
    println!("{numbers} numbers of {} reports", reports.len());
    assert!(numbers > 1_500);
}

/// The overview adds up what the wide tables print: read back, each year's requests are the sum of
/// that column, an organ and year once, and every sheet has its heads over its rows.
#[test]
fn the_overview_adds_up_what_the_tables_say() {
    let reports = reports();
    let bytes = export(&reports);
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut rows = |name: &str| -> Vec<Vec<Data>> {
        book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
    };
    let place = |row: &[Data], text: &str| row.iter().position(|cell| *cell == *text);
    let requests = rows("申请");
    let total = place(&requests[1], "requests.received.total").unwrap();
    let year = place(&requests[1], "year").unwrap();
    let mut expected: HashMap<String, Decimal> = HashMap::new();
    let kinds = ["natural", "business", "research", "nonprofit", "legal", "other_org"];
    let parts =
        kinds.map(|kind| place(&requests[1], &format!("requests.received.{kind}")).unwrap());
    let mut counted: Vec<(&String, u16)> = Vec::new();
    for (row, report) in requests[2..].iter().zip(&reports) {
        if let (Some(organ), Some(year)) = (&report.organ, report.year) {
            if counted.contains(&(organ, year)) {
                continue;
            }
            if report.form.is_some() && !report.facts.is_empty() {
                counted.push((organ, year));
            }
        }
        // A total that is not printed is the sum of its parts, if there are any.
        let of_parts = || parts.iter().filter_map(|part| number(&row[*part])).reduce(|a, b| a + b);
        if let Some(number) = number(&row[total]).or_else(of_parts) {
            *expected.entry(row[year].to_string()).or_default() += number;
        }
    }
    let overview = rows("概览");
    let head = overview.iter().position(|row| place(row, "新收申请").is_some()).unwrap();
    let received = place(&overview[head], "新收申请").unwrap();
    assert!(expected.len() > 2);
    for (year, sum) in expected {
        let row = overview[head..].iter().find(|row| row[0].to_string() == year).unwrap();
        assert_eq!(number(&row[received]), Some(sum), "{year}");
    }
}

/// The readings of a report's printed fields.
fn readings(report: &Report) -> Vec<(FieldId, String)> {
    let printed = FieldId::all().filter(|field| !field.info().editions.is_empty());
    let reading = |field| match report.facts.reading(field) {
        Reading::Absent => "absent".to_owned(),
        Reading::Blank(_) => "blank".to_owned(),
        Reading::Number(number, _) => number.to_string(),
    };
    printed.map(|field| (field, reading(field))).collect()
}

fn is_unsure(report: &Report) -> bool {
    report.notes.iter().any(|note| note.code == NoteCode::BlankUnknown)
}

#[test]
fn a_workbook_read_back_has_the_same_cells_blank() {
    let reports = reports();
    let back = read("a.xlsx", &exported(&reports, ExportOptions::default())).unwrap();
    assert_eq!(back.len(), reports.len());
    let mut blanks = 0;
    for (back, report) in back.iter().zip(&reports) {
        let name = report.source.file.as_deref();
        for ((field, back), (_, own)) in readings(back).into_iter().zip(readings(report)) {
            assert_eq!(back, own, "{field} of {name:?}");
            blanks += usize::from(own == "blank");
        }
        assert!(!is_unsure(back), "{name:?}");
    }
    println!("{blanks} blanks");
    assert!(blanks > 20);
}

#[test]
fn a_workbook_without_its_hidden_sheet_is_unsure_of_blanks() {
    let reports: Vec<Report> = reports().into_iter().take(2).collect();
    let mut zip =
        zip::ZipArchive::new(Cursor::new(exported(&reports, ExportOptions::default()))).unwrap();
    let mut without = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let start = text.find("<sheet name=\"nianbao\"").unwrap();
            let end = start + text[start..].find("/>").unwrap() + 2;
            assert!(text[start..end].contains("state=\"hidden\""));
            bytes = [&text[..start], &text[end..]].concat().into_bytes();
        }
        without.start_file(name, options).unwrap();
        without.write_all(&bytes).unwrap();
    }
    let back = read("a.xlsx", &without.finish().unwrap().into_inner()).unwrap();
    assert_eq!(back.len(), reports.len());
    for (back, report) in back.iter().zip(&reports) {
        assert!(is_unsure(back));
        let numbers = |report: &Report| {
            let own = readings(report).into_iter();
            own.filter(|(_, reading)| reading.parse::<Decimal>().is_ok()).collect::<Vec<_>>()
        };
        assert_eq!(numbers(back), numbers(report));
    }
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let reports = reports();
    assert_eq!(export(&reports), export(&reports));
}
