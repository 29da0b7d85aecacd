//! Pages as files: tidy ones, and those that Word and text extraction make.

use std::fmt::Write as _;

use super::page::{Cell, Page, Piece};

/// A web page. A messy one is what Word pastes into a content system: 0.1 MB for one report.
pub(super) fn html(page: &Page, messy: bool) -> String {
    let mut out = String::with_capacity(if messy { 160_000 } else { 24_000 });
    out += "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">";
    let _ = writeln!(out, "<title>{}</title></head><body>", page.title);
    if messy {
        out += "<div class=\"top\"><a href=\"/\">首页</a> &gt; <a href=\"/zwgk/\">政务公开</a> &gt; 正文</div>\n";
        out += "<table width=\"1000\" align=\"center\"><tbody><tr><td><table width=\"98%\"><tbody><tr><td>\n";
    }
    let _ = writeln!(out, "<h1 style=\"text-align:center\">{}</h1>", page.title);
    let _ = writeln!(out, "<p>{}</p>", page.meta);
    for piece in &page.body {
        match piece {
            Piece::Heading(text) | Piece::Text(text) if messy => {
                out += "<p class=\"MsoNormal\" style=\"text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt\">";
                words(text, &mut out);
                out += "</p>\n";
            }
            Piece::Heading(text) => {
                let _ = writeln!(out, "<h2>{text}</h2>");
            }
            Piece::Text(text) => {
                let _ = writeln!(out, "<p>{text}</p>");
            }
            Piece::Table(rows) => table(rows, messy, &mut out),
        }
    }
    if messy {
        out += "</td></tr></tbody></table></td></tr></tbody></table>\n<div class=\"foot\">打印 关闭</div>\n";
    }
    out += "</body></html>\n";
    out
}

fn table(rows: &[Vec<Cell>], messy: bool, out: &mut String) {
    *out += if messy {
        "<table class=\"MsoNormalTable\" border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse:collapse;border:none;mso-yfti-tbllook:1184;mso-padding-alt:0cm 0cm 0cm 0cm\">\n<tbody>"
    } else {
        "<table border=\"1\">\n"
    };
    for row in rows {
        *out +=
            if messy { "<tr style=\"height:19.85pt;mso-height-rule:exactly\">" } else { "<tr>" };
        for cell in row {
            *out += "<td";
            if cell.columns > 1 {
                let _ = write!(out, " colspan=\"{}\"", cell.columns);
            }
            if cell.rows > 1 {
                let _ = write!(out, " rowspan=\"{}\"", cell.rows);
            }
            if messy {
                *out += " valign=\"top\" style=\"border-top:none;border-left:none;border-bottom:solid windowtext 1.0pt;border-right:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt\"><p class=\"MsoNormal\" align=\"center\" style=\"text-align:center;line-height:16.0pt;mso-line-height-rule:exactly\">";
                words(&cell.text, out);
                *out += "</p></td>\n";
            } else {
                let _ = write!(out, ">{}</td>", cell.text);
            }
        }
        *out += "</tr>\n";
    }
    *out += if messy { "</tbody></table>\n" } else { "</table>\n" };
}

/// Text in runs as Word parts it.
fn words(text: &str, out: &mut String) {
    let _ = write!(
        out,
        "<span lang=\"EN-US\" style=\"font-size:10.5pt;font-family:仿宋_GB2312;mso-ascii-font-family:Calibri;mso-bidi-font-family:宋体\">{text}</span><span lang=\"EN-US\"><o:p>&nbsp;</o:p></span>"
    );
}

/// Plain text. A messy one has lost the rows of its tables: a cell a line, blank lines between.
pub(super) fn text(page: &Page, messy: bool) -> String {
    let mut out = format!("{}\n{}\n", page.title, page.meta);
    for piece in &page.body {
        match piece {
            Piece::Heading(text) => {
                let _ = write!(out, "\n{text}\n");
            }
            Piece::Text(text) => {
                let _ = writeln!(out, "{text}");
            }
            Piece::Table(rows) => {
                for row in rows {
                    let texts = row.iter().map(|cell| &*cell.text).filter(|text| !text.is_empty());
                    let texts: Vec<&str> = texts.collect();
                    if messy {
                        for text in texts {
                            let _ = write!(out, "{text}\n\n");
                        }
                    } else {
                        let _ = writeln!(out, "{} |", texts.join(" | "));
                    }
                }
            }
        }
    }
    out
}
