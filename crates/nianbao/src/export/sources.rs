//! The table of files: what was read, and what became of it.

use nianbao_core::{
    ColumnKind, Decimal, Lang, LinkTarget, Report, Sheet, SheetCell, SheetKind, Tone,
};

use super::frame::column;
use super::moment;
use crate::cells::{count, text};

use ColumnKind::{Count, Figure, Prose, Text};

/// A file as whoever opened it knows it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// The name it was asked for by.
    pub name: &'a str,
    /// Its path as seen from the workbook, if there is one to follow.
    pub link: Option<&'a str>,
    /// The number of its bytes.
    pub size: Option<u64>,
    /// When it was changed last, in seconds since 1970.
    pub modified: Option<i64>,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// The way to a report's source, if that is this file and not one that this file tells of: a
    /// name in data of someone's is no path to be followed.
    pub(super) fn link_of(&self, file: Option<&str>) -> Option<&'a str> {
        self.link.filter(|_| file == Some(self.name))
    }
}

/// The table's head.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let columns = vec![
        column(lang, ("文件", "File"), "file", 50, Text),
        column(lang, ("结果", "Outcome"), "outcome", 10, Text),
        column(lang, ("报告份数", "Reports"), "reports", 9, Count),
        column(lang, ("原因", "Reason"), "reason", 50, Prose),
        column(lang, ("格式", "Format"), "format", 8, Text),
        column(lang, ("编码", "Encoding"), "encoding", 10, Text),
        column(lang, ("大小（字节）", "Size in bytes"), "size", 12, Figure),
        column(lang, ("修改时间（北京时间）", "Changed (UTC+8)"), "modified", 20, Text),
        column(lang, ("SHA-256", "SHA-256"), "sha256", 68, Text),
    ];
    let name = lang.pick("来源", "Sources").to_owned();
    Sheet { name, kind: SheetKind::List, columns, frozen: 1, ..Sheet::default() }
}

/// The row of a file that was read.
pub(super) fn read_row(
    origin: &Origin<'_>,
    reports: &[Report],
    lang: Lang,
    moment: Option<i64>,
) -> Vec<SheetCell> {
    let source = reports.first().map(|report| &report.source);
    let own = source.filter(|source| source.file.as_deref() == Some(origin.name));
    let outcome = if reports.is_empty() {
        SheetCell::Text(lang.pick("无报告", "no report").to_owned(), Tone::Doubtful)
    } else {
        text(Some(lang.pick("已读", "read")))
    };
    row(
        origin,
        [
            outcome,
            count(reports.len()),
            SheetCell::Empty,
            text(own.and_then(|source| source.format.as_deref())),
            text(own.and_then(|source| source.encoding.as_deref())),
        ],
        moment,
    )
}

/// The same row, with a way from the number of reports to the first of them.
pub(super) fn with_link(
    mut row: Vec<SheetCell>,
    reports: &[Report],
    first: impl Fn() -> LinkTarget,
) -> Vec<SheetCell> {
    if !reports.is_empty() {
        row[2] = SheetCell::Link(Box::new(count(reports.len())), first());
    }
    row
}

/// The row of a file that could not be read.
pub(super) fn failed_row(
    origin: &Origin<'_>,
    reason: &str,
    lang: Lang,
    moment: Option<i64>,
) -> Vec<SheetCell> {
    let outcome = SheetCell::Text(lang.pick("失败", "failed").to_owned(), Tone::Lost);
    let cells = [outcome, count(0), text(Some(reason)), SheetCell::Empty, SheetCell::Empty];
    row(origin, cells, moment)
}

fn row(origin: &Origin<'_>, cells: [SheetCell; 5], moment: Option<i64>) -> Vec<SheetCell> {
    let name = text(Some(origin.name));
    let mut row = vec![match origin.link {
        Some(path) => SheetCell::Link(Box::new(name), LinkTarget::File(path.to_owned())),
        None => name,
    }];
    row.extend(cells);
    // A build that is to be the same everywhere has no younger files than itself.
    let modified = origin.modified.map(|at| moment.map_or(at, |moment| at.min(moment)));
    row.extend([
        origin.size.map_or(SheetCell::Empty, |size| count(Decimal::from(size))),
        text(modified.and_then(moment::day_and_time).as_deref()),
        text(origin.sha256),
    ]);
    row
}
