//! Reports to write: the form of each edition full and gappy, prose, and one with all that a report holds.

use anyhow::{Context as _, Result};
use nianbao::{
    Date, Decimal, Edition, Extra, Fact, FieldId, Note, NoteCode, Place, Report, Section, Statement,
};

use crate::dice::Dice;

/// Every sample, with what it is.
pub fn all() -> Result<Vec<(String, Report)>> {
    let mut all = Vec::new();
    for edition in Edition::ALL {
        all.push((format!("edition {edition}"), full(edition)?));
        all.push((format!("edition {edition} with gaps"), gappy(edition)?));
    }
    all.push(("prose".to_owned(), as_read(&prose())?));
    all.push(("by hand".to_owned(), by_hand()?));
    all.push(("signs in words and values".to_owned(), signs()?));
    all.push(("mixed editions".to_owned(), mixed()?));
    Ok(all)
}

/// What is read of a page that shows the report: with places, and what the prose says.
fn as_read(report: &Report) -> Result<Report> {
    let read = nianbao_form::recognise(&nianbao_form::layout(report));
    read.into_iter().next().context("a page without a report")
}

/// Every field of an edition, each with a number of its own.
pub fn full(edition: Edition) -> Result<Report> {
    as_read(&filled(edition, |number| Some(number.to_string()))?)
}

/// A part of the fields, of them some blank and some zero.
fn gappy(edition: Edition) -> Result<Report> {
    let mut dice = Dice::new(31);
    as_read(&filled(edition, |number| match dice.below(4) {
        0 => None,
        1 => Some("/".to_owned()),
        2 => Some("0".to_owned()),
        _ => Some(number.to_string()),
    })?)
}

fn filled(edition: Edition, mut text: impl FnMut(Decimal) -> Option<String>) -> Result<Report> {
    // A report is for a year in which its form was in force: the first of them.
    let year = edition.id().parse().ok();
    let mut report = Report {
        title: year.map(|year: u16| format!("白石县教育局{year}年政府信息公开工作年度报告")),
        organ: Some("白石县教育局".to_owned()),
        year,
        form: Some(edition),
        ..Report::default()
    };
    for (index, field) in FieldId::all().filter(|field| field.is_in(edition)).enumerate() {
        let index = i64::try_from(index)?;
        // Numbers in a row would count the rows.
        let number = if field.is_amount() {
            Decimal::new(index * 100 + 25, 2)
        } else {
            (11 + 3 * index).into()
        };
        let Some(raw) = text(number) else { continue };
        insert(&mut report, field, Fact { value: raw.parse().ok(), raw, at: None })?;
    }
    Ok(report)
}

fn prose() -> Report {
    let section = |number, heading: &str, text: &str| Section {
        number: Some(number),
        heading: Some(heading.to_owned()),
        paragraphs: vec![text.to_owned()],
    };
    Report {
        title: Some("白石县教育局2022年政府信息公开工作年度报告".to_owned()),
        organ: Some("白石县教育局".to_owned()),
        year: Some(2022),
        sections: vec![
            section(1, "一、总体情况", "全年新收政府信息公开申请17件。"),
            section(5, "五、存在的主要问题及改进情况", "公开的内容还不够丰富。"),
        ],
        ..Report::default()
    }
}

fn insert(report: &mut Report, field: FieldId, fact: Fact) -> Result<()> {
    match report.facts.insert(field, fact) {
        Ok(()) => Ok(()),
        Err(_) => anyhow::bail!("{field} stands twice"),
    }
}

fn field(id: &str) -> Result<FieldId> {
    FieldId::from_id(id).with_context(|| format!("no field {id}"))
}

fn cell(value: &str, raw: &str, line: u32) -> Fact {
    Fact { value: value.parse().ok(), raw: raw.to_owned(), at: Some(Place::Line(line)) }
}

