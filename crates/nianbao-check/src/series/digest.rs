//! What is kept of a report in a series.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use nianbao_core::{Decimal, FieldId, Report};

use super::prose::Sketch;

/// The fields that reports are compared by.
pub(super) static KEPT: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let prefixes = ["requests.carried_in.", "requests.carried_out."];
    let endings =
        [".issued", ".repealed", ".in_force", ".items_previous", ".items_change", ".decisions"];
    let kept = |id: &str| {
        prefixes.iter().any(|prefix| id.starts_with(prefix))
            || endings.iter().any(|ending| id.ends_with(ending))
            || super::compare::JUMPING.contains(&id)
            || super::compare::AMOUNTS.contains(&id)
    };
    FieldId::all().map(|field| kept(field.id())).collect()
});

/// Values are kept in ten-thousandths: amounts are in 万元, and 元 is as fine as they get.
const SCALE: u32 = 4;

/// What is kept of a report.
#[derive(Debug)]
pub(super) struct Digest {
    pub(super) organ: Option<Box<str>>,
    pub(super) year: Option<u16>,
    pub(super) file: Option<String>,
    pub(super) part: u32,
    /// Of all facts that have a number.
    pub(super) facts: u64,
    pub(super) all_zero: bool,
    pub(super) prose: Sketch,
    fields: Box<[FieldId]>,
    values: Box<[i64]>,
}

impl Digest {
    pub(super) fn of(report: &Report) -> Self {
        let mut numbers: Vec<(FieldId, Decimal)> =
            report.facts.iter().filter_map(|(field, fact)| Some((field, fact.value?))).collect();
        numbers.sort_by_key(|(field, _)| field.index());
        let kept = numbers.iter().filter(|(field, _)| KEPT[field.index()]);
        let (fields, values): (Vec<_>, Vec<_>) =
            kept.filter_map(|(field, value)| Some((*field, packed(*value)?))).unzip();
        Self {
            organ: report.organ.as_deref().map(name).filter(|name| identifies(name)),
            year: report.year,
            file: report.source.file.clone(),
            part: report.source.part,
            facts: hash(&numbers),
            all_zero: numbers.iter().all(|(_, value)| value.is_zero()),
            prose: Sketch::of(report),
            fields: fields.into(),
            values: values.into(),
        }
    }

    /// The number of a field that is kept.
    pub(super) fn get(&self, field: FieldId) -> Option<Decimal> {
        let place = self.fields.binary_search_by_key(&field.index(), |one| one.index()).ok()?;
        Some(Decimal::new(self.values[place], SCALE).normalize())
    }

    /// The fields that have a number here.
    pub(super) fn fields(&self) -> &[FieldId] {
        &self.fields
    }
}

fn packed(value: Decimal) -> Option<i64> {
    let value = value.normalize();
    let factor = 10_i128.checked_pow(SCALE.checked_sub(value.scale())?)?;
    i64::try_from(value.mantissa().checked_mul(factor)?).ok()
}

/// An organ's name without white space, which is set in at will.
fn name(organ: &str) -> Box<str> {
    organ.chars().filter(|c| !c.is_whitespace()).collect::<String>().into()
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
