//! Bodies named above a table: the report's own, or another whose numbers the table holds.

use crate::fold::squeeze;
use crate::headed::{BEHIND, bare};
use crate::key::split_numbering;
use crate::organ::ends_as_organ;
use crate::remembered::Remembered;

/// What is no name of a body, whatever it ends in.
const NO_NAMES: [&str; 5] = ["公开", "信息", "网站", "工作", "填报"];

/// Words that say that a body is another than the report's.
const LOWER: [&str; 4] = ["下属", "所属", "直属", "下级"];

/// Kinds of bodies below the report's, by which a clause on them begins.
const KINDS: [&str; 22] = [
    "镇办",
    "街办",
    "村(",
    "县(区",
    "乡镇",
    "镇街",
    "街镇",
    "乡(镇",
    "镇(街",
    "县直",
    "市直",
    "区直",
    "州直",
    "省直",
    "旗直",
    "下辖",
    "基层",
    "区县",
    "县区",
    "县(市",
    "部门",
    "其他部门",
];

/// What 各 stands before where bodies are counted one by one. 各级 are all of them.
const EACH: [&str; 26] = [
    "乡", "镇", "街", "部门", "单位", "直", "区", "县", "市", "州", "旗", "委", "局", "村", "社区",
    "成员", "二级", "下", "所属", "基层", "分局", "有关", "相关", "职能", "学校", "机构",
];

/// What may stand behind 全县 in a caption of numbers of all of it.
const ALL_OF: [&str; 7] = ["系统", "机关", "部门", "单位", "合计", "总计", "小计"];

/// A longer text that begins with 全县 tells of it and is no caption.
const LONGEST_RANGE: usize = 18;

/// The levels of regions; 全系统 is of none.
const LEVELS: &str = "国省市县区州盟旗镇乡街系";

/// Whether a short text names a body and says nothing else.
pub(crate) fn names_body(text: &str) -> bool {
    let look = |text: &str| {
        let key = squeeze(text);
        range(&key).is_some() || body(&key).is_some_and(|body| is_lower(body) || is_name(body))
    };
    BODIES.with(|bodies| bodies.of(text, look))
}

thread_local! {
    /// Which texts name a body and say nothing else.
    static BODIES: Remembered<bool> = Remembered::default();
}

/// Whether a short text names another body than `own`.
pub(crate) fn names_other(text: &str, own: Option<&str>) -> bool {
    if !names_body(text) {
        return false;
    }
    let key = squeeze(text);
    if let Some(range) = range(&key) {
        // Whose report it is has to be known for all of a region to be its own.
        return own.is_none_or(|own| !is_government_of(&squeeze(own), range));
    }
    body(&key).is_some_and(|body| is_lower(body) || is_name(body) && is_another(body, own))
}

/// Whether a body is none that the name of the report's organ may be short for, nor the other way round.
fn is_another(body: &str, own: Option<&str>) -> bool {
    let own = own.map(squeeze);
    own.is_some_and(|own| !is_short_for(body, &own) && !is_short_for(&own, body))
}

/// The body that a caption in matching form is all of; 我镇 and 本单位 are the report's own, and no other.
fn body(key: &str) -> Option<&str> {
    if key.chars().count() > LONGEST_CAPTION {
        return None;
    }
    named(bare(key)).filter(|body| !body.is_empty())
}

/// A body as it is named; 市考试院 of 我市考试院. What says 我 or 本 of itself has no name.
fn named(body: &str) -> Option<&str> {
    let Some(rest) = body.strip_prefix(['我', '本']) else { return Some(body) };
    let behind = rest.strip_prefix(['省', '市', '县', '区', '州', '盟', '旗'])?;
    let own = ["人民政府", "政府", "委"].iter().any(|word| behind.starts_with(word));
    (!own && !behind.is_empty()).then_some(rest)
}

/// A longer text is no caption.
const LONGEST_CAPTION: usize = 40;

