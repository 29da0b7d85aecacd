//! What extraction does to the stream of a table's cells.

use crate::damage::{Damage, text};
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page};
use crate::style::{Layout, Merged};

pub(super) const ALL: &[Damage] = &[
    Damage { name: "stream.pads_lost", seen: "pads lost", fits: barred, act: pads_lost },
    Damage { name: "stream.bars", seen: "runs of hundreds of `|`", fits: barred, act: bars },
    Damage {
        name: "stream.pad_more",
        seen: "five columns with a trailing pad",
        fits: barred,
        act: pad_more,
    },
    Damage {
        name: "stream.no_gap",
        seen: "one cell a line without blank lines",
        fits: cell_lines,
        act: no_gap,
    },
    Damage {
        name: "stream.gaps",
        seen: "one cell a line with many blank lines",
        fits: cell_lines,
        act: gaps,
    },
    Damage {
        name: "stream.dropped",
        seen: "lines that repeat an earlier line dropped",
        fits: cell_lines,
        act: dropped,
    },
    Damage {
        name: "stream.page_numbers",
        seen: "— 2 — in the middle",
        fits: text,
        act: page_numbers,
    },
    Damage { name: "stream.wide", seen: "columns far apart", fits: columns, act: wide },
    Damage { name: "stream.narrow", seen: "columns two spaces apart", fits: columns, act: narrow },
    Damage {
        name: "stream.wrapped",
        seen: "long labels wrapped over lines",
        fits: columns,
        act: wrapped,
    },
];

/// Behind the others, so that the samples drawn from those stay the same.
pub(super) const LATER: &[Damage] = &[
    Damage {
        name: "merged.blanks",
        seen: "a sheet that was copied: blanks for cells that were merged",
        fits: rows,
        act: merged_blanks,
    },
    Damage {
        name: "merged.trimmed",
        seen: "a sheet that was copied, blanks at the ends of lines lost",
        fits: tabs,
        act: merged_trimmed,
    },
    Damage {
        name: "merged.widths",
        seen: "blanks for the columns of cells that were merged, none for the rows",
        fits: rows,
        act: merged_widths,
    },
    Damage {
        name: "merged.repeated",
        seen: "each cell that was merged with the text of all",
        fits: rows,
        act: merged_repeated,
    },
    Damage { name: "stream.two_tabs", seen: "two tabs between cells", fits: tabs, act: two_tabs },
    Damage {
        name: "stream.one_space",
        seen: "one space between cells",
        fits: tabs,
        act: one_space,
    },
];

fn rows(kind: Kind) -> bool {
    matches!(kind.layout, Layout::BarRows | Layout::Tabs) && kind.edition != nianbao::Edition::E2014
}

fn tabs(kind: Kind) -> bool {
    kind.layout == Layout::Tabs && kind.edition != nianbao::Edition::E2014
}

fn merged_blanks(page: &mut Page, _: &mut Dice) {
    page.style.merged = Merged::Blanks;
}

fn merged_trimmed(page: &mut Page, _: &mut Dice) {
    page.style.merged = Merged::Blanks;
    page.style.trimmed = true;
}

fn merged_widths(page: &mut Page, _: &mut Dice) {
    page.style.merged = Merged::Widths;
}

fn merged_repeated(page: &mut Page, _: &mut Dice) {
    page.style.merged = Merged::Repeated;
}

fn two_tabs(page: &mut Page, _: &mut Dice) {
    page.style.tabs = 2;
}

fn one_space(page: &mut Page, _: &mut Dice) {
    page.style.tabs = 0;
}

fn barred(kind: Kind) -> bool {
    matches!(kind.layout, Layout::BarRows | Layout::BarLines | Layout::LoneBar)
        && kind.edition != nianbao::Edition::E2014
}

fn cell_lines(kind: Kind) -> bool {
    kind.layout == Layout::CellLines
}

pub(super) fn columns(kind: Kind) -> bool {
    kind.layout == Layout::Columns
}

fn pads_lost(page: &mut Page, _: &mut Dice) {
    page.style.pads = false;
}

fn bars(page: &mut Page, _: &mut Dice) {
    page.style.more_bars = 250;
}

fn pad_more(page: &mut Page, _: &mut Dice) {
    page.style.more_bars = 1;
}

fn no_gap(page: &mut Page, _: &mut Dice) {
    page.style.gap = 0;
}

fn gaps(page: &mut Page, _: &mut Dice) {
    page.style.gap = 4;
}

fn dropped(page: &mut Page, dice: &mut Dice) {
    let mut zeros = Vec::new();
    for cell in page.values() {
        let whole = cell.text.bytes().all(|b| b.is_ascii_digit()) && !cell.text.is_empty();
        if whole && dice.percent(30) {
            "0".clone_into(&mut cell.text);
            zeros.extend(cell.field);
        }
    }
    for field in zeros {
        page.want(field, crate::page::Wanted::Number(nianbao::Decimal::ZERO));
    }
    page.style.dedupe = true;
}

fn page_numbers(page: &mut Page, _: &mut Dice) {
    page.style.page_numbers = true;
}

fn wide(page: &mut Page, _: &mut Dice) {
    page.style.space = 12;
}

fn narrow(page: &mut Page, _: &mut Dice) {
    page.style.space = 2;
}

fn wrapped(page: &mut Page, dice: &mut Dice) {
    let width = 8 + dice.below(6);
    for cell in page.labels() {
        wrap(cell, width);
    }
}

/// Breaks a cell's text into lines of so many characters.
pub(super) fn wrap(cell: &mut Cell, width: usize) {
    let characters: Vec<char> = cell.text.chars().collect();
    let lines: Vec<String> = characters.chunks(width).map(|part| part.iter().collect()).collect();
    cell.text = lines.join("\n");
}
