//! A report as pieces: title, paragraphs, tables of cells.

use nianbao::{Decimal, Edition};
use nianbao_form::{Template, TemplateCell, templates};

use super::figures::Figures;
use crate::dice::Dice;

/// A cell in the row that it begins in.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A piece of a page.
pub(super) enum Piece {
    Heading(String),
    Text(String),
    Table(Vec<Vec<Cell>>),
}

/// A page.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) meta: String,
    pub(super) body: Vec<Piece>,
}

/// Sentences without figures, that every report has some of.
const PROSE: [&str; 10] = [
    "坚持以公开为常态、不公开为例外，把公开贯穿于决策、执行、管理、服务和结果各环节。",
    "及时更新政府信息公开指南和目录，规范栏目设置，方便公众查找和获取信息。",
    "加强政策解读，重要文件与解读材料同步起草、同步审签、同步发布。",
    "健全依申请公开的登记、审核、办理、答复和归档流程，答复文书使用统一格式。",
    "严格执行信息发布审核制度，坚持先审后发，做好保密审查和个人信息保护。",
    "加强网站和新媒体的日常监测，及时处理错别字和失效链接。",
    "组织业务培训，提高工作人员依法公开的意识和能力。",
    "主动接受社会监督，对公众意见及时核实、整改和反馈。",
    "围绕重点领域细化公开内容，推动公开向基层延伸。",
    "落实专人负责，定期检查栏目，督促有关科室补充和更新内容。",
];
const PROBLEMS: [&str; 4] = [
    "部分栏目更新不够及时，解读形式还不够丰富，工作人员的业务能力有待提高。",
    "公开内容与公众的需求还有差距，基层公开的标准化水平需要提升。",
    "下一步将加强培训和检查，完善制度，丰富解读形式。",
    "下一步将细化责任分工，优化栏目，提高答复的质量和效率。",
];

impl Page {
    /// The report of an organ on a year.
    pub(super) fn new(
        edition: Edition,
        organ: &str,
        year: u16,
        figures: &Figures,
        dice: &mut Dice,
    ) -> Self {
        let day = 3 + dice.below(25);
        Self {
            title: format!("{organ}{year}年政府信息公开工作年度报告"),
            meta: format!("发布日期：{}-01-{day:02} 来源：{organ}", year + 1),
            body: if edition == Edition::E2014 {
                body_of_2014(year, figures, dice)
            } else {
                body(edition, year, figures, dice)
            },
        }
    }
}

fn heading(text: &str) -> Piece {
    Piece::Heading(text.to_owned())
}

fn prose(from: &[&str], count: usize, dice: &mut Dice) -> Piece {
    Piece::Text(dice.some(from.len(), count).into_iter().map(|index| from[index]).collect())
}

fn beginning(year: u16) -> Piece {
    Piece::Text(format!(
        "根据《中华人民共和国政府信息公开条例》的要求编制本报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    ))
}

fn body(edition: Edition, year: u16, figures: &Figures, dice: &mut Dice) -> Vec<Piece> {
    let received = figures.get("requests.received.total").copied().unwrap_or_default();
    let mut body = vec![
        beginning(year),
        heading("一、总体情况"),
        prose(&PROSE, 5, dice),
        prose(&PROSE, 5, dice),
        Piece::Text(format!("{year}年，本机关共收到政府信息公开申请{received}件，均依法办理。")),
    ];
    for table in templates().iter().filter(|table| table.edition == edition) {
        body.push(heading(table.heading));
        body.push(Piece::Table(cells(table, figures)));
    }
    body.extend([
        heading("五、存在的主要问题及改进情况"),
        prose(&PROBLEMS, 4, dice),
        heading("六、其他需要报告的事项"),
        Piece::Text("没有其他需要报告的事项。".to_owned()),
    ]);
    body
}

fn body_of_2014(year: u16, figures: &Figures, dice: &mut Dice) -> Vec<Piece> {
    let mut body = vec![beginning(year)];
    let headings = [
        "一、概述",
        "二、主动公开政府信息的情况",
        "三、依申请公开政府信息办理情况",
        "四、存在的主要问题和改进情况",
    ];
    for (number, text) in headings.iter().enumerate() {
        body.push(heading(text));
        body.push(prose(if number == 3 { &PROBLEMS } else { &PROSE }, 4, dice));
    }
    body.push(heading("五、附表"));
    for table in templates().iter().filter(|table| table.edition == Edition::E2014) {
        body.push(Piece::Text(table.heading.to_owned()));
        body.push(Piece::Table(cells(table, figures)));
    }
    body
}

/// A table of the form with its figures.
fn cells(template: &Template, figures: &Figures) -> Vec<Vec<Cell>> {
    let grid = &template.rows;
    let row = |(y, line): (usize, &Vec<TemplateCell>)| {
        let cell = |(x, cell): (usize, &TemplateCell)| {
            let text = match cell {
                TemplateCell::Label(text) => (*text).to_owned(),
                TemplateCell::Field(field) => figures
                    .get(field.id())
                    .map_or_else(String::new, |value| shown(field.id(), *value)),
                TemplateCell::Left | TemplateCell::Above => return None,
            };
            let right = line[x + 1..].iter().take_while(|cell| **cell == TemplateCell::Left);
            let below = grid[y + 1..].iter().take_while(|line| line[x] == TemplateCell::Above);
            Some(Cell { text, columns: 1 + right.count(), rows: 1 + below.count() })
        };
        line.iter().enumerate().filter_map(cell).collect()
    };
    grid.iter().enumerate().map(row).collect()
}

/// The trial form of 2019 prints no unit for this amount, so the cell has to.
fn shown(id: &str, value: Decimal) -> String {
    let unit = if id == "disclosure.procurement.amount" { "万元" } else { "" };
    format!("{value}{unit}")
}
