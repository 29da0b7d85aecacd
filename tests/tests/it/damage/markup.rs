//! Markup of web pages.

use crate::damage::{Damage, html, text};
use crate::dice::Dice;
use crate::page::Page;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "markup.nested",
        seen: "layout tables nested several deep with the report inside a cell",
        fits: html,
        act: nested,
    },
    Damage { name: "markup.divs", seen: "tables made of div", fits: html, act: divs },
    Damage { name: "markup.unclosed", seen: "unclosed tags", fits: html, act: unclosed },
    Damage {
        name: "markup.word",
        seen: "Word export (MsoNormal, o:p, nbsp)",
        fits: html,
        act: word,
    },
    Damage {
        name: "markup.no_headings",
        seen: "headings are plain paragraphs",
        fits: html,
        act: no_headings,
    },
    Damage {
        name: "markup.picture",
        seen: "all tables as pictures only",
        fits: any_new,
        act: pictures,
    },
    Damage { name: "text.crlf", seen: "line ends of another system", fits: text, act: crlf },
];

fn any_new(kind: crate::page::Kind) -> bool {
    crate::damage::new_form(kind)
}

fn nested(page: &mut Page, dice: &mut Dice) {
    page.style.nested = 1 + dice.below(4);
}

fn divs(page: &mut Page, _: &mut Dice) {
    page.style.divs = true;
}

fn unclosed(page: &mut Page, _: &mut Dice) {
    page.style.unclosed = true;
}

fn word(page: &mut Page, _: &mut Dice) {
    page.style.word = true;
}

fn no_headings(page: &mut Page, _: &mut Dice) {
    page.style.plain_headings = true;
}

fn pictures(page: &mut Page, _: &mut Dice) {
    page.style.dropped_tables = true;
    for wanted in page.wanted.values_mut() {
        *wanted = crate::page::Wanted::Lost;
    }
}

fn crlf(page: &mut Page, _: &mut Dice) {
    page.style.line_end = "\r\n";
}
