//! A new edition of the national form: data that says it is like the newest, to be changed where it is not.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use nianbao::Edition;

/// How a file of data says which editions a line is for.
enum Names {
    /// The second column of a line, ids divided by blanks.
    SecondColumn,
    /// The first word of a line, ids divided by slashes.
    FirstWord,
    /// Lines in square brackets, ids divided by blanks.
    Brackets,
    /// A column an edition, and behind them one for each step to the next.
    Columns,
}

const FILES: [(&str, Names); 6] = [
    ("crates/nianbao-core/data/fields.csv", Names::SecondColumn),
    ("crates/nianbao-check/data/sums.csv", Names::SecondColumn),
    ("crates/nianbao-form/data/statements.txt", Names::FirstWord),
    ("crates/nianbao/data/skeleton.txt", Names::Brackets),
    ("crates/nianbao/data/summary.txt", Names::Brackets),
    ("crates/nianbao/data/crosswalk.csv", Names::Columns),
];

/// Adds the edition that is first used for this year; gives the files that it wrote or changed.
pub fn run(root: &Path, year: &str) -> Result<Vec<String>> {
    let newest = Edition::NEWEST.id();
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    ensure!(
        is_year && year > newest,
        "{year:?} is no year after {newest}: an edition is named by the first year that it is used for"
    );
    let form = |id: &str| format!("crates/nianbao-form/forms/{id}.form");
    let (old, new) = (form(newest), form(year));
    ensure!(!root.join(&new).exists(), "{new} is there already");
    fs::copy(root.join(&old), root.join(&new)).with_context(|| format!("cannot copy {old}"))?;
    let editions = "crates/nianbao-core/data/editions.csv".to_owned();
    let text = fs::read_to_string(root.join(&editions))?;
    fs::write(root.join(&editions), format!("{text}{year},文号待定\n"))?;
    let mut touched = vec![new, editions];
    for (file, names) in FILES {
        let path = root.join(file);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {file}"))?;
        let lines: Vec<String> =
            text.lines().map(|line| names.widened(line, newest, year)).collect();
        fs::write(&path, lines.join("\n") + "\n")?;
        touched.push(file.to_owned());
    }
    Ok(touched)
}

impl Names {
    /// The line for one edition more, where it is for the newest.
    fn widened(&self, line: &str, newest: &str, year: &str) -> String {
        let widened = match self {
            Self::SecondColumn => second_column(line, newest, year),
            Self::FirstWord => first_word(line, newest, year),
            Self::Brackets => brackets(line, newest, year),
            Self::Columns => columns(line, year),
        };
        widened.unwrap_or_else(|| line.to_owned())
    }
}

/// The ids with one more, if the newest is among them.
fn more(ids: &str, by: char, newest: &str, year: &str) -> Option<String> {
    ids.split(by).any(|id| id == newest).then(|| format!("{ids}{by}{year}"))
}

fn second_column(line: &str, newest: &str, year: &str) -> Option<String> {
    let (first, rest) = line.split_once(',')?;
    let (ids, rest) = rest.split_once(',')?;
    Some(format!("{first},{},{rest}", more(ids, ' ', newest, year)?))
}

fn first_word(line: &str, newest: &str, year: &str) -> Option<String> {
    let (ids, rest) = line.split_once(' ')?;
    Some(format!("{} {rest}", more(ids, '/', newest, year)?))
}

fn brackets(line: &str, newest: &str, year: &str) -> Option<String> {
    let ids = line.strip_prefix('[')?.strip_suffix(']')?;
    Some(format!("[{}]", more(ids, ' ', newest, year)?))
}

/// What the newest has, the next has too, and it is the same.
fn columns(line: &str, year: &str) -> Option<String> {
    let mut columns: Vec<&str> = line.split('|').collect();
    let last = 1 + Edition::COUNT;
    let ids = *columns.get(last)?;
    let head = ids == Edition::NEWEST.id();
    let step = format!("to_{year}");
    let grade = if head {
        &*step
    } else if ids.is_empty() {
        ""
    } else {
        "same"
    };
    columns.insert((last + Edition::COUNT).min(columns.len()), grade);
    columns.insert(last + 1, if head { year } else { ids });
    Some(columns.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_newest_edition_are_for_the_next_too() {
        let widened = |names: Names, line: &str| names.widened(line, "2021", "2027");
        assert_eq!(widened(Names::SecondColumn, "a,2019 2021,x"), "a,2019 2021 2027,x");
        assert_eq!(widened(Names::SecondColumn, "a,2019,2021"), "a,2019,2021");
        assert_eq!(widened(Names::FirstWord, "2021   - x 2021"), "2021/2027   - x 2021");
        assert_eq!(widened(Names::FirstWord, "all  - x"), "all  - x");
        assert_eq!(widened(Names::Brackets, "[2019 2021]"), "[2019 2021 2027]");
        assert_eq!(widened(Names::Brackets, "= 2021"), "= 2021");
    }

    #[test]
    fn a_crosswalk_goes_one_step_further() {
        let ids: Vec<&str> = Edition::ALL.iter().map(|edition| edition.id()).collect();
        let steps: Vec<String> = ids[1..].iter().map(|id| format!("to_{id}")).collect();
        let line = |ids: &[&str], steps: &[String]| {
            format!("s|l|{}|{}|zh|en", ids.join("|"), steps.join("|"))
        };
        let more = [&ids[..], &["9999"]].concat();
        let further = [&steps[..], &["to_9999".to_owned()]].concat();
        assert_eq!(columns(&line(&ids, &steps), "9999").unwrap(), line(&more, &further));
    }

    #[test]
    fn what_is_no_later_year_is_refused_before_anything_is_written() {
        for year in ["", "2021", "1999", "27", "next", "20270"] {
            assert!(run(&crate::root(), year).is_err(), "{year}");
        }
    }
}
