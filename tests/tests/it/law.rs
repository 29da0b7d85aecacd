//! The law: damage may lose a fact, it may not change one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use nianbao::{Edition, bulk};
use proptest::prelude::*;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestRng, TestRunner,
};

use crate::damage::{self, Damage};
use crate::dice::Dice;
use crate::figures::{self, Figures};
use crate::judge::{judge, recall};
use crate::page::{Kind, Page};
use crate::printed::print;
use crate::style::Layout;

const ORGAN: &str = "白石县教育局";

/// A page with its damages; the same case gives the same page.
#[derive(Clone)]
struct Case {
    kind: Kind,
    damages: Vec<&'static Damage>,
    seed: u64,
}

impl Case {
    fn name(&self) -> String {
        let names: Vec<&str> = self.damages.iter().map(|damage| damage.name).collect();
        format!(
            "{} {:?} {} seed {}",
            self.kind.edition,
            self.kind.layout,
            names.join(" + "),
            self.seed
        )
    }

    fn page(&self, figures: &Figures) -> Page {
        let mut page = Page::new(self.kind, ORGAN, figures);
        let mut dice = Dice::new(self.seed);
        for damage in &self.damages {
            (damage.act)(&mut page, &mut dice);
        }
        page
    }

    fn figures(&self) -> Figures {
        figures::draw(self.kind.edition, &mut Dice::new(self.seed ^ 0xf1f1))
    }

    /// What breaks the law, and the page.
    fn run(&self, figures: &Figures) -> (Vec<String>, String) {
        let page = self.page(figures);
        let printed = print(&page);
        (judge(&page, &printed), printed.text)
    }

    /// For people: the damages and what they stand for, the fields, the page.
    fn report(&self, found: &[String], text: &str) -> String {
        let mut out = format!("{}\n", self.name());
        for damage in &self.damages {
            let _ = writeln!(out, "  {}: {}", damage.name, damage.seen);
        }
        for line in found.iter().take(12) {
            let _ = writeln!(out, "  {line}");
        }
        let _ = writeln!(out, "--- the page ---\n{text}--- end ---");
        out
    }
}

fn kinds() -> Vec<Kind> {
    let layouts = |edition| Layout::ALL.map(|layout| Kind { edition, layout });
    Edition::ALL.into_iter().flat_map(layouts).collect()
}

/// Pairs that together take away what told the truth: of a number broken over lines and cut there
/// nothing shows that there was more; of a table printed twice and then blanked, dropped or broken
/// in one of its prints, no single thing is to be expected; which edition's tables are missing is
/// the year's guess; a second report whose headings and labels repeat the first's and so are dropped
/// is none; of a value that is printed in each column of its cell nothing shows that it was one;
/// of a row of blanks that is one short its padding makes up, and of one that is one long the
/// number too many stands for a blank that is not seen; under heads that are cut or alike swapped
/// columns go by position; of two changes to an amount's unit the second says what the first left open;
/// what stands above one table ends at the heading of the next where these are one, and at another
/// text above it; and of two that
/// both go for the heads, or for the order of cells, the second undoes what the first is to show; so it
/// does where numbers that count rows are dropped from their run or stand before their labels; and rows that
/// slipped are told by sums, which a cut table or blanks for merged cells take away.
fn clash(first: &Damage, second: &Damage) -> bool {
    let one = |a: &Damage, b: &Damage| {
        a.name.starts_with("tables.twice")
            || a.name == "cells.line_end" && b.name.starts_with("bytes.cut")
            || a.name == "tables.old_year" && matches!(b.name, "markup.picture" | "tables.dropped")
            || a.name == "tables.mixed" && matches!(b.name, "markup.picture" | "tables.dropped")
            || a.name == "row.merged" && b.name == "merged.repeated"
            // A table of lines ends at the line that its last cell's second number is.
            || a.name.starts_with("merged.") && b.name == "cells.two_lines"
            // The lead-in may name another unit below, and the nearer one is believed.
            || a.name == "units.scaled_caption" && b.name == "tables.lead_in"
            // Of two captions over one table, a unit's and a body's, one is followed.
            || a.name == "units.scaled_caption" && b.name == "others.body"
            || a.name == "markup.picture" && b.name.starts_with("tables.")
            || a.name == "stream.dropped" && b.name.starts_with("parts.")
            || a.name == "cells.amount_open" && b.name.starts_with("cells.blank")
            || a.name == "years.head" && (takes_heads(b) || b.name == "years.column")
            || a.name.starts_with("units.") && a.name.ends_with("_head") && reprints_heads(b)
            || a.name.starts_with("order.") && rearranges(b)
            || a.name.starts_with("rows.second") && rearranges(b)
            || a.name.starts_with("slipped.")
                && (rearranges(b)
                    || ["slipped.", "cells.", "rows.", "merged.", "bytes.cut"]
                        .iter()
                        .any(|name| b.name.starts_with(name)))
            || a.name == "rows.value_shared" && (loses_spans(b) || rearranges(b))
            // The piece of the number stands for the blank.
            || a.name == "cells.line_end" && b.name.starts_with("cells.blank")
            // What no head names stands where the lost or joined cell did.
            || matches!(a.name, "heads.lines" | "row.merged") && b.name == "columns.extra.first"
            || a.name.starts_with("numbering.") && (rearranges(b) || b.name.starts_with("years."))
            || matches!(a.name, "numbering.rows_only" | "numbering.rows_headed")
                && matches!(b.name, "rows.label_behind" | "stream.dropped")
            || a.name == "years.example_only" && b.name.starts_with("tables.")
            || a.name == "years.second" && takes_the_own_table(b)
            || matches!(a.name, "others.head" | "others.matrix" | "others.over" | "others.block")
                && (takes_heads(b) || b.name == "captions.missing")
            || matches!(a.name, "others.caption" | "others.body")
                && (b.name == "tables.joined" || b.name.starts_with("years."))
            || a.name.starts_with("rows.label_behind") && b.name.starts_with("tables.joined")
            || a.name == "rows.label_behind" && matches!(b.name, "columns.levels" | "others.before")
            // The remark then stands in the column that is not the form's.
            || a.name == "others.row"
                && (b.name == "columns.extra.first" || b.name.starts_with("years.column"))
            || a.name == "row.short" && matches!(b.name, "cells.blank.most" | "cells.row_blank")
            || a.name == "row.long"
                && (b.name.starts_with("cells.blank") || b.name == "cells.row_blank")
            || a.name == "heads.swapped" && matches!(b.name, "heads.twice" | "heads.cut")
            || a.name == "cells.glued" && b.name.starts_with("cells.")
            // A blank or a mark that is hidden is a blank.
            || a.name == "hidden.value" && b.name.starts_with("cells.")
            // The sums that tell of slipped rows want all rows.
            || a.name == "hidden.row" && b.name.starts_with("slipped.")
    };
    let amount = |a: &Damage| a.name.contains(".amount") || a.name == "cells.yuan";
    first.name == second.name
        || amount(first) && amount(second)
        || one(first, second)
        || one(second, first)
}

