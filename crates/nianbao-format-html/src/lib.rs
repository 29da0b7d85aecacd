//! HTML, as real pages print it: any charset, any damage that a browser survives.
//!
//! `read` finds the text (`mhtml` in a saved mail), `tokenize` and `parse` make a `tree` of it as a
//! browser does, `table` tells data tables from layout, `flow` makes lines of what lies between, and
//! `flatten` puts both in reading order. `write` goes the other way.

mod carried;
mod control;
mod element;
mod flatten;
mod flow;
mod inside;
mod kept;
mod mhtml;
mod parse;
mod probe;
mod read;
mod style_sheet;
mod table;
mod tokenize;
mod tree;
mod unseen;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

static HTML: Format = Format {
    name: "html",
    about: ("网页", "web page"),
    extensions: &["html", "htm", "shtml", "xhtml"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::HtmlReader)),
    writer: Some(Writer::Document(&write::HtmlWriter)),
    sheets: None,
};

register!(HTML);

#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
