//! What is said about a document, behind it. It leads to cells of the page, and like all that leads
//! somewhere it is no text of the page to whoever reads it.

use std::io::Write;

use anyhow::Result;
use nianbao_core::Beside;

use super::escape::{attribute, lines, text};

/// Where the list is.
const ANCHOR: &str = "beside";

/// The line at the top of the page that leads to the list: whoever opens the page sees that it is marked.
pub(super) fn lead(out: &mut dyn Write, beside: &Beside) -> Result<()> {
    let heading = &beside.heading;
    let label = attribute(heading);
    Ok(writeln!(
        out,
        "<nav aria-label=\"{label}\"><p><a href=\"#{ANCHOR}\">{}</a></p></nav>",
        text(heading)
    )?)
}

pub(super) fn write(out: &mut dyn Write, beside: &Beside) -> Result<()> {
    let heading = &beside.heading;
    let (label, shown) = (attribute(heading), text(heading));
    writeln!(out, "<nav id=\"{ANCHOR}\" aria-label=\"{label}\">\n<h2>{shown}</h2>")?;
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