/// The level of the region whose bodies a caption counts, all of them: 县 of 全县汇总. 全系统 is of none.
fn range(key: &str) -> Option<char> {
    let of = |text: &str| {
        let (level, behind) = whole_of(text)?;
        let alone = matches!(behind, "" | "道" | "统");
        let told = || {
            let ends = BEHIND.iter().chain(&ALL_OF).any(|word| behind.ends_with(word));
            ends && text.chars().count() <= LONGEST_RANGE
        };
        (alone || told()).then_some(level)
    };
    let (_, behind) = key.rsplit_once(':').unwrap_or(("", key));
    let text = if behind.is_empty() { key } else { behind };
    let text = split_numbering(text).1;
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.split(')').next().unwrap_or(inner),
        None => text.split('(').next().unwrap_or(text),
    };
    of(text.trim_end_matches(':')).or_else(|| of(bare(key)))
}

/// The level of a region at the beginning of a text that says all of it, and the words behind: 全县.
fn whole_of(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix('全')?;
    let level = rest.chars().next().filter(|c| LEVELS.contains(*c))?;
    Some((level, &rest[level.len_utf8()..]))
}

/// Whether a body is the government of a region of this level, whose report is of all of it.
fn is_government_of(own: &str, level: char) -> bool {
    let region = own.strip_suffix("人民政府").or_else(|| own.strip_suffix("办事处")).unwrap_or(own);
    region.strip_suffix('道').unwrap_or(region).ends_with(level)
}

/// Words that begin a clause and are no part of a body's name.
const VERBS: [&str; 66] = [
    "收", "受理", "接", "答复", "办理", "转", "协助", "配合", "根据", "按", "依", "为", "经", "以",
    "将", "把", "报", "被", "到", "参", "联合", "邀请", "印发", "编制", "涉", "关于", "因", "就",
    "通过", "在", "向", "对", "与", "和", "会同", "组织", "指导", "督促", "要求", "推动", "给",
    "调", "从", "由", "截", "至", "未", "没", "不", "已", "共", "新收", "主动", "公开", "及", "并",
    "另", "还", "其", "各", "该", "每", "发生", "引发", "提起", "有",
];

/// Words behind a name, of what it does and how.
const DOES: [&str; 21] = [
    "共收", "共受", "共接", "共主", "共办", "共公", "共计", "累计", "收到", "受理", "主动", "依法",
    "通过", "在", "全年", "本年", "代表", "受托", "牵头", "会同", "联合",
];

/// What stands behind a name of which it is the owner, and not who did something.
const OWNED: [&str; 20] = [
    "门户",
    "网",
    "公报",
    "政务",
    "官",
    "平台",
    "公众",
    "微",
    "查阅",
    "公开栏",
    "公开专栏",
    "公开平台",
    "公开网",
    "信息公开网",
    "信息公开平台",
    "信息公开专栏",
    "信息公开栏",
    "信息网",
    "的",
    "窗口",
];

/// Whether a clause in matching form, of which `subject` are the first words, counts for the body `own`: not
/// if it begins with all of a region that is not that body's, or with another body's name. `None`: it begins with
/// neither.
pub(crate) fn counts_for(clause: &str, subject: usize, own: Option<&str>) -> Option<bool> {
    let own = own.map(squeeze);
    let own = own.as_deref();
    let all = clause.starts_with('全');
    let rest = clause.strip_prefix(['全', '我', '本']);
    let level = rest.and_then(|rest| rest.chars().next()).filter(|c| LEVELS.contains(*c));
    let (start, level) = match (rest, level) {
        (Some(rest), Some(level)) => (clause.len() - rest.len(), Some((rest, level))),
        (Some(_), None) => return None,
        (None, _) => (0, None),
    };
    if let Some(name) = leading(&clause[start..], subject.checked_sub(start)?).filter(|_| !all) {
        return counts_as(name, &clause[start + name.len()..], own);
    }
    let (rest, level) = level?;
    // 我市场监管局, 本系统
    let word = ["场", "域"].iter().any(|word| rest[level.len_utf8()..].starts_with(word));
    if word || level == '系' && !all {
        return None;
    }
    // 我镇 is the report's own where that has no name.
    match own {
        None => all.then_some(false),
        Some(own) => Some(is_government_of(government_of(own), level)),
    }
}

