//! Which lines of a report are no prose: its frame, its tables and what heads them.

use nianbao_core::{Edition, Role};

use super::Part;
use crate::lines::TextLine;
use crate::title::Title;
use crate::tokens::{Layout, Token};
use crate::walk::Walked;
use crate::{scope, sections, split, template};

/// So many cells are a table of the form, not one that a few of its words stand in.
const CELLS_OF_A_TABLE: usize = 20;

impl Part<'_> {
    /// For each line, whether it is no prose. `leader` is the edition of the report's tables.
    pub(super) fn skipped(
        &self,
        tokens: &[Token<'_>],
        walked: &Walked,
        leader: Option<Edition>,
        title: Option<&Title>,
    ) -> Vec<bool> {
        let mut tables = vec![false; self.blocks.len()];
        for (token, in_table) in tokens.iter().zip(&walked.in_table) {
            tables[token.block] |= in_table;
        }
        let in_table = |line: &TextLine| {
            let block = line.block.checked_sub(self.first_block);
            block.is_some_and(|block| tables.get(block).is_some_and(|is| *is))
        };
        // 三、依申请公开情况 is a row of the oldest form where that came as lines, elsewhere a heading.
        let newer = leader.is_some_and(|edition| edition != Edition::E2014);
        let in_grids = tokens.iter().zip(&walked.in_table);
        let in_grids = in_grids.filter(|(t, is)| **is && matches!(t.layout, Layout::Cell(_)));
        let apart = newer || in_grids.count() >= CELLS_OF_A_TABLE;
        let is_heading = |line: &TextLine| {
            let stands = !line.cell && apart || line.lone && newer;
            stands && sections::is_known_heading(line)
        };
        // Where all of a report is one table, a paragraph is a row of it.
        let is_paragraph =
            |line: &TextLine| line.lone && line.text.contains('。') && in_table(line);
        let frame_lines = title.and_then(|title| title.lines);
        let in_title = |index: usize| {
            frame_lines.is_some_and(|(first, count)| (first..first + count).contains(&index))
        };
        // What stands above the title is the site's, and so are the lines of the metadata block.
        let above = |index: usize| frame_lines.is_some_and(|(first, _)| index < first);
        let skipped = |(index, line): (usize, &TextLine)| {
            let frame = || above(index) || in_title(index) || is_metadata(line);
            let caption = || line.role == Role::Caption || is_caption(self.lines, index);
            let table = line.cell || in_table(line);
            let table = table && !is_heading(line) && !is_paragraph(line);
            table || frame() || caption() || split::is_divider(line)
        };
        self.lines.iter().enumerate().map(skipped).collect()
    }
}

/// Whether a line is the title of a table, or the year in brackets below it.
fn is_caption(lines: &[TextLine], index: usize) -> bool {
    let key = &lines[index].key;
    let below_title = || index > 0 && template::is_title(&lines[index - 1].key);
    template::is_title(key)
        || key.starts_with('(') && key.ends_with(')') && below_title() && scope::speaks(key)
}

/// Words that name entries of a metadata block, in matching form.
const METADATA: [&str; 19] = [
    "发布时间:",
    "发布日期:",
    "发文日期:",
    "成文日期:",
    "生成日期:",
    "来源:",
    "信息来源:",
    "浏览次数",
    "点击数",
    "字体",
    "字号",
    "分享",
    "打印",
    "索引号:",
    "发布机构:",
    "报告年度:",
    "当前位置",
    "时间:",
    "日期:",
];

/// Whether a line is an entry of a metadata block, or several.
fn is_metadata(line: &TextLine) -> bool {
    let key = line.key.trim_start_matches(|c: char| !crate::fold::is_han(c));
    let known = METADATA.iter().any(|word| key.starts_with(word));
    known && key.chars().count() <= 80 && !key.contains('。')
}
