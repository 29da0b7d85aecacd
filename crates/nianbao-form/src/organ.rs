//! The organ's name where the title does not give it, or gives it short.

use std::sync::LazyLock;

use nianbao_core::Place;

use crate::dates;
use crate::fold::{han_count, is_han, is_space, simplified};
use crate::lines::TextLine;
use crate::pattern::Pattern;
use crate::title::without_pinyin;

/// What names of administrative organs end in, in simplified script.
const SUFFIXES: [&str; 38] = [
    "政府",
    "办公室",
    "办公厅",
    "办事处",
    "委员会",
    "管理局",
    "局",
    "厅",
    "委",
    "办",
    "镇",
    "乡",
    "街道",
    "苏木",
    "中心",
    "站",
    "所",
    "院",
    "馆",
    "司",
    "部",
    "署",
    "总队",
    "支队",
    "大队",
    "管委会",
    "社",
    "队",
    "集团",
    "公司",
    "医院",
    "学校",
    "中学",
    "小学",
    "大学",
    "学院",
    "支行",
    "联合会",
];

/// Whether a text ends as the name of an organ does and is nothing longer.
pub(crate) fn ends_as_organ(text: &str) -> bool {
    let name: String = text.chars().filter(|c| !is_space(*c)).map(simplified).collect();
    let short = (3..=30).contains(&name.chars().count());
    let words = name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '(' | ')' | '·'));
    short && words && SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

pub(crate) const BY_WRITTEN: &str = r"由(?P<organ>[^，。；,;:：由、“”（(]{2,30}(?:[（(][^（()）]{1,8}[）)][^，。；,;:：、]{0,20})?)(?:负责|组织|统一)?(?:编制|編制|编写|編寫|编订|起草)";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static BY: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(BY_WRITTEN).unwrap());

pub(crate) const BY_LAW_WRITTEN: &str = r"由(?P<organ>[^，。；,;:：由、“”（(《根按依]{2,30})(?:根据|根據|按照|依据|依據|依照)[^。；;]{2,90}(?:编制|編制|编写|編寫|编订|起草)";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static BY_LAW: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(BY_LAW_WRITTEN).unwrap());

pub(crate) const BLOCK_WRITTEN: &str = r"(?:发布机构|發布機構|发文机关|发文单位|发布单位|发布主体|公开主体|发布机关|信息来源|稿件来源|文章来源|来源|來源|填报单位(?:[（(]盖章[）)])?)\s*[:：]\s*(?P<organ>[^\s:：|]{2,})";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static BLOCK: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(BLOCK_WRITTEN).unwrap());

/// The least that either pattern fits, in bytes; most cells are shorter.
const SHORTEST_NAMING: usize = "来源:".len() + 2;

/// No more characters are taken of what stands behind a label.
const LONGEST_NAME: usize = 40;

/// A name with its place.
pub(crate) type Named = (String, Place);

/// Names that a page gives beside its title.
pub(crate) struct Names {
    /// All of them, the most reliable first.
    pub(crate) found: Vec<Named>,
    /// The first that is labelled as the publisher's.
    pub(crate) publisher: Option<Named>,
}

