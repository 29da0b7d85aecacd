//! Tables without a single number, or with nothing but zeros.
//!
//! Small organs do report nothing but zeros, so that is worth a look only, and only where every table
//! does; but where the prose speaks of requests, the table of requests cannot be empty.

use nianbao_core::{Edition, FieldId, Place};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const BLANK: Rule = Rule {
    id: "form.all_blank",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "表中有格而没有一个数", en: "a table with cells and no number"
    },
    source: "条例第五十条",
    zh: "表格全部为空（正文提到申请而申请表全空时为警告）",
    en: "a table is blank throughout; a warning for requests where the prose speaks of some",
};

pub(crate) const ZERO: Rule = Rule {
    id: "form.all_zero",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said { zh: "各表的数都是 0", en: "tables whose numbers are all 0" },
    source: "条例第五十条",
    zh: "各表全部为零（正文提到申请而申请表全为零时为警告）",
    en: "all tables are zero throughout; a warning for requests where the prose speaks of some",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let tables: Vec<Table> = TABLES.iter().filter_map(|names| table(looked, *names)).collect();
    let said = speaks_of_requests(looked);
    // A table of zeros is what most organs have in section 四; a report of zeros is worth a look.
    let nothing = tables.iter().all(|table| table.numbers == Numbers::Zero);
    for table in &tables {
        let empty = table.section == 3 && said;
        match table.numbers {
            Numbers::None => {
                out.push(table.finding(&BLANK, "全部为空", "is blank throughout", empty));
            }
            Numbers::Zero if nothing || empty => {
                out.push(table.finding(&ZERO, "全部为零", "is zero throughout", empty));
            }
            Numbers::Zero | Numbers::Some => {}
        }
    }
}

/// What a table holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    None,
    Zero,
    Some,
}

struct Table {
    section: u8,
    zh: &'static str,
    en: &'static str,
    first: FieldId,
    place: Option<Place>,
    numbers: Numbers,
}

const TABLES: [(u8, &str, &str); 4] = [
    (0, "统计表", "2014"),
    (2, "第二部分的表格", "section 2"),
    (3, "第三部分的申请表", "section 3"),
    (4, "第四部分的复议诉讼表", "section 4"),
];

/// The table of a section, if it is there.
fn table(
    looked: &Looked<'_>,
    (section, zh, en): (u8, &'static str, &'static str),
) -> Option<Table> {
    // The table of 2014 shares three fields with section 四.
    let old = looked.edition == Some(Edition::E2014);
    let of = |field: FieldId| if old { 0 } else { field.info().section };
    let cells = looked.report.facts.iter().filter(|(field, _)| of(*field) == section);
    let mut cells = cells.peekable();
    let (first, place) = cells.peek().map(|(field, fact)| (*field, fact.at.clone()))?;
    let mut numbers = Numbers::None;
    let mut count = 0;
    for (_, fact) in cells {
        count += 1;
        numbers = match fact.value {
            Some(value) if !value.is_zero() => Numbers::Some,
            Some(_) if numbers == Numbers::None => Numbers::Zero,
            _ => numbers,
        };
    }
    (count > 1).then_some(Table { section, zh, en, first, place, numbers })
}

impl Table {
    fn finding(&self, rule: &Rule, zh: &str, en: &str, empty: bool) -> Finding {
        let severity = if empty { Severity::Warning } else { Severity::Info };
        let (zh_but, en_but) = if empty {
            ("，而正文提到申请", ", yet the prose speaks of requests")
        } else {
            ("", "")
        };
        let message = Words::new(
            format!("{}{zh}{zh_but}", self.zh),
            format!("the table of {} {en}{en_but}", self.en),
        );
        Finding::new(rule.id, severity, message).at([self.first]).place(self.place.clone())
    }
}

fn speaks_of_requests(looked: &Looked<'_>) -> bool {
    let requests = |field: &FieldId| field.id().starts_with("requests.");
    let statements = looked.report.statements.iter();
    let claims = looked.report.claims.iter();
    statements.filter(|one| requests(&one.field)).any(|one| !one.value.is_zero())
        || claims.filter(|one| one.fields.iter().any(requests)).any(|one| !one.value.is_zero())
}
