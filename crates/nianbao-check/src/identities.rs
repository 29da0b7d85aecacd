//! The sums of a report that do not hold, and which cells would mend them.

use std::collections::BTreeMap;

use nianbao_core::{Edition, Facts, FieldId, Report};

use crate::balance::{Outcome, Standing};
use crate::figures::{Figures, decimal};
use crate::labels::{cell_name, shared};
use crate::locate::{Delta, Located, locate};
use crate::rolled_up::Doubts;
use crate::sums::{Equation, Plan, Relation, plan};
use crate::{Change, Finding, Repair, RepairKind, Severity, Words};

/// So many repairs of several cells stand in a finding; the candidates name every cell.
const SHOWN: usize = 24;

/// The findings of the rules that are sums.
pub(crate) fn findings(edition: Edition, report: &Report, figures: &Figures) -> Vec<Finding> {
    let (plan, facts) = (plan(edition), &report.facts);
    let doubts = Doubts::of(report);
    let sound = doubts.without(figures);
    let mut groups: BTreeMap<usize, Located> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, equation) in plan.equations.iter().enumerate() {
        let standing = Standing::of(equation, figures);
        let severity = match standing.outcome(equation) {
            Outcome::Holds => continue,
            Outcome::Broken => equation.severity,
            Outcome::Slack => equation.slack.unwrap_or(equation.severity),
        };
        let mut finding = broken(equation, severity, facts, figures);
        if let Some(doubt) = doubts.behind(equation) {
            finding.remedy = Some(doubt);
        } else if equation.balances() {
            let group = plan.group[index];
            let located = groups.entry(group).or_insert_with(|| locate(plan, &sound, group));
            advise(&mut finding, index, located, plan, &sound);
        }
        let first = finding.suggest.map(|change| change.at).or_else(|| located_first(&finding));
        finding.place = first.and_then(|field| facts.get(field)).and_then(|fact| fact.at.clone());
        findings.push(finding);
    }
    findings
}

fn located_first(finding: &Finding) -> Option<FieldId> {
    let first = finding.candidates.first().map(|change| change.at);
    first.or_else(|| finding.at.first().copied())
}

/// What is wrong with the sum, as a sentence with its numbers.
fn broken(equation: &Equation, severity: Severity, facts: &Facts, figures: &Figures) -> Finding {
    let fields: Vec<FieldId> = equation.terms.iter().map(|(field, _)| *field).collect();
    let (of, name) = shared(&fields);
    let left = side(equation, 1, facts, figures, &name);
    let right = side(equation, -1, facts, figures, &name);
    let relation = match equation.relation {
        Relation::AtMost => "＞",
        Relation::AtLeast if severity == equation.severity => "＜",
        _ => "≠",
    };
    let of = of.map_or_else(String::new, |of| format!("{of}："));
    let zh = format!("{of}{} {relation} {}", left.zh, right.zh);
    let en = format!("{} {} {}", left.en, ascii(relation), right.en);
    Finding::new(equation.rule, severity, Words::new(zh, en)).at(fields).sides(left.sum, right.sum)
}

fn ascii(relation: &str) -> &'static str {
    match relation {
        "＞" => ">",
        "＜" => "<",
        _ => "!=",
    }
}

/// One side of a sum.
struct Side {
    sum: i128,
    zh: String,
    en: String,
}

/// More parts of a side than this are not named one by one.
const LISTED: usize = 8;

/// A side with its parts that are not zero; blanks are zero here.
fn side(
    equation: &Equation,
    sign: i128,
    facts: &Facts,
    figures: &Figures,
    name: &dyn Fn(FieldId) -> &'static str,
) -> Side {
    let terms: Vec<FieldId> =
        equation.terms.iter().filter(|term| term.1 == sign).map(|term| term.0).collect();
    let value = |field: &FieldId| figures.whole(*field).unwrap_or_default();
    let sum = terms.iter().map(value).sum();
    let shown: Vec<FieldId> = match terms.as_slice() {
        [one] => vec![*one],
        all => all.iter().copied().filter(|field| value(field) != 0).collect(),
    };
    let part = |field: &FieldId, name: &str| match facts.get(*field).and_then(|fact| fact.value) {
        Some(value) => format!("{name} {value}"),
        None => format!("{name} -"),
    };
    let list = |names: &dyn Fn(FieldId) -> &'static str, more: &dyn Fn(usize) -> String| {
        let parts: Vec<String> = shown.iter().map(|field| part(field, names(*field))).collect();
        match parts.as_slice() {
            [first, second, .., last] if parts.len() > LISTED => {
                format!("{first} + {second} + … + {last}{}", more(parts.len()))
            }
            parts => parts.join(" + "),
        }
    };
    let zh = list(name, &|count| format!("（共 {count} 项）"));
    let en = list(&FieldId::id, &|count| format!(" ({count} parts)"));
    let with_sum = |text: String, none: &str| match shown.len() {
        0 => none.to_owned(),
        1 => text,
        _ => format!("{text} = {sum}"),
    };
    Side { sum, zh: with_sum(zh, "各项 0"), en: with_sum(en, "0 in all parts") }
}

