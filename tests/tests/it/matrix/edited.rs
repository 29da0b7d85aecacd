//! Pages of our own that somebody changed: what they show counts, whatever they carry.

use nianbao::{FieldId, NoteCode, Reading, Report};
use nianbao_core::{Block, Cell, Document, DocumentWriter, Grid, GridBuilder};

use super::{document, documents, read, reports, shown, sourceless, written};

/// A field of each edition that stands alone among blanks and numbers.
const EDITED: [&str; 3] =
    ["training.meetings", "requests.granted.natural", "requests.granted.natural"];

fn bytes(writer: &dyn DocumentWriter, document: &Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    writer.write(document, &mut bytes).unwrap();
    bytes
}

/// The page of a report with another text in the cell of a field: it stands where it does on the form.
fn edited(page: &Document, report: &Report, id: &str, text: &str) -> Document {
    let form = nianbao_form::layout(report);
    let is_it = |cell: &Cell| cell.mark(Cell::ID) == Some(id);
    let cells = |document: &Document| grids(document).flat_map(Grid::rows).flatten().count();
    let spot = grids(&form).flat_map(Grid::rows).flatten().position(is_it);
    let marked = grids(page).flat_map(Grid::rows).flatten().any(is_it);
    let mut count = 0;
    let mut again = |grid: &Grid| {
        let mut builder = GridBuilder::new();
        for row in grid.rows() {
            builder.row();
            for cell in row {
                let here = if marked { is_it(cell) } else { spot == Some(count) };
                let text = if here { text.to_owned() } else { cell.text.clone() };
                builder.cell(text, cell.columns, cell.rows, cell.head, cell.at.clone());
                builder.mark(cell.marks.clone());
                count += 1;
            }
        }
        builder.finish().0
    };
    assert!(marked || cells(page) == cells(&form), "the page's tables are not those of the form");
    let blocks = page.blocks.iter().map(|block| match block {
        Block::Grid(grid) => Block::Grid(again(grid)),
        Block::Line(line) => Block::Line(line.clone()),
    });
    Document { blocks: blocks.collect(), ..page.clone() }
}

fn grids(document: &Document) -> impl Iterator<Item = &Grid> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    })
}

fn notes(report: &Report) -> Vec<FieldId> {
    let edited = report.notes.iter().filter(|note| note.code == NoteCode::CellEdited);
    edited.flat_map(|note| note.fields.iter().copied()).collect()
}

#[test]
fn a_cell_edited_by_hand_is_read_as_it_is_shown() {
    for ((name, report), id) in reports::few().iter().zip(EDITED) {
        let field = FieldId::from_id(id).unwrap();
        for (format, reader, writer) in documents() {
            let name = format!("{name} as {}", format.name);
            let page = document(reader, &written(format, &[report])).document;
            if page.carried.is_none() {
                continue;
            }
            let back = read(&bytes(writer, &edited(&page, report, id, "77777"))).unwrap().remove(0);
            let reading = back.facts.reading(field);
            assert!(
                matches!(reading, Reading::Number(n, fact) if n == 77_777.into() && fact.raw == "77777"),
                "{name}: {reading:?}"
            );
            assert_eq!(notes(&back), [field], "{name}");
            let others = |report: &Report| {
                let facts = report.facts.iter().filter(|(own, _)| *own != field);
                facts.map(|(own, fact)| (own, fact.clone())).collect::<Vec<_>>()
            };
            assert_eq!(others(&back), others(report), "{name}");

            let emptied = read(&bytes(writer, &edited(&page, report, id, "/"))).unwrap().remove(0);
            assert!(matches!(emptied.facts.reading(field), Reading::Blank(_)), "{name}");
            assert_eq!(notes(&emptied), [field], "{name}");
        }
    }
}

/// A report as pages of each format that carry a copy, some words of which somebody typed over, read back.
fn retyped(report: &Report, words: &[(&str, &str)]) -> Vec<(&'static str, Report)> {
    let mut read_back = Vec::new();
    for (format, reader, writer) in documents() {
        let mut page = document(reader, &written(format, &[report])).document;
        if page.carried.is_none() {
            continue;
        }
        for block in &mut page.blocks {
            if let Block::Line(line) = block {
                for (old, new) in words {
                    line.text = line.text.replace(old, new);
                }
            }
        }
        read_back.push((format.name, read(&bytes(writer, &page)).unwrap().remove(0)));
    }
    read_back
}

