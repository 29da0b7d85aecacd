//! Runs whole programs: ours, its tasks, and pandas.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::cargo;

/// The command line, built for release.
pub(super) struct Program(PathBuf);

/// What a run took.
pub(super) struct Run {
    /// Seconds of CPU, of all threads.
    pub(super) cpu: f64,
    /// Seconds.
    pub(super) wall: f64,
    /// The most memory that was resident, in MiB.
    pub(super) peak: f64,
}

impl Program {
    /// Builds it.
    pub(super) fn built() -> Result<Self> {
        let status =
            cargo().args(["build", "--quiet", "--release", "-p", "nianbao-cli"]).status()?;
        if !status.success() {
            bail!("the command line does not build");
        }
        Ok(Self(crate::root().join("target/release/nianbao")))
    }

    /// Exports a folder.
    pub(super) fn export(&self, folder: &Path, out: &Path, jobs: u32) -> Result<Run> {
        let jobs = jobs.to_string();
        let mut command = Command::new(&self.0);
        command.args(["export", "--quiet", "--jobs", &jobs, "-o"]).arg(out).arg(folder);
        measured(&mut command)
    }

    /// Reads a page and prints JSON; seconds from the start to the end.
    pub(super) fn convert(&self, page: &Path) -> Result<f64> {
        let mut command = Command::new(&self.0);
        command.args(["convert", "--quiet"]).arg(page).stdout(Stdio::null());
        let start = Instant::now();
        if !command.status()?.success() {
            bail!("{} cannot be converted", page.display());
        }
        Ok(start.elapsed().as_secs_f64())
    }
}

/// The seconds of CPU that pandas takes for the pages of a folder.
pub(super) fn pandas(python: &str, folder: &Path, out: &Path) -> Result<f64> {
    let there = Command::new(python).args(["-c", "import pandas, lxml, openpyxl"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        bail!("{python} has no pandas with lxml and openpyxl");
    }
    let mut command = Command::new(python);
    command.args(["-c", include_str!("peer.py")]).arg(folder).arg(out);
    Ok(measured(&mut command)?.cpu)
}

/// A task in a process of its own: its ms of CPU a page.
pub(super) fn task(task: &str, pages: &Path) -> Result<f64> {
    let output = cargo()
        .args(["run", "--quiet", "--release", "--package", "xtask", "--features", "bench", "--"])
        .args(["bench-task", task])
        .arg(pages)
        .output()?;
    if !output.status.success() {
        bail!("{task}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let printed = String::from_utf8(output.stdout)?;
    printed.trim().parse().with_context(|| format!("{task} prints no time"))
}

/// Runs a program to its end and says what it took, as Linux counts it.
fn measured(command: &mut Command) -> Result<Run> {
    let name = command.get_program().to_string_lossy().into_owned();
    let before = cpu_of_children()?;
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut peak = 0.0;
    let status = loop {
        peak = peak_of(&child).unwrap_or(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let wall = start.elapsed().as_secs_f64();
    // 1 is a run of which a file failed.
    if !matches!(status.code(), Some(0 | 1)) {
        let said = std::io::read_to_string(child.stderr.take().context("no stderr")?)?;
        bail!("{name}: {}", said.trim());
    }
    Ok(Run { cpu: cpu_of_children()? - before, wall, peak })
}

/// Seconds of CPU that ended children have taken: fields 16 and 17 of `stat`, in hundredths.
fn cpu_of_children() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("no CPU times here")?;
    let (_, fields) = stat.rsplit_once(") ").context("no CPU times here")?;
    let ticks = fields.split(' ').skip(13).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}

/// The most memory that a running process has had, in MiB.
fn peak_of(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// Bytes in MiB.
pub(super) fn mebibytes(bytes: u64) -> f64 {
    // Far below what a double holds exactly.
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

/// The first page of a folder.
pub(super) fn first_page(folder: &Path) -> Result<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let html = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "html");
    paths.into_iter().find(html).with_context(|| format!("no page in {}", folder.display()))
}

/// A folder with one page of about so many bytes: a report whose first section goes on and on.
pub(super) fn page_of(folder: &Path, bytes: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    let page = fs::read_to_string(crate::root().join("fixtures/pages/html-2021-plain/input.html"))?;
    let (head, rest) = page.split_once("</body>").context("the fixture has no end")?;
    let paragraph =
        "<p class=\"a\">&nbsp;&nbsp;全年通过政府网站公开信息，解读政策文件，回应社会关切。</p>\n";
    let missing = bytes.saturating_sub(page.len());
    let more = paragraph.repeat(missing.div_ceil(paragraph.len()));
    fs::write(folder.join("page.html"), format!("{head}{more}</body>{rest}"))?;
    Ok(())
}
