//! How well reading does on a labelled corpus, where one is at hand.

use std::path::Path;

#[test]
fn nothing_is_silently_wrong_on_the_corpus() {
    let Some(corpus) = std::env::var_os("NIANBAO_CORPUS").filter(|p| !p.is_empty()) else {
        println!("skipped: NIANBAO_CORPUS names no corpus");
        return;
    };
    let score = xtask::accuracy::measure(Path::new(&corpus)).unwrap();
    println!("{}", score.table(false));
    assert_eq!(score.wrong(), 0, "{}", score.table(true));
    assert!(score.recall_per_mille() >= 980, "{}", score.table(true));
}

#[test]
fn every_violation_of_the_corpus_is_found_and_no_other_error() {
    let Some(corpus) = std::env::var_os("NIANBAO_CORPUS").filter(|p| !p.is_empty()) else {
        println!("skipped: NIANBAO_CORPUS names no corpus");
        return;
    };
    let checks = xtask::checks::measure(Path::new(&corpus)).unwrap();
    assert!(checks.is_right(), "{}", checks.table(false));
}
