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
const SHORTEST_END: usize = 4;

/// Whether a file's name tells that it is a unit's: it holds the unit's name, or is that name without its
/// region.
pub(super) fn is_told_by(file: &str, listed: &str) -> bool {
    let (file, listed) = (key(file), key(listed));
    let named = file.rsplit(['/', '\\', '!']).next().unwrap_or_default();
    let stem = named.rsplit_once('.').map_or(named, |(stem, _)| stem);
    let letters: String = stem.chars().filter(|c| c.is_alphabetic()).collect();
    !listed.is_empty() && named.contains(&listed)
        || letters.chars().count() >= SHORTEST_END && listed.ends_with(&letters)
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

/// Letters behind which the name of a region ends.
const REGIONS: [char; 9] = ['省', '市', '区', '县', '州', '盟', '旗', '镇', '乡'];
/// What names of organs end in, and the short forms of it.
const ENDS: [(&str, &str); 3] = [("委员会", "委"), ("办公室", "办"), ("管理局", "局")];

/// Whether one of two names may be the other, shortened as people do: 卫健局 for 卫生健康局, all of its
/// letters in their order, from the first behind the region. It is a guess, and only good for a hint.
fn is_short_for(short: &str, long: &str) -> bool {
    let (short, long) = (ended(&key(short)), ended(&key(long)));
    let mut behind: Vec<&str> = vec![&long];
    for (at, region) in long.match_indices(REGIONS) {
        // 县卫健局 has the end of the region's name.
        behind.extend([&long[at..], &long[at + region.len()..]]);
    }
    let letters = short.chars().count();
    let is_within = |long: &&str| {
        let mut left = long.chars();
        short.chars().next() == long.chars().next()
            && short.chars().next_back() == long.chars().next_back()
            && letters < long.chars().count()
            && short.chars().all(|letter| left.any(|other| other == letter))
    };
    letters >= SHORTENED && behind.iter().any(is_within)
}

/// A shorter name says nothing: 县局.
const SHORTENED: usize = 3;

fn ended(name: &str) -> String {
    let long = ENDS.iter().find_map(|(long, short)| Some((name.strip_suffix(long)?, short)));
    long.map_or_else(|| name.to_owned(), |(stem, short)| format!("{stem}{short}"))
}

/// The one unit that is not on the list and likely is the missing one, by another form of its name; it is
/// of no other missing one.
pub(super) fn likely<'u>(
    missing: &str,
    all_missing: &[String],
    unlisted: impl Iterator<Item = &'u Unit>,
) -> Option<&'u Unit> {
    let alike = |listed: &str, unit: &Unit| {
        let organ = unit.organ.as_deref().unwrap_or_default();
        is_short_for(listed, organ) || is_short_for(organ, listed)
    };
    let mut fitting = unlisted.filter(|unit| alike(missing, unit));
    let (Some(unit), None) = (fitting.next(), fitting.next()) else { return None };
    let others = all_missing.iter().filter(|other| alike(other, unit)).count();
    (others == 1).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened_by_leaving_letters_out() {
        for (short, long) in [
            ("卫健局", "甲县卫生健康局"),
            ("住建局", "甲县住房和城乡建设局"),
            ("甲县文旅局", "甲县文化和旅游局"),
            ("县发改委", "甲县发展和改革委员会"),
            ("市监局", "甲县市场监督管理局"),
            ("人社局", "甲市乙区人力资源和社会保障局"),
        ] {
            assert!(is_short_for(short, long), "{short} {long}");
            assert!(!is_short_for(long, short), "{long} {short}");
        }
        for (other, long) in [
            ("民政局", "甲县人民政府金融工作局"),
            ("教育局", "甲县卫生健康局"),
            ("甲县教育局", "甲县教育局"),
            ("县局", "甲县教育局"),
            ("卫健办", "甲县卫生健康局"),
            ("丙县卫健局", "甲县卫生健康局"),
        ] {
            assert!(!is_short_for(other, long), "{other} {long}");
        }
    }
}
