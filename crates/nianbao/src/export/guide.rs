//! The first table: what the others hold and what colours mean, for readers who were told nothing.

mod usage;

use nianbao_core::{
    BookColumn, ColumnKind, Date, Lang, LinkTarget, Sheet, SheetCell, SheetKind, Tone, counted,
};

use super::coverage::Coverage;
use super::tables::{Table, Tables};
use super::{Counts, ExportOptions, maker};

/// A text in Chinese and in English.
type Bilingual = (&'static str, &'static str);

/// The table of explanations: a page of text in two columns, with a margin.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let column = |width, kind| BookColumn { width, kind, ..BookColumn::default() };
    Sheet {
        name: lang.pick("说明", "Guide").to_owned(),
        kind: SheetKind::Page,
        columns: vec![
            column(3, ColumnKind::Text),
            column(24, ColumnKind::Ordinal),
            column(104, ColumnKind::Prose),
        ],
        ..Sheet::default()
    }
}

/// What the guide tells of this workbook.
pub(super) struct Told<'a> {
    pub(super) options: &'a ExportOptions,
    pub(super) folder: bool,
    pub(super) made: Option<Date>,
    pub(super) counts: Counts,
    pub(super) coverage: &'a Coverage,
    pub(super) tables: &'a Tables,
}

/// Its rows.
pub(super) fn rows(told: &Told<'_>) -> Vec<Vec<SheetCell>> {
    let lang = told.options.lang;
    let mut rows = vec![
        vec![
            SheetCell::Empty,
            text(
                lang.pick("政府信息公开工作年度报告数据", "Annual reports on government information disclosure"),
                Tone::Title,
            ),
        ],
        line(
            lang.pick("这是什么", "What this is"),
            lang.pick(
                "这些表由程序从各机关公布的政府信息公开工作年度报告中读出，每份报告一行，便于汇总、筛选、比较。程序只抄录表格中印出的数字，从不推算或补填；读不准的不写数，并说明原因。正式数据以各机关公布的报告为准。",
                "These tables were read by a program from the annual reports that Chinese government organs publish on information disclosure, a row a report, to be summed, filtered and compared. The program copies the numbers that the tables print; it never computes or fills in any. What it could not read with certainty has no number, and a note that says why. What the organs publish is authoritative.",
            ),
        ),
    ];
    rows.extend(contents(told));
    rows.extend(sheets(told.tables, lang));
    let cells = if told.folder {
        ("单元格", "Cells")
    } else {
        ("单元格与颜色", "Cells and colours")
    };
    rows.extend(section(lang, cells));
    rows.extend(usage::cells(told.folder, lang));
    rows.extend(section(lang, ("怎样使用", "How to use it")));
    rows.extend(usage::usage(told.folder, lang));
    rows.extend(section(lang, ("怎样引用", "How to cite")));
    rows.push(line(lang.pick("引用格式", "As"), &citation(told)));
    rows
}

fn section(lang: Lang, heading: Bilingual) -> [Vec<SheetCell>; 2] {
    [Vec::new(), vec![SheetCell::Empty, text(lang.pick(heading.0, heading.1), Tone::Strong)]]
}

