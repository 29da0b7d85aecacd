//! Which tables are data, and what is in them.
//!
//! A table is **layout**, and its cells are read as text, if
//! - it has one column: no row has two cells; or
//! - a cell reads like a page: it holds another table, a heading, more than two long paragraphs,
//!   or a long text with sentences.
//!
//! But a table with many cells besides is **data** all the same: its long cell is a remark, or the
//! last cell, which swallowed the rest of the page because nothing closed the table. That cell keeps
//! its first line, and what follows is read as text behind the table.

use std::collections::BTreeMap;

use nianbao_core::CellText;

use crate::element::{Kind, Part, PartRole};
use crate::tree::{Edge, Element, Id, Tree};

/// A data table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) caption: Option<Id>,
    pub(crate) rows: Vec<Row>,
    /// The last cell, if it swallowed what follows the table.
    pub(crate) run_on: Option<Id>,
}

/// A row; its cells and whether each is a head.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) group: Id,
    pub(crate) cells: Vec<(Id, bool)>,
    /// It is not shown; cells of other rows reach over it.
    pub(crate) hidden: bool,
}

impl Row {
    fn of(group: Id) -> Self {
        Self { group, cells: Vec::new(), hidden: false }
    }
}

/// A table that is being walked through.
struct Open {
    id: Id,
    styled: bool,
    table: Table,
    cell: Option<OpenCell>,
    /// The cells that read like a page, and whether one of them holds a table.
    pages: Vec<Id>,
    nested: bool,
}

#[derive(Default)]
struct OpenCell {
    id: Id,
    text: CellText,
    heading: bool,
    table: bool,
}

/// The data tables of a page by the node that they are.
pub(crate) fn data_tables(tree: &Tree) -> BTreeMap<Id, Table> {
    let mut found = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut walk = tree.walk();
    while let Some(edge) = walk.next() {
        let (Edge::Enter(id) | Edge::Leave(id)) = edge;
        match (edge, tree.element(id).map(Element::kind)) {
            (Edge::Enter(_), Some(Kind::Hidden | Kind::Control | Kind::Picture)) => {
                hidden_row(tree, &mut open, id);
                walk.pass_over(id);
            }
            (Edge::Enter(_), Some(kind)) => enter(tree, &mut open, id, kind),
            (Edge::Leave(_), Some(kind)) => {
                if let Some(done) = leave(&mut open, id, kind) {
                    found.insert(id, done);
                }
            }
            (Edge::Enter(_), None) => {
                if let (Some(cell), Some((text, _))) = (open_cell(&mut open), tree.text(id)) {
                    cell.text.add(text);
                }
            }
            (Edge::Leave(_), None) => {}
        }
    }
    found
}

/// A row that is hidden in the table that is being walked through.
fn hidden_row(tree: &Tree, open: &mut [Open], id: Id) {
    let Some(top) = open.last_mut().filter(|top| !top.styled && top.cell.is_none()) else { return };
    if tree.element(id).is_some_and(|own| own.name() == "tr") {
        let cells = tree.children(id).filter_map(|child| match tree.element(child)?.name() {
            "td" => Some((child, false)),
            "th" => Some((child, true)),
            _ => None,
        });
        let cells = cells.collect();
        top.table.rows.push(Row { cells, hidden: true, ..Row::of(tree.parent(id)) });
    }
}

fn open_cell(open: &mut [Open]) -> Option<&mut OpenCell> {
    open.last_mut()?.cell.as_mut()
}

fn enter(tree: &Tree, open: &mut Vec<Open>, id: Id, kind: Kind) {
    if let Some(cell) = open_cell(open).filter(|_| !matches!(kind, Kind::Inline | Kind::Link)) {
        cell.text.end_paragraph();
        cell.heading |= matches!(kind, Kind::Heading(_));
    }
    let Kind::Part(Part { role, styled }) = kind else { return };
    if role == PartRole::Table {
        // In a cell `display: table` is a way to centre text.
        if !styled || open.is_empty() {
            if let Some(cell) = open_cell(open) {
                cell.table = true;
            }
            open.push(Open::new(id, styled));
        }
        return;
    }
    let Some(top) = open.last_mut().filter(|top| top.styled == styled && top.cell.is_none()) else {
        return;
    };
    match role {
        PartRole::Caption => top.table.caption = top.table.caption.or(Some(id)),
        PartRole::Row => top.table.rows.push(Row::of(tree.parent(id))),
        PartRole::Cell | PartRole::Head => top.begin_cell(tree, id, role == PartRole::Head),
        PartRole::Table => {}
    }
}

fn leave(open: &mut Vec<Open>, id: Id, kind: Kind) -> Option<Table> {
    if let Some(cell) = open_cell(open).filter(|_| !matches!(kind, Kind::Inline | Kind::Link)) {
        cell.text.end_paragraph();
    }
    let top = open.last_mut()?;
    top.end_cell(id);
    if top.id == id { open.pop()?.decide() } else { None }
}

impl Open {
    fn new(id: Id, styled: bool) -> Self {
        let table = Table { caption: None, rows: Vec::new(), run_on: None };
        Self { id, styled, table, cell: None, pages: Vec::new(), nested: false }
    }

    fn begin_cell(&mut self, tree: &Tree, id: Id, head: bool) {
        if self.table.rows.is_empty() {
            self.table.rows.push(Row::of(tree.parent(id)));
        }
        if let Some(row) = self.table.rows.last_mut() {
            row.cells.push((id, head));
        }
        self.cell = Some(OpenCell { id, ..OpenCell::default() });
    }

    fn end_cell(&mut self, id: Id) {
        if let Some(cell) = self.cell.take_if(|cell| cell.id == id)
            && cell.reads_like_a_page()
        {
            self.nested |= cell.table;
            self.pages.push(id);
        }
    }

    /// The table, if it is data.
    fn decide(mut self) -> Option<Table> {
        let rows = || self.table.rows.iter().filter(|row| !row.hidden);
        if rows().all(|row| row.cells.len() < 2) {
            return None;
        }
        let cells: usize = rows().map(|row| row.cells.len()).sum();
        let last = rows().rev().find_map(|row| row.cells.last()).map(|(id, _)| *id);
        match self.pages.as_slice() {
            [] => {}
            pages if CellText::is_frame(cells, pages.len()) => return None,
            [page] if last == Some(*page) => self.table.run_on = last,
            _ if self.nested => return None,
            _ => {}
        }
        Some(self.table)
    }
}

impl OpenCell {
    fn reads_like_a_page(&self) -> bool {
        self.table || self.heading || self.text.is_page()
    }
}
