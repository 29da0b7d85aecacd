//! Two reports side by side: the frame, every field, every section.
//!
//! Two years of one organ show how the numbers went; two publications of one year show what was
//! altered without a word.

mod html;
mod json;
mod remarks;
mod text;

pub use html::html;
pub use json::jsonl;
pub use text::{Paragraph, Piece, SectionChange, Standing};

use nianbao_core::{Decimal, FieldId, Lang, Reading, Report};

/// How two reports belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// One organ, two years.
    Years,
    /// One organ and one year: the same report, published twice.
    Publications,
    /// Neither.
    Others,
}

/// What a report is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its file.
    pub file: Option<String>,
    /// Which report of the file.
    pub part: u32,
    /// The organ.
    pub organ: Option<String>,
    /// The year.
    pub year: Option<u16>,
}

impl Side {
    /// File, organ and year, for people.
    pub fn name(&self) -> String {
        let file = self.file.as_deref().unwrap_or("-");
        let organ = self.organ.as_deref().unwrap_or_default();
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        format!("{file} {organ} {year}").trim_end().to_owned()
    }
}

/// What a report says in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The cell is not there.
    Absent,
    /// The cell has no number; its text.
    Blank(String),
    /// The number and the text of the cell.
    Number(Decimal, String),
}

/// A field that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: FieldId,
    /// In the first report.
    pub a: State,
    /// In the second.
    pub b: State,
    /// The second less the first.
    pub change: Option<Decimal>,
    /// The change in per cent of the first, to a tenth.
    pub percent: Option<Decimal>,
}

/// A part of the frame that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameChange {
    /// The key in JSON: title, organ, year, form or published.
    pub key: &'static str,
    /// In the first report.
    pub a: Option<String>,
    /// In the second.
    pub b: Option<String>,
}

impl FrameChange {
    /// What it is, for people.
    pub fn name(&self, lang: Lang) -> &'static str {
        if lang == Lang::En {
            return self.key;
        }
        match self.key {
            "title" => "标题",
            "organ" => "机关",
            "year" => "年度",
            "form" => "表式",
            "published" => "发布日期",
            key => key,
        }
    }
}

/// All that differs between two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The first report.
    pub a: Side,
    /// The second report.
    pub b: Side,
    /// How they belong together.
    pub relation: Relation,
    /// What differs of the frame.
    pub frame: Vec<FrameChange>,
    /// The fields that differ, in the order of the form.
    pub fields: Vec<FieldChange>,
    /// How many fields are the same.
    pub same: usize,
    /// The sections that differ.
    pub sections: Vec<SectionChange>,
}

impl Relation {
    /// The relation, for people.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Years => lang.pick("同一机关的两个年度", "two years of one organ"),
            Self::Publications => lang.pick("同一年度的两次公布", "two publications of one year"),
            Self::Others => lang.pick("两份报告", "two reports"),
        }
    }
}

impl Diff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.frame.is_empty() && self.fields.is_empty() && self.sections.is_empty()
    }
}

/// Compares two reports.
pub fn diff(a: &Report, b: &Report) -> Diff {
    let key = |report: &Report| report.organ.as_deref().map(crate::rollup::key);
    let relation = match (key(a), key(b)) {
        (Some(one), Some(other)) if one == other && a.year == b.year => Relation::Publications,
        (Some(one), Some(other)) if one == other => Relation::Years,
        _ => Relation::Others,
    };
    let (fields, same) = fields(a, b, relation == Relation::Publications);
    Diff {
        a: side(a),
        b: side(b),
        relation,
        frame: frame(a, b),
        fields,
        same,
        sections: text::sections(&a.sections, &b.sections),
    }
}

fn side(report: &Report) -> Side {
    Side {
        file: report.source.file.clone(),
        part: report.source.part,
        organ: report.organ.clone(),
        year: report.year,
    }
}

fn frame(a: &Report, b: &Report) -> Vec<FrameChange> {
    let keys = |report: &Report| {
        [
            ("title", report.title.clone()),
            ("organ", report.organ.clone()),
            ("year", report.year.map(|year| year.to_string())),
            ("form", report.form.map(|form| form.id().to_owned())),
            ("published", report.published.map(|day| day.to_string())),
        ]
    };
    let pairs = keys(a).into_iter().zip(keys(b));
    let changes = pairs.map(|((key, a), (_, b))| FrameChange { key, a, b });
    changes.filter(|change| change.a != change.b).collect()
}

/// The fields that differ, and how many do not. Where the same report was published twice, another
/// printing of the same number is a change, too.
fn fields(a: &Report, b: &Report, printed: bool) -> (Vec<FieldChange>, usize) {
    let mut all: Vec<FieldId> = a.facts.iter().chain(b.facts.iter()).map(|(one, _)| one).collect();
    all.sort_by_key(|field| field.index());
    all.dedup();
    let mut changes = Vec::new();
    for field in &all {
        let (was, is) = (state(a, *field), state(b, *field));
        let same = match (&was, &is) {
            (State::Number(x, raw), State::Number(y, other)) => {
                x == y && (!printed || raw == other)
            }
            (State::Blank(raw), State::Blank(other)) => !printed || raw == other,
            (one, other) => one == other,
        };
        if !same {
            changes.push(field_change(*field, was, is));
        }
    }
    let same = all.len() - changes.len();
    (changes, same)
}

