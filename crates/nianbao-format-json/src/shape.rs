//! The public shape as it is read. Keys that are not known are a later version's and are passed
//! over; ids and codes that are not known are errors, because dropping them would lose numbers.

use std::fmt;
use std::marker::PhantomData;

use nianbao_core::{
    Claim, Date, Edition, Extra, Fact, Facts, FieldId, Lang, Note, NoteCode, Place, Report,
    Section, Source, Statement, Worded,
};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::number::Number;

/// A report; only the facts must be there, or any object would pass for one.
#[derive(Deserialize)]
pub(crate) struct ReportJson {
    title: Option<String>,
    organ: Option<String>,
    year: Option<u16>,
    form: Option<Word<Edition>>,
    published: Option<Word<Date>>,
    #[serde(default)]
    source: SourceJson,
    #[serde(default)]
    sections: Vec<SectionJson>,
    facts: FactsJson,
    #[serde(default)]
    statements: StatementsJson,
    #[serde(default)]
    claims: Vec<ClaimJson>,
    #[serde(default)]
    extras: Vec<ExtraJson>,
    #[serde(default)]
    notes: Vec<NoteJson>,
}

#[derive(Default, Deserialize)]
struct SourceJson {
    file: Option<String>,
    format: Option<String>,
    encoding: Option<String>,
    #[serde(default)]
    part: u32,
}

#[derive(Deserialize)]
struct SectionJson {
    number: Option<u32>,
    heading: Option<String>,
    #[serde(default)]
    paragraphs: Vec<String>,
}

#[derive(Deserialize)]
struct FactJson {
    // A fact without the key would turn into a blank cell.
    #[serde(deserialize_with = "Option::deserialize")]
    value: Option<Number>,
    #[serde(default)]
    raw: String,
    at: Option<Word<Place>>,
}

#[derive(Deserialize)]
struct StatementJson {
    value: Number,
    #[serde(default)]
    text: String,
    at: Option<Word<Place>>,
}

#[derive(Deserialize)]
struct ExtraJson {
    cells: Vec<String>,
    at: Option<Word<Place>>,
}

#[derive(Deserialize)]
struct ClaimJson {
    ids: Vec<Word<FieldId>>,
    value: Number,
    #[serde(default)]
    text: String,
    at: Option<Word<Place>>,
}

/// The severity is the code's, and not read.
#[derive(Deserialize)]
struct NoteJson {
    code: Word<NoteCode>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    fields: Vec<Word<FieldId>>,
    at: Option<Word<Place>>,
}

impl From<ReportJson> for Report {
    fn from(json: ReportJson) -> Self {
        let SourceJson { file, format, encoding, part } = json.source;
        Self {
            title: json.title,
            organ: json.organ,
            year: json.year,
            form: word(json.form),
            published: word(json.published),
            source: Source { file, format, encoding, part },
            sections: json.sections.into_iter().map(Section::from).collect(),
            facts: json.facts.0,
            statements: json.statements.0,
            claims: json.claims.into_iter().map(Claim::from).collect(),
            extras: json.extras.into_iter().map(Extra::from).collect(),
            notes: json.notes.into_iter().map(Note::from).collect(),
        }
    }
}

impl From<SectionJson> for Section {
    fn from(json: SectionJson) -> Self {
        let SectionJson { number, heading, paragraphs } = json;
        Self { number, heading, paragraphs }
    }
}

impl From<ExtraJson> for Extra {
    fn from(json: ExtraJson) -> Self {
        Self { cells: json.cells, at: word(json.at) }
    }
}

impl From<ClaimJson> for Claim {
    fn from(json: ClaimJson) -> Self {
        let fields = json.ids.into_iter().map(|id| id.0).collect();
        Self { fields, value: json.value.0, text: json.text, at: word(json.at) }
    }
}

impl From<NoteJson> for Note {
    fn from(json: NoteJson) -> Self {
        // Another version may word the message otherwise; then all of it is the detail.
        let code = json.code.0;
        let detail = Self::detail_of(code, &json.message, Lang::Zh).unwrap_or(&json.message);
        let fields = json.fields.into_iter().map(|id| id.0);
        Self::new(code, detail).with_fields(fields).at(word(json.at))
    }
}

#[derive(Default)]
struct FactsJson(Facts);

impl<'de> Deserialize<'de> for FactsJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut facts = Facts::default();
        each_field(deserializer, |field, json: FactJson| {
            let fact = Fact { value: json.value.map(|n| n.0), raw: json.raw, at: word(json.at) };
            facts.insert(field, fact).is_ok()
        })?;
        Ok(Self(facts))
    }
}

#[derive(Default)]
struct StatementsJson(Vec<Statement>);

impl<'de> Deserialize<'de> for StatementsJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut all: Vec<Statement> = Vec::new();
        each_field(deserializer, |field, json: StatementJson| {
            let new = all.iter().all(|one| one.field != field);
            let (value, at) = (json.value.0, word(json.at));
            all.push(Statement { field, value, text: json.text, at });
            new
        })?;
        Ok(Self(all))
    }
}

/// Hands the members of an object keyed by field to `put`, in order; a field that stands twice,
/// which `put` tells by `false`, is an error: JSON would keep either.
fn each_field<'de, D, T, F>(deserializer: D, put: F) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
    F: FnMut(FieldId, T) -> bool,
{
    struct Members<F, T>(F, PhantomData<T>);

    impl<'de, T: Deserialize<'de>, F: FnMut(FieldId, T) -> bool> Visitor<'de> for Members<F, T> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with field ids as keys")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(Word(field)) = map.next_key::<Word<FieldId>>()? {
                let value = map.next_value()?;
                if !(self.0)(field, value) {
                    return Err(A::Error::custom(format!("the field {field} stands twice")));
                }
            }
            Ok(())
        }
    }

    deserializer.deserialize_map(Members(put, PhantomData))
}

/// A string that stands for something else.
struct Word<T>(T);

fn word<T>(word: Option<Word<T>>) -> Option<T> {
    word.map(|word| word.0)
}

impl<'de, T: Worded> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<T>(PhantomData<T>);

        impl<T: Worded> Visitor<'_> for Text<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::WHAT)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                T::of(text).ok_or_else(|| E::custom(format!("{text:?} is not {}", T::WHAT)))
            }
        }

        deserializer.deserialize_str(Text(PhantomData)).map(Word)
    }
}
