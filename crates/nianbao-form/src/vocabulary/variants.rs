//! The lines of `labels.csv`: what pages print, and what it stands for.

use super::Role;
use crate::fold::squeeze;

/// A line of the data, its texts as they are compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// A part of any label, and the one that it stands for.
    Word(String, String),
    /// A whole label, and the form's own.
    Label(String, String),
    /// A head that names no field, and what it does.
    Role(String, Role),
}

/// The lines that say something, with their numbers; the first of them names the columns.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')).skip(1)
}

/// What a line says, or what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Variant, String> {
    let columns: Vec<&str> = line.split(',').collect();
    let [kind, variant, label] = columns[..] else {
        return Err(format!("{} columns, not 3", columns.len()));
    };
    let (from, to) = (squeeze(variant), squeeze(label));
    if from.is_empty() || to.is_empty() {
        return Err("one side is empty".to_owned());
    }
    match kind {
        "word" => Ok(Variant::Word(from, to)),
        "label" => Ok(Variant::Label(from, to)),
        "role" => {
            let role = match label {
                "serial" => Role::Serial,
                "unit" => Role::Unit,
                "year" => Role::Year,
                "over" => Role::Over,
                _ => return Err(format!("{label:?} is no role: serial, unit, year or over")),
            };
            Ok(Variant::Role(from, role))
        }
        _ => Err(format!("{kind:?} is no kind: label, word or role")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::vocabulary::vocabulary;

    /// What is wrong with the lines of a text, each with its number.
    fn faults(text: &str) -> Vec<String> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut faults = Vec::new();
        for (number, line) in lines(text) {
            let fault = match parse(line) {
                Err(why) => Some(why),
                Ok(variant) => fault(&variant, number, &mut seen),
            };
            faults.extend(fault.map(|why| format!("labels.csv, line {number} ({line}): {why}")));
        }
        faults
    }

    fn fault(
        variant: &Variant,
        number: usize,
        seen: &mut HashMap<String, usize>,
    ) -> Option<String> {
        let (Variant::Word(from, _) | Variant::Label(from, _) | Variant::Role(from, _)) = variant;
        if let Some(before) = seen.insert(from.clone(), number) {
            return Some(format!("line {before} says already what {from} stands for"));
        }
        match variant {
            Variant::Label(from, to) if from == to => Some(format!("{from} is itself")),
            Variant::Label(_, to) if vocabulary().meaning(to).is_none() => {
                Some(format!("{to} is no label of the form"))
            }
            _ => None,
        }
    }

    #[test]
    fn every_line_of_the_data_stands_for_one_label_of_the_form() {
        let faults = faults(include_str!("../../data/labels.csv"));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_line_that_says_nothing_is_named_with_the_reason() {
        let head = "kind,variant,label\n";
        for (lines, why) in [
            ("lable,公开数量,本年新公开数量", "is no kind"),
            ("label,公开数量", "2 columns"),
            ("label,公开数量,本年新公开数量,多", "4 columns"),
            ("label,公开数量,本年新公开数目", "no label of the form"),
            ("label,公开数量,", "empty"),
            ("role,序号,count", "no role"),
            (
                "label,公开数量,本年新公开数量\nlabel,公 开数量,对外公开总数量",
                "line 2 says already",
            ),
        ] {
            let found = faults(&format!("{head}{lines}\n"));
            assert_eq!(found.len(), 1, "{lines}: {found:?}");
            let number = 1 + lines.lines().count();
            let named = found[0].contains(&format!("line {number} (")) && found[0].contains(why);
            assert!(named, "{found:?}");
        }
    }
}