/// Puts to a broken sum what would mend it.
fn advise(finding: &mut Finding, index: usize, located: &Located, plan: &Plan, figures: &Figures) {
    let touches = |field: FieldId| plan.of[field.index()].iter().any(|(one, _)| *one == index);
    let mut changes: Vec<Change> = Vec::new();
    for repair in &located.repairs {
        for change in repair.changes.iter().filter(|change| touches(change.at)) {
            if !changes.contains(change) {
                changes.push(*change);
            }
        }
    }
    let alone = only(&changes).filter(|one| located.complete && demands(*one, plan, figures) > 0);
    // Among errors elsewhere: two sums that ask for the same change do not do so by chance.
    let agreed = || {
        let here: Vec<Change> =
            located.singles.iter().copied().filter(|change| touches(change.at)).collect();
        let possible = |one: &Change| !located.complete || changes.contains(one);
        only(&here).filter(|one| possible(one) && demands(*one, plan, figures) > 1)
    };
    if let Some(change) = alone.or_else(agreed) {
        finding.suggest = Some(change);
        finding.remedy = Some(suggestion(change, figures));
        return;
    }
    let here = located.repairs.iter().filter(|repair| {
        repair.changes.len() > 1 && repair.changes.iter().any(|change| touches(change.at))
    });
    finding.repairs = here.take(SHOWN).cloned().collect();
    if let Some(first) = finding.repairs.first() {
        finding.remedy = Some(
            followed(&finding.repairs, plan, figures)
                .unwrap_or_else(|| together(first, &finding.repairs, figures)),
        );
        changes.sort_by_key(|change| !first.changes.contains(change));
    } else if !changes.is_empty() {
        finding.remedy = Some(several(&changes));
    }
    finding.candidates = changes;
}

fn only(changes: &[Change]) -> Option<Change> {
    if let [one] = changes { Some(*one) } else { None }
}

/// How many broken sums without blanks ask for a change; none if there is a sum with its cell that
/// is broken by it, or that it leaves broken.
fn demands(change: Change, plan: &Plan, figures: &Figures) -> usize {
    let Some(wanted) = crate::figures::whole(change.value) else { return 0 };
    let mut changed = figures.clone();
    changed.set(change.at, wanted);
    let mut demands = 0;
    for (index, _) in &plan.of[change.at.index()] {
        let equation = &plan.equations[*index];
        let (before, after) = (Standing::of(equation, figures), Standing::of(equation, &changed));
        if !after.holds(equation) {
            return 0;
        }
        demands += usize::from(before.is_exact() && !before.holds(equation));
    }
    demands
}