/// Whether the body of some name is the report's, by what stands behind the name as well.
fn counts_as(name: &str, behind: &str, own: Option<&str>) -> Option<bool> {
    let court = ["法院", "检察院", "复议"].iter().any(|word| name.contains(word));
    if court || own.is_none() || OWNED.iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let joint = behind.starts_with('、') || LOWER.iter().any(|word| behind.starts_with(word));
    Some(!joint && !is_another(name, own))
}

/// The government that an office writes the report of: 临江市人民政府 for 临江市人民政府办公室.
fn government_of(own: &str) -> &str {
    let office = ["办公室", "办公厅", "办"].iter().find_map(|word| own.strip_suffix(word));
    let own = office.filter(|rest| rest.ends_with("政府")).unwrap_or(own);
    let short = ["管理委员会", "管委会"].iter().find_map(|word| own.strip_suffix(word));
    let short = short.or_else(|| own.strip_suffix("政府").filter(|rest| !rest.ends_with("人民")));
    short.unwrap_or(own)
}

/// The name of a body that a text begins with, no longer than `most` bytes.
fn leading(text: &str, most: usize) -> Option<&str> {
    let words = text.get(..most)?;
    let part =
        words.starts_with(['局', '委', '厅', '办', '院', '所', '馆', '站', '校', '处', '科']);
    if part || VERBS.iter().any(|word| words.starts_with(word)) {
        return None;
    }
    let end = DOES.iter().filter_map(|word| words.find(word)).min().unwrap_or(words.len());
    let ends = words[..end].char_indices().map(|(at, c)| at + c.len_utf8());
    // 发生政府信息公开申请
    let torn = |name: &str| name.ends_with("政府") && text[name.len()..].starts_with("信息");
    let mut names = ends.rev().map(|end| &words[..end]).take(LONGEST_CAPTION);
    names.find(|name| is_name(name) && !torn(name))
}

fn is_lower(body: &str) -> bool {
    let each =
        body.starts_with('各') && EACH.iter().chain(&["室"]).any(|word| body.ends_with(word));
    each || LOWER.iter().any(|word| body.starts_with(word))
}

fn is_name(body: &str) -> bool {
    ends_as_organ(body) && NO_NAMES.iter().all(|word| !body.contains(word))
}

/// Whether a clause begins with bodies below the report's: 县直部门, 下属单位.
pub(crate) fn begins_lower(clause: &str) -> bool {
    KINDS.iter().chain(&LOWER).any(|word| clause.starts_with(word)) && !clause.starts_with("部门间")
}

/// Where bodies stand in a clause that are counted one by one.
pub(crate) fn each_in(clause: &str) -> Option<usize> {
    let mut found = clause.match_indices('各');
    let of_kind = |rest: &str| EACH.iter().any(|kind| rest.starts_with(kind));
    found.find(|(at, word)| of_kind(&clause[at + word.len()..])).map(|(at, _)| at)
}

