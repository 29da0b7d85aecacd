//! What is in a sum and what is not, and how it stands against what was published, for people.

use std::path::Path;

use nianbao::check::cell_name;
use nianbao::rollup::{Gap, LeftOut, Rollup, Unit, gaps};
use nianbao::{Lang, NoteCode, Report};

use crate::say;
use crate::words::counted;

/// So many lines of one kind are told; the workbook has all.
const TOLD: usize = 20;

/// A sum that is told about.
pub(super) struct Telling<'r> {
    pub(super) rollup: &'r Rollup,
    /// A list of units was given.
    pub(super) listed: bool,
    /// The workbook that was written beside.
    pub(super) tables: Option<&'r Path>,
    pub(super) lang: Lang,
}

impl Telling<'_> {
    /// Who was counted, and who was not.
    pub(super) fn units(&self) {
        let Self { rollup, lang, .. } = *self;
        say(&self.headline());
        let left_out = rollup.left_out.iter();
        self.list(
            &left_out.map(|(unit, reason)| self::left_out(unit, reason, lang)).collect::<Vec<_>>(),
        );
        let missing = lang.pick("缺：", "missing: ");
        self.list(
            &rollup.missing.iter().map(|name| format!("  {missing}{name}")).collect::<Vec<_>>(),
        );
        let unlisted = lang.pick("不在名单中：", "not on the list: ");
        let names = rollup.unlisted.iter().map(|index| rollup.units[*index].name());
        self.list(&names.map(|name| format!("  {unlisted}{name}")).collect::<Vec<_>>());
        self.doubts();
    }

    /// What of the units' reports the sum does not hold, or may hold twice.
    fn doubts(&self) {
        let told = [NoteCode::RollupPartial, NoteCode::RollupUnmapped, NoteCode::RollupJoint];
        let notes = self.rollup.notes().iter().filter(|note| told.contains(&note.code));
        let lines = notes.map(|note| format!("  {}", note.message(self.lang)));
        self.list(&lines.collect::<Vec<_>>());
    }

    fn headline(&self) -> String {
        let Rollup { units, left_out, missing, report, .. } = self.rollup;
        let year = report.year.unwrap_or_default();
        let (units, left_out, missing) = (units.len(), left_out.len(), missing.len());
        let mut parts = vec![match self.lang {
            Lang::Zh => format!("{year} 年度：计入 {units} 个单位"),
            Lang::En => format!("{year}: {} counted", counted(units, "unit")),
        }];
        if left_out > 0 {
            parts.push(match self.lang {
                Lang::Zh => format!("未计入 {left_out} 份报告"),
                Lang::En => format!("{} not counted", counted(left_out, "report")),
            });
        }
        if self.listed {
            parts.push(match (self.lang, missing) {
                (Lang::Zh, 0) => "名单中的单位齐全".to_owned(),
                (Lang::Zh, _) => format!("名单中缺 {missing} 个单位"),
                (Lang::En, 0) => "every unit of the list is there".to_owned(),
                (Lang::En, _) => format!("{} of the list missing", counted(missing, "unit")),
            });
        }
        parts.join(self.lang.pick("，", ", "))
    }

    /// The gaps to the published figures; the sum itself is not changed by them.
    pub(super) fn gaps(&self, published: &Report) {
        let lang = self.lang;
        let (gaps, because) = gaps(self.rollup, published);
        let file = published.source.file.as_deref().unwrap_or("-");
        if gaps.is_empty() {
            say(&match lang {
                Lang::Zh => format!("与公布的报告（{file}）一致"),
                Lang::En => format!("the sum agrees with the published report ({file})"),
            });
            return;
        }
        say(&match (lang, gaps.len()) {
            (Lang::Zh, count) => format!("与公布的报告（{file}）有 {count} 项不一致："),
            (Lang::En, 1) => format!("1 field differs from the published report ({file}):"),
            (Lang::En, count) => {
                format!("{count} fields differ from the published report ({file}):")
            }
        });
        for because in &because {
            say(&format!("  {}", because.message(self.rollup, lang)));
        }
        self.list(&gaps.iter().map(|gap| gap_line(gap, lang)).collect::<Vec<_>>());
    }

    /// The first lines of many, and where the others are.
    fn list(&self, lines: &[String]) {
        let count = lines.len();
        // One line that says so is no shorter than one line more.
        let told = if count > TOLD + 1 { TOLD } else { count };
        lines.iter().take(told).for_each(|line| say(line));
        if told == count {
            return;
        }
        let rest = count - told;
        say(&match (self.lang, self.tables) {
            (Lang::Zh, Some(path)) => format!("  另有 {rest} 项，见 {}", path.display()),
            (Lang::Zh, None) => {
                format!("  另有 {rest} 项；用 --contributions 单位.xlsx 写出全部")
            }
            (Lang::En, Some(path)) => format!("  and {rest} more, see {}", path.display()),
            (Lang::En, None) => {
                format!("  and {rest} more; --contributions units.xlsx writes them all")
            }
        });
    }
}

fn gap_line(gap: &Gap, lang: Lang) -> String {
    let (published, sum) = (gap.published.normalize(), gap.sum.normalize());
    let name = cell_name(gap.field);
    let by = published.checked_sub(sum).map(|by| format!("{by:+}")).unwrap_or_default();
    match lang {
        Lang::Zh => format!("  {name}：公布 {published}，汇总 {sum}，差 {by}"),
        Lang::En => format!("  {name}: published {published}, sum {sum}, {by}"),
    }
}

/// A report that was not counted.
pub(super) fn left_out(unit: &Unit, reason: &LeftOut, lang: Lang) -> String {
    let file = unit.file.as_deref().unwrap_or("?");
    let reason = reason.message(lang);
    let name = unit.name();
    match lang {
        Lang::Zh => format!("  未计入：{name}（{file}）：{reason}"),
        Lang::En => format!("  not counted: {name} ({file}): {reason}"),
    }
}
