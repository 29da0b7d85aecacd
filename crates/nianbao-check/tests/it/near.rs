//! Reports that nearly break a rule, and those that do: the edge of each rule that is no sum.

use nianbao_check::{Series, Severity, check};
use nianbao_core::{
    Claim, Date, Decimal, Edition, Extra, Fact, FieldId, Place, Report, Section, Statement,
};

use crate::told::with as report;

fn id(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap_or_else(|| panic!("no field {id}"))
}

fn say(mut report: Report, field: &str, value: &str, text: &str) -> Report {
    let value = value.parse().unwrap();
    report.statements.push(Statement { field: id(field), value, text: text.to_owned(), at: None });
    report
}

fn prose(mut report: Report, text: &str) -> Report {
    let paragraphs = vec![text.to_owned()];
    report.sections.push(Section { number: Some(1), heading: None, paragraphs });
    report
}

/// The severity with which a rule finds something in a report.
fn found(report: &Report, rule: &str) -> Option<Severity> {
    check(report).iter().find(|finding| finding.rule == rule).map(|finding| finding.severity)
}

/// Whether a rule finds something between reports.
fn between(reports: &[Report], rule: &str) -> bool {
    let mut series = Series::default();
    for report in reports {
        series.push(report);
    }
    series.findings().any(|(_, finding)| finding.rule == rule)
}

fn of_year(year: u16, cells: &[(&str, &str)]) -> Report {
    let form = Some(Edition::for_year(year));
    Report { organ: Some("青禾县水务局".to_owned()), year: Some(year), form, ..report(cells) }
}

#[test]
fn blanks_that_could_mend_a_sum_do_not_break_it() {
    let rule = "requests.balance";
    let column = |received: &str, carried_in: &str, handled: &str, carried_out: &str| {
        let rows = ["received", "carried_in", "handled", "carried_out"];
        let ids = rows.map(|row| format!("requests.{row}.legal"));
        let cells = [received, carried_in, handled, carried_out];
        let pairs: Vec<(&str, &str)> = ids.iter().map(String::as_str).zip(cells).collect();
        found(&report(&pairs), rule)
    };
    assert_eq!(column("5", "/", "5", "/"), None);
    assert_eq!(column("5", "/", "7", "0"), None, "two may have been carried in");
    assert_eq!(column("5", "0", "3", "/"), None, "two may have been carried out");
    assert_eq!(column("5", "0", "7", "/"), Some(Severity::Error), "no count mends this");
    assert_eq!(column("/", "/", "/", "/"), None);
    assert_eq!(column("5", "0", "4", "0"), Some(Severity::Error));
}

#[test]
fn more_than_the_whole_is_an_error_and_less_a_warning_in_2014() {
    let review = |total: &str| {
        let cells = [
            ("review.upheld", "2"),
            ("review.corrected", "1"),
            ("review.other", "0"),
            ("review.total", total),
        ];
        found(&Report { form: Some(Edition::E2014), ..report(&cells) }, "review.total")
    };
    let severities = ["2", "3", "4", "/"].map(review);
    assert_eq!(severities, [Some(Severity::Error), None, Some(Severity::Warning), None]);
}

#[test]
fn a_channel_may_be_all_that_was_published() {
    let published = |total: &str| {
        let channels = ["gazette", "website", "weibo", "wechat", "other"];
        let ids = channels.map(|channel| format!("proactive.channel.{channel}"));
        let counts = ["0", "40", "0", "30", "0"];
        let mut cells: Vec<(&str, &str)> = ids.iter().map(String::as_str).zip(counts).collect();
        cells.push(("proactive.total", total));
        found(&Report { form: Some(Edition::E2014), ..report(&cells) }, "proactive.total")
    };
    let severities = ["39", "40", "70", "71"].map(published);
    let warned = Some(Severity::Warning);
    assert_eq!(severities, [warned, None, None, warned]);
}

