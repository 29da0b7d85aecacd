//! Whose number a clause says: the report's, or that of some bodies below it.

use crate::bodies;

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

/// Who does what a number counts.
#[derive(Clone, Copy)]
pub(super) enum By<'o> {
    /// Whoever it is: courts decide on the acts of the report's body.
    Anyone,
    /// The report's body, by its name if that is known; or another.
    Report(Option<&'o str>),
}

/// Whether numbers are the report's, from clause to clause.
#[derive(Default)]
pub(super) struct Subject {
    /// The last who was named is below the report's body.
    lower: bool,
}

impl Subject {
    /// Whether the words from `start` on in a sentence say a number of the report's own body. `by`: who does what is
    /// counted.
    pub(super) fn is_own(&mut self, sentence: &str, start: usize, by: By<'_>) -> bool {
        let clause = clause_start(&sentence[..start]);
        match whose(&sentence[clause..], start - clause, by, || has_others(sentence, clause)) {
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

/// Whose number a clause says, by its first `subject` bytes, the words before what is counted. `others`:
/// whether the sentence goes on to tell of bodies beside them.
fn whose(clause: &str, subject: usize, by: By<'_>, others: impl Fn() -> bool) -> Whose {
    let subject = &clause[..subject];
    let before = subject.len();
    let subject =
        subject.trim_start_matches(|c: char| c.is_ascii_digit() || "年度月日个家,".contains(c));
    let subject = ["其中", "全年", "本年度", "本年", "今年", "截至"]
        .iter()
        .fold(subject, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let clause = &clause[before - subject.len()..];
    let counts = match by {
        By::Anyone => None,
        By::Report(own) => bodies::counts_for(clause, subject.len(), own),
    };
    if counts == Some(false) {
        return Whose::Lower;
    }
    let Some(all) = below(subject) else {
        let own_level = OWN_LEVEL.iter().any(|word| subject.contains(word));
        let own = subject.starts_with(['我', '本', '全', '共', '总', '合']);
        return match own_level {
            true if others() => Whose::Lower,
            _ if own || own_level || counts == Some(true) => Whose::Own,
            _ => Whose::Untold,
        };
    };
    if all && !others() { Whose::Own } else { Whose::Lower }
}

/// Whether bodies below the report's are who a clause begins with, and then whether they are all of them:
/// 全县各部门, 各乡镇、各部门.
fn below(subject: &str) -> Option<bool> {
    let each = bodies::each_in(subject).filter(|at| {
        let region = &subject[..*at];
        region.chars().count() <= LONGEST_REGION && !region.contains(|c| NOT_BY.contains(c))
    });
    let region = subject.strip_prefix(['全', '我', '本']);
    let region = region.and_then(|rest| rest.strip_prefix(|c| LEVELS.contains(c)));
    let named = region.unwrap_or(subject);
    let lower = bodies::begins_lower(named);
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
    use nianbao_core::Edition;

    use super::*;
    use crate::prose::tests::{of, said_for};

    fn own_of(sentence: &str, organ: By<'_>) -> Vec<bool> {
        let mut subject = Subject::default();
        let starts = sentence.match_indices("公开信息");
        starts.map(|(at, _)| subject.is_own(sentence, at, organ)).collect()
    }

    fn own(sentence: &str) -> Vec<bool> {
        own_of(sentence, By::Anyone)
    }

    #[test]
    fn other_bodies_than_the_report_s() {
        for (sentence, expected) in [
            ("全市公开信息8条,其中市教育局公开信息3条", &[false, true][..]),
            ("省政府办公厅公开信息8条,我局公开信息3条", &[false, true]),
            ("临江市财政局共公开信息8条,公开信息目录9条", &[false, false]),
            ("市教育局共公开信息8条", &[true]),
            ("全局公开信息8条", &[true]),
            ("各部门公开信息8条", &[false]),
        ] {
            assert_eq!(own_of(sentence, By::Report(Some("临江市教育局"))), expected, "{sentence}");
        }
        for (sentence, expected) in [
            ("全市公开信息8条,其中市教育局公开信息3条", &[true, false][..]),
            ("市政府公开信息8条", &[true]),
            ("全市各部门公开信息8条,其中市直部门公开信息5条", &[true, false]),
        ] {
            assert_eq!(
                own_of(sentence, By::Report(Some("临江市人民政府"))),
                expected,
                "{sentence}"
            );
        }
        assert_eq!(own_of("全市公开信息8条", By::Report(None)), [false], "nobody knows the organ");
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

    #[test]
    fn bodies_below_the_report_s_do_not_count_for_it() {
        let cases: [(&str, &[(&str, &str)]); 5] = [
            ("各镇主动公开政府信息210条，区直单位主动公开政府信息130条。", &[]),
            (
                "各镇主动公开政府信息210条；区直单位主动公开政府信息130条；全区共主动公开政府信息340条。",
                &[("proactive.total", "340")],
            ),
            (
                "主动公开政府信息340条，其中乡镇主动公开政府信息210条。",
                &[("proactive.total", "340")],
            ),
            ("全区各部门主动公开政府信息340条。", &[("proactive.total", "340")]),
            ("区本级收到政府信息公开申请3件，各镇收到政府信息公开申请8件。", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(
                said_for(text, Edition::E2021, 2021, "白石区人民政府"),
                of(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_of_other_bodies_are_not_the_report_s() {
        let cases: [(&str, &[(&str, &str)]); 7] = [
            ("全县共收到政府信息公开申请130件，其中县水务局12件。", &[]),
            ("全县水务系统共收到政府信息公开申请130件，我局收到12件。", &[]),
            ("全省共收到政府信息公开申请130件，办结110件。", &[]),
            ("青禾县财政局共收到政府信息公开申请130件。", &[]),
            (
                "县政府办公室主动公开政府信息510条，我局主动公开政府信息20条。",
                &[("proactive.total", "20")],
            ),
            (
                "青禾县水务局主动公开政府信息20条，通过县政府门户网站公开15条。",
                &[("proactive.total", "20")],
            ),
            ("行政复议3件，县司法局维持2件。", &[("review.total", "3"), ("review.upheld", "2")]),
        ];
        for (text, expected) in cases {
            assert_eq!(
                said_for(text, Edition::E2021, 2021, "青禾县水务局"),
                of(expected),
                "{text}"
            );
        }
        let text = "全县共收到政府信息公开申请130件，其中县水务局收到政府信息公开申请12件。";
        let expected = of(&[("requests.received.total", "130")]);
        assert_eq!(said_for(text, Edition::E2021, 2021, "青禾县人民政府"), expected);
        assert_eq!(said_for(text, Edition::E2021, 2021, "青禾县人民政府办公室"), expected);
    }
}