/// Takes the words of heads away.
fn takes_heads(damage: &Damage) -> bool {
    damage.name.starts_with("heads.") || damage.name == "stream.dropped"
}

/// Prints tables without the spans of their cells.
fn loses_spans(damage: &Damage) -> bool {
    damage.name.starts_with("spans.") || damage.name.starts_with("markup.")
}

/// Changes the words of heads, so that those of the other damage are not put there any more.
fn reprints_heads(damage: &Damage) -> bool {
    takes_heads(damage)
        || ["labels.", "script.", "cells.padded"].iter().any(|name| damage.name.starts_with(name))
}

/// Leaves last year's table alone on the page, which is then read with a note.
fn takes_the_own_table(damage: &Damage) -> bool {
    let names = ["bytes.cut", "tables.dropped", "tables.split", "stream.dropped"];
    names.iter().chain(&["order.", "years."]).any(|name| damage.name.starts_with(name))
}

/// Moves rows and columns, or gives cells other numbers, so that the sums or the order of rows that
/// the other damage speaks of are not there any more.
fn rearranges(damage: &Damage) -> bool {
    ["order.", "tables.", "columns.", "years.column", "heads.", "cells.blank", "cells.row_blank"]
        .iter()
        .chain(&["cells.mark", "cells.space", "rows.second", "row."])
        .any(|name| damage.name.starts_with(name))
}

/// Part of the name of a case: its pages are printed, all of them and not the first only.
fn shown(report: &str) -> bool {
    std::env::var("NIANBAO_SHOW").is_ok_and(|name| report.lines().next().unwrap().contains(&name))
}

/// Part of the name of a damage: only those are tried, alone or with any other. Of two parts with a
/// plus between them (row.long+blank) each must be in a name.
fn wanted(damages: &[&Damage]) -> bool {
    let named = |name: &str| damages.iter().any(|damage| damage.name.contains(name));
    std::env::var("NIANBAO_DAMAGE").map_or(true, |names| names.split('+').all(named))
}

fn long() -> bool {
    std::env::var_os("NIANBAO_LONG").is_some()
}

/// Runs the cases on both cores; the failures by their damages, one page of each kind of failure.
fn sweep(what: &str, mut cases: Vec<Case>) {
    cases.retain(|case| wanted(&case.damages));
    let count = cases.len();
    let started = std::time::Instant::now();
    let failures: Mutex<BTreeMap<String, Vec<String>>> = Mutex::default();
    let work = |case: Case| {
        let (found, text) = case.run(&case.figures());
        (case, found, text)
    };
    bulk::ordered(cases.into_iter(), 2, work, |(case, found, text)| {
        if !found.is_empty() {
            let key: Vec<&str> = case.damages.iter().map(|damage| damage.name).collect();
            let report = case.report(&found, &text);
            if shown(&report) {
                println!("{report}");
            }
            failures.lock().unwrap().entry(key.join(" + ")).or_default().push(report);
        }
        Ok(())
    })
    .unwrap();
    let failures = failures.into_inner().unwrap();
    println!("{what}: {count} cases, {} damages fail, {:.1?}", failures.len(), started.elapsed());
    if failures.is_empty() {
        return;
    }
    let mut summary = String::new();
    for (damages, reports) in &failures {
        let _ = writeln!(summary, "{} x {damages}", reports.len());
        for report in reports.iter().take(if long() { 30 } else { 4 }) {
            let head: Vec<&str> =
                report.lines().take_while(|line| !line.starts_with("---")).collect();
            let _ = writeln!(summary, "    {}", head.join("\n    "));
        }
    }
    let first = failures.values().next().and_then(|reports| reports.first());
    panic!("{what}: the law is broken\n{}\n{summary}", first.map_or("", String::as_str));
}

