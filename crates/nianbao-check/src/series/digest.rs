//! What is kept of a report in a series.

use std::hash::{DefaultHasher, Hash, Hasher};

use nianbao_core::{Decimal, FieldId, Place, Report};

use super::names::{Name, Names};
use super::numbers::Numbers;
use super::packed::{Packed, put, put_run};
use super::prose::Sketch;
use super::spots::Spots;

/// What is kept of a report, as it lies packed among the others: some 300 bytes, since there may be a
/// hundred thousand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest<'b> {
    /// The number of the organ's name as printed.
    pub(super) organ: Option<Name>,
    /// What its name shares with others, and its own.
    file: Option<(Name, &'b str)>,
    pub(super) year: Option<u16>,
    pub(super) part: u32,
    /// Of all facts that have a number.
    pub(super) facts: u64,
    pub(super) all_zero: bool,
    pub(super) prose: Sketch<'b>,
    numbers: Numbers<'b>,
    places: Spots<'b>,
}

impl<'b> Digest<'b> {
    /// Adds what is kept of a report to `out`.
    pub(super) fn pack(report: &Report, names: &mut Names, out: &mut Vec<u8>) {
        let mut numbers: Vec<(FieldId, Decimal)> =
            report.facts.iter().filter_map(|(field, fact)| Some((field, fact.value?))).collect();
        numbers.sort_by_key(|(field, _)| field.index());
        let organ = report.organ.as_deref().map(|organ| names.number(organ));
        let all_zero = numbers.iter().all(|(_, value)| value.is_zero());
        put_optional(organ.map(i128::from), out);
        put_optional(report.year.map(i128::from), out);
        put(report.source.part.into(), out);
        put(hash(&numbers).into(), out);
        put(all_zero.into(), out);
        let file = report.source.file.as_deref().map(split);
        put_optional(file.map(|(folder, _)| names.number(folder).into()), out);
        put_run(file.map_or("", |(_, name)| name).as_bytes(), out);
        put_run(&Sketch::pack(report), out);
        let numbers = Numbers::pack(&numbers);
        put_run(&numbers, out);
        let fields = Numbers::of(&numbers).fields();
        let places = fields.map(|field| report.facts.get(field)?.at.as_ref());
        put_run(&Spots::pack(places, names), out);
    }

    /// What was packed.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut packed = Packed(bytes);
        let organ = optional(packed.next()?);
        let year = optional(packed.next()?);
        let (part, facts) = (packed.number()?, packed.number()?);
        let all_zero = packed.next()? == 1;
        let folder = optional(packed.next()?);
        let file = folder.zip(std::str::from_utf8(packed.run()?).ok());
        let prose = Sketch(packed.run()?);
        let numbers = Numbers::of(packed.run()?);
        let places = Spots(packed.run()?);
        Some(Self { organ, file, year, part, facts, all_zero, prose, numbers, places })
    }
}

/// A file's name in parts: the folder, the archive or the dump (`pages.jsonl!`) that it shares with others, and
/// its own.
fn split(file: &str) -> (&str, &str) {
    let shared = file.find('!').or_else(|| file.rfind(['/', '\\']));
    file.split_at(shared.map_or(0, |last| last + 1))
}

/// Adds a number that may be missing; 0 is that it is.
fn put_optional(number: Option<i128>, out: &mut Vec<u8>) {
    put(number.map_or(0, |number| number + 1), out);
}

fn optional<N: TryFrom<i128>>(number: i128) -> Option<N> {
    N::try_from(number - 1).ok()
}

/// What is kept of a report, with the names that it shares with others.
#[derive(Clone, Copy)]
pub(super) struct Kept<'s> {
    pub(super) digest: Digest<'s>,
    pub(super) names: &'s Names,
}

impl Kept<'_> {
    /// The organ as printed.
    pub(super) fn organ(&self) -> Option<&str> {
        self.digest.organ.map(|organ| self.names.name(organ))
    }

    /// The file.
    pub(super) fn file(&self) -> Option<String> {
        let (folder, name) = self.digest.file?;
        Some(format!("{}{name}", self.names.name(folder)))
    }

    /// The number of a field that is kept.
    pub(super) fn get(&self, field: FieldId) -> Option<Decimal> {
        self.digest.numbers.get(field)
    }

    /// Where the number of a field that is kept stands.
    pub(super) fn place(&self, field: FieldId) -> Option<Place> {
        let index = self.digest.numbers.fields().position(|own| own == field)?;
        self.digest.places.get(index, self.names)
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
    use nianbao_core::Report;

    use super::{identifies, split};
    use crate::Series;

    #[test]
    fn files_keep_their_folders() {
        let line = "甲/a.jsonl!7:http://example.cn/2020/a.html";
        assert_eq!(split(line), ("甲/a.jsonl!", "7:http://example.cn/2020/a.html"));
        let files = [
            Some(line),
            Some("甲/乙/1.html"),
            Some("1.html"),
            Some("丙\\2.html"),
            Some("甲/"),
            None,
        ];
        let mut series = Series::default();
        for file in files {
            let mut report = Report::default();
            report.source.file = file.map(Into::into);
            series.push(&report);
        }
        for (index, file) in files.into_iter().enumerate() {
            assert_eq!(series.member(index).unwrap().file.as_deref(), file);
        }
    }

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
