//! Where data goes: a file that appears whole or not at all, or standard output.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, bail};
use nianbao::Lang;

use crate::inputs::{Inputs, Source};
use crate::interrupt::{Temporary, TemporaryFolder};
use crate::stale;

/// What `-o` names.
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
    /// A directory, for a file an input.
    Directory(PathBuf),
}

impl Target {
    /// What the argument names; a path that ends in a slash is a directory even if there is none.
    pub(crate) fn of(output: Option<&Path>) -> Self {
        match output {
            None => Self::Stdout,
            Some(path) if path == Path::new("-") => Self::Stdout,
            Some(path) if path.is_dir() || path.to_string_lossy().ends_with('/') => {
                Self::Directory(path.to_owned())
            }
            Some(path) => Self::File(path.to_owned()),
        }
    }

    /// The file, if it is not standard output, for what goes into one.
    ///
    /// # Errors
    ///
    /// If it is a directory, with what helps, in Chinese and English.
    pub(crate) fn single(self, remedy: (&str, &str), lang: Lang) -> Result<Option<PathBuf>> {
        match self {
            Self::Stdout => Ok(None),
            Self::File(path) => Ok(Some(path)),
            Self::Directory(path) => {
                let path = path.display();
                match lang {
                    Lang::Zh => bail!("{path} 是目录；{}", remedy.0),
                    Lang::En => bail!("{path} is a directory; {}", remedy.1),
                }
            }
        }
    }
}

/// An output that was begun; nothing of it is to be seen at its place before [`Output::commit`].
pub(crate) struct Output(Kind);

enum Kind {
    Stdout,
    /// A device or a pipe, which nothing can replace.
    Direct(File),
    Whole {
        temporary: Temporary,
        path: PathBuf,
    },
}

impl Output {
    /// Begins standard output.
    pub(crate) fn stdout() -> Self {
        Self(Kind::Stdout)
    }

    /// Begins a file.
    pub(crate) fn file(path: &Path, lang: Lang) -> Result<Self> {
        let failed = || match lang {
            Lang::Zh => format!("无法写入 {}", path.display()),
            Lang::En => format!("cannot write {}", path.display()),
        };
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            let file = File::options().write(true).open(path).with_context(failed)?;
            return Ok(Self(Kind::Direct(file)));
        }
        // What a link points to is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = folder_of(&path);
        prepare(folder, lang)?;
        // Whose name the error would tell is nobody's business: it is not the output's.
        let temporary = beside(folder).map_err(|error| io::Error::from(error.kind()));
        Ok(Self(Kind::Whole { temporary: temporary.with_context(failed)?, path }))
    }

    /// Writes a file of one text.
    pub(crate) fn text(path: &Path, text: &str, lang: Lang) -> Result<()> {
        let output = Self::file(path, lang)?;
        let mut out = output.writer(lang)?;
        out.write_all(text.as_bytes())?;
        out.flush()?;
        drop(out);
        output.commit(lang)
    }

    /// Where to write.
    pub(crate) fn writer(&self, lang: Lang) -> Result<Box<dyn Write + Send>> {
        Ok(match &self.0 {
            Kind::Stdout => Box::new(BufWriter::new(Stdout::new(lang))),
            Kind::Direct(file) => Box::new(BufWriter::new(file.try_clone()?)),
            Kind::Whole { temporary, .. } => {
                Box::new(BufWriter::new(temporary.as_file().try_clone()?))
            }
        })
    }

    /// Puts the output at its place, once everything is written.
    pub(crate) fn commit(self, lang: Lang) -> Result<()> {
        let Kind::Whole { temporary, path } = self.0 else { return Ok(()) };
        if let Ok(existing) = fs::metadata(&path) {
            // Best effort: the owner's choice of who may read the old file holds for the new one.
            let _ = temporary.as_file().set_permissions(existing.permissions());
        }
        temporary.persist(&path).with_context(|| match lang {
            Lang::Zh => format!("无法写入 {}", path.display()),
            Lang::En => format!("cannot write {}", path.display()),
        })
    }
}

/// Looks whether a folder is there to be written into, and clears away what lies in it unfinished.
fn prepare(folder: &Path, lang: Lang) -> Result<()> {
    if !folder.is_dir() {
        let folder = folder.display();
        match lang {
            Lang::Zh => bail!("目录 {folder} 不存在；请先建立，或用 -o 另指定"),
            Lang::En => bail!("the folder {folder} does not exist; make it, or name another"),
        }
    }
    stale::clear(folder, lang);
    Ok(())
}