/// What went in, and by what it was made.
fn contents(told: &Told<'_>) -> Vec<Vec<SheetCell>> {
    let lang = told.options.lang;
    let Counts { files, failures, reports, numbers, doubtful, lost, notes, findings } = told.counts;
    let organs = told.coverage.organs();
    let years = years(told.coverage);
    let mut rows = section(lang, ("内容", "Contents")).to_vec();
    let colours = lang.pick(("（黄底）", "（红底）"), (" (yellow)", " (red)"));
    let (doubtful_in, lost_in) = if told.folder { ("", "") } else { colours };
    let (what, read) = match lang {
        Lang::Zh => (
            format!("{reports} 份报告，{organs} 个机关，{years}年度"),
            format!(
                "{numbers} 个数，其中 {doubtful} 个有疑点{doubtful_in}；{lost} 格不能确定、未读取{lost_in}；备注 {notes} 条；勾稽发现 {findings} 条"
            ),
        ),
        Lang::En => (
            format!("{} of {}, {years}", counted(reports, "report"), counted(organs, "organ")),
            format!(
                "{}, doubtful {doubtful}{doubtful_in}; {} lost{lost_in}; {}; {}",
                counted(numbers, "number"),
                counted(lost, "cell"),
                counted(notes, "note"),
                counted(findings, "finding"),
            ),
        ),
    };
    if let Some(group) = &told.options.group {
        rows.push(line(lang.pick("分组", "Group"), group));
    }
    rows.push(line(lang.pick("报告", "Reports"), &what));
    rows.push(line(lang.pick("读出", "Read"), &read));
    if files > 0 {
        let files = match lang {
            Lang::Zh => format!("{files} 个，其中 {failures} 个不能读取（见“来源”）"),
            Lang::En => format!("{files}, unreadable {failures} (see Sources)"),
        };
        rows.push(line(lang.pick("文件", "Files"), &files));
    }
    if let Some(made) = told.made {
        let why = if told.options.moment.is_some() {
            lang.pick("指定的日期", "as asked for")
        } else {
            lang.pick("最新一个输入文件的修改日期", "of the newest input")
        };
        let date = format!("{made}{}{why}{}", lang.pick("（", " ("), lang.pick("）", ")"));
        rows.push(line(lang.pick("数据日期", "Date"), &date));
    }
    rows.push(line(lang.pick("程序", "Program"), &program(told.options)));
    rows
}

fn years(coverage: &Coverage) -> String {
    match coverage.span() {
        None => "—".to_owned(),
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}–{last}"),
    }
}

fn program(options: &ExportOptions) -> String {
    let mut asked: Vec<&str> = Vec::new();
    asked.extend(options.long.then_some("--long"));
    asked.extend(options.text.then_some("--text"));
    asked.extend(options.asked.iter().map(String::as_str));
    if asked.is_empty() {
        let none = options.lang.pick("未加选项", "no options");
        return format!("{} · nianbao export · {none}", maker());
    }
    format!("{} · nianbao export {}", maker(), asked.join(" "))
}

fn citation(told: &Told<'_>) -> String {
    let date = told.made.map(|date| date.to_string());
    let years = years(told.coverage);
    let reports = told.counts.reports;
    let maker = maker();
    match told.options.lang {
        Lang::Zh => {
            let date = date.map_or_else(String::new, |date| format!("，数据日期 {date}"));
            format!(
                "各机关《政府信息公开工作年度报告》（{years}年度，{reports} 份），由 {maker} 读出{date}。引用单个数字时，请写明机关、年度，并核对来源文件。"
            )
        }
        Lang::En => {
            let date = date.map_or_else(String::new, |date| format!(", data of {date}"));
            format!(
                "Annual reports on government information disclosure of Chinese organs ({years}, {}), as read by {maker}{date}. For a single number, name the organ and the year, and look at the source.",
                counted(reports, "report")
            )
        }
    }
}

/// The sheets of this workbook, each with a way to it.
fn sheets(tables: &Tables, lang: Lang) -> Vec<Vec<SheetCell>> {
    let mut rows = section(lang, ("各工作表", "The sheets")).to_vec();
    let wide = super::wide::all();
    let names = tables.sheets(lang, &wide).into_iter().map(|sheet| sheet.name);
    for ((index, table), name) in tables.order().iter().enumerate().zip(names).skip(1) {
        let link = LinkTarget::Row { sheet: index, row: 0, key: None };
        let (zh, en) = about(*table);
        rows.push(vec![
            SheetCell::Empty,
            SheetCell::Link(Box::new(text(&name, Tone::Plain)), link),
            text(lang.pick(zh, en), Tone::Plain),
        ]);
    }
    rows
}

