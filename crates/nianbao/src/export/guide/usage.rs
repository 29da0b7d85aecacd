//! How cells look and how the tables are used: in a workbook, and in a folder of files, where nothing has
//! a colour or leads anywhere.

use nianbao_core::{Decimal, Lang, SheetCell, Tone};

use super::{Bilingual, line, text};

/// A sample of each kind of cell beside what it means.
fn states(lang: Lang) -> Vec<Vec<SheetCell>> {
    let number = |tone| SheetCell::Number(Decimal::from(12), tone);
    let row = |cell, zh: &str, en: &str| {
        vec![SheetCell::Empty, cell, text(lang.pick(zh, en), Tone::Plain)]
    };
    vec![
        row(
            number(Tone::Plain),
            "数字：报告印出的数。0 是报告印出的 0，绝不代表空缺。",
            "A number as the report prints it. 0 means that it prints 0, never that something is missing.",
        ),
        row(
            number(Tone::Doubtful),
            "黄底数字：读出了数，但有疑点，原因见单元格批注或“备注”。",
            "On yellow: a number that was read with some doubt; the remark beside it or the sheet of notes says why.",
        ),
        row(
            SheetCell::Blank(Tone::Unfilled),
            "灰底空格：报告中有这一格，但没有数字（空白，或“/”“-”“无”等）。",
            "Grey: the cell is in the report and holds no number; it is blank, or has a mark such as / or -.",
        ),
        row(
            SheetCell::Blank(Tone::Lost),
            "红底空格：可能印有数字，但不能确定其值或归属，故不读取；原因见批注或“备注”，请核对原文。",
            "Red: there may be a number, but its value or its place could not be told, so none was taken; the remark or the sheet of notes says why. Look at the source.",
        ),
        row(
            SheetCell::Empty,
            "无色空格：报告中没有这一格（例如所用表式没有这一项，或页面未见该格）。",
            "Empty: the report does not have the cell; its form does not ask, or the page does not show it.",
        ),
    ]
}

/// What a reader must know to use the tables.
const WORKBOOK: [(Bilingual, Bilingual); 7] = [
    (
        ("表头", "Heads"),
        (
            "第一行是项目名称（行标题 / 列标题），第二行灰色小字是项目代号，各版本不变，供程序使用；点左侧“－”可收起代号行。标有“2019年表式”等的，只有该表式有此项。",
            "The first row is the label (row / column), in Chinese as the form prints it; the second, in small grey letters, the id, which does not change, for programs. The “–” at the left hides the ids. A label that begins with a form is of that form only.",
        ),
    ),
    (
        ("序号", "No."),
        (
            "报告在本工作簿中的编号；各表同一序号是同一份报告。“报告”与四张数据表逐行对应。",
            "The report's number in this workbook, the same in every sheet. The rows of Reports and of the four data sheets correspond.",
        ),
    ),
    (
        ("机关、年度", "Organ, year"),
        (
            "按报告所印；不能确定时留空。同名机关不一定是同一机关。",
            "As the report prints them; empty if they cannot be told. Organs of the same name need not be the same.",
        ),
    ),
    (
        ("省份、地市、县区、层级", "Province, city, county, level"),
        (
            "报告上没有，由程序据机关名称和行政区划名单推断；有同名地区、名称中看不出的留空。",
            "Not in the reports: derived from the organ's name and the list of administrative divisions; empty where two places share a name, or the name does not tell.",
        ),
    ),
    (
        ("单位", "Units"),
        (
            "金额一律为万元（原文为元、亿元的已换算）；其余为件、项、条、次、人等整数。",
            "Amounts are in 万元 (10,000 yuan), converted exactly where the page prints another unit; everything else is a count.",
        ),
    ),
    (
        ("批注", "Remarks"),
        (
            "有疑点的单元格附批注；数量很多时只附一部分，全部疑点见“备注”。",
            "Doubtful cells have remarks; where there are very many, only some have, and the sheet of notes has all.",
        ),
    ),
    (
        ("链接", "Links"),
        (
            "表内链接按序号查找，筛选、排序后仍指向该报告的行；文件链接以本工作簿所在位置为准，移动工作簿时请连同文件一起移动。",
            "Links within the workbook look for the report's number, so tables may be sorted and filtered; those to files go from where the workbook is, so move both together.",
        ),
    ),
];

/// What cells are in a folder.
const CELLS: [(Bilingual, Bilingual); 2] = [
    (
        ("数字", "Numbers"),
        (
            "报告印出的数。0 是报告印出的 0，绝不代表空缺。有疑点的数见“备注”。",
            "As the report prints them. 0 means that it prints 0, never that something is missing. The table of notes says which are doubtful.",
        ),
    ),
    (
        ("空格", "Empty cells"),
        (
            "报告中没有这一格，或有格而没有数字，或不能确定、未读取。nianbao.csv 列出有格而没有数字的项目，“备注”列出未读取的项目及原因。",
            "The report does not have the cell, or the cell holds no number, or it was not certain and not taken. nianbao.csv lists the cells without a number; the notes list what was not taken, and why.",
        ),
    ),
];

/// How the files of a folder are used, beside what counts for a workbook, too.
const FOLDER: [(Bilingual, Bilingual); 2] = [
    (
        ("文件", "Files"),
        (
            "UTF-8 编码、带 BOM 的 CSV；首行是项目代号，各版本不变，供程序使用。名称、单位、含义见“字段”；各列的名称和类型另见 datapackage.json（Table Schema）。",
            "CSV in UTF-8 with a byte order mark; the first row is the ids, which do not change. Labels, units and meanings are in the table of fields; datapackage.json (Table Schema) has the label and type of every column.",
        ),
    ),
    (
        ("单引号", "Apostrophes"),
        (
            "以 =、+、-、@ 开头的文字前加了单引号，以免表格软件当作公式；数字不加。",
            "A text that begins with =, +, - or @ has an apostrophe in front, lest a spreadsheet compute it; numbers have none.",
        ),
    ),
];

/// Cells and their colours; in a folder, cells.
pub(super) fn cells(folder: bool, lang: Lang) -> Vec<Vec<SheetCell>> {
    if folder { told(&CELLS, lang).collect() } else { states(lang) }
}

/// How to use it.
pub(super) fn usage(folder: bool, lang: Lang) -> Vec<Vec<SheetCell>> {
    if !folder {
        return told(&WORKBOOK, lang).collect();
    }
    let shared = WORKBOOK.iter().filter(|(name, _)| !BOUND.contains(&name.1));
    told(&FOLDER, lang).chain(told(shared, lang)).collect()
}

/// What a folder has none of.
const BOUND: [&str; 3] = ["Heads", "Remarks", "Links"];

fn told<'t>(
    texts: impl IntoIterator<Item = &'t (Bilingual, Bilingual)>,
    lang: Lang,
) -> impl Iterator<Item = Vec<SheetCell>> {
    texts
        .into_iter()
        .map(move |(name, words)| line(lang.pick(name.0, name.1), lang.pick(words.0, words.1)))
}
