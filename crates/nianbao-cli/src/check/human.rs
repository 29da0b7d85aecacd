//! Findings for people: grouped by report, the gravest first.

use std::io::{self, IsTerminal, Write};

use nianbao::check::{Checked, Finding, Reach, Severity, cell_name};
use nianbao::{FieldId, Lang, counted, legible};

use super::Extent;
use crate::words::{painted, width};

/// So many cells of a finding are told by their labels.
const NAMED_CELLS: usize = 4;

/// How it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) lang: Lang,
    pub(crate) colour: bool,
    pub(crate) quiet: bool,
}

/// Whether standard output is a terminal that wants colour: <https://no-color.org>.
pub(crate) fn colour() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !plain && io::stdout().is_terminal()
}

pub(crate) fn write(
    checked: &[Checked],
    extent: &Extent,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let found = checked.iter().flat_map(|one| &one.findings);
    let rules = found.map(|finding| finding.rule.len()).max().unwrap_or_default();
    for one in checked.iter().filter(|one| !one.findings.is_empty()) {
        writeln!(out, "{}", style.paint("1", &head(one)))?;
        let mut before = None;
        for finding in &one.findings {
            // One wrong cell breaks several sums; its mend is told once.
            let again = finding.remedy.is_some() && before == finding.remedy.as_ref();
            told(finding, rules, again, style, out)?;
            before = finding.remedy.as_ref();
        }
        writeln!(out)?;
    }
    if !style.quiet {
        for line in extent.without_table(checked, style.lang) {
            writeln!(out, "{}", legible(&line))?;
        }
        writeln!(out, "{}", extent.summary(checked, style.lang))?;
        if let Some(line) = unchecked(checked, style.lang) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// How many sums could not be checked in full, and why: an error in them would not show.
fn unchecked(checked: &[Checked], lang: Lang) -> Option<String> {
    let of =
        |count: fn(&Reach) -> usize| checked.iter().map(|one| count(&one.reach)).sum::<usize>();
    let (all, checked) = (of(Reach::unchecked), of(|reach| reach.checked));
    let reasons = [
        (of(|reach| reach.blank), "有空白或没有数的格", "with a cell without a number"),
        (of(|reach| reach.absent), "有格不在页面上", "with a cell that is not on the page"),
        (
            of(|reach| reach.unread),
            "有格未能读出或者不是整数",
            "with a cell that could not be read or is not whole",
        ),
    ];
    let reasons: Vec<String> = reasons
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, zh, en)| match lang {
            Lang::Zh => format!("{count} 项{zh}"),
            Lang::En => format!("{count} {en}"),
        })
        .collect();
    (all > 0).then(|| match lang {
        Lang::Zh => format!(
            "勾稽关系核对了 {checked} 项；另有 {all} 项未能完全核对，其中的错误看不出来：{}",
            reasons.join("，")
        ),
        Lang::En => format!(
            "{} checked; {all} could not be in full, and errors in them would not show: {}",
            counted(checked, "sum"),
            reasons.join(", ")
        ),
    })
}

fn head(checked: &Checked) -> String {
    let file = checked.file.as_deref().unwrap_or("-");
    let part = if checked.part > 1 { format!(" ({})", checked.part) } else { String::new() };
    let year = checked.year.map(|year| year.to_string());
    let more = checked.organ.clone().into_iter().chain(year);
    legible(&more.fold(format!("{file}{part}"), |head, part| format!("{head}  {part}")))
        .into_owned()
}

fn told(
    finding: &Finding,
    rules: usize,
    again: bool,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = style.lang;
    let code = match finding.severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Info => "36",
    };
    let severity = style.paint(code, &padded(finding.severity.word(lang), lang.pick(4, 7)));
    let place = finding.place.as_ref().map(|place| place.told(lang)).unwrap_or_default();
    let line = format!("  {severity}  {:rules$}  {place}", finding.rule);
    writeln!(out, "{}", legible_line(line.trim_end()))?;
    let indent = " ".repeat(lang.pick(8, 11));
    writeln!(out, "{indent}{}", legible(finding.message.get(lang)))?;
    if let Some(remedy) = finding.remedy.as_ref().filter(|_| !again) {
        writeln!(
            out,
            "{indent}{}",
            style.paint("32", &legible(&format!("→ {}", remedy.get(lang))))
        )?;
    }
    // The Chinese text names cells as the form does, the English by their ids.
    for field in looked_at(finding).iter().filter(|_| lang == Lang::En && !again) {
        writeln!(out, "{indent}{}: {}", field.id(), cell_name(*field))?;
    }
    if let Some(other) = &finding.other {
        let file = other.file.as_deref().unwrap_or("-");
        let part = if other.part > 1 { format!(" ({})", other.part) } else { String::new() };
        let words = lang.pick("另见", "see also");
        writeln!(out, "{indent}{}", legible(&format!("{words} {file}{part}")))?;
    }
    Ok(())
}

/// The cells that a reader should look at, the first first; of a long sum its beginning.
fn looked_at(finding: &Finding) -> Vec<FieldId> {
    let suggested = finding.suggest.iter().chain(&finding.candidates).map(|change| change.at);
    let mut fields: Vec<FieldId> = Vec::new();
    for field in suggested.chain(finding.at.iter().copied()) {
        if fields.len() < NAMED_CELLS && !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// A word filled up to so many columns.
fn padded(word: &str, columns: usize) -> String {
    format!("{word}{}", " ".repeat(columns.saturating_sub(width(word))))
}

/// A line that we have coloured, without what else might steer the terminal.
fn legible_line(text: &str) -> String {
    text.split('\u{1b}').map(legible).collect::<Vec<_>>().join("\u{1b}")
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        painted(code, text, self.colour)
    }
}
