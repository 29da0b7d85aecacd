//! Bytes: charsets, cuts, and several reports in one file.

use crate::damage::{Damage, any, html, text};
use crate::dice::Dice;
use crate::figures;
use crate::page::{Kind, Page};
use crate::style::Encoding;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "bytes.gbk_as_utf8",
        seen: "UTF-8 declared and GBK sent",
        fits: html,
        act: gbk_as_utf8,
    },
    Damage {
        name: "bytes.utf8_as_gb2312",
        seen: "gb2312 declared and UTF-8 sent",
        fits: html,
        act: utf8_as_gb2312,
    },
    Damage { name: "bytes.gbk", seen: "GBK, gb2312 declared", fits: html, act: gbk },
    Damage {
        name: "bytes.undeclared",
        seen: "GB18030, no charset at all",
        fits: any,
        act: undeclared,
    },
    Damage {
        name: "bytes.utf8_undeclared",
        seen: "UTF-8, no charset at all",
        fits: html,
        act: utf8_undeclared,
    },
    Damage { name: "bytes.bom", seen: "a byte order mark", fits: any, act: bom },
    Damage { name: "bytes.utf16", seen: "UTF-16 with a byte order mark", fits: text, act: utf16 },
    Damage {
        name: "bytes.cut",
        seen: "text cut off in the middle of a table",
        fits: any,
        act: cut,
    },
    Damage { name: "bytes.cut.late", seen: "text cut off near its end", fits: any, act: cut_late },
    Damage {
        name: "parts.marked",
        seen: "several reports in one file: 【正文】",
        fits: any,
        act: two_marked,
    },
    Damage {
        name: "parts.title",
        seen: "several reports in one file: a new title",
        fits: any,
        act: two,
    },
];

fn encoded(page: &mut Page, encoding: Encoding, declared: Option<&'static str>) {
    page.style.encoding = encoding;
    page.style.declared = declared;
}

fn gbk_as_utf8(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Gbk, Some("utf-8"));
}

fn utf8_as_gb2312(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Utf8, Some("gb2312"));
}

fn gbk(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Gbk, Some("gb2312"));
}

fn undeclared(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Gbk, None);
}

fn utf8_undeclared(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Utf8, None);
}

fn bom(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Utf8Bom, None);
}

fn utf16(page: &mut Page, _: &mut Dice) {
    encoded(page, Encoding::Utf16, None);
}

fn cut(page: &mut Page, dice: &mut Dice) {
    page.cut = true;
    page.style.keep = Some(300 + dice.below(690));
}

fn cut_late(page: &mut Page, dice: &mut Dice) {
    page.cut = true;
    page.style.keep = Some(900 + dice.below(98));
}

fn follow(page: &mut Page, dice: &mut Dice, divider: &str) {
    let figures = figures::draw(page.edition, dice);
    let kind = Kind { edition: page.edition, layout: page.layout };
    let mut next = Page::new(kind, "云台县农业农村局", &figures);
    next.style = page.style.clone();
    page.next = Some((divider.to_owned(), Box::new(next)));
}

fn two_marked(page: &mut Page, dice: &mut Dice) {
    follow(page, dice, "【正文】");
}

fn two(page: &mut Page, dice: &mut Dice) {
    follow(page, dice, "");
}
