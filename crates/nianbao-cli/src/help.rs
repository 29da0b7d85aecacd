//! Help in the language of the person who asks.

use clap::{Arg, Command, CommandFactory};
use nianbao::Lang;

use crate::args::Cli;

/// The command line with its help in `lang`.
pub(crate) fn command(lang: Lang) -> Command {
    let command = Cli::command();
    if lang == Lang::En { command } else { chinese(command) }
}

/// clap's own headings cannot be translated, only replaced.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

fn chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().into()).collect();
    let command = command
        .about(about(&name))
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let text = text(&name, &arg);
            arg.help(text).help_heading(heading)
        });
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, chinese))
}

fn about(command: &str) -> &'static str {
    match command {
        "nianbao" => "在各种格式之间转换政府信息公开工作年度报告",
        "convert" => "把报告从任一格式转换为另一格式",
        "export" => "把许多报告汇成一个供分析用的工作簿，或一个目录的 CSV 表格",
        "check" => "按表式的规则检查报告：何处有误，应为多少",
        "diff" => "比较两份报告：逐项、逐段、逐字",
        "explain" => "说明某一项目的值从何而来：单元格、所据标题、舍去的其他值",
        "rollup" => "把下属单位的报告汇总为一份",
        "years" => "把历年的报告并列：每个统计项一行，每年一列",
        "form" => "生成待填写的年报表（工作簿或 Word 文件）",
        "publish" => "检查填好的表，并写出发布所需的全部文件",
        "limits" => "列出读取的各项上限",
        "formats" => "列出各种格式",
        "completions" => "输出命令行补全脚本",
        "man" => "输出程序或某一命令的手册页",
        _ => "",
    }
}

fn text(command: &str, arg: &Arg) -> &'static str {
    match (command, arg.get_id().as_str()) {
        (_, "lang") => "语言：zh 或 en；提示信息默认随系统语言，工作簿默认中文",
        (_, "limit") => "读取的上限，如 cells=2000000 或 bytes=1G；nianbao limits 列出各项；可重复",
        (_, "help") => "显示帮助",
        (_, "version") => "显示版本",
        (_, "edition") => "表式版本：2014、2019 或 2021；默认按年度，否则为 2021",
        ("form", "organ") => "填报机关的名称",
        ("form", "year") => "报告年度；默认为上年报告的下一年",
        (_, "totals") => "总计的填法：live 自动算出，typed 手工填写并核对；Word 文件只能 typed",
        ("form", "from") => "上年的报告（任一格式）：填入应结转的数据",
        ("form", "output") => "写出的工作簿或 Word 文件；默认为 form.xlsx",
        ("man", "command") => "命令，如 convert；默认为整个程序",
        (_, "form") => "填好的表，或其他格式的报告",
        ("publish", "output") => "目录：网页、Word 文件、XML 和数据摘要写在其中",
        ("form", "overwrite") => "文件中已有内容也覆盖",
        (_, "force") => "有错误也发布",
        (_, "overwrite") => "目录中同名的文件，不是 publish 写出的或后来有人改过的，也覆盖",
        ("check", "to") => "结果的形式：human、jsonl、sarif 或 junit",
        ("check" | "diff" | "rollup", "output") => "输出文件；默认为标准输出",
        (_, "annotate") => "另写出标明问题之处的报告：OUT.html、OUT.xlsx，多份报告用目录 OUT/",
        (_, "only") => "只列出这条规则（或如 years 这一组规则）查出的问题；可重复",
        (_, "skip") => "不列出这条规则（或这一组规则）查出的问题；可重复",
        (_, "deny") => "警告也视为不通过：--deny warnings",
        (_, "waivers") => "豁免文件：已经有人核实、不再提示的问题",
        (_, "write_waivers") => "把现在查出的全部问题写成豁免文件；文件已有的，添加到其中",
        (_, "rules") => "列出全部规则",
        (_, "explain") => "说明一条规则：公式、依据、示例",
        (_, "a") => "较早的报告，或第一次公布的文本",
        (_, "b") => "较晚的报告，或第二次公布的文本",
        ("diff", "to") => "结果的形式：human、html 或 jsonl",
        ("explain", "inputs") => {
            "文件、目录（含其下各级文件）、压缩包（zip、tar、gz、warc），或以 - 表示标准输入"
        }
        (_, "inputs") => {
            "文件、目录（含其下各级文件）、压缩包（zip、tar、gz、warc）、网页转储（每行一个含 url 和 html 的 JSON），或以 - 表示标准输入"
        }
        (_, "files_from") => "另读清单所列的输入，每行一个；- 表示标准输入",
        (_, "null") => "--files-from 的清单以 NUL 分隔，如 find -print0 所写",
        (_, "resume") => "把读到的内容保存在 FILE 中，上次已读的从中取用",
        (_, "failures") => {
            "把未能读取的输入和不是年报的页面写入 FILE，每行一个，附原因，可供 --files-from 使用"
        }
        (_, "progress") => "进度的形式：auto（仅在终端上显示），或 json（每秒一行，供程序使用）",
        (_, "field") => "项目代号，如 requests.received.total",
        (_, "from") => "输入的格式；默认按内容判断",
        (_, "jobs") => "同时读取的文件数；默认为处理器核数",
        ("rollup", "quiet") => "不显示进度和小结；缺报、未计入的单位照样列出",
        (_, "quiet") => "不显示进度和小结",
        ("years", "organ") => "把全部报告视为这一机关的，不论所印名称",
        ("years", "output") => "输出的工作簿，如 panel.xlsx",
        (_, "organ") => "汇总报告的机关名称",
        (_, "year") => "年度；默认为多数报告的年度",
        (_, "units") => "应报单位名单，每行一个单位：csv、文本或者工作簿",
        (_, "against") => "该机关已公布的报告，用来与汇总比较",
        (_, "contributions") => "另写一个工作簿：各单位的数据，以及未计入的单位",
        ("convert" | "rollup", "to") => "写出的格式；默认按输出文件的扩展名，否则为 json",
        (_, "to") => "写出的格式；默认按输出文件的扩展名",
        ("convert", "output") => "输出文件，或目录（每个输入写一个文件）；默认为标准输出",
        (_, "keep_folders") => "写入目录时，保留输入目录中原来的各级子目录",
        (_, "output") => "输出文件，如 reports.xlsx；-t csv 时为目录",
        (_, "by") => "分组，每组写一个工作簿：year 按年度，province 按省份，none 不分",
        (_, "long") => "增加长表：每格一行，供统计软件使用",
        (_, "text") => "增加各部分的正文",
        (_, "json") => "以 JSON 输出，供程序使用",
        (_, "shell") => "bash、elvish、fish、powershell 或 zsh",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(command: &Command) -> Vec<(String, String)> {
        let shown = |text: Option<&clap::builder::StyledStr>| {
            text.map_or_else(String::new, ToString::to_string)
        };
        let mut texts = vec![(command.get_name().to_owned(), shown(command.get_about()))];
        texts.extend(command.get_arguments().map(|arg| {
            (format!("{} {}", command.get_name(), arg.get_id()), shown(arg.get_help()))
        }));
        texts.extend(command.get_subcommands().flat_map(self::texts));
        texts
    }

    #[test]
    fn the_arguments_are_sound() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        for (name, text) in texts(&command(Lang::En)) {
            assert!(!text.is_empty() && text.is_ascii(), "{name}: {text:?}");
        }
        for (name, text) in texts(&command(Lang::Zh)) {
            assert!(!text.is_empty(), "{name} has no Chinese text");
            assert!(!text.is_ascii(), "{name}: {text:?}");
        }
    }
}
