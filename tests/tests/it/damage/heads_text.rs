//! Labels broken, annotated, and printed with what is no part of them.

use crate::damage::{Damage, any, new_form, trial_form};
use crate::dice::Dice;
use crate::page::{Page, Piece};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "labels.broken.line",
        seen: "broken by a line end (本年新⏎制作数量, 商业⏎企业, （三）⏎不予公开)",
        fits: any,
        act: broken_by_line,
    },
    Damage {
        name: "labels.broken.space",
        seen: "broken by a space",
        fits: any,
        act: broken_by_space,
    },
    Damage {
        name: "labels.broken.all",
        seen: "every head broken by a line end",
        fits: any,
        act: all_broken,
    },
    Damage {
        name: "labels.note",
        seen: "notes inside labels that hold numbers (如 -8, 指2019年事项数)",
        fits: any,
        act: noted,
    },
    Damage {
        name: "labels.note.rows",
        seen: "notes with other rows' labels (行政处罚、行政强制 inside 其他对外管理服务事项)",
        fits: trial_form,
        act: other_rows,
    },
    Damage {
        name: "labels.note.rules",
        seen: "规章（设区的市、自治州人民政府应提供相关数据）",
        fits: new_form,
        act: rules,
    },
    Damage {
        name: "labels.unquoted",
        seen: "quotation marks lost (危及三安全一稳定)",
        fits: new_form,
        act: unquoted,
    },
    Damage {
        name: "labels.unnumbered",
        seen: "the reasons numbered or not",
        fits: any,
        act: unnumbered,
    },
    Damage { name: "labels.radical", seen: "the radical ⼀ for 一", fits: any, act: radical },
    Damage {
        name: "labels.punctuation",
        seen: "1、 or 1． for 1., half-width brackets",
        fits: any,
        act: punctuation,
    },
    Damage {
        name: "tables.lead_in",
        seen: "a lead-in (该部分以表格形式报告。表格如下：)",
        fits: any,
        act: lead_in,
    },
    Damage {
        name: "tables.remark",
        seen: "a remark after the table (…发布总数量：0) that looks like a cell",
        fits: any,
        act: remark,
    },
];

fn insert(text: &mut String, dice: &mut Dice, what: &str) {
    let places: Vec<usize> = text.char_indices().skip(1).map(|(index, _)| index).collect();
    if !places.is_empty() {
        text.insert_str(*dice.pick(&places), what);
    }
}

fn broken(page: &mut Page, dice: &mut Dice, what: &str) {
    let mut labels = page.labels();
    if labels.is_empty() {
        return;
    }
    for index in dice.some(labels.len(), 4) {
        insert(&mut labels[index].text, dice, what);
    }
}

fn broken_by_line(page: &mut Page, dice: &mut Dice) {
    broken(page, dice, "\n");
}

fn broken_by_space(page: &mut Page, dice: &mut Dice) {
    broken(page, dice, " ");
}

fn all_broken(page: &mut Page, dice: &mut Dice) {
    for table in page.tables() {
        for row in table.head_rows() {
            for cell in &mut table.rows[row] {
                insert(&mut cell.text, dice, "\n");
            }
        }
    }
}

fn noted(page: &mut Page, dice: &mut Dice) {
    let mut labels = page.labels();
    if labels.is_empty() {
        return;
    }
    for index in dice.some(labels.len(), 6) {
        labels[index].text += *dice.pick(&[
            "（如-8）",
            "（指2019年事项数）",
            "（单位：件）",
            "（2022年）",
            "（含3个下属单位）",
        ]);
    }
}

fn other_rows(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        if cell.text == "其他对外管理服务事项" {
            cell.text += "（不含行政许可、行政处罚、行政强制）";
        }
    }
}

fn rules(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        if cell.text == "规章" {
            cell.text += "（设区的市、自治州人民政府应提供相关数据）";
        }
    }
}

fn unquoted(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        cell.text = cell.text.replace(['“', '”'], "");
    }
}

fn unnumbered(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        let rest = cell.text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.');
        if let Some(rest) = rest.map(str::to_owned) {
            cell.text = rest;
        }
    }
}

fn radical(page: &mut Page, _: &mut Dice) {
    for text in page.words() {
        *text = text.replace('一', "⼀");
    }
}

fn punctuation(page: &mut Page, dice: &mut Dice) {
    for cell in page.labels() {
        if let Some((number, rest)) = cell.text.split_once('.')
            && number.chars().all(|c| c.is_ascii_digit())
        {
            cell.text = format!("{number}{}{rest}", dice.pick(&["、", "．", ". "]));
        }
        cell.text = cell.text.replace('（', "(").replace('）', ")");
    }
}

fn beside_a_table(page: &mut Page, dice: &mut Dice, behind: usize, text: &str) {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|index| matches!(page.body[*index], Piece::Table(_))).collect();
    if !tables.is_empty() {
        let at = *dice.pick(&tables) + behind;
        page.body.insert(at, Piece::Text(text.to_owned()));
    }
}

fn lead_in(page: &mut Page, dice: &mut Dice) {
    let text =
        *dice.pick(&["该部分以表格形式报告。表格如下：", "具体情况如下表：", "（单位：件）"]);
    beside_a_table(page, dice, 0, text);
}

fn remark(page: &mut Page, dice: &mut Dice) {
    let text = *dice.pick(&[
        "本年度规范性文件发布总数量：0",
        "注：以上数据均为2件以内",
        "备注：无",
        "12",
        "合计：35件",
    ]);
    beside_a_table(page, dice, 1, text);
}
