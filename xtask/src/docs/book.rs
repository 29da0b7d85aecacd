//! The generated chapters of the book: every field and every rule, in full.

use std::fmt::Write as _;

use nianbao::check::{Example, Rule};
use nianbao::{FieldId, Lang};

use super::table;

/// The kinds of applicants, the columns of the table of requests (form of 2019 and 2021, 三).
const APPLICANTS: [&str; 7] =
    [".natural", ".business", ".research", ".nonprofit", ".legal", ".other_org", ".total"];

/// Every field by the table that prints it; the seven columns of a row of requests are one line.
pub(super) fn fields(lang: Lang) -> String {
    let heads = lang.pick(
        ["代号", "行", "列", "单位", "表式", "含义", "依据"],
        ["Id", "Row", "Column", "Unit", "Editions", "What it counts", "Source"],
    );
    let mut out = String::new();
    let mut rest: Vec<FieldId> = FieldId::all().collect();
    while let Some(first) = rest.first() {
        let name = first.info().table;
        let (these, others): (Vec<_>, Vec<_>) =
            rest.iter().partition(|field| field.info().table == name);
        let prose = lang.pick("正文语句中的数据", "What only sentences state");
        let _ = writeln!(out, "## {}\n", if name.is_empty() { prose } else { name });
        let rows = these.into_iter().filter(|field| line_of(*field)).map(|field| row(field, lang));
        out.push_str(&table(&heads, rows));
        out.push('\n');
        rest = others;
    }
    out
}

/// Whether a field has a line of its own: of a row of requests only the first has.
fn line_of(field: FieldId) -> bool {
    field.info().section != 3 || field.id().ends_with(APPLICANTS[0])
}

fn row(field: FieldId, lang: Lang) -> [String; 7] {
    let info = field.info();
    let editions: Vec<&str> = info.editions.iter().map(|edition| edition.id()).collect();
    let meaning = nianbao::field_meaning(field, lang).unwrap_or_default();
    let stem = field.id().strip_suffix(APPLICANTS[0]).filter(|_| info.section == 3);
    let bare = |text: &str| {
        let end = text.rfind(lang.pick("（申请人为", ", of applicants of")).unwrap_or(text.len());
        text[..end].to_owned()
    };
    [
        stem.map_or_else(|| format!("`{}`", info.id), |stem| format!("`{stem}.{{c}}`")),
        info.row_label.to_owned(),
        if stem.is_some() { String::new() } else { info.column_label.to_owned() },
        info.unit.to_owned(),
        editions.join(" "),
        if stem.is_some() { bare(&meaning) } else { meaning },
        nianbao::field_source(info, lang),
    ]
}

/// What `{c}` stands for in ids of the table of requests.
pub(super) fn applicants(lang: Lang) -> String {
    let heads = lang.pick(["`{c}`", "列"], ["`{c}`", "Column"]);
    let label = |suffix: &str| {
        let field = FieldId::from_id(&format!("requests.received{suffix}"));
        field.map_or_else(String::new, |field| field.info().column_label.to_owned())
    };
    let rows = APPLICANTS.iter().map(|suffix| [format!("`{}`", &suffix[1..]), label(suffix)]);
    table(&heads, rows)
}

/// Every rule with all that `nianbao check --explain` knows of it.
pub(super) fn rules(lang: Lang) -> String {
    let examples = nianbao::check::examples();
    let mut out = String::new();
    for rule in nianbao::check::rules() {
        let example = examples.iter().find(|example| example.rule == rule.id);
        out.push_str(&in_full(&rule, example, lang));
    }
    out
}

fn in_full(rule: &Rule, example: Option<&Example>, lang: Lang) -> String {
    let editions: Vec<&str> = rule.editions.iter().map(|edition| edition.id()).collect();
    let (severity, editions) = (rule.severity.word(lang), editions.join(lang.pick("、", ", ")));
    let about = match lang {
        Lang::Zh => format!("程度：{severity}；表式：{editions}；依据：{}。", rule.source),
        Lang::En => format!("Severity: {severity}; editions: {editions}. {}", rule.source),
    };
    let formula = rule.formula.get(lang).replace("; ", "\n");
    let words = sentence(rule.words(lang), lang);
    let mut out = format!("## `{}`\n\n{words}\n\n{about}\n\n```text\n{formula}\n```\n", rule.id);
    if let Some(example) = example {
        let head = lang.pick("示例（错误 -> 改正）：", "An example, broken -> mended:");
        let _ = writeln!(out, "\n{head}\n\n```text\n{}\n```", example.lines.join("\n"));
    }
    out.push('\n');
    out
}

/// A rule's words as a sentence of its own.
fn sentence(words: &str, lang: Lang) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}{}", chars.as_str(), lang.pick("。", "."))
}
