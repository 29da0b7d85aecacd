use nianbao_core::{Block, Line, Role};

use super::*;

fn said(text: &str, edition: Edition, year: u16) -> Vec<(String, String)> {
    said_for(text, edition, year, "白石区人民政府")
}

pub(super) fn said_for(
    text: &str,
    edition: Edition,
    year: u16,
    organ: &str,
) -> Vec<(String, String)> {
    let at = Place::Line(1);
    let blocks = [Block::Line(Line { text: text.to_owned(), role: Role::Text, at })];
    let lines = crate::lines::lines(&blocks);
    let own = Own { year: Some(year), organ: Some(organ) };
    let prose = read(lines.iter(), Some(edition), &own);
    let statements = prose.statements.into_iter();
    statements.map(|s| (s.field.id().to_owned(), s.value.to_string())).collect()
}

pub(super) fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn requests_of_a_year() {
    assert_eq!(
        said(
            "本年新收政府信息公开申请31件，上年结转2件，办理30件，剩余3件结转下一年度办理。",
            Edition::E2021,
            2022
        ),
        of(&[
            ("requests.received.total", "31"),
            ("requests.carried_in.total", "2"),
            ("requests.handled.total", "30"),
            ("requests.carried_out.total", "3"),
        ])
    );
}

#[test]
fn requests_in_other_words() {
    let cases: [(&str, &[(&str, &str)]); 5] = [
        (
            "收到公民、法人和其他组织提交的政府信息公开申请12件，比2020年的7件多。",
            &[("requests.received.total", "12")],
        ),
        (
            "共收到依申请公开政府信息12件，已答复9件。",
            &[("requests.received.total", "12"), ("requests.handled.total", "9")],
        ),
        (
            "作出予以公开决定的4件；作出部分公开决定的2件。",
            &[("requests.granted.total", "4"), ("requests.partial.total", "2")],
        ),
        ("截至2021年12月31日，本年度共主动公开政府信息80条。", &[("proactive.total", "80")]),
        ("依申请公开未收取任何信息处理费用。", &[("processing_fee.collected", "0")]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, Edition::E2021, 2021), of(expected), "{text}");
    }
}

#[test]
fn a_list_of_channels_is_none_of_them() {
    let text = "通过门户网站等各类载体主动公开政府信息70条。";
    assert_eq!(said(text, Edition::E2014, 2016), of(&[("proactive.total", "70")]));
    let text = "通过政府网站公开政府信息50条，通过政务微信公开8条。";
    assert_eq!(
        said(text, Edition::E2014, 2016),
        of(&[("proactive.channel.website", "50"), ("proactive.channel.wechat", "8")])
    );
}

#[test]
fn outcomes_belong_to_their_subject() {
    assert_eq!(
        said("被申请行政复议6件，结果维持4件，尚未审结2件；", Edition::E2019, 2020),
        of(&[("review.total", "6"), ("review.upheld", "4"), ("review.pending", "2")])
    );
    assert_eq!(
        said("复议后被提起行政诉讼3件，结果维持3件。", Edition::E2019, 2020),
        of(&[("litigation_after_review.total", "3"), ("litigation_after_review.upheld", "3")])
    );
}

#[test]
fn the_year_after_its_parts() {
    let text = "第三季度公开目录更新，全年主动公开政府信息达500条。";
    assert_eq!(said(text, Edition::E2019, 2020), of(&[("proactive.total", "500")]));
    let text = "2020年1月1日至2020年12月31日，主动公开政府信息500条。";
    assert_eq!(said(text, Edition::E2019, 2020), of(&[("proactive.total", "500")]));
}

#[test]
fn documents_belong_to_their_kind() {
    assert_eq!(
        said("制发规章2件，废止1件，现行有效20件。", Edition::E2021, 2022),
        of(&[
            ("disclosure.regulations.issued", "2"),
            ("disclosure.regulations.repealed", "1"),
            ("disclosure.regulations.in_force", "20"),
        ])
    );
}

