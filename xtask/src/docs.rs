//! What the documents say about the code: tables that are generated, names that must exist.
//!
//! Between `<!-- generated: NAME -->` and `<!-- /generated -->` a document says what the code says,
//! in the document's language.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use nianbao::check::Rule;
use nianbao::{Format, Lang, NoteCode, Registry, Severity};

mod book;
mod schema;

/// The documents beside the book, and the language of each.
const DOCUMENTS: [(&str, Lang); 5] = [
    ("README.md", Lang::En),
    ("README.zh-CN.md", Lang::Zh),
    ("ARCHITECTURE.md", Lang::En),
    ("CONTRIBUTING.md", Lang::En),
    ("crates/nianbao-format-xml/schema/nianbao-1.xsd", Lang::Zh),
];

/// All documents: those and every chapter of the book, which is in Chinese below `docs/zh`.
fn documents() -> Result<Vec<(String, Lang)>> {
    let mut all: Vec<_> = DOCUMENTS.map(|(name, lang)| (name.to_owned(), lang)).into();
    for (folder, lang) in [("docs", Lang::En), ("docs/zh", Lang::Zh)] {
        let mut chapters = Vec::new();
        for entry in fs::read_dir(crate::root().join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                chapters.push((format!("{folder}/{name}"), lang));
            }
        }
        chapters.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        all.append(&mut chapters);
    }
    Ok(all)
}

const BEGIN: &str = "<!-- generated: ";
const BEGIN_END: &str = " -->\n";
const END: &str = "<!-- /generated -->";

/// The page of the example: an organ and figures that are nobody's, damage as real pages have it.
const PAGE: &str = "\
首页 > 政务公开 > 正文
青禾县水务局2021年政府信息公开
工作年度报告
发布时间：2022年01月18日来源:1
二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件 |
规章 | 0 | | |
行政规范性文件 | ２ | 0 | 1，012件 |
第二十条第（五）项
信息内容 | 本年处理决定数量 |
行政许可 | / |
第二十条第（八）项
信息内容 | 本年收费金额（单位：万元） |
行政事业性收费 | 251000元 |
";

/// Brings the generated parts up to date and names the documents that were not; with `check`
/// nothing is written.
pub fn run(check: bool) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (name, lang) in documents()? {
        let path = crate::root().join(&name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        let current = regenerated(&text, lang).with_context(|| format!("in {name}"))?;
        if current != text {
            if !check {
                fs::write(&path, current)?;
            }
            stale.push(name);
        }
    }
    Ok(stale)
}

/// The text with every generated part made anew.
fn regenerated(text: &str, lang: Lang) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (name, old) = after.split_once(BEGIN_END).context("a marker is not closed")?;
        let (_, behind) = old.split_once(END).with_context(|| format!("{name} has no end"))?;
        write!(out, "{before}{BEGIN}{name}{BEGIN_END}{}{END}", part(name, lang)?)?;
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn part(name: &str, lang: Lang) -> Result<String> {
    match name {
        "formats" => formats(lang),
        "notes" => Ok(notes(lang)),
        "rules" => Ok(rules(lang)),
        "fields" => Ok(book::fields(lang)),
        "applicants" => Ok(book::applicants(lang)),
        "rules-in-full" => Ok(book::rules(lang)),
        "page" => Ok(format!("```text\n{PAGE}```\n")),
        "facts" => facts(),
        "schema-codes" => Ok(schema::codes(lang)),
        "schema-fields" => Ok(schema::fields()),
        _ => bail!("there is no generated part {name:?}"),
    }
}

