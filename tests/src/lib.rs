//! The tests are in `tests/it`; this library is empty and only makes the folder a package.
