//! On what was measured, and how to do it again.

use std::fs;
use std::process::Command;

/// The machine and the versions.
pub(super) fn describe(python: &str) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = cpu.lines().filter(|line| line.starts_with("processor")).count();
    let rust = said(Command::new("rustc").arg("--version"));
    let versions = "import sys, pandas, lxml.etree as l, openpyxl as o\n\
        print('Python', sys.version.split()[0], 'pandas', pandas.__version__, \
        'lxml', l.__version__, 'openpyxl', o.__version__)";
    let peers = said(Command::new(python).args(["-c", versions]));
    let version = env!("CARGO_PKG_VERSION");
    format!("nianbao {version}, {rust}; {model}, {cores} cores; {peers}\n")
}

/// What a program says in a line; what it is not, if it cannot be asked.
fn said(command: &mut Command) -> String {
    let output = command.output().ok().filter(|output| output.status.success());
    output.map_or_else(
        || format!("no {}", command.get_program().to_string_lossy()),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// The measurements as a document.
pub(super) fn document(text: &str) -> String {
    format!(
        "# Benchmarks\n\n\
         Ratios of CPU time, ours to a peer's on the same bytes, each the median of interleaved runs in\n\
         processes of their own; a time by itself means nothing on another machine. The pages are made up\n\
         (`cargo xtask synth`): goals are measured on pages as Word exports them, 0.1 MB a\n\
         report; what tidy pages cost stands below. To measure again:\n\n\
         ```sh\n\
         python3 -m venv target/venv && target/venv/bin/pip install pandas lxml openpyxl\n\
         cargo xtask bench --python target/venv/bin/python --write\n\
         ```\n\n\
         Without those packages the comparison with pandas is skipped. `cargo xtask bench FOLDER` measures on a\n\
         folder of pages of your own.\n\n{text}"
    )
}
