//! What fields are called in the workbook.

use nianbao_core::{FieldId, FieldInfo, Lang, NoteCode};

use crate::cells::label;

/// A list of more fields than these names their tables instead.
const MOST_NAMED_FIELDS: usize = 4;

/// A field's labels without remarks, for a narrow head.
pub(super) fn short_label(field: FieldId) -> String {
    let info = field.info();
    let mut parts: Vec<&str> = info.row_label.split(" / ").map(without_remark).collect();
    // 商业企业 and the like are known without 法人或其他组织 before them, and the one column of the
    // form of 2014 is no news.
    let column = info.column_label.rsplit(" / ").next().map(without_remark);
    parts.extend(column.filter(|label| !label.is_empty() && *label != "统计数"));
    parts.retain(|part| !part.is_empty());
    parts.join(" / ")
}

/// A label without the remark in brackets at its end: 部分公开（区分处理的，…）.
fn without_remark(label: &str) -> &str {
    let cut = label.strip_suffix('）').and_then(|inner| inner.rfind('（'));
    match cut {
        Some(at) if at > 0 => &label[..at],
        _ => label,
    }
}

/// The table of the form that prints a field.
pub(super) fn table_of(info: &FieldInfo, lang: Lang) -> &'static str {
    match info.section {
        2 => lang.pick("二、主动公开政府信息情况", "Section 2, proactive disclosure"),
        3 => lang.pick("三、收到和处理政府信息公开申请情况", "Section 3, requests"),
        4 => lang.pick("四、行政复议、行政诉讼情况", "Section 4, reviews and litigation"),
        _ if info.editions.is_empty() => lang.pick("正文", "Prose"),
        _ => lang.pick("政府信息公开情况统计表（2014年表式）", "The table of the form of 2014"),
    }
}

/// Fields for people: by name where they are few, else by table, with their number.
pub(super) fn named(fields: &[FieldId], lang: Lang) -> String {
    if !is_long(fields) {
        return lines(fields.iter().map(|field| label(*field)));
    }
    lines(tables(fields, lang).into_iter().map(|(table, count)| match lang {
        Lang::Zh => format!("{table}（{count} 项）"),
        Lang::En => format!("{table} ({count})"),
    }))
}

/// Whether a list of fields is cut short in the tables that are shown.
pub(super) fn is_long(fields: &[FieldId]) -> bool {
    fields.len() > MOST_NAMED_FIELDS
}

/// Fields for programs: by id where they are few; a longer list is in the sheet out of sight.
pub(super) fn ids(fields: &[FieldId], lang: Lang) -> String {
    if !is_long(fields) {
        return all_ids(fields);
    }
    let (count, first) = (fields.len() - 1, fields[0].id());
    match lang {
        Lang::Zh => format!("{first} 等 {} 项", count + 1),
        Lang::En => format!("{first} and {count} more"),
    }
}

/// All fields by id, a line each.
pub(super) fn all_ids(fields: &[FieldId]) -> String {
    lines(fields.iter().map(|field| field.id().to_owned()))
}

/// The tables of fields, in the order of the fields, and how many are of each.
fn tables(fields: &[FieldId], lang: Lang) -> Vec<(&'static str, usize)> {
    let mut tables: Vec<(&'static str, usize)> = Vec::new();
    for field in fields {
        let table = table_of(field.info(), lang);
        match tables.iter_mut().find(|entry| entry.0 == table) {
            Some(entry) => entry.1 += 1,
            None => tables.push((table, 1)),
        }
    }
    tables
}

/// What a note of this code says, without what it is about.
pub(super) fn reason(code: NoteCode, lang: Lang) -> &'static str {
    let before = code.text(lang).split("{}").next().unwrap_or_default();
    let before = before.trim_end_matches([' ', '：', ':']);
    before.strip_suffix("，共").unwrap_or(before)
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: &str) -> FieldId {
        FieldId::from_id(id).unwrap()
    }

    #[test]
    fn short_labels_lose_remarks_and_stay_apart() {
        assert_eq!(
            short_label(field("requests.partial.total")),
            "三、本年度办理结果 / （二）部分公开 / 总计"
        );
        assert_eq!(
            short_label(field("requests.granted.business")),
            "三、本年度办理结果 / （一）予以公开 / 商业企业"
        );
        let in_table = |a: &FieldId, b: &FieldId| {
            a.info().section == b.info().section && a.info().editions == b.info().editions
        };
        let all: Vec<FieldId> = FieldId::all().filter(|f| f.info().section != 2).collect();
        for (index, a) in all.iter().enumerate() {
            for b in all[index + 1..].iter().filter(|b| in_table(a, b)) {
                assert_ne!(short_label(*a), short_label(*b), "{a} and {b}");
            }
        }
    }

    #[test]
    fn many_fields_are_named_by_their_tables() {
        let fields: Vec<FieldId> = FieldId::all().filter(|f| f.info().section >= 3).collect();
        let found = named(&fields, Lang::Zh);
        assert_eq!(found.lines().count(), 2, "{found}");
        assert!(found.contains(&format!("（{} 项）", fields.len() - 15)), "{found}");
        assert_eq!(named(&fields[..1], Lang::Zh), label(fields[0]));
    }
}
