//! Tables.

use nianbao_core::{Grid, Place, Role};

use super::{grids, lines, p, read, t, texts};

/// A cell with properties.
fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

const START: &str = "<w:vMerge w:val=\"restart\"/>";
const GOES_ON: &str = "<w:vMerge/>";

/// Of each cell: text, first column, columns, rows.
fn cells(grid: &Grid) -> Vec<(&str, usize, usize, usize)> {
    let cells = grid.rows().iter().flatten();
    cells.map(|cell| (cell.text.as_str(), cell.column, cell.columns, cell.rows)).collect()
}

#[test]
fn spans_across_and_down() {
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let document = read(&tbl(&[
        tr(&[tc(START, "甲"), tc(wide, "乙")]),
        tr(&[tc(GOES_ON, "不见"), tc("", "丙"), tc("", "丁")]),
        tr(&[tc(GOES_ON, ""), tc(&format!("{wide}{START}"), "戊")]),
        tr(&[tc("", "己"), tc(&format!("{wide}{GOES_ON}"), "")]),
    ]));
    assert_eq!(
        cells(grids(&document)[0]),
        [
            ("甲", 0, 1, 3),
            ("乙", 1, 2, 1),
            ("丙", 1, 1, 1),
            ("丁", 2, 1, 1),
            ("戊", 1, 2, 2),
            ("己", 0, 1, 1)
        ]
    );
}

#[test]
fn a_merge_goes_on_only_below_a_cell_of_its_columns() {
    let document = read(&tbl(&[
        tr(&[tc(START, "甲"), tc("", "1")]),
        tr(&[tc("<w:gridSpan w:val=\"2\"/><w:vMerge/>", "乙")]),
        tr(&[tc("", "丙"), tc("", "2")]),
        tr(&[tc(GOES_ON, "丁"), tc("", "3")]),
    ]));
    let rows: Vec<_> =
        cells(grids(&document)[0]).into_iter().map(|(text, _, _, rows)| (text, rows)).collect();
    assert_eq!(rows, [("甲", 1), ("1", 1), ("乙", 1), ("丙", 1), ("2", 1), ("丁", 1), ("3", 1)]);
}

#[test]
fn merges_of_old_documents_and_columns_left_out() {
    let document = read(&tbl(&[
        tr(&[tc("", "甲"), tc("<w:hMerge w:val=\"restart\"/>", "乙"), tc("<w:hMerge/>", "")]),
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned()
            + &tc("", "1")
            + &tc("", "2")
            + "</w:tr>",
    ]));
    assert_eq!(
        cells(grids(&document)[0]),
        [("甲", 0, 1, 1), ("乙", 1, 2, 1), ("1", 1, 1, 1), ("2", 2, 1, 1)]
    );
}

#[test]
fn rows_that_are_deleted_or_hidden_are_not_there() {
    let row = |own: &str, text: &str| {
        format!("<w:tr><w:trPr>{own}</w:trPr>{}{}</w:tr>", tc("", text), tc("", "1"))
    };
    let document =
        read(&tbl(&[row("<w:del/>", "甲"), row("<w:hidden/>", "乙"), row("<w:ins/>", "丙")]));
    assert_eq!(cells(grids(&document)[0]), [("丙", 0, 1, 1), ("1", 1, 1, 1)]);
}

#[test]
fn a_picture_may_be_the_number_or_a_digit_of_it() {
    let picture = "<w:r><w:drawing><pic/></w:drawing></w:r>";
    let cell = |content: &str| format!("<w:tc><w:p>{content}</w:p></w:tc>");
    let digit = cell(&(t("1") + picture));
    let boxed =
        format!("<w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r>", p("2"));
    let row = tr(&[tc("", "甲"), cell(picture), digit, cell(&(t("乙") + picture)), cell(&boxed)]);
    let document = read(&[tbl(&[row]), cell(&(t("丙1") + picture))].concat());
    let shown: Vec<&str> = cells(grids(&document)[0]).into_iter().map(|cell| cell.0).collect();
    assert_eq!(shown, ["甲", "\u{fffc}", "1\u{fffc}", "乙", "2"]);
    assert_eq!(texts(&document), ["丙1"]);
}

#[test]
fn controls_around_rows_cells_and_texts_are_looked_through() {
    let control = |content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"a\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let inside = format!("<w:tc>{}</w:tc>", control(&p("3")));
    let row = tr(&[tc("", "甲"), control(&tc("", "1")), control(&control(&tc("", "2"))), inside]);
    let document = read(&tbl(&[control(&row)]));
    let found = [("甲", 0, 1, 1), ("1", 1, 1, 1), ("2", 2, 1, 1), ("3", 3, 1, 1)];
    assert_eq!(cells(grids(&document)[0]), found);
}

