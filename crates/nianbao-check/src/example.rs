//! An example of each rule: reports that break it, and the same reports mended.

use nianbao_core::{
    Claim, Edition, Extra, Fact, FieldId, Note, NoteCode, Place, Report, Section, Source, Statement,
};

/// Reports that break a rule, and what they should have been.
#[derive(Clone, Debug)]
pub struct Example {
    /// The id of the rule.
    pub rule: &'static str,
    /// The lines of the example, `broken -> mended` where the two differ.
    pub lines: Vec<&'static str>,
    /// The reports that break the rule; several for the rules of a series.
    pub broken: Vec<Report>,
    /// The reports that do not.
    pub mended: Vec<Report>,
}

/// The examples, by rule.
pub fn examples() -> Vec<Example> {
    let text = include_str!("../data/examples.txt");
    let mut examples: Vec<Example> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(rule) = line.strip_prefix("== ") {
            let lines = Vec::new();
            examples.push(Example { rule, lines, broken: Vec::new(), mended: Vec::new() });
        } else if let Some(example) = examples.last_mut() {
            example.lines.push(line);
        }
    }
    for example in &mut examples {
        example.broken = reports(&example.lines, |broken, _| broken);
        example.mended = reports(&example.lines, |_, mended| mended);
    }
    examples
}

/// The reports of an example, of each line that has two sides the one that is picked.
fn reports(
    lines: &[&'static str],
    pick: fn(&'static str, &'static str) -> &'static str,
) -> Vec<Report> {
    let mut reports = vec![begun(1)];
    for line in lines {
        if *line == "and" {
            reports.push(begun(reports.len() + 1));
            continue;
        }
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        let value = match rest.split_once("->") {
            Some((broken, mended)) => pick(broken, mended),
            None => rest,
        };
        if let Some(report) = reports.last_mut().filter(|_| !value.trim().is_empty()) {
            put(report, key, value.trim());
        }
    }
    reports
}

fn begun(part: usize) -> Report {
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    let source = Source { file: Some("example".to_owned()), part, ..Source::default() };
    Report { source, ..Report::default() }
}

/// What a line says. A line that says nothing is found by the test that asks for every finding.
fn put(report: &mut Report, key: &'static str, value: &'static str) -> Option<()> {
    let at = || Some(Place::Line(1));
    match key {
        "form" => report.form = Edition::from_id(value),
        "year" => report.year = value.parse().ok(),
        "organ" => report.organ = Some(value.to_owned()),
        "title" => report.title = Some(value.to_owned()),
        "published" => report.published = value.parse().ok(),
        "heading" => {
            let (number, heading) = value.split_once(' ')?;
            let (number, heading) = (number.parse().ok(), Some(heading.to_owned()));
            report.sections.push(Section { number, heading, paragraphs: Vec::new() });
        }
        "text" => {
            if report.sections.is_empty() {
                report.sections.push(Section::default());
            }
            report.sections.last_mut()?.paragraphs.push(value.to_owned());
        }
        "say" | "claim" => {
            let mut words = value.splitn(3, ' ');
            let fields: Vec<FieldId> =
                words.next()?.split('+').filter_map(FieldId::from_id).collect();
            let (value, text) = (words.next()?.parse().ok()?, words.next()?.to_owned());
            if key == "claim" {
                report.claims.push(Claim { fields, value, text, at: at() });
            } else {
                let field = *fields.first()?;
                report.statements.push(Statement { field, value, text, at: at() });
            }
        }
        "note" => {
            let (code, fields) = value.split_once(' ').unwrap_or((value, ""));
            let fields = fields.split(' ').filter_map(FieldId::from_id);
            report.notes.push(Note::new(NoteCode::from_id(code)?, "example").with_fields(fields));
        }
        "extra" => {
            let cells = value.split('|').map(|cell| cell.trim().to_owned()).collect();
            report.extras.push(Extra { cells, at: at() });
        }
        id => {
            let fact = Fact { value: value.parse().ok(), raw: value.to_owned(), at: None };
            report.facts.insert(FieldId::from_id(id)?, fact).ok()?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Series, check, rules};

    /// The rules that find something in these reports.
    fn found(reports: &[Report]) -> Vec<&'static str> {
        let mut series = Series::default();
        let mut rules: Vec<&'static str> = Vec::new();
        for report in reports {
            rules.extend(check(report).iter().map(|finding| finding.rule));
            series.push(report);
        }
        rules.extend(series.findings().map(|(_, finding)| finding.rule));
        rules
    }

    #[test]
    fn every_rule_has_an_example_that_breaks_it_and_one_that_does_not() {
        let examples = examples();
        let named: Vec<&str> = examples.iter().map(|example| example.rule).collect();
        let all: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
        for rule in &all {
            assert!(named.contains(rule), "examples.txt has no example of {rule}");
        }
        for rule in &named {
            assert!(all.contains(rule), "examples.txt has an example of {rule}, which is no rule");
        }
        for pair in named.windows(2) {
            assert!(
                pair[0] < pair[1],
                "examples.txt: {} does not belong behind {}",
                pair[1],
                pair[0]
            );
        }
        for example in examples {
            // As reports of one file, which the rules of a series tell apart by their numbers.
            for (place, report) in example.broken.iter().enumerate() {
                assert_eq!(report.source.file.as_deref(), Some("example"));
                assert_eq!(usize::try_from(report.source.part).unwrap(), place + 1);
            }
            let broken = found(&example.broken);
            assert!(broken.contains(&example.rule), "{}: {broken:?}", example.rule);
            let mended = found(&example.mended);
            assert!(!mended.contains(&example.rule), "{}: {mended:?}", example.rule);
        }
    }

    #[test]
    fn the_lines_of_an_example_all_say_something() {
        for example in examples() {
            for line in example.lines.iter().filter(|line| **line != "and") {
                let (key, rest) = line.split_once(' ').unwrap();
                for value in rest.split("->").map(str::trim).filter(|value| !value.is_empty()) {
                    let mut report = begun(1);
                    let said = put(&mut report, key, value);
                    assert!(said.is_some() && report != begun(1), "{}: {line}", example.rule);
                }
            }
        }
    }
}
