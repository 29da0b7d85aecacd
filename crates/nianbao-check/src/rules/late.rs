//! Published after the day that the regulations set.
//!
//! Who has which day is told by the organ's name. Townships and authorised organisations have none,
//! and a name that does not tell is left alone.

use nianbao_core::{Date, Edition};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "report.late",
    severity: Severity::Info,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "公布时间不晚于次年1月31日（部门）或3月31日（政府）；2018年度及以前：3月31日",
        en: "published <= 31 January (departments) or 31 March (governments) of the next year; \
              to 2018: 31 March",
    },
    source: "条例第四十九条（2019年修订）、2007年条例第三十一条",
    zh: "公布时间晚于规定期限",
    en: "published after the day that the regulations set",
};

/// The first report under the revised regulations.
const REVISED: u16 = 2019;

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let (Some(year), Some(published)) = (report.year, report.published) else { return };
    let organ = report.organ.as_deref().unwrap_or_default();
    let month = if year < REVISED { Some(3) } else { month(organ) };
    let Some(last) = month.and_then(|month| Date::new(year.checked_add(1)?, month, 31)) else {
        return;
    };
    if published <= last {
        return;
    }
    let message = Words::new(
        format!("公布于 {published}，期限为 {last}"),
        format!("published on {published}; it was due on {last}"),
    );
    out.push(Finding::new(RULE.id, RULE.severity, message).sides(published, last));
}

/// The month at whose end an organ's report is due.
fn month(organ: &str) -> Option<u8> {
    const DEPARTMENTS: [&str; 8] = ["局", "厅", "委员会", "委", "部", "署", "总队", "支队"];
    let government = organ.find("人民政府");
    match government {
        Some(at) if organ[..at].ends_with(['乡', '镇']) => None,
        Some(at) => {
            let rest = &organ[at + "人民政府".len()..];
            let own = rest.is_empty() || rest.starts_with("办公");
            if own { Some(3) } else { department(rest, &DEPARTMENTS) }
        }
        None => department(organ, &DEPARTMENTS),
    }
}

fn department(name: &str, endings: &[&str]) -> Option<u8> {
    let excluded = ["区管理委员会", "管委会", "街道", "居民委员会", "村民委员会"];
    let excluded = excluded.iter().any(|word| name.contains(word));
    (!excluded && endings.iter().any(|ending| name.ends_with(ending))).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn the_organ_sets_the_day() {
        let months = [
            ("青禾县水务局", Some(1)),
            ("青禾县人民政府", Some(3)),
            ("青禾县人民政府办公室", Some(3)),
            ("青禾县人民政府国有资产监督管理委员会", Some(1)),
            ("青禾县白沙镇人民政府", None),
            ("青禾县人民政府白沙街道办事处", None),
            ("青禾经济开发区管理委员会", None),
            ("青禾县档案馆", None),
        ];
        for (organ, due) in months {
            assert_eq!(month(organ), due, "{organ}");
        }
    }
}
