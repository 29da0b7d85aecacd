//! A report as a page that can still be damaged: pieces, cells, and what may be read of it.

use std::collections::BTreeMap;

use nianbao::{Decimal, Edition, FieldId};
use nianbao_form::{Template, TemplateCell, templates};

use crate::figures::Figures;
use crate::style::{Layout, Style};

/// What follows in a cell is on the page and not seen.
pub(crate) const HIDDEN: char = '\u{E0FF}';

/// A cell of a printed table, once, in the row it begins in.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// The field it is printed for; none for a label.
    pub(crate) field: Option<FieldId>,
}

impl Cell {
    pub(crate) fn label(text: &str) -> Self {
        Self { text: text.to_owned(), columns: 1, rows: 1, field: None }
    }
}

impl Cell {
    /// Its text, if it is on the page and not seen.
    pub(crate) fn hidden(&self) -> Option<&str> {
        self.text.strip_prefix(HIDDEN)
    }

    pub(crate) fn hide(&mut self) {
        self.text.insert(0, HIDDEN);
    }
}

pub(crate) type Row = Vec<Cell>;

/// A printed table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) section: u8,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// Whether a row has values.
    pub(crate) fn is_data(row: &Row) -> bool {
        row.iter().any(|cell| cell.field.is_some())
    }

    pub(crate) fn data_rows(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| Self::is_data(&self.rows[*row])).collect()
    }

    /// The rows that name columns, captions aside.
    pub(crate) fn head_rows(&self) -> Vec<usize> {
        let head = |row: &Row| !Self::is_data(row) && row.len() > 1;
        (0..self.rows.len()).filter(|row| head(&self.rows[*row])).collect()
    }
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Heading(String),
    Text(String),
    Table(Table),
}

/// What may be read of a field that the page prints.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// This number, or less with a note.
    Number(Decimal),
    /// A cell without a number, or nothing with a note.
    Blank,
    /// Nothing, and a note must say so.
    Lost,
    /// Nothing; the page does not show that there ever was a cell.
    Gone,
}

/// A page, and the reports that follow it in the same file.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) edition: Edition,
    pub(crate) layout: Layout,
    pub(crate) year: u16,
    pub(crate) organ: String,
    pub(crate) above: Vec<String>,
    /// The title's lines; none if it is not printed.
    pub(crate) title: Vec<String>,
    pub(crate) meta: Vec<String>,
    pub(crate) body: Vec<Piece>,
    pub(crate) below: Vec<String>,
    pub(crate) wanted: BTreeMap<usize, Wanted>,
    /// The text was cut, so that what is not seen need not be noted.
    pub(crate) cut: bool,
    pub(crate) style: Style,
    /// The next report of the file and the line that divides them.
    pub(crate) next: Option<(String, Box<Page>)>,
}

/// What a page is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kind {
    pub(crate) edition: Edition,
    pub(crate) layout: Layout,
}

impl Page {
    pub(crate) fn new(kind: Kind, organ: &str, figures: &Figures) -> Self {
        let Kind { edition, layout } = kind;
        let year = match edition {
            Edition::E2014 => 2017,
            Edition::E2019 => 2020,
            newer => newer.id().parse::<u16>().unwrap() + 1,
        };
        let wanted = figures.iter().map(|(i, f)| (*i, Wanted::Number(f.value))).collect();
        Self {
            edition,
            layout,
            year,
            organ: organ.to_owned(),
            above: Vec::new(),
            title: vec![format!("{organ}{year}年政府信息公开工作年度报告")],
            meta: vec![format!("发布日期：{}-01-22 来源：{organ}", year + 1)],
            body: body(edition, year, figures),
            below: Vec::new(),
            wanted,
            cut: false,
            style: Style::default(),
            next: None,
        }
    }

