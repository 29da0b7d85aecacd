//! What neither a mark nor UTF-8's structure settles: candidates, and a judge among them.

use std::cmp::Reverse;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much the detector gets: it reads some 4 MB a second.
const DETECTOR_SAMPLE: usize = 64 * 1024;
/// How much the judge gets. It counts words, so it needs the page's text and not only its head.
const JUDGE_SAMPLE: usize = 256 * 1024;

/// How a candidate reads the sample; the smallest is the best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    known_words: Reverse<usize>,
    broken: bool,
    order: usize,
}

/// The best candidate, and whether it is a mere guess: the judge knows no word in any.
pub(crate) fn choose(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    judge: &dyn Fn(&str) -> usize,
) -> (&'static Encoding, bool) {
    let guessed = guess(bytes);
    let sample = sample(bytes);
    let mut best: Option<(Rank, &'static Encoding)> = None;
    for (order, encoding) in in_order(declared, guessed).into_iter().enumerate() {
        // UTF-16 pairs from the start of the file; the others from where text begins.
        let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        let part = if is_utf16 { &bytes[..bytes.len().min(JUDGE_SAMPLE)] } else { sample };
        let (text, _) = encoding.decode_without_bom_handling(part);
        let known = judge(&text);
        // Any bytes are UTF-16 of a sort: without a known word that means nothing.
        if is_utf16 && known == 0 {
            continue;
        }
        let rank = Rank { known_words: Reverse(known), broken: is_broken(&text), order };
        if best.as_ref().is_none_or(|(top, _)| rank < *top) {
            best = Some((rank, encoding));
        }
    }
    match best {
        Some((rank, encoding)) => (encoding, rank.known_words == Reverse(0)),
        None => (guessed, true),
    }
}

/// The candidates, the first preferred where the judge sees no difference. A single-byte encoding
/// reads everything without an error, so it comes last even where it is declared: pages in GBK
/// under iso-8859-1 are common, reports in French are not.
fn in_order(
    declared: Option<&'static Encoding>,
    guessed: &'static Encoding,
) -> Vec<&'static Encoding> {
    let wide = |encoding: &&'static Encoding| !encoding.is_single_byte();
    let named = declared.into_iter().chain([guessed]);
    let usual = [GB18030, BIG5, UTF_8, UTF_16LE, UTF_16BE];
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
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = &bytes[start..];
    &rest[..rest.len().min(JUDGE_SAMPLE)]
}

/// Whether a text has more bad places than slight damage explains.
fn is_broken(text: &str) -> bool {
    let (mut wide, mut bad) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        wide += 1;
        bad += usize::from(c == '\u{fffd}');
    }
    // One is what a cut at the end of the bytes or of the sample leaves.
    bad > 1 + wide / 50
}
