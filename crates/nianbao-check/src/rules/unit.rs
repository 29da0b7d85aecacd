//! Amounts in another unit than 万元.
//!
//! An amount is off by a factor of ten thousand when 元 was typed into a column of 万元. It shows
//! against last year's (in a series), against the prose, or by being more than any organ has.

use nianbao_core::{Decimal, Edition, FieldId};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words, cell_name};

pub(crate) const RULE: Rule = Rule {
    id: "value.unit",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "金额不是上年或正文所述的一万倍，也不大得不合常理",
        en: "an amount is not ten thousand times last year's or the prose's, nor beyond belief",
    },
    source: "国办公开办函〔2021〕30号（单位：万元）",
    zh: "金额可能以元填报，而表式的单位为万元",
    en: "an amount was probably entered in 元 where the form has 万元",
};

/// Whose report it is, as far as that bounds its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// A township or a subdistrict (乡镇、街道).
    Township,
    /// A county, or one of its departments.
    County,
    /// Above, or the name does not tell.
    Any,
}

/// More than this, in 万元, no organ reports: none of a township, none of a county, none at all. Each
/// is ten times and more what organs of that level are known to have.
const LARGEST_AMOUNTS: [(&str, [i64; 3]); 4] = [
    ("disclosure.fees.amount", [10_000, 1_000_000, 10_000_000]),
    ("disclosure.procurement.amount", [100_000, 5_000_000, 100_000_000]),
    ("capacity.budget", [1_000, 10_000, 1_000_000]),
    ("application_fees", [100, 1_000, 10_000]),
];

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let level = looked.report.organ.as_deref().map_or(Level::Any, level);
    for (id, largest) in LARGEST_AMOUNTS {
        let Some(field) = super::field(id) else { continue };
        let Some(fact) = looked.report.facts.get(field) else { continue };
        let Some(value) = fact.value else { continue };
        let said = looked.report.statements.iter().find(|one| one.field == field);
        let (zh, en) = match said {
            Some(said) if beyond(value, said.value) => {
                let (stated, text) = (said.value, &said.text);
                (
                    format!("是正文所述 {stated} 万元（“{text}”）的一万倍"),
                    format!("is ten thousand times what the prose says, {stated} ({text:?})"),
                )
            }
            _ if value > Decimal::from(largest[level as usize]) => {
                let (zh, en) = match level {
                    Level::Township => ("，对乡镇（街道）而言", ", of a township,"),
                    Level::County => ("，对县级机关而言", ", of a county's organ,"),
                    Level::Any => ("", ""),
                };
                (format!("{zh}只有以元计才合理"), format!("{en} only makes sense in 元"))
            }
            _ => continue,
        };
        out.push(finding(field, value, &zh, &en).place(fact.at.clone()));
    }
}

/// The level that an organ's name tells.
fn level(organ: &str) -> Level {
    let organ: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    let town = ["乡", "镇", "苏木", "街道", "街道办", "街道办事处"];
    let body = organ.strip_suffix("人民政府").unwrap_or(&organ);
    let county = |at: usize| at > 0 && !organ[at..].starts_with("县域");
    if town.iter().any(|end| body.ends_with(end)) {
        Level::Township
    } else if organ.contains("旗人民政府") || organ.find('县').is_some_and(county) {
        Level::County
    } else {
        Level::Any
    }
}

/// Whether an amount is ten thousand times another.
pub(crate) fn beyond(value: Decimal, other: Decimal) -> bool {
    let times = |factor: i64| other.checked_mul(Decimal::from(factor));
    !other.is_zero()
        && times(3_000).is_some_and(|least| value >= least)
        && times(30_000).is_some_and(|most| value <= most)
}

/// The finding for an amount that is too large by the unit.
pub(crate) fn finding(field: FieldId, value: Decimal, zh: &str, en: &str) -> Finding {
    let message = Words::new(
        format!("{} {value} 万元{zh}", cell_name(field)),
        format!("{field}: {value} 万元{}{en}", if en.starts_with(',') { "" } else { " " }),
    );
    let mut finding = Finding::new(RULE.id, RULE.severity, message).at([field]);
    finding.found = Some(value.to_string());
    finding
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Fact, Report};

    use super::*;

    #[test]
    fn a_name_tells_the_level() {
        let levels = [
            ("青禾县柳溪镇人民政府", Level::Township),
            ("南山民族乡人民政府", Level::Township),
            ("白沙街道办事处", Level::Township),
            ("青禾县水务局", Level::County),
            ("东乌旗人民政府办公室", Level::County),
            ("景德镇市人民政府", Level::Any),
            ("青禾市水务局", Level::Any),
        ];
        for (organ, expected) in levels {
            assert_eq!(level(organ), expected, "{organ}");
        }
    }

    #[test]
    fn what_a_province_may_have_a_township_has_not() {
        let found = |organ: &str, value: i64| {
            let field = crate::rules::field("disclosure.fees.amount").unwrap();
            let mut report = Report { organ: Some(organ.to_owned()), ..Report::default() };
            let fact = Fact { value: Some(value.into()), raw: value.to_string(), at: None };
            report.facts.insert(field, fact).unwrap();
            crate::check(&report).iter().filter(|finding| finding.rule == RULE.id).count()
        };
        assert_eq!(found("青禾县柳溪镇人民政府", 164_300), 1);
        assert_eq!(found("青禾县柳溪镇人民政府", 1_643), 0);
        assert_eq!(found("青禾县财政局", 164_300), 0, "a county's may be so large");
        assert_eq!(found("青禾县财政局", 1_643_000), 1);
        assert_eq!(found("青禾省财政厅", 1_643_000), 0);
    }
}
