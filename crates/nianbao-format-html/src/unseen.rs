//! What of a page's tables is not seen, and what it holds: the notes about it.

use std::collections::{BTreeMap, HashSet};

use nianbao_core::{Note, NoteCode, Place};

use crate::element;
use crate::flow;
use crate::table::Table;
use crate::tree::{Edge, Element, Id, NONE, Tree};

/// A hidden table with so many numbers is one of figures.
const MANY_NUMBERS: usize = 4;
/// A unit behind a number has so many signs at most: 件, 万元.
const UNIT: usize = 2;
/// So many elements are held against what is around them.
const MOST_COMPARED: usize = 1_000;
/// So much of a text is quoted.
const QUOTED: usize = 30;

/// The notes about numbers that were not read because they are hidden, and about those that were
/// read though they may be: in data tables, and where a table of figures is hidden whole.
pub(crate) fn notes(tree: &Tree, tables: &BTreeMap<Id, Table>) -> Vec<Note> {
    let unread = if tree.hides { found(tree, tables) } else { Vec::new() };
    let read = doubtful(tree, tables);
    [(NoteCode::HiddenUnread, unread), (NoteCode::HiddenRead, read)]
        .into_iter()
        .filter_map(|(code, found)| note(code, tree, &found))
        .collect()
}

fn note(code: NoteCode, tree: &Tree, found: &[(Id, String)]) -> Option<Note> {
    let (first, text) = found.first()?;
    let mut detail: String = text.chars().take(QUOTED).collect();
    if detail.len() < text.len() || found.len() > 1 {
        detail = format!("{detail} … ({})", found.len());
    }
    Some(Note::new(code, detail).at(Place::Line(tree.line(*first))))
}

/// The hidden elements with figures, and what they say.
fn found(tree: &Tree, tables: &BTreeMap<Id, Table>) -> Vec<(Id, String)> {
    let mut found = Vec::new();
    let mut inside = 0usize;
    let mut compared = 0;
    let mut walk = tree.walk();
    while let Some(edge) = walk.next() {
        match edge {
            Edge::Enter(id) if tree.element(id).is_some_and(element::is_styled_away) => {
                let text = text(tree, id);
                let figures = if inside > 0 {
                    compared += 1;
                    has_digits(&text) && !(compared < MOST_COMPARED && is_copy(tree, id, &text))
                } else {
                    numbers(tree, id) >= MANY_NUMBERS
                };
                if figures {
                    found.push((id, text));
                }
                walk.pass_over(id);
            }
            Edge::Enter(id) => inside += usize::from(tables.contains_key(&id)),
            Edge::Leave(id) => inside -= usize::from(tables.contains_key(&id)),
        }
    }
    found
}

/// Shows the outermost hidden elements that hold tables of figures, as what may be hidden; whether there are
/// any. A page that shows no table has a script that shows one: a tab that is not open, an article that fades in.
pub(crate) fn show_tables(tree: &mut Tree) -> bool {
    let mut hiding = Vec::new();
    let mut walk = tree.walk();
    while let Some(edge) = walk.next() {
        if let Edge::Enter(id) = edge
            && tree.element(id).is_some_and(element::is_styled_away)
        {
            if has_table(tree, id) && numbers(tree, id) >= MANY_NUMBERS {
                hiding.push(id);
            }
            walk.pass_over(id);
        }
    }
    for id in &hiding {
        tree.show(*id);
    }
    !hiding.is_empty()
}

fn has_table(tree: &Tree, id: Id) -> bool {
    let is_table = |edge| match edge {
        Edge::Enter(id) => tree.element(id).is_some_and(|element| element.name() == "table"),
        Edge::Leave(_) => false,
    };
    tree.walk_from(id).any(is_table)
}

