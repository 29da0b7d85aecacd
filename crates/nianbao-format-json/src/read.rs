//! JSON to reports, handed over as they are parsed; every error names its line.

use anyhow::{Context, Error, Result, anyhow};
use nianbao_core::{Input, Report, ReportsReader};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

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
                serde_json::from_slice(line).map_err(|error| placed(&error, index))?;
            sink(report.into())?;
        }
        Ok(())
    }
}

/// Reads one object with a list of reports.
pub(crate) struct Json;

impl ReportsReader for Json {
    fn read(&self, input: &Input<'_>, sink: &mut Sink<'_>) -> Result<()> {
        let mut json = serde_json::Deserializer::from_slice(without_bom(input.bytes));
        let mut list = List { sink, refused: None };
        let parsed = json.deserialize_map(Root(&mut list)).and_then(|found| {
            json.end()?;
            Ok(found)
        });
        if let Some(refused) = list.refused {
            return Err(refused);
        }
        let found = parsed.map_err(|error| placed(&error, 0))?;
        found.then_some(()).context("the object has no list \"reports\"")
    }
}

/// serde_json's message with the place in front; the line counts from the start of the file.
fn placed(error: &serde_json::Error, lines_before: usize) -> Error {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let tail = format!(" at line {line} column {column}");
    let bare = message.strip_suffix(&tail).unwrap_or(&message);
    anyhow!("line {}, column {column}: {bare}", lines_before + line)
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
