//! Setting what a form sets: a model, or a field from its text.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::protocol::params;
use crate::ui::workspace::codec;
use crate::ui::workspace::state::Lab;
use crate::ui::workspace::{address, preparation};

impl Lab {
    /// Takes another model, with scikit-learn's defaults.
    pub(crate) fn set_model(self, id: &str) {
        if let Some(model) = params::by_id(id) {
            self.wrong.set(BTreeMap::new());
            self.spec.update(|spec| spec.model = model);
        }
    }

    /// Sets a field from its text, or remembers what is wrong with it.
    pub(crate) fn set_field(self, name: &str, text: &str) {
        let mut spec = self.spec.get_untracked();
        let outcome = match name {
            "test_share" => address::set_test_share(&mut spec, text),
            "seed" => address::set_seed(&mut spec, text),
            "folds" => address::set_folds(&mut spec, text),
            _ => match name.strip_prefix(preparation::PREFIX) {
                Some(name) => preparation::set(&mut spec.prepare, &codec::decode(name), text),
                None => params::set(&mut spec.model, name, text),
            },
        };
        match outcome {
            Ok(()) => {
                if self.wrong.with_untracked(|wrong| wrong.contains_key(name)) {
                    self.wrong.update(|wrong| _ = wrong.remove(name));
                }
                if self.spec.with_untracked(|before| *before != spec) {
                    self.spec.set(spec);
                }
            }
            Err(trouble) => self.wrong.update(|wrong| _ = wrong.insert(name.to_owned(), trouble)),
        }
    }

    /// Prepares a column as all others are, and forgets what was wrong with its fields.
    pub(crate) fn prepare_as_all(self, column: &str) {
        self.spec.update(|spec| spec.prepare.columns.retain(|(name, _)| name != column));
        let own = preparation::field(Some(column), "");
        self.wrong.update(|wrong| wrong.retain(|name, _| !name.starts_with(&own)));
    }
}

/// Whether a column is learned from, when these are asked for, or none by name.
pub(crate) fn is_chosen(features: &[String], column: &str, usual: bool) -> bool {
    if features.is_empty() { usual } else { features.iter().any(|feature| feature == column) }
}
