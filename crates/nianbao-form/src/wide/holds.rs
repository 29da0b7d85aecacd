//! What a column of a table with one row a report holds, as its heads say.

use std::collections::HashMap;
use std::sync::LazyLock;

use nianbao_core::FieldId;

use super::paths::Path;
use crate::fold::squeeze;
use crate::hash::LabelHash;
use crate::key::{Label, MoneyUnit, without_brackets};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A field of the form.
    Field(FieldId, Option<MoneyUnit>),
    /// One of several fields, and it is not told which.
    Ambiguous(Vec<FieldId>),
    Organ,
    Year,
    Title,
    Published,
    Form,
    /// The file that the report was read from, its part, and how it was read.
    File,
    Part,
    /// The number that an export gave the report.
    Number,
    Format,
    Encoding,
    /// The fields that are there and blank, by their ids.
    Blank,
    /// Lists of fields that other tables cut short, by their ids, a line each.
    Lists,
    /// Something that is of no use: a serial number, a count of notes.
    Nothing,
    /// Something of the table's own.
    Unknown,
}

impl Holds {
    /// The one field that a column holds.
    pub(super) fn field(&self) -> Option<FieldId> {
        match self {
            Self::Field(field, _) => Some(*field),
            _ => None,
        }
    }

    /// Whether its head tells what a column holds.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Ambiguous(_))
    }
}

/// What the words of heads say that name no field, by their labels in matching form.
static WORDS: LazyLock<HashMap<String, &'static str, LabelHash>> = LazyLock::new(|| {
    let lines = include_str!("../../data/wide.csv").lines();
    let pairs = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(','));
    pairs.map(|(holds, head)| (squeeze(head), holds)).collect()
});

/// What the heads of a column say it holds.
pub(super) fn holds(texts: &[&str]) -> Holds {
    if let Some(field) = texts.iter().find_map(|text| FieldId::from_id(text.trim())) {
        // A column named by its id is in the id's own unit, unless it says another.
        let own = field.is_amount().then_some(MoneyUnit::TenThousand);
        return Holds::Field(field, path(texts).unit.or(own));
    }
    // An id decides, whatever language stands above it.
    if let Some(id) = texts.last().map(|text| text.trim())
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && let Some(word) = word(id)
    {
        return frame(word);
    }
    let words: Vec<&str> = texts.iter().filter_map(|text| word(text)).collect();
    if words.len() == texts.len()
        && let Some(word) = words.last()
    {
        return frame(word);
    }
    let path = path(texts);
    match path.fields().as_slice() {
        [] => Holds::Unknown,
        [field] => Holds::Field(*field, path.unit),
        several => Holds::Ambiguous(several.to_vec()),
    }
}

/// What a head's word says, if it is one of those that name no field.
pub(super) fn word(text: &str) -> Option<&'static str> {
    let key = squeeze(text);
    let core = Label::of_key(&key).core;
    WORDS.get(&core).or_else(|| WORDS.get(&key)).copied().filter(|holds| *holds != "total")
}

pub(super) fn frame(word: &str) -> Holds {
    match word {
        "organ" => Holds::Organ,
        "year" => Holds::Year,
        "title" => Holds::Title,
        "published" => Holds::Published,
        "form" => Holds::Form,
        "file" => Holds::File,
        "part" => Holds::Part,
        "report" => Holds::Number,
        "format" => Holds::Format,
        "encoding" => Holds::Encoding,
        "blank" => Holds::Blank,
        "lists" => Holds::Lists,
        _ => Holds::Nothing,
    }
}

/// Whether a text is one that heads a column of organs: the head, printed again further down.
pub(super) fn heads_organs(text: &str) -> bool {
    word(text) == Some("organ")
}

/// Whether a text in the column of organs heads a row of sums, means or comparisons.
pub(super) fn is_total(text: &str) -> bool {
    let key = without_brackets(&squeeze(text));
    let key = key.trim_matches([':', ',', '、']);
    let total = |(word, holds): (&String, &&str)| *holds == "total" && key.ends_with(word.as_str());
    let counted = key.strip_prefix('共').is_some_and(|rest| rest.starts_with(char::is_numeric));
    let all = ["全省", "全市", "全县", "全区", "全州", "全镇", "全乡", "甲", "A"].contains(&key);
    counted || all || WORDS.iter().any(total)
}

pub(super) fn path(texts: &[&str]) -> Path {
    let mut path = Path::default();
    for text in texts {
        path.add(text);
    }
    path
}