/// What a table holds.
fn about(table: Table) -> Bilingual {
    match table {
        Table::Guide => ("本页。", "This page."),
        Table::Overview => (
            "按年度、按层级的合计与图表：申请、办理结果、公开率、复议诉讼、最大的机关、读取情况。",
            "Sums by year and by level, and charts: requests, outcomes, share given, reviews and lawsuits, the largest organs, what was read.",
        ),
        Table::Reports => (
            "每份报告一行：机关、年度、标题、表式、发布日期，读到多少格、多少有疑点或不能确定。工作簿中点数字到该报告的行，点文件名打开原文。",
            "A row a report: organ, year, title, edition of the form, date, how many cells were read, and how many are doubtful or lost. In a workbook a number leads to the report's row elsewhere, the file's name to the source.",
        ),
        Table::Wide(0) => (
            "报告第二部分“主动公开政府信息情况”（条例第二十条）。2019年表式与2021年表式的项目不同，并列各成一列。",
            "Section 2, proactive disclosure. The forms of 2019 and 2021 ask for different things, so each has columns of its own.",
        ),
        Table::Wide(1) => (
            "报告第三部分“收到和处理政府信息公开申请情况”，每种办理结果按申请人类型分七列。",
            "Section 3, requests received and handled: seven columns an outcome, by kind of applicant.",
        ),
        Table::Wide(2) => (
            "报告第四部分“政府信息公开行政复议、行政诉讼情况”。2014年统计表的行政复议数也在此表。",
            "Section 4, administrative reviews and lawsuits. The reviews of the form of 2014 are here too.",
        ),
        Table::Wide(_) => (
            "2014至2018年度所用《政府信息公开情况统计表》的其余项目。",
            "The rest of the statistical table that reports for 2014 to 2018 used.",
        ),
        Table::Findings => (
            "按表式的勾稽关系等规则核对的结果：哪里不平、所印的数、建议核对的单元格与数值。只是提示，表中数字一律照印；与其他年度核对的结果列在表末。",
            "What the rules of the form find: sums that do not hold, what is printed, the cell to look at and the number that would mend it. Nothing printed is changed; findings over several years stand at the end.",
        ),
        Table::Statements => (
            "报告正文（不是表格）中写出的数字，附原文，旁列表格中的数，供核对；两者从不混用。一行有多个项目时，数字是它们的合计。",
            "Numbers that the prose gives, with the words, beside those of the tables, to compare; they are never mixed. Where a row names several fields, the number is their sum.",
        ),
        Table::Extras => (
            "页面表格中有而国家表式没有的行，照印抄录。",
            "Rows that the pages print and the national form does not have, as printed.",
        ),
        Table::Notes => (
            "读取中遇到的疑点：哪份报告、哪些项目、在原文何处、为何。",
            "What was doubtful: which report, which fields, where in the source, and why.",
        ),
        Table::Coverage => (
            "机关与年度对照：哪些齐全，哪些有缺漏（读到的格数/应有的格数，或空白的格数）、为何；“—”表示没有该年度的报告。",
            "Organs by years: which reports are complete, which are not (cells seen of cells asked for, or how many hold no number), and why; “—” where there is no report.",
        ),
        Table::Sources => (
            "全部输入文件：结果、格式、编码、大小、修改时间、SHA-256；不能读取的写明原因。",
            "Every input file: outcome, format, encoding, size, time, SHA-256; why, where it could not be read.",
        ),
        Table::Fields => (
            "各数据列的名称、代号、单位、含义与依据的文件。",
            "Every column's label, id, unit, meaning, and the document that asks for it.",
        ),
        Table::Long => (
            "长表：每格一行，含数值、所印文字与在原文的位置，供统计软件使用。",
            "A row a cell, with its value, its text as printed and its place in the source, for statistics programs.",
        ),
        Table::Text => ("报告各部分的正文。", "The text of the reports' sections."),
        Table::Blanks => (
            "隐藏的工作表：各报告中没有数字的单元格，供再次读取本工作簿时与不存在的单元格区分。",
            "A hidden sheet: the cells of each report that hold no number, so that a program that reads this workbook tells them from cells that are not there.",
        ),
    }
}

fn line(name: &str, words: &str) -> Vec<SheetCell> {
    vec![SheetCell::Empty, text(name, Tone::Plain), text(words, Tone::Plain)]
}

fn text(text: &str, tone: Tone) -> SheetCell {
    SheetCell::Text(text.to_owned(), tone)
}
