//! The rules at their borders, and what they say.

use nianbao_check::{Finding, Series, check};
use nianbao_core::{
    Date, Edition, Extra, Fact, FieldId, Note, NoteCode, Place, Report, Section, Source, Statement,
};

use crate::told::with;

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

fn found(report: &Report, rule: &str) -> Vec<Finding> {
    check(report).into_iter().filter(|finding| finding.rule == rule).collect()
}

fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month, day)
}

#[test]
fn a_report_is_published_when_its_year_is_over() {
    let published = |day| Report { year: Some(2021), published: day, ..Report::default() };
    for early in [day(2021, 12, 31), day(2020, 3, 1)] {
        assert_eq!(found(&published(early), "report.year").len(), 1, "{early:?}");
    }
    assert!(found(&published(day(2022, 1, 1)), "report.year").is_empty());
    assert!(found(&published(None), "report.year").is_empty());
}

#[test]
fn digits_of_full_width_in_a_title_are_a_year() {
    let titled = |year| Report {
        title: Some("青禾县水务局２０２１年政府信息公开工作年度报告".to_owned()),
        year: Some(year),
        ..Report::default()
    };
    assert!(found(&titled(2021), "report.year").is_empty());
    let told = &found(&titled(2022), "report.year")[0].message.zh;
    assert_eq!(told, "标题写2021年，报告年度为2022年");
}

#[test]
fn the_day_on_which_a_report_is_due_hangs_on_the_regulations_of_its_year() {
    let late = |year, day| {
        let organ = Some("青禾县水务局".to_owned());
        let report = Report { organ, year: Some(year), published: day, ..Report::default() };
        !found(&report, "report.late").is_empty()
    };
    assert!(!late(2018, day(2019, 3, 31)) && late(2018, day(2019, 4, 1)));
    assert!(!late(2019, day(2020, 1, 31)) && late(2019, day(2020, 2, 1)));
}

#[test]
fn a_form_is_due_from_its_year_on() {
    let of = |year| Report { year: Some(year), ..with(&[("review.total", "1")]) };
    assert!(found(&of(2013), "form.edition").is_empty(), "there was no form");
    assert_eq!(found(&of(2014), "form.edition").len(), 1);
    assert_eq!(found(&of(2020), "form.edition").len(), 1);
    assert!(found(&of(2021), "form.edition").is_empty());
}

#[test]
fn a_lone_zero_is_no_table_of_zeros() {
    let one = with(&[("disclosure.licensing.decisions", "0")]);
    assert!(found(&one, "form.all_zero").is_empty());
    let two = with(&[("disclosure.licensing.decisions", "0"), ("disclosure.fees.amount", "0")]);
    assert_eq!(found(&two, "form.all_zero").len(), 1);
}

#[test]
fn a_table_that_was_seen_and_not_read_is_not_missing() {
    let with_note = |code, id| {
        let cells = [("disclosure.licensing.decisions", "3"), ("review.total", "1")];
        let note = Note::new(code, "x").with_fields(FieldId::from_id(id));
        let report = Report { notes: vec![note], form: Some(Edition::E2021), ..with(&cells) };
        found(&report, "form.missing_table").into_iter().map(|one| one.message.zh)
    };
    let (row, elsewhere) = ("requests.granted.natural", "review.upheld");
    assert_eq!(with_note(NoteCode::RowAmbiguous, row).count(), 0);
    for (code, id) in [(NoteCode::CellMissing, row), (NoteCode::RowAmbiguous, elsewhere)] {
        let told: Vec<String> = with_note(code, id).collect();
        assert_eq!(told, ["第三部分缺少表格"], "{id}");
    }
}

#[test]
fn sections_are_missed_where_some_were_read() {
    let section = |number| Section { number: Some(number), ..Section::default() };
    let of = |numbers: &[u32]| Report {
        sections: numbers.iter().copied().map(section).collect(),
        ..with(&[("review.total", "1")])
    };
    assert!(found(&of(&[1]), "form.missing_section").is_empty(), "a text without its headings");
    let told = found(&of(&[1, 6]), "form.missing_section").remove(0);
    assert_eq!(told.message.zh, "缺少第二、三、四、五部分");
}

