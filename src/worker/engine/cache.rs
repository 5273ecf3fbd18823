//! What was used last is kept; what was not used for longest makes room.

/// A bounded store of weighted values.
#[derive(Debug)]
pub(super) struct Cache<K, V> {
    /// Oldest use first.
    entries: Vec<(K, V, usize)>,
    budget: usize,
}

impl<K: PartialEq, V: Clone> Cache<K, V> {
    /// Keeps values of at most this weight together, and the newest one in any case.
    pub(super) fn new(budget: usize) -> Self {
        Self { entries: vec![], budget }
    }

    /// The value under a key, which counts as a use.
    pub(super) fn get(&mut self, key: &K) -> Option<V> {
        let at = self.entries.iter().position(|(found, _, _)| found == key)?;
        let entry = self.entries.remove(at);
        let value = entry.1.clone();
        self.entries.push(entry);
        Some(value)
    }

    /// What was used last.
    pub(super) fn newest(&self) -> Option<&V> {
        self.entries.last().map(|(_, value, _)| value)
    }

    /// Stores a value in place of any other under its key.
    pub(super) fn insert(&mut self, key: K, value: V, weight: usize) {
        self.entries.retain(|(found, _, _)| *found != key);
        self.entries.push((key, value, weight));
        while self.entries.len() > 1 && self.entries.iter().map(|(_, _, weight)| weight).sum::<usize>() > self.budget {
            self.entries.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut cache = Cache::new(3);
        for key in ["a", "b", "c"] {
            cache.insert(key, key.len(), 1);
        }
        assert_eq!(cache.get(&"a"), Some(1));
        cache.insert("d", 1, 1);
        assert_eq!((cache.get(&"a"), cache.get(&"b"), cache.get(&"d")), (Some(1), None, Some(1)));
        cache.insert("huge", 4, 100);
        assert_eq!((cache.get(&"a"), cache.get(&"huge")), (None, Some(4)));
    }
}
