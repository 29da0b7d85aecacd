//! What is wrong with a command line, in Chinese; clap itself has English words only.

use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::args::YEARS;

/// The error as clap would print it, in Chinese; none for what is no error (help, the version) or
/// has no words here.
pub(crate) fn in_chinese(error: &clap::Error) -> Option<String> {
    let mut text = format!("nianbao: {}\n", what(error)?);
    for hint in hints(error) {
        let _ = writeln!(text, "\n  提示：{hint}");
    }
    if let Some(usage) = one(error, ContextKind::Usage) {
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        // What was given is not missing.
        let usage = usage.replace(" --lang <LANG>", "").replace("[OPTIONS]", "[选项]");
        let _ = writeln!(text, "\n用法：{usage}");
    }
    text.push_str("\n详细用法见 --help。\n");
    Some(text)
}

fn what(error: &clap::Error) -> Option<String> {
    let of = |kind| one(error, kind);
    let argument = || of(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => match argument()? {
            option if option.starts_with('-') => format!("没有 {option} 这个选项"),
            word => format!("多出了参数 {word}"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{}", argument()?),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令", of(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingSubcommand => "没有指定命令".to_owned(),
        ErrorKind::InvalidValue => match of(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => format!("{} 不能是“{value}”", argument()?),
            _ => format!("{} 后面缺少值", argument()?),
        },
        ErrorKind::ValueValidation => {
            format!("{} 不能是“{}”", argument()?, of(ContextKind::InvalidValue)?)
        }
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(other) if Some(&other) != argument().as_ref() => {
                format!("{} 与 {other} 不能同时使用", argument()?)
            }
            _ => format!("{} 只能用一次", argument()?),
        },
        ErrorKind::TooManyValues => format!(
            "{} 后面多出了“{}”",
            argument()?,
            of(ContextKind::InvalidValue).unwrap_or_default()
        ),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{} 后面的值太少或太多", argument()?)
        }
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8".to_owned(),
        _ => return None,
    })
}

fn hints(error: &clap::Error) -> Vec<String> {
    let listed = |kind| all(error, kind).join("、");
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(listed).filter(|names| !names.is_empty());
    let mut hints: Vec<String> = near.map(|names| format!("是否要用 {names}？")).collect();
    let refused = one(error, ContextKind::InvalidArg);
    let refused = refused.filter(|_| error.kind() == ErrorKind::ValueValidation);
    let is_value_of = |option: &str| refused.as_ref().is_some_and(|own| own.starts_with(option));
    if is_value_of("--year") {
        hints.push(format!("年度为四位数，{} 至 {}，如 2024", YEARS.start(), YEARS.end()));
    }
    if is_value_of("--limit") {
        hints.push("写作“名称=数值”，如 seconds=30；有哪些名称，见 nianbao limits".to_owned());
    }
    let valid = listed(ContextKind::ValidValue);
    if !valid.is_empty() {
        hints.push(format!("可以是：{valid}"));
    }
    hints
}

fn one(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let all = all(error, kind);
    (!all.is_empty()).then(|| all.join(" "))
}

fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use nianbao::Lang;

    use super::*;
    use crate::help;

    fn told(arguments: &[&str]) -> String {
        let command = help::command(Lang::Zh);
        let error = command.try_get_matches_from([&["nianbao"], arguments].concat()).unwrap_err();
        in_chinese(&error).unwrap_or_else(|| format!("{:?}\n{error}", error.kind()))
    }

    #[test]
    fn every_usual_mistake_is_told_in_chinese_with_its_remedy() {
        let cases: [(&[&str], &str); 14] = [
            (
                &["convert", "a", "--limit", "memory=1"],
                "--limit <NAME=VALUE> 不能是“memory=1”\n\n  提示：写作“名称=数值”，如 seconds=30；有哪些名称，见 nianbao limits",
            ),
            (
                &["form", "--year", "24", "-o", "a"],
                "--year <YEAR> 不能是“24”\n\n  提示：年度为四位数，2000 至 2099，如 2024",
            ),
            (
                &["convert", "a", "--ouput", "b"],
                "没有 --ouput 这个选项\n\n  提示：是否要用 --output？",
            ),
            (&["convert", "a", "-x"], "没有 -x 这个选项"),
            (&["convert"], "缺少参数：<INPUT>..."),
            (&["explain", "complaints"], "缺少参数：<INPUT>..."),
            (&["convert", "a", "-o"], "--output <OUTPUT> 后面缺少值"),
            (&["convert", "a", "-j", "0"], "--jobs <N> 不能是“0”"),
            (&["convert", "a", "--jobs", "many"], "--jobs <N> 不能是“many”"),
            (&["--lang", "fr", "formats"], "--lang <LANG> 不能是“fr”\n\n  提示：可以是：zh、en"),
            (&["convrt", "a"], "没有 convrt 这个命令\n\n  提示：是否要用 convert？"),
            (&["nothing"], "没有 nothing 这个命令"),
            (&["convert", "a", "-o", "b", "-o", "c"], "--output <OUTPUT> 只能用一次"),
            (&["formats", "a"], "多出了参数 a"),
        ];
        for (arguments, words) in cases {
            let told = told(arguments);
            assert!(told.starts_with(&format!("nianbao: {words}")), "{arguments:?}: {told}");
            assert!(told.ends_with("详细用法见 --help。\n"), "{told}");
            assert!(!told.contains("Usage"), "{told}");
        }
        assert!(told(&["convert"]).contains("\n用法：nianbao convert "), "{}", told(&["convert"]));
    }
}
