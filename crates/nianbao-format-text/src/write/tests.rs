use nianbao_core::{Grid, GridBuilder, Place};

use super::*;

fn at() -> Place {
    Place::Line(1)
}

fn line(text: &str, role: Role) -> Block {
    Block::Line(Line { text: text.to_owned(), role, at: at() })
}

fn written(blocks: Vec<Block>) -> String {
    let document = Document { blocks, ..Document::default() };
    let mut out = Vec::new();
    TextWriter.write(&document, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

type Spec<'s> = (&'s str, usize, usize, bool);

fn grid(rows: &[&[Spec<'_>]]) -> Grid {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows, head) in *row {
            builder.cell((*text).to_owned(), *columns, *rows, *head, at());
        }
    }
    builder.finish().0
}

#[test]
fn cells_align_across_scripts_and_spans() {
    let grid = grid(&[
        &[("事项", 2, 1, true), ("数量", 1, 1, true)],
        &[("甲", 1, 2, true), ("第一种", 1, 1, true), ("7", 1, 1, false)],
        &[("b", 1, 1, true), ("1,200件", 1, 1, false)],
    ]);
    let expected = "\
事项        | 数量    |
甲 | 第一种 |       7 |
     b      | 1,200件 |
";
    assert_eq!(written(vec![Block::Grid(grid)]), expected);
}

#[test]
fn nothing_in_a_cell_looks_like_a_border() {
    let mut builder = GridBuilder::new();
    builder.cell("a|b\n｜c\t".to_owned(), 1, 1, true, at());
    builder.cell(String::new(), 1, 1, false, at());
    builder.mark(vec![(nianbao_core::Cell::PLAIN.to_owned(), "()".to_owned())]);
    let text = written(vec![Block::Grid(builder.finish().0)]);
    assert_eq!(text, "a/b /c | () |\n");
}

#[test]
fn paragraphs_are_lines_and_tables_stand_apart() {
    let text = written(vec![
        line("题", Role::Heading(1)),
        line("一\n二", Role::Text),
        line("三", Role::Text),
        line("表", Role::Caption),
        Block::Grid(grid(&[&[("甲", 1, 1, true), ("1", 1, 1, false)]])),
        line("四", Role::Heading(2)),
    ]);
    assert_eq!(text, "题\n\n　　一 二\n　　三\n\n表\n\n甲 | 1 |\n\n四\n");
}
