//! The form to be filled in (空白年报表): the printed form of an edition, its cells marked for what goes
//! into them.

mod held;

pub use held::{Held, held};

use anyhow::{Result, bail};
use nianbao_core::{
    Block, Cell, Decimal, Document, Edition, Fact, FieldId, Format, Forms, Grid, GridBuilder, Line,
    Place, Report, Role, Section, Sum, Writer,
};

use crate::publish::BARE_TITLE;
use crate::skeleton::{self, fill};

const HEADINGS: &str = include_str!("../data/skeleton.txt");
const GUIDE: &str = include_str!("../data/guide.txt");

/// A form to be filled in.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The edition of the form.
    pub edition: Edition,
    /// The organ whose report it is to be.
    pub organ: Option<String>,
    /// The year it is to be on.
    pub year: Option<u16>,
    /// Whether totals are computed; else they are typed, and checked.
    pub live: bool,
}

impl Filling {
    /// The year of a form: the one that is named, else the one after last year's report.
    pub fn year_of(named: Option<u16>, last: Option<&Report>) -> Option<u16> {
        named.or_else(|| last?.year?.checked_add(1))
    }

    /// The form, as far as a format can have one, with what carries over from last year's report: the
    /// requests that were not settled, and the organ where none is named.
    pub fn document(&self, last: Option<&Report>, forms: Forms) -> Document {
        let organ = self.organ.clone().or_else(|| last.and_then(|last| last.organ.clone()));
        let year = Self::year_of(self.year, last);
        let named = organ.clone().zip(year).map(|(organ, year)| format!("{organ}{year}年"));
        let title = named.unwrap_or_default() + BARE_TITLE;
        let report = Report {
            title: Some(title.clone()),
            form: Some(self.edition),
            sections: sections(self.edition),
            facts: placeholders(self.edition),
            ..Report::default()
        };
        let mut document = nianbao_form::layout(&report);
        document.title = Some(title);
        let live = self.live && forms == Forms::Computed;
        document.sums = nianbao_check::sums_of(self.edition);
        for block in &mut document.blocks {
            if let Block::Grid(grid) = block {
                grid.cells_mut().for_each(|cell| prepare(cell, last, &document.sums, live));
            }
        }
        let year = year.map(|year| year.to_string());
        document.blocks.insert(1, Block::Grid(frame(organ, year)));
        document.blocks = with_areas(document.blocks);
        document.guide = guide(self.edition, last, live, forms);
        document
    }

    /// How many cells last year's report fills in, totals among them.
    pub fn carried(&self, last: &Report) -> usize {
        let fields = FieldId::all().filter(|field| field.is_in(self.edition));
        fields.filter(|field| carried_in(*field, last).is_some()).count()
    }
}

/// What a cell of requests carried in takes from last year's report.
fn carried_in(field: FieldId, last: &Report) -> Option<Decimal> {
    let column = field.id().strip_prefix("requests.carried_in.")?;
    number(last, &format!("requests.carried_out.{column}"))
}

/// Empties a cell of a field, or fills it with what carries over, and says what goes into it.
fn prepare(cell: &mut Cell, last: Option<&Report>, sums: &[Sum], live: bool) {
    let Some(field) = cell.mark(Cell::ID).and_then(FieldId::from_id) else { return };
    let is_total = live && sums.iter().any(|sum| sum.left == [field.id()]);
    let kind = match field {
        _ if is_total => Cell::TOTAL,
        field if field.is_amount() => Cell::AMOUNT,
        field if field.info().note.contains("negative") => Cell::CHANGE,
        _ => Cell::COUNT,
    };
    cell.text = String::new();
    cell.marks = vec![
        (Cell::ID.to_owned(), field.id().to_owned()),
        (Cell::INPUT.to_owned(), kind.to_owned()),
    ];
    let Some(last) = last else { return };
    if let Some(carried) = carried_in(field, last) {
        if !is_total {
            cell.text = carried.normalize().to_string();
        }
    } else if let Some(before) = in_force(field, last) {
        let remark = format!("上年报告的现行有效件数：{before}");
        cell.marks.push((Cell::REMARK.to_owned(), remark));
    }
}

fn number(report: &Report, id: &str) -> Option<Decimal> {
    report.facts.get(FieldId::from_id(id)?)?.value
}

/// What was in force (现行有效) last year; the form asks what is now.
fn in_force(field: FieldId, last: &Report) -> Option<Decimal> {
    field.id().ends_with(".in_force").then(|| number(last, field.id())).flatten()
}

/// What a form to be filled in can do in this format; nothing where it cannot be written.
pub fn forms(format: &Format) -> Option<Forms> {
    match format.writer {
        Some(Writer::Document(writer)) => writer.forms(),
        _ => None,
    }
}

