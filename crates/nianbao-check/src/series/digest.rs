//! What is kept of a report in a series.

use std::hash::{DefaultHasher, Hash, Hasher};

use nianbao_core::{Decimal, FieldId, Place, Report};

use super::names::{Name, Names};
use super::numbers::Numbers;
use super::prose::Sketch;
use super::spots::Spots;

/// What is kept of a report: some 500 bytes, since there may be a hundred thousand.
#[derive(Debug)]
pub(super) struct Digest {
    /// Numbers of names: the organ as printed, and the folder of the file.
    pub(super) organ: Option<Name>,
    folder: Name,
    file: Option<Box<str>>,
    pub(super) year: Option<u16>,
    pub(super) part: u32,
    /// Of all facts that have a number.
    pub(super) facts: u64,
    pub(super) all_zero: bool,
    pub(super) prose: Sketch,
    numbers: Numbers,
    places: Spots,
}

impl Digest {
    pub(super) fn of(report: &Report, names: &mut Names) -> Self {
        let mut numbers: Vec<(FieldId, Decimal)> =
            report.facts.iter().filter_map(|(field, fact)| Some((field, fact.value?))).collect();
        numbers.sort_by_key(|(field, _)| field.index());
        let file = report.source.file.as_deref();
        let (folder, file) = match file.map(|file| (file, file.rfind(['/', '\\']))) {
            Some((file, Some(end))) => (&file[..=end], Some(&file[end + 1..])),
            other => ("", other.map(|(file, _)| file)),
        };
        let kept = Numbers::of(&numbers);
        let places = Spots::of(kept.fields().map(|field| report.facts.get(field)?.at.as_ref()));
        Self {
            organ: report.organ.as_deref().map(|organ| names.number(organ)),
            folder: names.number(folder),
            file: file.map(Into::into),
            year: report.year,
            part: report.source.part,
            facts: hash(&numbers),
            all_zero: numbers.iter().all(|(_, value)| value.is_zero()),
            prose: Sketch::of(report),
            numbers: kept,
            places,
        }
    }
}

/// What is kept of a report, with the names that it shares with others.
#[derive(Clone, Copy)]
pub(super) struct Kept<'s> {
    pub(super) digest: &'s Digest,
    pub(super) names: &'s Names,
}

impl Kept<'_> {
    /// The organ as printed.
    pub(super) fn organ(&self) -> Option<&str> {
        self.digest.organ.map(|organ| self.names.name(organ))
    }

    /// The file.
    pub(super) fn file(&self) -> Option<String> {
        let file = self.digest.file.as_deref()?;
        Some(format!("{}{file}", self.names.name(self.digest.folder)))
    }

    /// The number of a field that is kept.
    pub(super) fn get(&self, field: FieldId) -> Option<Decimal> {
        self.digest.numbers.get(field)
    }

    /// Where the number of a field that is kept stands.
    pub(super) fn place(&self, field: FieldId) -> Option<Place> {
        let index = self.digest.numbers.fields().position(|own| own == field)?;
        self.digest.places.get(index)
    }

    /// The fields that have a number here.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        self.digest.numbers.fields().collect()
    }
}

/// What tells an organ from others, if its name does: without white space, which is set in at will.
pub(super) fn identity(organ: &str) -> Option<String> {
    let name: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    identifies(&name).then_some(name)
}

/// Whether a name is one organ's. 教育局 is the name of thousands: it takes a region, or a ministry.
fn identifies(name: &str) -> bool {
    const REGIONS: [char; 12] =
        ['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇', '縣', '區', '鄉'];
    let national = name.starts_with("国家")
        || name.starts_with("中国")
        || ["部", "总局", "署", "委员会"].iter().any(|ending| name.ends_with(ending));
    // A region stands in front: 市场监督管理局 has none, nor has 住房和城乡建设局.
    let plain = name.replace("城市", "").replace("城乡", "");
    let region = plain.char_indices().skip(1).any(|(_, c)| REGIONS.contains(&c));
    region || national
}

/// Only compared within one run, never printed.
fn hash(numbers: &[(FieldId, Decimal)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (field, value) in numbers {
        (field.index(), value.normalize()).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::identifies;

    #[test]
    fn a_name_that_many_organs_have_is_no_name() {
        for name in ["青禾县教育局", "白沙镇人民政府", "财政部", "国家统计局", "开鲁縣教育局"]
        {
            assert!(identifies(name), "{name}");
        }
        for name in ["教育局", "档案馆", "市场监督管理局", "住房和城乡建设局", ""]
        {
            assert!(!identifies(name), "{name}");
        }
    }
}
