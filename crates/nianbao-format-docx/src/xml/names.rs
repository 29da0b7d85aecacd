//! The names that have a meaning here.

/// What a namespace's address holds, in the transitional and in the strict spelling, and its
/// usual prefix.
pub(super) const SPACES: [(&str, &str); 8] = [
    ("wordprocessingml/main", "w"),
    ("wordprocessingml/2006/main", "w"),
    ("markup-compatibility", "mc"),
    ("officeDocument/2006/math", "m"),
    ("officeDocument/math", "m"),
    ("package/2006/relationships", "rel"),
    ("nianbao:carried", "nb"),
    ("purl.org/dc/elements", "dc"),
];

/// Elements, sorted by prefix and name.
pub(super) const NAMES: [&str; 89] = [
    "dc:creator",
    "dc:description",
    "dc:subject",
    "dc:title",
    "m:den",
    "m:f",
    "m:num",
    "m:oMath",
    "m:oMathPara",
    "m:r",
    "m:t",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "nb:report",
    "rel:Relationship",
    "w:abstractNum",
    "w:abstractNumId",
    "w:basedOn",
    "w:body",
    "w:br",
    "w:cellDel",
    "w:cr",
    "w:del",
    "w:document",
    "w:drawing",
    "w:dstrike",
    "w:endnote",
    "w:endnoteReference",
    "w:fldChar",
    "w:fldSimple",
    "w:footnote",
    "w:footnoteReference",
    "w:gridBefore",
    "w:gridSpan",
    "w:hMerge",
    "w:hidden",
    "w:hyperlink",
    "w:ilvl",
    "w:instrText",
    "w:isLgl",
    "w:lvl",
    "w:lvlOverride",
    "w:lvlRestart",
    "w:lvlText",
    "w:moveFrom",
    "w:name",
    "w:noBreakHyphen",
    "w:num",
    "w:numFmt",
    "w:numId",
    "w:numPr",
    "w:numStyleLink",
    "w:object",
    "w:outlineLvl",
    "w:p",
    "w:pPr",
    "w:pStyle",
    "w:pageBreakBefore",
    "w:pict",
    "w:ptab",
    "w:r",
    "w:rFonts",
    "w:rPr",
    "w:rStyle",
    "w:rt",
    "w:sdt",
    "w:sdtPr",
    "w:sectPr",
    "w:showingPlcHdr",
    "w:start",
    "w:startOverride",
    "w:strike",
    "w:style",
    "w:suff",
    "w:sym",
    "w:t",
    "w:tab",
    "w:tag",
    "w:tbl",
    "w:tblHeader",
    "w:tc",
    "w:tcPr",
    "w:tr",
    "w:trPr",
    "w:txbxContent",
    "w:vMerge",
    "w:vanish",
    "w:vertAlign",
];

/// Elements whose text is kept.
pub(super) const TEXTS: [&str; 8] = [
    "w:t",
    "m:t",
    "w:instrText",
    "nb:report",
    "dc:title",
    "dc:creator",
    "dc:subject",
    "dc:description",
];

/// Attributes, by their names without a prefix.
pub(super) const ATTRIBUTES: [&str; 21] = [
    "Target",
    "TargetMode",
    "Type",
    "abstractNumId",
    "anchor",
    "ascii",
    "char",
    "customMarkFollows",
    "default",
    "eastAsia",
    "fldCharType",
    "font",
    "hAnsi",
    "id",
    "ilvl",
    "instr",
    "numId",
    "space",
    "styleId",
    "type",
    "val",
];

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn the_names_are_sorted_as_they_are_searched() {
        let split = |name: &'static str| name.split_once(':').unwrap();
        for pair in NAMES.windows(2) {
            assert!(split(pair[0]) < split(pair[1]), "{}", pair[1]);
        }
    }
}
