//! A page as a web page.

use std::fmt::Write as _;

use crate::page::{HIDDEN, Page, Piece, Row, Table};

/// The whole file: all reports of the chain in one body.
pub(crate) fn print(page: &Page) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html><head>\n");
    if let Some(charset) = page.style.declared {
        let _ = writeln!(out, "<meta charset=\"{charset}\">");
    }
    if page.style.word {
        out += "<style>p.MsoNormal { margin: 0cm } td { mso-style-name: 普通表格 }</style>\n";
    }
    if !page.style.hiding.1.is_empty() {
        let _ = writeln!(out, "<style>{}</style>", page.style.hiding.1);
    }
    out += "</head><body>\n";
    for depth in 0..page.style.nested {
        let _ = writeln!(out, "<table width=\"{}%\"><tr><td>", 100 - depth);
    }
    report(page, &mut out);
    let mut last = page;
    while let Some((divider, next)) = &last.next {
        if !divider.is_empty() {
            paragraph(page, divider, &mut out);
        }
        report(next, &mut out);
        last = next;
    }
    for _ in 0..page.style.nested {
        out += "</td></tr></table>\n";
    }
    out + "</body></html>\n"
}

fn report(page: &Page, out: &mut String) {
    for line in &page.above {
        paragraph(page, line, out);
    }
    if !page.title.is_empty() {
        let lines: Vec<String> = page.title.iter().map(|line| escape(line)).collect();
        let tag = if page.style.plain_headings { "p" } else { "h1" };
        let _ = writeln!(out, "<{tag} align=\"center\">{}</{tag}>", lines.join("<br>"));
    }
    for line in &page.meta {
        paragraph(page, line, out);
    }
    for piece in &page.body {
        match piece {
            Piece::Heading(text) if !page.style.plain_headings => {
                let _ = writeln!(out, "<h2>{}</h2>", escape(text));
            }
            Piece::Heading(text) | Piece::Text(text) => paragraph(page, text, out),
            Piece::Table(_) if page.style.dropped_tables => {}
            Piece::Table(table) if page.style.divs => div_table(table, out),
            Piece::Table(table) => real_table(page, table, out),
        }
    }
    for line in &page.below {
        paragraph(page, line, out);
    }
}

fn paragraph(page: &Page, text: &str, out: &mut String) {
    let _ = writeln!(out, "{}", words(page, text));
}

/// A paragraph's markup.
fn words(page: &Page, text: &str) -> String {
    let text = escape(text).replace('\n', "<br>");
    if page.style.word {
        format!(
            "<p class=MsoNormal style='text-indent:24.0pt'><span lang=EN-US style='font-size:12.0pt'>\
             {text}<o:p>&nbsp;</o:p></span></p>"
        )
    } else {
        format!("<p>{text}</p>")
    }
}

fn real_table(page: &Page, table: &Table, out: &mut String) {
    let hiding = page.style.hiding.0;
    let is_hidden = |row: &Row| !row.is_empty() && row.iter().all(|cell| cell.hidden().is_some());
    let hidden = if table.rows.iter().all(is_hidden) { hiding } else { "" };
    let _ = writeln!(out, "<table border=\"1\" cellspacing=\"0\"{hidden}>");
    for row in &table.rows {
        let _ = write!(out, "<tr{}>", if is_hidden(row) { hiding } else { "" });
        for cell in row {
            let mut spans = String::new();
            if cell.columns > 1 {
                let _ = write!(spans, " colspan=\"{}\"", cell.columns);
            }
            if cell.rows > 1 {
                let _ = write!(spans, " rowspan=\"{}\"", cell.rows);
            }
            let text = cell.hidden().unwrap_or(&cell.text);
            let (text, beside) = text.split_once(HIDDEN).unwrap_or((text, ""));
            let mut text = if page.style.word {
                words(page, text)
            } else {
                escape(text).replace('\n', "<br>")
            };
            if cell.hidden().is_some() && !is_hidden(row) {
                if page.style.hidden_inside {
                    text = format!("<span{hiding}>{text}</span>");
                } else {
                    spans += hiding;
                }
            }
            if !beside.is_empty() {
                let _ = write!(text, "<span{hiding}>{beside}</span>");
            }
            let end = if page.style.unclosed { "" } else { "</td>" };
            let _ = write!(out, "<td{spans}>{text}{end}");
        }
        *out += if page.style.unclosed { "\n" } else { "</tr>\n" };
    }
    *out += "</table>\n";
}

fn div_table(table: &Table, out: &mut String) {
    *out += "<div style=\"display:table\">\n";
    for row in &table.rows {
        *out += "<div style=\"display:table-row\">";
        for cell in row {
            let text = escape(&cell.text).replace('\n', "<br>");
            let _ = write!(out, "<div style=\"display: table-cell\">{text}</div>");
        }
        *out += "</div>\n";
    }
    *out += "</div>\n";
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
