//! Names that many reports share: organs, sheets, folders. Each is kept once.

use std::collections::HashMap;
use std::sync::Arc;

/// The number of a name.
pub(super) type Name = u32;

/// The names so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<Arc<str>, Name>,
    names: Vec<Arc<str>>,
}

impl Names {
    /// The number of a name, which it gets when it first comes.
    pub(super) fn number(&mut self, name: &str) -> Name {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = Name::try_from(self.names.len()).unwrap_or(Name::MAX);
        let name: Arc<str> = name.into();
        self.numbers.insert(Arc::clone(&name), number);
        self.names.push(name);
        number
    }

    /// The name of a number.
    pub(super) fn name(&self, number: Name) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }

    /// The same, to be shared further.
    pub(super) fn shared(&self, number: Name) -> Option<Arc<str>> {
        self.names.get(number as usize).cloned()
    }

    /// For each name the first number of those that stand for the same, as `what` says; none where it
    /// stands for nothing.
    pub(super) fn alike(&self, what: impl Fn(&str) -> Option<String>) -> Vec<Option<Name>> {
        let mut first: HashMap<String, Name> = HashMap::new();
        let number = |(number, name): (Name, &Arc<str>)| {
            what(name).map(|same| *first.entry(same).or_insert(number))
        };
        (0..).zip(&self.names).map(number).collect()
    }
}
