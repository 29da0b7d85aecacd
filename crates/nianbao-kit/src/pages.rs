//! Documents to write: what a page can show, with the signs of every syntax in every place of a text.

use nianbao::{Block, Cell, Document, GridBuilder, Line, Place, Role};

/// Texts that begin, divide or end something in one syntax or another.
const BEGINNINGS: [&str; 24] = [
    "- 甲",
    "* 甲",
    "+ 甲",
    "1. 甲",
    "12) 甲",
    "# 甲",
    "== 甲",
    ". 甲",
    "> 甲",
    "---",
    "===",
    "|===",
    "|---|",
    "```",
    "////",
    "[甲]",
    ":甲: 乙",
    "%甲",
    "=SUM(A1)",
    "<b>甲</b>",
    "&amp;",
    "&#42;",
    "{empty}",
    "\\n",
];

/// Texts that are other numbers, or none, where a sign is not kept.
const FIGURES: [&str; 10] =
    ["无|5", "约*5*", "**12**", "~~3~~", "`4`", "_6_", "^7^", "1+1", "8\\", "<br>9"];

/// Each sign of ASCII inside a text, around it, before it with a blank, and twice.
fn signs() -> Vec<String> {
    let signs = (b'!'..=b'~').map(char::from).filter(char::is_ascii_punctuation);
    let texts = |sign| {
        [
            format!("甲{sign}乙"),
            format!("{sign}甲{sign}"),
            format!("{sign} 甲"),
            format!("甲 {sign}"),
            format!("甲{sign}{sign}乙"),
            format!("{sign}{sign}甲{sign}{sign}"),
        ]
    };
    let listed = BEGINNINGS.into_iter().chain(FIGURES).map(str::to_owned);
    listed.chain(signs.flat_map(texts)).collect()
}

/// The documents, each with what it is.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("a page with headings and a table", frame()),
        ("signs in lines", lines(Role::Text, &signs())),
        ("signs in headings", lines(Role::Heading(2), &signs())),
        ("signs in cells", cells(&signs())),
        ("numbers beside signs", cells(&FIGURES.map(str::to_owned))),
    ]
}

fn document(blocks: Vec<Block>) -> Document {
    Document { title: Some(TITLE.to_owned()), blocks, ..Document::default() }
}

/// What stands for an empty cell where emptiness cannot be seen.
pub const PLAIN: &str = "()";

const TITLE: &str = "白石县教育局2022年度报告";

fn line(text: &str, role: Role) -> Block {
    Block::Line(Line { text: text.to_owned(), role, at: Place::Line(1) })
}

fn lines(role: Role, texts: &[String]) -> Document {
    let mut blocks = vec![line(TITLE, Role::Heading(1))];
    blocks.extend(texts.iter().map(|text| line(text, role)));
    document(blocks)
}

/// A cell of a sample: its text, the columns and rows that it covers, and whether it is a head.
type Sample<'t> = (&'t str, usize, usize, bool);

fn grid(rows: &[Vec<Sample<'_>>]) -> Block {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows, head) in row {
            builder.cell((*text).to_owned(), *columns, *rows, *head, Place::Line(1));
            if text.is_empty() {
                builder.mark(vec![(Cell::PLAIN.to_owned(), PLAIN.to_owned())]);
            }
        }
    }
    Block::Grid(builder.finish().0)
}

/// Headings of three levels, a caption, and tables with spans both ways, heads above and beside, texts of
/// several lines, and an empty cell.
pub fn frame() -> Document {
    let first = grid(&[
        vec![("事项", 2, 1, true), ("数量", 1, 1, true), ("上年\n数量", 1, 1, true)],
        vec![("收件", 1, 2, true), ("来信", 1, 1, true), ("17", 1, 1, false), ("18", 1, 1, false)],
        vec![("来访\n（含电话）", 1, 1, true), ("", 1, 1, false), ("23", 1, 1, false)],
        vec![("合计", 2, 1, true), ("41\n约数", 2, 1, false)],
    ]);
    let second = grid(&[
        vec![("办法", 1, 1, true), ("件数", 1, 1, true)],
        vec![("当面", 1, 1, true), ("31", 1, 1, false)],
        vec![("网上", 1, 1, true), ("37", 1, 1, false)],
    ]);
    document(vec![
        line(TITLE, Role::Heading(1)),
        line("一、概况", Role::Heading(2)),
        line("本年工作平稳。", Role::Text),
        line("（一）来信来访", Role::Heading(3)),
        line("来信来访统计", Role::Caption),
        first,
        line("二、办法", Role::Heading(2)),
        line("见下表。", Role::Text),
        line("接待统计", Role::Caption),
        second,
        line("完。", Role::Text),
    ])
}

fn cells(texts: &[String]) -> Document {
    let mut rows = vec![vec![("事项", 1, 1, true), ("甲数", 1, 1, true), ("乙数", 1, 1, true)]];
    rows.extend(texts.iter().map(|text| {
        vec![(text.as_str(), 1, 1, true), (text.as_str(), 1, 1, false), ("2", 1, 1, false)]
    }));
    document(vec![line(TITLE, Role::Heading(1)), grid(&rows)])
}

/// A text with controls in it, as a page shows it.
pub const WITHOUT_CONTROLS: &str = "甲 [31m 乙";

/// A document whose every text is that one, with its controls.
pub fn with_controls() -> Document {
    let text = "甲\u{0}\u{7}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{9b}乙";
    let rows = [
        vec![(text, 1, 1, true), (text, 1, 1, true)],
        vec![(text, 1, 1, true), (text, 1, 1, false)],
    ];
    let mut blocks = lines(Role::Text, &[text.to_owned()]).blocks;
    blocks.push(line(text, Role::Heading(2)));
    blocks.push(line(text, Role::Caption));
    blocks.push(grid(&rows));
    document(blocks)
}
