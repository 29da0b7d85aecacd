//! A page's text to the tokens of the HTML standard, many times faster than a state machine that goes
//! character by character: whatever lies between two signs of markup is searched over and cut out
//! whole. The tree builder takes the tokens, and with it the tests hold this against html5ever's own
//! tokenizer.
//!
//! What reading never looks at is left empty: comments, and most attributes (`kept` says which).

mod attributes;
mod doctype;
mod known;
mod names;
mod raw;
mod reference;
mod tag;

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use memchr::{memchr, memchr_iter, memchr2, memmem};

use self::known::Known;
use self::names::Names;

/// How much is read before `stop` is asked again.
const CHUNK: usize = 8 * 1024;

/// Hands the tokens of a text to the tree builder, to the end or until `stop` says so.
/// `styled`: classes and ids bear on reading, too.
pub(crate) fn tokenize<S: TokenSink>(
    text: &str,
    sink: &S,
    styled: bool,
    mut stop: impl FnMut() -> bool,
) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = with_line_feeds(text);
    let mut tokenizer = Tokenizer::new(&text, sink, styled);
    let mut next_question = CHUNK;
    while tokenizer.at < text.len() {
        tokenizer.step();
        if tokenizer.at >= next_question {
            if stop() {
                break;
            }
            next_question = tokenizer.at + CHUNK;
        }
    }
    tokenizer.hand(Token::EOFToken);
    sink.end();
}

/// Every end of a line as one line feed.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\r');
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        out.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
    Cow::Owned(out)
}

struct Tokenizer<'a, S> {
    sink: &'a S,
    text: &'a str,
    /// The same text, which pieces are cut from without copying them.
    shared: StrTendril,
    /// What is before this has been read.
    at: usize,
    /// The source line of `counted`.
    line: u64,
    counted: usize,
    has_nul: bool,
    styled: bool,
    names: Names,
    tags: Known<'a>,
}

impl<'a, S: TokenSink> Tokenizer<'a, S> {
    fn new(text: &'a str, sink: &'a S, styled: bool) -> Self {
        let has_nul = memchr(0, text.as_bytes()).is_some();
        let (shared, names, tags) = (text.into(), Names::default(), Known::default());
        Self { sink, text, shared, at: 0, line: 1, counted: 0, has_nul, styled, names, tags }
    }

    /// Reads one piece of markup or text.
    fn step(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        match rest[0] {
            b'<' => self.markup(rest),
            b'&' => self.reference(),
            _ => {
                let length = memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                self.characters(self.at + length);
            }
        }
    }

    /// Reads what begins with `<`.
    fn markup(&mut self, rest: &[u8]) {
        match (rest.get(1), rest.get(2)) {
            (Some(first), _) if first.is_ascii_alphabetic() => self.tag(TagKind::StartTag, 1),
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => {
                self.tag(TagKind::EndTag, 2);
            }
            (Some(b'/'), Some(b'>')) => self.at += "</>".len(),
            (Some(b'/'), Some(_)) | (Some(b'?'), _) => self.comment(memchr(b'>', rest)),
            (Some(b'!'), _) => self.declaration(&rest[2..]),
            _ => self.characters(self.at + 1),
        }
    }

