//! Sentences to statements: what the prose says about fields, by phrasings kept as data.

use std::collections::HashMap;

use nianbao_core::{Claim, Decimal, Edition, FieldId, Note, NoteCode, Place, Statement};

use crate::counted::Counted;
use crate::fold::{is_space, narrow, own_words, simplified};
use crate::key::split_numbering;
use crate::letters::Letters;
use crate::lines::TextLine;
use crate::pattern::Match;
use crate::phrasing::{About, PHRASINGS, Phrasing};
use crate::scope::Own;

use whose::{By, Subject};

mod around;
mod months;
mod rows;
mod times;
mod whose;

/// What the prose says.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    pub(crate) statements: Vec<Statement>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) notes: Vec<Note>,
}

/// A sentence in matching form, with the way back to what is printed.
#[derive(Default)]
struct Sentence<'l> {
    plain: String,
    /// For each character of `plain`, the printed one and its line.
    printed: Vec<(char, &'l TextLine)>,
}

/// What the prose of some lines says, for a report of this edition, `own`.
pub(crate) fn read<'l>(
    lines: impl Iterator<Item = &'l TextLine>,
    edition: Option<Edition>,
    own: &Own<'_>,
) -> Prose {
    let lines: Vec<&TextLine> = lines.collect();
    let Own { year, organ } = *own;
    let mut reader = Reader { edition, year, organ, ..Reader::default() };
    let mut sentence = Sentence::default();
    let mut before: Option<&TextLine> = None;
    for (line, _) in lines.iter().zip(rows::rows(&lines)).filter(|(_, row)| !row) {
        if before.is_some_and(|before| !goes_on(before, line)) {
            reader.sentence(&std::mem::take(&mut sentence));
        }
        for printed in line.text.chars() {
            let plain = simplified(narrow(printed));
            if is_space(plain) || is_quote(plain) {
                continue;
            }
            if sentence.plain.len() < LONGEST_SENTENCE {
                sentence.plain.push(plain);
                own_words(&mut sentence.plain, plain);
                sentence.printed.push((printed, line));
            }
            if matches!(plain, '。' | ';' | '!' | '?') {
                reader.sentence(&std::mem::take(&mut sentence));
            }
        }
        before = Some(line);
    }
    reader.sentence(&sentence);
    reader.out
}

/// Whether a sentence goes on from one line to the next: text that was wrapped at a width. Lines
/// in the middle of a paragraph are long and end anywhere.
fn goes_on(line: &TextLine, next: &TextLine) -> bool {
    let adjacent = next.block == line.block + 1;
    let long = line.text.chars().count() >= SHORTEST_WRAPPED;
    let open = !line.key.ends_with(['。', ';', ':', '!', '?', ')']);
    let fresh = split_numbering(&next.key).0.is_some();
    adjacent && long && open && !fresh
}

/// A longer one is no sentence, and says nothing; in bytes.
const LONGEST_SENTENCE: usize = 1 << 14;

/// So much of what semicolons join is looked at together; in bytes.
const LONGEST_JOINED: usize = 1 << 12;

/// Text is wrapped at no less than this many characters.
const SHORTEST_WRAPPED: usize = 25;

/// Whether a sentence can say a number at all.
fn may_state(plain: &str) -> bool {
    plain.chars().any(|c| {
        matches!(c, '0'..='9' | '未' | '没' | '无' | '免' | '两' | '零')
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
    })
}

fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '"' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》')
}

#[derive(Default)]
struct Reader<'r> {
    edition: Option<Edition>,
    year: Option<u16>,
    organ: Option<&'r str>,
    /// The value of each field said first.
    first: HashMap<FieldId, Decimal>,
    /// What was said in the last sentence, and whether all of it was of the report.
    joined: Vec<&'static str>,
    doubtful: bool,
    /// The words before this sentence that semicolons join to it, and of whom they told.
    before: String,
    subject: Subject,
    out: Prose,
}

