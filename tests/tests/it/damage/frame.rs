//! Around the report: titles, dates, navigation, other years.

use crate::damage::{Damage, any};
use crate::dice::Dice;
use crate::page::{Page, Piece};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "frame.navigation",
        seen: "navigation, sharing and font-size junk before the title",
        fits: any,
        act: navigation,
    },
    Damage {
        name: "frame.calendar",
        seen: "a calendar of numbers beside the page",
        fits: any,
        act: calendar,
    },
    Damage {
        name: "frame.counters",
        seen: "浏览次数, 字体, 打印, numbers behind the report",
        fits: any,
        act: counters,
    },
    Damage {
        name: "frame.related",
        seen: "related links incl. another year's title",
        fits: any,
        act: related,
    },
    Damage {
        name: "frame.labels",
        seen: "a menu of words that are labels of the form",
        fits: any,
        act: menu,
    },
    Damage {
        name: "frame.contents",
        seen: "the contents list printed before the text",
        fits: any,
        act: contents,
    },
    Damage {
        name: "title.form",
        seen: "the order varies: 2019年X…, X2019年…, X…（2019年度）, 年报, 报 告",
        fits: any,
        act: title_form,
    },
    Damage {
        name: "title.lines",
        seen: "title over two lines, broken anywhere",
        fits: any,
        act: title_lines,
    },
    Damage { name: "title.twice", seen: "title twice", fits: any, act: title_twice },
    Damage { name: "title.absent", seen: "title absent", fits: any, act: title_absent },
    Damage {
        name: "title.marks",
        seen: "【2019】 in front, `.docx` or ` |` behind",
        fits: any,
        act: title_marks,
    },
    Damage {
        name: "date.block",
        seen: "索引号, 发布机构, 文号 as label and value on separate lines",
        fits: any,
        act: block,
    },
    Damage {
        name: "date.years",
        seen: "published years after the year reported; 成文, 生成 months apart",
        fits: any,
        act: years,
    },
    Damage {
        name: "prose.numbers",
        seen: "prose that names figures beside the tables",
        fits: any,
        act: prose,
    },
    Damage {
        name: "prose.list", seen: "a list 一、…六、 inside section 一", fits: any, act: list
    },
    Damage {
        name: "headings.other",
        seen: "总体概述, 主要问题和改进措施; numbers skip or are followed by a space",
        fits: any,
        act: headings,
    },
];

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn navigation(page: &mut Page, _: &mut Dice) {
    page.above.extend(lines(&[
        "首页",
        "首页 > 政务公开 > 政府信息公开年报",
        "字体：[大 中 小]",
        "分享到：",
        "打印 关闭",
    ]));
    page.below.extend(lines(&[
        "上一篇：没有了",
        "主办单位：信息中心 邮编：777000",
        "网站地图 | 联系我们",
    ]));
}

fn calendar(page: &mut Page, dice: &mut Dice) {
    let days: Vec<String> = (1..=31).map(|day: u32| day.to_string()).collect();
    if dice.percent(50) {
        page.above.extend(days);
    } else {
        page.below.extend(days);
    }
}

fn counters(page: &mut Page, _: &mut Dice) {
    page.meta.extend(lines(&["浏览次数：", "7777", "字体：大 中 小"]));
    page.below.extend(lines(&["7771", "浏览次数：7772次", "7773"]));
}

fn related(page: &mut Page, dice: &mut Dice) {
    let other = page.year - 1;
    let link = format!("{}{other}年政府信息公开工作年度报告", page.organ);
    if dice.percent(50) {
        page.below.extend([format!("上一条：{link}"), "相关链接".to_owned()]);
    } else {
        page.above.push(format!("下一条：{link}"));
    }
}

fn menu(page: &mut Page, _: &mut Dice) {
    page.above.extend(lines(&["规章", "规范性文件", "行政许可", "行政处罚", "其他", "总计", "12"]));
    page.below.extend(lines(&["行政许可", "行政强制", "7777", "总计", "7778"]));
}

fn contents(page: &mut Page, _: &mut Dice) {
    let headings: Vec<String> = page
        .body
        .iter()
        .filter_map(|piece| match piece {
            Piece::Heading(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    for (index, text) in headings.into_iter().enumerate() {
        page.body.insert(index, Piece::Text(text));
    }
}

fn title_form(page: &mut Page, dice: &mut Dice) {
    let (organ, year) = (&page.organ, page.year);
    page.title = vec![match dice.below(7) {
        0 => format!("{year}年{organ}政府信息公开工作年度报告"),
        1 => format!("{organ}政府信息公开工作年度报告（{year}年度）"),
        2 => format!("{organ}{year}年政府信息公开年报"),
        3 => format!("{organ}{year}年度政府信息公开工作年度报 告"),
        4 => format!("{organ}关于{year}年政府信息公开工作的年度报告"),
        5 => format!("{organ}{year}年信息公开年度报告"),
        _ => format!("【{year}】{organ}政府信息公开年度工作报告"),
    }];
}

fn title_lines(page: &mut Page, dice: &mut Dice) {
    let Some(title) = page.title.first().cloned() else { return };
    let places: Vec<usize> = title.char_indices().skip(2).map(|(at, _)| at).collect();
    let at = *dice.pick(&places);
    page.title = vec![title[..at].to_owned(), title[at..].to_owned()];
}

fn title_twice(page: &mut Page, _: &mut Dice) {
    page.above.extend(page.title.clone());
}

fn title_absent(page: &mut Page, _: &mut Dice) {
    page.title.clear();
}

fn title_marks(page: &mut Page, dice: &mut Dice) {
    if let Some(title) = page.title.first_mut() {
        *title = match dice.below(3) {
            0 => format!("{title}.docx"),
            1 => format!("{title} |"),
            _ => format!("当前位置：首页 > {title}"),
        };
    }
}

fn block(page: &mut Page, _: &mut Dice) {
    page.meta = lines(&[
        "索 引 号：",
        "77777777-7/2023-00012",
        "发布机构：",
        &page.organ.clone(),
        "文号：",
        "发布日期：",
        "2023年01月18日来源:1",
    ]);
}

fn years(page: &mut Page, _: &mut Dice) {
    page.meta =
        lines(&["生成日期：2026-11-22", "成文日期：2016年3月1日", "发布时间：2025/01/20 10:11:12"]);
}

fn prose(page: &mut Page, dice: &mut Dice) {
    let at = 1 + dice.below(page.body.len());
    let texts = [
        "全年新收申请7771件，上年结转7772件，其中自然人申请7773件。",
        "主动公开政府信息7774条，行政许可7775件，行政处罚7776件。",
        "上一年度行政复议7777件、行政诉讼7778件。",
    ];
    page.body.insert(at, Piece::Text((*dice.pick(&texts)).to_owned()));
}

fn list(page: &mut Page, _: &mut Dice) {
    let items = ["一、抓组织。", "二、抓平台。", "三、抓培训。", "四、抓监督。"];
    let at = 2.min(page.body.len());
    page.body.splice(at..at, items.map(|text| Piece::Text(text.to_owned())));
}

fn headings(page: &mut Page, dice: &mut Dice) {
    for piece in &mut page.body {
        let Piece::Heading(text) = piece else { continue };
        *text = text
            .replace("总体情况", "总体概述")
            .replace("存在的主要问题及改进情况", "主要问题和改进措施");
        if dice.percent(50) {
            let mark = *dice.pick(&[" ", "：", "．"]);
            *text = text.replacen('、', mark, 1);
        }
    }
}
