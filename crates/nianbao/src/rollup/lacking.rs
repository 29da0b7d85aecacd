//! What a sum lacks (合计不完整): the units without a number for a field, by name, and why.

use std::collections::HashMap;

use nianbao_core::{Edition, FieldId, Lang, NoteCode, Report};

use super::{Rollup, Total, Unit};
use crate::check::cell_names;

/// So many fields are named.
const NAMED_FIELDS: usize = 3;
/// So many units are named; the tables beside the sum have all.
const NAMED_UNITS: usize = 20;

/// Why a unit has no number for a field; the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lack {
    /// Its cell holds a formula that nobody computed.
    Uncomputed,
    /// There may be a number, which could not be read or be told.
    Unread,
    /// Its cell holds no number.
    Blank,
    /// Its edition of the form does not ask for it.
    OtherForm(Edition),
    /// Its report does not have the cell.
    Absent,
}

/// Units that have no number for the same fields for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The reason.
    pub why: Lack,
    /// The units, by index.
    pub units: Vec<usize>,
    /// The fields, in the printed order of the form.
    pub fields: Vec<FieldId>,
}

/// The fields without a number that may have one: those of formulas that nobody computed, and the
/// others that a warning names.
pub(crate) fn lost(report: &Report) -> (Vec<FieldId>, Vec<FieldId>) {
    let (mut uncomputed, mut unread) = (Vec::new(), Vec::new());
    for note in report.notes.iter().filter(|note| note.code.may_lose()) {
        let is_formula = note.code == NoteCode::FormulaUncached;
        for field in &note.fields {
            match report.facts.get(*field) {
                Some(fact) if fact.value.is_some() => {}
                _ if is_formula => uncomputed.push(*field),
                // A cell that was seen blank is blank, whatever its head looked like.
                Some(fact) if fact.raw.is_empty() => {}
                _ => unread.push(*field),
            }
        }
    }
    (uncomputed, unread)
}

impl Unit {
    /// Why it has no number for a field, if it has none.
    pub fn lack(&self, field: FieldId) -> Option<Lack> {
        let fact = self.facts.get(field);
        if fact.is_some_and(|fact| fact.value.is_some()) {
            return None;
        }
        Some(match self.form {
            _ if self.uncomputed.contains(&field) => Lack::Uncomputed,
            _ if self.unread.contains(&field) => Lack::Unread,
            _ if fact.is_some() => Lack::Blank,
            Some(form) if !field.is_in(form) => Lack::OtherForm(form),
            _ => Lack::Absent,
        })
    }
}

impl Total {
    /// Whether the sum lacks units that have, or may have, something to add.
    pub fn is_partial(&self) -> bool {
        let without = self.blank.len() + self.absent.len();
        !self.lost.is_empty() || self.given > 0 && without > 0
    }

    /// The units without a number, by index.
    pub fn without(&self) -> Vec<usize> {
        let mut units: Vec<usize> =
            [&self.lost, &self.blank, &self.absent].into_iter().flatten().copied().collect();
        units.sort_unstable();
        units
    }
}

impl Rollup {
    /// What the sums lack, the gravest first.
    pub fn lacking(&self) -> Vec<Lacking> {
        let mut groups: HashMap<(Lack, Vec<FieldId>), Vec<usize>> = HashMap::new();
        for unit in 0..self.units.len() {
            for Lacking { why, fields, .. } in self.lacking_of(unit) {
                groups.entry((why, fields)).or_default().push(unit);
            }
        }
        let group = |((why, fields), units)| Lacking { why, units, fields };
        let mut all: Vec<Lacking> = groups.into_iter().map(group).collect();
        // A unit has one group for each reason, so no two are equal here.
        all.sort_by(|a, b| (a.why, &a.units).cmp(&(b.why, &b.units)));
        all
    }

    /// What the sums lack of one unit, the gravest first.
    pub fn lacking_of(&self, unit: usize) -> Vec<Lacking> {
        let mut all: Vec<Lacking> = Vec::new();
        for total in self.totals.iter().filter(|total| total.is_partial()) {
            let Some(why) = self.units[unit].lack(total.field) else { continue };
            match all.iter_mut().find(|one| one.why == why) {
                Some(one) => one.fields.push(total.field),
                None => all.push(Lacking { why, units: vec![unit], fields: vec![total.field] }),
            }
        }
        all.sort_by_key(|one| one.why);
        all
    }

    /// Names of units for people, the first of many.
    pub(super) fn names(&self, units: &[usize], most: usize, lang: Lang) -> String {
        let first: Vec<&str> = units.iter().take(most).map(|i| self.units[*i].name()).collect();
        let (first, count) = (first.join(lang.pick("、", ", ")), units.len());
        match lang {
            _ if count <= most => first,
            Lang::Zh => format!("{first} 等 {count} 个单位"),
            Lang::En => format!("{first} and {} more", count - most),
        }
    }
}

impl Lacking {
    /// Who lacks what, and what helps, for people.
    pub fn message(&self, rollup: &Rollup, lang: Lang) -> String {
        let mut names = rollup.names(&self.units, NAMED_UNITS, lang);
        // Who is to open a file wants to know which.
        if let (Lack::Uncomputed, [unit]) = (self.why, self.units.as_slice())
            && let Some(file) = &rollup.units[*unit].file
        {
            names += &lang.pick("（{}）", " ({})").replace("{}", file);
        }
        format!("{names}{}{}", lang.pick("：", ": "), self.reason(lang))
    }

    /// What is lacking, and what helps, for people.
    pub fn reason(&self, lang: Lang) -> String {
        let count = self.fields.len();
        let fields = cell_names(&self.fields, NAMED_FIELDS, lang);
        match (self.why, lang) {
            (Lack::Uncomputed, Lang::Zh) => format!(
                "{count} 项的公式没有计算结果；请用 Excel、WPS 或 LibreOffice 打开其文件并保存一次，再重新汇总"
            ),
            (Lack::Uncomputed, Lang::En) => format!(
                "formulas without their results: {count}; open the file in Excel, WPS or LibreOffice, save it, and sum again"
            ),
            (Lack::Unread, Lang::Zh) => format!("{count} 项可能有数而未能读出（{fields}）"),
            (Lack::Unread, Lang::En) => {
                format!("{count} fields may have a number that could not be read ({fields})")
            }
            (Lack::Blank, Lang::Zh) => format!("{count} 项没有填数（{fields}）"),
            (Lack::Blank, Lang::En) => format!("{count} cells hold no number ({fields})"),
            (Lack::OtherForm(form), Lang::Zh) => {
                format!("用的是{form}年表式，没有 {count} 项（{fields}）")
            }
            (Lack::OtherForm(form), Lang::En) => {
                format!("used the form of {form}, which lacks {count} fields ({fields})")
            }
            (Lack::Absent, Lang::Zh) => format!("报告没有 {count} 项（{fields}）"),
            (Lack::Absent, Lang::En) => format!("{count} fields are not in the report ({fields})"),
        }
    }
}