/// What `nianbao formats` prints, as a table.
fn formats(lang: Lang) -> Result<String> {
    let heads = lang.pick(
        [
            "名称",
            "扩展名",
            "读取",
            "转换为（convert）",
            "每个文件",
            "无损",
            "汇总为（export）",
            "说明",
        ],
        [
            "Name",
            "Extensions",
            "Read",
            "Convert to",
            "A file holds",
            "Lossless",
            "Export to",
            "What it is",
        ],
    );
    let can = |able: bool| if able { lang.pick("是", "yes") } else { "–" }.to_owned();
    let holds = |format: &Format| match format.writer {
        None => "–",
        Some(_) if nianbao::takes_many(format) => lang.pick("多份报告", "many reports"),
        Some(_) => lang.pick("一份报告", "one report"),
    };
    let row = |format: &Format| {
        let extensions: Vec<String> =
            format.extensions.iter().map(|extension| format!("`.{extension}`")).collect();
        [
            format!("`{}`", format.name),
            extensions.join(" "),
            can(format.reader.is_some()),
            can(format.writer.is_some()),
            holds(format).to_owned(),
            can(nianbao::is_lossless(format)),
            can(format.sheets.is_some() || nianbao::takes_many(format)),
            lang.pick(format.about.0, format.about.1).to_owned(),
        ]
    };
    Ok(table(&heads, Registry::new()?.formats().map(row)))
}

/// Every code of a note; both languages, since messages in JSON are always Chinese.
fn notes(lang: Lang) -> String {
    let heads =
        lang.pick(["代码", "程度", "含义", "英文"], ["Code", "Severity", "Meaning", "Chinese"]);
    let severity = |code: NoteCode| match code.severity() {
        Severity::Info => lang.pick("提示", "info"),
        Severity::Warning => lang.pick("警告", "warning"),
    };
    let (first, second) = lang.pick((Lang::Zh, Lang::En), (Lang::En, Lang::Zh));
    let row = |code: &NoteCode| {
        [
            format!("`{}`", code.id()),
            severity(*code).to_owned(),
            meaning(*code, first),
            meaning(*code, second),
        ]
    };
    table(&heads, NoteCode::ALL.iter().map(row))
}

/// Every rule of `nianbao check`; `book::rules` has all that is known of each.
fn rules(lang: Lang) -> String {
    let heads = lang.pick(
        ["规则", "程度", "表式", "要求"],
        ["Rule", "Severity", "Editions", "What it demands"],
    );
    let row = |rule: &Rule| {
        let editions: Vec<&str> = rule.editions.iter().map(|edition| edition.id()).collect();
        [
            format!("`{}`", rule.id),
            rule.severity.word(lang).to_owned(),
            editions.join(" "),
            rule.words(lang).to_owned(),
        ]
    };
    table(&heads, nianbao::check::rules().iter().map(row))
}

/// A code's line of explanation without the gap for what a note is about.
fn meaning(code: NoteCode, lang: Lang) -> String {
    let text = code.text(lang);
    let bare = text.strip_suffix("{}").unwrap_or(text);
    bare.trim_end_matches([':', '：', ' ']).replace("{}", "…")
}

