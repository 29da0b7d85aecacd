//! Formulas beside the form that check its sums. What is printed stays what it is.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use nianbao_core::{Decimal, Sum};
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Note};

use super::{At, Form, Operand};
use crate::page::legible;
use crate::read::sheet::address;

/// What stands above the checks of a table.
const HEAD: &str = "核对";
/// The width of a check in pixels.
const WIDTH: u32 = 44;
/// The width of the rules' words in pixels.
const ADVICE_WIDTH: u32 = 320;
/// What a check shows that cannot be told: an operand is a text.
const UNTOLD: &str = "?";
/// Below Excel's limit for a text in a formula.
const LONGEST_WORDS: usize = 120;
/// Excel's limit for the operands of a function.
pub(super) const MOST_OPERANDS: usize = 250;

/// Writes a check for each sum at the end of the row of its first cell.
pub(super) fn write(form: &mut Form, sums: &[Sum]) -> Result<()> {
    let first = form.columns.last() + 2;
    let mut next: HashMap<u32, u16> = HashMap::new();
    let mut advice: BTreeMap<u32, Vec<(At, &str)>> = BTreeMap::new();
    for (index, sum) in sums.iter().enumerate() {
        // What computes a total holds.
        if form.computed.contains(&index) {
            continue;
        }
        let cells = |names: &[String]| -> Option<Vec<(At, Operand)>> {
            names.iter().map(|name| form.named.get(name).copied()).collect()
        };
        let (Some(left), Some(right)) = (cells(&sum.left), cells(&sum.right)) else { continue };
        let Some((total, _)) = left.first().copied() else { continue };
        if left.len() + right.len() > MOST_OPERANDS {
            continue;
        }
        let column = next.entry(total.0).or_insert(first);
        let at = (total.0, *column);
        *column += 1;
        check(form, at, total, &left, &right)?;
        advice.entry(total.0).or_default().push((at, &sum.message));
        if !sum.message.is_empty() {
            let note = Note::new(legible(&sum.message).as_ref()).add_author_prefix(false);
            form.sheet.insert_note(at.0, at.1, &note)?;
        }
    }
    let last = next.values().max().copied().unwrap_or(first);
    for column in first..last {
        form.sheet.set_column_width_pixels(column, WIDTH)?;
    }
    if form.open {
        advise(form, last, &advice)?;
    }
    heads(form, first)
}

/// Puts the words of the rules that a row breaks behind its checks.
fn advise(form: &mut Form, column: u16, advice: &BTreeMap<u32, Vec<(At, &str)>>) -> Result<()> {
    form.sheet.set_column_width_pixels(column, ADVICE_WIDTH)?;
    for (row, checks) in advice {
        let mut rules: Vec<(&str, Vec<At>)> = Vec::new();
        for (at, message) in checks {
            match rules.iter_mut().find(|(own, _)| own == message) {
                Some((_, cells)) => cells.push(*at),
                None => rules.push((message, vec![*at])),
            }
        }
        let mut parts = Vec::new();
        let mut shown = String::new();
        for (message, cells) in rules {
            let words: String = legible(message).chars().take(LONGEST_WORDS).collect();
            if cells.iter().any(|at| form.broken.contains(at)) {
                shown.push_str(&words);
                shown.push('。');
            }
            let tests = cells.iter().map(|at| broken(&absolute(*at))).collect::<Vec<_>>().join(",");
            let words = words.replace('"', "\"\"");
            parts.push(format!("IF(OR({tests}),\"{words}。\",\"\")"));
        }
        let formula = Formula::new(format!("={}", parts.join("&"))).set_result(shown);
        form.sheet.write_formula_with_format(*row, column, formula, &form.look.advice)?;
        form.checks.push((*row, column));
    }
    Ok(())
}

/// The condition that a check found a difference.
fn broken(check: &str) -> String {
    format!("AND(ISNUMBER({check}),{check}<>0)")
}

fn check(
    form: &mut Form,
    at: At,
    total: At,
    left: &[(At, Operand)],
    right: &[(At, Operand)],
) -> Result<()> {
    let names = |cells: &[(At, Operand)]| {
        let names = cells.iter().map(|((row, column), _)| address(*row, u32::from(*column)));
        names.collect::<Vec<_>>().join(",")
    };
    let all = names(&[left, right].concat());
    let count = left.len() + right.len();
    let difference = format!("ROUND(SUM({})-SUM({}),6)", names(left), names(right));
    // A form that is still being filled in is not wrong.
    let untold = if form.open { "" } else { UNTOLD };
    let formula = if form.open {
        format!("=IF(COUNT({all})<{count},\"{untold}\",{difference})")
    } else {
        format!(
            "=IF(COUNTA({all})>COUNT({all}),\"{untold}\",\
             IF({difference}=0,0,IF(COUNT({all})<{count},\"{untold}\",{difference})))"
        )
    };
    let exact = |(_, operand): &(At, Operand)| matches!(operand, Operand::Number(_));
    let told = !form.open || left.iter().chain(right).all(exact);
    let result = if told { result(left, right) } else { untold.to_owned() };
    if !matches!(result.as_str(), "0" | "" | UNTOLD) {
        form.broken.push(at);
    }
    let formula = Formula::new(formula).set_result(result);
    form.sheet.write_formula_with_format(at.0, at.1, formula, &form.look.check)?;
    form.checks.push(at);
    let own = absolute(at);
    let broken = ConditionalFormatFormula::new()
        .set_rule(format!("={}", broken(&own)).as_str())
        .set_format(form.look.broken.clone());
    for (row, column) in [at, total] {
        form.sheet.add_conditional_format(row, column, row, column, &broken)?;
    }
    Ok(())
}

fn absolute((row, column): At) -> String {
    let name = address(row, u32::from(column));
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("${letters}${}", row + 1)
}

/// What the formula gives on the numbers as they are.
fn result(left: &[(At, Operand)], right: &[(At, Operand)]) -> String {
    let both = || left.iter().chain(right).map(|(_, operand)| operand);
    let sum = |cells: &[(At, Operand)]| {
        cells.iter().try_fold(Decimal::ZERO, |sum, (_, operand)| match operand {
            Operand::Number(number) => sum.checked_add(*number),
            Operand::Blank | Operand::Text => Some(sum),
        })
    };
    let difference = sum(left).zip(sum(right)).and_then(|(left, right)| left.checked_sub(right));
    let texts = both().any(|operand| *operand == Operand::Text);
    let blanks = both().any(|operand| *operand == Operand::Blank);
    match difference.map(|difference| difference.round_dp(6).normalize()) {
        Some(difference) if !texts && (difference.is_zero() || !blanks) => difference.to_string(),
        _ => UNTOLD.to_owned(),
    }
}

/// Puts a word above the checks of each table.
fn heads(form: &mut Form, column: u16) -> Result<()> {
    let mut tops: Vec<u32> = Vec::new();
    for (row, _) in &form.checks {
        let top = form.tops.iter().find(|(own, _)| own == row).map(|(_, top)| *top);
        tops.extend(top);
    }
    tops.sort_unstable();
    tops.dedup();
    for row in tops {
        let at = (row, column);
        if !form.checks.contains(&at) {
            form.sheet.write_string_with_format(row, column, HEAD, &form.look.check_head)?;
            form.checks.push(at);
        }
    }
    Ok(())
}
