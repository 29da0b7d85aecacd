//! The closed lists of the XML schema: what the code knows, as enumerations.

use nianbao::{FieldId, FieldInfo, Lang, NoteCode};

use super::meaning;

/// The codes of notes, each with its explanation.
pub(super) fn codes(lang: Lang) -> String {
    NoteCode::ALL.iter().map(|code| value(code.id(), &meaning(*code, lang))).collect()
}

/// The fields in the order of `fields.csv`, each with what the form calls it.
pub(super) fn fields() -> String {
    FieldId::all().map(|field| value(field.id(), &term(field.info()))).collect()
}

fn term(field: &FieldInfo) -> String {
    let labels = [field.table, field.row_label, field.column_label];
    let labels: Vec<&str> = labels.into_iter().filter(|label| !label.is_empty()).collect();
    let editions: Vec<&str> = field.editions.iter().map(|edition| edition.id()).collect();
    let editions =
        if editions.is_empty() { "仅见于正文".to_owned() } else { editions.join("、") };
    format!("{}（{}；{editions}）", labels.join("；"), field.unit)
}

fn value(id: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "      <xs:enumeration value=\"{id}\">\n        \
         <xs:annotation><xs:documentation xml:lang=\"zh\">{words}</xs:documentation></xs:annotation>\n      \
         </xs:enumeration>\n"
    )
}
