//! Workbooks with the text on one sheet and the tables on others: 一、五、六 stand before 三、四.

use nianbao_core::{Block, Document, Place};

use crate::lines::{TextLine, lines};
use crate::sections::{is_known_heading, numbered};

/// The document with its sections in the order of their numbers, if they are not: only where each
/// sheet has them in order and no number comes twice, since otherwise they are several reports.
pub(crate) fn in_order(document: &Document) -> Option<Document> {
    let mut sheets: Vec<&str> = document.blocks.iter().filter_map(sheet_of).collect();
    sheets.dedup();
    if sheets.len() < 2 {
        return None;
    }
    let headings = headings(document);
    let numbers: Vec<u32> = headings.iter().map(|heading| heading.number).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let falls = headings.windows(2).any(|pair| {
        let same =
            sheet_of(&document.blocks[pair[0].block]) == sheet_of(&document.blocks[pair[1].block]);
        same && pair[0].number > pair[1].number
    });
    if falls || sorted.len() != numbers.len() || sorted == numbers {
        return None;
    }
    let ranks = ranks(document, &headings);
    let mut order: Vec<usize> = (0..document.blocks.len()).collect();
    order.sort_by_key(|block| ranks[*block]);
    let blocks = order.into_iter().map(|block| document.blocks[block].clone()).collect();
    Some(Document { blocks, ..document.clone() })
}

/// A heading of a section.
struct Heading {
    number: u32,
    block: usize,
}

fn headings(document: &Document) -> Vec<Heading> {
    let heading =
        |line: &TextLine| numbered(line).map(|(number, _)| Heading { number, block: line.block });
    let lines = lines(&document.blocks);
    lines.iter().filter(|line| is_known_heading(line)).filter_map(heading).collect()
}

/// For each block the number of its section. What stands on a sheet before its first heading goes
/// with the heading that follows; before all others, it is the title.
fn ranks(document: &Document, headings: &[Heading]) -> Vec<u32> {
    let mut ranks = vec![0; document.blocks.len()];
    let mut next = headings.iter().peekable();
    let (mut sheet, mut rank) = (None, None);
    for (index, block) in document.blocks.iter().enumerate() {
        let own = sheet_of(block);
        if sheet.is_some() && own != sheet {
            rank = next.peek().map(|heading| heading.number).or(rank);
        }
        sheet = own;
        while let Some(heading) = next.next_if(|heading| heading.block == index) {
            rank = Some(heading.number);
        }
        ranks[index] = rank.unwrap_or(0);
    }
    ranks
}

fn sheet_of(block: &Block) -> Option<&str> {
    let at = match block {
        Block::Line(line) => &line.at,
        Block::Grid(grid) => &grid.rows().iter().flatten().next()?.at,
    };
    match at {
        Place::Sheet { sheet, .. } => Some(sheet),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Line, Role};

    use super::*;

    fn document(lines: &[(&str, &str)]) -> Document {
        let block = |(sheet, text): &(&str, &str)| {
            let at = Place::Sheet { sheet: (*sheet).into(), cell: "A1".into() };
            Block::Line(Line { text: (*text).to_owned(), role: Role::Text, at })
        };
        Document { blocks: lines.iter().map(block).collect(), ..Document::default() }
    }

    fn texts(document: &Document) -> Vec<&str> {
        let lines = document.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(line.text.as_str()),
            Block::Grid(_) => None,
        });
        lines.collect()
    }

    const COVER: [(&str, &str); 5] = [
        ("封面", "某局年度报告"),
        ("封面", "一、总体情况"),
        ("封面", "工作有序。"),
        ("封面", "五、存在的主要问题及改进情况"),
        ("封面", "六、其他需要报告的事项"),
    ];

    #[test]
    fn sections_of_other_sheets_come_in_between() {
        let tables =
            [("表1", "第二十条"), ("表2", "三、收到和处理政府信息公开申请情况"), ("表2", "表格")];
        let ordered = in_order(&document(&[&COVER[..], &tables].concat())).unwrap();
        let expected = [
            "某局年度报告",
            "一、总体情况",
            "工作有序。",
            "第二十条",
            "三、收到和处理政府信息公开申请情况",
            "表格",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项",
        ];
        assert_eq!(texts(&ordered), expected);
    }

    #[test]
    fn several_reports_and_one_in_order_stay_as_they_are() {
        let again = COVER.map(|(_, text)| ("另一表", text));
        assert_eq!(in_order(&document(&[COVER, again].concat())), None);
        assert_eq!(in_order(&document(&COVER)), None);
        let after = [("表2", "三、收到和处理政府信息公开申请情况")];
        assert_eq!(in_order(&document(&[&COVER[..2], &after].concat())), None);
    }
}
