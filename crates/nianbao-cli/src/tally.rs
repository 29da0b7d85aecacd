//! What was read, and the closing words about it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use nianbao::{Lang, NoteCode, Report, Severity, counted};

use crate::args::{ProgressKind, Reading};
use crate::reading::Outcome;
use crate::say;

/// What was read.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub(crate) files: usize,
    /// Of the files those that an earlier run had read.
    pub(crate) resumed: usize,
    pub(crate) reports: usize,
    /// Of the reports those with a warning.
    pub(crate) doubtful: usize,
    notes: usize,
    pub(crate) failures: usize,
    codes: BTreeMap<NoteCode, usize>,
    reasons: Reasons,
    unsaved: Unsaved,
}

/// The files with formulas that nobody computed: the first by name, and how many there are.
#[derive(Clone, Default)]
struct Unsaved {
    files: Vec<(String, usize)>,
    count: usize,
}

impl Tally {
    /// Counts the reports of an input.
    pub(crate) fn read(&mut self, reports: &[Report], resumed: bool) {
        self.files += 1;
        self.resumed += usize::from(resumed);
        self.reports += reports.len();
        for report in reports {
            self.notes += report.notes.len();
            let warning = |note: &nianbao::Note| note.code.severity() == Severity::Warning;
            self.doubtful += usize::from(report.notes.iter().any(warning));
            self.unsaved.look(report);
            for note in &report.notes {
                *self.codes.entry(note.code).or_default() += 1;
            }
        }
    }

    /// Counts an input that gave nothing; whether it is worth telling now, of as many others as gave
    /// nothing for the same reason.
    pub(crate) fn failed(&mut self, name: &str, reason: &str) -> bool {
        self.failures += 1;
        self.reasons.count(name, reason) <= TOLD_FAILURES
    }

    /// All inputs so far.
    pub(crate) fn inputs(&self) -> usize {
        self.files + self.failures
    }

    /// The numbers alone.
    pub(crate) fn counts(&self) -> Self {
        let Self { files, resumed, reports, doubtful, notes, failures, .. } = *self;
        Self { files, resumed, reports, doubtful, notes, failures, ..Self::default() }
    }

    /// How many notes there are of each code, in the order of the codes.
    pub(crate) fn notes_by_code(&self) -> impl Iterator<Item = (NoteCode, usize)> {
        self.codes.iter().map(|(code, count)| (*code, *count))
    }

    /// The outcome of a command that needed these inputs.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self { files: 0, .. } => Outcome::NothingDone,
            Self { failures: 0, .. } => Outcome::Well,
            _ => Outcome::SomeFailed,
        }
    }

    /// Tells what was done, unless it is not wanted; programs were told already.
    pub(crate) fn summarise(&self, args: &Reading, lang: Lang) {
        if args.pace.quiet || args.progress == ProgressKind::Json {
            return;
        }
        say(&self.summary(lang));
        self.unsaved.tell(lang);
        // Of one file, all is to be seen in what is written.
        if self.inputs() > 1 {
            self.by_code(lang);
            self.by_reason(args.failures.as_deref(), lang);
        }
    }

    fn summary(&self, lang: Lang) -> String {
        let Self { files, resumed, reports, notes, failures, .. } = self;
        // They were fetched as reports: whoever did wants to know that they are none.
        let other = self.codes.get(&NoteCode::PartOther).copied().unwrap_or_default();
        let other = match (other, lang) {
            (0, _) => String::new(),
            (_, Lang::Zh) => format!("（其中 {other} 份看来不是年报，见备注 part.other）"),
            (_, Lang::En) => format!(" ({other} of them seem to be none, see notes part.other)"),
        };
        if lang == Lang::Zh {
            let resumed = if *resumed > 0 {
                format!("（其中 {resumed} 个上次已读）")
            } else {
                String::new()
            };
            format!(
                "读取 {files} 个文件{resumed}，{reports} 份报告{other}，{notes} 条备注，{failures} 个文件失败"
            )
        } else {
            let (files, reports) = (counted(*files, "file"), counted(*reports, "report"));
            let resumed =
                if *resumed > 0 { format!(" ({resumed} earlier)") } else { String::new() };
            format!(
                "{files} read{resumed}, {reports}{other}, {}, {failures} failed",
                counted(*notes, "note")
            )
        }
    }

    fn by_code(&self, lang: Lang) {
        let warnings = || self.codes.iter().filter(|(c, _)| c.severity() == Severity::Warning);
        if warnings().next().is_none() {
            return;
        }
        say(&match lang {
            Lang::Zh => format!("存疑的报告 {} 份，按原因：", self.doubtful),
            Lang::En => format!("{} doubtful, by reason:", counted(self.doubtful, "report")),
        });
        let mut codes: Vec<_> = warnings().collect();
        codes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (code, count) in codes {
            let text = code.text(lang).replace("：{}", "").replace(": {}", "").replace("{}", "…");
            say(&format!("{count:>8}  {:<18} {text}", code.id()));
        }
        say(lang.pick(
            "  细看：nianbao convert 文件（所读的全部）、nianbao explain 项目 文件（一个值的由来）",
            "  look closer: nianbao convert FILE (all that was read), nianbao explain FIELD FILE (one value)",
        ));
    }

    fn by_reason(&self, list: Option<&Path>, lang: Lang) {
        if self.failures == 0 {
            return;
        }
        say(lang.pick("失败的文件，按原因：", "failed, by reason:"));
        let reasons = self.reasons.sorted();
        for Reason { count, text, example } in reasons.iter().take(SHOWN) {
            let example = match lang {
                Lang::Zh => format!("（如 {example}）"),
                Lang::En => format!(" ({example})"),
            };
            say(&format!("{count:>8}  {text}{example}"));
        }
        let rest = reasons.iter().skip(SHOWN).map(|reason| reason.count).sum::<usize>();
        let rest = rest + self.reasons.others;
        if rest > 0 {
            say(&format!("{rest:>8}  {}", lang.pick("其他原因", "other reasons")));
        }
        say(&match (list.map(Path::display), lang) {
            (Some(list), Lang::Zh) => {
                format!("  完整名单见 {list}，改正后用 --files-from {list} 只读这些")
            }
            (Some(list), Lang::En) => {
                format!("  {list} has them all; --files-from {list} reads them again when they are mended")
            }
            (None, Lang::Zh) => "  用 --failures 把完整名单写入文件，改正后用 --files-from 只读这些".to_owned(),
            (None, Lang::En) => "  --failures writes all of them to a file, which --files-from reads again when they are mended".to_owned(),
        });
    }
}

