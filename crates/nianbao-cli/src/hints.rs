//! What went wrong, and what to type about it: the library knows no arguments.

use anyhow::Error;
use nianbao::{Lang, Problem};

/// An error with its causes, and behind them the argument that helps, if there is one.
pub(crate) fn described(error: &Error, lang: Lang) -> String {
    let problem = error.root_cause().downcast_ref();
    nianbao::describe(error, lang) + &problem.map(|problem| hint(problem, lang)).unwrap_or_default()
}

/// What stands behind a problem's message.
fn hint(problem: &Problem, lang: Lang) -> String {
    let (zh, en) = match problem {
        Problem::Unrecognised { .. } => ("（可用 -f 指定）", " (-f names one)"),
        Problem::NotWritable { exportable: true, .. } => (
            "；要汇成分析用的工作簿，请用 nianbao export",
            "; for the analysts' tables use nianbao export",
        ),
        Problem::NotWritable { exportable: false, .. } => {
            ("；nianbao formats 列出可写出的格式", "; nianbao formats lists those that can")
        }
        Problem::OneReport { .. } => (
            "；请用 -o 指定目录（以 / 结尾），每份报告各写一个文件",
            "; name a directory with -o, as OUT/, to write a file for each",
        ),
        Problem::Limit { name, .. } => {
            return match lang {
                Lang::Zh => format!("；可用 --limit {name}=… 放宽"),
                Lang::En => format!("; --limit {name}=… raises it"),
            };
        }
        _ => ("", ""),
    };
    lang.pick(zh, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_with_the_argument_that_helps_and_only_by_the_command_line() {
        for (problem, argument) in [
            (Problem::Unrecognised { known: vec!["html"] }, "-f "),
            (Problem::NotWritable { format: "xlsx", exportable: true }, "nianbao export"),
            (Problem::NotWritable { format: "csv", exportable: false }, "nianbao formats"),
            (Problem::OneReport { format: "html" }, "-o"),
            (Problem::Limit { name: "cells", value: 3 }, "--limit cells="),
        ] {
            for lang in [Lang::Zh, Lang::En] {
                let bare = problem.message(lang);
                assert!(!bare.contains(argument), "{bare}");
                let told = described(&Error::new(problem.clone()).context("a.html"), lang);
                assert!(told.contains(&bare) && told.contains(argument), "{told}");
            }
        }
        let told = described(&Error::new(Problem::Empty), Lang::En);
        assert_eq!(told, Problem::Empty.message(Lang::En));
    }
}