#[test]
fn zero_in_words() {
    assert_eq!(
        said("本年度未发生因政府信息公开引起的行政复议和行政诉讼。", Edition::E2014, 2016),
        of(&[("review.total", "0"), ("litigation.total", "0")])
    );
    assert_eq!(
        said("未收到政府信息公开申请。", Edition::E2021, 2021),
        of(&[("requests.received.total", "0")])
    );
}

#[test]
fn what_is_no_statement() {
    for text in [
        "截至2020年底，主动公开政府信息33000条。",
        "主动公开政府信息近500条。",
        "主动公开政府信息500余条。",
        "2019年主动公开政府信息500条。",
        "公开依申请公开信息30条。",
        "办理人大代表建议和政协提案12件。",
        "主动公开政府信息较上年增加26条。",
        "无行政复议被纠错情况。",
        "平均每月主动公开政府信息40条。",
        "上半年，主动公开政府信息40条。",
        "全年公开步伐加快，第三季度主动公开政府信息40条。",
        "2018年至2020年，主动公开政府信息500条。",
        "力争主动公开政府信息40条。",
        "受理低保申请320件，办结300件。",
        "收到群众来信来访申请12件。",
        "没有收到费用减免申请。",
        "办理行政复议案件15件。",
        "办理政协提案予以公开12件。",
        "没有因公开不到位引发行政复议、行政诉讼被纠错的情况。",
        "本年度收到申请，较2019年的9件少。",
        "截至2020年底，累计主动公开政府信息33000条。",
    ] {
        assert_eq!(said(text, Edition::E2019, 2020), of(&[]), "{text}");
    }
}

#[test]
fn a_number_for_several_fields_is_a_claim() {
    let blocks = [Block::Line(Line {
        text: "予以公开及部分公开12件，不予公开3件。".to_owned(),
        role: Role::Text,
        at: Place::Line(7),
    })];
    let lines = crate::lines::lines(&blocks);
    let prose = read(lines.iter(), Some(Edition::E2019), &Own { year: Some(2020), organ: None });
    let claims: Vec<(usize, String)> =
        prose.claims.iter().map(|claim| (claim.fields.len(), claim.value.to_string())).collect();
    assert_eq!(claims, [(2, "12".to_owned()), (8, "3".to_owned())]);
    assert!(prose.statements.is_empty());
}

#[test]
fn what_is_no_statement_of_the_oldest_form() {
    for text in [
        "通过政府网站、微信等公开政府信息230条。",
        "通过政府网站和政务微博公开政府信息230条。",
        "举办农业技术培训班12次，培训农民800人次。",
        "收取诉讼费用300元。",
        "受理群众举报投诉300件。",
        "共办结提案33件，其中按时办结33件。",
    ] {
        assert_eq!(said(text, Edition::E2014, 2016), of(&[]), "{text}");
    }
}

#[test]
fn sums_over_years_are_not_of_the_year() {
    let cases: [(&str, &[(&str, &str)]); 7] = [
        ("截至2020年底累计主动公开政府信息900条，2020年度主动公开80条。", &[]),
        ("近三年共收到政府信息公开申请40件。", &[]),
        ("最近5年来，我局收到政府信息公开申请40件。", &[]),
        ("十三五期间共主动公开政府信息900条。", &[]),
        (
            "近三年共收到政府信息公开申请40件，2021年收到政府信息公开申请12件。",
            &[("requests.received.total", "12")],
        ),
        (
            "截至2021年12月31日累计主动公开政府信息900条，2021年度主动公开80条。",
            &[("proactive.total", "80")],
        ),
        (
            "附近两年级学校的信息由我局公开，本年收到政府信息公开申请3件。",
            &[("requests.received.total", "3")],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, Edition::E2021, 2021), of(expected), "{text}");
    }
}

