//! The overview: a page of key numbers and charts, drawn from tables on the same page.

use nianbao_core::{CellRun, ChartKind, Decimal, Lang, Series, Sheet, SheetCell, Tone};

use super::Counts;
use super::coverage::{Completeness, Coverage};
use super::totals::{Measure, Sums, Totals, sum};
use crate::cells::count;
use crate::drawn::{
    self, BLUE, CHART_COLUMNS, CHART_ROWS, GREEN, LIGHT_BLUE, ORANGE, PURPLE, Page, words,
};

/// How many columns of small letters the page is wide.
const LINE: usize = 190;
/// More years are told in the table than can be told apart in a chart.
const MOST_CHARTED: usize = 30;
const MOST_ORGANS: usize = 10;

const RED: u32 = 0x00C0_504D;
const YELLOW: u32 = 0x00F2_C94C;
const GREY: u32 = 0x00A6_A6A6;

/// The page's head.
pub(super) fn sheet(lang: Lang) -> Sheet {
    drawn::sheet(lang.pick("概览", "Overview"))
}

/// The page of these sums.
pub(super) fn page(lang: Lang, totals: &Totals, coverage: &Coverage, counts: Counts) -> Page {
    let mut page = Page::default();
    page.rows.push(vec![words(lang.pick("概览", "Overview"), Tone::Title)]);
    page.remarks(&remarks(lang, coverage));
    page.key_numbers(lang, totals, coverage, counts);
    let charts_at = page.next() + 1;
    let rows = if totals.years.is_empty() { 0 } else { 3 * CHART_ROWS + 1 };
    page.rows.extend((0..=rows).map(|_| Vec::new()));
    let years = page.years(lang, totals, coverage);
    page.levels(lang, totals, coverage);
    let organs = page.organs(lang, coverage);
    page.draw(lang, charts_at, (years, organs), coverage.repeated);
    page
}

/// What the numbers are, before anyone quotes them.
fn remarks(lang: Lang, coverage: &Coverage) -> Vec<String> {
    let mut remarks = vec![
        lang.pick(
            "合计只计入从表格中读出的数，未读到的不补；“总计”栏空白的，按六类申请人相加。2014至2018年度的统计表口径不同：“收到申请数”计入新收申请，“同意公开”“同意部分公开”“不同意公开”各归其类，其余答复计入其他处理。",
            "Sums hold what was read from tables and nothing else; where a row's total is blank, its six kinds of applicants are added. The form of 2014 asks in other words: its answers that have no like in the later forms are among “other”.",
        )
        .to_owned(),
    ];
    remarks.push(
        lang.pick(
            "“申请读全”“结果读全”是这一栏读全的报告份数，斜线后是计入合计的份数；公开率只算结果读全的报告。",
            "“Received read” and “Outcomes read” tell of how many reports these were read whole, of how many are in the sums; the share is over the former.",
        )
        .to_owned(),
    );
    if coverage.repeated > 0 {
        let repeated = coverage.repeated;
        remarks.push(match lang {
            Lang::Zh => format!("注意：有 {repeated} 份报告与另一份报告的机关、年度相同（见“覆盖”），合计只计其中第一份有表格的。"),
            Lang::En => format!("Note: {repeated} reports are of an organ and year that another report is of too (see Coverage); the sums hold the first that has tables."),
        });
    }
    remarks
}

/// A table on the page: where its heads are, and its rows.
#[derive(Clone, Copy)]
struct Block {
    head: u32,
    first: u32,
    last: u32,
}

