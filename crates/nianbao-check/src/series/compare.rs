//! Two reports of one organ, side by side.

use std::fmt::Write as _;
use std::sync::LazyLock;

use nianbao_core::{Decimal, FieldId};

use super::digest::Kept;
use super::{CARRY_OVER, COPIED, DUPLICATE, IN_FORCE, ITEMS, JUMP};
use crate::rule::Rule;
use crate::rules::{field, unit_beyond};
use crate::sums::COLUMNS;
use crate::{Finding, Words, cell_name};

/// The numbers whose jumps are told: those that measure an organ's work.
pub(super) const JUMPING: [&str; 8] = [
    "requests.received.total",
    "requests.handled.total",
    "disclosure.licensing.decisions",
    "disclosure.penalties.decisions",
    "disclosure.coercion.decisions",
    "disclosure.normative.in_force",
    "applications.received.total",
    "proactive.total",
];

pub(super) const AMOUNTS: [&str; 4] = [
    "disclosure.fees.amount",
    "disclosure.procurement.amount",
    "capacity.budget",
    "application_fees",
];

/// Prose that is so much the same was copied.
const COPY: usize = 95;
/// A jump starts from a number that is not small, and is by so much.
const BASE: i64 = 20;
const TIMES: i64 = 5;

/// So many fields are named where two reports differ.
const NAMED_FIELDS: usize = 3;

/// The same organ and year twice.
pub(super) fn duplicates(this: Kept<'_>, first: Kept<'_>, out: &mut Vec<Finding>) {
    if this.digest.facts == first.digest.facts {
        return;
    }
    let mut differ = this.fields();
    differ.extend(first.fields());
    differ.retain(|field| this.get(*field) != first.get(*field));
    differ.sort_by_key(|field| field.index());
    differ.dedup();
    let value = |kept: Kept<'_>, field: FieldId| {
        kept.get(field).map_or_else(|| "-".to_owned(), |value| value.to_string())
    };
    let pair = |field: FieldId| (value(this, field), value(first, field));
    let (mut zh, mut en) = (String::new(), String::new());
    for (field, (here, there)) in
        differ.iter().take(NAMED_FIELDS).map(|field| (*field, pair(*field)))
    {
        // Writing into a string cannot fail.
        let _ = write!(zh, "；{} {here}，另一份 {there}", cell_name(field));
        let _ = write!(en, "; {field}: {here} here, {there} there");
    }
    let message = Words::new(
        format!("同一机关同一年度的另一份报告（{}）数据不同{zh}", named(first)),
        format!("another report of this organ and year ({}) has other numbers{en}", named(first)),
    );
    out.push(Finding::new(DUPLICATE.id, DUPLICATE.severity, message).at(differ));
}

fn named(kept: Kept<'_>) -> String {
    let file = kept.file().unwrap_or_else(|| "-".to_owned());
    if kept.digest.part > 1 { format!("{file} #{}", kept.digest.part) } else { file }
}

/// A report and the one of the year before.
pub(super) fn years(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    carry_over(this, before, out);
    in_force(this, before, out);
    items(this, before, out);
    copied(this, before, out);
    jumps(this, before, out);
    amounts(this, before, out);
}

/// A field and what it should have been.
fn tell(
    rule: &Rule,
    field: FieldId,
    (found, expected): (Decimal, String),
    (zh, en): (String, String),
    out: &mut Vec<Finding>,
) {
    let message = Words::new(
        format!("{} 为 {found}，{zh}", cell_name(field)),
        format!("{field} is {found}; {en}"),
    );
    out.push(Finding::new(rule.id, rule.severity, message).at([field]).sides(found, expected));
}

static CARRIED: LazyLock<Vec<(FieldId, FieldId)>> = LazyLock::new(|| {
    let pair = |column: &&str| {
        let of = |row: &str| field(&format!("requests.{row}.{column}"));
        Some((of("carried_in")?, of("carried_out")?))
    };
    COLUMNS.iter().filter_map(pair).collect()
});

