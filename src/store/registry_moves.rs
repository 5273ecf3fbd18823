//! Aliases moved, forwards and back, each move with its reason.
//!
//! MLflow keeps where an alias points and forgets where it pointed. The moves are kept as tags of the registered model,
//! `alias_history.0001` and so on, each a small JSON object: so they travel with the file and show in MLflow's own pages.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::invalid;
use super::{Moment, Result, Store, validate};
use crate::protocol::track::{AliasMove, RegisteredModel, RollBack, SetAlias};

const PREFIX: &str = "alias_history.";
/// Characters of a reason.
const REASON: usize = 1000;

impl Store {
    /// A registered model's tags and, apart from them, the moves of its aliases, the latest first.
    pub(super) fn tags_and_history(&self, name: &str) -> Result<(BTreeMap<String, String>, Vec<AliasMove>)> {
        let sql = "SELECT key, coalesce(value, '') FROM main.registered_model_tags WHERE workspace = 'default' AND name = ?1 ORDER BY key";
        let (mut tags, mut history) = (BTreeMap::new(), Vec::new());
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([name])?;
        while let Some(row) = rows.next()? {
            let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
            match key.strip_prefix(PREFIX).and_then(|_| serde_json::from_str(&value).ok()) {
                Some(step) => history.push(step),
                // What another hand has written under such a name is a tag like others.
                None => drop(tags.insert(key, value)),
            }
        }
        history.sort_by_key(|step: &AliasMove| std::cmp::Reverse(step.number));
        Ok((tags, history))
    }

    /// An alias pointed at a version, or taken away.
    pub(super) fn set_alias(&mut self, asked: &SetAlias, moment: &Moment) -> Result<RegisteredModel> {
        let (name, alias) = (&asked.name, &asked.alias);
        validate::alias(alias)?;
        let model = self.model(name)?;
        let from = model.aliases.get(alias).copied();
        if let Some(version) = asked.version {
            self.version(name, version)?;
        }
        if from == asked.version {
            let what = from.map_or_else(
                || format!("{name} has no alias @{alias}"),
                |version| format!("@{alias} points at version {version} of {name} already"),
            );
            return Err(invalid(what, "Choose another version."));
        }
        self.move_alias(
            &model,
            AliasMove {
                number: 0,
                alias: alias.clone(),
                from,
                to: asked.version,
                reason: asked.reason.clone(),
                time: moment.now,
                roll_back: false,
            },
        )
    }

    /// An alias pointed back at the version before.
    pub(super) fn roll_back(&mut self, asked: &RollBack, moment: &Moment) -> Result<RegisteredModel> {
        let model = self.model(&asked.name)?;
        let nothing = || {
            invalid(
                format!("@{} of {} has no version before", asked.alias, asked.name),
                "There is nothing to go back to; point it at a version.",
            )
        };
        let from = model.aliases.get(&asked.alias).copied();
        let before = before(&model.history, &asked.alias, from).ok_or_else(nothing)?;
        self.version(&asked.name, before)?;
        let step = AliasMove {
            number: 0,
            alias: asked.alias.clone(),
            from,
            to: Some(before),
            reason: asked.reason.clone(),
            time: moment.now,
            roll_back: true,
        };
        self.move_alias(&model, step)
    }

    fn move_alias(&mut self, model: &RegisteredModel, step: AliasMove) -> Result<RegisteredModel> {
        if step.reason.trim().is_empty() {
            return Err(invalid(
                format!("no reason is given for moving @{}", step.alias),
                "Say why in a sentence; it is kept in the history.",
            ));
        }
        validate::at_most("reason", &step.reason, REASON)?;
        let step = AliasMove { number: model.history.first().map_or(0, |last| last.number) + 1, ..step };
        let text =
            serde_json::to_string(&step).map_err(|cause| invalid(format!("the move cannot be written: {cause}"), "Shorten the reason."))?;
        let change = self.db.transaction()?;
        match step.to {
            Some(version) => change.execute(
                "INSERT OR REPLACE INTO main.registered_model_aliases (name, alias, version) VALUES (?1, ?2, ?3)",
                params![model.name, step.alias, version],
            )?,
            None => change.execute(
                "DELETE FROM main.registered_model_aliases WHERE workspace = 'default' AND name = ?1 AND alias = ?2",
                params![model.name, step.alias],
            )?,
        };
        change.execute(
            "INSERT OR REPLACE INTO main.registered_model_tags (name, key, value) VALUES (?1, ?2, ?3)",
            params![model.name, format!("{PREFIX}{:04}", step.number), text],
        )?;
        let sql = "UPDATE main.registered_models SET last_updated_time = ?2 WHERE workspace = 'default' AND name = ?1";
        change.execute(sql, params![model.name, step.time])?;
        change.commit()?;
        self.model(&model.name)
    }
}

