//! Fields: an instruction, which is not shown, and its result, which is.

/// The fields that are open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Text of the paragraph stood in a table of contents.
    contents: bool,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    result: bool,
}

/// More are not open at a time in any document; what is beyond is not shown.
const MAX_OPEN: usize = 64;

impl Fields {
    /// A sign of a field: its begin, the end of its instruction, its end.
    pub(super) fn sign(&mut self, kind: &str) {
        match kind {
            "begin" if self.open.len() < MAX_OPEN => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.result = true;
                }
            }
            "end" => drop(self.open.pop()),
            _ => {}
        }
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.instruction.len() < 64) {
            field.instruction.push_str(text);
        }
    }

    /// Whether text is shown here: as a result, or outside of fields.
    pub(super) fn are_shown(&mut self) -> bool {
        let contents = |field: &Field| field.result && is_contents(&field.instruction);
        self.contents |= self.open.iter().any(contents);
        self.open.iter().all(|field| field.result)
    }

    /// Instructions do not go on in the next paragraph; one that does was never closed, and would
    /// swallow the rest.
    pub(super) fn end_paragraph(&mut self) {
        self.open.retain(|field| field.result);
    }

    /// Whether the paragraph is a line of a table of contents.
    pub(super) fn in_contents(&mut self) -> bool {
        std::mem::take(&mut self.contents)
    }
}

/// Whether an instruction is that of a table of contents.
pub(super) fn is_contents(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}
