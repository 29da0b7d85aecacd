//! Which row of the form a label names, where several rows share a name.

use crate::key::{Label, Numbering};
use crate::vocabulary::Meaning;

use super::Walker;

/// How many labels are remembered at least; a form has ninety.
const REMEMBERED: usize = 200;

/// The number of 其他 among the items of 其他处理.
const THIRD: u32 = 3;

impl Walker<'_, '_> {
    /// The row that a label names, told from its namesakes by the labels before it.
    pub(super) fn row_of(&self, label: &Label, meaning: &Meaning) -> Option<usize> {
        let numbered = matches!(label.numbering, Some(Numbering::Second(_) | Numbering::Third(_)));
        // 总计 and 其他 are columns too; every other label of a row names it and nothing else.
        let short = !meaning.head_of.is_empty();
        let parent = |row: &usize| self.words.rows[*row].path.iter().rev().nth(1);
        let known = || self.seen.iter().rev().take_while(|seen| !seen.is_empty());
        // Rows come in the form's order: one that was read, or passed, does not come again.
        let to_come = |row: &usize| self.last_row.is_none_or(|last| last < *row);
        let nearest = || known().find_map(|seen| self.beside(seen, &meaning.rows)).filter(to_come);
        let owned = |row: &&usize| {
            let owner = self.words.owner(**row);
            owner.is_some() && owner == self.top.as_deref()
        };
        match meaning.rows.as_slice() {
            rows if rows.iter().any(|row| self.words.owner(*row).is_some()) => {
                rows.iter().find(owned).copied().filter(to_come)
            }
            [row] if !short => Some(*row),
            [row] if label.core == "总计" => {
                // 总计 is a row after 其他处理 only; elsewhere it is a column, or a sum of the page's own.
                let after = self.last_row.is_some_and(|last| {
                    self.words.rows[last].path.iter().any(|core| core == "其他处理")
                });
                (label.numbering == Some(Numbering::Second(7)) || after && !self.in_head)
                    .then_some(*row)
            }
            [row] => {
                let group = known().find(|seen| self.is_group(seen));
                let under = group.is_some() && group == parent(row);
                // 六、其他 is the heading of the section behind the tables.
                let heading = matches!(label.numbering, Some(Numbering::First(_)));
                // Another than the third of 其他处理 is a row of the page's own.
                let third = !matches!(label.numbering, Some(Numbering::Third(n)) if n != THIRD);
                (under && third && !heading && (numbered || !self.in_head)).then_some(*row)
            }
            _ => nearest(),
        }
    }

    /// Which of some rows of one name a label seen before speaks for: it is the row's parent, or
    /// another row of that parent's alone.
    fn beside(&self, seen: &str, rows: &[usize]) -> Option<usize> {
        let parent = |row: usize| self.words.rows[row].path.iter().rev().nth(1);
        let sibling = self.words.meaning(seen).filter(|meaning| meaning.rows.len() == 1);
        let siblings_parent = sibling.and_then(|meaning| parent(meaning.rows[0]));
        rows.iter().copied().find(|row| {
            let own = parent(*row);
            own.is_some_and(|own| own == seen) || own.is_some() && own == siblings_parent
        })
    }

    fn is_group(&self, core: &str) -> bool {
        self.words.meaning(core).is_some_and(|meaning| meaning.group)
    }

    /// A label that the form does not know, where one of a group may stand: what follows may be of
    /// a group of the page's own.
    pub(super) fn bar(&mut self, label: &Label) {
        let old = self.out.heads.last().is_some_and(|heads| heads.section == Some(0));
        let inner = match label.numbering {
            Some(Numbering::Third(_) | Numbering::Among) => true,
            Some(Numbering::Second(_)) => old,
            Some(Numbering::First(_)) | None => false,
        };
        if !inner {
            self.remember("");
        }
    }

    /// Keeps a label for the rows after it. Only the last few tables' matter.
    pub(super) fn remember(&mut self, core: &str) {
        if core.is_empty() || self.words.is_top(core) {
            self.top = Some(core.to_owned());
        }
        if self.seen.len() >= 2 * REMEMBERED {
            self.seen.drain(..REMEMBERED);
        }
        self.seen.push(core.to_owned());
    }
}
