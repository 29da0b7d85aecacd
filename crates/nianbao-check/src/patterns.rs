//! How a typist goes wrong in more than one cell: neighbours swapped, a number split over two, a
//! row that slid by a column.

use nianbao_core::FieldId;

use crate::RepairKind;
use crate::locate::{Board, Delta};
use crate::sums::COLUMNS;

/// The repairs that undo such a slip and leave nothing broken.
pub(crate) fn repairs(board: &mut Board<'_>) -> Vec<(RepairKind, Vec<Delta>)> {
    let rows = rows(board);
    let mut tries: Vec<(RepairKind, Vec<Delta>)> = Vec::new();
    for row in &rows {
        for pair in row.windows(2) {
            tries.push((RepairKind::Swapped, swapped(board, pair[0], pair[1])));
            tries.extend(split(board, pair[0], pair[1]).map(|deltas| (RepairKind::Split, deltas)));
        }
        tries.extend(shifted(board, row).map(|deltas| (RepairKind::Shifted, deltas)));
    }
    for pair in rows.windows(2) {
        for (above, below) in pair[0].iter().zip(&pair[1]) {
            tries.push((RepairKind::Swapped, swapped(board, *above, *below)));
        }
    }
    tries.retain(|(_, deltas)| deltas.len() > 1 && mends(board, deltas));
    // A row of two numbers that slid may also be two neighbours swapped.
    let mut kept: Vec<(RepairKind, Vec<Delta>)> = Vec::new();
    for (kind, mut deltas) in tries {
        deltas.sort_by_key(|(field, _)| field.index());
        if kept.iter().all(|(_, other)| *other != deltas) {
            kept.push((kind, deltas));
        }
    }
    kept.sort_by_key(|(kind, _)| *kind);
    kept
}

fn mends(board: &mut Board<'_>, deltas: &[Delta]) -> bool {
    for delta in deltas {
        board.apply(*delta);
    }
    let mended = board.is_mended();
    for (field, delta) in deltas {
        board.apply((*field, -delta));
    }
    mended
}

/// The rows of section 三 in which every cell has a number, in the order of the form.
fn rows(board: &Board<'_>) -> Vec<Vec<FieldId>> {
    let sums = board.plan.equations.iter().filter(|one| one.rule == "requests.row_total");
    let rows = sums.map(|equation| {
        let field = |column: &&str| {
            let of = |field: FieldId| field.id().rsplit('.').next() == Some(*column);
            equation.terms.iter().map(|(field, _)| *field).find(|field| of(*field))
        };
        COLUMNS.iter().filter_map(field).collect::<Vec<_>>()
    });
    let whole = |field: &FieldId| board.figures.whole(*field).is_some();
    let mut rows: Vec<Vec<FieldId>> =
        rows.filter(|row| row.len() == COLUMNS.len() && row.iter().all(whole)).collect();
    // The printed order is that of the fields, but for 其他处理 of 2019, which stands before the sum.
    let handled = FieldId::from_id("requests.handled.natural").map(FieldId::index);
    rows.sort_by_key(|row| match (row[0].id(), handled) {
        ("requests.other.natural", Some(handled)) => (handled, 0),
        _ => (row[0].index(), 1),
    });
    rows
}

fn value(board: &Board<'_>, field: FieldId) -> i128 {
    board.figures.whole(field).unwrap_or_default()
}

/// Each takes the other's number.
fn swapped(board: &Board<'_>, a: FieldId, b: FieldId) -> Vec<Delta> {
    let (x, y) = (value(board, a), value(board, b));
    changes([(a, y - x), (b, x - y)])
}

/// 1 | 2 was 12 | 0, or 0 | 12.
fn split(board: &Board<'_>, a: FieldId, b: FieldId) -> impl Iterator<Item = Vec<Delta>> {
    let (x, y) = (value(board, a), value(board, b));
    let joined = format!("{x}{y}").parse::<i128>().ok().filter(|_| x > 0 && y >= 0);
    joined.into_iter().flat_map(move |whole| {
        [changes([(a, whole - x), (b, -y)]), changes([(a, -x), (b, whole - y)])]
    })
}

/// The kinds of applicant one column to the left, or to the right; the total stays where it is.
fn shifted(board: &Board<'_>, row: &[FieldId]) -> impl Iterator<Item = Vec<Delta>> {
    let parts: Vec<FieldId> = row[..COLUMNS.len() - 1].to_vec();
    let values: Vec<i128> = parts.iter().map(|field| value(board, *field)).collect();
    let moved = |by: isize| {
        let at = |place: usize| {
            let from = place.checked_add_signed(by)?;
            values.get(from).copied()
        };
        let deltas = (0..parts.len())
            .map(|place| (parts[place], at(place).unwrap_or_default() - values[place]));
        changes(deltas)
    };
    // What would fall off the end must be nothing.
    let left = (values.first() == Some(&0)).then(|| moved(1));
    let right = (values.last() == Some(&0)).then(|| moved(-1));
    left.into_iter().chain(right)
}

fn changes(deltas: impl IntoIterator<Item = Delta>) -> Vec<Delta> {
    deltas.into_iter().filter(|(_, delta)| *delta != 0).collect()
}
