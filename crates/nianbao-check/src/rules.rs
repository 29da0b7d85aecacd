//! The rules that are no sum, a file each.

mod all_blank;
mod fee;
mod form_edition;
mod form_mixed;
mod group_total;
mod late;
mod missing;
mod rollup;
mod statement;
mod unchecked;
mod uncomputed;
mod unit;
mod unread;
mod unreadable;
mod value;
mod year;

pub(crate) use unit::{beyond as unit_beyond, finding as unit_finding};

use nianbao_core::{Edition, FieldId, Report};

use crate::figures::Figures;
use crate::rule::Rule;
use crate::{Finding, series};

/// A report as the rules look at it.
pub(crate) struct Looked<'r> {
    pub(crate) report: &'r Report,
    pub(crate) figures: Figures,
    /// The edition whose sums it has to keep.
    pub(crate) edition: Option<Edition>,
}

/// The rules that are told in code.
pub(crate) const STATED: &[Rule] = &[
    all_blank::BLANK,
    all_blank::ZERO,
    fee::RULE,
    form_edition::RULE,
    form_mixed::RULE,
    group_total::RULE,
    late::RULE,
    missing::SECTION,
    missing::TABLE,
    rollup::INCOMPLETE,
    rollup::MISSING,
    statement::RULE,
    unchecked::RULE,
    uncomputed::RULE,
    unit::RULE,
    unread::RULE,
    unreadable::RULE,
    value::FRACTION,
    value::NEGATIVE,
    year::RULE,
    series::CARRY_OVER,
    series::COPIED,
    series::DUPLICATE,
    series::IN_FORCE,
    series::ITEMS,
    series::JUMP,
];

/// Those that look at one report.
pub(crate) const CHECKS: [fn(&Looked<'_>, &mut Vec<Finding>); 16] = [
    all_blank::check,
    fee::check,
    form_edition::check,
    form_mixed::check,
    group_total::check,
    late::check,
    missing::check,
    rollup::check,
    statement::check,
    unchecked::check,
    uncomputed::check,
    unit::check,
    unread::check,
    unreadable::check,
    value::check,
    year::check,
];

/// The field of an id that is written in a rule.
pub(crate) fn field(id: &str) -> Option<FieldId> {
    FieldId::from_id(id)
}
