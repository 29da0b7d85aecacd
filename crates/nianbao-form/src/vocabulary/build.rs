//! The vocabulary, made of the printed forms and the variants of their labels.

use std::collections::{HashMap, HashSet};

use super::paths::{Core, RowPath, column_path, resolve_left};
use super::variants::{self, Variant};
use super::{Column, Meaning, Role, RowDef, Vocabulary};
use crate::fold::is_han;
use crate::key::Label;
use crate::letters::Letters;
use crate::template::{Template, TemplateCell, templates};

/// The ideographs that may come off a label before it is looked up.
const NUMBERING: &str = "其中第二十条项款一三四五六七八九年度";

impl Vocabulary {
    pub(super) fn build() -> Self {
        let mut all = Self {
            rows: Vec::new(),
            unlabelled: 0,
            tops: HashSet::default(),
            meanings: HashMap::default(),
            sorted: Vec::new(),
            words: Vec::new(),
            variants: HashMap::default(),
            bare: HashMap::default(),
            roles: HashMap::default(),
            ideographs: Vec::new(),
        };
        all.read_variants(include_str!("../../data/labels.csv"));
        for template in templates() {
            all.add(template);
        }
        all.learn_bare();
        all.sorted = all.meanings.keys().cloned().collect();
        all.sorted.sort_unstable();
        let old = all.rows.iter().filter(|row| row.section == 0);
        all.tops = old.filter_map(|row| row.path.first().cloned()).collect();
        all.unlabelled = all.rows.iter().position(|row| row.section == 4).unwrap_or_default();
        let known = all.meanings.keys().chain(all.variants.keys());
        let known = known.chain(all.words.iter().map(|(_, word, _)| word));
        all.ideographs = known.flat_map(|label| label.chars()).chain(NUMBERING.chars()).collect();
        all.ideographs.retain(|character| is_han(*character));
        all.ideographs.sort_unstable();
        all.ideographs.dedup();
        all
    }

    fn read_variants(&mut self, text: &str) {
        // A test holds that every line is one.
        for variant in variants::lines(text).filter_map(|(_, line)| variants::parse(line).ok()) {
            match variant {
                Variant::Word(word, other) => {
                    self.words.push((Letters::of(&word), word, other));
                }
                Variant::Role(head, role) => {
                    self.roles.insert(head, role);
                }
                Variant::Label(variant, label) => {
                    self.variants.insert(variant, label);
                }
            }
        }
    }

    fn entry(&mut self, core: &str) -> &mut Meaning {
        self.meanings.entry(core.to_owned()).or_default()
    }

    fn add(&mut self, template: &Template) {
        let mut heads: Vec<Vec<String>> = Vec::new();
        let mut path = RowPath::default();
        let mut caption = None;
        for row in &template.rows {
            let row = self.cores(row);
            let is_data = row.iter().any(|cell| matches!(cell, Core::Field(_)));
            let labels: Vec<String> = row.iter().filter_map(Core::label).cloned().collect();
            if is_data {
                let row_path = path.next(&row, template.section, caption.as_ref());
                self.add_row(template, &row_path, &row, &heads);
            } else if template.section == 0 && !heads.is_empty() {
                path.group(&row);
                self.entry(&labels[0]).group = true;
            } else if template.section == 2 && labels.len() == 1 {
                caption = Some(labels[0].clone());
                self.entry(&labels[0]).caption = true;
                heads.clear();
            } else {
                self.add_heads(template.section, &row);
                heads.push(resolve_left(&row));
            }
        }
    }

    fn cores(&self, row: &[TemplateCell]) -> Vec<Core> {
        let core = |cell: &TemplateCell| match cell {
            TemplateCell::Label(text) => {
                let label = Label::of(text);
                Core::Label(self.own_wording(&label.core), label.numbering)
            }
            TemplateCell::Field(field) => Core::Field(*field),
            TemplateCell::Left => Core::Left,
            TemplateCell::Above => Core::Above,
        };
        row.iter().map(core).collect()
    }

    fn add_heads(&mut self, section: u8, row: &[Core]) {
        for (index, cell) in row.iter().enumerate() {
            let Core::Label(core, _) = cell else { continue };
            let spans = matches!(row.get(index + 1), Some(Core::Left)) && section > 2;
            let meaning = self.entry(core);
            if index == 0 && section != 4 {
                meaning.stub = true;
                meaning.stub_of = (section != 3).then_some(section);
            } else if !core.is_empty() {
                if !meaning.head_of.contains(&section) {
                    meaning.head_of.push(section);
                }
                meaning.head_group |= spans;
            }
        }
    }

    fn add_row(
        &mut self,
        template: &Template,
        path: &[String],
        row: &[Core],
        heads: &[Vec<String>],
    ) {
        let columns: Vec<Column> = row
            .iter()
            .enumerate()
            .filter_map(|(index, cell)| match cell {
                Core::Field(field) => {
                    let mut path = column_path(heads, index);
                    path.retain(|core| self.role(core) != Some(Role::Over));
                    Some(Column { path, field: *field })
                }
                _ => None,
            })
            .collect();
        let known =
            self.rows.iter().position(|row| row.section == template.section && row.path == path);
        let id = known.unwrap_or_else(|| {
            let columns = Default::default();
            self.rows.push(RowDef { section: template.section, path: path.to_vec(), columns });
            self.rows.len() - 1
        });
        self.rows[id].columns[template.edition.index()] = columns;
        if let Some((leaf, groups)) = path.split_last() {
            let meaning = self.entry(leaf);
            if !meaning.rows.contains(&id) {
                meaning.rows.push(id);
            }
            for group in groups {
                let meaning = self.entry(group);
                meaning.group |= !meaning.caption;
            }
        }
    }
}
