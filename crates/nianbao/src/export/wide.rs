//! The wide tables: a row a report, a column a field of the form.

mod doubts;

use nianbao_core::{
    BookColumn, ColumnKind, Edition, FieldId, FieldInfo, Lang, Reading, Sheet, SheetCell,
    SheetKind, Tone,
};

use super::frame::{self, Frame};
use super::naming::short_label;

use doubts::Doubt;
pub(super) use doubts::{Doubts, States};

/// The width of a column of counts: seven Chinese characters of its label stand in a line.
const WIDTH: u16 = 14;

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

impl Wide {
    /// The table's name.
    pub(super) fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.name.0, self.name.1)
    }

    /// The table's fields.
    pub(super) fn fields(&self) -> &[FieldId] {
        &self.fields
    }

    /// The table's head.
    pub(super) fn sheet(&self, lang: Lang) -> Sheet {
        let units = self.differ(|info| info.unit);
        let editions = self.differ(|info| info.editions.as_slice());
        let mut group = 1;
        let mut previous = None;
        let columns = self.fields.iter().map(|field| {
            let info = field.info();
            let block = block(info);
            if previous.replace(block).is_some_and(|before| before != block) {
                group = 1 - group;
            }
            let mut label = short_label(*field);
            if let (true, [edition]) = (editions, info.editions.as_slice()) {
                label = format!("{} / {label}", of_edition(*edition, lang));
            }
            if units {
                label = format!("{label}（{}）", info.unit);
            }
            let kind = if field.is_amount() { ColumnKind::Amount } else { ColumnKind::Count };
            BookColumn { label, id: field.id().to_owned(), width: WIDTH, kind, group }
        });
        frame::table(lang, self.name, SheetKind::Data, columns.collect::<Vec<_>>())
    }

    /// The row of a report, even if it has none of the fields: the n-th row is the same report in
    /// every wide table.
    pub(super) fn row(&self, frame: &Frame<'_>, doubts: &Doubts<'_>) -> Vec<SheetCell> {
        let facts = &frame.report.facts;
        frame.row(
            self.fields.iter().map(|field| cell(facts.reading(*field), doubts.gravest(*field))),
        )
    }

    /// What is to be said beside cells of that row: the column, and why the cell is doubtful.
    pub(super) fn remarks(
        &self,
        frame: &Frame<'_>,
        doubts: &Doubts<'_>,
        lang: Lang,
    ) -> Vec<(usize, String)> {
        if !doubts.any() {
            return Vec::new();
        }
        let facts = &frame.report.facts;
        let doubtful = self.fields.iter().enumerate().filter(|(_, field)| {
            let tone = tone(&cell(facts.reading(**field), doubts.gravest(**field)));
            matches!(tone, Tone::Doubtful | Tone::Lost)
        });
        let first = frame::leading(lang).len();
        let columns: Vec<(usize, FieldId)> =
            doubtful.map(|(index, field)| (first + index, *field)).collect();
        doubts.remarks(&columns, lang)
    }

    /// Whether the fields differ in something.
    fn differ<T: PartialEq>(&self, of: fn(&'static FieldInfo) -> T) -> bool {
        self.fields.windows(2).any(|pair| of(pair[0].info()) != of(pair[1].info()))
    }
}

/// A field's cell: its number, or why there is none.
pub(super) fn cell(reading: Reading<'_>, doubt: Option<Doubt>) -> SheetCell {
    match reading {
        Reading::Number(value, _) if doubt.is_some() => SheetCell::Number(value, Tone::Doubtful),
        Reading::Number(value, _) => SheetCell::Number(value, Tone::Plain),
        // Something is printed and a note says why it is no number: an amount without a unit.
        Reading::Blank(fact) if !fact.raw.is_empty() && doubt >= Some(Doubt::Grave) => {
            SheetCell::Blank(Tone::Lost)
        }
        Reading::Blank(_) if doubt == Some(Doubt::Uncomputed) => SheetCell::Blank(Tone::Lost),
        Reading::Blank(_) => SheetCell::Blank(Tone::Unfilled),
        Reading::Absent if doubt >= Some(Doubt::Grave) => SheetCell::Blank(Tone::Lost),
        Reading::Absent => SheetCell::Empty,
    }
}

fn tone(cell: &SheetCell) -> Tone {
    match cell {
        SheetCell::Number(_, tone) | SheetCell::Blank(tone) => *tone,
        _ => Tone::Plain,
    }
}

/// The block of the form that a field's column belongs with.
fn block(info: &FieldInfo) -> (&'static str, usize, &'static str) {
    match info.section {
        0 => (info.row_label.split(" / ").next().unwrap_or_default(), 0, ""),
        2 => (info.table, info.editions.len(), info.editions.first().map_or("", |e| e.id())),
        _ => (info.row_label, 0, ""),
    }
}

/// That only one edition of the form prints a field.
fn of_edition(edition: Edition, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{edition}年表式"),
        Lang::En => format!("Form of {edition}"),
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
    fn a_label_leads_from_the_row_to_the_column_and_no_two_are_the_same() {
        for table in all() {
            let sheet = table.sheet(Lang::Zh);
            let mut labels: Vec<&str> = sheet.columns.iter().map(|c| c.label.as_str()).collect();
            assert_eq!((labels[0], labels[1]), ("机关", "年度"));
            labels.sort_unstable();
            let twice: Vec<_> = labels.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
        let label = |table: usize, id: &str| {
            let columns = all()[table].sheet(Lang::Zh).columns;
            columns.into_iter().find(|column| column.id == id).unwrap().label
        };
        assert_eq!(
            label(1, "requests.granted.business"),
            "三、本年度办理结果 / （一）予以公开 / 商业企业"
        );
        assert_eq!(
            label(0, "disclosure.fees.amount"),
            "2021年表式 / 行政事业性收费 / 本年收费金额（万元）"
        );
        assert_eq!(label(0, "disclosure.licensing.decisions"), "行政许可 / 本年处理决定数量（件）");
        assert_eq!(label(2, "review.upheld"), "行政复议 / 结果维持");
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
        let (info, warning) = (Some(Doubt::Slight), Some(Doubt::Grave));
        let cases = [
            (Reading::Absent, None, SheetCell::Empty),
            (Reading::Absent, info, SheetCell::Empty),
            (Reading::Absent, warning, SheetCell::Blank(Tone::Lost)),
            (Reading::Blank(&blank), None, SheetCell::Blank(Tone::Unfilled)),
            (Reading::Blank(&blank), warning, SheetCell::Blank(Tone::Unfilled)),
            (Reading::Blank(&blank), Some(Doubt::Uncomputed), SheetCell::Blank(Tone::Lost)),
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
