//! What real pages do to a form, one small function each, all in one list.

mod amounts;
mod blanks;
mod bytes;
mod drafts;
mod frame;
mod heads;
mod heads_text;
mod hidden;
mod markup;
mod middle;
mod misled;
mod numbering;
mod numbers;
mod order;
mod others;
mod rows;
mod script;
mod slipped;
mod spans;
mod stream;
mod tables;
mod told;
mod turned;
mod units;
mod unlabelled;
mod years;

use nianbao::Edition;

use crate::dice::Dice;
use crate::page::{Kind, Page};

/// A damage.
pub(crate) struct Damage {
    pub(crate) name: &'static str,
    /// The observation that it stands for.
    pub(crate) seen: &'static str,
    /// The pages that can have it.
    pub(crate) fits: fn(Kind) -> bool,
    pub(crate) act: fn(&mut Page, &mut Dice),
}

fn any(_: Kind) -> bool {
    true
}

fn html(kind: Kind) -> bool {
    kind.layout.is_html()
}

fn text(kind: Kind) -> bool {
    !kind.layout.is_html()
}

fn new_form(kind: Kind) -> bool {
    kind.edition != Edition::E2014
}

fn old_form(kind: Kind) -> bool {
    kind.edition == Edition::E2014
}

fn trial_form(kind: Kind) -> bool {
    kind.edition == Edition::E2019
}

fn newest_form(kind: Kind) -> bool {
    kind.edition == Edition::E2021
}

/// All damages, by file.
pub(crate) fn all() -> Vec<&'static Damage> {
    let lists = [
        heads::ALL,
        heads_text::ALL,
        spans::ALL,
        rows::ALL,
        tables::ALL,
        blanks::ALL,
        numbers::ALL,
        amounts::ALL,
        units::ALL,
        years::ALL,
        order::ALL,
        others::ALL,
        middle::ALL,
        misled::ALL,
        unlabelled::ALL,
        script::ALL,
        frame::ALL,
        markup::ALL,
        stream::ALL,
        bytes::ALL,
        // Behind the others, so that the samples drawn from those stay the same.
        numbering::ALL,
        units::LATER,
        slipped::ALL,
        stream::LATER,
        years::LATER,
        turned::ALL,
        drafts::ALL,
        hidden::ALL,
        told::ALL,
    ];
    lists.into_iter().flatten().collect()
}
