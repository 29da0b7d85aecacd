//! The numbers of a report: every sum of the form holds, and what is carried over from year to
//! year is the same in both.

use std::collections::BTreeMap;

use nianbao::{Decimal, Edition, FieldId};

use crate::dice::Dice;

/// What stands in the cells, by field id.
pub type Figures = BTreeMap<&'static str, Decimal>;

const APPLICANTS: [&str; 6] =
    ["natural", "business", "research", "nonprofit", "legal", "other_org"];

/// The figures of a year, after those of the year before if there are any. `size` is how large the
/// organ is.
pub(super) fn draw(
    edition: Edition,
    size: usize,
    before: Option<&Figures>,
    dice: &mut Dice,
) -> Figures {
    let mut draw = Draw { edition, size, before, dice, figures: Figures::new() };
    if edition == Edition::E2014 {
        draw.table_of_2014();
    } else {
        draw.disclosure();
        draw.requests();
        for group in ["review", "litigation_direct", "litigation_after_review"] {
            let parts = ["upheld", "corrected", "other", "pending"];
            draw.total(&format!("{group}.total"), parts.map(|part| format!("{group}.{part}")), 3);
        }
    }
    draw.figures
}

struct Draw<'a> {
    edition: Edition,
    size: usize,
    before: Option<&'a Figures>,
    dice: &'a mut Dice,
    figures: Figures,
}