/// All that a report can hold, and texts that are markup in one format or another.
pub fn by_hand() -> Result<Report> {
    let mut report = Report {
        title: Some("甲县乙局2022年政府信息公开工作年度报告".to_owned()),
        organ: Some("甲县乙局".to_owned()),
        year: Some(2022),
        form: Some(Edition::E2021),
        published: Date::new(2023, 1, 9),
        ..Report::default()
    };
    let nasty = "<u onclick='x()'>&amp;</u> \"]]>\" \\n {x} =SUM(A1) 、";
    report.sections = vec![
        Section { paragraphs: vec!["编者按。".to_owned()], ..Section::default() },
        Section {
            number: Some(1),
            heading: Some("一、总体情况".to_owned()),
            paragraphs: vec![nasty.to_owned(), "新收申请102件。".to_owned()],
        },
        Section {
            number: Some(2),
            heading: Some("二、主动公开政府信息情况".to_owned()),
            paragraphs: Vec::new(),
        },
    ];
    let facts = [
        ("disclosure.regulations.issued", cell("0", "０件", 7)),
        ("disclosure.regulations.repealed", cell("", "/", 7)),
        ("disclosure.regulations.in_force", cell("", "", 7)),
        ("disclosure.normative.issued", cell("", "约<5>\"", 8)),
        ("disclosure.normative.in_force", cell("1234", "1,234（其中修订3件）", 8)),
        ("disclosure.fees.amount", cell("0.0251", "251元", 9)),
        ("requests.received.natural", cell("12", "12①", 12)),
        ("requests.received.total", cell("", "——", 12)),
    ];
    for (id, fact) in facts {
        insert(&mut report, field(id)?, fact)?;
    }
    report.statements = vec![Statement {
        field: field("requests.received.total")?,
        value: Decimal::from(102),
        text: "新收申请102件".to_owned(),
        at: Some(Place::Line(3)),
    }];
    let cells = ["其他主动公开文件", "4", "/", "12"].map(str::to_owned).to_vec();
    report.extras = vec![Extra { cells, at: Some(Place::Line(10)) }];
    report.notes = vec![
        Note::new(NoteCode::ValueUnreadable, "约<5>\"")
            .with_fields([field("disclosure.normative.issued")?])
            .at(Place::Line(8)),
        Note::new(NoteCode::DateConflict, "甲|乙"),
    ];
    // Only what reading says of the prose itself can come back from a page.
    report.statements = as_read(&report)?.statements;
    Ok(report)
}

/// Words, values and labels of rows with the signs of many syntaxes, which stay signs.
fn signs() -> Result<Report> {
    let mut report = by_hand()?;
    let all: String = (b'!'..=b'~').map(char::from).filter(char::is_ascii_punctuation).collect();
    let mut paragraphs = vec![format!("甲{all}乙")];
    let beginnings =
        ["- 甲", "* 甲", "+ 甲", "# 甲", "== 甲", "> 甲", "`甲`", "[甲](乙)", "~~甲~~", "{甲}"];
    paragraphs.extend(beginnings.map(str::to_owned));
    report.sections.truncate(1);
    report.sections.extend([(1, "一、总体*情况*"), (2, "二、主动_公开_政府`信息`情况")].map(
        |(number, heading)| Section {
            number: Some(number),
            heading: Some(heading.to_owned()),
            paragraphs: paragraphs.clone(),
        },
    ));
    let facts = [
        ("disclosure.normative.repealed", "约*5*"),
        ("disclosure.licensing.decisions", "`6`起[1]"),
        ("disclosure.penalties.decisions", "_7_~8~^9^"),
        ("disclosure.coercion.decisions", "+8+ #9#"),
    ];
    for (id, raw) in facts {
        insert(&mut report, field(id)?, cell("", raw, 11))?;
    }
    let cells = ["其他*主动*公开_文件_#", "4", "/", "12"].map(str::to_owned).to_vec();
    report.extras = vec![Extra { cells, at: Some(Place::Line(10)) }];
    // Reading takes a list's sign for one (`* 甲`): what it leaves is what a page has to keep.
    as_read(&report)
}

/// Fields of several editions in one report, amounts in other units.
pub fn mixed() -> Result<Report> {
    let mut report = full(Edition::E2021)?;
    let facts = [
        ("disclosure.normative.made", cell("7", "7", 40)),
        ("disclosure.normative.published", cell("", "", 40)),
        ("disclosure.procurement.amount", cell("15000", "1.5", 41)),
        ("capacity.budget", cell("0.3", "3,000", 42)),
    ];
    for (id, fact) in facts {
        insert(&mut report, field(id)?, fact)?;
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_form_of_an_edition_has_all_its_fields() {
        for edition in Edition::ALL {
            let report = full(edition).unwrap();
            let numbers = report.facts.iter().filter(|(_, fact)| fact.value.is_some()).count();
            let fields = FieldId::all().filter(|field| field.is_in(edition)).count();
            assert_eq!((report.form, numbers), (Some(edition), fields), "{:?}", report.notes);
        }
    }
}
