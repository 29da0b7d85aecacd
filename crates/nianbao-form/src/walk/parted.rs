//! Remarks that a line end parted from the caption or the head that they are made on.

use crate::captions::is_broken_caption;
use crate::fold::{han_count, squeeze};
use crate::key::{Label, split_numbering};

use super::Walker;

/// A longer bracket below a head is a note on the table.
const REMARK: usize = 12;

impl Walker<'_, '_> {
    /// Keeps a caption that is broken in a remark on whose numbers follow.
    pub(super) fn keep_caption(&mut self, index: usize, pieces: usize) {
        if is_broken_caption(&self.tokens[index..index + pieces]) {
            self.out.captions.push((index, pieces));
        }
    }

    /// Whether a text that the form does not know opens a block, whose caption is kept then.
    pub(super) fn opens_block(&mut self, index: usize) -> bool {
        let text = self.tokens[index].text;
        let opens = text.starts_with("第二十条") || text.starts_with("第二十條");
        if opens {
            self.keep_caption_of_two(index);
        }
        opens
    }

    /// Keeps a caption whose rest stands on the next line, as no label of its own.
    pub(super) fn keep_caption_of_two(&mut self, index: usize) {
        if self.tokens.get(index + 1).is_some_and(|next| !next.fresh && !next.rest) {
            self.keep_caption(index, 2);
        }
    }

    /// Keeps a bracket below a head with that head: a remark that a line end parted from it.
    pub(super) fn is_remark_on_head(&mut self, index: usize) -> bool {
        let token = &self.tokens[index];
        let key = squeeze(token.text);
        let bracket = key.starts_with('(') && key.ends_with(')') && han_count(&key) <= REMARK;
        if !bracket || token.fresh || split_numbering(&key).0.is_some() {
            return false;
        }
        let head = self.out.heads.last_mut().and_then(|heads| heads.cells.last_mut());
        let Some(head) = head.filter(|head| head.known) else { return false };
        head.printed.push_str(token.text);
        head.unit = head.unit.or(Label::of(&head.printed).unit);
        true
    }
}
