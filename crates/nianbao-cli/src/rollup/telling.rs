//! What is in a sum and what is not, and how it stands against what was published, for people.

use std::path::Path;

use nianbao::check::cell_name;
use nianbao::rollup::{Gap, LeftOut, Rollup, Unit, gaps};
use nianbao::{Lang, NoteCode, Report, counted};

use crate::say;

/// So many lines of one kind are told; the workbook has all.
const TOLD_LINES: usize = 20;

/// A sum that is told about.
pub(super) struct Telling<'r> {
    pub(super) rollup: &'r Rollup,
    /// The inputs that could not be read, with the reasons.
    pub(super) failed: &'r [(String, String)],
    /// A list of units was given.
    pub(super) listed: bool,
    /// The workbook that was written beside.
    pub(super) tables: Option<&'r Path>,
    pub(super) lang: Lang,
}

impl Telling<'_> {
    /// Who was not counted, and what the sums lack: results, not progress.
    pub(super) fn units(&self) {
        let Self { rollup, lang, .. } = *self;
        let left_out = rollup.left_out.iter();
        self.list(left_out.map(|(unit, reason)| self::left_out(unit, reason, lang)));
        self.list(rollup.missing.iter().map(|name| self.missing(name)));
        let unlisted = rollup.unlisted.iter().map(|index| self.unlisted(&rollup.units[*index]));
        self.list(unlisted);
        self.doubled();
        self.lacking();
        self.outweighed();
        self.doubts();
    }

    /// Reports whose figures may be in the sums twice.
    fn doubled(&self) {
        let Self { rollup, lang, .. } = *self;
        let twice = lang.pick("可能重复计入：", "may be in the sums twice: ");
        let lines = rollup.doubled().into_iter();
        self.list(lines.map(|one| format!("  {twice}{}", one.message(rollup, lang))));
    }

    /// Sums that are one unit's, which may have told 元 for 万元.
    fn outweighed(&self) {
        let Self { rollup, lang, .. } = *self;
        let lines = rollup.outweighed().map(|one| {
            let unit = named(&rollup.units[one.unit], lang);
            let (field, amount, next) = (cell_name(one.field), one.amount, one.next);
            match lang {
                Lang::Zh => format!(
                    "  请核对单位：{unit}的{field}为 {amount} 万元，是其余单位中最多者（{next} 万元）的一千倍以上，可能以元填报"
                ),
                Lang::En => format!(
                    "  look at the unit: {unit}, {field}: {amount} 万元 is more than a thousand times the next ({next} 万元); it may be in 元"
                ),
            }
        });
        self.list(lines.collect::<Vec<_>>());
    }

    /// A unit of the list that is not in the sum, and what came of it.
    fn missing(&self, name: &str) -> String {
        let instead =
            self.rollup.instead(name, self.failed, self.lang).map(|instead| match self.lang {
                Lang::Zh => format!("（{instead}）"),
                Lang::En => format!(" ({instead})"),
            });
        let instead = instead.unwrap_or_default();
        format!("  {}{name}{instead}", self.lang.pick("缺：", "missing: "))
    }

    /// A unit that is in the sum and not on the list.
    fn unlisted(&self, unit: &Unit) -> String {
        let unit = named(unit, self.lang);
        match self.lang {
            Lang::Zh => {
                format!("  不在名单中，但已计入合计：{unit}；不应计入的，请从输入中去掉")
            }
            Lang::En => format!(
                "  not on the list, but in the sums: {unit}; leave it out of the inputs if it should not be"
            ),
        }
    }

    /// Which units have no number for some sums, and whose own sums do not hold.
    fn lacking(&self) {
        let Self { rollup, lang, .. } = *self;
        let lacking = lang.pick("合计不全：", "not in the sums: ");
        let lines = rollup.lacking().into_iter();
        self.list(lines.map(|one| format!("  {lacking}{}", one.message(rollup, lang))));
        let broken = rollup.broken().map(|index| {
            let unit = &rollup.units[index];
            let (name, errors) = (named(unit, lang), unit.errors);
            match lang {
                Lang::Zh => format!(
                    "  已计入但不符合勾稽关系：{name}，{errors} 处错误；用 nianbao check 查看"
                ),
                Lang::En => format!(
                    "  counted, but breaks rules of the form: {name}, errors: {errors}; see nianbao check"
                ),
            }
        });
        self.list(broken.collect::<Vec<_>>());
    }

    /// What of the units' reports has no place in the sum, or may be in it twice.
    fn doubts(&self) {
        let told = [NoteCode::RollupUnmapped, NoteCode::RollupJoint];
        let notes = self.rollup.notes().iter().filter(|note| told.contains(&note.code));
        let lines = notes.map(|note| format!("  {}", note.message(self.lang)));
        self.list(lines.collect::<Vec<_>>());
    }

    /// How many were counted, and how many were not.
    pub(super) fn headline(&self) {
        let Rollup { units, left_out, missing, unlisted, report, .. } = self.rollup;
        let year = report.year.unwrap_or_default();
        let (units, left_out, missing) = (units.len(), left_out.len(), missing.len());
        let mut parts = vec![match self.lang {
            Lang::Zh => format!("{year} 年度：计入 {units} 个单位"),
            Lang::En => format!("{year}: {} counted", counted(units, "unit")),
        }];
        if !unlisted.is_empty() {
            let unlisted = unlisted.len();
            parts.push(match self.lang {
                Lang::Zh => format!("其中 {unlisted} 个不在名单中"),
                Lang::En => format!("{unlisted} of them not on the list"),
            });
        }
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
        let partial = self.rollup.totals.iter().filter(|total| total.is_partial()).count();
        if partial > 0 {
            parts.push(match self.lang {
                Lang::Zh => format!("{partial} 项合计没有包括全部单位"),
                Lang::En => format!("{} without some units", counted(partial, "sum")),
            });
        }
        say(&parts.join(self.lang.pick("，", ", ")));
    }

    /// The gaps to the published figures; the sum itself is not changed by them.
    pub(super) fn gaps(&self, published: &Report) {
        let lang = self.lang;
        let (gaps, because) = gaps(self.rollup, published);
        let file = published.source.file.as_deref().unwrap_or("-");
        self.other(published, file);
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
        self.list(gaps.iter().map(|gap| gap_line(gap, lang)));
    }

    /// Warns of a published report that is another organ's, or for another year.
    fn other(&self, published: &Report, file: &str) {
        let sum = &self.rollup.report;
        let other_organ = !same_organ(sum.organ.as_deref(), published.organ.as_deref());
        let other_year = published.year.is_some() && published.year != sum.year;
        if !other_organ && !other_year {
            return;
        }
        let whose = |report: &Report| {
            let organ = report.organ.clone().unwrap_or_default();
            let year = report.year.map(|year| year.to_string()).unwrap_or_default();
            match self.lang {
                Lang::Zh => format!("“{organ}”{year}年度"),
                Lang::En => format!("{organ}, {year}"),
            }
        };
        let (theirs, ours) = (whose(published), whose(sum));
        say(&match self.lang {
            Lang::Zh => {
                format!("注意：{file} 是{theirs}的报告，而汇总的是{ours}，下列差额未必有意义")
            }
            Lang::En => format!(
                "note: {file} is the report of {theirs}; the sum is of {ours}, so differences may mean nothing"
            ),
        });
    }

    /// The first lines of many, and where the others are.
    fn list(&self, lines: impl IntoIterator<Item = String, IntoIter: ExactSizeIterator>) {
        let lines = lines.into_iter();
        let count = lines.len();
        // One line that says so is no shorter than one line more.
        let told = if count > TOLD_LINES + 1 { TOLD_LINES } else { count };
        lines.take(told).for_each(|line| say(&line));
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

/// Whether two names may be one organ's: one may lack its region, or be that of the government's office.
fn same_organ(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let bare = |name: &str| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let office = ["办公室", "办公厅"].iter().find_map(|end| name.strip_suffix(end));
        office.map_or(name.clone(), str::to_owned)
    };
    let (a, b) = (bare(a), bare(b));
    a.ends_with(&b) || b.ends_with(&a)
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
    let (name, reason) = (named(unit, lang), reason.message(lang));
    match lang {
        Lang::Zh => format!("  未计入：{name}：{reason}"),
        Lang::En => format!("  not counted: {name}: {reason}"),
    }
}

/// A unit by its name, with the file that it sent in brackets.
fn named(unit: &Unit, lang: Lang) -> String {
    let (name, file) = (unit.name(), unit.file.as_deref().unwrap_or("?"));
    match lang {
        Lang::Zh => format!("{name}（{file}）"),
        Lang::En => format!("{name} ({file})"),
    }
}
