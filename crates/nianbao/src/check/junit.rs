//! Findings as JUnit XML, which build servers show as tests.

use std::io::{self, Write};

use nianbao_check::{Finding, Severity};
use nianbao_core::Lang;

use super::Checked;
use crate::markup::escaped;

/// Writes a suite a report, with a case a finding; one from `fails` on is a failure. A report
/// without findings is one case that passes.
pub fn junit(checked: &[Checked], fails: Severity, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"nianbao\">")?;
    for one in checked {
        suite(one, fails, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(checked: &Checked, fails: Severity, out: &mut dyn Write) -> io::Result<()> {
    let file = checked.file.as_deref().unwrap_or("-");
    let name = if checked.part > 1 { format!("{file}#{}", checked.part) } else { file.to_owned() };
    let name = escaped(&name);
    let failed = checked.findings.iter().filter(|finding| finding.severity >= fails).count();
    let tests = checked.findings.len().max(1);
    writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\">")?;
    if checked.findings.is_empty() {
        writeln!(out, "    <testcase classname=\"{name}\" name=\"nianbao check\"/>")?;
    }
    for finding in &checked.findings {
        case(&name, finding, fails, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(suite: &str, finding: &Finding, fails: Severity, out: &mut dyn Write) -> io::Result<()> {
    let first = finding.at.first().map_or("", |field| field.id());
    let name = escaped(format!("{} {first}", finding.rule).trim_end());
    let text = escaped(&finding.text(Lang::Zh));
    let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
    let place = escaped(&place);
    writeln!(out, "    <testcase classname=\"{suite}\" name=\"{name}\">")?;
    let severity = finding.severity.id();
    if finding.severity >= fails {
        writeln!(out, "      <failure type=\"{severity}\" message=\"{text}\">{place}</failure>")?;
    } else {
        writeln!(out, "      <system-out>{severity}: {text} {place}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}