    pub(crate) fn tables(&mut self) -> impl Iterator<Item = &mut Table> {
        self.body.iter_mut().filter_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(crate) fn table(&mut self, section: u8) -> Option<&mut Table> {
        self.tables().find(|table| table.section == section)
    }

    /// The cells of fields, in printed order.
    pub(crate) fn values(&mut self) -> Vec<&mut Cell> {
        let rows = self.tables().flat_map(|table| &mut table.rows);
        rows.flatten().filter(|cell| cell.field.is_some()).collect()
    }

    /// The cells of labels: heads, captions and rows.
    pub(crate) fn labels(&mut self) -> Vec<&mut Cell> {
        let rows = self.tables().flat_map(|table| &mut table.rows);
        rows.flatten().filter(|cell| cell.field.is_none() && !cell.text.is_empty()).collect()
    }

    pub(crate) fn want(&mut self, field: FieldId, wanted: Wanted) {
        self.wanted.insert(field.index(), wanted);
    }

    /// All texts of the page but the values.
    pub(crate) fn words(&mut self) -> Vec<&mut String> {
        let mut words: Vec<&mut String> = Vec::new();
        words.extend(self.above.iter_mut().chain(&mut self.title).chain(&mut self.meta));
        for piece in &mut self.body {
            match piece {
                Piece::Heading(text) | Piece::Text(text) => words.push(text),
                Piece::Table(table) => {
                    let cells = table.rows.iter_mut().flatten();
                    words.extend(cells.filter(|c| c.field.is_none()).map(|c| &mut c.text));
                }
            }
        }
        words.extend(&mut self.below);
        words
    }

    /// The reports of the file.
    pub(crate) fn chain(&self) -> Vec<&Page> {
        let mut pages = vec![self];
        while let Some((_, next)) = &pages[pages.len() - 1].next {
            pages.push(next);
        }
        pages
    }
}

fn body(edition: Edition, year: u16, figures: &Figures) -> Vec<Piece> {
    let text = |text: &str| Piece::Text(text.to_owned());
    let heading = |text: &str| Piece::Heading(text.to_owned());
    let mut body = vec![Piece::Text(format!(
        "按照《中华人民共和国政府信息公开条例》的要求编制本报告，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    ))];
    let tables = templates().iter().filter(|table| table.edition == edition);
    if edition == Edition::E2014 {
        body.extend([
            heading("一、概述"),
            text("我们把公开平台与日常工作放在一起安排，每季度检查栏目更新。"),
            heading("二、主动公开政府信息的情况"),
            text("栏目按主题整理，旧文件补齐了目录。"),
            heading("三、依申请公开政府信息办理情况"),
            text("受理窗口设在便民大厅，流程上墙。"),
            heading("四、存在的主要问题和改进情况"),
            text("解读材料偏少，明年与业务科室一起编写。"),
            heading("五、附表"),
        ]);
        for table in tables {
            body.push(text(table.heading));
            body.push(Piece::Table(print(table, figures)));
        }
        return body;
    }
    body.extend([heading("一、总体情况"), text("平台栏目按季度检查，文件与解读同步发布。")]);
    for table in tables {
        body.push(heading(table.heading));
        body.push(Piece::Table(print(table, figures)));
    }
    body.extend([
        heading("五、存在的主要问题及改进情况"),
        text("部分栏目更新不及时，已明确专人负责。"),
        heading("六、其他需要报告的事项"),
        text("本年度没有其他需要报告的事项。"),
    ]);
    body
}

/// A table of the form with figures in its cells; a field without figure stays blank.
pub(crate) fn print(template: &Template, figures: &Figures) -> Table {
    let grid = &template.rows;
    let mut rows = Vec::new();
    for (y, line) in grid.iter().enumerate() {
        let mut row = Vec::new();
        for (x, cell) in line.iter().enumerate() {
            let (text, field) = match cell {
                TemplateCell::Label(text) => ((*text).to_owned(), None),
                TemplateCell::Field(field) => {
                    let figure = figures.get(&field.index());
                    (figure.map(|f| f.text.clone()).unwrap_or_default(), Some(*field))
                }
                TemplateCell::Left | TemplateCell::Above => continue,
            };
            let more = |cells: &mut dyn Iterator<Item = &TemplateCell>, kind| {
                1 + cells.take_while(|cell| **cell == kind).count()
            };
            let columns = more(&mut line[x + 1..].iter(), TemplateCell::Left);
            let below = &mut grid[y + 1..].iter().map(|line| &line[x]);
            let rows = more(below, TemplateCell::Above);
            row.push(Cell { text, columns, rows, field });
        }
        rows.push(row);
    }
    Table { section: template.section, rows }
}
