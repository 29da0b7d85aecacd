//! Names of organs, made up by a system: a place and an office, each pair once.

const FIRST: [&str; 40] = [
    "青", "云", "石", "柳", "白", "清", "金", "龙", "凤", "松", "竹", "梅", "桃", "杏", "银", "玉",
    "碧", "丹", "紫", "翠", "永", "安", "宁", "泰", "和", "瑞", "长", "广", "新", "古", "东", "西",
    "南", "北", "上", "下", "中", "高", "平", "临",
];
const LAST: [&str; 40] = [
    "禾", "岭", "桥", "溪", "川", "河", "泉", "湾", "山", "坪", "塘", "洲", "浦", "津", "陵", "原",
    "阳", "阴", "城", "关", "台", "池", "林", "田", "源", "沙", "岩", "谷", "峰", "江", "湖", "港",
    "门", "口", "坡", "岗", "渡", "井", "园", "亭",
];

/// The levels that a place can be of, and their offices.
const LEVELS: [(&str, &[&str]); 5] = [
    ("省", &["人民政府办公厅", "教育厅", "水利厅", "自然资源厅", "生态环境厅", "司法厅"]),
    ("市", &["人民政府", "教育局", "水务局", "交通运输局", "市场监督管理局", "卫生健康委员会"]),
    ("县", &["人民政府", "财政局", "农业农村局", "民政局", "应急管理局", "审计局"]),
    ("区", &["人民政府", "城市管理局", "统计局", "文化和旅游局", "医疗保障局", "信访局"]),
    ("镇", &["人民政府"]),
];

/// The name of the organ with this number.
pub(super) fn name(index: usize) -> String {
    let offices: usize = LEVELS.iter().map(|(_, offices)| offices.len()).sum();
    let (place, mut office) = (index / offices, index % offices);
    // One place has one name at all its levels only by chance: each level takes another.
    for (level, (suffix, names)) in LEVELS.iter().enumerate() {
        if office < names.len() {
            return format!(
                "{}{suffix}{}",
                place_name(place * LEVELS.len() + level),
                names[office]
            );
        }
        office -= names.len();
    }
    String::new()
}

fn place_name(number: usize) -> String {
    // 7 has no divisor in common with 40, so neighbours differ and all pairs are used.
    let (low, high) = (number % FIRST.len(), number / FIRST.len());
    let last = LAST[(low * 7 + high) % LAST.len()];
    match high / LAST.len() {
        0 => format!("{}{last}", FIRST[low]),
        more => format!("{}{}{last}", FIRST[more % FIRST.len()], FIRST[low]),
    }
}
