//! What neither a mark nor UTF-8's structure settles: candidates, and a judge among them.

use std::cmp::Reverse;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much the detector gets: it reads some 4 MB a second.
const DETECTOR_SAMPLE: usize = 64 * 1024;
/// How much the judge gets. It counts words, so it needs the page's text and not only its head.
const JUDGE_SAMPLE: usize = 256 * 1024;

/// So many known words in a reading without damage are no accident.
const SURE: usize = 8;

/// A text is looked at in runs of so many characters, and in a few runs at least, to see whether all
/// of it is in one encoding.
const RUN: usize = 256;
const FEWEST_RUNS: usize = 4;

/// How a candidate reads the sample.
struct Reading {
    encoding: &'static Encoding,
    known_words: usize,
    broken: bool,
    /// No other candidate need be tried.
    plain: bool,
}

/// The best candidate, and whether it is a mere guess: the judge knows no word in any.
pub(crate) fn choose(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    judge: &dyn Fn(&str) -> usize,
) -> (&'static Encoding, bool) {
    let sample = beyond_ascii(sample(bytes));
    let read = |encoding| Reading::of(encoding, &sample, judge);
    let mut readings: Vec<Reading> = Vec::new();
    for encoding in in_order(declared, None) {
        let reading = read(encoding);
        if reading.plain {
            return (encoding, false);
        }
        readings.push(reading);
    }
    if let Some(best) = best(&readings).filter(|best| best.is_sure()) {
        return (best.encoding, false);
    }
    // Slow, and only asked where words do not tell.
    let guessed = guess(bytes);
    let order = in_order(declared, Some(guessed));
    if !readings.iter().any(|reading| reading.encoding == guessed) {
        readings.push(read(guessed));
    }
    readings.sort_by_key(|reading| order.iter().position(|own| *own == reading.encoding));
    // UTF-16 pairs from the start of the file; the others from where text begins.
    let pairs = &bytes[..bytes.len().min(JUDGE_SAMPLE)];
    let wide = [UTF_16LE, UTF_16BE].map(|encoding| Reading::of(encoding, pairs, judge));
    // Any bytes are UTF-16 of a sort: without a known word that means nothing.
    readings.extend(wide.into_iter().filter(|reading| reading.known_words > 0));
    match best(&readings) {
        Some(best) => (best.encoding, best.known_words == 0),
        None => (guessed, true),
    }
}

/// The reading with the most known words; among equals the whole, then the first.
fn best(readings: &[Reading]) -> Option<&Reading> {
    readings.iter().min_by_key(|reading| (Reverse(reading.known_words), reading.broken))
}

impl Reading {
    fn of(encoding: &'static Encoding, part: &[u8], judge: &dyn Fn(&str) -> usize) -> Self {
        let (text, _) = encoding.decode_without_bom_handling(part);
        let (mut wide, mut bad) = (0, 0);
        for character in text.chars() {
            wide += usize::from(!character.is_ascii());
            bad += usize::from(character == char::REPLACEMENT_CHARACTER);
        }
        if bad == 0 && wide >= FEWEST_RUNS * RUN && is_of_one_kind(&text, judge) {
            return Self { encoding, known_words: SURE, broken: false, plain: true };
        }
        // More bad places than slight damage explains; one is what a cut at the end of the bytes or
        // of the sample leaves.
        let broken = bad > 1 + wide / 50;
        Self { encoding, known_words: judge(&text), broken, plain: false }
    }

    fn is_sure(&self) -> bool {
        self.known_words >= SURE && !self.broken
    }
}

/// Whether known words stand all over a text: where they do not, another encoding could have no more
/// of them, since a word has two characters.
fn is_of_one_kind(text: &str, judge: &dyn Fn(&str) -> usize) -> bool {
    let (mut known, mut unknown) = (0, 0);
    let mut rest = text;
    while !rest.is_empty() {
        let wide = rest.char_indices().filter(|(_, character)| !character.is_ascii());
        let (run, after) = rest.split_at(wide.map(|(at, _)| at).nth(RUN).unwrap_or(rest.len()));
        match judge(run) {
            0 => unknown += run.chars().filter(|character| !character.is_ascii()).count(),
            words => known += words,
        }
        rest = after;
    }
    known >= SURE && known * 2 >= unknown
}

/// The bytes that tell encodings apart: not the markup, which is most of a page, and which they all
/// read alike. The ASCII byte behind another is kept, since it may be its second half.
fn beyond_ascii(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let run = &rest[Encoding::ascii_valid_up_to(rest)..];
        if run.is_empty() {
            return out;
        }
        let end = run.windows(2).position(<[u8]>::is_ascii).map_or(run.len(), |at| at + 1);
        out.extend_from_slice(&run[..end]);
        out.push(b'\n');
        rest = &run[end..];
    }
}

/// The candidates but UTF-16, the first preferred where the judge sees no difference. A single-byte
/// encoding reads everything without an error, so it comes last even where it is declared: pages in
/// GBK under iso-8859-1 are common, reports in French are not.
fn in_order(
    declared: Option<&'static Encoding>,
    guessed: Option<&'static Encoding>,
) -> Vec<&'static Encoding> {
    let wide = |encoding: &&'static Encoding| !encoding.is_single_byte();
    let is_utf16 = |encoding: &&'static Encoding| [UTF_16LE, UTF_16BE].contains(encoding);
    let named = declared.into_iter().chain(guessed).filter(|encoding| !is_utf16(encoding));
    let usual = [GB18030, BIG5, UTF_8];
    let mut order = Vec::new();
    for encoding in named.clone().filter(wide).chain(usual).chain(named) {
        if !order.contains(&encoding) {
            order.push(encoding);
        }
    }
    order
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let part = &sample(bytes)[..sample(bytes).len().min(DETECTOR_SAMPLE)];
    detector.feed(part, part.len() == bytes.len());
    // Not told that this is "cn": it would call Big5 GBK.
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed.name() == "GBK" { GB18030 } else { guessed }
}

/// From the first byte that is not ASCII on: a page may begin with 100 KB of script.
fn sample(bytes: &[u8]) -> &[u8] {
    let start = Encoding::ascii_valid_up_to(bytes);
    let rest = if start < bytes.len() { &bytes[start..] } else { bytes };
    &rest[..rest.len().min(JUDGE_SAMPLE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_lost_with_the_markup() {
        // The second bytes of 丂 and 镕 are ASCII; 㐀 has four, two of them ASCII.
        let text = "<p class=x>丂</p>镕1 &nbsp;㐀<b>㐀镕a政</b>府丂丂@@信\n息";
        for encoding in [GB18030, BIG5, UTF_8] {
            let (bytes, _, _) = encoding.encode(text);
            let (whole, _) = encoding.decode_without_bom_handling(&bytes);
            let short = beyond_ascii(&bytes);
            let (part, _) = encoding.decode_without_bom_handling(&short);
            let wide = |text: &str| text.chars().filter(|c| !c.is_ascii()).collect::<String>();
            assert_eq!(wide(&part), wide(&whole));
            assert!(short.len() < bytes.len() - 20);
        }
    }
}
