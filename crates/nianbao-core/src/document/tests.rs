use super::*;

fn build(rows: &[&[(&str, usize, usize)]]) -> Grid {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows) in *row {
            builder.cell((*text).to_owned(), *columns, *rows, false, Place::Line(1));
        }
    }
    builder.finish().0
}

fn columns(grid: &Grid) -> Vec<Vec<usize>> {
    grid.rows().iter().map(|row| row.iter().map(|cell| cell.column).collect()).collect()
}

#[test]
fn spans_push_later_cells_aside() {
    let grid = build(&[
        &[("a", 1, 3), ("b", 2, 1), ("c", 1, 2)],
        &[("d", 1, 1), ("e", 1, 1)],
        &[("f", 1, 1), ("g", 1, 1), ("h", 1, 1)],
    ]);
    assert_eq!(columns(&grid), [vec![0, 1, 3], vec![1, 2], vec![1, 2, 3]]);
    assert_eq!(grid.width(), 4);
}

#[test]
fn a_row_is_full_where_cells_above_fill_what_is_left() {
    let mut builder = GridBuilder::new();
    assert_eq!(builder.next_column(), 0);
    let mut next = Vec::new();
    for row in [&[(1, 2), (1, 1), (2, 3)][..], &[(1, 1)], &[(1, 1)]] {
        builder.row();
        for (columns, rows) in row {
            next.push(builder.next_column());
            builder.cell("a".to_owned(), *columns, *rows, false, Place::Line(1));
        }
        next.push(builder.next_column());
    }
    assert_eq!(next, [0, 1, 2, 4, 1, 4, 0, 1]);
}

#[test]
fn skipped_columns_have_no_cell() {
    let mut builder = GridBuilder::new();
    builder.row();
    builder.skip(2);
    builder.cell("a".to_owned(), 1, 1, false, Place::Line(1));
    assert_eq!(columns(&builder.finish().0), [vec![2]]);
}

#[test]
fn spans_are_clamped() {
    let grid = build(&[&[("a", 1_000_000, 1_000_000)], &[("b", 0, 1)]]);
    assert_eq!(grid.rows()[0][0].columns, GridBuilder::MAX_SPAN);
    assert_eq!(grid.rows()[0][0].rows, 2);
    assert_eq!(columns(&grid)[1], [GridBuilder::MAX_SPAN]);
}

#[test]
fn a_limit_keeps_cells_out_and_marks_stay_where_they_belong() {
    let mut limits = Limits::DEFAULT;
    limits.cells = 2;
    let mut builder = GridBuilder::within(&limits);
    for text in ["a", "b", "c"] {
        builder.cell(text.to_owned(), 1, 1, false, Place::Line(1));
        builder.mark(vec![("field".to_owned(), text.to_owned())]);
    }
    let (grid, note) = builder.finish();
    let marks: Vec<_> = grid.rows()[0].iter().map(|cell| cell.mark("field")).collect();
    assert_eq!(marks, [Some("a"), Some("b")]);
    assert_eq!(note.unwrap().code, NoteCode::LimitReached);
}

#[test]
fn spans_do_not_push_cells_aside_for_ever() {
    let mut builder = GridBuilder::new();
    for _ in 0..3_000 {
        builder.row();
        builder.cell("a".to_owned(), 1_000, 0, false, Place::Line(1));
        builder.cell("b".to_owned(), 1, 1, false, Place::Line(1));
    }
    let (grid, note) = builder.finish();
    assert_eq!(grid.width(), GridBuilder::MAX_COLUMNS);
    assert_eq!(note.unwrap().code, NoteCode::LimitReached);
}

#[test]
fn a_span_of_zero_rows_reaches_the_end() {
    let grid = build(&[&[("a", 1, 0), ("b", 1, 1)], &[("c", 1, 1)], &[("d", 1, 1)]]);
    assert_eq!(columns(&grid), [vec![0, 1], vec![1], vec![1]]);
    assert_eq!(grid.rows()[0][0].rows, 3);
}