#[test]
fn a_statement_passes_if_it_fits_any_reading() {
    let rule = "statement.mismatch";
    let tables = || {
        report(&[
            ("requests.received.total", "10"),
            ("requests.carried_in.total", "2"),
            ("review.pending", "1"),
            ("review.total", "4"),
            ("litigation_direct.pending", "0"),
            ("litigation_direct.total", "3"),
            ("litigation_after_review.pending", "2"),
            ("litigation_after_review.total", "5"),
        ])
    };
    let said =
        |field: &str, value: &str| found(&say(tables(), field, value, "有若干件"), rule).is_some();
    let passing = |field: &str, values: &[&str]| {
        (0..20).map(|n: i32| n.to_string()).filter(|n| !said(field, n)).collect::<Vec<_>>()
            == values
    };
    assert!(passing("requests.received.total", &["10", "12"]));
    assert!(passing("review.total", &["3", "4"]));
    assert!(passing("litigation.total", &["6", "8"]));
    assert!(!said("requests.handled.total", "99"), "the table has no such cell");
    let both = |value: i64| {
        let mut report = tables();
        let fields = vec![id("review.total"), id("litigation.total")];
        let value = Decimal::from(value);
        report.claims.push(Claim { fields, value, text: "复议诉讼".to_owned(), at: None });
        found(&report, rule).is_some()
    };
    assert_eq!([8, 9, 12].map(both), [true, false, false], "without the pending it is nine");
}

#[test]
fn a_total_that_is_not_printed_is_the_sum_of_its_parts() {
    let kinds = ["natural", "business", "research", "nonprofit", "legal", "other_org"];
    let ids = kinds.map(|kind| format!("requests.granted.{kind}"));
    let cells: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "2")).collect();
    let said = |value| {
        found(
            &say(report(&cells), "requests.granted.total", value, "予以公开若干件"),
            "statement.mismatch",
        )
    };
    assert_eq!((said("12"), said("13")), (None, Some(Severity::Warning)));
}

#[test]
fn shares_and_breakdowns_are_read_with_care() {
    let tables = || {
        let report = report(&[
            ("requests.received.total", "120"),
            ("requests.carried_in.total", "0"),
            ("requests.handled.total", "118"),
            ("requests.granted.total", "40"),
        ]);
        let report = say(report, "requests.granted.total", "40", "予以公开40件");
        say(report, "requests.received.total", "120", "收到申请120件")
    };
    let wrong = |text: &str| found(&prose(tables(), text), "statement.mismatch").is_some();
    for text in [
        "予以公开40件，占33.9%。",
        "予以公开40件（占办结总数的33.8%）。",
        "予以公开40件，占收到申请的33%。",
        "予以公开40件，同比增长5%。",
        "收到申请120件（自然人100件，商业企业20件）。",
        "收到申请120件（其中网络申请90件、信函申请10件）。",
        "收到申请120件（含上年结转2件、转办3件）。",
        "收到申请120件（均已办结）。",
    ] {
        assert!(!wrong(text), "{text}");
    }
    for text in [
        "予以公开40件，占35%。",
        "予以公开40件，占办结总数的34.0%。",
        "收到申请120件（自然人100件，商业企业30件）。",
        "收到申请120件（其中网络申请90件、信函申请80件）。",
    ] {
        assert!(wrong(text), "{text}");
    }
}

#[test]
fn zeros_are_worth_a_look_only_where_nothing_else_is() {
    let zeros = [("requests.received.natural", "0"), ("requests.received.total", "0")];
    let some = [("review.upheld", "1"), ("review.total", "1")];
    let rule = "form.all_zero";
    assert_eq!(found(&report(&zeros), rule), Some(Severity::Info));
    assert_eq!(found(&report(&[zeros, some].concat()), rule), None);
    let zero_behind = [("review.upheld", "1"), ("review.total", "0")];
    assert_eq!(found(&report(&zero_behind), rule), None);
    let said = say(report(&zeros), "requests.received.total", "0", "未收到申请");
    assert_eq!(found(&said, rule), Some(Severity::Info));
    let said = say(report(&zeros), "requests.received.total", "3", "收到申请3件");
    assert_eq!(found(&said, rule), Some(Severity::Warning));
}

