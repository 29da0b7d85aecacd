//! `nianbao check --rules` and `--explain RULE`.

use std::fmt::Write as _;

use anyhow::{Error, Result, anyhow};
use nianbao::Lang;
use nianbao::check::{Rule, Scope, Series, Severity, check, examples, rule, rules};

use crate::output::Output;
use crate::reading::Outcome;
use crate::words::width;

/// The rules, a line each.
pub(crate) fn list(lang: Lang) -> Result<Outcome> {
    let rules = rules();
    let ids = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let words = |severity: Severity| severity.word(lang);
    let severities = rules.iter().map(|rule| width(words(rule.severity))).max().unwrap_or_default();
    let mut text = String::new();
    for rule in &rules {
        let severity = words(rule.severity);
        let pad = " ".repeat(severities - width(severity));
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:ids$}  {severity}{pad}  {}", rule.id, rule.words(lang));
    }
    print(&text, lang)
}

/// All there is to say of a rule.
pub(crate) fn explain(id: &str, lang: Lang) -> Result<Outcome> {
    let rule = rule(id).ok_or_else(|| unknown(id, lang))?;
    let mut text = format!("{}  {}\n{}\n\n", rule.id, rule.severity.word(lang), rule.words(lang));
    let editions: Vec<&str> = rule.editions.iter().map(|edition| edition.id()).collect();
    let scope = match rule.scope {
        Scope::Report => lang.pick("一份报告", "one report"),
        Scope::Series => lang.pick("同一机关的多份报告", "several reports of one organ"),
    };
    let rows = [
        (lang.pick("公式", "formula"), rule.formula.get(lang).to_owned()),
        (lang.pick("表式", "editions"), editions.join(" ")),
        (lang.pick("范围", "scope"), scope.to_owned()),
        (lang.pick("依据", "source"), rule.source.to_owned()),
    ];
    for (name, value) in rows {
        let pad = " ".repeat(lang.pick(6, 10) - width(name));
        let _ = writeln!(text, "{name}{pad}{value}");
    }
    text.push_str(&example(&rule, lang));
    print(&text, lang)
}

/// The example, and what is told of it.
fn example(rule: &Rule, lang: Lang) -> String {
    let Some(example) = examples().into_iter().find(|example| example.rule == rule.id) else {
        return String::new();
    };
    let head = lang.pick("示例（错误 -> 改正）", "example (broken -> mended)");
    let mut text = format!("\n{head}\n");
    for line in &example.lines {
        let _ = writeln!(text, "  {line}");
    }
    let mut series = Series::default();
    let mut found = Vec::new();
    for report in &example.broken {
        found.extend(check(report));
        series.push(report);
    }
    found.extend(series.findings().map(|(_, finding)| finding));
    for finding in found.iter().filter(|finding| finding.rule == rule.id) {
        let _ = writeln!(text, "{}{}", lang.pick("发现：", "found: "), finding.text(lang));
    }
    text
}

/// A rule that is not there, with those that are like it.
pub(crate) fn unknown(id: &str, lang: Lang) -> Error {
    let group = id.split('.').next().unwrap_or(id);
    let near: Vec<&str> =
        rules().iter().map(|rule| rule.id).filter(|rule| rule.contains(group)).collect();
    let near = match near.as_slice() {
        [] => lang
            .pick("nianbao check --rules 列出全部", "nianbao check --rules lists them")
            .to_owned(),
        some => lang.pick("是否指：", "perhaps: ").to_owned() + &some.join(" "),
    };
    match lang {
        Lang::Zh => anyhow!("没有名为 {id:?} 的规则；{near}"),
        Lang::En => anyhow!("there is no rule {id:?}; {near}"),
    }
}

fn print(text: &str, lang: Lang) -> Result<Outcome> {
    let mut out = Output::stdout().writer(lang)?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Well)
}
