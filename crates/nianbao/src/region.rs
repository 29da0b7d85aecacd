//! Where an organ is and what it is, as far as its name tells, by the list of administrative divisions in
//! `data/divisions.txt`. Nothing is guessed: where two places have the name, there is none.

mod divisions;

use nianbao_core::Lang;

use divisions::{Divisions, Place};

/// What an organ's name tells of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// The province, autonomous region or municipality (省级).
    pub province: Option<&'static str>,
    /// The city, prefecture or league (地级).
    pub city: Option<&'static str>,
    /// The county, district or banner (县级).
    pub county: Option<&'static str>,
    /// What kind of organ it is.
    pub level: Option<Level>,
}

/// What kind of organ it is: the government of a division, or a department of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The government of a province.
    Province,
    /// The government of a city.
    City,
    /// The government of a county.
    County,
    /// That of a town, or the office of a subdistrict.
    Township,
    /// A department of any of them.
    Department,
}

impl Level {
    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Province => lang.pick("省级政府", "province"),
            Self::City => lang.pick("地级政府", "city"),
            Self::County => lang.pick("县级政府", "county"),
            Self::Township => lang.pick("乡镇（街道）", "township"),
            Self::Department => lang.pick("部门", "department"),
        }
    }
}

impl Region {
    /// What a name tells.
    pub fn of(organ: &str) -> Self {
        let name: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
        let divisions = Divisions::get();
        let mut named = Named { rest: &name, ..Named::default() };
        named.province(divisions);
        named.city(divisions);
        named.county(divisions);
        let level = level(&name, &named);
        let Named { province, city, county, .. } = named;
        Self { province, city, county, level }
    }
}

/// What was found at the beginning of a name.
#[derive(Default)]
struct Named<'n> {
    /// What stands behind it.
    rest: &'n str,
    province: Option<&'static str>,
    city: Option<&'static str>,
    county: Option<&'static str>,
}

impl Named<'_> {
    /// 吉林省, or 吉林 before a division of it.
    fn province(&mut self, divisions: &Divisions) {
        for (province, short) in divisions.provinces() {
            if let Some(rest) = self.rest.strip_prefix(province) {
                (self.province, self.rest) = (Some(province), rest);
                return;
            }
            let rest = self.rest.strip_prefix(short);
            if let Some(rest) = rest.filter(|rest| divisions.begins_in(rest, province)) {
                (self.province, self.rest) = (Some(province), rest);
                return;
            }
        }
    }

    /// A name that was that of a county, too, in other years, tells only the province.
    fn city(&mut self, divisions: &Divisions) {
        let Some((name, cities)) = divisions.city(self.rest) else { return };
        let mut within =
            cities.iter().filter(|place| self.province.is_none_or(|p| p == place.province));
        let Some(place) = within.next().filter(|_| within.next().is_none()) else { return };
        let rest = &self.rest[name.len()..];
        let deeper = divisions.county(rest).is_some_and(|(_, places)| places.contains(place));
        if deeper || divisions.county(name).is_none() {
            self.rest = rest;
            self.city = place.city;
            self.province = Some(place.province);
        }
    }

    fn county(&mut self, divisions: &Divisions) {
        let Some((name, places)) = divisions.county(self.rest) else { return };
        let alone = self.province.is_none();
        if alone && is_anyones(name) {
            return;
        }
        let fits = |place: &&Place| {
            self.province.is_none_or(|province| province == place.province)
                && self.city.is_none_or(|city| place.city == Some(city))
        };
        let places: Vec<&Place> = places.iter().filter(fits).collect();
        let Some(first) = places.first() else { return };
        if places.iter().any(|place| place.province != first.province) {
            return;
        }
        self.rest = &self.rest[name.len()..];
        self.province = Some(first.province);
        // In other years the same name was a city's.
        let sure = divisions.city(name).is_none();
        if sure && places.iter().all(|place| place.city == first.city) {
            self.city = first.city;
            self.county = divisions.county_name(name);
        }
    }
}

/// Whether a name is made of such words as any town calls a part of itself by: 城东区, 新区.
fn is_anyones(name: &str) -> bool {
    let word = |c: char| "东西南北中城新市郊矿关内外上下区".contains(c);
    name.chars().all(word) || name.ends_with("新区")
}

