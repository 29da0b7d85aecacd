//! The laws that every format keeps, for this one.

use own_format as _;

#[test]
fn the_format_keeps_the_laws() {
    nianbao_kit::hold("jsonseq");
}
