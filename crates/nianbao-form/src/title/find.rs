//! Which of the lines is the title.

use nianbao_core::Role;

use crate::fold::{is_han, squeeze};
use crate::lines::TextLine;
use crate::sections;

use super::{Title, parse, years};

/// The best title among lines. `meta` is the title in the document's metadata.
pub(crate) fn find(lines: &[TextLine], meta: Option<&str>) -> Option<Title> {
    let meta_key = meta.map(squeeze).unwrap_or_default();
    let mut best: Option<(i32, Title)> = None;
    let text = lines.iter().position(sections::is_known_heading).unwrap_or(lines.len());
    for index in 0..lines.len() {
        for pieces in 1..=3 {
            let Some(title) = joined(lines, index, pieces, &meta_key) else { continue };
            // Titles behind the text are those of other pages.
            let behind = if index > text { 16 } else { 0 };
            let score = score(&lines[index], &title, pieces, &meta_key) - behind;
            if score > 0 && best.as_ref().is_none_or(|(top, _)| score > *top) {
                let title = Title { lines: Some((index, pieces)), ..title };
                best = Some((score, title));
            }
        }
    }
    best.map(|(_, title)| title)
}

/// The title that some lines make together; several only if none of them is one by itself that
/// says as much.
fn joined(lines: &[TextLine], index: usize, pieces: usize, meta: &str) -> Option<Title> {
    let part = lines.get(index..index + pieces)?;
    if pieces == 1 {
        let above = index.checked_sub(1).map(|above| &lines[above]);
        let broken = |title: &Title| above.is_some_and(|above| is_rest(title, above));
        return parse(named(&part[0])).filter(|title| !broken(title));
    }
    let fits = |line: &TextLine| {
        line.role != Role::Link
            && !line.cell
            && line.text.chars().count() <= 40
            && !line.key.contains(':')
    };
    if !part.iter().all(fits) {
        return None;
    }
    let text: String = part.iter().map(|line| &*line.text).collect();
    let title = parse(&text)?;
    let whole = |line: &TextLine| {
        let one = parse(&line.text).filter(|one| !is_rest(one, &part[0]));
        one.is_some_and(|one| {
            one.organ.is_some() >= title.organ.is_some()
                && one.year.is_some() >= title.year.is_some()
        })
    };
    let first = &part[0].key;
    let named = !meta.is_empty() && meta.starts_with(&squeeze(&title.text));
    let begins = named
        || crate::organ::ends_as_organ(&part[0].text)
        || years(first).next().is_some()
        || breaks_year(first, &part[1].key)
        || part[1..].iter().all(|line| parse(&line.text).is_none_or(|one| is_rest(&one, &part[0])));
    (begins && !part.iter().any(whole) && title.organ.is_some()).then_some(title)
}

/// Whether a line end fell into a year: 202 / 0年度.
fn breaks_year(first: &str, next: &str) -> bool {
    let head = first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let tail = next.bytes().take_while(u8::is_ascii_digit).count();
    head > 0 && head + tail == 4 && next[tail..].starts_with('年')
}

/// What the name of a region ends with.
const REGIONS: [char; 13] =
    ['省', '市', '县', '縣', '区', '區', '旗', '州', '盟', '镇', '鎮', '乡', '鄉'];

/// Whether a title is the rest of a name that was broken in the middle: 白石 / 县教育局2020年…. The
/// line above is a bare name then, and no word of a menu.
fn is_rest(title: &Title, above: &TextLine) -> bool {
    // The organ begins in the middle of a name, or the line above ends where a region's name does.
    let begins_late = title.organ.as_ref().is_some_and(|organ| {
        let rest = organ.starts_with(REGIONS) || organ.starts_with("人民政府");
        let short = organ.chars().count() < 5 && above.text.ends_with(REGIONS);
        rest || organ.chars().count() < 3 || short
    });
    let name = above.text.chars().count() <= 8 && above.text.chars().all(is_han);
    let menu = [
        "公开", "公開", "首页", "首頁", "年报", "新闻", "信息", "服务", "互动", "专题", "导航",
        "正文",
    ];
    let menu = menu.iter().any(|word| above.text.contains(word));
    (begins_late && name || is_begun_name(title, &above.text)) && !menu
}

