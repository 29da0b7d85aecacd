//! The table of findings (勾稽): what the rules of the form say of the reports.

use nianbao_core::{
    ColumnKind, Decimal, FieldId, Lang, LinkTarget, Report, Sheet, SheetCell, SheetKind, Tone,
};

use super::frame::{self, Frame, column};
use super::tables::{Table, Tables};
use super::wide::Wide;
use crate::cells::{count, text};
use crate::check::{Change, Finding, Severity, cell_name};

use ColumnKind::{Amount, Prose, Text};

/// More cells of a finding than these are counted, not named.
const MOST_NAMED_CELLS: usize = 5;

/// The table's head.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("程度", "Severity"), "severity", 9, Text),
        column(lang, ("说明", "Message"), "message", 56, Prose),
        column(lang, ("涉及单元格及所印的数", "Cells and what they print"), "at", 36, Prose),
        column(lang, ("左边", "Left side"), "found", 12, Text),
        column(lang, ("右边", "Right side"), "expected", 12, Text),
        column(lang, ("建议核对的单元格", "Cell to look at"), "suggest.cell", 26, Prose),
        column(lang, ("所印", "Printed"), "suggest.printed", 9, Amount),
        column(lang, ("建议值", "Suggested"), "suggest.value", 9, Amount),
        column(lang, ("其他可能", "Other candidates"), "candidates", 30, Prose),
        column(lang, ("另一份报告", "The other report"), "other", 20, Text),
        column(lang, ("位置", "Place"), "place", 20, Text),
        column(lang, ("规则", "Rule"), "rule", 22, Text),
    ];
    frame::table(lang, ("勾稽", "Findings"), SheetKind::List, columns)
}

/// The rows of a report's findings.
pub(super) fn rows(
    frame: &Frame<'_>,
    findings: &[Finding],
    tables: &Tables,
    wide: &[Wide],
    lang: Lang,
) -> Vec<Vec<SheetCell>> {
    let row = |finding: &Finding| {
        let mut row = frame.row(cells(finding, frame.report, lang));
        // The number leads to the report's row in the table of the first cell.
        let field = finding.suggest.map(|change| change.at).or(finding.at.first().copied());
        let index = field.and_then(|field| wide.iter().position(|w| w.fields().contains(&field)));
        let table = index.map_or(Table::Reports, Table::Wide);
        let number = &mut row[usize::from(frame::NUMBER)];
        let to: LinkTarget = tables.link(table, frame.number - 1, frame.number);
        *number = SheetCell::Link(Box::new(std::mem::take(number)), to);
        row
    };
    findings.iter().map(row).collect()
}

fn cells(finding: &Finding, report: &Report, lang: Lang) -> [SheetCell; 12] {
    let tone = match finding.severity {
        Severity::Error => Tone::Lost,
        Severity::Warning => Tone::Doubtful,
        Severity::Info => Tone::Plain,
    };
    let printed = |field: FieldId| {
        let at = finding.at.iter().position(|other| *other == field);
        let value = at.and_then(|at| finding.values.get(at).copied()).flatten();
        value.or_else(|| report.facts.get(field).and_then(|fact| fact.value))
    };
    let suggest = finding.suggest;
    let number = |number: Option<Decimal>| number.map_or(SheetCell::Empty, count);
    let other = finding.other.as_ref().map(|other| match &other.file {
        Some(file) => format!("{file} ({})", other.part),
        None => format!("({})", other.part),
    });
    [
        SheetCell::Text(finding.severity.word(lang).to_owned(), tone),
        text(Some(&finding.text(lang))),
        text(Some(&named(finding, printed, lang))),
        text(finding.found.as_deref()),
        text(finding.expected.as_deref()),
        text(suggest.map(|change| cell_name(change.at)).as_deref()),
        number(suggest.and_then(|change| printed(change.at))),
        number(suggest.map(|change| change.value)),
        text(listed(&finding.candidates).as_deref()),
        text(other.as_deref()),
        text(finding.place.as_ref().map(|at| at.told(lang)).as_deref()),
        text(Some(finding.rule)),
    ]
}

/// The cells of a finding with what they print, a line each.
fn named(finding: &Finding, printed: impl Fn(FieldId) -> Option<Decimal>, lang: Lang) -> String {
    let blank = lang.pick("（无数字）", "(no number)");
    let line = |field: &FieldId| {
        let number = printed(*field).map_or_else(|| blank.to_owned(), |value| value.to_string());
        format!("{}{}{number}", cell_name(*field), lang.pick("：", ": "))
    };
    let mut lines: Vec<String> = finding.at.iter().take(MOST_NAMED_CELLS).map(line).collect();
    if finding.at.len() > MOST_NAMED_CELLS {
        let all = finding.at.len();
        lines.push(match lang {
            Lang::Zh => format!("等 {all} 格"),
            Lang::En => format!("… {all} cells"),
        });
    }
    lines.join("\n")
}

/// Changes that could mend it, a line each.
fn listed(changes: &[Change]) -> Option<String> {
    let line = |change: &Change| format!("{} → {}", cell_name(change.at), change.value);
    let mut lines: Vec<String> = changes.iter().take(MOST_NAMED_CELLS).map(line).collect();
    if changes.len() > MOST_NAMED_CELLS {
        lines.push("…".to_owned());
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}