    /// Reads what begins with `<!`.
    fn declaration(&mut self, rest: &[u8]) {
        if let Some(comment) = rest.strip_prefix(b"--") {
            self.comment(end_of_comment(comment).map(|found| "<!--".len() + found));
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.doctype(rest);
        } else if rest.starts_with(b"[CDATA[")
            && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.at += "<![CDATA[".len();
            let rest = &self.text.as_bytes()[self.at..];
            let end = memmem::find(rest, b"]]>");
            self.characters(self.at + end.unwrap_or(rest.len()));
            self.at = self.text.len().min(self.at + "]]>".len());
        } else {
            self.comment(memchr(b'>', rest).map(|found| "<!".len() + found));
        }
    }

    /// Passes over a comment whose last sign stands `found` from here.
    fn comment(&mut self, found: Option<usize>) {
        self.at = found.map_or(self.text.len(), |found| self.at + found + 1);
        self.hand(Token::CommentToken(StrTendril::new()));
    }

    fn doctype(&mut self, rest: &[u8]) {
        let end = memchr(b'>', rest).map_or(self.text.len(), |found| self.at + found + "<!>".len());
        let doctype = doctype::read(self.cut(self.at, end));
        self.at = end;
        self.hand(Token::DoctypeToken(doctype));
    }

    /// Reads a tag whose name begins so far from here.
    fn tag(&mut self, kind: TagKind, before_name: usize) {
        let Some(tag) = self.known_tag(kind, self.at + before_name) else {
            // A tag that the end cuts is nothing.
            self.at = self.text.len();
            return;
        };
        let name = tag.name.clone();
        match self.sink.process_token(Token::TagToken(tag), self.line) {
            TokenSinkResult::RawData(kind) => self.raw(kind, &name),
            TokenSinkResult::Plaintext => self.replaced(self.text.len()),
            // Scripts are not run, and the charset is known.
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => {}
        }
    }

    /// Reads the text of an element that holds no other; its end tag comes next.
    fn raw(&mut self, kind: RawKind, name: &str) {
        let end = self.at + raw::end(&self.text.as_bytes()[self.at..], kind, name.as_bytes());
        if kind != RawKind::Rcdata {
            return self.replaced(end);
        }
        while self.at < end {
            let rest = &self.text.as_bytes()[self.at..end];
            match memchr(b'&', rest) {
                Some(0) => self.reference(),
                next => self.replaced(self.at + next.unwrap_or(rest.len())),
            }
        }
    }

    /// Reads a character reference, or the ampersand that is none.
    fn reference(&mut self) {
        let Some((characters, length)) = reference::read(&self.text[self.at + 1..], false) else {
            return self.characters(self.at + 1);
        };
        self.at += 1 + length;
        let mut text = StrTendril::new();
        for c in characters.into_iter().filter(|c| *c != '\0') {
            text.push_char(c);
        }
        self.count_lines();
        self.hand(Token::CharacterTokens(text));
    }

    /// Hands over the text up to `end`, lines apart from the white space between them: the tree
    /// builder may part the two, and either has to know its line.
    fn characters(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.text.as_bytes()[self.at..end];
            let length = match memchr(b'\n', rest) {
                Some(0) => rest.iter().position(|byte| !byte.is_ascii_whitespace()),
                next => next,
            };
            let end = self.at + length.unwrap_or(rest.len());
            if self.has_nul {
                self.characters_with_nul(end);
            } else {
                self.run(end);
            }
        }
    }

    fn characters_with_nul(&mut self, end: usize) {
        while self.at < end {
            match memchr(0, &self.text.as_bytes()[self.at..end]) {
                Some(0) => {
                    self.at += 1;
                    self.hand(Token::NullCharacterToken);
                }
                Some(length) => self.run(self.at + length),
                None => self.run(end),
            }
        }
    }

    /// Hands over the text up to `end`, where a NUL is a character that is unknown.
    fn replaced(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        if !self.has_nul || !text.contains('\0') {
            return self.run(end);
        }
        self.at = end;
        self.count_lines();
        self.hand(Token::CharacterTokens(text.replace('\0', "\u{fffd}").into()));
    }

    fn run(&mut self, end: usize) {
        let text = self.cut(self.at, end);
        self.at = end;
        self.count_lines();
        if !text.is_empty() {
            self.hand(Token::CharacterTokens(text));
        }
    }

    fn count_lines(&mut self) {
        let passed = &self.text.as_bytes()[self.counted..self.at];
        self.line += memchr_iter(b'\n', passed).count() as u64;
        self.counted = self.at;
    }

    /// A piece of the text; what does not fit in the type is not in a text that was cut to fit.
    fn cut(&self, start: usize, end: usize) -> StrTendril {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.shared.try_subtendril(number(start), number(end - start)).unwrap_or_default()
    }

    /// Hands over a token that nothing is to be done for.
    fn hand(&self, token: Token) {
        let _ = self.sink.process_token(token, self.line);
    }
}

/// Where the sign stands that ends a comment.
fn end_of_comment(comment: &[u8]) -> Option<usize> {
    // `<!-->` and `<!--->` are whole.
    if comment.starts_with(b">") || comment.starts_with(b"->") {
        return memchr(b'>', comment);
    }
    let mut signs = memchr_iter(b'>', comment);
    signs.find(|at| comment[..*at].ends_with(b"--") || comment[..*at].ends_with(b"--!"))
}
