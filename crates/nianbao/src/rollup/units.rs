//! The units that ought to be there: a list, against the names on reports.

use super::Unit;

/// The names in a list of units (单位名单): the first column of each line of a CSV or text file. A
/// first line that names the column is skipped.
pub fn expected(bytes: &[u8]) -> Vec<String> {
    // Names of organs end in words that every list holds; in another charset none would appear.
    let organs = |text: &str| {
        ["局", "政府", "办", "镇", "乡", "处"].map(|end| text.matches(end).count()).iter().sum()
    };
    let text = nianbao_charset::decode(bytes, None, &organs).text;
    let cell = |line: &str| {
        let first = line.split([',', '\t', ';', '，']).next().unwrap_or_default();
        first.trim().trim_matches('"').trim().to_owned()
    };
    let mut names: Vec<String> = Vec::new();
    for name in text.lines().map(cell).filter(|name| !name.is_empty()) {
        let head = names.is_empty() && HEADS.iter().any(|head| key(head) == key(&name));
        if !head && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

const HEADS: [&str; 9] =
    ["单位", "单位名称", "机关", "机关名称", "名称", "organ", "unit", "name", "units"];

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
