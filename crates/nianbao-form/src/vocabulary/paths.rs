//! The labels that lead to a cell of the printed form: those of its row, and those above it.

use nianbao_core::FieldId;

use crate::key::Numbering;

/// A cell of the template with its label's core.
pub(super) enum Core {
    Label(String, Option<Numbering>),
    Field(FieldId),
    Left,
    Above,
}

impl Core {
    pub(super) fn label(&self) -> Option<&String> {
        match self {
            Self::Label(core, _) => Some(core),
            _ => None,
        }
    }
}

/// The row's labels with those that span it from the left.
pub(super) fn resolve_left(row: &[Core]) -> Vec<String> {
    let mut last = String::new();
    let resolved = row.iter().map(|cell| {
        match cell {
            Core::Label(core, _) => last.clone_from(core),
            Core::Left => {}
            Core::Above | Core::Field(_) => last.clear(),
        }
        last.clone()
    });
    resolved.collect()
}

/// The labels above a column, outermost first.
pub(super) fn column_path(heads: &[Vec<String>], column: usize) -> Vec<String> {
    let mut path: Vec<String> = heads.iter().filter_map(|row| row.get(column).cloned()).collect();
    path.retain(|core| !core.is_empty());
    path
}

/// Follows the labels of rows down the template.
#[derive(Default)]
pub(super) struct RowPath {
    /// Section 三: the labels in force in its three label columns.
    columns: Vec<String>,
    /// 2014: the labels in force by level of numbering.
    levels: Vec<(usize, String)>,
}

impl RowPath {
    pub(super) fn next(
        &mut self,
        row: &[Core],
        section: u8,
        caption: Option<&String>,
    ) -> Vec<String> {
        match section {
            0 => {
                self.group(row);
                self.levels.iter().map(|(_, core)| core.clone()).collect()
            }
            2 => caption.into_iter().chain(row.first().and_then(Core::label)).cloned().collect(),
            _ => self.stacked(row),
        }
    }

    /// A row of section 三: a label stands until another stands in its column.
    fn stacked(&mut self, row: &[Core]) -> Vec<String> {
        self.columns.resize(3, String::new());
        for (slot, cell) in self.columns.iter_mut().zip(row) {
            match cell {
                Core::Label(core, _) => slot.clone_from(core),
                Core::Left | Core::Field(_) => slot.clear(),
                Core::Above => {}
            }
        }
        self.columns.iter().filter(|core| !core.is_empty()).cloned().collect()
    }

    /// A row of the table of 2014: its numbering tells its level; without one it stands beside
    /// the row before.
    pub(super) fn group(&mut self, row: &[Core]) {
        let Some(Core::Label(core, numbering)) = row.first() else { return };
        let level = match numbering {
            Some(Numbering::First(_)) => 0,
            Some(Numbering::Second(_)) => 1,
            Some(Numbering::Third(_)) => 2,
            Some(Numbering::Among) => 3,
            None => self.levels.last().map_or(0, |(level, _)| *level),
        };
        self.levels.retain(|(other, _)| *other < level);
        self.levels.push((level, core.clone()));
    }
}