#[test]
fn paragraphs_of_a_cell_are_its_lines_and_places_count_what_is_seen() {
    let lines = format!("<w:tc>{}{}{}</w:tc>", p("（一）"), p(""), p("规章"));
    let document = read(
        &[
            tbl(&[tr(&[tc(START, "甲"), tc("", "乙")]), tr(&[tc(GOES_ON, ""), lines])]),
            p("中"),
            tbl(&[tr(&[tc("", "丙"), tc("", "丁")])]),
        ]
        .concat(),
    );
    let grids = grids(&document);
    let cell = &grids[0].rows()[1][0];
    assert_eq!(cell.text, "（一）\n规章");
    assert_eq!(cell.at, Place::Cell { table: 1, row: 2, column: 1 });
    assert_eq!(grids[1].rows()[0][1].at, Place::Cell { table: 2, row: 1, column: 2 });
}

#[test]
fn a_frame_around_the_report_is_layout() {
    let inner = tbl(&[tr(&[tc("", "甲"), tc("", "1")])]);
    let frame =
        tbl(&[tr(&[tc("", "栏目"), format!("<w:tc>{}{inner}{}</w:tc>", p("标题"), p("后"))])]);
    let document = read(&frame);
    assert_eq!(texts(&document), ["栏目", "标题", "后"]);
    assert_eq!(cells(grids(&document)[0]), [("甲", 0, 1, 1), ("1", 1, 1, 1)]);
    let column = read(&tbl(&[tr(&[tc("", "甲")]), tr(&[tc("", "乙")])]));
    assert_eq!(texts(&column), ["甲", "乙"]);
}

#[test]
fn a_long_remark_does_not_make_layout_of_many_figures() {
    let remark = "注：本表所列数据的统计口径与上年一致。".repeat(30);
    let rows = |count: usize| -> Vec<String> {
        let figures = std::iter::repeat_n(tr(&[tc("", "甲"), tc("", "1")]), count);
        figures.chain([tr(&[tc("", "说明"), tc("", &remark)])]).collect()
    };
    assert_eq!(grids(&read(&tbl(&rows(30)))).len(), 1);
    assert_eq!(grids(&read(&tbl(&rows(3)))).len(), 0);
}

#[test]
fn labels_in_the_style_of_headings_are_labels() {
    let label =
        format!("<w:tc><w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}</w:p></w:tc>", t("规章"));
    let document = read(&tbl(&[tr(&[label, tc("", "1")])]));
    assert_eq!(grids(&document).len(), 1);
}

#[test]
fn a_caption_is_one_only_above_a_table() {
    let caption = format!("<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>{}</w:p>", t("表"));
    let table = tbl(&[tr(&[tc("", "甲"), tc("", "1")])]);
    let document = read(&[caption.clone(), table, caption].concat());
    let roles: Vec<Role> = lines(&document).iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Caption, Role::Text]);
}

#[test]
fn repeated_rows_are_heads() {
    let head =
        format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>", tc("", "甲"), tc("", "乙"));
    let document = read(&tbl(&[head, tr(&[tc("", "丙"), tc("", "1")])]));
    let heads: Vec<bool> =
        grids(&document)[0].rows().iter().flatten().map(|cell| cell.head).collect();
    assert_eq!(heads, [true, true, false, false]);
}

#[test]
fn a_note_on_a_number_in_a_cell_is_no_digit_of_it() {
    let number =
        format!("<w:tc><w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p></w:tc>", t("12"));
    let document = read(&tbl(&[tr(&[tc("", "甲"), number])]));
    assert_eq!(grids(&document)[0].rows()[0][1].text, "12[1]");
}

#[test]
fn absurd_spans_are_clamped() {
    let wide = "<w:gridSpan w:val=\"99999999999\"/><w:vMerge w:val=\"restart\"/>";
    let document =
        read(&tbl(&[tr(&[tc(wide, "甲"), tc(wide, "乙")]), tr(&[tc("", "1"), tc("", "2")])]));
    assert!(grids(&document)[0].width() < 1_000);
}

#[test]
fn what_is_hidden_in_a_table_is_not_read_and_told() {
    let hidden = |text: &str| {
        let run = super::run("<w:vanish/>", &format!("<w:t>{text}</w:t>"));
        format!("<w:tc><w:p>{run}</w:p></w:tc>")
    };
    let row = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr>", tc("", "乙"), hidden("7"));
    let document = read(&tbl(&[
        tr(&[tc("", "甲"), tc("", "1"), hidden("5")]),
        row,
        tr(&[tc("", "丙"), tc("", "2"), hidden("旁注")]),
    ]));
    let texts: Vec<_> = cells(grids(&document)[0]).into_iter().map(|(text, ..)| text).collect();
    assert_eq!(texts, ["甲", "1", "（5）", "丙", "2", ""]);
    let [note] = document.notes.as_slice() else { panic!("{:?}", document.notes) };
    assert_eq!((note.code.id(), &*note.detail), ("hidden.unread", "乙 | 7"));
}
