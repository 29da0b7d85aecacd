//! The list of administrative divisions.

use std::collections::HashMap;
use std::sync::LazyLock;

static TEXT: &str = include_str!("../../data/divisions.txt");

/// The longest name, in characters.
const LONGEST_DIVISION: usize = 15;

/// The words that autonomous prefectures are named after their peoples with; 延边州 is short for
/// 延边朝鲜族自治州.
const PEOPLES: [&str; 16] = [
    "朝鲜",
    "土家",
    "藏族",
    "彝族",
    "布依",
    "苗族",
    "白族",
    "傣族",
    "傈僳",
    "壮族",
    "哈尼",
    "回族",
    "蒙古",
    "柯尔克孜",
    "哈萨克",
    "侗族",
];

/// What a division lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) province: &'static str,
    pub(super) city: Option<&'static str>,
}

/// All divisions, by name.
pub(super) struct Divisions {
    provinces: Vec<(&'static str, &'static str)>,
    cities: HashMap<String, Vec<Place>>,
    counties: HashMap<&'static str, Vec<Place>>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(Divisions::read);

impl Divisions {
    pub(super) fn get() -> &'static Self {
        &DIVISIONS
    }

    fn read() -> Self {
        let mut all =
            Self { provinces: Vec::new(), cities: HashMap::new(), counties: HashMap::new() };
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('|');
            let (Some(province), Some(city), Some(counties)) =
                (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            if all.provinces.last().is_none_or(|(last, _)| *last != province) {
                all.provinces.push((province, short(province)));
            }
            let city = (!city.is_empty()).then_some(city);
            let place = Place { province, city };
            for name in city.into_iter().flat_map(names) {
                all.cities.entry(name).or_default().push(place);
            }
            for county in counties.split_whitespace() {
                all.counties.entry(county).or_default().push(place);
            }
        }
        all
    }

    /// The provinces, each with its name as it is said.
    pub(super) fn provinces(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.provinces.iter().copied()
    }

    /// The city at the beginning of a text: its name there, and what it may be.
    pub(super) fn city<'t>(&self, text: &'t str) -> Option<(&'t str, &[Place])> {
        beginnings(text).find_map(|name| Some((name, self.cities.get(name)?.as_slice())))
    }

    /// The county at the beginning of a text.
    pub(super) fn county<'t>(&self, text: &'t str) -> Option<(&'t str, &[Place])> {
        beginnings(text).find_map(|name| Some((name, self.counties.get(name)?.as_slice())))
    }

    /// A county's name, for good.
    pub(super) fn county_name(&self, name: &str) -> Option<&'static str> {
        self.counties.get_key_value(name).map(|(name, _)| *name)
    }

    /// Whether a text begins with a division of a province.
    pub(super) fn begins_in(&self, text: &str, province: &str) -> bool {
        let within = |places: &[Place]| places.iter().any(|place| place.province == province);
        self.city(text).is_some_and(|(_, places)| within(places))
            || self.county(text).is_some_and(|(_, places)| within(places))
    }
}

/// The beginnings of a text that may be names, the longest first.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST_DIVISION).skip(1).collect();
    ends.into_iter().rev().map(|end| &text[..end])
}

/// 内蒙古 of 内蒙古自治区, 吉林 of 吉林省.
fn short(province: &'static str) -> &'static str {
    let cuts = ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"];
    cuts.iter().find_map(|ending| province.strip_suffix(ending)).unwrap_or(province)
}

/// A city's name, and the short one of an autonomous prefecture.
fn names(city: &'static str) -> impl Iterator<Item = String> {
    let people = PEOPLES.iter().filter_map(|people| city.find(people)).min();
    let short = people.filter(|at| *at > 0 && city.ends_with("自治州"));
    std::iter::once(city.to_owned()).chain(short.map(|at| format!("{}州", &city[..at])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let divisions = Divisions::get();
        assert_eq!(divisions.provinces.len(), 31);
        assert!(divisions.counties.len() > 2_800, "{}", divisions.counties.len());
        let longest = divisions.counties.keys().map(|name| name.chars().count()).max();
        assert!(longest.unwrap() <= LONGEST_DIVISION, "{longest:?}");
        for (name, places) in &divisions.cities {
            assert_eq!(places.len(), 1, "{name}");
        }
    }

    #[test]
    fn prefectures_are_known_by_their_short_names() {
        for (short, city) in [
            ("延边州", "延边朝鲜族自治州"),
            ("黔东南州", "黔东南苗族侗族自治州"),
            ("海西州", "海西蒙古族藏族自治州"),
        ] {
            assert_eq!(Divisions::get().city(short).unwrap().1[0].city, Some(city));
        }
    }
}
