//! The wide tables: a row a report, a column a field of the form.

use nianbao_core::{
    BookColumn, ColumnKind, Edition, FieldId, FieldInfo, Lang, Reading, Report, Severity, Sheet,
    SheetCell, Tone,
};

use super::frame::{Frame, LEADING, leading};

/// One table and its fields. Every field that a table of the form prints is in exactly one.
pub(super) struct Wide {
    name: (&'static str, &'static str),
    fields: Vec<FieldId>,
}

/// The tables, in the order of the form of today, the oldest last.
pub(super) fn all() -> Vec<Wide> {
    let of = |name, holds: fn(&FieldInfo) -> bool| Wide {
        name,
        fields: FieldId::all().filter(|field| holds(field.info())).collect(),
    };
    vec![
        of(("主动公开", "Proactive"), |field| field.section == 2),
        of(("申请", "Requests"), |field| field.section == 3),
        // Reviews (行政复议) are in the form of 2014 too, under the same ids.
        of(("复议诉讼", "Review and litigation"), |field| field.section == 4),
        of(("2014统计表", "Form of 2014"), |field| {
            field.section == 0 && field.editions.contains(&Edition::E2014)
        }),
    ]
}

/// The gravest note that names each field, by the field's index.
pub(super) fn doubts(report: &Report) -> Vec<Option<Severity>> {
    let mut doubts = vec![None; FieldId::all().len()];
    for note in &report.notes {
        for field in &note.fields {
            let doubt: &mut Option<Severity> = &mut doubts[field.index()];
            *doubt = (*doubt).max(Some(note.code.severity()));
        }
    }
    doubts
}

impl Wide {
    /// The table's head.
    pub(super) fn sheet(&self, lang: Lang) -> Sheet {
        let paths = labels(&self.fields, lang);
        let depth = paths.first().map_or(0, Vec::len);
        let mut columns = leading(lang);
        for column in &mut columns {
            let id = column.heads.split_off(1);
            column.heads.resize(depth, String::new());
            column.heads.extend(id);
        }
        columns.extend(self.fields.iter().zip(paths).map(|(field, mut heads)| {
            heads.push(field.id().to_owned());
            let kind = if field.is_amount() { ColumnKind::Amount } else { ColumnKind::Count };
            BookColumn { heads, width: 11, kind }
        }));
        let name = lang.pick(self.name.0, self.name.1).to_owned();
        Sheet { name, columns, frozen: LEADING, filter: true }
    }

    /// The row of a report, even if it has none of the fields: the n-th row is the same report in
    /// every wide table.
    pub(super) fn row(&self, frame: &Frame<'_>, doubts: &[Option<Severity>]) -> Vec<SheetCell> {
        let mut cells = frame.leading();
        cells.extend(
            self.fields
                .iter()
                .map(|field| cell(frame.report.facts.reading(*field), doubts[field.index()])),
        );
        cells
    }
}

/// A field's cell: its number, or why there is none.
fn cell(reading: Reading<'_>, doubt: Option<Severity>) -> SheetCell {
    match reading {
        Reading::Number(value, _) if doubt.is_some() => SheetCell::Number(value, Tone::Doubtful),
        Reading::Number(value, _) => SheetCell::Number(value, Tone::Plain),
        // Something is printed and a note says why it is no number: an amount without a unit.
        Reading::Blank(fact) if !fact.raw.is_empty() && doubt == Some(Severity::Warning) => {
            SheetCell::Blank(Tone::Lost)
        }
        Reading::Blank(_) => SheetCell::Blank(Tone::Unfilled),
        Reading::Absent if doubt == Some(Severity::Warning) => SheetCell::Blank(Tone::Lost),
        Reading::Absent => SheetCell::Empty,
    }
}

