//! What is wrong with a request, in both languages.

use std::fmt;
use std::io;

use anyhow::Error;
use nianbao_check::Words;
use nianbao_core::{Lang, Limits, Malformed};

use crate::{Foreign, system};

/// An error of the library itself; what adapters report is in their own English words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The input has no bytes.
    Empty,
    /// The input is of a kind that is not read.
    Foreign {
        /// Which kind.
        kind: Foreign,
    },
    /// No format knows the bytes.
    Unrecognised {
        /// The formats that can be read.
        known: Vec<&'static str>,
    },
    /// There is no format of this name.
    NoSuchFormat {
        /// The name that was asked for.
        name: String,
        /// The names that would do.
        known: Vec<&'static str>,
    },
    /// The format is known but cannot be read.
    NotReadable {
        /// Its name.
        format: &'static str,
        /// The formats that can be read.
        known: Vec<&'static str>,
    },
    /// The format is known but reports cannot be converted to it.
    NotWritable {
        /// Its name.
        format: &'static str,
        /// Whether the analysts' tables can be exported to it.
        exportable: bool,
    },
    /// The format is known but has no room for findings on a report.
    NotAnnotatable {
        /// Its name.
        format: &'static str,
        /// The formats that have.
        known: Vec<&'static str>,
    },
    /// The bytes are not as the format has them.
    Unreadable {
        /// Its name.
        format: &'static str,
        /// What is wrong, in the reader's own words, which may be English throughout.
        why: Words,
    },
    /// An output of the format holds one report, and there is another.
    OneReport {
        /// Its name.
        format: &'static str,
    },
    /// An output of the format holds one report, and there is none.
    NoReport {
        /// Its name.
        format: &'static str,
    },
    /// The input goes beyond a limit of reading, and nothing of it is given.
    Limit {
        /// The limit's name.
        name: &'static str,
        /// Its value.
        value: usize,
    },
    /// Reading one file broke the program's own rules.
    Internal {
        /// What the panic said.
        message: String,
    },
}

/// The formats that are features of the build and not in this one, each by the feature's name.
const LEFT_OUT: &[&str] = if cfg!(feature = "parquet") { &[] } else { &["parquet"] };

impl Problem {
    /// The problem, for people: what is wrong, and why. What to type is for whoever reads arguments to add.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::Empty => lang.pick("文件为空", "the file is empty").to_owned(),
            Self::Foreign { kind } => kind.message(lang).to_owned(),
            Self::Unrecognised { known } => {
                let known = known.join(lang.pick("、", ", "));
                if zh {
                    format!("无法识别的格式；可读取的格式：{known}")
                } else {
                    format!("not of a known format; those that can be read: {known}")
                }
            }
            Self::NoSuchFormat { name, known } => {
                let known = known.join(lang.pick("、", ", "));
                let left_out = LEFT_OUT.contains(&name.as_str());
                match (zh, left_out) {
                    (true, true) => format!(
                        "这个程序编译时没有带格式 {name}（cargo install 时加 --features {name}）；可用：{known}"
                    ),
                    (false, true) => format!(
                        "this program was built without the format {name} (build it with --features {name}); known: {known}"
                    ),
                    (true, false) => format!("没有名为“{name}”的格式；可用：{known}"),
                    (false, false) => format!("there is no format {name:?}; known: {known}"),
                }
            }
            Self::NotReadable { format, known } => {
                let known = known.join(lang.pick("、", ", "));
                if zh {
                    format!("格式 {format} 不能读取；可读取的格式：{known}")
                } else {
                    format!("the format {format} cannot be read; those that can be: {known}")
                }
            }
            Self::NotWritable { format, exportable: true } => {
                if zh {
                    format!("不能转换为 {format}")
                } else {
                    format!("cannot convert to {format}")
                }
            }
            Self::NotWritable { format, exportable: false } => {
                if zh {
                    format!("格式 {format} 不能写出")
                } else {
                    format!("the format {format} cannot be written")
                }
            }
            Self::NotAnnotatable { format, known } => {
                let known = known.join(lang.pick("、", ", "));
                if zh {
                    format!("格式 {format} 不能标注核对结果；可用：{known}")
                } else {
                    format!("findings cannot be marked in the format {format}; known: {known}")
                }
            }
            Self::Unreadable { format, why } => {
                let why = why.get(lang);
                if zh {
                    format!("不能按 {format} 格式读取，内容不符或已损坏：{why}")
                } else {
                    format!("cannot be read as {format}: {why}")
                }
            }
            Self::OneReport { format } => {
                if zh {
                    format!("{format} 每个文件只有一份报告")
                } else {
                    format!("a file of the format {format} holds one report")
                }
            }
            Self::NoReport { format } => {
                if zh {
                    format!("输入中没有报告，{format} 文件无从写起")
                } else {
                    format!(
                        "there is no report in the input, and a file of the format {format} needs one"
                    )
                }
            }
            Self::Limit { name, value } => beyond(name, *value, lang),
            Self::Internal { message } => {
                if zh {
                    format!("读取时发生内部错误（程序缺陷，请报告）：{message}")
                } else {
                    format!("internal error while reading (a defect, please report it): {message}")
                }
            }
        }
    }
}

/// What a reader says is wrong, in both languages as far as it has words in them.
pub(crate) fn told(error: &Error) -> Words {
    match error.downcast_ref::<Malformed>() {
        Some(malformed) => Words::new(malformed.message(Lang::Zh), malformed.message(Lang::En)),
        None => Words::new(format!("{error:#}"), format!("{error:#}")),
    }
}

/// What is beyond which limit.
fn beyond(name: &str, value: usize, lang: Lang) -> String {
    let info = Limits::ALL.iter().find(|info| info.name == name);
    let about = info.map_or(name, |info| lang.pick(info.about.0, info.about.1));
    let unit = info.and_then(|info| info.unit).map(|unit| lang.pick(unit.0, unit.1));
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let besides = info.map(|info| info.in_brackets(lang)).unwrap_or_default();
    match lang {
        Lang::Zh => format!("超过读取的上限：{about}，至多 {value}{unit}{besides}"),
        Lang::En => format!("beyond a limit of reading: {about}, at most {value}{unit}{besides}"),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Problem {}

/// An error with its causes, in a language as far as the library has words in it.
pub fn describe(error: &Error, lang: Lang) -> String {
    let words = error.chain().map(|cause| {
        if let Some(problem) = cause.downcast_ref::<Problem>() {
            problem.message(lang)
        } else if let Some(error) = cause.downcast_ref::<io::Error>() {
            system(error, lang)
        } else {
            cause.to_string()
        }
    });
    words.collect::<Vec<_>>().join(lang.pick("：", ": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_that_the_build_left_out_is_told_with_its_feature() {
        let told = |name: &str| {
            let problem = Problem::NoSuchFormat { name: name.to_owned(), known: vec!["csv"] };
            [Lang::Zh, Lang::En].map(|lang| problem.message(lang))
        };
        for name in LEFT_OUT {
            assert!(told(name).iter().all(|words| words.contains(&format!("--features {name}"))));
        }
        assert!(told("word").iter().all(|words| !words.contains("--features")));
    }
}
