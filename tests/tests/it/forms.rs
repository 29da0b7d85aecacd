//! The printed forms against the public lists of their cells (`fixtures/forms`).

use std::fs;

use nianbao::{Edition, FieldId};
use nianbao_form::{Template, TemplateCell, templates};

/// A line of a list: the id, the path of row labels, the path of column labels, the unit.
struct Listed {
    id: String,
    rows: Vec<String>,
    columns: Vec<String>,
    unit: String,
}

fn listed(edition: Edition) -> Vec<Listed> {
    let path = xtask::root().join(format!("fixtures/forms/form-{edition}.csv"));
    let text = fs::read_to_string(path).unwrap();
    let of = |path: &str| path.split(" / ").map(str::to_owned).collect();
    let line = |line: &str| {
        let columns: Vec<&str> = line.split(',').collect();
        let [_, id, _, _, row_label, column_label, unit] = columns[..] else {
            panic!("not seven columns: {line}")
        };
        let (id, unit) = (id.to_owned(), unit.to_owned());
        Listed { id, rows: of(row_label), columns: of(column_label), unit }
    };
    text.lines().skip(1).map(line).collect()
}

/// A field's place on the form: the labels left of it and above it, outermost first.
fn printed(template: &Template) -> Vec<(FieldId, Vec<&'static str>, Vec<&'static str>)> {
    let grid = &template.rows;
    let mut fields = Vec::new();
    for (y, row) in grid.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            let TemplateCell::Field(field) = cell else { continue };
            let left = labels((0..x).map(|x| corner(grid, y, x)), grid);
            let above = labels((head_start(grid, y)..y).map(|y| corner(grid, y, x)), grid);
            fields.push((*field, left, above));
        }
    }
    fields
}

/// The first row of the head above a row: below the last data row of another block.
fn head_start(grid: &[Vec<TemplateCell>], y: usize) -> usize {
    let data = |row: &[TemplateCell]| row.iter().any(|c| matches!(c, TemplateCell::Field(_)));
    let block = (0..y).rev().skip_while(|y| data(&grid[*y])).take_while(|y| !data(&grid[*y]));
    block.last().unwrap_or_default()
}

/// The upper left corner of the cell that covers a place.
fn corner(grid: &[Vec<TemplateCell>], mut y: usize, mut x: usize) -> (usize, usize) {
    loop {
        match grid[y][x] {
            TemplateCell::Left => x -= 1,
            TemplateCell::Above => y -= 1,
            _ => return (y, x),
        }
    }
}

fn labels(
    corners: impl Iterator<Item = (usize, usize)>,
    grid: &[Vec<TemplateCell>],
) -> Vec<&'static str> {
    let mut corners: Vec<(usize, usize)> = corners.collect();
    corners.dedup();
    let label = |(y, x): &(usize, usize)| match grid[*y][*x] {
        TemplateCell::Label(text) => Some(text),
        _ => None,
    };
    corners.iter().filter_map(label).collect()
}

fn of(edition: Edition) -> impl Iterator<Item = &'static Template> {
    templates().iter().filter(move |template| template.edition == edition)
}

#[test]
fn the_fields_stand_in_the_listed_order() {
    for edition in Edition::ALL {
        let printed: Vec<&str> =
            of(edition).flat_map(printed).map(|(field, _, _)| field.id()).collect();
        let listed: Vec<String> = listed(edition).into_iter().map(|line| line.id).collect();
        assert_eq!(printed, listed, "{edition}");
    }
}

#[test]
fn the_labels_are_the_listed_ones() {
    for edition in [Edition::E2019, Edition::E2021] {
        let fields = of(edition)
            .flat_map(|table| printed(table).into_iter().map(|field| (table.section, field)));
        for ((section, (field, rows, columns)), line) in fields.zip(listed(edition)) {
            // The head's outer rows (the law's item, 申请人情况) name the table, not the column.
            let tail = columns.len().saturating_sub(line.columns.len());
            assert_eq!(columns[tail..], line.columns, "{edition} {field}: columns");
            if section == 4 {
                continue;
            }
            assert_eq!(rows, line.rows, "{edition} {field}: rows");
        }
    }
}

#[test]
fn the_rows_of_2014_print_the_listed_label_and_unit() {
    let fields = of(Edition::E2014).flat_map(printed);
    for ((field, labels, _), line) in fields.zip(listed(Edition::E2014)) {
        let leaf = line.rows.last().map(String::as_str).unwrap_or_default();
        assert_eq!(labels, [leaf, &line.unit], "{field}");
    }
}
