//! The table of fields: what every column of the wide tables is.

use std::collections::HashMap;
use std::iter::successors;
use std::sync::LazyLock;

use nianbao_core::{ColumnKind, FieldId, FieldInfo, Lang, Sheet, SheetCell, SheetKind};

use super::frame::column;
use super::naming::table_of;
use crate::cells::{label, text};

use ColumnKind::{Prose, Text};

/// The table's head.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let columns = vec![
        column(lang, ("代号", "Id"), "field", 40, Text),
        column(lang, ("名称", "Label"), "label", 46, Prose),
        column(lang, ("单位", "Unit"), "unit", 6, Text),
        column(lang, ("表式", "Editions"), "editions", 15, Text),
        column(lang, ("所在表格", "Table"), "table", 30, Prose),
        column(lang, ("含义", "Meaning"), "meaning", 56, Prose),
        column(lang, ("依据", "Source"), "source", 34, Prose),
    ];
    let name = lang.pick("字段", "Fields").to_owned();
    Sheet { name, kind: SheetKind::List, columns, frozen: 1, ..Sheet::default() }
}

/// Its rows, a field each.
pub(super) fn rows(lang: Lang) -> impl Iterator<Item = Vec<SheetCell>> {
    FieldId::all().map(move |field| {
        let info = field.info();
        let editions: Vec<_> = info.editions.iter().map(|edition| edition.id()).collect();
        vec![
            text(Some(info.id)),
            text(Some(&label(field))),
            text(Some(info.unit)),
            text(Some(&editions.join("、"))),
            text(Some(table_of(info, lang))),
            text(meaning(field, lang).as_deref()),
            text(Some(&source(info, lang))),
        ]
    })
}

/// The meanings, in Chinese and in English, by the beginning of ids.
static MEANINGS: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let lines = include_str!("../../data/meanings.txt").lines().skip(1);
    let meaning = |line: &'static str| {
        let mut cells = line.splitn(3, '|');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    };
    lines.filter_map(meaning).collect()
});

/// What a field counts, in the words of the longest beginning of its id that has some; and for
/// whom, where it counts one kind of applicants.
pub fn meaning(field: FieldId, lang: Lang) -> Option<String> {
    let mut beginnings =
        successors(Some(field.id()), |id| id.rsplit_once('.').map(|(beginning, _)| beginning));
    let [zh, en] = beginnings.find_map(|beginning| MEANINGS.get(beginning))?;
    let meaning = *lang.pick(zh, en);
    let info = field.info();
    let whom = info.column_label.rsplit(" / ").next().unwrap_or_default();
    Some(match (info.section, whom) {
        (3, "总计") => match lang {
            Lang::Zh => format!("{meaning}（各类申请人合计）"),
            Lang::En => format!("{meaning}, of all applicants"),
        },
        (3, whom) => match lang {
            Lang::Zh => format!("{meaning}（申请人为{whom}）"),
            Lang::En => format!("{meaning}, of applicants of the kind {whom}"),
        },
        _ => meaning.to_owned(),
    })
}

/// The documents that ask for a field: 条例 articles and 国办 documents.
pub fn source(info: &FieldInfo, lang: Lang) -> String {
    let documents = info.editions.iter().map(|edition| edition.source());
    let mut documents: Vec<String> = documents.map(str::to_owned).collect();
    if info.section == 2 {
        documents.insert(0, format!("《政府信息公开条例》{}", info.table));
    } else if documents.is_empty() {
        documents.push(lang.pick("报告正文", "prose of the reports").to_owned());
    }
    documents.join(lang.pick("；", "; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_meaning_and_every_meaning_a_field() {
        for field in FieldId::all() {
            for lang in [Lang::Zh, Lang::En] {
                assert!(meaning(field, lang).is_some_and(|text| !text.is_empty()), "{field}");
            }
        }
        for beginning in MEANINGS.keys() {
            let used = FieldId::all().any(|field| field.id().starts_with(beginning));
            assert!(used, "{beginning}");
        }
    }

    #[test]
    fn the_longest_beginning_wins() {
        let zh = |id| meaning(FieldId::from_id(id).unwrap(), Lang::Zh).unwrap();
        let secret = zh("requests.denied.state_secret.business");
        assert!(
            secret.contains("国家秘密") && secret.ends_with("（申请人为商业企业）"),
            "{secret}"
        );
        assert_ne!(zh("review.upheld"), zh("review.total"));
    }
}