fn level(name: &str, named: &Named<'_>) -> Option<Level> {
    let government = |text: &str| matches!(text, "" | "人民政府" | "政府");
    if government(named.rest) && !name.is_empty() {
        let deepest = match named {
            Named { county: Some(_), .. } => Some(Level::County),
            Named { city: Some(_), .. } => Some(Level::City),
            Named { province: Some(_), .. } if is_province(name) => Some(Level::Province),
            _ => None,
        };
        return deepest;
    }
    let of = ["人民政府", "政府", "办事处"].iter().find_map(|ending| name.strip_suffix(ending));
    let ends = |text: &str, endings: &[&str]| endings.iter().any(|ending| text.ends_with(ending));
    let place = of.unwrap_or(name);
    if ends(place, &["镇", "乡", "街道", "苏木"]) {
        return Some(Level::Township);
    }
    if of.is_some() {
        return match place {
            place if ends(place, &["自治区", "省"]) => Some(Level::Province),
            place if ends(place, &["自治州", "地区", "盟"]) => Some(Level::City),
            // 开发区 has no government, and is no county.
            place if ends(place, &["县", "旗"]) => Some(Level::County),
            place if place.ends_with('区') && !place.ends_with("开发区") => Some(Level::County),
            _ => None,
        };
    }
    let zone = ends(name, &["管理委员会", "管委会", "村民委员会", "居民委员会"]);
    (!zone && ends(name, DEPARTMENTS)).then_some(Level::Department)
}

/// How the names of departments end.
const DEPARTMENTS: &[&str] = &[
    "局",
    "厅",
    "委",
    "委员会",
    "部",
    "署",
    "办",
    "办公室",
    "办公厅",
    "院",
    "馆",
    "中心",
    "总队",
    "支队",
    "大队",
    "所",
    "会",
    "处",
    "站",
    "社",
    "公司",
    "集团",
    "学校",
    "大学",
    "学院",
    "银行",
];

/// Whether a name is a province's government and no more; that of a city of which only the province
/// is sure is not.
fn is_province(name: &str) -> bool {
    let name = name.strip_suffix("人民政府").or(name.strip_suffix("政府")).unwrap_or(name);
    Divisions::get().provinces().any(|(province, _)| province == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> (Option<&str>, Option<&str>, Option<&str>, Option<Level>) {
        let Region { province, city, county, level } = Region::of(name);
        (province, city, county, level)
    }

    #[test]
    fn names_tell_where_an_organ_is() {
        use Level::{City, County, Department, Province, Township};
        let cases = [
            ("吉林省人民政府", Some("吉林省"), None, None, Some(Province)),
            ("吉林市人民政府", Some("吉林省"), Some("吉林市"), None, Some(City)),
            (
                "吉林省白城市通榆县教育局",
                Some("吉林省"),
                Some("白城市"),
                Some("通榆县"),
                Some(Department),
            ),
            ("通榆县人民政府", Some("吉林省"), Some("白城市"), Some("通榆县"), Some(County)),
            ("北京市 朝阳区人民政府", Some("北京市"), None, Some("朝阳区"), Some(County)),
            (
                "长春市朝阳区永昌街道办事处",
                Some("吉林省"),
                Some("长春市"),
                Some("朝阳区"),
                Some(Township),
            ),
            (
                "内蒙古通辽市开鲁县财政局",
                Some("内蒙古自治区"),
                Some("通辽市"),
                Some("开鲁县"),
                Some(Department),
            ),
            ("延边州民政局", Some("吉林省"), Some("延边朝鲜族自治州"), None, Some(Department)),
            (
                "海南州共和县人民政府",
                Some("青海省"),
                Some("海南藏族自治州"),
                Some("共和县"),
                Some(County),
            ),
            ("仙桃市人民政府", Some("湖北省"), None, Some("仙桃市"), Some(County)),
            ("东莞市人民政府", Some("广东省"), Some("东莞市"), None, Some(City)),
            // No longer there, and known from older reports.
            ("郫县人民政府", Some("四川省"), Some("成都市"), Some("郫县"), Some(County)),
            ("上海市浦东新区人民政府", Some("上海市"), None, Some("浦东新区"), Some(County)),
        ];
        for (name, province, city, county, level) in cases {
            assert_eq!(told(name), (province, city, county, level), "{name}");
        }
    }

    #[test]
    fn between_two_places_of_one_name_nothing_is_guessed() {
        use Level::{County, Department, Township};
        let cases = [
            ("朝阳区人民政府", None, None, Some(County)),
            ("鼓楼区教育局", None, None, Some(Department)),
            // Two of one province: the province is sure.
            ("铁东区财政局", None, None, Some(Department)),
            ("桥西区财政局", Some("河北省"), None, Some(Department)),
            // Half the towns have an eastern quarter.
            ("城东区管理委员会", None, None, None),
            ("新区人民政府", None, None, Some(County)),
            ("白沙镇人民政府", None, None, Some(Township)),
            ("教育局", None, None, Some(Department)),
            ("财政部", None, None, Some(Department)),
            // A county until 2011 and a city since.
            ("毕节市人民政府", Some("贵州省"), None, None),
            ("", None, None, None),
        ];
        for (name, province, city, level) in cases {
            assert_eq!(told(name), (province, city, None, level), "{name}");
        }
    }

    #[test]
    fn a_division_belongs_where_the_name_says() {
        assert_eq!(told("杭州市通榆县人民政府").2, None);
        assert_eq!(told("毕节市七星关区教育局").1, Some("毕节市"));
        assert_eq!(told("海南省海口市人民政府").1, Some("海口市"));
    }
}
