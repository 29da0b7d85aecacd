//! The walk where tables came as tables: each row of a grid is a head, a caption or data.

use crate::fold::han_count;
use crate::key::{Label, is_unit_caption};
use crate::scope;
use crate::tokens::Kind;
use crate::vocabulary::Meaning;

use super::{Walker, head_cell};

impl Walker<'_, '_> {
    /// One row of a grid; gives the index behind it.
    pub(super) fn grid_row(&mut self, start: usize, grid: u32) -> usize {
        let row = self.tokens[start].row;
        let end = self.tokens[start..].iter().position(|token| token.row != row);
        let end = end.map_or(self.tokens.len(), |length| start + length);
        self.close();
        self.in_head &= self.out.heads.last().is_some_and(|heads| heads.grid == Some(grid));
        // 单位：件 stands above a table; its head says 单位 and no more.
        let mut printed = self.tokens[start..end].iter().filter(|token| !token.text.is_empty());
        let unit = printed.next().is_some_and(|token| is_unit_caption(token.text));
        if !self.in_head && unit && printed.next().is_none() {
            return end;
        }
        let kinds: Vec<Option<&Meaning>> =
            self.tokens[start..end].iter().map(|token| self.meaning(token)).collect();
        let heads = kinds.iter().flatten().filter(|meaning| meaning.is_head()).count();
        let firm = kinds.iter().flatten().any(|meaning| meaning.is_row() && !meaning.is_head());
        let caption = kinds.iter().flatten().any(|meaning| meaning.caption);
        let loose = (start..end).any(|index| {
            let Kind::Label(label) = &self.tokens[index].kind else { return false };
            let meaning = kinds[index - start].filter(|meaning| meaning.is_row());
            meaning.is_some_and(|meaning| self.row_of(label, meaning).is_some())
        });
        let before = (self.out.heads.len(), self.out.segments.len());
        let own = heads == 1 && self.is_row_of_its_own(start, end, &kinds);
        if firm || loose && heads <= 1 {
            self.grid_data(start, end, &kinds);
        } else if heads > 0 && !own {
            self.grid_head(start, end, &kinds);
        } else if caption {
            self.grid_caption(start, end, grid, &kinds);
        } else if self.are_values(start, end, &kinds) {
            self.grid_values(start, end);
        } else {
            self.grid_unknown(start, end, &kinds);
        }
        if self.open.is_some()
            || (self.out.heads.len(), self.out.segments.len()) != before
            || heads > 0
        {
            self.out.in_table[start..end].fill(true);
        }
        self.close();
        end
    }

    fn grid_data(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        let tokens = self.tokens;
        let mut depth = 0;
        for index in start..end {
            let token = &tokens[index];
            if self.open.is_none() && scope::year_of_cell(token.text).is_some() {
                self.year = Some(index);
            }
            match (&token.kind, kinds[index - start]) {
                (Kind::Label(label), Some(meaning)) => {
                    depth += 1;
                    match self.row_of(label, meaning) {
                        Some(row) if meaning.is_row() => {
                            self.open(Some(row), index, depth, 0);
                            self.remember(&label.core);
                        }
                        _ if meaning.group => {
                            self.close();
                            self.remember(&label.core);
                        }
                        None if meaning.is_ambiguous() => self.doubtful(index, depth, meaning),
                        _ => self.take(index),
                    }
                }
                (Kind::Label(label), None) if self.is_item(index, label) => {
                    self.item(index, depth + 1);
                }
                (_, _) => self.take(index),
            }
        }
    }

    fn grid_head(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        let tokens = self.tokens;
        for index in start..end {
            let token = &tokens[index];
            match &token.kind {
                Kind::Label(label) => self.add_head(token, label, kinds[index - start]),
                Kind::Value | Kind::Blank if self.in_head => {
                    let index = self.heads();
                    let heads = &mut self.out.heads[index];
                    heads.end = heads.end.max(token.column + token.columns);
                    // A head whose words are lost still stands above a column.
                    if heads.section.is_some_and(|section| section == 0 || section == 2) {
                        heads.cells.push(head_cell(token, &Label::default(), false, false));
                    }
                }
                Kind::Value | Kind::Blank | Kind::Prose => {}
            }
        }
    }

    fn grid_caption(&mut self, start: usize, end: usize, grid: u32, kinds: &[Option<&Meaning>]) {
        let caption = (start..end).find_map(|index| match &self.tokens[index].kind {
            Kind::Label(label) if kinds[index - start].is_some_and(|m| m.caption) => {
                Some(&label.core)
            }
            _ => None,
        });
        self.new_heads(Some(grid), caption.cloned());
        self.in_head = false;
    }

