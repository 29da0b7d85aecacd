//! Made-up reports in the national form's wording, as many as are asked for: input for runs that
//! are to be measured. Their sums hold, within a year and from year to year; the same seed gives
//! the same bytes.

mod figures;
mod organs;
mod page;
mod print;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use nianbao::Edition;
use serde_json::json;

use crate::dice::Dice;
pub use figures::Figures;
use page::Page;

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder; it is made if it is not there.
    pub folder: PathBuf,
    /// How many reports.
    pub reports: usize,
    /// What all chance hangs on.
    pub seed: u64,
    /// As what pages are printed.
    pub print: PrintAs,
    /// How many of 100 pages are as untidy as an export from Word.
    pub messy: usize,
    /// One file of JSON Lines, as a crawler keeps pages, in place of a file a page.
    pub dump: bool,
}

/// As what pages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintAs {
    /// Web pages.
    Html,
    /// Plain text.
    Text,
    /// A quarter text.
    Mixed,
}

impl Plan {
    /// A plan from arguments.
    pub fn of(arguments: &[String]) -> Result<Self> {
        let mut plan = Self {
            folder: PathBuf::new(),
            reports: 0,
            seed: 1,
            print: PrintAs::Html,
            messy: 50,
            dump: false,
        };
        let mut rest = arguments.iter().map(String::as_str);
        while let Some(word) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("{word} wants a value"));
            match word {
                "--reports" => plan.reports = value()?.parse()?,
                "--seed" => plan.seed = value()?.parse()?,
                "--messy" => plan.messy = value()?.parse()?,
                "--dump" => plan.dump = true,
                "--format" => {
                    plan.print = match value()? {
                        "html" => PrintAs::Html,
                        "text" => PrintAs::Text,
                        "mixed" => PrintAs::Mixed,
                        other => bail!("there is no --format {other}"),
                    }
                }
                flag if flag.starts_with('-') => bail!("there is no {flag}"),
                folder => plan.folder = folder.into(),
            }
        }
        if plan.folder.as_os_str().is_empty() || plan.reports == 0 {
            bail!("a folder and a number of reports are wanted");
        }
        Ok(plan)
    }
}

/// A printed report, and the numbers on it.
#[derive(Debug)]
pub struct Printed {
    /// Whether it is a web page; else it is text.
    pub html: bool,
    /// The file's content.
    pub text: String,
    /// The organ, as its title names it.
    pub organ: String,
    /// The year it reports on.
    pub year: u16,
    /// What stands in the cells, by field id.
    pub figures: Figures,
}

/// How many years an organ has; its reports follow each other.
const YEARS: usize = 4;

/// The reports of a plan, one after the other.
pub fn reports(plan: &Plan) -> impl Iterator<Item = Printed> + use<> {
    let plan = plan.clone();
    let organs = 0..plan.reports.div_ceil(YEARS);
    let count = plan.reports;
    organs.flat_map(move |organ| of_organ(organ, &plan)).take(count)
}

fn of_organ(index: usize, plan: &Plan) -> Vec<Printed> {
    let seed = plan.seed.wrapping_mul(0x0001_0000_0001).wrapping_add(index as u64);
    let mut dice = Dice::new(seed);
    let organ = organs::name(index);
    let first = *dice.pick(&[2015_u16, 2017, 2019, 2021]);
    let size = 1 + dice.below(6);
    let mut last: Option<(Edition, Figures)> = None;
    let mut printed = Vec::new();
    for year in (first..).take(YEARS) {
        let edition = edition(year);
        let before =
            last.as_ref().filter(|(of, _)| *of != Edition::E2014).map(|(_, figures)| figures);
        let figures = figures::draw(edition, size, before, &mut dice);
        let html = match plan.print {
            PrintAs::Html => true,
            PrintAs::Text => false,
            PrintAs::Mixed => !dice.percent(25),
        };
        let page = Page::new(edition, &organ, year, &figures, &mut dice);
        let messy = dice.percent(plan.messy);
        let text = if html { print::html(&page, messy) } else { print::text(&page, messy) };
        printed.push(Printed { html, text, organ: organ.clone(), year, figures: figures.clone() });
        last = Some((edition, figures));
    }
    printed
}

fn edition(year: u16) -> Edition {
    Edition::for_year(year)
}

/// How many files a subfolder takes.
const FOLDER: usize = 1000;

/// Writes the reports of a plan.
pub fn run(plan: &Plan) -> Result<()> {
    fs::create_dir_all(&plan.folder)
        .with_context(|| format!("cannot make {}", plan.folder.display()))?;
    if plan.dump {
        return dump(plan);
    }
    for (index, report) in reports(plan).enumerate() {
        let folder = plan.folder.join(format!("{:04}", index / FOLDER));
        if index.is_multiple_of(FOLDER) {
            fs::create_dir_all(&folder)?;
        }
        let extension = if report.html { "html" } else { "txt" };
        fs::write(folder.join(format!("{index:06}.{extension}")), report.text)?;
    }
    Ok(())
}

fn dump(plan: &Plan) -> Result<()> {
    let mut out = BufWriter::new(File::create(plan.folder.join("pages.jsonl"))?);
    for (index, report) in reports(plan).enumerate() {
        let url = format!("http://www.example.gov.cn/{}/art_{index}.html", report.year + 1);
        let key = if report.html { "html" } else { "text" };
        writeln!(out, "{}", json!({"url": url, key: report.text}))?;
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests;