impl Page {
    fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            for line in wrapped(remark, LINE) {
                self.rows.push(vec![words(&line, Tone::Faint)]);
            }
        }
        self.rows.push(Vec::new());
    }

    fn key_numbers(&mut self, lang: Lang, totals: &Totals, coverage: &Coverage, counts: Counts) {
        let all = |measure| sum(totals.years.values().filter_map(|year| year.sum(measure)));
        let span = coverage.span().map_or_else(
            || "—".to_owned(),
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            },
        );
        let number = |number: Option<Decimal>| number.map_or_else(|| "—".to_owned(), grouped);
        let numbers = [
            (lang.pick("报告（份）", "Reports"), grouped(counts.reports.into())),
            (lang.pick("机关（个）", "Organs"), grouped(coverage.organs().into())),
            (lang.pick("年度", "Years"), span),
            (lang.pick("新收申请（件）", "Requests received"), number(all(Measure::Received))),
            (lang.pick("行政复议（件）", "Reviews"), number(all(Measure::Review))),
            (lang.pick("行政诉讼（件）", "Lawsuits"), number(all(Measure::Litigation))),
            (lang.pick("读出的数（个）", "Numbers read"), grouped(counts.numbers.into())),
            (lang.pick("不能确定（格）", "Cells lost"), grouped(counts.lost.into())),
        ];
        let (mut heads, mut values) = (Vec::new(), Vec::new());
        for (name, value) in numbers {
            heads.extend([words(name, Tone::Faint), SheetCell::Empty]);
            values.extend([words(&value, Tone::Title), SheetCell::Empty]);
        }
        self.rows.extend([heads, values]);
    }

    /// The table of sums by year.
    fn years(&mut self, lang: Lang, totals: &Totals, coverage: &Coverage) -> Block {
        self.rows.push(vec![words(lang.pick("按年度", "By year"), Tone::Strong)]);
        let head = self.next();
        self.rows.push(heads(("年度", "Year"), lang));
        let first = self.next();
        for (year, sums) in gapless(totals) {
            self.rows.push(year_row(Some(year), sums, coverage, lang));
        }
        let last = self.next() - 1;
        if let Some(unknown) = totals.years.get(&None) {
            self.rows.push(year_row(None, Some(unknown), coverage, lang));
        }
        self.rows.push(Vec::new());
        let charted = u32::try_from(MOST_CHARTED).unwrap_or(u32::MAX);
        Block { head, first: first.max((last + 1).saturating_sub(charted)), last }
    }

    /// The table of sums by what kind of organ it is.
    fn levels(&mut self, lang: Lang, totals: &Totals, coverage: &Coverage) {
        let title = lang.pick(
            "按层级（各年合计；层级据机关名称推断）",
            "By level (all years; the level is told from the organ's name)",
        );
        self.rows.push(vec![words(title, Tone::Strong)]);
        self.rows.push(heads(("层级", "Level"), lang));
        let unknown = totals.levels.get_key_value(&None);
        let known = totals.levels.iter().filter(|(level, _)| level.is_some());
        for (level, sums) in known.chain(unknown) {
            let name = level.map_or(lang.pick("不明", "unknown"), |level| level.name(lang));
            self.rows.push(sums_row(words(name, Tone::Plain), coverage.organs_of(*level), sums));
        }
        self.rows.push(Vec::new());
    }

    /// The table of the organs that received most.
    fn organs(&mut self, lang: Lang, coverage: &Coverage) -> Block {
        let largest = coverage.largest(MOST_ORGANS);
        let title = if coverage.repeated == 0 {
            lang.pick(
                "新收申请最多的机关（各年合计）",
                "Organs that received most requests (all years)",
            )
        } else {
            lang.pick(
                "新收申请最多的机关（各年合计，同一年度有多份的只计第一份）",
                "Organs that received most requests (all years; of several reports for a year the first)",
            )
        };
        self.rows.push(vec![words(title, Tone::Strong)]);
        let head = self.next();
        let heads = [("机关", "Organ"), ("新收申请", "Received")];
        let [organ, received] = heads.map(|(zh, en)| words(lang.pick(zh, en), Tone::Head));
        // A name flows over the cells beside it.
        let rest = || SheetCell::Blank(Tone::Head);
        self.rows.push(vec![organ, rest(), rest(), received]);
        let first = self.next();
        for (name, number) in largest {
            let name = words(name, Tone::Plain);
            self.rows.push(vec![name, SheetCell::Empty, SheetCell::Empty, count(number)]);
        }
        Block { head, first, last: self.next() - 1 }
    }

    fn draw(&mut self, lang: Lang, top: u32, (years, organs): (Block, Block), repeated: u32) {
        let charts = [
            (ChartKind::Columns, ("新收申请（件）", "Requests received"), vec![(3, BLUE)]),
            (
                ChartKind::Stacked,
                ("办理结果（件）", "How requests ended"),
                vec![(4, GREEN), (5, LIGHT_BLUE), (6, RED), (7, ORANGE), (8, YELLOW), (9, GREY)],
            ),
            (
                ChartKind::ShareLine,
                ("公开率：予以公开和部分公开占办理结果", "Share given, in part or whole"),
                vec![(10, GREEN)],
            ),
            (
                ChartKind::Columns,
                ("行政复议与行政诉讼（件）", "Reviews and lawsuits"),
                vec![(11, BLUE), (12, PURPLE)],
            ),
        ];
        let coverage = (
            ChartKind::Stacked,
            ("报告份数与读取情况", "Reports and what was read of them"),
            vec![(13, GREEN), (14, YELLOW), (15, GREY)],
        );
        if years.first <= years.last {
            for (place, (kind, title, columns)) in (0..).zip(charts.into_iter().chain([coverage])) {
                // The fifth place is that of the organs.
                let place = if place == 4 { 5 } else { place };
                let title = lang.pick(title.0, title.1);
                self.chart_of((kind, title), columns, years, at(top, place));
            }
        }
        if organs.first <= organs.last {
            let title = if repeated == 0 {
                lang.pick("新收申请最多的机关（件）", "Organs that received most requests")
            } else {
                lang.pick(
                    "新收申请最多的机关（件；同一年度有多份的只计第一份）",
                    "Organs that received most requests (of several reports for a year the first)",
                )
            };
            self.chart_of((ChartKind::Bars, title), vec![(3, BLUE)], organs, at(top, 4));
        }
    }

    /// A chart of columns of a block, of which the first names the points.
    fn chart_of(
        &mut self,
        what: (ChartKind, &str),
        columns: Vec<(u16, u32)>,
        block: Block,
        at: (u32, u16),
    ) {
        let run = |column| CellRun { column, first: block.first, last: block.last };
        let series = columns.into_iter().map(|(column, colour)| Series {
            name: (block.head, column),
            values: run(column),
            colour,
        });
        self.chart(what, run(0), series.collect(), at);
    }
}

