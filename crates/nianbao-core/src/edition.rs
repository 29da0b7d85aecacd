//! The editions of the national form, as data.

use std::fmt;
use std::sync::LazyLock;

const DATA: &str = include_str!("../data/editions.csv");

/// An edition (版本) of the national form: a line of `editions.csv`, named by the year of its first use.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edition(usize);

struct Entry {
    id: &'static str,
    year: u16,
    source: &'static str,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| DATA.lines().skip(1).filter_map(parse).collect());

/// A test counts that every line was taken.
fn parse(line: &'static str) -> Option<Entry> {
    let (id, source) = line.split_once(',')?;
    Some(Entry { id, year: id.parse().ok()?, source })
}

impl Edition {
    /// 国办发〔2014〕32号, 政府信息公开情况统计表: reports for 2014–2018.
    pub const E2014: Self = Self(0);
    /// 国办公开办函〔2019〕60号, the trial form: reports for 2019 and 2020.
    pub const E2019: Self = Self(1);
    /// 国办公开办函〔2021〕30号: reports for 2021 on.
    pub const E2021: Self = Self(2);

    /// How many there are.
    pub const COUNT: usize = count();

    /// All editions, oldest first.
    pub const ALL: [Self; Self::COUNT] = all();

    /// The one in force last.
    pub const NEWEST: Self = Self(Self::COUNT - 1);

    /// This edition and those after it.
    pub const fn on(self) -> &'static [Self] {
        const ALL: &[Edition] = &Edition::ALL;
        ALL.split_at(self.0).1
    }

    /// Its position among the editions, from 0; for tables indexed by edition.
    pub const fn index(self) -> usize {
        self.0
    }

    /// The edition's public name: `2014`, `2019`, `2021`.
    pub fn id(self) -> &'static str {
        ENTRIES[self.0].id
    }

    /// The document that demands it.
    pub fn source(self) -> &'static str {
        ENTRIES[self.0].source
    }

    /// The edition of this public name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.id() == id)
    }

    /// The edition that reports for this year had to use; before 2014 there was no national form,
    /// and its statistics are named as the form of 2014 names them.
    pub fn for_year(year: u16) -> Self {
        let begun = Self::ALL.into_iter().rev().find(|edition| ENTRIES[edition.0].year <= year);
        begun.unwrap_or(Self::E2014)
    }
}

/// The lines of the data below its head.
const fn count() -> usize {
    let (data, mut at, mut lines) = (DATA.as_bytes(), 0, 0);
    while at < data.len() {
        if data[at] == b'\n' {
            lines += 1;
        }
        at += 1;
    }
    lines - 1
}

const fn all() -> [Edition; Edition::COUNT] {
    let mut all = [Edition(0); Edition::COUNT];
    let mut index = 0;
    while index < Edition::COUNT {
        all[index] = Edition(index);
        index += 1;
    }
    all
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{}", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_edition_in_the_order_of_years() {
        assert_eq!(ENTRIES.len(), Edition::COUNT);
        assert!(ENTRIES.is_sorted_by(|a, b| a.year < b.year));
        assert!(ENTRIES.iter().all(|entry| !entry.source.is_empty()));
    }

    #[test]
    fn the_editions_that_code_names_are_those() {
        let named = [Edition::E2014, Edition::E2019, Edition::E2021];
        assert_eq!(named.map(Edition::id), ["2014", "2019", "2021"]);
        assert_eq!(Edition::E2019.on(), &Edition::ALL[1..]);
        assert_eq!(Edition::NEWEST.on(), [Edition::NEWEST]);
    }

    #[test]
    fn years_ask_for_their_edition() {
        let years = [2008, 2018, 2019, 2020, 2021, 2022];
        let ids = years.map(|year| Edition::for_year(year).id());
        assert_eq!(ids, ["2014", "2014", "2019", "2019", "2021", "2021"]);
        assert_eq!(Edition::for_year(u16::MAX), Edition::NEWEST);
    }
}
