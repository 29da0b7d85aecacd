//! How JSON is laid out: for people, or on one line.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Breaks lines down to a depth; what lies deeper stays on one line, so that a fact is a line.
pub(crate) struct Layout {
    depth: usize,
    /// The deepest level whose members have a line each.
    broken: usize,
    /// Whether the innermost open list or object has a member yet.
    filled: bool,
}

impl Layout {
    /// A layout for values that stand inside `depth` levels already, broken to `broken` levels.
    pub(crate) fn new(depth: usize, broken: usize) -> Self {
        Self { depth, broken, filled: false }
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn member<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= self.broken {
            new_line(out, self.depth)
        } else if first {
            Ok(())
        } else {
            out.write_all(b" ")
        }
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let broken = self.filled && self.depth <= self.broken;
        self.depth -= 1;
        self.filled = true;
        if broken {
            new_line(out, self.depth)?;
        }
        out.write_all(bracket)
    }
}

/// Ends the line and indents the next.
pub(crate) fn new_line<W: ?Sized + Write>(out: &mut W, depth: usize) -> io::Result<()> {
    const SPACES: &[u8] = b"\n                ";
    out.write_all(&SPACES[..SPACES.len().min(1 + depth * 2)])
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.member(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.member(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}