/// The elements that may be hidden and hold figures of a data table that was read.
fn doubtful(tree: &Tree, tables: &BTreeMap<Id, Table>) -> Vec<(Id, String)> {
    let above = |id: Id| {
        std::iter::successors(Some(id), |id| Some(tree.parent(*id)).filter(|id| *id != NONE))
    };
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for id in tree.doubtful.iter().take(MOST_COMPARED) {
        let is_seen = above(*id).any(|id| seen.contains(&id));
        let is_inside = || above(*id).any(|id| tables.contains_key(&id));
        if is_seen || !(is_inside() || numbers(tree, *id) >= MANY_NUMBERS) {
            continue;
        }
        let text = text(tree, *id);
        if has_digits(&text) {
            seen.insert(*id);
            found.push((*id, text));
        }
    }
    found
}

/// What a cell that shows nothing has in it: in brackets, since it is there and does not count.
pub(crate) fn withheld(tree: &Tree, cell: Id) -> String {
    let is_blank = tree.element(cell).is_some_and(Element::is_blank);
    let hidden = |edge: Edge| match edge {
        Edge::Enter(id) if tree.element(id).is_some_and(element::is_taken_away) => Some(id),
        _ => None,
    };
    let parts: Vec<Id> = tree.walk_from(cell).filter_map(hidden).collect();
    let first = if is_blank { Some(&cell) } else { parts.first() };
    let text = first.map(|id| text(tree, *id)).unwrap_or_default();
    if has_digits(&text) { format!("（{text}）") } else { String::new() }
}

fn has_digits(text: &str) -> bool {
    text.contains(char::is_numeric)
}

/// All text of an element, seen or not, without white space.
fn text(tree: &Tree, id: Id) -> String {
    let mut text = String::new();
    for edge in tree.walk_from(id) {
        if let Edge::Enter(id) = edge
            && let Some((own, _)) = tree.text(id)
        {
            text.extend(own.split_whitespace());
        }
    }
    text
}

/// Whether what stands beside a hidden text says the same, as where a page has one for each kind of
/// screen.
fn is_copy(tree: &Tree, id: Id, text: &str) -> bool {
    let beside = flow::lines_of(tree, tree.parent(id));
    let beside: String = beside.iter().flat_map(|line| line.text.split_whitespace()).collect();
    beside == text
}

