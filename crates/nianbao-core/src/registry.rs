//! The formats that are linked into this program.

use anyhow::{Result, bail};

use crate::{Format, Input, Limits, Score};

/// A registered format; [`register!`](crate::register) submits one.
#[doc(hidden)]
pub struct Registered(pub &'static Format);

inventory::collect!(Registered);

/// Registers a [`Format`] of an adapter crate. The program must name the crate
/// (`use my_format as _;`), or the linker leaves it out.
#[macro_export]
macro_rules! register {
    ($format:expr) => {
        $crate::private::inventory::submit! { $crate::Registered(&$format) }
    };
}

/// The formats of this program, sorted by name: the order of registration is the linker's whim; and
/// the limits within which they read.
#[derive(Clone)]
pub struct Registry {
    formats: Vec<&'static Format>,
    limits: Limits,
}

impl Registry {
    /// All registered formats. Two of one name are an error of the program.
    pub fn new() -> Result<Self> {
        let registered = inventory::iter::<Registered>.into_iter();
        let mut formats: Vec<_> = registered.map(|entry| entry.0).collect();
        formats.sort_by_key(|format| format.name);
        if let Some(pair) = formats.windows(2).find(|pair| pair[0].name == pair[1].name) {
            bail!("two formats are registered as {:?}", pair[0].name);
        }
        Ok(Self { formats, limits: Limits::DEFAULT })
    }

    /// The same formats, reading within these limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The limits within which is read.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The formats, sorted by name.
    pub fn formats(&self) -> impl Iterator<Item = &'static Format> {
        self.formats.iter().copied()
    }

    /// The format of this name.
    pub fn by_name(&self, name: &str) -> Option<&'static Format> {
        self.formats().find(|format| format.name == name)
    }

    /// The format whose extension a file name has.
    pub fn by_file_name(&self, name: &str) -> Option<&'static Format> {
        self.formats().find(|format| format.owns_name(name))
    }

    /// The format that is surest of the bytes; of equals, the one whose extension the name has,
    /// then the first by name.
    pub fn detect(&self, input: &Input<'_>) -> Option<&'static Format> {
        let readers = self.formats().filter(|format| format.reader.is_some());
        let rank = |format: &&'static Format| {
            let score = (format.probe)(input);
            (score != Score::No).then_some((score, format.owns_name(input.name)))
        };
        let mut best = None;
        for format in readers {
            let Some(rank) = rank(&format) else { continue };
            if best.is_none_or(|(top, _)| rank > top) {
                best = Some((rank, format));
            }
        }
        best.map(|(_, format)| format)
    }
}