#[test]
fn an_undamaged_page_is_read_whole() {
    let mut table = String::new();
    let mut worst = 1_000;
    for kind in kinds() {
        let (mut read, mut all) = (0, 0);
        for seed in 0..3 {
            let case = Case { kind, damages: Vec::new(), seed };
            let page = case.page(&case.figures());
            let printed = print(&page);
            let (found, expected) = recall(&page, &printed);
            read += found;
            all += expected;
            let broken = judge(&page, &printed);
            assert!(broken.is_empty(), "{}", case.report(&broken, &printed.text));
        }
        worst = worst.min(read * 1_000 / all);
        let _ = writeln!(table, "{} {:?}: {read}/{all}", kind.edition, kind.layout);
    }
    println!("{table}");
    assert_eq!(worst, 1_000, "facts are lost on undamaged pages\n{table}");
}

#[test]
fn every_damage_changes_the_page() {
    for damage in damage::all() {
        for kind in kinds().into_iter().filter(|kind| (damage.fits)(*kind)) {
            let whole = Case { kind, damages: Vec::new(), seed: 3 };
            let figures = whole.figures();
            let whole = print(&whole.page(&figures));
            let changed = (3..9).any(|seed| {
                let case = Case { kind, damages: vec![damage], seed };
                print(&case.page(&figures)).bytes != whole.bytes
            });
            assert!(changed, "{} does nothing to {kind:?}", damage.name);
        }
    }
}

#[test]
fn one_damage_changes_no_fact() {
    let seeds = if long() { 40 } else { 2 };
    let mut cases = Vec::new();
    for damage in damage::all() {
        for kind in kinds().into_iter().filter(|kind| (damage.fits)(*kind)) {
            cases.extend((0..seeds).map(|seed| Case { kind, damages: vec![damage], seed }));
        }
    }
    sweep("one damage", cases);
}

/// All pairs take hours on a debug build; a sample of them that is the same each time takes seconds.
#[test]
fn two_damages_change_no_fact() {
    let damages = damage::all();
    let mut cases = Vec::new();
    let mut dice = Dice::new(7);
    let mut pairs: Vec<(&Damage, &Damage)> = Vec::new();
    for first in &damages {
        pairs.extend(damages.iter().map(|second| (*first, *second)));
    }
    // Drawn last, so that the sample of the others stays the same.
    let is_late = |damage: &Damage| damage.name.starts_with("hidden.");
    pairs.sort_by_key(|(first, second)| is_late(first) || is_late(second));
    for (first, second) in pairs {
        for kind in kinds() {
            let fits = (first.fits)(kind) && (second.fits)(kind) && !clash(first, second);
            if fits && (long() || dice.below(200) == 0) {
                let seed = dice.next() % 1_000;
                cases.push(Case { kind, damages: vec![first, second], seed });
            }
        }
    }
    sweep("two damages", cases);
}

/// Figures of any kind and up to three damages; what breaks is shrunk and kept.
#[test]
fn any_figures_and_damages_change_no_fact() {
    let damages = damage::all();
    let numbers = proptest::collection::vec(
        prop_oneof![2 => 0..10_i64, 2 => 10..100_i64, 3 => 100..100_000_i64],
        200,
    );
    let chosen = proptest::collection::vec(0..damages.len(), 0..4);
    let strategy = (0..kinds().len(), chosen, 0..10_000_u64, numbers);
    let config = Config {
        cases: if long() { 20_000 } else { 200 },
        max_shrink_iters: 400,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "../fixtures/regression/law.txt",
        ))),
        ..Config::default()
    };
    // The same cases each time, unless someone has the time to look for new ones.
    let mut runner = if long() {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let outcome = runner.run(&strategy, |(kind, chosen, seed, numbers)| {
        let kind = kinds()[kind];
        let mut fitting: Vec<&Damage> = Vec::new();
        for damage in chosen.iter().map(|index| damages[*index]) {
            if (damage.fits)(kind) && !fitting.iter().any(|before| clash(before, damage)) {
                fitting.push(damage);
            }
        }
        let damages = fitting;
        let case = Case { kind, damages, seed };
        let mut numbers = numbers.into_iter();
        let figures = figures::of(kind.edition, &mut || numbers.next().unwrap_or(0));
        let (found, text) = case.run(&figures);
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(case.report(&found, &text))) }
    });
    if let Err(proptest::test_runner::TestError::Fail(reason, _)) = outcome {
        panic!("the law is broken\n{}", reason.message());
    }
}