/// Names in the metadata block, in prose and in the signature, the most reliable first.
pub(crate) fn names(lines: &[TextLine]) -> Names {
    let (mut found, mut publisher) = (Vec::new(), None);
    let by = |line: &&TextLine| {
        (SHORTEST_NAMING..4_000).contains(&line.text.len())
            && line.text.contains('由')
            && line.text.contains(['编', '編', '起'])
    };
    for line in lines.iter().filter(by) {
        for name in BY.find_all(&line.text).chain(BY_LAW.find_all(&line.text)) {
            add(&mut found, name.group("organ").unwrap_or_default(), line);
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let labelled =
            (SHORTEST_NAMING..1_000).contains(&line.text.len()) && line.text.contains([':', '：']);
        let block = if labelled { BLOCK.find(&line.text) } else { None };
        if let Some(name) = block.and_then(|block| block.group("organ")) {
            let before = line.text.split_once(name).map_or("", |(before, _)| before);
            let name: String = name.chars().take(LONGEST_NAME).collect();
            if add(&mut found, &name, line) && publisher.is_none() && is_publisher(before) {
                publisher = found.last().cloned();
            }
        } else if line.cell
            && is_block_label(&line.key)
            && let Some(next) = lines.get(index + 1).filter(|next| next.cell)
            && add(&mut found, &next.text, line)
            && publisher.is_none()
            && is_publisher(&line.key)
        {
            publisher = found.last().cloned();
        }
    }
    for pair in lines.windows(2) {
        if dates::find(&pair[1].text).is_some() && han_count(&pair[1].text) <= 6 {
            add(&mut found, &pair[0].text, &pair[0]);
        }
    }
    Names { found, publisher }
}

/// Labels of the body that stands for a page; 来源 is often the site's that took it over.
const PUBLISHERS: [&str; 8] = [
    "发布机构",
    "發布機構",
    "发布机关",
    "发文机关",
    "发文单位",
    "发布单位",
    "发布主体",
    "公开主体",
];

/// Whether the label before a name says that it is the publisher's.
fn is_publisher(before: &str) -> bool {
    let label = before.trim_end_matches(|c| is_space(c) || matches!(c, ':' | '：'));
    PUBLISHERS.iter().any(|publisher| label.ends_with(publisher))
}

/// Whether a publisher is neither the organ of the title nor the government that it is of.
pub(crate) fn is_other(publisher: &str, organ: &str) -> bool {
    let plain = |name: &str| -> String {
        let name: String = name.chars().filter(|c| !is_space(*c)).map(simplified).collect();
        name.replace("人民政府", "政府")
    };
    let (ours, theirs) = (plain(organ), plain(publisher));
    let offices = ["政府办公室", "政府办公厅", "政府办", "政府"];
    let region = offices.iter().find_map(|office| theirs.strip_suffix(office));
    let speaks_for = region.is_some_and(|region| ours.contains(region));
    !speaks_for && !ours.contains(&theirs) && !theirs.contains(&ours)
}

fn is_block_label(key: &str) -> bool {
    let label = key.trim_end_matches(':');
    matches!(
        label,
        "发布机构" | "发文机关" | "发文单位" | "发布单位" | "公开主体" | "信息来源" | "来源"
    )
}

/// Adds what is a name; whether it is one.
fn add(found: &mut Vec<Named>, name: &str, line: &TextLine) -> bool {
    let name = without_pinyin(name.trim());
    let is_name = ends_as_organ(&name) && !name.starts_with(['我', '本']);
    if is_name {
        let name = name.chars().filter(|c| !is_space(*c)).collect();
        found.push((name, line.at.clone()));
    }
    is_name
}

/// A fuller form of the title's name: the same with a region in front, or with 人民政府 or 办事处
/// behind a township. Never another body.
pub(crate) fn fuller(title: &str, names: &[Named]) -> Option<Named> {
    let fits = |(name, _): &&Named| {
        let Some(index) = name.find(title) else { return false };
        let (region, suffix) = (&name[..index], &name[index + title.len()..]);
        let region_fits = region.is_empty()
            || region.ends_with([
                '省', '市', '县', '縣', '区', '區', '旗', '州', '盟', '镇', '鎮', '乡', '鄉',
            ])
            || region.ends_with("人民政府");
        let township = title.ends_with(['镇', '鎮', '乡', '鄉'])
            || title.ends_with("街道")
            || title.ends_with("苏木");
        let suffix_fits =
            suffix.is_empty() || township && matches!(suffix, "人民政府" | "办事处" | "辦事處");
        region_fits && suffix_fits && name.len() > title.len()
    };
    names.iter().filter(fits).max_by_key(|(name, _)| name.len()).cloned()
}

#[cfg(test)]
mod tests {
    use nianbao_core::Place;

    use super::*;

    fn fuller_of(title: &str, name: &str) -> Option<String> {
        fuller(title, &[(name.to_owned(), Place::Line(1))]).map(|(name, _)| name)
    }

    #[test]
    fn only_the_same_name_made_fuller() {
        assert_eq!(
            fuller_of("青溪镇", "白石县青溪镇人民政府").as_deref(),
            Some("白石县青溪镇人民政府")
        );
        assert_eq!(fuller_of("教育局", "白石县教育局").as_deref(), Some("白石县教育局"));
        assert_eq!(fuller_of("青溪镇", "青溪镇人民政府办公室"), None);
        assert_eq!(fuller_of("白石县教育局", "教育局"), None);
        assert_eq!(fuller_of("白石县", "白石县人民政府"), None);
    }

    #[test]
    fn who_made_a_report_by_what_law() {
        let text = "本报告由白石县青溪镇人民政府根据《政府信息公开条例》第五十条规定编制。";
        let lines = crate::lines::lines(&crate::lines::blocks_of(&[text]));
        let names: Vec<String> = names(&lines).found.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["白石县青溪镇人民政府"]);
    }

    #[test]
    fn names_of_organs() {
        for name in [
            "白石县教育局",
            "市人防办",
            "档案馆",
            "青溪街道办事处",
            "白石县中医医院",
            "白石县第三中学",
        ] {
            assert!(ends_as_organ(name), "{name}");
        }
        for name in ["局", "工作年度报告", "2020年白石县教育局"] {
            assert!(!ends_as_organ(name), "{name}");
        }
    }

    #[test]
    fn another_publisher_than_the_organ_of_the_title() {
        for (publisher, organ) in [
            ("青禾县教育局", "青禾县水务局"),
            ("白石县人民政府", "青禾县水务局"),
            ("白石县水务局", "青禾县水务局"),
        ] {
            assert!(is_other(publisher, organ), "{publisher}, {organ}");
        }
        for (publisher, organ) in [
            ("青禾县水务局办公室", "青禾县水务局"),
            ("水务局", "青禾县水务局"),
            ("青禾县人民政府办公室", "青禾县水务局"),
            ("青禾县政府办公室", "青禾县人民政府"),
            ("青禾縣水務局", "青禾县水务局"),
        ] {
            assert!(!is_other(publisher, organ), "{publisher}, {organ}");
        }
        assert!(is_publisher("索引号：1 发布机构: ") && is_publisher("发布机构:"));
        assert!(!is_publisher("来源：") && !is_publisher(""));
    }
}
