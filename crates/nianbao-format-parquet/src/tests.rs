use std::io::Write;

use nianbao_core::{
    Book, BookColumn, ColumnKind, FolderWriter, LinkTarget, Sheet, SheetCell, SheetKind,
    SheetsSink, Tone,
};
use nianbao_kit::folder::MemoryFolder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::write::{Open, ParquetFolder};

fn reader(folder: &MemoryFolder, name: &str) -> SerializedFileReader<std::fs::File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&folder.bytes(name).unwrap()).unwrap();
    SerializedFileReader::new(file).unwrap()
}

/// The rows of a file: the name of each column and what it holds.
fn rows_of(folder: &MemoryFolder, name: &str) -> Vec<Vec<(String, Field)>> {
    let rows = reader(folder, name).into_iter();
    rows.map(|row| row.unwrap().into_columns()).collect()
}

fn text(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned(), Tone::Plain)
}

fn number(digits: &str) -> SheetCell {
    SheetCell::Number(digits.parse().unwrap(), Tone::Doubtful)
}

fn book() -> Book {
    let column = |id: &str, kind| BookColumn { id: id.into(), kind, ..BookColumn::default() };
    let columns = vec![
        column("organ", ColumnKind::Text),
        column("year", ColumnKind::Ordinal),
        column("cells.review", ColumnKind::Count),
        column("value", ColumnKind::Amount),
    ];
    let table = Sheet {
        name: "长表".into(),
        id: "facts",
        columns: columns.clone(),
        split: Some(1),
        ..Sheet::default()
    };
    let page = Sheet { name: "说明".into(), kind: SheetKind::Page, ..Sheet::default() };
    let list = Sheet { name: "来源".into(), id: "sources", columns, ..Sheet::default() };
    Book { maker: "nianbao".into(), sheets: vec![table, page, list], ..Book::default() }
}

/// What is written of these rows of the first table.
fn written(rows: &[Vec<SheetCell>], most_bytes: usize, most_files: usize) -> MemoryFolder {
    let kept = MemoryFolder::default();
    let open = Open::new(&book(), Box::new(kept.clone()), most_bytes, most_files).unwrap();
    let mut sink: Box<dyn SheetsSink> = Box::new(open);
    sink.row(1, &[text("这一页给人看")]).unwrap();
    for row in rows {
        sink.row(0, row).unwrap();
    }
    sink.finish(Some("2024-02-29".parse().unwrap())).unwrap();
    kept
}

#[test]
fn a_year_is_a_folder_and_a_table_without_rows_has_its_columns() {
    let none = SheetCell::Empty;
    let rows = [
        vec![text("甲局"), number("2023"), number("1"), number("2")],
        vec![text("乙局"), none.clone(), number("1"), none],
    ];
    let kept = written(&rows, 1 << 20, 9);
    let expected = [
        "datapackage.json",
        "facts/year=2023/part-0.parquet",
        "facts/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
        "sources/part-0.parquet",
    ];
    assert_eq!(kept.names(), expected);
    let schema = |name: &str| {
        let reader = reader(&kept, name);
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        schema.columns().iter().map(|column| column.name().to_owned()).collect::<Vec<_>>()
    };
    let columns = ["organ", "cells_review", "value", "value_whole", "value_text"];
    assert_eq!(schema(expected[1]), columns);
    assert_eq!(schema(expected[3])[..2], ["organ", "year"]);
    assert!(rows_of(&kept, expected[3]).is_empty());
    let description = kept.bytes("datapackage.json").unwrap();
    let description: serde_json::Value = serde_json::from_slice(&description).unwrap();
    assert_eq!(description["resources"][0]["path"][0], expected[1]);
    assert_eq!(description["resources"][0]["schema"]["fields"][2]["type"], "number");
}

