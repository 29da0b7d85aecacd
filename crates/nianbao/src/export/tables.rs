//! Which tables a workbook has, in their order, and how many rows each has so far.

use nianbao_core::{Lang, LinkTarget, RowKey, Sheet, Wanted};

use super::wide::Wide;
use super::{
    ExportOptions, blanks, coverage, fields, findings, frame, guide, lists, overview, reports,
    sources,
};

/// A table of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// 说明
    Guide,
    /// 概览
    Overview,
    /// 报告
    Reports,
    /// One of the tables of a column a field.
    Wide(usize),
    /// 勾稽
    Findings,
    /// 正文数据
    Statements,
    /// 表外项目
    Extras,
    /// 备注
    Notes,
    /// 覆盖
    Coverage,
    /// 来源
    Sources,
    /// 字段
    Fields,
    /// 长表
    Long,
    /// 正文
    Text,
    /// Which cells are blank, for whoever reads the workbook back.
    Blanks,
}

/// The tables, in their order.
pub(super) struct Tables {
    order: Vec<Table>,
    rows: Vec<u32>,
}

impl Table {
    /// The name for programs.
    fn id(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Overview => "overview",
            Self::Reports => "reports",
            Self::Wide(index) => {
                ["disclosure", "requests", "review", "form-2014"].get(index).copied().unwrap_or("")
            }
            Self::Findings => "findings",
            Self::Statements => "statements",
            Self::Extras => "extras",
            Self::Notes => "notes",
            Self::Coverage => "coverage",
            Self::Sources => "sources",
            Self::Fields => "fields",
            Self::Long => "facts",
            Self::Text => "text",
            Self::Blanks => "blanks",
        }
    }
}

impl Tables {
    pub(super) fn of(options: &ExportOptions, wanted: Wanted, wide: usize) -> Self {
        let people = wanted == Wanted::All;
        let mut order = Vec::new();
        if people {
            order.extend([Table::Guide, Table::Overview]);
        }
        order.push(Table::Reports);
        if people {
            order.extend((0..wide).map(Table::Wide));
        }
        order.extend([Table::Findings, Table::Statements, Table::Extras, Table::Notes]);
        order.extend(people.then_some(Table::Coverage));
        order.extend([Table::Sources, Table::Fields]);
        order.extend((options.long || !people).then_some(Table::Long));
        order.extend(options.text.then_some(Table::Text));
        order.extend(people.then_some(Table::Blanks));
        let rows = vec![0; order.len()];
        Self { order, rows }
    }

    /// Whether there is such a table.
    pub(super) fn has(&self, table: Table) -> bool {
        self.order.contains(&table)
    }

    /// The sheets, empty.
    pub(super) fn sheets(&self, lang: Lang, wide: &[Wide]) -> Vec<Sheet> {
        let sheet = |table: &Table| match *table {
            Table::Guide => guide::sheet(lang),
            Table::Overview => overview::sheet(lang),
            Table::Reports => reports::sheet(lang, wide),
            Table::Wide(index) => wide[index].sheet(lang),
            Table::Findings => findings::sheet(lang),
            Table::Statements => lists::statements(lang),
            Table::Extras => lists::extras(lang),
            Table::Notes => lists::notes(lang),
            Table::Coverage => coverage::sheet(lang),
            Table::Sources => sources::sheet(lang),
            Table::Fields => fields::sheet(lang),
            Table::Long => lists::long(lang),
            Table::Text => lists::text_sheet(lang),
            Table::Blanks => blanks::sheet(lang),
        };
        self.order.iter().map(|table| Sheet { id: table.id(), ..sheet(table) }).collect()
    }

    /// The tables in their order.
    pub(super) fn order(&self) -> &[Table] {
        &self.order
    }

    /// Where a table stands in the book. One that the workbook does not have is never written to;
    /// its index is one that the writer refuses.
    pub(super) fn index(&self, table: Table) -> usize {
        self.order.iter().position(|other| *other == table).unwrap_or(self.order.len())
    }

    /// How many rows a table has.
    pub(super) fn rows(&self, table: Table) -> u32 {
        self.rows.get(self.index(table)).copied().unwrap_or(0)
    }

    /// One more row.
    pub(super) fn count(&mut self, table: Table) {
        let index = self.index(table);
        if let Some(rows) = self.rows.get_mut(index) {
            *rows = rows.saturating_add(1);
        }
    }

    /// The way to a row of a table, which is the first of this report there.
    pub(super) fn link(&self, table: Table, row: u32, report: u32) -> LinkTarget {
        let key = Some(RowKey { column: frame::NUMBER, number: report });
        LinkTarget::Row { sheet: self.index(table), row, key }
    }
}