/// How many cells below an element hold nothing but a number, with or without its unit.
fn numbers(tree: &Tree, id: Id) -> usize {
    let mut count = 0;
    for edge in tree.walk_from(id) {
        let Edge::Enter(id) = edge else { continue };
        if tree.element(id).is_some_and(|own| matches!(own.name(), "td" | "th")) {
            let text = text(tree, id);
            let is_sign = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '-' | '+');
            let unit = text.trim_start_matches(is_sign);
            let number = has_digits(&text[..text.len() - unit.len()]);
            let is_unit = unit.chars().all(char::is_alphabetic) && unit.chars().nth(UNIT).is_none();
            count += usize::from(number && is_unit);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, Document, DocumentReader, Input};

    use crate::read::HtmlReader;

    fn read(html: &str) -> Document {
        HtmlReader.read(&Input::new("", html.as_bytes(), &|_| 0)).unwrap().document
    }

    /// The rows of the first table, and the codes of the notes.
    fn table(rows: &str) -> (String, Vec<&'static str>) {
        let sheet = "<style>.x{display:none}.v{visibility:hidden}p .d{display:none}</style>";
        let document = read(&format!("{sheet}<table><tr><td>a<td>b<td>c{rows}</table>"));
        let grid = document.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Line(_) => None,
        });
        let rows = grid
            .unwrap()
            .rows()
            .iter()
            .skip(1)
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"));
        let codes = document.notes.iter().map(|note| note.code.id());
        (rows.collect::<Vec<_>>().join(" "), codes.collect())
    }

    #[test]
    fn hidden_rows_and_cells_are_not_read_and_noted() {
        let noted = vec!["hidden.unread"];
        for (rows, read) in [
            ("<tr class=x><td>d<td>1<td>2<tr><td>e<td>3<td>4", "e|3|4"),
            ("<tr style='display:none'><td>d<td>1<td>2<tr><td>e<td>3<td>4", "e|3|4"),
            ("<tr><td>d<td class=x>1<td>2<td>3", "d|2|3"),
            ("<tr><td>d<td class=v>1<td>2", "d|（1）|2"),
            ("<tr><td>d<td><i class=x>1</i><td>2", "d|（1）|2"),
            ("<tr><td>d<td>1<i class=x>5</i><td>2", "d|1|2"),
            // Cells reach over hidden rows and out of them as they did before these were hidden.
            (
                "<tr><td rowspan=2>d<td>1<td>2<tr class=x><td>3<td>4<tr><td>e<td>5<td>6",
                "d|1|2 e|5|6",
            ),
            (
                "<tr class=x><td rowspan=2>d<td>1<td>2<tr><td>3<td>4<tr><td>e<td>5<td>6",
                "d|3|4 e|5|6",
            ),
        ] {
            assert_eq!(table(rows), (read.to_owned(), noted.clone()), "{rows}");
        }
    }

    #[test]
    fn a_page_that_shows_no_table_shows_those_it_hides_itself() {
        let table = "<table><tr><td>a<td>1<td>2<tr><td>b<td>3<td>4</table>";
        for style in ["visibility:hidden;opacity:0", "display:none"] {
            let document = read(&format!("<p>c</p><div style='{style}'><p>d</p>{table}</div>"));
            assert_eq!(document.blocks.len(), 3, "{style}");
            assert_eq!(document.notes[0].code.id(), "hidden.read", "{style}");
        }
        let units = "<table><tr><td>a<td>1件<td>2件<tr><td>b<td>3人次<td>4.5万元</table>";
        assert_eq!(read(&format!("<div style='display:none'>{units}</div>")).blocks.len(), 1);
        let words = "<table><tr><td>1.当面申请<td>2.传真申请<td>3.网络申请<td>4.信函申请</table>";
        assert_eq!(read(&format!("<div style='display:none'>{words}</div>")).blocks.len(), 0);
        // What is hidden in there stays so, and so does all else where a table is shown.
        let within =
            read(&format!("<div style='opacity:0'>{table}<p style='display:none'>e</p></div>"));
        assert_eq!(within.blocks.len(), 1);
        let beside = read(&format!("<div style='display:none'>{table}</div>{table}"));
        assert_eq!(beside.blocks.len(), 1);
        assert_eq!(beside.notes[0].code.id(), "hidden.unread");
        let row = read("<table><tr style='display:none'><td>1<td>2<td>3<td>4</table>");
        assert!(row.notes.iter().all(|note| note.code.id() != "hidden.read"));
    }

    #[test]
    fn what_is_shown_all_the_same_needs_no_note() {
        for (rows, read) in [
            ("<tr><td>d<td><i class=x>1</i><b>1</b><td>2", "d|1|2"),
            ("<tr><td>d<td class=x style='display:block'>1<td>2", "d|1|2"),
            ("<tr class=x><td>d<td>e<td>f<tr><td>e<td>3<td>4", "e|3|4"),
            ("<tr><td>d<td><s>1</s><td>2", "d|（1）|2"),
        ] {
            assert_eq!(table(rows), (read.to_owned(), Vec::new()), "{rows}");
        }
    }

    #[test]
    fn what_may_be_hidden_is_read_with_a_note() {
        let doubted = "<tr><td>d<td><i class=d>1</i><td>2";
        assert_eq!(table(doubted), ("d|1|2".to_owned(), vec!["hidden.read"]));
        let all = "<style>.x{display:none}</style><div class=x><table>\
                   <tr><td>a<td>1<td>2<tr><td>b<td>3<td>4</table></div>";
        let document = read(all);
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(document.notes[0].code.id(), "hidden.read");
        let beside = format!("{all}<table><tr><td>c<td>5</table>");
        let document = read(&beside);
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(document.notes[0].code.id(), "hidden.unread");
    }
}