#[test]
fn the_day_depends_on_the_organ_and_the_year() {
    let late = |organ: &str, year: u16, (month, day): (u8, u8)| {
        let published = Date::new(year + 1, month, day);
        let organ = Some(organ.to_owned());
        found(&Report { organ, year: Some(year), published, ..Report::default() }, "report.late")
            .is_some()
    };
    assert!(!late("青禾县水务局", 2022, (1, 31)) && late("青禾县水务局", 2022, (2, 1)));
    assert!(!late("青禾县水务局", 2018, (3, 31)) && late("青禾县水务局", 2018, (4, 1)));
    assert!(!late("青禾县人民政府", 2022, (3, 31)) && late("青禾县人民政府", 2022, (4, 1)));
    assert!(!late("青禾县白沙镇人民政府", 2022, (6, 1)));
}

#[test]
fn counts_are_whole_and_amounts_need_not_be() {
    let value = |field: &str, value: &str| {
        let report = report(&[(field, value)]);
        check(&report).iter().map(|one| one.rule).find(|rule| rule.starts_with("value."))
    };
    assert_eq!(value("disclosure.fees.amount", "25.1"), None);
    assert_eq!(value("disclosure.licensing.decisions", "25.0"), None);
    assert_eq!(value("disclosure.licensing.decisions", "25.1"), Some("value.fraction"));
    assert_eq!(value("disclosure.licensing.items_change", "-3"), None);
    assert_eq!(value("disclosure.licensing.items_previous", "-3"), Some("value.negative"));
}

#[test]
fn the_sums_say_what_a_fraction_should_have_been() {
    let direct = |pending: &str| {
        let parts =
            ["upheld", "corrected", "other"].map(|part| format!("litigation_direct.{part}"));
        let mut cells: Vec<(&str, &str)> =
            parts.iter().map(String::as_str).zip(["2", "1", "0"]).collect();
        cells.extend([("litigation_direct.pending", pending), ("litigation_direct.total", "8")]);
        let findings = check(&report(&cells));
        let errors = findings.iter().filter(|one| one.severity == Severity::Error);
        assert_eq!(errors.map(|one| one.rule).collect::<Vec<_>>(), ["value.fraction"]);
        findings[0].suggest.map(|change| (change.at.id(), change.value.to_string()))
    };
    assert_eq!(direct("5.1"), Some(("litigation_direct.pending", "5".to_owned())));
}

#[test]
fn amounts_are_suspected_for_a_factor_of_ten_thousand_only() {
    let fees = |was: &str, is: &str| {
        let year = |year, value: &str| of_year(year, &[("disclosure.fees.amount", value)]);
        between(&[year(2021, was), year(2022, is)], "value.unit")
    };
    assert!(fees("25.1", "251000") && fees("20", "241000"));
    assert!(!fees("25.1", "2510") && !fees("25.1", "25100000") && !fees("0", "251000"));
}

#[test]
fn what_is_carried_over_is_compared_where_both_years_print_it() {
    let (was, is) = ("requests.carried_out.legal", "requests.carried_in.legal");
    let broken = |a: &str, b: &str| {
        between(&[of_year(2020, &[(was, a)]), of_year(2021, &[(is, b)])], "years.carry_over")
    };
    assert!(broken("3", "2") && broken("0", "1"));
    assert!(!broken("3", "3") && !broken("/", "2") && !broken("3", "/"));
    let gap = [of_year(2020, &[(was, "3")]), of_year(2022, &[(is, "2")])];
    assert!(!between(&gap, "years.carry_over"), "a year is missing");
    let mut other = of_year(2021, &[(is, "2")]);
    other.organ = Some("青禾县教育局".to_owned());
    assert!(!between(&[of_year(2020, &[(was, "3")]), other], "years.carry_over"));
}