/// Makes a folder for several outputs, if it is not there.
pub(crate) fn make_folder(folder: &Path, lang: Lang) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| match lang {
        Lang::Zh => format!("无法建立目录 {}", folder.display()),
        Lang::En => format!("cannot make the directory {}", folder.display()),
    })
}

/// The folder that a path lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// A temporary file in the folder of the output, so that the last step is a rename.
fn beside(folder: &Path) -> io::Result<Temporary> {
    let (prefix, mut builder) = (stale::prefix(), tempfile::Builder::new());
    builder.prefix(&prefix);
    // A temporary file is its owner's alone by default; an output is like any other file, and the
    // umask takes away what it must.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    Temporary::new(|| builder.tempfile_in(folder))
}

/// A temporary folder in the same way.
pub(crate) fn temporary_folder_beside(folder: &Path, lang: Lang) -> Result<TemporaryFolder> {
    prepare(folder, lang)?;
    let (prefix, mut builder) = (stale::prefix(), tempfile::Builder::new());
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let made = TemporaryFolder::new(|| builder.tempdir_in(folder));
    Ok(made.map_err(|error| io::Error::from(error.kind()))?)
}

/// The process has one standard output; adapters wrap its errors each in their own way, so that
/// only here is it sure that it was the pipe.
static PIPE_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether whoever reads standard output has left.
pub(crate) fn pipe_was_closed() -> bool {
    PIPE_CLOSED.load(Ordering::Relaxed)
}

struct Stdout {
    out: io::Stdout,
    terminal: bool,
    lang: Lang,
}

impl Stdout {
    fn new(lang: Lang) -> Self {
        let out = io::stdout();
        Self { terminal: out.is_terminal(), out, lang }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The error ends the work once; what is then dropped half written (a zip archive grumbles
        // to standard error) may write into the void.
        if pipe_was_closed() {
            return Ok(bytes.len());
        }
        // No text has a NUL, and no workbook is without one.
        if self.terminal && bytes.contains(&0) {
            return Err(io::Error::other(self.lang.pick(
                "不向终端输出二进制数据；请用 -o 指定文件，或重定向",
                "binary data does not go to a terminal; name a file with -o, or redirect",
            )));
        }
        self.out.write(bytes).inspect_err(remember)
    }

    fn flush(&mut self) -> io::Result<()> {
        if pipe_was_closed() { Ok(()) } else { self.out.flush().inspect_err(remember) }
    }
}

fn remember(error: &io::Error) {
    if error.kind() == ErrorKind::BrokenPipe {
        PIPE_CLOSED.store(true, Ordering::Relaxed);
    }
}

/// The files that are read, which no output may replace.
pub(crate) struct Protected<'a> {
    inputs: &'a Inputs,
    /// Under their real names; found when there is something to compare with.
    files: OnceCell<HashSet<PathBuf>>,
}

impl<'a> Protected<'a> {
    /// The files among the inputs.
    pub(crate) fn of(inputs: &'a Inputs) -> Self {
        Self { inputs, files: OnceCell::new() }
    }

    /// Refuses a folder that inputs lie in.
    pub(crate) fn check_folder(&self, output: &Path, lang: Lang) -> Result<()> {
        let Ok(path) = fs::canonicalize(output) else { return Ok(()) };
        if self.real().iter().any(|file| file.starts_with(&path)) {
            let name = output.display();
            match lang {
                Lang::Zh => bail!("{name} 中有输入文件；请用 -o 另指定目录"),
                Lang::En => bail!("inputs lie in {name}; name another folder with -o"),
            }
        }
        Ok(())
    }

    fn real(&self) -> &HashSet<PathBuf> {
        self.files.get_or_init(|| {
            let files = self.inputs.sources().filter_map(Source::path);
            files.filter_map(|path| fs::canonicalize(path).ok()).collect()
        })
    }

    /// Refuses an output that is an input.
    pub(crate) fn check(&self, output: &Path, lang: Lang) -> Result<()> {
        let Ok(path) = fs::canonicalize(output) else { return Ok(()) };
        if self.real().contains(&path) {
            let name = output.display();
            match lang {
                Lang::Zh => bail!("{name} 既是输入又是输出；请用 -o 另指定文件"),
                Lang::En => bail!("{name} is both input and output; name another file with -o"),
            }
        }
        Ok(())
    }
}