fn carry_over(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    for (carried_in, carried_out) in CARRIED.iter() {
        if let (Some(now), Some(then)) = (this.get(*carried_in), before.get(*carried_out))
            && now != then
        {
            let words = (
                format!("而上一年度报告（{}）的结转下年度为 {then}", named(before)),
                format!("last year's report ({}) carried out {then}", named(before)),
            );
            tell(&CARRY_OVER, *carried_in, (now, then.to_string()), words, out);
        }
    }
}

fn in_force(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    for kind in ["regulations", "normative"] {
        let of = |what: &str| field(&format!("disclosure.{kind}.{what}"));
        let Some(at) = of("in_force") else { continue };
        let now = |what: &str| this.get(of(what)?);
        let (Some(found), Some(then), Some(issued), Some(repealed)) =
            (now("in_force"), before.get(at), now("issued"), now("repealed"))
        else {
            continue;
        };
        let least = then.saturating_sub(repealed);
        let most = least.saturating_add(issued);
        if found < least || found > most {
            let words = (
                format!(
                    "而上年现行有效 {then}，本年制发 {issued}、废止 {repealed}，应在 {least} 至 {most} 之间"
                ),
                format!(
                    "last year {then}, issued {issued}, repealed {repealed}: between {least} and {most}"
                ),
            );
            tell(&IN_FORCE, at, (found, format!("{least}..{most}")), words, out);
        }
    }
}

fn items(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    for kind in ["licensing", "other_services", "penalties", "coercion", "fees"] {
        let of = |what: &str| field(&format!("disclosure.{kind}.{what}"));
        let (Some(previous), Some(change)) = (of("items_previous"), of("items_change")) else {
            continue;
        };
        let (Some(found), Some(then), Some(by)) =
            (this.get(previous), before.get(previous), before.get(change))
        else {
            continue;
        };
        let expected = then.saturating_add(by);
        if found != expected {
            let words = (
                format!("而上一年度报告为 {then}，增减 {by}，应为 {expected}"),
                format!("last year's report has {then} with a change of {by}: {expected}"),
            );
            tell(&ITEMS, previous, (found, expected.to_string()), words, out);
        }
    }
}

fn copied(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    let mut tell = |message| out.push(Finding::new(COPIED.id, COPIED.severity, message));
    if this.digest.facts == before.digest.facts && !this.digest.all_zero {
        tell(Words::new(
            format!("全部表格与上一年度（{}）相同", named(before)),
            format!("all tables are those of the year before ({})", named(before)),
        ));
    }
    if let Some(alike) =
        this.digest.prose.likeness(before.digest.prose).filter(|alike| *alike >= COPY)
    {
        tell(Words::new(
            format!("正文与上一年度（{}）几乎相同（约 {alike}%）", named(before)),
            format!(
                "the prose is nearly that of the year before ({}), about {alike}%",
                named(before)
            ),
        ));
    }
}

fn jumps(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    let (base, times) = (Decimal::from(BASE), Decimal::from(TIMES));
    for at in JUMPING.iter().filter_map(|id| field(id)) {
        let (Some(now), Some(then)) = (this.get(at), before.get(at)) else { continue };
        let up = now > then.saturating_mul(times);
        let down = now.saturating_mul(times) < then;
        if then >= base && (up || down) {
            let words = (format!("上一年度为 {then}"), format!("the year before it was {then}"));
            tell(&JUMP, at, (now, then.to_string()), words, out);
        }
    }
}

fn amounts(this: Kept<'_>, before: Kept<'_>, out: &mut Vec<Finding>) {
    for at in AMOUNTS.iter().filter_map(|id| field(id)) {
        let (Some(now), Some(then)) = (this.get(at), before.get(at)) else { continue };
        if unit_beyond(now, then) {
            let zh = format!("约为上一年度 {then} 万元的一万倍");
            let en = format!("is some ten thousand times last year's {then}");
            let mut finding = crate::rules::unit_finding(at, now, &zh, &en);
            finding.expected = Some(then.to_string());
            out.push(finding);
        }
    }
}
