//! Reports of every kind: read from pages in every damage, and made by hand.

use std::fs;
use std::sync::LazyLock;

use nianbao::{Edition, Report};
use nianbao_kit::samples;

use crate::dice::Dice;
use crate::page::{Kind, Page};
use crate::printed::print;
use crate::style::Layout;
use crate::{damage, figures, judge, laws};

/// A report, and what it is for a message.
type Named = (String, Report);

static ALL: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let mut all = few();
    all.extend(damaged());
    for path in laws::inputs("pages") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reports = judge::read(&name, &fs::read(&path).unwrap()).unwrap();
        let recognised = reports.into_iter().filter(is_recognised);
        all.extend(recognised.map(|report| (path.display().to_string(), report)));
    }
    all
});

/// Reports of every kind, read once.
pub(super) fn all() -> Vec<Named> {
    ALL.clone()
}

/// Whether a report was read from a page: what a program wrote may hold texts that no page prints, a
/// line break in a paragraph.
fn is_recognised(report: &Report) -> bool {
    let documents: Vec<&str> = super::documents().map(|(format, ..)| format.name).collect();
    report.source.format.as_deref().is_some_and(|name| documents.contains(&name))
}

/// One of every edition, one without tables, and two made by hand.
pub(super) fn few() -> Vec<Named> {
    let mut few: Vec<Named> = Edition::ALL
        .into_iter()
        .map(|edition| (format!("edition {edition}"), read(&page(edition, Layout::Html)).remove(0)))
        .collect();
    few.push(("prose".to_owned(), prose()));
    few.push(("by hand".to_owned(), samples::by_hand().unwrap()));
    few.push(("mixed editions".to_owned(), samples::mixed().unwrap()));
    few
}

fn page(edition: Edition, layout: Layout) -> Page {
    let mut dice = Dice::new(21);
    Page::new(Kind { edition, layout }, "白石县教育局", &figures::draw(edition, &mut dice))
}

fn read(page: &Page) -> Vec<Report> {
    judge::read(page.layout.file_name(), &print(page).bytes).unwrap_or_default()
}

/// What is read of a page in each damage, on each edition and layout in turn.
fn damaged() -> Vec<Named> {
    let layouts = [Layout::Html, Layout::CellLines, Layout::Html, Layout::BarRows];
    let mut kinds = Edition::ALL.into_iter().cycle().zip(layouts.into_iter().cycle());
    let mut dice = Dice::new(22);
    let mut reports = Vec::new();
    for damage in damage::all() {
        let fits = kinds
            .by_ref()
            .take(12)
            .find(|(edition, layout)| (damage.fits)(Kind { edition: *edition, layout: *layout }));
        let Some((edition, layout)) = fits else { continue };
        let mut page = page(edition, layout);
        (damage.act)(&mut page, &mut dice);
        for report in read(&page) {
            reports.push((format!("{} on {edition} in {layout:?}", damage.name), report));
        }
    }
    assert!(reports.len() > 80);
    reports
}

fn prose() -> Report {
    let mut page = page(Edition::E2021, Layout::Html);
    page.style.dropped_tables = true;
    read(&page).remove(0)
}