/// Writes a form in a format in which it can be filled in.
pub fn write_form(
    filling: &Filling,
    last: Option<&Report>,
    format: &Format,
    out: &mut dyn std::io::Write,
) -> Result<()> {
    match (format.writer, forms(format)) {
        (Some(Writer::Document(writer)), Some(forms)) => {
            writer.write(&filling.document(last, forms), out)
        }
        _ => bail!("a form cannot be filled in in the format {}", format.name),
    }
}

fn sections(edition: Edition) -> Vec<Section> {
    let headings = skeleton::lines(HEADINGS, edition).into_iter().filter_map(|line| match line {
        skeleton::Line::Heading(heading) => Some(heading),
        skeleton::Line::Sentence(_) => None,
    });
    let section = |(number, heading): (u32, &str)| Section {
        number: Some(number),
        heading: Some(heading.to_owned()),
        paragraphs: Vec::new(),
    };
    (1..).zip(headings).map(section).collect()
}

/// A fact in every cell. A number of an amount makes its label print the unit that it needs.
fn placeholders(edition: Edition) -> nianbao_core::Facts {
    let mut facts = nianbao_core::Facts::default();
    for field in FieldId::all().filter(|field| field.is_in(edition)) {
        let value = field.is_amount().then_some(Decimal::ONE);
        let raw = value.map(|one| one.to_string()).unwrap_or_default();
        let fact = Fact { value, raw, at: None };
        // No field is there twice.
        let _ = facts.insert(field, fact);
    }
    facts
}

/// The cells for what stands above a report.
fn frame(organ: Option<String>, year: Option<String>) -> Grid {
    let mut builder = GridBuilder::new();
    let rows = [
        ("发布机构", organ, Cell::TEXT),
        ("报告年度", year, Cell::COUNT),
        ("发布日期", None, Cell::DAY),
    ];
    for ((label, text, kind), row) in rows.into_iter().zip(1..) {
        builder.row();
        let at = |column| Place::Cell { table: 1, row, column };
        builder.cell(label.to_owned(), 1, 1, true, at(1));
        builder.cell(text.unwrap_or_default(), 3, 1, false, at(2));
        builder.mark(vec![(Cell::INPUT.to_owned(), kind.to_owned())]);
    }
    builder.finish().0
}

/// The blocks with a place for text below each heading that has no table.
fn with_areas(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let is_heading = matches!(&block, Block::Line(line) if line.role == Role::Heading(2));
        out.push(block);
        if is_heading && !matches!(blocks.peek(), Some(Block::Grid(_))) {
            let mut builder = GridBuilder::new();
            let at = Place::Cell { table: 1, row: 1, column: 1 };
            builder.cell(String::new(), 1, 1, false, at);
            builder.mark(vec![(Cell::INPUT.to_owned(), Cell::PARAGRAPHS.to_owned())]);
            out.push(Block::Grid(builder.finish().0));
        }
    }
    out
}

/// The instructions: of `guide.txt` what is for forms of this kind, and what last year's report tells.
fn guide(edition: Edition, last: Option<&Report>, live: bool, forms: Forms) -> Vec<Line> {
    let wanted = match forms {
        Forms::Computed => "[computed]",
        Forms::Typed => "[typed]",
    };
    let totals = if live {
        "总计由各项自动算出，不用填写；有一项没有填，总计就是空白。"
    } else {
        match forms {
            Forms::Computed => "总计也要填写；与各项之和不符的会变为红色。",
            Forms::Typed => "总计也要填写；与各项之和是否相符，由 nianbao check 核对。",
        }
    };
    let changes = FieldId::all().any(|f| f.is_in(edition) && f.id().ends_with(".items_change"));
    let fields = FieldId::all().filter(|field| field.is_in(edition));
    let before: Vec<String> = fields
        .filter_map(|field| Some((field, in_force(field, last?)?)))
        .map(|(field, before)| format!("{}：{before}", nianbao_check::cell_name(field)))
        .collect();
    let told = |name: &str| match name {
        "change" if changes => "；“本年增/减”可以是负数",
        "yellow" if !before.is_empty() => "；浅黄色的也要填，批注里是上年的数，供对照",
        "change" | "yellow" => "",
        _ => totals,
    };
    let mut lines: Vec<(Role, String)> = Vec::new();
    let mut here = true;
    for line in GUIDE.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            here = matches!(line, "[all]") || line == wanted;
        } else if here {
            let (role, words) = match line.strip_prefix("= ") {
                Some(heading) => (Role::Heading(2), heading),
                None => (Role::Text, line),
            };
            lines.push((role, fill(words, |name| Some(told(name).to_owned())).unwrap_or_default()));
        }
    }
    if !before.is_empty() {
        lines.push((Role::Heading(2), "上年报告的数据（供对照）".to_owned()));
        lines.extend(before.into_iter().map(|line| (Role::Text, line)));
    }
    (1..)
        .zip(lines)
        .map(|(number, (role, text))| Line { text, role, at: Place::Line(number) })
        .collect()
}