fn printed(field: FieldId, figures: &Figures) -> String {
    figures.whole(field).and_then(decimal).map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn suggestion(change: Change, figures: &Figures) -> Words {
    let (name, id) = (cell_name(change.at), change.at.id());
    let (was, value) = (printed(change.at, figures), change.value);
    Words::new(
        format!("{name} 印作 {was}，若为 {value} 则各项关系均成立"),
        format!("{id} is printed {was}; with {value} everything balances"),
    )
}

/// How many candidates a message names.
const NAMED: usize = 6;

fn several(changes: &[Change]) -> Words {
    let zh: Vec<String> = changes
        .iter()
        .take(NAMED)
        .map(|change| format!("{} 应为 {}", cell_name(change.at), change.value))
        .collect();
    let en: Vec<String> = changes
        .iter()
        .take(NAMED)
        .map(|change| format!("{} = {}", change.at, change.value))
        .collect();
    let (all, more) = (changes.len(), changes.len() > NAMED);
    Words::new(
        format!(
            "可能：{}{}",
            zh.join("，或 "),
            if more { format!(" 等（共 {all} 种）") } else { String::new() }
        ),
        format!(
            "possibly {}{}",
            en.join(" or "),
            if more { format!(" … ({all} in all)") } else { String::new() }
        ),
    )
}

/// One cell is wrong in each of the repairs, and the total of its row only follows it: what a form that
/// computes its totals makes of a typing error. So it does of one in a part of a cell that is a sum
/// itself, which would take more changes than are searched for.
fn followed(repairs: &[Repair], plan: &Plan, figures: &Figures) -> Option<Words> {
    let mut zh: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    let mut leads = Vec::new();
    for repair in repairs {
        let change = leading(repair, plan, figures)?;
        let (was, value) = (printed(change.at, figures), change.value);
        zh.push(format!("{} {was}→{value}", cell_name(change.at)));
        en.push(format!("{} {was} -> {value}", change.at));
        leads.push(change.at);
    }
    for (sum, delta) in summed(*leads.first()?, plan, figures) {
        if leads.contains(&sum) {
            continue;
        }
        let by = delta.abs();
        let (more, too) = if delta < 0 { ("多", "many") } else { ("少", "few") };
        zh.push(format!("{} 所含某一项{more} {by}", cell_name(sum)));
        en.push(format!("one of the parts of {sum} is {by} too {too}"));
    }
    Some(Words::new(
        format!("可能一格有误，总计随之：{}", zh.join("，或 ")),
        format!("perhaps one cell is wrong, and its total follows it: {}", en.join(", or ")),
    ))
}

/// The sums that take part in a broken equation with a cell, and what each lacks.
fn summed(at: FieldId, plan: &Plan, figures: &Figures) -> Vec<Delta> {
    let mut found = Vec::new();
    for (index, _) in &plan.of[at.index()] {
        let equation = &plan.equations[*index];
        let standing = Standing::of(equation, figures);
        if standing.holds(equation) {
            continue;
        }
        let is_sum = |field: FieldId| {
            let of = plan.of[field.index()].iter().filter(|(one, _)| one != index);
            of.map(|(one, _)| &plan.equations[*one]).any(|one| lone(one) == Some(field))
        };
        let sums = equation.terms.iter().filter(|(field, _)| is_sum(*field));
        found.extend(sums.map(|(field, sign)| (*field, -sign * standing.known)));
    }
    found
}

/// The change that another follows: of two, both by the same, the one whose cell is a part of the other.
fn leading(repair: &Repair, plan: &Plan, figures: &Figures) -> Option<Change> {
    let [one, other] = repair.changes.as_slice() else { return None };
    let delta =
        |change: &Change| Some(crate::figures::whole(change.value)? - figures.whole(change.at)?);
    delta(one).filter(|by| Some(*by) == delta(other))?;
    let is_part = |part: &Change, total: &Change| {
        plan.of[part.at.index()]
            .iter()
            .any(|(index, _)| lone(&plan.equations[*index]) == Some(total.at))
    };
    [(one, other), (other, one)]
        .into_iter()
        .find(|(part, total)| is_part(part, total))
        .map(|(part, _)| *part)
}

/// The total of a sum: the one term that has a side for itself.
fn lone(equation: &Equation) -> Option<FieldId> {
    [1, -1].into_iter().find_map(|side| {
        let mut terms = equation.terms.iter().filter(|term| term.1 == side);
        let (first, more) = (terms.next()?, terms.next());
        more.is_none().then_some(first.0)
    })
}

fn together(repair: &Repair, all: &[Repair], figures: &Figures) -> Words {
    let zh: Vec<String> = repair
        .changes
        .iter()
        .map(|change| {
            format!("{} {}→{}", cell_name(change.at), printed(change.at, figures), change.value)
        })
        .collect();
    let en: Vec<String> = repair
        .changes
        .iter()
        .map(|change| format!("{} {} -> {}", change.at, printed(change.at, figures), change.value))
        .collect();
    let (zh_kind, en_kind) = match repair.kind {
        RepairKind::Swapped => ("可能相邻两格填反", "perhaps two neighbours are swapped"),
        RepairKind::Split => ("可能一个数被拆在两格", "perhaps one number is split over two cells"),
        RepairKind::Shifted => ("可能整行错了一列", "perhaps the row stands one column off"),
        RepairKind::Cells => ("可能几格同时有误", "perhaps several cells are wrong"),
    };
    let others = all.len() - 1;
    let (zh_more, en_more) = match others {
        0 => (String::new(), String::new()),
        1 => ("；另有 1 种可能".to_owned(), "; 1 more possibility".to_owned()),
        _ => (format!("；另有 {others} 种可能"), format!("; {others} more possibilities")),
    };
    Words::new(
        format!("{zh_kind}：{}{zh_more}", zh.join("，")),
        format!("{en_kind}: {}{en_more}", en.join(", ")),
    )
}