/// Where an alias pointed before it was moved to where it points now: steps back take their own step forward with them.
fn before(history: &[AliasMove], alias: &str, now: Option<i64>) -> Option<i64> {
    let mut stack: Vec<i64> = Vec::new();
    for step in history.iter().rev().filter(|step| step.alias == alias) {
        if step.roll_back {
            stack.pop();
        } else if let Some(from) = step.from {
            stack.push(from);
        }
    }
    stack.into_iter().rev().find(|version| Some(*version) != now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::CreateModelVersion;
    use crate::store::testing::{ask, with_runs};

    fn three_versions() -> Store {
        let mut store = with_runs(3);
        for at in 0..3 {
            let made = CreateModelVersion {
                name: "iris".into(),
                run_id: format!("{at:032x}"),
                path: "model".into(),
                description: String::new(),
                tags: BTreeMap::new(),
            };
            ask(&mut store, made).unwrap();
        }
        store
    }

    fn set(store: &mut Store, version: Option<i64>, reason: &str) -> std::result::Result<RegisteredModel, String> {
        ask(store, SetAlias { name: "iris".into(), alias: "champion".into(), version, reason: reason.into() }).map_err(|error| error.what)
    }

    fn back(store: &mut Store) -> std::result::Result<Option<i64>, String> {
        let model = ask(store, RollBack { name: "iris".into(), alias: "champion".into(), reason: "worse".into() });
        model.map(|model| model.aliases.get("champion").copied()).map_err(|error| error.what)
    }

    #[test]
    fn promotions_can_be_taken_back_one_by_one_and_every_reason_is_kept() {
        let mut store = three_versions();
        for version in 1..=3 {
            set(&mut store, Some(version), &format!("better than {}", version - 1)).unwrap();
        }
        assert_eq!(back(&mut store), Ok(Some(2)));
        assert_eq!(back(&mut store), Ok(Some(1)));
        assert_eq!(back(&mut store).unwrap_err(), "@champion of iris has no version before");
        let model = set(&mut store, Some(3), "after all").unwrap();
        let history: Vec<String> = model
            .history
            .iter()
            .map(|step| format!("{} {:?}→{:?} {}", step.number, step.from.unwrap_or(0), step.to.unwrap_or(0), step.reason))
            .collect();
        assert_eq!(
            history,
            ["6 1→3 after all", "5 2→1 worse", "4 3→2 worse", "3 2→3 better than 2", "2 1→2 better than 1", "1 0→1 better than 0"]
        );
        assert!(model.tags.is_empty(), "the history is no tag to the reader");
        assert_eq!(back(&mut store), Ok(Some(1)));
    }

    #[test]
    fn an_alias_needs_a_version_that_is_there_and_a_reason() {
        let mut store = three_versions();
        assert_eq!(set(&mut store, Some(4), "x").unwrap_err(), "there is no version 4 of iris");
        assert_eq!(set(&mut store, Some(1), " ").unwrap_err(), "no reason is given for moving @champion");
        set(&mut store, Some(1), "first").unwrap();
        assert_eq!(set(&mut store, Some(1), "again").unwrap_err(), "@champion points at version 1 of iris already");
        let model = set(&mut store, None, "retired").unwrap();
        assert!(model.aliases.is_empty() && model.history[0].to.is_none());
        assert_eq!(set(&mut store, None, "again").unwrap_err(), "iris has no alias @champion");
        assert_eq!(back(&mut store), Ok(Some(1)), "a retired alias can come back");
    }
}
