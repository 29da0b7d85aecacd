//! The flags that a task knows; one that is misspelt must not run it without.

use anyhow::{Result, ensure};

/// The tasks that have flags; `bench` and `synth` read their own.
const FLAGS: [(&str, &[&str]); 5] = [
    ("accuracy", &["--verbose"]),
    ("checks", &["--verbose"]),
    ("docs", &["--check"]),
    ("fixtures", &["--add", "--bless", "--name"]),
    ("fuzz", &["--minutes"]),
];

/// Refuses what looks like a flag and is none of the task's.
pub fn check(arguments: &[String]) -> Result<()> {
    let Some((task, rest)) = arguments.split_first() else { return Ok(()) };
    if ["bench", "synth"].contains(&task.as_str()) {
        return Ok(());
    }
    let known = FLAGS.iter().find(|(name, _)| name == task).map_or(&[][..], |(_, flags)| flags);
    for flag in rest.iter().filter(|word| word.starts_with('-')) {
        let told = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        ensure!(known.contains(&flag.as_str()), "{task} has no flag {flag}; it has {told}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_flag_that_a_task_does_not_have_is_refused() {
        let told = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            check(&words).err().map(|error| error.to_string())
        };
        for line in
            ["fixtures NAME --bless", "docs --check", "fuzz --minutes 3", "synth --reports 2"]
        {
            assert_eq!(told(line), None, "{line}");
        }
        for (line, flag) in
            [("fixtures NAME --blss", "--blss"), ("docs --chek", "--chek"), ("tidy -v", "-v")]
        {
            let told = told(line).unwrap();
            assert!(told.contains(&format!("no flag {flag};")), "{told}");
        }
    }
}