/// A phrasing found in a sentence.
struct Found<'p> {
    start: usize,
    end: usize,
    phrasing: &'p Phrasing,
    number: Option<Decimal>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: &Sentence<'_>) {
        let plain = sentence.plain.as_str();
        let (joined, earlier) =
            (std::mem::take(&mut self.joined), std::mem::take(&mut self.before));
        let doubtful = std::mem::take(&mut self.doubtful);
        let mut subject = std::mem::take(&mut self.subject);
        if plain.len() >= LONGEST_SENTENCE || !may_state(plain) || rows::has_cells(plain) {
            return;
        }
        let (open, among) = (!earlier.is_empty(), plain.starts_with("其中"));
        if !open {
            subject = Subject::default();
        }
        let mut said: Vec<&'static str> = Vec::new();
        let mut matter = None;
        let mut taken = 0;
        for found in self.find(sentence) {
            let phrasing = found.phrasing;
            // 收到申请9件；办结8件: what opens a sentence may go on with the one before the semicolon,
            // and 其中 with any.
            let opens = open && opens_at(plain, found.start);
            let goes_on = |needs: &&str| (opens || among) && joined.contains(needs);
            let here =
                phrasing.needs.is_none_or(|needs| said.contains(&needs) || matter == Some(needs));
            if found.start < taken || !here && !phrasing.needs.as_ref().is_some_and(goes_on) {
                continue;
            }
            taken = found.end;
            match phrasing.says {
                Some(says) if says.starts_with(':') => matter = Some(says),
                Some(says) => said.push(says),
                None => {}
            }
            let start = found.start + begun(&plain[found.start..]);
            // 去年收到申请9件；办结8件: what it goes on with is not of the report.
            let doubtful = !here && doubtful && !times::is_named(&plain[..start], self.year);
            let own = self.is_own(plain, start, &found, &mut subject);
            if own && !doubtful && self.is_of_year(&earlier, plain, start, &found) {
                self.say(sentence, &found);
            } else {
                self.doubtful |= phrasing.says.is_some();
            }
        }
        if plain.ends_with(';') {
            let kept = if earlier.len() + plain.len() <= LONGEST_JOINED { &*earlier } else { "" };
            self.before = [kept, plain].concat();
            self.subject = subject;
        }
        if open || among {
            said.extend(joined);
        }
        self.joined = said;
    }

    /// Whether a phrasing tells of the report's organ; what comes of a review is told of whoever decided it.
    fn is_own(&self, plain: &str, start: usize, found: &Found<'_>, subject: &mut Subject) -> bool {
        let outcome = found.phrasing.needs.is_some_and(|needs| needs.starts_with(':'));
        let by = if outcome { By::Anyone } else { By::Report(self.organ) };
        subject.is_own(plain, start, by)
    }

    /// Whether a phrasing counts what is of the report's year, and not what was carried in with it.
    fn is_of_year(&self, earlier: &str, plain: &str, start: usize, found: &Found<'_>) -> bool {
        let Found { start: begin, end, phrasing, .. } = found;
        let carried = phrasing.pattern.contains("结转");
        let includes = phrasing.is_of_received() && around::counts_carried(plain, *begin, *end);
        let before = [earlier, &plain[..start]].concat();
        !includes
            && !times::is_of_other(&plain[*end..], self.year)
            && times::is_of_year(&before, self.year, carried)
    }

    /// The phrasings in a sentence from left to right, those that begin together in the order of
    /// the data.
    fn find(&self, sentence: &Sentence<'_>) -> Vec<Found<'static>> {
        let plain = sentence.plain.as_str();
        let (letters, counted) = (Letters::of(plain), Counted::of(plain));
        let mut found: Vec<Found<'static>> = Vec::new();
        for phrasing in PHRASINGS.iter() {
            let wanted = match self.edition {
                Some(edition) => phrasing.editions[edition.index()],
                None => phrasing.editions.iter().all(|wanted| *wanted),
            };
            if !wanted || !phrasing.may_match(plain, letters, &counted) {
                continue;
            }
            let Some(pattern) = phrasing.built() else { continue };
            for matched in pattern.find_all(plain) {
                let (start, end) = (matched.start(), matched.end());
                let number = matched.range("n").map(|(number, _)| number);
                if !around::is_doubtful(plain, start, number, end, phrasing) {
                    found.push(Found { start, end, phrasing, number: number_of(&matched) });
                }
            }
        }
        // Stable: those that begin together stay in the order of the data.
        found.sort_by_key(|found| found.start);
        found
    }

    fn say(&mut self, sentence: &Sentence<'_>, found: &Found<'_>) {
        let (text, at) = sentence.words(found.start, found.end);
        match (&found.phrasing.about, found.number) {
            (About::Field(field), Some(value)) => self.state(*field, value, text, at),
            (About::Zero(fields), _) => {
                for field in fields {
                    self.state(*field, Decimal::ZERO, text.clone(), at.clone());
                }
            }
            (About::Sum(fields), Some(value)) => {
                let fields = fields.clone();
                self.out.claims.push(Claim { fields, value, text, at });
            }
            (About::Nothing, _) | (_, None) => {}
        }
    }

    fn state(&mut self, field: FieldId, value: Decimal, text: String, at: Option<Place>) {
        match self.first.get(&field) {
            None => {
                self.first.insert(field, value);
                self.out.statements.push(Statement { field, value, text, at });
            }
            Some(first) if *first != value => {
                let note = Note::new(NoteCode::StatementConflict, text);
                self.out.notes.push(note.with_fields([field]).at(at));
            }
            Some(_) => {}
        }
    }
}

impl Sentence<'_> {
    /// The words as printed, and where they begin.
    fn words(&self, start: usize, end: usize) -> (String, Option<Place>) {
        let from = self.plain[..start].chars().count();
        let to = self.plain[..end].chars().count();
        let part = self.printed.get(from..to).unwrap_or_default();
        let text: String = part.iter().map(|(printed, _)| *printed).collect();
        let text = text.trim_matches(['，', ',', '。', '；', '、', '：']).to_owned();
        (text, part.first().map(|(_, line)| line.at.clone()))
    }
}

/// Whether words that begin at `start` open their sentence; 通过 and the name of what it was may stand
/// before them.
fn opens_at(sentence: &str, start: usize) -> bool {
    let before = &sentence[..start];
    let through = before.strip_prefix("通过");
    start == 0 || through.is_some_and(|name| !name.contains([',', ':', '、']))
}

/// How much of a phrasing's words are of what stands before: the mark that ends the clause before, 年
/// behind its number.
fn begun(words: &str) -> usize {
    words.len() - words.trim_start_matches([',', ';', ':', '年', '度']).len()
}

fn number_of(matched: &Match<'_, '_>) -> Option<Decimal> {
    let text = matched.group("n")?;
    let number = if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.replace(',', "").parse().ok()?
    } else {
        chinese(text)?
    };
    let number = match matched.group("unit") {
        Some("元") => number * Decimal::new(1, 4),
        Some("亿元") => number * Decimal::from(10_000),
        _ => number,
    };
    Some(number.normalize())
}

fn chinese(text: &str) -> Option<Decimal> {
    match text {
        "零" => Some(Decimal::ZERO),
        "两" => Some(Decimal::TWO),
        _ => crate::key::chinese_number(text).map(Decimal::from),
    }
}

#[cfg(test)]
mod tests;
