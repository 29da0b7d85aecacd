//! The laws, each a function that tries it on every sample.

mod detection;
mod hostile;
mod identity;
mod page;
mod source;

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Result;

use crate::files::{is_both_ways, through_document};
use crate::{Outcome, Trial};

/// A law of formats.
pub struct Law {
    /// The law in words.
    pub name: &'static str,
    /// Why a format does not fall under it, if it does not.
    beside: fn(&Trial<'_>) -> Option<&'static str>,
    attempt: fn(&Trial<'_>, &mut Outcome) -> Result<()>,
}

impl Law {
    /// Tries the law.
    pub fn tried(&self, trial: &Trial<'_>) -> Outcome {
        let left_out = (self.beside)(trial);
        let mut outcome = Outcome { law: self.name, left_out, ..Outcome::default() };
        if left_out.is_some() {
            return outcome;
        }
        // A panic breaks this law, and the others are tried all the same.
        let attempt = AssertUnwindSafe(|| (self.attempt)(trial, &mut outcome));
        match catch_unwind(attempt) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => outcome.failures.push(format!("{error:#}")),
            Err(_) => outcome.failures.push("the format panics".to_owned()),
        }
        outcome
    }
}

/// All laws.
pub const LAWS: &[Law] = &[
    Law {
        name: "the descriptor is whole and takes no name of another format",
        beside: |_| None,
        attempt: |trial, outcome| {
            detection::descriptor(trial, outcome);
            Ok(())
        },
    },
    Law {
        name: "what is written is known for what it is, and without its name where its bytes tell",
        beside: needs_both,
        attempt: detection::own,
    },
    Law {
        name: "files of other formats stay theirs",
        beside: needs_reader,
        attempt: detection::others,
    },
    Law {
        name: "files that are known by their first bytes and not read are refused under its name",
        beside: needs_reader,
        attempt: |trial, outcome| {
            detection::foreign(trial, outcome);
            Ok(())
        },
    },
    Law {
        name: "a report comes back: whole where it is carried, else as it is shown",
        beside: needs_both,
        attempt: identity::comes_back,
    },
    Law {
        name: "a page comes back: lines, roles, cells and spans, whatever signs are in its texts",
        beside: needs_pages,
        attempt: page::comes_back,
    },
    Law {
        name: "controls on a page are neither written nor read",
        beside: needs_pages,
        attempt: page::controls,
    },
    Law {
        name: "places of a page lead to what stands there",
        beside: needs_pages,
        attempt: source::places,
    },
    Law {
        name: "the encoding of a page is told, and doubt about it noted",
        beside: needs_pages,
        attempt: source::encoding,
    },
    Law {
        name: "facts survive this format before and after any other",
        beside: needs_both,
        attempt: identity::in_a_row,
    },
    Law {
        name: "many reports in one file keep their order",
        beside: |trial| {
            let many = nianbao::takes_many(trial.format);
            needs_both(trial).or((!many).then_some("it holds one report a file"))
        },
        attempt: identity::order,
    },
    Law {
        name: "a second report for one file is refused, and nothing is written",
        beside: |trial| {
            let many = nianbao::takes_many(trial.format);
            needs_writer(trial).or(many.then_some("it holds any number of reports"))
        },
        attempt: identity::second,
    },
    Law {
        name: "the same report gives the same bytes",
        beside: needs_writer,
        attempt: identity::same_bytes,
    },
    Law {
        name: "every number that a page shows is written",
        beside: |trial| {
            let read = trial.format.reader.is_some();
            needs_writer(trial).or(read.then_some("it is read, and compared as reports"))
        },
        attempt: identity::numbers,
    },
    Law {
        name: "a cut file loses facts and changes none",
        beside: needs_files,
        attempt: hostile::cut,
    },
    Law { name: "spoilt files are survived", beside: needs_files, attempt: hostile::spoilt },
    Law {
        name: "any bytes are survived, in bounded time",
        beside: needs_reader,
        attempt: hostile::any,
    },
];

fn needs_reader(trial: &Trial<'_>) -> Option<&'static str> {
    trial.format.reader.is_none().then_some("it is not read")
}

fn needs_writer(trial: &Trial<'_>) -> Option<&'static str> {
    trial.format.writer.is_none().then_some("it is not written")
}

fn needs_both(trial: &Trial<'_>) -> Option<&'static str> {
    (!is_both_ways(trial.format)).then_some("it is not read and written")
}

fn needs_files(trial: &Trial<'_>) -> Option<&'static str> {
    let none = trial.format.writer.is_none() && trial.files.is_empty();
    needs_reader(trial).or(none.then_some("it is not written, and the test hands in no files"))
}

fn needs_pages(trial: &Trial<'_>) -> Option<&'static str> {
    through_document(trial.format).is_none().then_some("it does not read and write documents")
}