/// The names that are broken over two lines are no longer, in characters.
const LONGEST_BEGUN: usize = 24;

/// Whether a line above a title begins an organ's name that the title ends: 甲省工业和 / 信息化厅2020年…. It
/// begins with a region, is no organ by itself, and is one together with the title.
fn is_begun_name(title: &Title, above: &str) -> bool {
    let length = above.chars().count();
    let region = above.chars().take(10).skip(1).position(|c| REGIONS.contains(&c));
    let goes_on = region.is_some_and(|at| at + 2 < length);
    let own_site = ["网", "站", "平台", "门户", "发布", "频道", "栏目", "文件", "字号"];
    let plain = length <= LONGEST_BEGUN && above.chars().all(is_han);
    if !goes_on || !plain || own_site.iter().any(|word| above.contains(word)) {
        return false;
    }
    let again = |organ: &String| above.chars().take(2).eq(organ.chars().take(2));
    if crate::organ::ends_as_organ(above) || title.organ.as_ref().is_some_and(again) {
        return false;
    }
    let whole = parse(&format!("{above}{}", title.text)).and_then(|whole| whole.organ);
    whole.is_some_and(|organ| crate::organ::ends_as_organ(&organ))
}

/// A line of a metadata block names the title: 标题: … .
fn named(line: &TextLine) -> &str {
    let labels = ["标题", "名称", "信息名称", "文件名称"];
    // The matching form of a label is the beginning of that of its line, if the line has one.
    if !line.key.is_empty() && !labels.iter().any(|label| line.key.starts_with(label)) {
        return &line.text;
    }
    let label: String = line.text.chars().take_while(|c| !matches!(c, ':' | '：')).collect();
    if labels.contains(&squeeze(&label).as_str()) {
        line.text[label.len()..].trim_start_matches([':', '：']).trim()
    } else {
        &line.text
    }
}

fn score(line: &TextLine, title: &Title, pieces: usize, meta: &str) -> i32 {
    let mut score = 0;
    if title.organ.is_some() {
        score += 3;
    }
    if title.year.is_some() {
        score += 3;
    }
    if score == 0 {
        return 0;
    }
    let key = squeeze(&title.text);
    if !meta.is_empty() && meta.starts_with(&key) {
        score += 3;
    }
    score += match line.role {
        Role::Heading(_) => 2,
        Role::Text | Role::Caption => 0,
        Role::Link => -5,
    };
    if line.cell {
        score -= 1;
    }
    if named(line).len() != line.text.len() {
        score -= 1;
    }
    score * 4 - i32::try_from(pieces).unwrap_or(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::blocks_of;

    fn found(texts: &[&str]) -> Option<String> {
        let blocks = blocks_of(texts);
        find(&crate::lines::lines(&blocks), None).map(|title| title.text)
    }

    #[test]
    fn a_title_broken_in_the_middle_of_a_name() {
        for (above, below) in [
            ("甲省工业和", "信息化厅政府信息公开工作年度报告（2024年）"),
            ("白石县农业农村", "局2021年度政府信息公开工作年报"),
            ("白石市高新技术产业开", "发区管理委员会2020年政府信息公开年度报告"),
        ] {
            assert_eq!(found(&[above, below]), Some(format!("{above}{below}")));
        }
    }

    #[test]
    fn what_stands_above_a_whole_title_is_no_part_of_it() {
        let title = "白石县财政局2021年政府信息公开工作年度报告";
        for above in ["白石县政府门户网站", "白石县人民政府", "白石县财政局文件", "政务公开"]
        {
            assert_eq!(found(&[above, title]).as_deref(), Some(title), "{above}");
        }
        let short = "财政局2021年政府信息公开工作年度报告";
        assert_eq!(found(&["白石县人民政府", short]).as_deref(), Some(short));
    }
}