/// What of a report the note says that was edited beside the cells.
fn edited_beside(report: &Report) -> Option<&str> {
    let told = report.notes.iter().find(|note| note.code == NoteCode::CellEdited);
    told.map(|note| note.detail.as_str())
}

#[test]
fn prose_edited_by_hand_is_read_as_it_is_shown() {
    let (_, report) = reports::few().remove(2);
    let words =
        [("平台栏目按季度检查", "全年主动公开政府信息4293条"), ("白石县教育局", "青石县教育局")];
    for (name, back) in retyped(&report, &words) {
        let text = back.sections.iter().flat_map(|section| &section.paragraphs);
        assert!(text.into_iter().any(|text| text.contains("4293条")), "{name}");
        let said = back.statements.iter().find(|one| one.field.id() == "proactive.total");
        assert_eq!(said.map(|one| one.value), Some(4293.into()), "{name}");
        assert_eq!(back.organ.as_deref(), Some("青石县教育局"), "{name}");
        assert_eq!(back.facts, report.facts, "{name}");
        assert_eq!(notes(&back), [], "{name}");
        assert_eq!(edited_beside(&back), Some("标题、发布机构、正文"), "{name}");
    }
}

#[test]
fn a_day_edited_by_hand_is_told() {
    let (_, mut report) = reports::few().remove(2);
    report.published = nianbao::Date::new(2021, 1, 22);
    for (name, back) in retyped(&report, &[("2021-01-22", "2021-03-05")]) {
        assert_eq!(back.published, nianbao::Date::new(2021, 3, 5), "{name}");
        assert_eq!(edited_beside(&back), Some("发布日期"), "{name}");
    }
}

/// Copies that do not belong to their page: of another report, with more facts, spoilt.
#[test]
fn a_forged_copy_puts_no_number_on_a_field_that_the_page_does_not_show() {
    let few = reports::few();
    let (_, report) = &few[2];
    for (format, reader, writer) in documents() {
        let mut page = document(reader, &written(format, &[report])).document;
        let Some(own) = page.carried.clone() else { continue };
        let others = few
            .iter()
            .filter_map(|(_, other)| document(reader, &written(format, &[other])).document.carried);
        let raised =
            own.replace("\"value\": 1", "\"value\": 91").replace("\"raw\": \"1", "\"raw\": \"91");
        let spoilt = [raised, own[..own.len() / 2].to_owned(), "{}".to_owned(), String::new()];
        for copy in others.chain(spoilt).filter(|copy| *copy != own) {
            page.carried = Some(copy.clone());
            let back = read(&bytes(writer, &page)).unwrap().remove(0);
            let start: String = copy.chars().take(60).collect();
            assert_eq!(shown(&back).facts, shown(report).facts, "{} with {start}", format.name);
            assert_eq!(shown(&back).statements, shown(report).statements, "{start}");
            assert_eq!(back.sections, report.sections, "{} with {start}", format.name);
            assert_eq!(back.year, report.year, "{} with {start}", format.name);
        }
    }
}

/// A cell that was empty or not there is filled in, on the page that shows it so.
#[test]
fn the_missing_is_filled_in_by_hand() {
    let (_, report) = &reports::few()[4];
    for (format, reader, writer) in documents() {
        let page = document(reader, &written(format, &[report])).document;
        // Where tables are written as text there are no cells to fill in.
        for id in ["disclosure.regulations.in_force", "requests.granted.natural"] {
            if grids(&page).next().is_none() {
                continue;
            }
            let field = FieldId::from_id(id).unwrap();
            let back = read(&bytes(writer, &edited(&page, report, id, "31"))).unwrap().remove(0);
            let reading = back.facts.reading(field);
            let filled = matches!(reading, Reading::Number(number, _) if number == 31.into());
            assert!(filled, "{}: {id} {reading:?}", format.name);
        }
        if page.carried.is_some() {
            let back = read(&bytes(writer, &page)).unwrap().remove(0);
            assert_eq!(sourceless(&back), sourceless(report), "{}", format.name);
        }
    }
}
