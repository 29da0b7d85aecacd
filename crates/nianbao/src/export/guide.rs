//! The first table: what the others hold and what colours mean, for readers who were told nothing.

use nianbao_core::{BookColumn, ColumnKind, Decimal, Lang, Sheet, SheetCell, Tone};

/// A text in Chinese and in English.
type Bilingual = (&'static str, &'static str);

/// The table of explanations: a page of text in two columns.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let column = |width, kind| BookColumn { heads: Vec::new(), width, kind };
    Sheet {
        name: lang.pick("说明", "Guide").to_owned(),
        columns: vec![column(24, ColumnKind::Text), column(100, ColumnKind::Prose)],
        frozen: 0,
        filter: false,
    }
}

/// Its rows; `names` are those of all tables in order, this one included.
pub(super) fn rows(lang: Lang, names: &[&str]) -> Vec<Vec<SheetCell>> {
    let heading = |zh: &str, en: &str| vec![strong(lang.pick(zh, en))];
    let mut rows = vec![
        heading("政府信息公开工作年度报告数据", "Annual reports on government information disclosure"),
        vec![
            SheetCell::Empty,
            plain(lang.pick(
                "本工作簿由程序从各机关公布的政府信息公开工作年度报告中读出，每份报告一行。程序只抄录\
                 表格中印出的数字，从不推算或补填。",
                "This workbook was read by a program from the annual reports that Chinese government \
                 organs publish on information disclosure. A report is a row. The program copies the \
                 numbers that the tables print; it never computes or fills in any.",
            )),
        ],
        Vec::new(),
        heading("各工作表", "The sheets"),
    ];
    let texts = SHEETS.iter().map(|(zh, en)| plain(lang.pick(zh, en)));
    rows.extend(names.iter().skip(1).zip(texts).map(|(name, text)| vec![plain(name), text]));
    rows.extend([Vec::new(), heading("各列", "The columns")]);
    rows.extend(COLUMNS.iter().map(|(name, text)| {
        vec![plain(lang.pick(name.0, name.1)), plain(lang.pick(text.0, text.1))]
    }));
    rows.extend([Vec::new(), heading("单元格与颜色", "Cells and colours")]);
    rows.extend(states(lang));
    let version = env!("CARGO_PKG_VERSION");
    rows.extend([
        Vec::new(),
        vec![plain(lang.pick("程序", "Program")), plain(&format!("nianbao {version}"))],
    ]);
    rows
}

/// What each table holds, in their order, this one left out.
const SHEETS: [Bilingual; 8] = [
    (
        "每份报告一行：标题、机关、年度、所用表式、发布日期、来源文件，以及读到多少个单元格。",
        "A row a report: title, organ, year, edition of the form, day of publication, file, and how many cells were read.",
    ),
    (
        "报告第二部分“主动公开政府信息情况”（条例第二十条）。2019年表式与2021年表式的项目不同，分列。",
        "Section 2 of the report, proactive disclosure. The forms of 2019 and 2021 ask for different things, so each has columns of its own.",
    ),
    (
        "报告第三部分“收到和处理政府信息公开申请情况”，每个办理结果按申请人类型分七列。",
        "Section 3, requests received and handled: seven columns an outcome, by kind of applicant.",
    ),
    (
        "报告第四部分“因政府信息公开工作被申请行政复议、提起行政诉讼情况”。2014年统计表的行政复议数也在此表。",
        "Section 4, administrative reviews and lawsuits. The reviews of the form of 2014 are here too.",
    ),
    (
        "2014至2018年度所用《政府信息公开情况统计表》的其余项目。",
        "The rest of the statistical table that reports for 2014 to 2018 used.",
    ),
    (
        "报告正文（不是表格）中写出的数字，附原文；可与表格核对。一行有多个项目时，数字是它们的合计。",
        "Numbers that the prose gives, not the tables, with the words; to compare. Where a row names several fields, the number is their sum.",
    ),
    (
        "读取中遇到的疑点：哪份报告、哪些项目、在原文何处、为何。",
        "What was doubtful: which report, which fields, where in the source, and why.",
    ),
    (
        "不能读取的文件及原因；空表表示全部读取成功。",
        "Files that could not be read, and why; empty if all could.",
    ),
];

/// Columns that need a word.
const COLUMNS: [(Bilingual, Bilingual); 6] = [
    (
        ("表头", "Heads"),
        (
            "自上而下依次为表式、行标题、列标题、单位；同组的标题只在最左一列写一次。最后一行（灰色）是项目代号，各版本不变，供程序使用。",
            "From top to bottom: edition of the form, row label, column label, unit, in Chinese as the form prints them; a group's label stands over its first column only. The last row, in grey, holds ids that do not change, for programs.",
        ),
    ),
    (("文件", "File"), ("来源文件。", "The file it was read from.")),
    (
        ("部分", "Part"),
        ("一个文件含多份报告时的序号，从1起。", "Which report of the file, from 1."),
    ),
    (
        ("机关、年度", "Organ, year"),
        (
            "按报告所印；不能确定时留空。",
            "As the report prints them; empty if they cannot be told.",
        ),
    ),
    (
        ("行", "Rows"),
        (
            "报告表与各数据表逐行对应：同一行号（自表头以下数起）是同一份报告。",
            "The n-th row under the heads is the same report in the sheet of reports and in every data sheet.",
        ),
    ),
    (
        ("单位", "Units"),
        (
            "金额一律为万元；其余为件、项、条、次、人等整数。",
            "Amounts are in 万元 (10,000 yuan); everything else is a count.",
        ),
    ),
];

/// A sample of each kind of cell beside what it means.
fn states(lang: Lang) -> Vec<Vec<SheetCell>> {
    let sample = SheetCell::Number(Decimal::from(12), Tone::Plain);
    let doubtful = SheetCell::Number(Decimal::from(12), Tone::Doubtful);
    let row = |cell, zh: &str, en: &str| vec![cell, plain(lang.pick(zh, en))];
    vec![
        row(
            sample,
            "数字：报告印出的数。0 是报告印出的 0，绝不代表空缺。",
            "A number as the report prints it. 0 means that it prints 0, never that something is missing.",
        ),
        row(
            doubtful,
            "黄底数字：读出了数，但有疑点，原因见“备注”。",
            "On yellow: a number that was read with some doubt; the sheet of notes says why.",
        ),
        row(
            SheetCell::Blank(Tone::Unfilled),
            "灰底空格：报告中有这一格，但没有数字（空白，或“/”“-”等符号）。",
            "Grey: the cell is in the report and holds no number; it is blank, or has a mark such as / or -.",
        ),
        row(
            SheetCell::Blank(Tone::Lost),
            "红底空格：可能印有数字，但不能确定其值或归属，故不读取；原因见“备注”，请核对原文。",
            "Red: there may be a number, but its value or its place could not be told, so none was taken; the sheet of notes says why. Look at the source.",
        ),
        row(
            SheetCell::Empty,
            "无色空格：报告中没有这一格（例如所用表式没有这一项，或缺少该表）。",
            "Empty: the report does not have the cell; its form does not ask, or the table is missing.",
        ),
    ]
}

fn plain(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned(), Tone::Plain)
}

fn strong(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned(), Tone::Strong)
}
