//! The panel's charts: a page with a small table of the years, and what is drawn of it.

use nianbao_core::{CellRun, ChartKind, Decimal, Edition, Lang, Series, Sheet, SheetCell, Tone};

use super::{Panel, statistics};
use crate::cells::count;
use crate::drawn::{
    self, BLUE, CHART_COLUMNS, CHART_ROWS, GREEN, LIGHT_BLUE, ORANGE, PURPLE, Page, words,
};

/// The statistics of the table: the name, a short label, and the colour in the charts.
const SHOWN: [(&str, (&str, &str), u32); 8] = [
    ("requests.received.total", ("新收申请", "Received"), BLUE),
    ("requests.handled.total", ("办理结果", "Handled"), BLUE),
    ("requests.granted.total", ("予以公开", "Granted"), GREEN),
    ("requests.partial.total", ("部分公开", "In part"), LIGHT_BLUE),
    ("requests.carried_out.total", ("结转下年", "Carried"), ORANGE),
    ("review.total", ("行政复议", "Reviews"), BLUE),
    ("litigation.total", ("行政诉讼", "Lawsuits"), PURPLE),
    ("disclosure.normative.issued", ("制发文件", "Issued"), GREEN),
];

/// The charts: a title, and which of the statistics are drawn.
const CHARTS: [((&str, &str), &[usize]); 6] = [
    (("新收申请（件）", "Requests received"), &[0]),
    (("办理结果总计（件）", "Requests handled"), &[1]),
    (("予以公开与部分公开（件）", "Granted, whole and in part"), &[2, 3]),
    (("结转下年度（件）", "Carried out"), &[4]),
    (("行政复议与行政诉讼（件）", "Reviews and lawsuits"), &[5, 6]),
    (("规范性文件制发（件）", "Normative documents issued"), &[7]),
];

/// The page's head.
pub(super) fn sheet(lang: Lang) -> Sheet {
    drawn::sheet(lang.pick("图表", "Charts"))
}

/// A statistic through the years.
struct Line {
    label: (&'static str, &'static str),
    colour: u32,
    /// How many organs are summed: those with a number in every year in which any has one.
    organs: usize,
    values: Vec<Option<Decimal>>,
}

/// The page of a panel.
pub(super) fn page(panel: &Panel, lang: Lang) -> Page {
    let span = panel.span();
    let lines: Vec<Line> = SHOWN.iter().filter_map(|shown| line(panel, &span, *shown)).collect();
    let mut page = Page::default();
    let title = match panel.organs.as_slice() {
        [only] => only.organ.clone(),
        organs => match lang {
            Lang::Zh => format!("{} 个机关合计", organs.len()),
            Lang::En => format!("Sums of {} organs", organs.len()),
        },
    };
    page.rows.push(vec![words(&title, Tone::Title)]);
    for remark in remarks(lang) {
        page.rows.push(vec![words(remark, Tone::Faint)]);
    }
    page.rows.push(Vec::new());
    let head = page.next();
    let name = |line: &Line| words(lang.pick(line.label.0, line.label.1), Tone::Head);
    page.table(lang.pick("年度", "Year"), Tone::Head, lines.iter().map(name));
    let first = page.next();
    for (index, year) in span.iter().enumerate() {
        let value = |line: &Line| line.values[index].map_or(SheetCell::Empty, count);
        page.table(&year.to_string(), Tone::Plain, lines.iter().map(value));
    }
    let last = page.next().saturating_sub(1);
    let organs = |line: &Line| count(Decimal::from(line.organs));
    page.table(lang.pick("计入机关", "Organs"), Tone::Faint, lines.iter().map(organs));
    page.draw_lines(&lines, (head, first, last), lang);
    page
}

fn remarks(lang: Lang) -> [&'static str; 2] {
    [
        lang.pick(
            "只合计在各年都有数的机关；缺一年的不计入，见“计入机关”。",
            "Only organs with a number in every year are summed; how many, the last row says.",
        ),
        lang.pick(
            "与最近一版表式不可比的年度不列数，理由见“表式对照”。",
            "Years whose form does not compare with the latest are left out; the crosswalk says why.",
        ),
    ]
}

/// A statistic's sums over the organs that have it in every year; years of a form that does not
/// compare with the panel's latest have none.
fn line(
    panel: &Panel,
    span: &[u16],
    (name, label, colour): (&str, (&'static str, &'static str), u32),
) -> Option<Line> {
    let statistic = statistics().iter().find(|statistic| statistic.name == name)?;
    let entries = || panel.organs.iter().flat_map(|organ| organ.years.values());
    let latest: Edition = entries().filter_map(|entry| entry.form).max()?;
    let value = |organ: &super::Years, year: &u16| {
        let entry = organ.years.get(year)?;
        statistic.is_comparable(entry.form?, latest).then(|| entry.value(statistic))?
    };
    let rows: Vec<Vec<Option<Decimal>>> = panel
        .organs
        .iter()
        .map(|organ| span.iter().map(|year| value(organ, year)).collect())
        .collect();
    let any: Vec<bool> =
        (0..span.len()).map(|year| rows.iter().any(|row| row[year].is_some())).collect();
    let is_whole = |row: &&Vec<Option<Decimal>>| {
        row.iter().zip(&any).all(|(value, any)| value.is_some() || !any)
    };
    let whole: Vec<&Vec<Option<Decimal>>> = rows.iter().filter(is_whole).collect();
    let sum = |year: usize| {
        let mut values = whole.iter().map(|row| row[year]);
        let first = values.next()??;
        values.try_fold(first, |sum, value| sum.checked_add(value?))
    };
    let values = (0..span.len()).map(sum).collect();
    let organs = if any.contains(&true) { whole.len() } else { 0 };
    Some(Line { label, colour, organs, values })
}

impl Page {
    fn table(&mut self, name: &str, tone: Tone, cells: impl Iterator<Item = SheetCell>) {
        let mut row = vec![words(name, tone)];
        row.extend(cells);
        self.rows.push(row);
    }

    /// Draws what has a number, two charts in a row.
    fn draw_lines(&mut self, lines: &[Line], (head, first, last): (u32, u32, u32), lang: Lang) {
        let top = self.next() + 1;
        let mut place = 0_u16;
        for ((zh, en), drawn) in CHARTS {
            let has = |index: &&usize| {
                lines.get(**index).is_some_and(|line| line.values.iter().any(Option::is_some))
            };
            let drawn: Vec<usize> = drawn.iter().filter(has).copied().collect();
            if drawn.is_empty() || first > last {
                continue;
            }
            let run = |column| CellRun { column, first, last };
            let series = drawn.iter().filter_map(|index| {
                let column = u16::try_from(index + 1).ok()?;
                let colour = lines[*index].colour;
                Some(Series { name: (head, column), values: run(column), colour })
            });
            let series = series.collect();
            let at = (top + u32::from(place / 2) * CHART_ROWS, place % 2 * CHART_COLUMNS);
            self.chart((ChartKind::Columns, lang.pick(zh, en)), run(0), series, at);
            place += 1;
        }
        // The rows below the charts are as high as those beside the table.
        let covered = u32::from(place.div_ceil(2)) * CHART_ROWS;
        self.rows.extend((0..=covered).map(|_| Vec::new()));
    }
}