impl Draw<'_> {
    /// A number that is mostly small, and 0 as often as on pages.
    fn number(&mut self, scale: usize) -> i64 {
        if self.dice.percent(45) {
            return 0;
        }
        let most = 1 + scale * self.size * self.size;
        i64::try_from(self.dice.below(most)).unwrap_or_default()
    }

    fn set(&mut self, id: &str, number: i64) {
        self.put(id, Decimal::from(number));
    }

    /// Fields that the edition does not have are left out.
    fn put(&mut self, id: &str, value: Decimal) {
        if let Some(field) = FieldId::from_id(id).filter(|field| field.is_in(self.edition)) {
            self.figures.insert(field.id(), value);
        }
    }

    fn amount(&mut self, id: &str) {
        let cents = self.number(9_000);
        self.put(id, Decimal::new(cents, 2).normalize());
    }

    /// Parts and their sum.
    fn total<const N: usize>(&mut self, total: &str, parts: [String; N], scale: usize) -> i64 {
        let mut sum = 0;
        for part in parts {
            let number = self.number(scale);
            sum += number;
            self.set(&part, number);
        }
        self.set(total, sum);
        sum
    }

    fn last(&self, id: &str) -> Option<i64> {
        i64::try_from(self.before?.get(id)?.trunc()).ok()
    }

    fn disclosure(&mut self) {
        for kind in ["regulations", "normative"] {
            let of = |what: &str| format!("disclosure.{kind}.{what}");
            let (issued, repealed) = (self.number(4), self.number(1));
            let before = self.last(&of("in_force")).unwrap_or_else(|| 50 + self.number(20));
            let repealed = repealed.min(before);
            self.set(&of("issued"), issued);
            self.set(&of("repealed"), repealed);
            self.set(&of("in_force"), before - repealed + issued);
            self.set(&of("made"), issued);
            self.set(&of("published"), issued);
            let public = self.last(&of("public_total")).unwrap_or_else(|| self.number(20));
            self.set(&of("public_total"), public + issued);
        }
        for kind in ["licensing", "other_services", "penalties", "coercion", "fees"] {
            let of = |what: &str| format!("disclosure.{kind}.{what}");
            let previous = match (self.last(&of("items_previous")), self.last(&of("items_change")))
            {
                (Some(items), Some(change)) => items + change,
                _ => 10 + self.number(20),
            };
            let change = self.number(1) - self.number(1).min(previous);
            self.set(&of("items_previous"), previous);
            self.set(&of("items_change"), change);
            let decisions = self.number(300);
            self.set(&of("decisions"), decisions);
        }
        self.amount("disclosure.fees.amount");
        let projects = self.number(5);
        self.set("disclosure.procurement.projects", projects);
        self.amount("disclosure.procurement.amount");
    }

    fn requests(&mut self) {
        let outcomes = outcomes(self.edition);
        let mut totals: BTreeMap<String, i64> = BTreeMap::new();
        for applicant in APPLICANTS {
            let scale = if applicant == "natural" { 12 } else { 1 };
            let received = self.number(scale);
            let carried_in = self.last(&format!("requests.carried_out.{applicant}"));
            let carried_in = carried_in.unwrap_or_else(|| self.number(scale) / 8);
            let carried_out = (self.number(scale) / 8).min(received + carried_in);
            let handled = received + carried_in - carried_out;
            let mut cells = vec![
                ("received", received),
                ("carried_in", carried_in),
                ("handled", handled),
                ("carried_out", carried_out),
            ];
            cells.extend(self.spread(handled, &outcomes));
            for (row, number) in cells {
                self.set(&format!("requests.{row}.{applicant}"), number);
                *totals.entry(format!("requests.{row}.total")).or_default() += number;
            }
        }
        for (id, total) in totals {
            self.set(&id, total);
        }
    }

    /// Parts of a number, by chance.
    fn spread<'s>(&mut self, whole: i64, over: &[&'s str]) -> Vec<(&'s str, i64)> {
        let mut left = whole;
        let mut parts: Vec<_> = over.iter().map(|row| (*row, 0)).collect();
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(1 + self.size * self.size);
            let part = 1 + i64::try_from(self.dice.below(most)).unwrap_or_default();
            let index = self.dice.below(parts.len());
            parts[index].1 += part;
            left -= part;
        }
        parts
    }

    fn table_of_2014(&mut self) {
        let under = |group: &str, parts: &[&str]| -> Vec<String> {
            parts.iter().map(|part| format!("{group}.{part}")).collect()
        };
        for field in FieldId::all().filter(|field| field.is_in(Edition::E2014)) {
            if field.is_amount() {
                self.amount(field.id());
            } else {
                let number = self.number(20);
                self.set(field.id(), number);
            }
        }
        let channels =
            under("proactive.channel", &["gazette", "website", "weibo", "wechat", "other"]);
        self.sum("proactive.total", &channels);
        self.at_most("proactive.normative_published", "proactive.normative_issued");
        self.at_most("proactive.normative_published", "proactive.total");
        self.at_most("response.press.chief", "response.press.total");
        self.at_most("response.interview.chief", "response.interview.total");
        let ways = under("applications.received", &["in_person", "fax", "online", "letter"]);
        self.sum("applications.received.total", &ways);
        self.sum(
            "applications.closed.total",
            &under("applications.closed", &["on_time", "extended"]),
        );
        let refused = [
            "state_secret",
            "trade_secret",
            "privacy",
            "security_stability",
            "not_government_information",
            "other_law",
        ];
        self.sum(
            "applications.replied.refused.total",
            &under("applications.replied.refused", &refused),
        );
        let replied = [
            "already_public",
            "granted",
            "partial",
            "refused.total",
            "not_this_agency",
            "not_exist",
            "asked_to_amend",
            "other_channel",
        ];
        self.sum("applications.replied.total", &under("applications.replied", &replied));
        for group in ["review", "litigation"] {
            self.sum(&format!("{group}.total"), &under(group, &["upheld", "corrected", "other"]));
        }
        self.sum("capacity.staff.total", &under("capacity.staff", &["full_time", "part_time"]));
    }

    fn sum(&mut self, total: &str, parts: &[String]) {
        let sum = parts.iter().filter_map(|part| self.figures.get(&**part)).sum();
        self.put(total, sum);
    }

    fn at_most(&mut self, part: &str, whole: &str) {
        if let (Some(a), Some(b)) = (self.figures.get(part), self.figures.get(whole)) {
            let least = *a.min(b);
            self.put(part, least);
        }
    }
}

/// The rows of section 3 that a request can end in.
fn outcomes(edition: Edition) -> Vec<&'static str> {
    let rows = FieldId::all()
        .filter(|field| field.is_in(edition))
        .filter_map(|field| field.id().strip_prefix("requests.")?.strip_suffix(".natural"));
    rows.filter(|row| !["received", "carried_in", "handled", "carried_out"].contains(row)).collect()
}
