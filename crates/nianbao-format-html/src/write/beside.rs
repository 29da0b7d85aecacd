//! What is said about a document, behind it. It leads to cells of the page, and like all that leads
//! somewhere it is no text of the page to whoever reads it.

use std::io::Write;

use anyhow::Result;
use nianbao_core::Beside;

use super::escape::{attribute, lines, text};

pub(super) fn write(out: &mut dyn Write, beside: &Beside) -> Result<()> {
    let heading = &beside.heading;
    writeln!(out, "<nav aria-label=\"{}\">\n<h2>{}</h2>", attribute(heading), text(heading))?;
    if !beside.remarks.is_empty() {
        writeln!(out, "<ol>")?;
        for remark in &beside.remarks {
            let shown = lines(&remark.text);
            match &remark.cell {
                Some(name) => {
                    let anchor = attribute(name);
                    writeln!(out, "<li><a href=\"#{anchor}\">{shown}</a></li>")?;
                }
                None => writeln!(out, "<li>{shown}</li>")?,
            }
        }
        writeln!(out, "</ol>")?;
    }
    Ok(writeln!(out, "</nav>")?)
}