fn table<const N: usize>(heads: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(N));
    for row in rows {
        let cells = row.map(|cell| cell.replace('|', "\\|"));
        // Writing into a string cannot fail.
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// What the example becomes: the facts and notes of its JSON, as `nianbao convert` prints them.
fn facts() -> Result<String> {
    let registry = Registry::new()?;
    let format = registry.by_name("json").context("the format json is not linked")?;
    let mut bytes = Vec::new();
    let mut sink = nianbao::start(format, Box::new(&mut bytes))?;
    nianbao::read(&registry, "page.txt", PAGE.as_bytes(), None, &mut |report| sink.push(&report))?;
    sink.finish()?;
    let json = String::from_utf8(bytes)?;
    let mut out = String::new();
    for (key, close) in [("\"facts\": {", "},"), ("\"notes\": [", "]")] {
        let lines = json.lines().skip_while(|line| line.trim() != key);
        for line in lines.map(|line| line.strip_prefix("      ").unwrap_or(line)) {
            // A note is long; its last keys go on a line of their own.
            let line_of_note = shortened(line).replace(", \"fields\"", ",\n   \"fields\"");
            writeln!(out, "{line_of_note}")?;
            if line == close {
                break;
            }
        }
    }
    Ok(format!("```json\n{out}```\n"))
}

/// A note's line with the first of its fields only, where it names a whole table.
fn shortened(line: &str) -> String {
    let Some((head, rest)) = line.split_once("\"fields\": [") else { return line.to_owned() };
    let Some((fields, tail)) = rest.split_once(']') else { return line.to_owned() };
    let ids: Vec<&str> = fields.split(", ").collect();
    if ids.len() <= 6 {
        return line.to_owned();
    }
    format!("{head}\"fields\": [{}, …]{tail}", ids[..2].join(", "))
}

/// What the documents name and the project does not have: files, and functions written `so()`.
pub fn dangling() -> Result<Vec<String>> {
    let root = crate::root();
    let sources = sources(&root)?;
    let mut missing = Vec::new();
    for (name, _) in documents()? {
        let path = root.join(&name);
        let folder = path.parent().unwrap_or(&root).to_owned();
        let text = fs::read_to_string(&path)?;
        let prose = without_fences(&text);
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let links = links.map(|link| link.split('#').next().unwrap_or(link));
        let links = links.filter(|link| !link.is_empty() && !link.contains("://"));
        let quoted: Vec<&str> = prose.split('`').skip(1).step_by(2).collect();
        let paths = quoted.iter().copied().filter(|word| is_path(word));
        let links = links.filter(|link| !folder.join(link).exists());
        let lost = links.chain(paths.filter(|path| !root.join(path).exists()));
        missing.extend(lost.map(|path| format!("{name} names {path}, which is not there")));
        let functions = quoted.iter().filter_map(|word| word.strip_suffix("()"));
        let lost = functions.filter(|path| {
            let function = path.rsplit("::").next().unwrap_or(path);
            !sources.contains(&format!("fn {function}("))
                && !sources.contains(&format!("fn {function}<"))
        });
        missing.extend(lost.map(|path| format!("{name} names {path}(), which no source has")));
    }
    Ok(missing)
}

/// Whether a quoted word is the path of a file or folder of this project, not a pattern: those have
/// a `*`, or NAME in it.
fn is_path(word: &str) -> bool {
    let inside = ["crates/", "xtask/", "fixtures/", "tests/"];
    let plain = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
    let pattern = word.contains("NAME") || !word.chars().all(plain);
    inside.iter().any(|folder| word.starts_with(folder)) && !pattern
}

fn without_fences(text: &str) -> String {
    let mut fenced = false;
    let prose = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    prose.collect::<Vec<_>>().join("\n")
}

/// All Rust sources in one text.
fn sources(root: &Path) -> Result<String> {
    let mut folders: Vec<PathBuf> = vec![root.join("crates"), root.join("xtask")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(&path)?);
            }
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_say_what_the_code_says() {
        let stale = run(true).unwrap();
        assert!(stale.is_empty(), "{stale:?} are out of date; run `cargo xtask docs`");
    }

    #[test]
    fn what_the_documents_name_is_there() {
        assert_eq!(dangling().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn only_what_stands_between_the_markers_changes() {
        let text = format!("a\n{BEGIN}page{BEGIN_END}old\n{END}\nb\n");
        let new = regenerated(&text, Lang::En).unwrap();
        assert!(new.starts_with("a\n<!-- generated: page -->\n```text\n首页"), "{new}");
        assert!(new.ends_with("251000元 |\n```\n<!-- /generated -->\nb\n"), "{new}");
        assert_eq!(regenerated(&new, Lang::En).unwrap(), new);
        assert!(regenerated("<!-- generated: other -->\n<!-- /generated -->", Lang::En).is_err());
        assert!(regenerated("<!-- generated: page -->\n", Lang::En).is_err());
    }
}
