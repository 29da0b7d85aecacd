//! Numbers printed in other ways, and cells that hold more or less than one.

use super::blanks::blanked;
use crate::damage::{Damage, any, new_form, newest_form};
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page};
use crate::style::Layout;

pub(super) const ALL: &[Damage] = &[
    Damage { name: "cells.full_width", seen: "full-width digits", fits: any, act: full_width },
    Damage { name: "cells.thousands", seen: "thousands separators", fits: any, act: thousands },
    Damage { name: "cells.spaced", seen: "spaced digits (1 3612)", fits: any, act: spaced },
    Damage { name: "cells.line_end", seen: "a line break inside a number", fits: any, act: broken },
    Damage { name: "cells.unit", seen: "units (86项, 5件)", fits: any, act: unit },
    Damage { name: "cells.footnote", seen: "a footnote mark (5①)", fits: any, act: footnote },
    Damage {
        name: "cells.reference",
        seen: "a footnote reference (5[1])",
        fits: any,
        act: reference,
    },
    Damage {
        name: "cells.bracketed", seen: "22（其中修订16件）", fits: any, act: bracketed
    },
    Damage { name: "cells.words", seen: "a word in place of a number", fits: any, act: words },
    Damage {
        name: "cells.two_numbers",
        seen: "two numbers in a cell (12/3)",
        fits: any,
        act: two_numbers,
    },
    Damage {
        name: "cells.padded",
        seen: "nbsp and full-width spaces around everything",
        fits: any,
        act: padded,
    },
    Damage {
        name: "cells.glued",
        seen: "rows run into one string (规章000)",
        fits: glueable,
        act: glued,
    },
    Damage { name: "cells.fraction", seen: "3.0 for 3", fits: newest_form, act: fraction },
];

fn glueable(kind: Kind) -> bool {
    new_form(kind) && matches!(kind.layout, Layout::CellLines | Layout::BarRows | Layout::BarLines)
}

/// Prints some values in another way; `None` leaves a cell as it is.
pub(super) fn reprint(
    page: &mut Page,
    dice: &mut Dice,
    most: usize,
    print: impl Fn(&Cell, &mut Dice) -> Option<String>,
) {
    let mut cells = page.values();
    cells.retain(|cell| !cell.text.is_empty());
    if cells.is_empty() {
        return;
    }
    // One of those that can be printed so, whatever chance says, and some more.
    let able: Vec<usize> = (0..cells.len())
        .filter(|index| print(cells[*index], &mut dice.clone()).is_some())
        .collect();
    if able.is_empty() {
        return;
    }
    for index in dice.some(able.len(), most) {
        let cell = &mut *cells[able[index]];
        if let Some(text) = print(cell, dice) {
            cell.text = text;
        }
    }
}

fn full_width(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 60, |cell, _| {
        let wide = |c: char| {
            if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }
        };
        Some(cell.text.chars().map(wide).collect())
    });
}

fn digits(cell: &Cell) -> Option<&str> {
    (cell.text.bytes().all(|b| b.is_ascii_digit()) && !cell.text.is_empty())
        .then_some(cell.text.as_str())
}

fn thousands(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 60, |cell, dice| {
        let digits = digits(cell).filter(|digits| digits.len() == 4)?;
        Some(format!("{}{}{}", &digits[..1], dice.pick(&[",", "，", ", "]), &digits[1..]))
    });
}

fn parted(page: &mut Page, dice: &mut Dice, part: &'static str) {
    reprint(page, dice, 6, |cell, dice| {
        let digits = digits(cell).filter(|digits| digits.len() > 1)?;
        let at = 1 + dice.below(digits.len() - 1);
        Some(format!("{}{part}{}", &digits[..at], &digits[at..]))
    });
}

fn spaced(page: &mut Page, dice: &mut Dice) {
    parted(page, dice, " ");
}

fn broken(page: &mut Page, dice: &mut Dice) {
    parted(page, dice, "\n");
}

fn unit(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 20, |cell, dice| {
        let unit = dice.pick(&["项", "件", "条", "次", " 件"]);
        digits(cell).map(|digits| format!("{digits}{unit}"))
    });
}

fn footnote(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 5, |cell, dice| {
        digits(cell)
            .map(|digits| format!("{digits}{}", dice.pick(&["①", "②", "*", "※", "¹", "（注1）"])))
    });
}

fn reference(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 5, |cell, dice| {
        digits(cell)
            .map(|digits| format!("{digits}{}", dice.pick(&["[1]", "【2】", "［3］", "〔1〕"])))
    });
}

fn bracketed(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 5, |cell, _| {
        digits(cell).map(|digits| format!("{digits}（其中修订16件）"))
    });
}

pub(super) fn spoilt(page: &mut Page, dice: &mut Dice, print: impl Fn(&str, &mut Dice) -> String) {
    let mut cells = page.values();
    cells.retain(|cell| digits(cell).is_some());
    if cells.is_empty() {
        return;
    }
    let index = dice.below(cells.len());
    cells[index].text = print(&cells[index].text, dice);
    let field = cells[index].field;
    blanked(page, field.into_iter().collect());
}

fn words(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |_, dice| {
        (*dice.pick(&["详见附件", "若干", "约百件", "不详", "三件", "数十"])).to_owned()
    });
}

fn two_numbers(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        format!("{digits}{}7", dice.pick(&["/", "-", "、", "～", "；"]))
    });
}

fn padded(page: &mut Page, dice: &mut Dice) {
    for cell in page
        .tables()
        .flat_map(|table| &mut table.rows)
        .flatten()
        .filter(|cell| !cell.text.is_empty())
    {
        let space = dice.pick(&["\u{a0}", "\u{3000}", " ", "\u{2003}", ""]);
        cell.text = format!("{space}{}{space}", cell.text);
    }
}

fn glued(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    let rows = table.data_rows();
    if rows.is_empty() {
        return;
    }
    let row = &mut table.rows[*dice.pick(&rows)];
    let text: String = row.iter().map(|cell| cell.text.as_str()).collect();
    row.truncate(1);
    row[0].text = text;
}

fn fraction(page: &mut Page, dice: &mut Dice) {
    reprint(page, dice, 5, |cell, _| digits(cell).map(|digits| format!("{digits}.0")));
}