#[test]
fn what_reading_noted_of_form_and_year_is_found() {
    for (rule, code) in
        [("form.mixed", NoteCode::FormMixed), ("report.year", NoteCode::YearConflict)]
    {
        let noted = |code| Report {
            notes: vec![Note::new(code, "x")],
            ..with(&[("disclosure.licensing.decisions", "3")])
        };
        assert_eq!(found(&noted(code), rule).len(), 1, "{rule}");
        assert!(found(&noted(NoteCode::CharsetDoubtful), rule).is_empty(), "{rule}");
    }
}

#[test]
fn what_is_no_report_lacks_no_table() {
    let noted = |code| Report {
        notes: vec![Note::new(code, "x")],
        ..with(&[("disclosure.licensing.decisions", "3")])
    };
    assert!(found(&noted(NoteCode::PartOther), "form.missing_table").is_empty());
    assert!(!found(&noted(NoteCode::CharsetDoubtful), "form.missing_table").is_empty());
}

#[test]
fn cells_without_a_result_are_counted_over_all_notes() {
    let [a, b, c] = ["review.upheld", "review.other", "review.total"].map(field);
    let uncached = |fields: &[FieldId]| {
        Note::new(NoteCode::FormulaUncached, "x").with_fields(fields.iter().copied())
    };
    let mut report = with(&[("review.corrected", "3")]);
    report.notes = vec![uncached(&[a, b]), uncached(&[c]), uncached(&[])];
    let told = found(&report, "value.uncomputed");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].at, [a, b, c]);
    assert!(told[0].message.zh.starts_with("有 4 格"), "{}", told[0].message.zh);
}

#[test]
fn what_is_no_number_is_told_with_its_text_and_place() {
    let licensing = field("disclosure.licensing.decisions");
    let mut report = with(&[("disclosure.fees.amount", "/")]);
    let at = Some(Place::Line(7));
    let fact = Fact { value: None, raw: "O".to_owned(), at: at.clone() };
    report.facts.insert(licensing, fact).unwrap();
    assert!(found(&report, "value.unreadable").is_empty(), "blank cells are no concern of it");
    report.notes = vec![Note::new(NoteCode::ValueUnreadable, "O").with_fields([licensing])];
    let told = found(&report, "value.unreadable");
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0].at[..], &told[0].place), (&[licensing][..], &at));
    assert_eq!(told[0].message.zh, "行政许可 / 本年处理决定数量 填的是“O”，不是数");
    assert_eq!(told[0].found.as_deref(), Some("O"));
}

/// 小计 alone belongs to the rows above it in its own table.
#[test]
fn a_bare_subtotal_is_of_the_rows_above_it() {
    let cell = |table, row| Some(Place::Cell { table, row, column: 3 });
    let rows = [
        ("requests.denied.process.natural", "2", cell(2, 4)),
        ("requests.denied.internal_affairs.natural", "1", cell(2, 5)),
        ("requests.declined.petition.natural", "7", cell(2, 8)),
        ("requests.unavailable.not_held.natural", "9", cell(1, 5)),
    ];
    let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
    for (id, raw, at) in rows {
        let fact = Fact { value: raw.parse().ok(), raw: raw.to_owned(), at };
        report.facts.insert(field(id), fact).unwrap();
    }
    let subtotal = |natural: &str| {
        let cells = ["小计", natural, "0", "0", "0", "0", "0", natural];
        Extra { cells: cells.map(str::to_owned).to_vec(), at: cell(2, 6) }
    };
    report.extras = vec![subtotal("3")];
    assert!(found(&report, "requests.group_total").is_empty());
    // The cells that are not printed could make it more, and never less.
    report.extras = vec![subtotal("4")];
    assert!(found(&report, "requests.group_total").is_empty());
    report.extras = vec![subtotal("2")];
    let told = found(&report, "requests.group_total");
    assert_eq!(told[0].message.zh, "自然人：“不予公开”小计印作 2，各项之和为 3");
}

