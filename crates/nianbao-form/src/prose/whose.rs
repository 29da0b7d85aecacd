//! Whose number a clause says: the report's, or that of some bodies below it.

/// What 各 stands before where bodies are counted one by one. 各级 are all of them, and 各科室 are parts
/// of the report's own body.
const EACH: [&str; 24] = [
    "乡", "镇", "街", "部门", "单位", "直", "区", "县", "市", "州", "旗", "委", "局", "村", "社区",
    "成员", "二级", "下", "所属", "基层", "分局", "有关", "相关", "职能",
];

/// Bodies below the report's, where a clause begins with them.
const LOWER: [&str; 26] = [
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
    "直属",
    "下属",
    "所属",
    "下级",
    "下辖",
    "基层",
    "区县",
    "县区",
    "县(市",
    "部门",
    "其他部门",
];

/// The report's own level, where those below it stand beside.
const OWN_LEVEL: [&str; 6] = ["本级", "局机关", "委机关", "厅机关", "办公室", "政府"];

/// Who all are, in a clause on bodies: 全县各部门, 我市各部门.
const LEVELS: &str = "省市县区州盟旗镇乡街系";

/// What names a region before 各, without its verb, is no longer.
const LONGEST_REGION: usize = 8;

/// What stands before bodies that are not who did it: 会同各部门, 向各乡镇, 组织各单位.
const NOT_BY: &str = "在向对与和会同组织指导督促要求推动给通过调配从涉按";

/// Whose number a clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// It says that it is the report's.
    Own,
    /// That of bodies below the report's: 各乡镇, 县直部门.
    Lower,
    /// It does not say.
    Untold,
}

/// Whether numbers are the report's, from clause to clause.
#[derive(Default)]
pub(super) struct Subject {
    /// The last who was named is below the report's body.
    lower: bool,
}

impl Subject {
    /// Whether the words from `start` on in a sentence say a number of the report's own body.
    pub(super) fn is_own(&mut self, sentence: &str, start: usize) -> bool {
        let clause = clause_start(&sentence[..start]);
        match whose(&sentence[clause..start], || has_others(sentence, clause)) {
            Whose::Own => self.lower = false,
            Whose::Lower => self.lower = true,
            Whose::Untold => {}
        }
        !self.lower
    }
}

/// Where the clause begins that a text ends in; counts that 、 parts are clauses too.
fn clause_start(text: &str) -> usize {
    let mut parts = text.char_indices().filter(|(at, c)| match c {
        ',' | ';' | ':' | '。' => true,
        '、' => ends_with_count(&text[..*at]),
        _ => false,
    });
    parts.next_back().map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether a text ends with a number and its counter.
fn ends_with_count(text: &str) -> bool {
    let mut behind = text.chars().rev();
    behind.next().is_some_and(|c| "件条份宗起项次篇个".contains(c))
        && behind.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whose number a clause says, by the words before what is counted. `others`: whether the sentence goes
/// on to tell of bodies beside them.
fn whose(subject: &str, others: impl Fn() -> bool) -> Whose {
    let subject =
        subject.trim_start_matches(|c: char| c.is_ascii_digit() || "年度月日个家,".contains(c));
    let subject = ["其中", "全年", "本年度", "本年", "今年", "截至"]
        .iter()
        .fold(subject, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let Some(all) = below(subject) else {
        let own_level = OWN_LEVEL.iter().any(|word| subject.contains(word));
        let own = subject.starts_with(['我', '本', '全', '共', '总', '合']);
        return match own_level {
            true if others() => Whose::Lower,
            _ if own || own_level => Whose::Own,
            _ => Whose::Untold,
        };
    };
    if all && !others() { Whose::Own } else { Whose::Lower }
}

/// Whether bodies below the report's are who a clause begins with, and then whether they are all of them:
/// 全县各部门, 各乡镇、各部门.
fn below(subject: &str) -> Option<bool> {
    let each = subject.match_indices('各').find(|(at, word)| {
        let rest = &subject[at + word.len()..];
        EACH.iter().any(|kind| rest.starts_with(kind))
    });
    let each = each.map(|(at, _)| at).filter(|at| {
        let region = &subject[..*at];
        region.chars().count() <= LONGEST_REGION && !region.contains(|c| NOT_BY.contains(c))
    });
    let region = subject.strip_prefix(['全', '我', '本']);
    let region = region.and_then(|rest| rest.strip_prefix(|c| LEVELS.contains(c)));
    let named = region.unwrap_or(subject);
    let lower = LOWER.iter().any(|word| named.starts_with(word)) && !named.starts_with("部门间");
    (each.is_some() || lower).then(|| {
        let places = ["乡", "镇", "街道", "区县", "县区"].iter().any(|word| subject.contains(word));
        let offices = ["部门", "单位", "直"].iter().any(|word| named.contains(word));
        let all_offices = region.is_some() && each.is_some() && !places;
        subject.contains("各级") || places && offices || all_offices
    })
}

/// Whether a sentence counts for other bodies too, in clauses beside the one that begins at `clause`; what
/// 其中 opens are parts of it.
fn has_others(sentence: &str, clause: usize) -> bool {
    let mut start = 0;
    while start < sentence.len() {
        let end = sentence[start..]
            .char_indices()
            .find(|(at, c)| match c {
                ',' | ';' | ':' => true,
                '、' => ends_with_count(&sentence[start..start + at]),
                _ => false,
            })
            .map_or(sentence.len(), |(at, _)| start + at);
        let words = &sentence[start..end];
        if words.starts_with("其中") && start != clause {
            return false;
        }
        let counts = words.contains(|c: char| c.is_ascii_digit());
        if start != clause && counts && below(words).is_some() {
            return true;
        }
        start = end + sentence[end..].chars().next().map_or(1, char::len_utf8);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(sentence: &str) -> Vec<bool> {
        let mut subject = Subject::default();
        let starts = sentence.match_indices("公开信息");
        starts.map(|(at, _)| subject.is_own(sentence, at)).collect()
    }

    #[test]
    fn bodies_below_the_reports() {
        for (sentence, expected) in [
            ("各乡镇公开信息3条,县直部门公开信息5条", &[false, false][..]),
            ("各乡镇公开信息3条、县直部门公开信息5条,全县共公开信息8条", &[false, false, true]),
            ("公开信息8条,其中乡镇公开信息3条", &[true, false]),
            ("2022年,临江县各镇公开信息3条", &[false]),
            ("各部门公开信息3条,公开信息目录9条", &[false, false]),
            ("市本级公开信息3条,各区县公开信息5条", &[false, false]),
            ("全市各部门公开信息3条,各区公开信息5条", &[false, false]),
            ("市本级公开信息3条", &[true]),
            ("县政府办公室公开信息3条,各部门公开信息5条", &[false, false]),
            ("12个乡镇公开信息3条,公开信息目录9条", &[false, false]),
            ("全市各部门公开信息8条,其中市直部门公开信息5条", &[true, false]),
            ("全县各乡镇、各部门共公开信息8条", &[true]),
            ("各级各部门公开信息8条", &[true]),
            ("我局各科室公开信息8条", &[true]),
            ("会同各部门公开信息8条", &[true]),
            ("要求各单位按时报送,公开信息8条", &[true]),
            ("各类渠道公开信息8条", &[true]),
        ] {
            assert_eq!(own(sentence), expected, "{sentence}");
        }
    }
}