/// Every year from the first to the last: a gap must be seen as one.
fn gapless(totals: &Totals) -> Vec<(u16, Option<&Sums>)> {
    let known: Vec<u16> = totals.years.keys().copied().flatten().collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Vec::new() };
    let years: Vec<u16> =
        if usize::from(last - first) < MOST_CHARTED { (*first..=*last).collect() } else { known };
    years.into_iter().map(|year| (year, totals.years.get(&Some(year)))).collect()
}

fn year_row(
    year: Option<u16>,
    sums: Option<&Sums>,
    coverage: &Coverage,
    lang: Lang,
) -> Vec<SheetCell> {
    let unknown = || words(lang.pick("不明", "unknown"), Tone::Plain);
    let name = year.map_or_else(unknown, |year| words(&year.to_string(), Tone::Plain));
    let organs = coverage.organs_in(year);
    match sums {
        Some(sums) => sums_row(name, organs, sums),
        None => sums_row(name, organs, &Sums::default()),
    }
}

/// The heads of a table of sums.
fn heads(first: (&str, &str), lang: Lang) -> Vec<SheetCell> {
    let head = |(zh, en): (&str, &str)| words(lang.pick(zh, en), Tone::Head);
    let before = [first, ("报告", "Reports"), ("机关", "Organs"), ("新收申请", "Received")];
    let mut heads = before.map(head).to_vec();
    heads.extend(Measure::OUTCOMES.map(|measure| words(name(measure, lang), Tone::Head)));
    let rest = [("公开率", "Share given"), ("行政复议", "Reviews"), ("行政诉讼", "Lawsuits")];
    heads.extend(rest.map(head));
    heads.extend(Completeness::ALL.map(|degree| words(degree.name(lang), Tone::Head)));
    heads.extend([("申请读全", "Received read"), ("结果读全", "Outcomes read")].map(head));
    heads
}

/// A row of it.
fn sums_row(name: SheetCell, organs: usize, sums: &Sums) -> Vec<SheetCell> {
    let number = |measure| sums.sum(measure).map_or(SheetCell::Empty, count);
    let mut row = vec![name, count(sums.reports), count(organs), number(Measure::Received)];
    row.extend(Measure::OUTCOMES.map(number));
    row.push(sums.share().map_or(SheetCell::Empty, |share| SheetCell::Share(share, Tone::Plain)));
    row.extend([number(Measure::Review), number(Measure::Litigation)]);
    row.extend(sums.complete.map(count));
    let read = |whole: u32| match sums.counted {
        0 => SheetCell::Empty,
        counted => words(&format!("{whole}/{counted}"), Tone::Plain),
    };
    row.extend([read(sums.received), read(sums.handled)]);
    row
}

fn name(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::Received => lang.pick("新收申请", "Received"),
        Measure::Granted => lang.pick("予以公开", "Granted"),
        Measure::Partial => lang.pick("部分公开", "In part"),
        Measure::Denied => lang.pick("不予公开", "Denied"),
        Measure::Unavailable => lang.pick("无法提供", "Unavailable"),
        Measure::Declined => lang.pick("不予处理", "Declined"),
        Measure::Other => lang.pick("其他处理", "Other"),
        Measure::Review => lang.pick("行政复议", "Reviews"),
        Measure::Litigation => lang.pick("行政诉讼", "Lawsuits"),
    }
}

/// Where the n-th chart stands: two in a row.
fn at(top: u32, place: u16) -> (u32, u16) {
    (top + u32::from(place / 2) * CHART_ROWS, place % 2 * CHART_COLUMNS)
}

/// A whole number with its digits in groups of three.
fn grouped(number: Decimal) -> String {
    let digits = number.normalize().to_string();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits;
    }
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}

/// A text in lines of so many columns, broken behind a stop where there is one near.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut columns) = (String::new(), 0);
    for c in text.chars() {
        line.push(c);
        columns += if c >= '\u{1100}' { 2 } else { 1 };
        let near = columns * 10 >= width * 8;
        if near && matches!(c, '。' | '；' | '，' | ' ') || columns >= width {
            lines.push(std::mem::take(&mut line));
            columns = 0;
        }
    }
    lines.extend((!line.trim().is_empty()).then_some(line));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(Decimal::from(number)), expected);
        }
        assert_eq!(grouped("12345.6".parse().unwrap()), "12345.6");
    }

    #[test]
    fn long_remarks_are_broken_and_nothing_is_lost() {
        let text = "合计只计入从表格中读出的数，未读到的不补；".repeat(9);
        let lines = wrapped(&text, 60);
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().all(|line| line.chars().count() <= 30), "{lines:?}");
    }
}
