//! JSON to reports, handed over as they are parsed; every error names its line.

use anyhow::{Error, Result};
use nianbao_core::{Input, Malformed, Report, ReportsReader};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::error::Category;

use crate::shape::ReportJson;
use crate::without_bom;

type Sink<'s> = dyn FnMut(Report) -> Result<()> + 's;

/// Reads a report a line; blank lines are none.
pub(crate) struct Jsonl;

impl ReportsReader for Jsonl {
    fn read(&self, input: &Input<'_>, sink: &mut Sink<'_>) -> Result<()> {
        let lines = without_bom(input.bytes).split(|byte| *byte == b'\n');
        for (index, line) in lines.enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let report: ReportJson =
                serde_json::from_slice(line).map_err(|error| placed(&error, line, index))?;
            sink(report.into())?;
        }
        Ok(())
    }
}

/// Reads one object with a list of reports.
pub(crate) struct Json;

impl ReportsReader for Json {
    fn read(&self, input: &Input<'_>, sink: &mut Sink<'_>) -> Result<()> {
        let bytes = without_bom(input.bytes);
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let mut list = List { sink, refused: None };
        let parsed = json.deserialize_map(Root(&mut list)).and_then(|found| {
            json.end()?;
            Ok(found)
        });
        if let Some(refused) = list.refused {
            return Err(refused);
        }
        let found = parsed.map_err(|error| placed(&error, bytes, 0))?;
        if found { Ok(()) } else { Err(without_list()) }
    }
}

/// What serde_json says, with its place; the line counts from the start of the file.
fn placed(error: &serde_json::Error, bytes: &[u8], lines_before: usize) -> Error {
    let message = error.to_string();
    let tail = format!(" at line {} column {}", error.line(), error.column());
    let why = message.strip_suffix(&tail).unwrap_or(&message).to_owned();
    let line = lines_before + error.line().max(1);
    let column = column(error, bytes);
    Malformed { line, column, why, advice: advice(error.classify()) }.into()
}

/// The column in characters, as editors count; serde_json counts bytes.
fn column(error: &serde_json::Error, bytes: &[u8]) -> usize {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let line = lines.nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = &line[..line.len().min(error.column())];
    String::from_utf8_lossy(before).chars().count().max(1)
}

/// The kind of fault and what helps.
fn advice(kind: Category) -> (&'static str, &'static str) {
    match kind {
        Category::Eof => (
            "处内容中断，JSON 不完整；文件可能没有写完或没有传完，请重新取得",
            "the JSON breaks off; get the file again, it may not have been written or sent whole",
        ),
        Category::Syntax | Category::Io => (
            "处不合 JSON 的写法；请在此处改正，或由原来的程序重新写出",
            "mend the JSON there, or write it anew with the program that made it",
        ),
        Category::Data => (
            "处的内容不是年报数据应有的；请对照 nianbao convert 写出的 JSON 改正",
            "compare it with the JSON that nianbao convert writes",
        ),
    }
}

fn without_list() -> Error {
    let why = "the object has no list \"reports\"".to_owned();
    Malformed { line: 1, column: 1, why, advice: advice(Category::Data) }.into()
}

/// Where reports go. serde's errors cannot carry the sink's own, so it waits here.
struct List<'a, 's> {
    sink: &'a mut Sink<'s>,
    refused: Option<Error>,
}

/// The outermost object; tells whether it has the list. Other keys are a later version's.
struct Root<'a, 'b, 's>(&'a mut List<'b, 's>);

impl<'de> Visitor<'de> for Root<'_, '_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object with a list \"reports\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key != "reports" {
                map.next_value::<IgnoredAny>()?;
            } else if found {
                return Err(A::Error::duplicate_field("reports"));
            } else {
                map.next_value_seed(Reports(&mut *self.0))?;
                found = true;
            }
        }
        Ok(found)
    }
}

struct Reports<'a, 'b, 's>(&'a mut List<'b, 's>);

impl<'de> DeserializeSeed<'de> for Reports<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Reports<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of reports")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut reports: A) -> Result<(), A::Error> {
        while let Some(report) = reports.next_element::<ReportJson>()? {
            if let Err(error) = (self.0.sink)(report.into()) {
                self.0.refused = Some(error);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}
