//! What stands behind the numbers of a sentence: it rules out most phrasings before a pattern is
//! built or tried.

use crate::value::is_counter;

/// The characters that stand directly behind digits and numerals in a sentence.
pub(crate) struct Counted(Vec<char>);

impl Counted {
    /// Those of a sentence in matching form.
    pub(crate) fn of(plain: &str) -> Self {
        let behind = plain.chars().zip(plain.chars().skip(1)).filter(|(c, _)| is_numeral(*c));
        Self(behind.map(|(_, next)| next).collect())
    }

    /// Whether a number may be followed by one of some characters; `None` stands for any text.
    pub(crate) fn may_be(&self, wanted: Option<&str>) -> bool {
        wanted.is_none_or(|wanted| self.0.iter().any(|c| wanted.contains(*c)))
    }
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(character, '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七')
        || matches!(character, '八' | '九' | '十')
}

/// What a pattern wants directly behind its number: one of these characters. `None` if it has no
/// number in every text of it, or if that is not told.
pub(crate) fn wanted(pattern: &'static str) -> Option<&'static str> {
    if has_alternatives(pattern) {
        return None;
    }
    let (before, rest) = pattern.split_once("{N}")?;
    let rest = rest.strip_prefix('[').filter(|class| !class.starts_with('^'));
    let (class, behind) = rest?.split_once(']')?;
    let open = before.matches('(').count() > before.matches(')').count();
    (!open && !behind.starts_with(['?', '*', '{'])).then_some(class)
}

/// Whether a pattern is one or the other, outside of all groups.
fn has_alternatives(pattern: &str) -> bool {
    let mut depth = 0usize;
    pattern.chars().any(|character| {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '|' && depth == 0
    })
}

/// Whether a text is a sentence that tells counts behind a label: 本年度办理结果：予以公开9件、部分公开2件。
pub(crate) fn tells_counts(text: &str) -> bool {
    let Some((_, told)) = text.split_once(['：', ':']).filter(|_| text.ends_with('。')) else {
        return false;
    };
    let mut pairs = told.chars().zip(told.chars().skip(1));
    pairs.any(|(c, next)| c.is_ascii_digit() && is_counter(next.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_stands_behind_the_number() {
        assert_eq!(wanted("行政复议(?:案件)?{N}[件起宗]"), Some("件起宗"));
        assert_eq!(wanted("{N}[件份](?:申请)?结转"), Some("件份"));
        for untold in
            ["无收费|收费{N}[件]", "(?:收到{N}[件])?申请", "{N}[^件]", "{N}[件]?", "{NO}{X}"]
        {
            assert_eq!(wanted(untold), None, "{untold}");
        }
    }

    #[test]
    fn sentences_that_tell_counts_behind_a_label() {
        assert!(tells_counts("本年度办理结果：予以公开9件、部分公开2件。"));
        for label in ["处理决定数量：指2019年办件量。", "规章：2件", "予以公开9件。"]
        {
            assert!(!tells_counts(label), "{label}");
        }
    }

    #[test]
    fn numbers_of_a_sentence() {
        let counted = Counted::of("2020年收到申请12件,答复三份");
        for class in ["件起宗", "份", "年"] {
            assert!(counted.may_be(Some(class)), "{class}");
        }
        assert!(!counted.may_be(Some("次场")) && counted.may_be(None));
    }
}
