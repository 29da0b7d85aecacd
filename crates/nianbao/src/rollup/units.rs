//! The units that ought to be there, against the names on reports.

use super::Unit;

/// A name without what printings differ in: white space, brackets' width, letters' case.
pub(crate) fn key(name: &str) -> String {
    let shown = name.chars().filter(|c| !c.is_whitespace());
    let folded = shown.map(|c| match c {
        '（' => '(',
        '）' => ')',
        _ => c,
    });
    folded.flat_map(char::to_lowercase).collect()
}

/// The names of the list without a unit, and the units that are not on it, by index. A name may
/// have or lack its region in front (县教育局, 某县教育局), if only one unit then fits it.
pub(super) fn compare(expected: &[String], units: &[Unit]) -> (Vec<String>, Vec<usize>) {
    if expected.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let organs: Vec<String> =
        units.iter().map(|unit| unit.organ.as_deref().map(key).unwrap_or_default()).collect();
    let mut listed = vec![false; units.len()];
    let mut open: Vec<&String> = Vec::new();
    for name in expected {
        let wanted = key(name);
        match organs.iter().position(|organ| *organ == wanted) {
            Some(index) => listed[index] = true,
            None => open.push(name),
        }
    }
    let mut missing = Vec::new();
    for name in open {
        let wanted = key(name);
        let fits = |organ: &str| {
            !organ.is_empty() && (organ.ends_with(&wanted) || wanted.ends_with(organ))
        };
        let mut fitting =
            (0..organs.len()).filter(|index| !listed[*index] && fits(&organs[*index]));
        match (fitting.next(), fitting.next()) {
            (Some(index), None) => listed[index] = true,
            _ => missing.push(name.clone()),
        }
    }
    let unlisted = (0..units.len()).filter(|index| !listed[*index]).collect();
    (missing, unlisted)
}