fn says(report: Report, id: &str, value: i64, text: &str, paragraph: &str) -> Report {
    let field = field(id);
    let statement = Statement { field, value: value.into(), text: text.to_owned(), at: None };
    let section = Section { paragraphs: vec![paragraph.to_owned()], ..Section::default() };
    Report { statements: vec![statement], sections: vec![section], ..report }
}

#[test]
fn a_number_of_the_prose_is_told_beside_all_its_readings() {
    let tables = || with(&[("requests.received.total", "12"), ("requests.carried_in.total", "3")]);
    let told = |value: i64| {
        let text = format!("收到申请{value}件");
        let report = says(tables(), "requests.received.total", value, &text, &text);
        found(&report, "statement.mismatch").into_iter().next()
    };
    assert!(told(12).is_none() && told(15).is_none());
    let finding = told(14).unwrap();
    assert_eq!(finding.message.zh, "正文“收到申请14件”，表格为：本年新收 12；新收加结转 15");
    let en = "requests.received.total 12; requests.received.total + requests.carried_in.total 15";
    assert!(finding.message.en.ends_with(en), "{}", finding.message.en);
    assert_eq!((finding.found.as_deref(), finding.expected.as_deref()), (Some("14"), Some("12")));
    // A field of one reading is called by its name.
    let text = "部分公开5件";
    let report =
        says(with(&[("requests.partial.total", "4")]), "requests.partial.total", 5, text, text);
    let finding = found(&report, "statement.mismatch").remove(0);
    assert!(finding.message.zh.ends_with("（二）部分公开 / 总计 4"), "{}", finding.message.zh);
}

#[test]
fn a_share_is_told_with_what_it_is_of() {
    let tables = || {
        with(&[
            ("requests.granted.total", "265"),
            ("requests.handled.total", "806"),
            ("requests.received.total", "800"),
            ("requests.carried_in.total", "10"),
        ])
    };
    let told = |share: &str| {
        let text = "予以公开265件";
        let report =
            says(tables(), "requests.granted.total", 265, text, &format!("{text}，{share}。"));
        found(&report, "statement.mismatch").into_iter().next().map(|one| one.message.zh)
    };
    assert_eq!(told("占32.9%"), None);
    assert_eq!(
        told("占33.1%").as_deref(),
        Some("正文“予以公开265件”称占 33.1%，而 265/806 = 32.9%（办理结果总计）"),
        "of what was handled, where nothing else is named"
    );
    assert_eq!(told("占收到申请的33.1%"), None);
    assert_eq!(
        told("占收到申请的34%").as_deref(),
        Some(
            "正文“予以公开265件”称占 34%，而 265/806 = 33%（办理结果总计）；265/800 = 33%（本年新收）；\
             265/810 = 33%（新收加结转）"
        )
    );
}

/// A report of one organ and year, out of a file.
fn filed(file: &str, part: u32, partial: &str) -> Report {
    let source = Source { file: Some(file.to_owned()), part, ..Source::default() };
    let organ = Some("青禾县水务局".to_owned());
    let cells = [("requests.carried_in.natural", partial), ("requests.received.total", "12")];
    Report { organ, year: Some(2022), source, ..with(&cells) }
}

#[test]
fn two_reports_of_one_year_are_told_by_file_part_and_cells() {
    for (part, named) in [(1, "（a.html）"), (2, "（a.html #2）")] {
        let mut series = Series::default();
        assert_eq!(series.push(&filed("a.html", part, "3")), 0);
        assert_eq!(series.push(&filed("b.html", 1, "5")), 1);
        assert_eq!(series.member(0).unwrap().file.as_deref(), Some("a.html"));
        let findings: Vec<(usize, Finding)> = series.findings().collect();
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (index, finding) = &findings[0];
        assert_eq!((*index, finding.rule), (1, "duplicate"));
        let message = &finding.message.zh;
        assert!(message.contains(named), "{message}");
        assert!(message.ends_with("自然人 5，另一份 3"), "{message}");
        assert_eq!(finding.at, [field("requests.carried_in.natural")]);
        let other = finding.other.as_ref().unwrap();
        assert_eq!((other.file.as_deref(), other.part), (Some("a.html"), part));
    }
}
