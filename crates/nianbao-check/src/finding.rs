//! A finding: what is wrong in a report, where, and what would mend it.

use std::fmt::Display;

use nianbao_core::{Decimal, FieldId, Lang, Place};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Very likely wrong.
    Warning,
    /// An identity of the form is broken.
    Error,
}

impl Severity {
    /// The public name: `info`, `warning`, `error`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of this public name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|one| one.id() == id)
    }

    /// The word for people.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Info => lang.pick("提示", "info"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Error => lang.pick("错误", "error"),
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The one in this language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// A cell and the value that it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell's field.
    pub at: FieldId,
    /// What it should say.
    pub value: Decimal,
}

/// How several cells went wrong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepairKind {
    /// The numbers of two neighbours stand in each other's place.
    Swapped,
    /// One number is split over two neighbours.
    Split,
    /// The numbers of a row stand one column off.
    Shifted,
    /// Cells that are wrong, each for itself.
    Cells,
}

/// Changes that together make every broken sum hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What the changes look like.
    pub kind: RepairKind,
    /// The changes, in the order of the form.
    pub changes: Vec<Change>,
}

/// Another report that takes part in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its file, if it has a name.
    pub file: Option<String>,
    /// Which report of the file.
    pub part: u32,
}

/// Something that is wrong, or worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule that found it.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The fields it is about, in the order of the rule.
    pub at: Vec<FieldId>,
    /// What the report said in these fields when it was checked.
    pub values: Vec<Option<Decimal>>,
    /// Where in the source to look first.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: Words,
    /// What would mend it, in words.
    pub remedy: Option<Words>,
    /// The right side of the rule.
    pub expected: Option<String>,
    /// The left side of the rule.
    pub found: Option<String>,
    /// The one change of one cell that mends every broken sum it is in.
    pub suggest: Option<Change>,
    /// The changes of single cells, where several could mend it or several are needed.
    pub candidates: Vec<Change>,
    /// Which candidates belong together, where one change does not do.
    pub repairs: Vec<Repair>,
    /// The other report of a rule over several.
    pub other: Option<Other>,
}

impl Finding {
    /// What is wrong and what would mend it, as one text.
    pub fn text(&self, lang: Lang) -> String {
        let message = self.message.get(lang);
        match &self.remedy {
            Some(remedy) => format!("{message}{}{}", lang.pick("。", ". "), remedy.get(lang)),
            None => message.to_owned(),
        }
    }

    /// A finding of a rule, with nothing but its message.
    pub(crate) fn new(rule: &'static str, severity: Severity, message: Words) -> Self {
        Self {
            rule,
            severity,
            at: Vec::new(),
            values: Vec::new(),
            place: None,
            message,
            remedy: None,
            expected: None,
            found: None,
            suggest: None,
            candidates: Vec::new(),
            repairs: Vec::new(),
            other: None,
        }
    }

    pub(crate) fn at(mut self, fields: impl IntoIterator<Item = FieldId>) -> Self {
        self.at = fields.into_iter().collect();
        self
    }

    pub(crate) fn place(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// Both sides of the rule, as text.
    pub(crate) fn sides(mut self, found: impl Display, expected: impl Display) -> Self {
        self.found = Some(found.to_string());
        self.expected = Some(expected.to_string());
        self
    }

    /// The order in which findings are told: the gravest first, then by rule and by place on the
    /// form.
    pub(crate) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |one: &Self| (std::cmp::Reverse(one.severity), one.rule);
        let fields = |one: &Self| one.at.iter().map(|field| field.index()).collect::<Vec<_>>();
        key(self).cmp(&key(other)).then_with(|| fields(self).cmp(&fields(other)))
    }
}
