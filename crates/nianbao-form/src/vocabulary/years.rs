//! Heads with words for a year before them.

use super::Vocabulary;

impl Vocabulary {
    /// The head of a column that is printed with words for a year (全年, 2022年) before it, or with others
    /// than the form's 本年. Which year it names is not looked at here.
    pub(super) fn head_of_year(&self, core: &str) -> Option<String> {
        let rest = behind_year(core).filter(|_| !self.meanings.contains_key(core))?;
        let named = [format!("本年{rest}"), rest.to_owned()].into_iter().map(|head| {
            let own = self.variants.get(&head);
            own.cloned().unwrap_or(head)
        });
        let is_column = |core: &String| {
            let meaning = self.meanings.get(core);
            meaning.is_some_and(|meaning| !meaning.head_of.is_empty() && !meaning.is_row())
        };
        named.into_iter().find(is_column)
    }
}

/// What stands behind words for a whole year.
fn behind_year(core: &str) -> Option<&str> {
    let digits = core.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        4 => core[4..].strip_prefix('年')?,
        0 => ["全年", "当年", "本年"].iter().find_map(|year| core.strip_prefix(year))?,
        _ => return None,
    };
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::vocabulary;

    #[test]
    fn a_head_may_say_which_year() {
        let own = |core: &str| vocabulary().canonical(core);
        for printed in ["全年处理决定数量", "2022年处理决定数量", "2022年度处理决定数量"]
        {
            assert_eq!(own(printed), "本年处理决定数量");
        }
        assert_eq!(own("2022年收费金额"), "本年收费金额");
        assert_eq!(own("全年对外公开总数量"), "对外公开总数量");
        assert_eq!(own("2021年项目数量"), "2021年项目数量");
        assert_eq!(own("2022年行政许可"), "2022年行政许可");
    }
}