#[test]
fn documents_in_force_have_room_for_amendments() {
    let broken = |in_force: &str| {
        let before = of_year(2021, &[("disclosure.normative.in_force", "20")]);
        let now = of_year(
            2022,
            &[
                ("disclosure.normative.issued", "3"),
                ("disclosure.normative.repealed", "2"),
                ("disclosure.normative.in_force", in_force),
            ],
        );
        between(&[before, now], "years.in_force")
    };
    assert_eq!(["17", "18", "21", "22"].map(broken), [true, false, false, true]);
}

#[test]
fn jumps_start_from_a_number_that_is_not_small() {
    let jump = |a: &str, b: &str| {
        let year = |year, value: &str| of_year(year, &[("requests.received.total", value)]);
        between(&[year(2021, a), year(2022, b)], "years.jump")
    };
    assert!(jump("20", "101") && jump("100", "19"));
    assert!(!jump("20", "100") && !jump("100", "20") && !jump("19", "500"));
}

#[test]
fn zeros_and_other_figures_are_no_copy() {
    let copied = |a: &[(&str, &str)], b: &[(&str, &str)]| {
        between(&[of_year(2021, a), of_year(2022, b)], "years.copied")
    };
    let some = [("review.total", "3"), ("complaints", "1")];
    assert!(copied(&some, &some));
    assert!(!copied(&[("review.total", "0")], &[("review.total", "0")]));
    assert!(!copied(&some, &some[..1]));
    let text: String = ('一'..'龥').step_by(31).collect();
    let with = |year, text: &str| prose(of_year(year, &[]), text);
    let changed = text.replacen('一', "本单位于2021年完成了新的工作部署并予以公布", 1);
    assert!(between(&[with(2021, &text), with(2022, &text)], "years.copied"));
    let half: String = text.chars().take(330).chain(('㐀'..'䶵').step_by(20)).collect();
    assert!(!between(&[with(2021, &changed), with(2022, &half)], "years.copied"));
}

#[test]
fn a_subtotal_of_the_pages_own_is_of_the_group_it_stands_in() {
    let items = ["not_held", "needs_creation", "unclear"];
    let columns = ["natural", "business", "research", "nonprofit", "legal", "other_org", "total"];
    let page = |label: &str, sum: &str| {
        let mut report = report(&[]);
        for (row, item) in (4..).zip(items) {
            for column in columns {
                let at = Some(Place::Cell { table: 2, row, column: 3 });
                let fact = Fact { value: Some(Decimal::ONE), raw: "1".to_owned(), at };
                report
                    .facts
                    .insert(id(&format!("requests.unavailable.{item}.{column}")), fact)
                    .unwrap();
            }
        }
        let mut cells = vec![label.to_owned()];
        cells.extend(columns.map(|_| sum.to_owned()));
        let at = Some(Place::Cell { table: 2, row: 7, column: 1 });
        report.extras.push(Extra { cells, at });
        found(&report, "requests.group_total")
    };
    for label in ["小计", "（四）无法提供合计"] {
        assert_eq!(
            (page(label, "3"), page(label, "4")),
            (None, Some(Severity::Warning)),
            "{label}"
        );
    }
    assert_eq!(page("其他主动公开文件", "4"), None);
}

#[test]
fn hostile_numbers_do_not_overflow() {
    let huge = Decimal::MAX.to_string();
    let cells: Vec<(&str, &str)> =
        FieldId::all().map(|field| (field.id(), huge.as_str())).collect();
    let reports = Edition::ALL.map(|form| {
        let mut report = Report { form: Some(form), ..of_year(2022, &cells) };
        report
            .facts
            .insert(id("complaints"), Fact { value: None, raw: String::new(), at: None })
            .unwrap_err();
        let text = format!("予以公开{huge}件，占99999999999999999999999999999999999999999%");
        prose(say(report, "requests.granted.total", &huge, &format!("予以公开{huge}件")), &text)
    });
    for report in &reports {
        check(report);
    }
    between(&reports, "");
}
