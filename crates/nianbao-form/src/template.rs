//! The printed form as data: `forms/*.form`, read into cells.

use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId};

/// A cell of the printed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateCell {
    /// A printed text.
    Label(&'static str),
    /// The place for a field's value.
    Field(FieldId),
    /// Part of the cell to the left.
    Left,
    /// Part of the cell above.
    Above,
}

/// A table of the printed form.
#[derive(Clone, Debug)]
pub struct Template {
    /// The edition it belongs to.
    pub edition: Edition,
    /// The section of the report that holds it; 0 for the table of 2014, which no section holds.
    pub section: u8,
    /// The heading of the section, or the table's title.
    pub heading: &'static str,
    /// The rows, all of one width.
    pub rows: Vec<Vec<TemplateCell>>,
}

/// The names and texts of `forms/*.form`, in the order of the names.
const FORMS: [(&str, &str); Edition::COUNT] = include!(concat!(env!("OUT_DIR"), "/forms.rs"));

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let edition = |(name, text)| Some((Edition::from_id(name)?, text));
    let forms = FORMS.into_iter().filter_map(edition);
    forms.flat_map(|(edition, text)| parse(edition, text)).collect()
});

/// The tables of all editions, oldest edition first, in printed order.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// Whether a text in matching form is the title of a table that no section's heading names: a
/// label of the table, and no prose.
pub(crate) fn is_title(key: &str) -> bool {
    templates().iter().any(|table| table.section == 0 && table.heading == key)
}

/// The label that prints the unit of a value: in 2014 the cell before it, since then its head.
pub(crate) fn unit_label(
    rows: &[Vec<TemplateCell>],
    section: u8,
    x: usize,
    y: usize,
) -> Option<&'static str> {
    let cell = if section == 0 {
        rows[y].get(x.checked_sub(1)?)
    } else {
        rows.get(y.checked_sub(1)?)?.get(x)
    };
    match cell? {
        TemplateCell::Label(text) => Some(text),
        _ => None,
    }
}

/// Whether the form itself says that the field is in 万元; 采购总金额 of 2019 has no unit there.
pub(crate) fn says_ten_thousand(field: FieldId) -> bool {
    static FIELDS: LazyLock<Vec<FieldId>> = LazyLock::new(|| {
        let mut fields = Vec::new();
        for table in templates() {
            for (y, row) in table.rows.iter().enumerate() {
                for (x, cell) in row.iter().enumerate() {
                    let TemplateCell::Field(field) = cell else { continue };
                    let unit = unit_label(&table.rows, table.section, x, y);
                    if unit.is_some_and(|unit| unit.contains("万元")) {
                        fields.push(*field);
                    }
                }
            }
        }
        fields
    });
    FIELDS.contains(&field)
}

fn parse(edition: Edition, text: &'static str) -> Vec<Template> {
    let mut tables: Vec<Template> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix("[section ") {
            let (section, heading) = title.split_once("] ").unwrap_or_default();
            let section = section.parse().unwrap_or_default();
            tables.push(Template { edition, section, heading, rows: Vec::new() });
        } else if let Some(table) = tables.last_mut() {
            table.rows.push(line.split(" | ").map(parse_cell).collect());
        }
    }
    tables
}

/// An id that does not exist would become a label; a test counts the fields.
fn parse_cell(text: &'static str) -> TemplateCell {
    match text {
        "<" => TemplateCell::Left,
        "^" => TemplateCell::Above,
        _ => match text.strip_prefix('=').and_then(FieldId::from_id) {
            Some(field) => TemplateCell::Field(field),
            None => TemplateCell::Label(text),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_field_of_an_edition_stands_once_on_its_form() {
        for edition in Edition::ALL {
            let tables = templates().iter().filter(|table| table.edition == edition);
            let cells = tables.flat_map(|table| table.rows.iter().flatten());
            let printed: Vec<FieldId> = cells
                .filter_map(|cell| match cell {
                    TemplateCell::Field(field) => Some(*field),
                    _ => None,
                })
                .collect();
            let unique: HashSet<FieldId> = printed.iter().copied().collect();
            let wanted: HashSet<FieldId> =
                FieldId::all().filter(|field| field.is_in(edition)).collect();
            assert_eq!(printed.len(), unique.len(), "{edition}: a field stands twice");
            assert_eq!(unique, wanted, "{edition}");
        }
    }

    #[test]
    fn rows_are_of_one_width() {
        for table in templates() {
            let width = table.rows[0].len();
            assert!(table.rows.iter().all(|row| row.len() == width), "{}", table.heading);
        }
    }
}