/// The labels over each field, all of one depth: the edition, the path of the row, the path of the
/// column, the unit. A level that says the same everywhere says nothing and is left out.
fn labels(fields: &[FieldId], lang: Lang) -> Vec<Vec<String>> {
    let infos: Vec<&FieldInfo> = fields.iter().map(|field| field.info()).collect();
    let parts = |path: &'static str| path.split(" / ").map(str::to_owned).collect::<Vec<_>>();
    let deepest = |path: fn(&FieldInfo) -> &'static str| {
        infos.iter().map(|info| parts(path(info)).len()).max().unwrap_or(0)
    };
    let (rows, columns) = (deepest(|info| info.row_label), deepest(|info| info.column_label));
    let mut paths: Vec<Vec<String>> = infos
        .iter()
        .map(|info| {
            let mut path = vec![editions(info, lang)];
            path.extend(parts(info.row_label));
            path.resize(1 + rows, String::new());
            path.extend(parts(info.column_label));
            path.resize(1 + rows + columns, String::new());
            path.push(info.unit.to_owned());
            path
        })
        .collect();
    for level in (0..2 + rows + columns).rev() {
        if paths.windows(2).all(|pair| pair[0][level] == pair[1][level]) {
            for path in &mut paths {
                path.remove(level);
            }
        }
    }
    paths
}

/// The editions of the form that print a field.
fn editions(info: &FieldInfo, lang: Lang) -> String {
    let ids: Vec<_> = info.editions.iter().map(|edition| edition.id()).collect();
    match lang {
        Lang::Zh => format!("{}年表式", ids.join("、")),
        Lang::En => format!("Form of {}", ids.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Fact};

    use super::*;

    #[test]
    fn every_printed_field_is_a_column_once() {
        let tables = all();
        for field in FieldId::all() {
            let count = tables.iter().filter(|table| table.fields.contains(&field)).count();
            assert_eq!(count, usize::from(!field.info().editions.is_empty()), "{field}");
        }
    }

    #[test]
    fn labels_lead_from_the_row_to_the_column() {
        let requests = &all()[1];
        let sheet = requests.sheet(Lang::Zh);
        let column = sheet
            .columns
            .iter()
            .find(|column| column.heads.last().is_some_and(|id| id == "requests.granted.business"))
            .unwrap();
        let heads: Vec<&str> = column.heads.iter().map(String::as_str).collect();
        let expected = [
            "2019、2021年表式",
            "三、本年度办理结果",
            "（一）予以公开",
            "",
            "法人或其他组织",
            "商业企业",
            "requests.granted.business",
        ];
        assert_eq!(heads, expected);
        let depth = |column: &BookColumn| column.heads.len();
        assert!(sheet.columns.iter().all(|column| depth(column) == expected.len()));
        assert_eq!(sheet.columns[0].heads.first().unwrap(), "文件");
        assert_eq!(sheet.columns[0].heads.last().unwrap(), "file");
    }

    #[test]
    fn the_states_of_a_field_look_different() {
        let fact = |value: Option<i64>, raw: &str| Fact {
            value: value.map(Decimal::from),
            raw: raw.to_owned(),
            at: None,
        };
        let (blank, slash, zero) = (fact(None, ""), fact(None, "/"), fact(Some(0), "0"));
        let number = |tone| SheetCell::Number(Decimal::ZERO, tone);
        let (info, warning) = (Some(Severity::Info), Some(Severity::Warning));
        let cases = [
            (Reading::Absent, None, SheetCell::Empty),
            (Reading::Absent, info, SheetCell::Empty),
            (Reading::Absent, warning, SheetCell::Blank(Tone::Lost)),
            (Reading::Blank(&blank), None, SheetCell::Blank(Tone::Unfilled)),
            (Reading::Blank(&blank), warning, SheetCell::Blank(Tone::Unfilled)),
            (Reading::Blank(&slash), None, SheetCell::Blank(Tone::Unfilled)),
            (Reading::Blank(&slash), warning, SheetCell::Blank(Tone::Lost)),
            (Reading::Number(Decimal::ZERO, &zero), None, number(Tone::Plain)),
            (Reading::Number(Decimal::ZERO, &zero), info, number(Tone::Doubtful)),
        ];
        for (reading, doubt, expected) in cases {
            assert_eq!(cell(reading, doubt), expected, "{reading:?} {doubt:?}");
        }
    }
}
