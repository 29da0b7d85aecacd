//! The tree to a document: lines and grids in reading order.

use html5ever::local_name;
use nianbao_core::{Block, Cell, Document, Grid, GridBuilder, Limits, Line, Note, Place, Role};

use crate::flow::{self, Flow};
use crate::kept;
use crate::table::{Row, Table, data_tables};
use crate::tree::{Edge, Element, Id, Tree};
use crate::unseen;

/// The content of a page.
pub(crate) fn flatten(tree: &Tree, limits: &Limits) -> Document {
    let mut document = Document::default();
    read_head(tree, &mut document);
    let tables = data_tables(tree);
    let mut flow = Flow::default();
    let mut count = 0_u32;
    let mut walk = tree.walk();
    while let Some(edge) = walk.next() {
        let Edge::Enter(id) = edge else {
            flow::step(&mut flow, tree, &mut walk, edge);
            continue;
        };
        let Some(table) = tables.get(&id) else {
            flow::step(&mut flow, tree, &mut walk, edge);
            continue;
        };
        let above = table.caption.map(|caption| caption_lines(tree, caption));
        let lines = flow.take().into_iter().chain(above.into_iter().flatten());
        document.blocks.extend(lines.map(Block::Line));
        count += 1;
        let (grid, note) =
            GridReader { tree, table, number: count, limits }.read(|id| tables.contains_key(&id));
        document.blocks.push(Block::Grid(grid));
        document.notes.extend(note);
        match table.run_on {
            // What it keeps was its first line; the rest goes on as if the table had been closed.
            Some(cell) => {
                flow.drop_next();
                walk.go_to(cell);
            }
            None => walk.pass_over(id),
        }
    }
    document.blocks.extend(flow.take().into_iter().map(Block::Line));
    document.notes.extend(unseen::notes(tree, &tables));
    document
}

fn caption_lines(tree: &Tree, caption: Id) -> Vec<Line> {
    let mut lines = flow::lines_of(tree, caption);
    for line in lines.iter_mut().filter(|line| line.role == Role::Text) {
        line.role = Role::Caption;
    }
    lines
}

fn read_head(tree: &Tree, document: &mut Document) {
    let mut inside_title = false;
    let mut title = String::new();
    // Nearly always they stand in the head, and nothing behind them need be looked through.
    let mut left = tree.elements().filter(|element| is_of_head(element)).count();
    let mut walk = tree.walk();
    while left > 0
        && let Some(edge) = walk.next()
    {
        let (Edge::Enter(id) | Edge::Leave(id)) = edge;
        let enters = matches!(edge, Edge::Enter(_));
        let Some(element) = tree.element(id) else {
            if enters && inside_title {
                title.push_str(tree.text(id).map_or("", |(text, _)| text));
            }
            continue;
        };
        match element.qualified.local {
            // Drawings have titles of their own.
            local_name!("svg") if enters => walk.pass_over(id),
            local_name!("title") if document.title.is_none() => {
                inside_title = enters;
                if !enters {
                    let words = title.split_ascii_whitespace().collect::<Vec<_>>();
                    document.title = Some(words.join(" ")).filter(|title| !title.is_empty());
                }
            }
            local_name!("meta") if enters => document.meta.extend(meta(element)),
            _ => {}
        }
        left = left.saturating_sub(usize::from(!enters && is_of_head(element)));
    }
}

fn is_of_head(element: &Element) -> bool {
    matches!(element.qualified.local, local_name!("title") | local_name!("meta"))
}

fn meta(element: &Element) -> Option<(String, String)> {
    let name = element.attribute("name").or_else(|| element.attribute("property"))?;
    Some((name.trim().to_owned(), element.attribute("content")?.trim().to_owned()))
}

/// Makes a grid of a data table.
struct GridReader<'t> {
    tree: &'t Tree,
    table: &'t Table,
    number: u32,
    limits: &'t Limits,
}

impl GridReader<'_> {
    fn read(&self, is_table: impl Fn(Id) -> bool) -> (Grid, Option<Note>) {
        let mut builder = GridBuilder::within(self.limits);
        let rows = &self.table.rows;
        let left = rows_left(rows);
        let shown = shown_before(rows);
        // Cells of hidden rows that reach into the next row that is shown.
        let mut reaching = Vec::new();
        for (index, (row, number)) in rows.iter().zip(1..).enumerate() {
            // A row without cells counts: cells above reach over it.
            if !row.hidden {
                builder.row();
            }
            let cells = row.cells.iter().zip(1..).map(|((id, head), column)| {
                let rows = match span(self.attribute(*id, "rowspan")) {
                    0 => left[index],
                    rows => rows.min(left[index]),
                };
                let rows = shown[index + rows] - shown[index];
                let at = Place::Cell { table: self.number, row: number, column };
                (*id, *head, rows, at)
            });
            if row.hidden {
                reaching.extend(cells.filter(|(_, _, rows, _)| *rows > 0));
                continue;
            }
            for (id, head, rows, at) in std::mem::take(&mut reaching).into_iter().chain(cells) {
                let text = self.cell_text(id, &is_table);
                builder.cell(text, span(self.attribute(id, "colspan")), rows, head, at);
                let marks = self.tree.element(id).map(marks).unwrap_or_default();
                if !marks.is_empty() {
                    builder.mark(marks);
                }
            }
        }
        let (grid, note) = builder.finish();
        let first = Place::Cell { table: self.number, row: 1, column: 1 };
        (grid, note.map(|note| note.at(first)))
    }

    fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.tree.element(id)?.attribute(name)
    }

    fn cell_text(&self, id: Id, is_table: impl Fn(Id) -> bool) -> String {
        if let Some(text) = flow::run_of(self.tree, id) {
            return text.to_owned();
        }
        let lines = if self.table.run_on == Some(id) {
            flow::first_line_of(self.tree, id, is_table).into_iter().collect()
        } else {
            flow::lines_of(self.tree, id)
        };
        let mut lines = lines.into_iter().map(|line| line.text);
        let mut text = lines.next().unwrap_or_default();
        for line in lines {
            text.push('\n');
            text.push_str(&line);
        }
        let text = Cell::pictured(text);
        match text.trim_ascii() {
            "" if self.tree.hides => unseen::withheld(self.tree, id),
            whole if whole.len() == text.len() => text,
            part => part.to_owned(),
        }
    }
}

/// For each row, and behind the last, how many rows before it are shown.
fn shown_before(rows: &[Row]) -> Vec<usize> {
    let mut shown = vec![0];
    for row in rows {
        shown.push(shown[shown.len() - 1] + usize::from(!row.hidden));
    }
    shown
}

/// For each row how many rows of its group it begins: cells do not reach out of the group.
fn rows_left(rows: &[Row]) -> Vec<usize> {
    let mut left = vec![1; rows.len()];
    for index in (1..rows.len()).rev() {
        if rows[index - 1].group == rows[index].group {
            left[index - 1] = left[index] + 1;
        }
    }
    left
}

/// A span as HTML reads it: the digits at the start, 1 without any.
fn span(attribute: Option<&str>) -> usize {
    let value = attribute.unwrap_or_default().trim_ascii_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let end = value.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(value.len());
    match &value[..end] {
        "" => 1,
        // What does not fit into the type is too much in any case.
        digits => digits.parse().unwrap_or(GridBuilder::MAX_SPAN),
    }
}

fn marks(element: &Element) -> Vec<(String, String)> {
    let own = |(name, value): (&str, &str)| {
        let key = name.strip_prefix(kept::MARK)?;
        Some((key.to_owned(), value.to_owned()))
    };
    element.attributes().filter_map(own).collect()
}
