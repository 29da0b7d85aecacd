//! The law: damage may lose a fact, it may not change one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use nianbao::{Edition, bulk};
use proptest::prelude::*;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestRng, TestRunner,
};

use crate::clash::clash;
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

/// Added to the seeds: another number tries other pages with the same damages.
fn fresh() -> u64 {
    std::env::var("NIANBAO_SEED").ok().and_then(|told| told.parse().ok()).unwrap_or_default()
}

/// How many pages are drawn for each pair: one, unless a pair is looked into.
fn draws() -> u64 {
    std::env::var("NIANBAO_DRAWS").ok().and_then(|told| told.parse().ok()).unwrap_or(1)
}

/// The pairs that undo each other are run, and no others: those that hold need not be declared.
fn declared() -> bool {
    std::env::var_os("NIANBAO_CLASHES").is_some()
}

/// Which of how many equal shares of the cases is run: 3/8 is the third of eight.
fn share() -> (usize, usize) {
    let told = std::env::var("NIANBAO_SHARE").unwrap_or_default();
    let (which, of) = told.split_once('/').unwrap_or(("1", "1"));
    let shares = of.parse().unwrap_or(1).max(1);
    (which.parse().unwrap_or(1).clamp(1, shares) - 1, shares)
}

/// Runs the cases on both cores; the failures by their damages, one page of each kind of failure.
fn sweep(what: &str, mut cases: Vec<Case>) {
    cases.retain(|case| wanted(&case.damages));
    let (which, shares) = share();
    let cases: Vec<Case> = cases.into_iter().skip(which).step_by(shares).collect();
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
            let key = key.join(" + ");
            let mut failures = failures.lock().unwrap();
            // Who waits long for the end sees each kind of failure when it is found.
            if shown(&report) || long() && !failures.contains_key(&key) {
                println!("{report}");
            }
            failures.entry(key).or_default().push(report);
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
fn what_is_said_of_the_report_s_own_tables_loses_nothing() {
    let own = damage::all().into_iter().filter(|damage| damage.name.starts_with("own."));
    for damage in own {
        for kind in kinds().into_iter().filter(|kind| (damage.fits)(*kind)) {
            for seed in 0..8 {
                let case = Case { kind, damages: vec![damage], seed };
                let page = case.page(&case.figures());
                let printed = print(&page);
                let (read, all) = recall(&page, &printed);
                assert_eq!(read, all, "{}", case.report(&[], &printed.text));
            }
        }
    }
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
    let first = fresh() * 1_000;
    let seeds = if long() { 40 } else { 2 };
    let mut cases = Vec::new();
    for damage in damage::all() {
        for kind in kinds().into_iter().filter(|kind| (damage.fits)(*kind)) {
            let cases_of =
                (first..first + seeds).map(|seed| Case { kind, damages: vec![damage], seed });
            cases.extend(cases_of);
        }
    }
    sweep("one damage", cases);
}

/// All pairs take hours on a debug build; a sample of them that is the same each time takes seconds.
#[test]
fn two_damages_change_no_fact() {
    let damages = damage::all();
    let mut cases = Vec::new();
    let mut dice = Dice::new(7 + fresh());
    for first in &damages {
        for second in &damages {
            for kind in kinds() {
                // Drawn for each, so that one pair more or less leaves the others as they are.
                let (sample, seed) = (dice.below(200) == 0, dice.next() % 1_000);
                let fits = (first.fits)(kind) && (second.fits)(kind);
                let fits = fits && clash(first, second, kind) == declared();
                if fits && (long() || sample) && wanted(&[first, second]) {
                    let seeds = (0..draws()).map(|draw| seed + 1_000 * draw);
                    cases.extend(seeds.map(|seed| Case {
                        kind,
                        damages: vec![first, second],
                        seed,
                    }));
                }
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
            if (damage.fits)(kind) && !fitting.iter().any(|before| clash(before, damage, kind)) {
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
