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

/// Whether an organ's name may be that of the list: either may have its region in front.
fn fits(organ: &str, listed: &str) -> bool {
    !organ.is_empty() && (organ.ends_with(listed) || listed.ends_with(organ))
}

/// Letters without which the end of a unit's name is no name: 局, 县局.
const SHORTEST: usize = 4;

/// Whether a file's name tells that it is a unit's: it holds the unit's name, or is that name without its
/// region.
pub(super) fn is_told_by(file: &str, listed: &str) -> bool {
    let (file, listed) = (key(file), key(listed));
    let named = file.rsplit(['/', '\\', '!']).next().unwrap_or_default();
    let stem = named.rsplit_once('.').map_or(named, |(stem, _)| stem);
    let letters: String = stem.chars().filter(|c| c.is_alphabetic()).collect();
    !listed.is_empty() && named.contains(&listed)
        || letters.chars().count() >= SHORTEST && listed.ends_with(&letters)
}

/// Whether a report's organ may be that of the list.
pub(super) fn is_of(unit: &Unit, listed: &str) -> bool {
    unit.organ.as_deref().is_some_and(|organ| fits(&key(organ), &key(listed)))
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
        let mut fitting =
            (0..organs.len()).filter(|index| !listed[*index] && fits(&organs[*index], &wanted));
        match (fitting.next(), fitting.next()) {
            (Some(index), None) => listed[index] = true,
            _ => missing.push(name.clone()),
        }
    }
    let unlisted = (0..units.len()).filter(|index| !listed[*index]).collect();
    (missing, unlisted)
}