    /// Whether a row holds values and nothing else. Under the head of section 四, whose one row has no label, what
    /// is no number in one of its cells (O for 0, 待定) takes nothing from the others.
    fn are_values(&self, start: usize, end: usize, kinds: &[Option<&Meaning>]) -> bool {
        let row = &self.tokens[start..end];
        let values = row.iter().filter(|token| token.is_value()).count();
        let heads = self.out.heads.last().filter(|_| self.head_takes_values());
        let columns = heads.map(|heads| heads.cells.iter().filter(|cell| !cell.group).count());
        // Words before the others may be a label, and one of the cells be lost.
        let named = row.first().is_some_and(|first| !first.is_value() && han_count(first.text) > 0);
        let short =
            row.iter().all(|token| token.is_value() || matches!(token.kind, Kind::Label(_)));
        let in_cells = columns == Some(row.len()) && 2 * values > row.len() && !named && short;
        values == row.len() || in_cells && kinds.iter().all(Option::is_none)
    }

    fn grid_values(&mut self, start: usize, end: usize) {
        let empty = self.tokens[start..end].iter().all(|token| token.text.trim().is_empty());
        let next = self.tokens[end..].first().map_or(end, |next| {
            let row = self.tokens[end..].iter().take_while(|token| token.row == next.row);
            end + row.take_while(|token| token.is_value()).count()
        });
        let values_follow = self.tokens[end..next].iter().any(|token| !token.is_blank());
        if empty && values_follow {
            // An empty row between head and values.
            return;
        }
        if self.head_takes_values() {
            let unlabelled = self.words.unlabelled;
            self.open(Some(unlabelled), start, 0, 0);
            for index in start..end {
                self.take(index);
            }
            return;
        }
        let serial = self.out.heads.last().is_some_and(|heads| heads.serial);
        let label = self.out.segments.last().map(|segment| self.tokens[segment.label].column);
        for index in start..end {
            let token = &self.tokens[index];
            let counts = serial && label.is_some_and(|label| token.column < label);
            if !token.is_blank() && !counts {
                self.stray(index);
            }
        }
    }

    /// A row whose label the form does not know: its values are nobody's.
    fn grid_unknown(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        for index in start..end {
            if let (Kind::Label(label), Some(meaning)) =
                (&self.tokens[index].kind, kinds[index - start])
                && meaning.group
            {
                self.remember(&label.core);
            }
        }
        let label = (start..end).find(|i| matches!(self.tokens[*i].kind, Kind::Label(_)));
        let group = label.is_some_and(|i| kinds[i - start].is_some_and(|meaning| meaning.group));
        if let Some(Kind::Label(unknown)) = label.map(|label| &self.tokens[label].kind)
            && !group
        {
            self.bar(unknown);
            self.may_go_on = false;
        }
        for index in start..end {
            if matches!(self.tokens[index].kind, Kind::Label(_)) {
                self.keep_unread(self.tokens[index].text);
            }
        }
        let behind = label.map_or(end, |label| label + 1);
        let values = !group
            && self.tokens[behind..end].iter().any(|token| matches!(token.kind, Kind::Value));
        let known_above = self.out.heads.last().is_some_and(|heads| heads.section.is_some());
        if let Some(label) = label.filter(|_| values && known_above) {
            self.open(None, label, 0, 0);
            for index in label + 1..end {
                self.take(index);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{FieldId, NoteCode, Report};

    use crate::pages::{self, report_of_grid, value};

    /// A page with section 四, of whose one row these are the first cells; the others hold 0.
    fn courts(first: &[&str]) -> Report {
        let own = first.iter().chain(&["0"; 15]).take(15).map(|text| (*text, 1, 1)).collect();
        let rows = [pages::courts(), vec![own]].concat();
        report_of_grid(&rows)
    }

    #[test]
    fn what_is_no_number_in_the_row_without_a_label_takes_nothing_from_the_others() {
        for (place, first) in [("upheld", &["O"][..]), ("other", &["3", "1", "待定"])] {
            let report = courts(first);
            let own = FieldId::from_id(&format!("review.{place}")).unwrap();
            assert_eq!(value(&report, own.id()).as_deref(), Some("-"), "{place}");
            assert_eq!(value(&report, "litigation_direct.total").as_deref(), Some("0"));
            let told = |code| report.notes.iter().any(|n| n.code == code && n.fields == [own]);
            assert!(told(NoteCode::ValueUnreadable), "{place}");
        }
        // Words before the others may name the row, whose last cell is lost then.
        assert_eq!(value(&courts(&["件数"]), "review.corrected"), None);
    }
}
