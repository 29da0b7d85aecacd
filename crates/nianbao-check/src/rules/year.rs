//! The years in the title, the period and the dates.

use nianbao_core::{Edition, Lang, NoteCode};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "report.year",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "标题与统计期限的年份相同，公布在该年之后",
        en: "the years of title and period are one; published after that year",
    },
    source: "条例第四十九条",
    zh: "标题、统计期限与日期的年份不一致",
    en: "the years in the title, the period and the dates disagree",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let mut tell = |message: Words| out.push(Finding::new(RULE.id, RULE.severity, message));
    if let Some(note) = report.notes.iter().find(|note| note.code == NoteCode::YearConflict) {
        tell(Words::new(note.message(Lang::Zh), note.message(Lang::En)));
        if let Some(finding) = out.last_mut() {
            finding.place.clone_from(&note.at);
        }
        return;
    }
    let Some(year) = report.year else { return };
    let titled = report.title.as_deref().map(years).unwrap_or_default();
    if !titled.is_empty() && !titled.contains(&year) {
        tell(Words::new(
            format!("标题写{}年，报告年度为{year}年", titled[0]),
            format!("the title says {}, the report is for {year}", titled[0]),
        ));
        return;
    }
    if let Some(published) = report.published.filter(|day| day.year() <= year) {
        tell(Words::new(
            format!("公布于 {published}，早于{year}年结束"),
            format!("published on {published}, before {year} was over"),
        ));
    }
}

/// The years that a title names: four digits before 年.
fn years(title: &str) -> Vec<u16> {
    let before = title.split('年').collect::<Vec<_>>();
    let (_, texts) = before.split_last().unwrap_or((&"", &[]));
    let year = |text: &&str| {
        let plain: String = text.trim_end().chars().map(narrow).collect();
        let from = plain.len().checked_sub(4).filter(|from| plain.is_char_boundary(*from))?;
        plain[from..].parse::<u16>().ok().filter(|year| (1990..2100).contains(year))
    };
    texts.iter().filter_map(year).collect()
}

/// A full-width digit as a plain one.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF10..=0xFF19 => char::from_u32(code - 0xFF10 + 0x30).unwrap_or(c),
        _ => c,
    }
}
