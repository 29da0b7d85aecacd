//! What a cell can hold, and what it cannot.

use super::*;

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

fn number(text: &str) -> Value {
    Value::Number(Decimal::from_str(text).unwrap())
}

#[test]
fn counts() {
    let count = |text| read(text, field("review.total"), None);
    for (text, value) in [
        ("0", "0"),
        (" １２，３４５ ", "12345"),
        ("13 500件", "13500"),
        ("86项", "86"),
        ("5①", "5"),
        ("22（其中修订16件）", "22"),
        ("3.0", "3"),
        ("-3", "-3"),
        ("\u{2212}12", "-12"),
        ("4\u{200b}7", "47"),
        ("\u{feff}2\u{ad}06\u{2060}件", "206"),
    ] {
        assert_eq!(count(text), number(value), "{text}");
    }
    for text in ["", "\u{a0}", "/", "－", "——", "无", "？"] {
        assert_eq!(count(text), Value::Blank, "{text}");
    }
    for text in [
        "约5",
        "1,23",
        "三",
        "5万元",
        "1-2",
        "50%",
        "增加2",
        "3\n5",
        "1 3612",
        "4 \u{200b}7",
        "4\n\u{feff}7",
        "1\n234",
        "1\n 234",
        "12 34件",
        "3（注）5",
        "10 00",
        "3人",
        "3家",
        "3（人）",
        "- 3",
        "-0",
        "—3",
        "－3",
        "3（2020年）",
        "5万件",
        "2类",
    ] {
        assert_eq!(count(text), Value::Unreadable, "{text}");
    }
    assert_eq!(count("13000000（预算"), Value::Cut);
}

#[test]
fn changes() {
    let change = |text| read(text, field("disclosure.licensing.items_change"), None);
    for (text, value) in [
        ("+19", "19"),
        ("-8", "-8"),
        ("增加3", "3"),
        ("减 38", "-38"),
        ("新增21项", "21"),
        ("+0", "0"),
    ] {
        assert_eq!(change(text), number(value), "{text}");
    }
    assert_eq!(change("+(0) -(0)"), Value::Unreadable);
}

#[test]
fn amounts_are_in_ten_thousands() {
    let amount = |text, unit| read(text, field("disclosure.procurement.amount"), unit);
    assert_eq!(amount("251000元", None), number("25.1"));
    assert_eq!(amount("51.1082万元", Some(MoneyUnit::Yuan)), number("51.1082"));
    assert_eq!(amount("1.5亿元", None), number("15000"));
    assert_eq!(amount("477.350", Some(MoneyUnit::TenThousand)), number("477.35"));
    assert_eq!(amount("12（万元）", Some(MoneyUnit::Yuan)), number("12"));
    assert_eq!(amount("12（其中2元）", Some(MoneyUnit::TenThousand)), number("12"));
    assert_eq!(amount("8040", None), Value::UnitMissing);
    assert_eq!(amount("0.00", None), number("0"));
    assert_eq!(read("3", field("disclosure.fees.amount"), None), Value::UnitMissing);
}

#[test]
fn people_and_bodies_are_counted_by_their_own_words() {
    let read_as = |text, id| read(text, field(id), None);
    for (text, value) in [("3人", "3"), ("3名", "3"), ("12人次", "12"), ("3", "3")] {
        assert_eq!(read_as(text, "capacity.staff.total"), number(value), "{text}");
        assert_eq!(read_as(text, "training.attendees"), number(value), "{text}");
    }
    for text in ["3个", "3家", "3处", "3件"] {
        assert_eq!(read_as(text, "capacity.offices"), number("3"), "{text}");
        assert_eq!(read_as(text, "capacity.staff.total"), Value::Unreadable, "{text}");
    }
    assert_eq!(read_as("3人", "capacity.offices"), Value::Unreadable);
}

#[test]
fn the_raw_text_is_the_cell_on_one_line() {
    assert_eq!(raw(" 1\u{a0}2 \n 件\u{3000}"), "1 2 件");
    assert_eq!(raw("/"), "/");
    assert_eq!(raw(BLANK), "");
    assert_eq!(raw("\u{3000}\u{a0}"), "");
}

#[test]
fn marks_for_nothing_are_blank() {
    for text in ["", " \u{a0}", "/", "——", "无", "無", "空", "无此项", "无数据", "-/-", "...", "＿"]
    {
        assert!(is_blank(text), "{text}");
    }
    for text in ["0", "-0", "无锡", "未", "空格", "/3", "十", "件"] {
        assert!(!is_blank(text), "{text}");
    }
}

/// What is looked for first must let everything through that is looked at behind it.
#[test]
fn a_value_is_told_from_words() {
    for text in [
        "0",
        "１２",
        " 1,234 ",
        "3.5",
        "+19",
        "-8",
        "减38",
        "增加 3",
        "新增21项",
        "少5",
        "12万元",
        "5亿",
        "3元",
        "12（万元）",
        "22（其中修订16件）",
        "5①",
        "3*",
        "2类",
        "3家",
        "3人次",
        "7?",
        "/",
        "—",
        "无",
        "(5)3",
    ] {
        assert!(looks_like_value(text), "{text}");
    }
    for text in [
        "本年新收",
        "三",
        "3月",
        "2021年",
        "第3条",
        "5%",
        "约5",
        "3.件",
        "增加",
        "+",
        "5万件",
        "1、总体",
        "无锡市",
        "(一)",
        "3件5项",
    ] {
        assert!(!looks_like_value(text), "{text}");
    }
    let long = |length: usize| format!("5（{}）", "注".repeat(length));
    assert!(looks_like_value(&long(LONGEST_VALUE / 3 - 3)));
    assert!(!looks_like_value(&long(LONGEST_VALUE / 3)), "longer than any value");
}