fn state(report: &Report, field: FieldId) -> State {
    match report.facts.reading(field) {
        Reading::Absent => State::Absent,
        Reading::Blank(fact) => State::Blank(fact.raw.clone()),
        Reading::Number(value, fact) => State::Number(value, fact.raw.clone()),
    }
}

fn field_change(field: FieldId, a: State, b: State) -> FieldChange {
    let (mut change, mut percent) = (None, None);
    if let (State::Number(was, _), State::Number(is, _)) = (&a, &b) {
        change = is.checked_sub(*was).map(|change| change.normalize());
        percent = change
            .and_then(|change| change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(was.abs()))
            .map(|percent| percent.round_dp(1).normalize());
    }
    FieldChange { field, a, b, change, percent }
}

impl State {
    /// The state for people; a cell that is not there and one without a number look different.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Absent => lang.pick("（无此格）", "(no cell)").to_owned(),
            Self::Blank(raw) if raw.is_empty() => lang.pick("（空）", "(blank)").to_owned(),
            Self::Blank(raw) => raw.clone(),
            Self::Number(value, _) => value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Fact, Section};

    use super::*;

    fn report(values: &[(&str, Option<i64>)], text: &str) -> Report {
        let organ = Some("青禾县水务局".to_owned());
        let mut report = Report { organ, year: Some(2022), ..Report::default() };
        for (id, value) in values {
            let value = value.map(Decimal::from);
            let raw = value.map(|value| value.to_string()).unwrap_or_default();
            report
                .facts
                .insert(FieldId::from_id(id).unwrap(), Fact { value, raw, at: None })
                .unwrap();
        }
        let (number, heading) = (Some(1), Some("一、总体情况".to_owned()));
        report.sections.push(Section { number, heading, paragraphs: vec![text.to_owned()] });
        report
    }

    #[test]
    fn numbers_change_by_so_much() {
        let a = report(
            &[("review.total", Some(8)), ("review.other", None), ("complaints", Some(1))],
            "",
        );
        let mut b = report(
            &[("review.total", Some(6)), ("review.other", Some(0)), ("complaints", Some(1))],
            "",
        );
        b.year = Some(2023);
        let diff = diff(&a, &b);
        assert_eq!((diff.relation, diff.same, diff.fields.len()), (Relation::Years, 1, 2));
        let total = diff.fields.iter().find(|one| one.field.id() == "review.total").unwrap();
        let numbers = (total.change.unwrap().to_string(), total.percent.unwrap().to_string());
        assert_eq!(numbers, ("-2".to_owned(), "-25".to_owned()));
        let blank = diff.fields.iter().find(|one| one.field.id() == "review.other").unwrap();
        assert_eq!((blank.change, blank.a.shown(Lang::En)), (None, "(blank)".to_owned()));
    }

    #[test]
    fn the_same_report_twice_shows_what_was_altered() {
        let a = report(&[("review.total", Some(8))], "全年收到申请102件，均按期办结。");
        let b = report(&[("review.total", Some(8))], "全年收到申请120件，均按期办结。");
        let diff = diff(&a, &b);
        assert_eq!(diff.relation, Relation::Publications);
        let pieces = &diff.sections[0].paragraphs[0].pieces;
        let changed: Vec<_> = pieces
            .iter()
            .filter(|one| one.standing != Standing::Both)
            .map(|one| &*one.text)
            .collect();
        assert_eq!(changed, ["102", "120"]);
        assert!(super::diff(&a, &a).is_empty());
    }

    #[test]
    fn what_makes_changes_doubtful_is_said_first() {
        let a = Report { form: Some(nianbao_core::Edition::E2021), ..report(&[], "") };
        assert!(diff(&a, &a).remarks(Lang::En).is_empty());
        let spaced = Report { organ: Some("青禾县 水务局".to_owned()), ..a.clone() };
        assert_eq!(diff(&a, &spaced).relation, Relation::Publications);
        let other = Report { organ: Some("青禾县林业局".to_owned()), ..a.clone() };
        assert!(diff(&a, &other).remarks(Lang::En)[0].contains("organs are different"));
        let form = Some(nianbao_core::Edition::E2019);
        let before = Report { year: Some(2020), form, ..a.clone() };
        assert!(diff(&before, &a).remarks(Lang::En)[0].contains("forms are of 2019 and 2021"));
        assert_eq!(diff(&a, &before).remarks(Lang::Zh).len(), 2);
    }

    #[test]
    fn absurd_numbers_do_not_overflow() {
        let mut a = report(&[], "");
        let mut b = report(&[], "");
        let field = FieldId::from_id("review.total").unwrap();
        for (report, value) in [(&mut a, Decimal::MIN), (&mut b, Decimal::MAX)] {
            let fact = Fact { value: Some(value), raw: String::new(), at: None };
            report.facts.insert(field, fact).unwrap();
        }
        assert_eq!(diff(&a, &b).fields[0].change, None);
    }
}