/// Whether one name has the characters of another in their order: 市教育局 and 临江市教育局.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|character| rest.any(|other| other == character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_above_tables() {
        let own = Some("临江市教育局");
        for (text, body, other) in [
            ("临江市教育考试院", true, true),
            ("（二）临江市教育考试院情况", true, true),
            ("附件2：临江市教育考试院数据", true, true),
            ("下属单位情况", true, true),
            ("各科室情况", true, true),
            ("临江市教育局", true, false),
            ("市教育局数据统计表", true, false),
            ("门户网站", false, false),
            ("政府信息公开情况统计表", false, false),
            ("收到和处理政府信息公开申请情况", false, false),
            ("填报单位：临江市财政局", false, false),
            ("市教育考试院收到和处理政府信息公开申请情况", true, true),
            ("表1：临江市教育考试院2022年度主动公开政府信息情况", true, true),
            ("因政府信息公开被申请行政复议、提起行政诉讼情况（市教育考试院）", true, true),
            ("我市教育考试院收到和处理政府信息公开申请情况", true, true),
            ("各乡镇主动公开政府信息情况", true, true),
            ("三、临江市教育局收到和处理政府信息公开申请情况", true, false),
            ("我局收到和处理政府信息公开申请情况", false, false),
            ("本街道收到和处理政府信息公开申请情况", false, false),
            ("行政机关收到和处理政府信息公开申请情况", false, false),
        ] {
            assert_eq!((names_body(text), names_other(text, own)), (body, other), "{text}");
        }
        for (text, organ, other) in [
            ("全市", "临江市教育局", true),
            ("（全市）", "临江市教育局", true),
            ("统计范围：全市", "临江市教育局", true),
            ("全市教育系统情况", "临江市教育局", true),
            ("全系统汇总", "临江市教育局", true),
            ("全市政府信息公开行政复议、行政诉讼情况", "临江市教育局", true),
            ("全市教育系统收到和处理政府信息公开申请情况", "临江市教育局", true),
            ("全市收到和处理政府信息公开申请情况", "临江市人民政府", false),
            ("市本级收到和处理政府信息公开申请情况", "临江市人民政府", false),
            ("全市政府信息公开情况统计表", "临江市教育局", true),
            ("全市政府信息公开情况统计表", "临江市人民政府", false),
            ("全省", "临江市人民政府", true),
            ("全镇", "河口镇人民政府", false),
            ("全街道", "河口街道办事处", false),
            ("全市统一平台建设", "临江市教育局", false),
            ("全面推进", "临江市教育局", false),
        ] {
            assert_eq!(names_other(text, Some(organ)), other, "{text}");
        }
        let cells = crate::template::templates().iter().flat_map(|table| &table.rows);
        for cell in cells.flatten() {
            if let crate::template::TemplateCell::Label(text) = cell {
                assert!(!names_body(text), "{text}");
            }
        }
        for (clause, organ, counts) in [
            ("全市共收到", "临江市教育局", Some(false)),
            ("全市共收到", "临江市人民政府", Some(true)),
            ("全市共收到", "临江市人民政府办公室", Some(true)),
            ("全市共收到", "临江市政府办公室", Some(true)),
            ("全省共收到", "临江市人民政府", Some(false)),
            ("我市共收到", "临江市教育局", Some(false)),
            ("全区共收到", "临江高新区管委会", Some(true)),
            ("全市教育系统共收到", "临江市教育局", Some(false)),
            ("市财政局共收到", "临江市教育局", Some(false)),
            ("我市财政局收到", "临江市教育局", Some(false)),
            ("市教育局和市财政局共收到", "临江市教育局", Some(false)),
            ("市教育局、市财政局共收到", "临江市教育局", Some(false)),
            ("市教育局所属单位收到", "临江市教育局", Some(false)),
            ("市教育局收到", "临江市教育局", Some(true)),
            ("我市教育局收到", "临江市教育局", Some(true)),
            ("市政府门户网站收到", "临江市教育局", None),
            ("我局收到", "临江市教育局", None),
            ("全年收到", "临江市教育局", None),
            ("办公室收到", "临江市教育局", None),
            ("会同市财政局收到", "临江市教育局", None),
            ("市教育局会同市财政局收到", "临江市教育局", Some(true)),
            ("产生的政府信息公开申请收到", "临江市教育局", None),
            ("市政府办公室代表市政府收到", "临江市人民政府办公室", Some(true)),
            ("人民法院收到", "临江市教育局", None),
        ] {
            let subject = clause.find("收到").unwrap();
            assert_eq!(counts_for(clause, subject, Some(organ)), counts, "{clause}, {organ}");
        }
        let unknown = ["全镇收到", "我镇收到", "市财政局收到"];
        let subject = |clause: &str| clause.find("收到").unwrap();
        let counts = unknown.map(|clause| counts_for(clause, subject(clause), None));
        assert_eq!(counts, [Some(false), None, None]);
        assert!(!names_other("临江市教育考试院", None), "nobody knows the report's organ");
        assert!(names_other("所属单位", None));
    }
}
