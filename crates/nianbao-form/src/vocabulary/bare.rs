//! Labels that are printed with 的 in them or behind them, as the items of the law are (属于国家秘密的), or with
//! other marks between their clauses than the form's (逾期不补正，行政机关不再处理…).

use super::Vocabulary;

/// A shorter label is as often a piece of a sentence: 规章的.
const SHORTEST_BARE: usize = 6;

/// The marks between clauses.
const MARKS: [char; 2] = ['、', ','];

impl Vocabulary {
    /// Learns all labels and their variants without what pages add and leave out. One that several labels
    /// have in common is none.
    pub(super) fn learn_bare(&mut self) {
        let own = self.meanings.keys().map(|label| (label, label));
        for (printed, label) in own.chain(&self.variants) {
            let bare = bare(printed);
            if bare.chars().count() >= SHORTEST_BARE {
                let known = self.bare.entry(bare).or_insert_with(|| Some(label.clone()));
                *known = known.take().filter(|known| known == label);
            }
        }
    }

    /// The label that is printed with 的 or with other marks, which change nothing.
    pub(super) fn by_bare(&self, core: &str) -> Option<String> {
        let adds = core.contains('的') || core.contains(MARKS);
        if !adds || core.ends_with(MARKS) || self.meanings.contains_key(core) {
            return None;
        }
        self.bare.get(&bare(core))?.clone()
    }
}

/// A label without 的 and without marks.
fn bare(label: &str) -> String {
    label.chars().filter(|c| *c != '的' && !MARKS.contains(c)).collect()
}

#[cfg(test)]
mod tests {
    use crate::key::Label;
    use crate::vocabulary::vocabulary;

    #[test]
    fn wordings_of_one_label() {
        for (printed, own) in [
            ("法人或者其他组织", "法人或其他组织"),
            ("本行政机关不掌握该政府信息", "本机关不掌握相关政府信息"),
            ("要求确认或者重新出具已获取的信息", "要求行政机关确认或重新出具已获取信息"),
            ("属于国家秘密的", "属于国家秘密"),
            ("没有现成信息，需要另行制作的", "没有现成信息需要另行制作"),
            ("危及国家安全、公共安全、经济安全、社会稳定", "危及三安全一稳定"),
            ("本年新收的政府信息公开申请数", "本年新收政府信息公开申请数量"),
            ("上一年度结转的政府信息公开申请数量", "上年结转政府信息公开申请数量"),
            ("维持具体行政行为或驳回原告的诉讼请求数", "维持具体行政行为或驳回原告诉讼请求数"),
            ("依申请公开信息收取的费用", "依申请公开信息收取的费用"),
        ] {
            assert_eq!(vocabulary().canonical(&Label::of(printed).core), own);
            assert!(vocabulary().meaning(own).is_some(), "{own}");
        }
        let printed = "申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请";
        let own = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
        assert_eq!(vocabulary().canonical(&Label::of(printed).core), own);
        for piece in ["规章的", "其他的", "总计的", "收到的政府信息公开申请", "属于国家秘密、"]
        {
            assert_eq!(vocabulary().canonical(piece), piece);
        }
    }
}