#[test]
fn a_table_without_years_tells_that_they_are_numbers() {
    let begin = |rows: &[Vec<SheetCell>]| {
        let names = written(rows, 1 << 20, 9).names();
        names.into_iter().filter(|name| name.starts_with("facts/")).collect::<Vec<_>>()
    };
    let (none, unknown) =
        ("facts/year=0/part-0.parquet", "facts/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet");
    assert_eq!(begin(&[]), [none]);
    let row = vec![text("乙局"), SheetCell::Empty, number("1"), SheetCell::Empty];
    assert_eq!(begin(std::slice::from_ref(&row)), [none, unknown]);
    let kept = written(&[row], 1 << 20, 9);
    assert!(rows_of(&kept, none).is_empty());
    assert_eq!(rows_of(&kept, unknown).len(), 1);
}

#[test]
fn a_number_comes_back_as_it_was_and_none_is_made_of_a_blank() {
    let link = SheetCell::Link(Box::new(number("12")), LinkTarget::File("a.html".into()));
    let blank = SheetCell::Blank(Tone::Unfilled);
    let values = ["0", "51.1082", "-3", "0.00000000001"].map(number);
    let cells = values.into_iter().chain([blank]);
    let rows: Vec<_> =
        cells.map(|cell| vec![text("甲局"), number("2023"), link.clone(), cell]).collect();
    let kept = written(&rows, 1 << 20, 9);
    let found = rows_of(&kept, "facts/year=2023/part-0.parquet");
    let told: Vec<[String; 4]> = found
        .iter()
        .map(|row| [1, 2, 3, 4].map(|column: usize| row[column].1.to_string()))
        .collect();
    let expected = [
        ["12", "0.0000000000", "0", "\"0\""],
        ["12", "51.1082000000", "null", "\"51.1082\""],
        ["12", "-3.0000000000", "-3", "\"-3\""],
        // More decimals than the column has: nothing rounded.
        ["12", "null", "null", "\"0.00000000001\""],
        ["12", "null", "null", "null"],
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_count_that_is_none_is_refused() {
    let kept = MemoryFolder::default();
    let mut sink = ParquetFolder.start(&book(), Box::new(kept)).unwrap();
    let error = sink.row(0, &[text("甲局"), number("2023"), number("1.5")]).unwrap_err();
    assert!(format!("{error:#}").contains("1.5"), "{error:#}");
}

#[test]
fn few_bytes_wait_and_few_files_are_open_and_no_row_is_lost() {
    let years = ["2021", "2022", "2023"];
    let row = |at: usize| {
        vec![text(&format!("第{at}局")), number(years[at % 3]), number(&at.to_string())]
    };
    let rows: Vec<_> = (0..600).map(row).collect();
    let (roomy, tight) = (written(&rows, 1 << 20, 9), written(&rows, 4096, 2));
    assert!(tight.names().len() > roomy.names().len(), "{:?}", tight.names());
    for year in years {
        let all = |kept: &MemoryFolder| {
            let begin = format!("facts/year={year}/");
            let names = kept.names().into_iter().filter(|name| name.starts_with(&begin));
            let mut names: Vec<String> = names.collect();
            names.sort_by_key(|name| (name.len(), name.clone()));
            let rows = names.iter().flat_map(|name| rows_of(kept, name));
            rows.map(|row| row[1].1.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(all(&tight), all(&roomy), "{year}");
        assert_eq!(all(&roomy).len(), 200);
    }
    let again = written(&rows, 4096, 2);
    assert_eq!(again.names(), tight.names());
    assert!(again.names().iter().all(|name| again.bytes(name) == tight.bytes(name)));
}

#[test]
fn a_file_tells_who_wrote_it_and_nothing_that_changes() {
    let kept = written(&[vec![text("甲局"), number("2023")]], 1 << 20, 9);
    let reader = reader(&kept, "facts/year=2023/part-0.parquet");
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("nianbao"));
    assert!(reader.metadata().file_metadata().key_value_metadata().is_none());
}
