//! The declaration of a page's type, by html5ever's own tokenizer: there is one on a page, and it has
//! sixteen states.

use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What a declaration says, from `<!` to the first `>` or the end of the text.
pub(super) fn read(declaration: StrTendril) -> Doctype {
    let tokenizer = Tokenizer::new(Taken::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(declaration);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// Takes the one token that is wanted.
#[derive(Default)]
struct Taken(Cell<Doctype>);

impl TokenSink for Taken {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::DoctypeToken(doctype) = token {
            self.0.set(doctype);
        }
        TokenSinkResult::Continue
    }
}