#[test]
fn nothing_carried_over_is_a_zero() {
    assert_eq!(
        said("无上年结转申请，也没有结转下年度继续办理的申请。", Edition::E2021, 2021),
        of(&[("requests.carried_in.total", "0"), ("requests.carried_out.total", "0")])
    );
}

#[test]
fn a_sentence_that_opens_with_a_part_goes_on_with_the_one_before() {
    let text = "2012年新增主动公开政府信息214条。其中，通过政府网站公开183条，公开栏公示31条。";
    assert_eq!(
        said(text, Edition::E2014, 2012),
        of(&[("proactive.total", "214"), ("proactive.channel.website", "183")])
    );
    let text = "主动公开政府信息48条；通过门户网站发布40条；通过“白石发布”微信公众号公开8条。";
    assert_eq!(
        said(text, Edition::E2014, 2016),
        of(&[
            ("proactive.total", "48"),
            ("proactive.channel.website", "40"),
            ("proactive.channel.wechat", "8"),
        ])
    );
    let text = "主动公开政府信息48条。通过门户网站公开办事指南40条。";
    assert_eq!(said(text, Edition::E2014, 2016), of(&[("proactive.total", "48")]));
}

#[test]
fn channels_results_and_fees_in_other_words() {
    let cases: [(&str, &[(&str, &str)]); 6] = [
        (
            "主动公开政府信息6.3万条，其中政府公报公开36条，其他方式公开5条。",
            &[("proactive.channel.gazette", "36"), ("proactive.channel.other", "5")],
        ),
        (
            "举行新闻发布会4场，其中主要负责同志参加2次。",
            &[("response.press.total", "4"), ("response.press.chief", "2")],
        ),
        (
            "行政复议9件，其中维持5件、纠错3件、其他情形1件。",
            &[
                ("review.total", "9"),
                ("review.upheld", "5"),
                ("review.corrected", "3"),
                ("review.other", "1"),
            ],
        ),
        ("有1件行政复议，行政诉讼0件。", &[("review.total", "1"), ("litigation.total", "0")]),
        (
            "全年收到举报投诉2件，回应公众关注热点3次。",
            &[("complaints", "2"), ("response.total", "3")],
        ),
        ("受理行政复议申请的机关没有办理3件行政复议。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, Edition::E2014, 2016), of(expected), "{text}");
    }
    let text = "2020年未向申请人收取任何信息处理费用。";
    assert_eq!(said(text, Edition::E2019, 2020), of(&[("processing_fee.collected", "0")]));
}

#[test]
fn what_is_counted_behind_a_negation_is_not_nothing() {
    let cases: [(&str, &[(&str, &str)]); 6] = [
        (
            "没有因信息公开被申请行政复议，被提起行政诉讼4件。",
            &[("review.total", "0"), ("litigation.total", "4")],
        ),
        (
            "未发生行政复议，行政诉讼案件有一起。",
            &[("review.total", "0"), ("litigation.total", "1")],
        ),
        (
            "没有被申请行政复议，被提起行政诉讼的情况。",
            &[("review.total", "0"), ("litigation.total", "0")],
        ),
        (
            "被提起行政诉讼4件，没有被申请行政复议。",
            &[("litigation.total", "4"), ("review.total", "0")],
        ),
        ("未收到信函申请，收到网上申请7件。", &[]),
        ("未发生行政复议、举报投诉6件。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, Edition::E2021, 2021), of(expected), "{text}");
    }
}

#[test]
fn other_times_than_the_year_of_the_report() {
    for text in [
        "上一年度收到政府信息公开申请17件。",
        "去年，我局收到政府信息公开申请17件，办结16件。",
        "去年，我局收到政府信息公开申请17件；办结16件。",
        "历年累计收到政府信息公开申请170件；办结160件。",
        "上年结转和新收政府信息公开申请共17件。",
        "收到政府信息公开申请17件（2020年）。",
        "1至6月主动公开政府信息310条。",
        "2021年1-11月，我局主动公开政府信息310条。",
        "2021年1月1日至9月30日，主动公开政府信息310条。",
        "今年上半年主动公开政府信息310条。",
        "前三季度，主动公开政府信息310条；收到政府信息公开申请17件。",
        "截至9月底，本年度共主动公开政府信息310条。",
        "前11个月主动公开政府信息310条。",
        "11月份主动公开政府信息310条。",
        "2021年11月，主动公开政府信息310条。",
        "每月主动公开政府信息31条。",
        "宣传周期间，主动公开政府信息31条。",
        "明年主动公开政府信息310条。",
    ] {
        assert_eq!(said(text, Edition::E2021, 2021), of(&[]), "{text}");
    }
}

#[test]
fn the_year_of_the_report_beside_other_times() {
    for text in [
        "2021年1-12月，我局收到政府信息公开申请17件。",
        "2021年1月1日至12月31日，收到政府信息公开申请17件。",
        "上半年6件，全年收到政府信息公开申请17件。",
        "与去年相比今年收到政府信息公开申请17件。",
        "上年为19件，收到政府信息公开申请17件。",
        "2020年为19件，收到政府信息公开申请17件。",
        "收到政府信息公开申请17件（同比下降9%）。",
        "收到政府信息公开申请17件（去年同期为19件）。",
        "对上年度报告指出的问题逐项整改，收到政府信息公开申请17件。",
        "上一年度收到政府信息公开申请19件，2021年收到政府信息公开申请17件。",
        "5月9日，新平台上线，收到政府信息公开申请17件。",
    ] {
        let expected = of(&[("requests.received.total", "17")]);
        assert_eq!(said(text, Edition::E2021, 2021), expected, "{text}");
    }
}

#[test]
fn a_number_that_a_list_shares_is_of_none_of_it() {
    let cases: [(&str, &[(&str, &str)]); 6] = [
        ("信访、行政诉讼共5件。", &[]),
        ("作出行政许可、行政处罚决定64件。", &[]),
        (
            "收到政府信息公开申请9件，其中自然人、商业企业申请8件。",
            &[("requests.received.total", "9")],
        ),
        ("受理并答复政府信息公开申请9件。", &[("requests.received.total", "9")]),
        (
            "收到政府信息公开申请9件（含上年结转1件），办结8件。",
            &[("requests.carried_in.total", "1"), ("requests.handled.total", "8")],
        ),
        (
            "收到政府信息公开申请9件，其中上年结转1件，本年新收8件。",
            &[("requests.carried_in.total", "1"), ("requests.received.total", "8")],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, Edition::E2021, 2021), of(expected), "{text}");
    }
    let together = ["行政复议、行政诉讼共5件。", "复议诉讼案件5件。", "行政复议，行政诉讼共5件。"];
    for text in together {
        let lines = crate::lines::lines(&crate::lines::blocks_of(&[text]));
        let prose =
            read(lines.iter(), Some(Edition::E2021), &Own { year: Some(2021), organ: None });
        assert!(prose.statements.is_empty(), "{text}");
        let fields: Vec<&str> = prose.claims[0].fields.iter().map(|field| field.id()).collect();
        assert_eq!(fields, ["review.total", "litigation.total"], "{text}");
    }
}

#[test]
fn rows_of_a_table_are_no_sentences() {
    let texts = [
        "（一）予以公开5件 1件 6件",
        "（二）部分公开2件",
        "（七）总计 7件 1件 8件 四、结转下年度继续办理 1件 0件 1件",
        "全年收到政府信息公开申请9件。",
    ];
    let lines = crate::lines::lines(&crate::lines::blocks_of(&texts));
    let prose = read(lines.iter(), Some(Edition::E2021), &Own { year: Some(2021), organ: None });
    let said: Vec<&str> = prose.statements.iter().map(|said| said.field.id()).collect();
    assert_eq!(said, ["requests.received.total"]);
}
