//! Reports whose sums all hold, drawn at random: what an honest organ publishes.

use std::collections::BTreeMap;

use nianbao_core::{Decimal, Edition, Fact, FieldId, Report};

use nianbao_kit::dice::Dice;

/// Counts by id.
pub(crate) type Counts = BTreeMap<&'static str, i64>;

/// The kinds of applicant.
pub(crate) const KINDS: [&str; 6] =
    ["natural", "business", "research", "nonprofit", "legal", "other_org"];

/// How large the numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    Township,
    County,
    Province,
}

impl Size {
    pub(crate) const ALL: [Self; 3] = [Self::Township, Self::County, Self::Province];

    fn count(self, dice: &mut Dice) -> i64 {
        let (zeros, most) = match self {
            Self::Township => (85, 4),
            Self::County => (50, 40),
            Self::Province => (15, 3_000),
        };
        if dice.percent(zeros) { 0 } else { i64::try_from(dice.below(most)).unwrap() }
    }
}

/// What stands in cells that have nothing to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Blanks {
    /// Every cell has a number.
    None,
    /// The totals of the outcomes are left out.
    Totals,
    /// Zeros are left out.
    Zeros,
}

impl Blanks {
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::Totals, Self::Zeros];
}

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap_or_else(|| panic!("no field {id}"))
}

/// The counts of a report that is right.
pub(crate) fn draw(edition: Edition, size: Size, dice: &mut Dice) -> Counts {
    let mut counts = Counts::new();
    for field in FieldId::all().filter(|field| field.is_in(edition) && !field.is_amount()) {
        counts.insert(field.id(), size.count(dice));
    }
    if edition == Edition::E2014 {
        old(&mut counts, dice);
    } else {
        new(&mut counts, edition, dice);
    }
    counts
}

fn sum(counts: &mut Counts, total: &str, parts: &[&str]) {
    let value = parts.iter().map(|part| counts[part]).sum();
    counts.insert(field(total).id(), value);
}

fn old(counts: &mut Counts, dice: &mut Dice) {
    let within = |prefix: &str| -> Vec<&'static str> {
        let ids = FieldId::all().filter(|one| one.is_in(Edition::E2014)).map(FieldId::id);
        let depth = prefix.split('.').count();
        let part = |id: &&str| id.starts_with(prefix) && id.split('.').count() == depth;
        ids.filter(part).filter(|id| id.rsplit('.').next() != Some("total")).collect()
    };
    sum(counts, "applications.replied.refused.total", &within("applications.replied.refused."));
    let mut replies = within("applications.replied.");
    replies.push("applications.replied.refused.total");
    sum(counts, "applications.replied.total", &replies);
    for total in ["applications.received", "applications.closed", "capacity.staff"] {
        sum(counts, &format!("{total}.total"), &within(&format!("{total}.")));
    }
    for total in ["review", "litigation"] {
        let parts = ["upheld", "corrected", "other"].map(|part| format!("{total}.{part}"));
        sum(counts, &format!("{total}.total"), &parts.each_ref().map(String::as_str));
    }
    for part in ["response.press", "response.interview"] {
        let chief = format!("{part}.chief");
        let whole = counts[chief.as_str()] + i64::try_from(dice.below(5)).unwrap();
        counts.insert(field(&format!("{part}.total")).id(), whole);
    }
    let channels = ["gazette", "website", "weibo", "wechat", "other"];
    let channels = channels.map(|channel| format!("proactive.channel.{channel}"));
    sum(counts, "proactive.total", &channels.each_ref().map(String::as_str));
    counts.insert("proactive.normative_published", 0);
}

fn new(counts: &mut Counts, edition: Edition, dice: &mut Dice) {
    for block in ["review", "litigation_direct", "litigation_after_review"] {
        let parts = ["upheld", "corrected", "other", "pending"].map(|p| format!("{block}.{p}"));
        sum(counts, &format!("{block}.total"), &parts.each_ref().map(String::as_str));
    }
    for kind in KINDS {
        let id = |row: &str| field(&format!("requests.{row}.{kind}")).id();
        let all = handled(counts, edition, kind) + counts[id("carried_out")];
        let carried = i64::try_from(dice.below(usize::try_from(all / 5).unwrap() + 1)).unwrap();
        counts.insert(id("carried_in"), carried);
    }
    balance(counts, edition);
}

fn handled(counts: &Counts, edition: Edition, kind: &str) -> i64 {
    let rows = rows(edition).into_iter().filter(|row| !FRAME.contains(&row.as_str()));
    rows.map(|row| counts[format!("requests.{row}.{kind}").as_str()]).sum()
}

/// Makes the sums of section 三 hold: by what was handled, what was received, and the totals.
pub(crate) fn balance(counts: &mut Counts, edition: Edition) {
    for kind in KINDS {
        let id = |row: &str| field(&format!("requests.{row}.{kind}")).id();
        let handled = handled(counts, edition, kind);
        counts.insert(id("handled"), handled);
        let received = handled + counts[id("carried_out")] - counts[id("carried_in")];
        counts.insert(id("received"), received);
    }
    for row in rows(edition) {
        let parts = KINDS.map(|kind| format!("requests.{row}.{kind}"));
        sum(counts, &format!("requests.{row}.total"), &parts.each_ref().map(String::as_str));
    }
}

const FRAME: [&str; 4] = ["received", "carried_in", "handled", "carried_out"];

/// The rows of section 三, without `requests.`.
fn rows(edition: Edition) -> Vec<String> {
    let naturals = FieldId::all().filter(|field| field.is_in(edition));
    let row = |field: FieldId| {
        Some(field.id().strip_prefix("requests.")?.strip_suffix(".natural")?.to_owned())
    };
    naturals.filter_map(row).collect()
}

/// The counts as a report.
pub(crate) fn report(edition: Edition, counts: &Counts, blanks: Blanks) -> Report {
    report_with(edition, counts, blanks, None)
}

/// The counts as a report, with one cell that says something else.
pub(crate) fn report_with(
    edition: Edition,
    counts: &Counts,
    blanks: Blanks,
    wrong: Option<(FieldId, i64)>,
) -> Report {
    let mut report = Report { form: Some(edition), ..Report::default() };
    for field in FieldId::all() {
        let Some(count) = counts.get(field.id()) else { continue };
        let outcome_total = field.id().starts_with("requests.")
            && field.id().rsplit('.').next() == Some("total")
            && !FRAME.iter().any(|row| field.id() == format!("requests.{row}.total"));
        let blank = match blanks {
            Blanks::None => false,
            Blanks::Totals => outcome_total,
            Blanks::Zeros => *count == 0,
        };
        let right = (!blank).then(|| Decimal::from(*count));
        let value = match wrong {
            Some((other, value)) if other == field => Some(Decimal::from(value)),
            _ => right,
        };
        let raw = value.map(|value| value.to_string()).unwrap_or_default();
        report.facts.insert(field, Fact { value, raw, at: None }).unwrap();
    }
    report
}
