//! What fields are called in messages: the form's own labels, shortened.

use nianbao_core::{FieldId, Lang};

/// The names of cells for people, of many the first so many.
pub fn cell_names(fields: &[FieldId], most: usize, lang: Lang) -> String {
    let names: Vec<String> = fields.iter().take(most).map(|field| cell_name(*field)).collect();
    let more = if fields.len() > most { lang.pick(" 等", " …") } else { "" };
    format!("{}{more}", names.join(lang.pick("；", "; ")))
}

/// The name of a cell for people: `一、本年新收 / 商业企业`.
pub fn cell_name(field: FieldId) -> String {
    let info = field.info();
    let mut parts: Vec<&str> = info.row_label.split(" / ").collect();
    if parts.len() > 1 && (parts[0].starts_with("三、") || info.section == 0) {
        parts.remove(0);
    }
    let mut parts: Vec<&str> = parts.into_iter().map(short).collect();
    parts.extend(column(field));
    parts.join(" / ")
}

/// The last part of a field's row.
pub(crate) fn row(field: FieldId) -> &'static str {
    let label = field.info().row_label;
    short(label.rsplit(" / ").next().unwrap_or(label))
}

/// The last part of a field's column; the table of 2014 has but one, which is no name.
pub(crate) fn column(field: FieldId) -> Option<&'static str> {
    let label = field.info().column_label;
    let last = label.rsplit(" / ").next().unwrap_or(label);
    let last = last.split('（').next().unwrap_or(last);
    (!last.is_empty() && last != "统计数").then_some(last)
}

/// A label without the form's explanations behind it.
fn short(label: &'static str) -> &'static str {
    let number = label.find('）').filter(|_| label.starts_with('（')).map_or(0, |end| end + 3);
    let end = label[number..].find('（').map_or(label.len(), |end| number + end);
    let label = &label[..end];
    label.strip_suffix("政府信息公开申请数量").unwrap_or(label)
}

/// What the fields of a sum share, and what each is called beside it.
pub(crate) fn shared(fields: &[FieldId]) -> (Option<&'static str>, fn(FieldId) -> &'static str) {
    let Some((first, rest)) = fields.split_first() else { return (None, row) };
    let info = first.info();
    if rest.iter().all(|field| field.info().row_label == info.row_label) {
        return (Some(row(*first)), |field| column(field).unwrap_or_default());
    }
    if rest.iter().all(|field| column(*field) == column(*first)) {
        return (column(*first), row);
    }
    (None, row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_the_forms_own() {
        let name = |id: &str| cell_name(FieldId::from_id(id).unwrap());
        assert_eq!(name("requests.received.business"), "一、本年新收 / 商业企业");
        assert_eq!(name("requests.partial.total"), "（二）部分公开 / 总计");
        assert_eq!(name("requests.other.misc.natural"), "（六）其他处理 / 3.其他 / 自然人");
        assert_eq!(name("review.pending"), "行政复议 / 尚未审结");
        assert_eq!(name("capacity.staff.full_time"), "（三） / 1.专职人员数");
        assert_eq!(name("disclosure.fees.amount"), "行政事业性收费 / 本年收费金额");
        assert_eq!(name("complaints"), "六、举报投诉数量");
    }

    #[test]
    fn of_many_cells_the_first_are_named() {
        let ids = ["review.upheld", "review.other", "review.total"];
        let fields = ids.map(|id| FieldId::from_id(id).unwrap());
        let all = "行政复议 / 结果维持；行政复议 / 其他结果；行政复议 / 总计";
        assert_eq!(cell_names(&fields, 3, Lang::Zh), all);
        assert_eq!(cell_names(&fields, 1, Lang::Zh), "行政复议 / 结果维持 等");
        assert_eq!(cell_names(&fields, 1, Lang::En), "行政复议 / 结果维持 …");
    }
}
