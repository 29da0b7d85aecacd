//! The year that the text speaks of: its period (统计期限), or the year its prose names most.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use nianbao_core::Place;

use crate::lines::TextLine;
use crate::pattern::Pattern;
use crate::scope;
use crate::template;
use crate::title::years;

/// In matching form: from 1 January to 31 December, with what damage leaves of either end.
pub(crate) const PERIOD_WRITTEN: &str =
    r"(?:^|[^0-9])(?P<year>20[0-9]{2})年?0?1月0?1日?(?:起)?(?:至|到|-|~|—)";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static PERIOD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(PERIOD_WRITTEN).unwrap());

/// The year of the period, where the text states one.
pub(crate) fn period(lines: &[&TextLine]) -> Option<(u16, Place)> {
    lines.iter().find_map(|line| {
        let found = PERIOD.find(&line.key)?;
        Some((found.group("year")?.parse().ok()?, line.at.clone()))
    })
}

/// The year in an entry of a metadata block: 报告年度：2020年, in a line or in two cells.
pub(crate) fn labelled(lines: &[TextLine]) -> Option<(u16, Place)> {
    let mut entries = lines.iter().enumerate().filter_map(|(index, line)| {
        let value = line.key.strip_prefix("报告年度")?;
        let next = || lines.get(index + 1).filter(|next| line.cell && next.cell);
        match value.trim_start_matches(':') {
            "" => {
                let short = next().filter(|next| next.key.chars().count() <= 5)?;
                Some((&*short.key, &short.at))
            }
            entry => value.starts_with(':').then_some((entry, &line.at)),
        }
    });
    entries.find_map(|(value, at)| {
        let (_, year) = years(value).next().filter(|(end, _)| *end == 4)?;
        Some((year, at.clone()))
    })
}

/// The year in brackets behind the title of a table or below it: 政府信息公开情况统计表（2017年度）.
pub(crate) fn captioned(lines: &[TextLine]) -> Option<u16> {
    let (index, title) = lines.iter().enumerate().find_map(|(index, line)| {
        let title = line.key.split('(').next().unwrap_or_default();
        template::is_title(title).then_some((index, title))
    })?;
    let behind = lines[index].key.strip_prefix(title).filter(|rest| !rest.is_empty());
    let below = || lines.get(index + 1).map(|line| &*line.key);
    let caption = behind.or_else(below)?.strip_prefix('(')?.strip_suffix(')')?;
    scope::year_of_cell(caption)
}

/// The year that the prose names most as 2020年, days and documents' numbers aside; of equals the
/// first named. A year that is named once only, further down, is no report's year.
pub(crate) fn in_prose(lines: &[&TextLine]) -> Option<u16> {
    let mut counts: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    let mut order = 0;
    for (index, line) in lines.iter().enumerate() {
        for (end, year) in years(&line.key) {
            let rest = &line.key[end..];
            let after = rest.strip_prefix('年').unwrap_or_default();
            let day = after.starts_with(|c: char| c.is_ascii_digit());
            let named = rest.starts_with('年') && !day;
            order += 1;
            if named {
                let entry = counts.entry(year).or_insert((0, order));
                entry.0 += if index < OPENING { 2 } else { 1 };
            }
        }
    }
    let best = counts.iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
    best.filter(|(_, (count, _))| *count > 1).map(|(year, _)| *year)
}

/// The first lines, which say what the text is about.
const OPENING: usize = 6;

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, GridBuilder};

    use super::*;
    use crate::lines::blocks_of;

    fn lines(texts: &[&str]) -> Vec<TextLine> {
        crate::lines::lines(&blocks_of(texts))
    }

    #[test]
    fn the_period() {
        for text in [
            "统计期限自2020年1月1日起至2020年12月31日止。",
            "数据从 2020 年 1 月 1 日至12月31日",
            "统计期限为2020年01月01日—2020年12月31日",
        ] {
            let lines = lines(&[text]);
            let found = period(&lines.iter().collect::<Vec<_>>());
            assert_eq!(found.map(|(year, _)| year), Some(2020), "{text}");
        }
    }

    #[test]
    fn the_metadata_block() {
        assert_eq!(labelled(&lines(&["来源：甲局", "报告年度：2020年"])).unwrap().0, 2020);
        assert_eq!(labelled(&lines(&["报告年度：截至2020年"])), None);
    }

    #[test]
    fn the_metadata_block_in_cells() {
        let year = |value: &str| {
            let mut builder = GridBuilder::new();
            for text in ["报告年度", value] {
                builder.cell(text.to_owned(), 1, 1, false, Place::Line(1));
            }
            let found = labelled(&crate::lines::lines(&[Block::Grid(builder.finish().0)]));
            found.map(|(year, _)| year)
        };
        assert_eq!(year("2020"), Some(2020));
        assert_eq!(year("2020年"), Some(2020));
        assert_eq!(year("2020年1月20日"), None);
        assert_eq!(year("发布日期"), None);
    }

    #[test]
    fn the_caption_of_a_table() {
        let title = "政府信息公开情况统计表";
        for texts in [&["政府信息公开情况统计表（2017年度）"][..], &[title, "（2017年）"]]
        {
            assert_eq!(captioned(&lines(texts)), Some(2017), "{texts:?}");
        }
        for texts in [&["（2017年度）"][..], &[title, "2017年1月9日"], &[title, "（2018年1月报）"]]
        {
            assert_eq!(captioned(&lines(texts)), None, "{texts:?}");
        }
    }

    #[test]
    fn the_prose() {
        let lines =
            lines(&["2020年，我局认真落实2019年修订的条例。", "2020年主动公开", "2021年1月20日"]);
        assert_eq!(in_prose(&lines.iter().collect::<Vec<_>>()), Some(2020));
    }
}
