//! Findings as SARIF 2.1.0, which code hosts show beside the files.

use std::io::{self, Write};

use nianbao_check::{Finding, Rule, Severity, rules};
use nianbao_core::{Lang, Place};
use serde_json::{Value, json};

use super::Checked;

/// Writes one run with all rules and findings.
pub fn sarif(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let rules = rules();
    let results = checked.iter().flat_map(|one| {
        one.findings.iter().map(|finding| result(one, finding, &rules)).collect::<Vec<_>>()
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "nianbao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(described).collect::<Vec<_>>(),
            }},
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.zh},
        "fullDescription": {"text": format!("{}（{}）", rule.formula.get(Lang::Zh), rule.source)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(checked: &Checked, finding: &Finding, rules: &[Rule]) -> Value {
    let fields = finding.suggest.iter().map(|change| change.at).chain(finding.at.iter().copied());
    let named = fields.take(1).map(|field| json!({"name": field.id(), "kind": "member"}));
    let placed = finding.place.iter().map(|place| json!({"fullyQualifiedName": place.to_string()}));
    let mut physical = json!({
        "artifactLocation": {"uri": uri(checked.file.as_deref().unwrap_or("-"))},
    });
    if let Some(Place::Line(line)) = finding.place {
        physical["region"] = json!({"startLine": line});
    }
    json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.iter().position(|rule| rule.id == finding.rule),
        "level": level(finding.severity),
        "message": {"text": finding.text(Lang::Zh)},
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": named.chain(placed).collect::<Vec<_>>(),
        }],
        "properties": {"part": checked.part},
    })
}

/// A path as a relative reference: what may not stand in one is encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        match (plain, byte) {
            (true, _) => uri.push(char::from(byte)),
            (_, b'\\') if cfg!(windows) => uri.push('/'),
            _ => uri.extend(format!("%{byte:02X}").chars()),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("a b/年.html"), "a%20b/%E5%B9%B4.html");
    }
}
