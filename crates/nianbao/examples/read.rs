//! Reads pages: their figures with place and raw text, what was doubtful, and what breaks a rule of the form.
//!
//! `cargo run -p nianbao --example read -- page.html`

use std::{env, fs};

use nianbao::{Lang, Reading, Registry, check};

fn main() -> anyhow::Result<()> {
    let registry = Registry::new()?;
    for path in env::args().skip(1) {
        nianbao::read(&registry, &path, &fs::read(&path)?, None, &mut |report| {
            let organ = report.organ.as_deref().unwrap_or("?");
            println!("{organ}, {:?}, form {:?}", report.year, report.form);
            for (field, fact) in report.facts.iter() {
                let at = fact.at.as_ref().map(ToString::to_string).unwrap_or_default();
                match report.facts.reading(field) {
                    Reading::Number(number, _) => {
                        println!("  {field} = {number} ({:?}, {at})", fact.raw);
                    }
                    Reading::Blank(_) => println!("  {field} is blank ({at})"),
                    Reading::Absent => {}
                }
            }
            for note in &report.notes {
                println!("  note: {}", note.message(Lang::En));
            }
            for finding in check::check(&report) {
                println!("  {}: {}", finding.rule, finding.text(Lang::En));
            }
            Ok(())
        })?;
    }
    Ok(())
}