impl Unsaved {
    fn look(&mut self, report: &Report) {
        let unsaved = |note: &&nianbao::Note| note.code == NoteCode::FormulaUncached;
        let cells: usize = report.notes.iter().filter(unsaved).map(|note| note.fields.len()).sum();
        if cells == 0 {
            return;
        }
        self.count += 1;
        if self.files.len() < SHOWN {
            let file = report.source.file.clone().unwrap_or_else(|| "-".to_owned());
            self.files.push((file, cells));
        }
    }

    /// Which files are to be opened and saved.
    fn tell(&self, lang: Lang) {
        for (file, cells) in &self.files {
            say(&match lang {
                Lang::Zh => format!(
                    "{file}：{cells} 项的公式没有计算结果，未能读取；请用 Excel、WPS 或 LibreOffice 打开并保存一次"
                ),
                Lang::En => format!(
                    "{file}: formulas without their results, not read: {cells}; open it in Excel, WPS or LibreOffice and save it"
                ),
            });
        }
        let rest = self.count - self.files.len();
        if rest > 0 {
            say(&match lang {
                Lang::Zh => format!("另有 {rest} 份报告也是如此，见备注 formula.uncached"),
                Lang::En => format!("{rest} more reports are so; see their notes formula.uncached"),
            });
        }
    }
}

/// How many reasons are worth reading, and how many are kept apart: a reason can hold a line number.
const SHOWN: usize = 10;
const KEPT: usize = 1000;

/// So many failures of one reason are told by name.
const TOLD_FAILURES: usize = 3;

/// How often each reason was given.
#[derive(Clone, Default)]
struct Reasons {
    by_text: HashMap<String, (usize, usize, String)>,
    others: usize,
}

struct Reason<'a> {
    count: usize,
    text: &'a str,
    example: &'a str,
}

impl Reasons {
    /// Counts one more; how many there are of it.
    fn count(&mut self, name: &str, reason: &str) -> usize {
        let first = self.by_text.len();
        if let Some((count, ..)) = self.by_text.get_mut(reason) {
            *count += 1;
            *count
        } else if first < KEPT {
            self.by_text.insert(reason.to_owned(), (1, first, name.to_owned()));
            1
        } else {
            self.others += 1;
            1
        }
    }

    /// The most frequent first, else as they came.
    fn sorted(&self) -> Vec<Reason<'_>> {
        let mut all: Vec<_> = self.by_text.iter().collect();
        all.sort_by_key(|(_, (count, first, _))| (std::cmp::Reverse(*count), *first));
        all.into_iter()
            .map(|(text, (count, _, example))| Reason { count: *count, text, example })
            .collect()
    }
}
