//! An experiment as words of an address: every setting is a word, defaults are left out, so that a shared link says everything
//! and nothing more. Parameter names are scikit-learn's.

use crate::dataset::{SAMPLES, sample};
use crate::protocol::model::Task;
use crate::protocol::{DatasetRef, ModelSpec, SplitSpec, TrainSpec};
use crate::ui::kit::query::Query;
use crate::ui::workspace::preparation;

/// Folds of cross-validation that a form starts with.
const FOLDS: u32 = 5;

/// Words that are about the experiment but no setting of it, and words of a lab's own.
const OTHER_WORDS: [&str; 7] = ["data", "digest", "model", "target", "features", "run", "vs"];

/// The model that a task starts with.
pub(crate) fn usual_model(task: Task) -> &'static str {
    match task {
        Task::Classification => "random_forest",
        Task::Regression => "random_forest_regressor",
    }
}

/// The setting a dataset starts with.
pub(crate) fn starting(dataset: DatasetRef) -> Option<TrainSpec> {
    let known = if let DatasetRef::Sample(id) = &dataset { sample(id) } else { None };
    let target = known.map(|sample| sample.target.to_owned()).unwrap_or_default();
    let model = ModelSpec::by_id(usual_model(known.map_or(Task::Classification, |sample| sample.task)))?;
    Some(TrainSpec { dataset, target, features: vec![], split: SplitSpec::default(), model, folds: FOLDS, prepare: Default::default() })
}

/// The experiment that these words describe; what is wrong with them goes to the warnings. Absent only if no model exists.
pub(crate) fn read(query: &Query, warnings: &mut Vec<String>) -> Option<TrainSpec> {
    let mut spec = starting(dataset(query, warnings))?;
    if let Some(id) = query.text("model") {
        match ModelSpec::by_id(&id) {
            Some(model) => spec.model = model,
            None => warnings.push(format!("There is no model “{id}”; you see a random forest instead.")),
        }
    }
    if let Some(target) = query.text("target") {
        spec.target = target;
    }
    spec.features = query.list("features").unwrap_or_default();
    let (prepare, wrong) = preparation::read(query);
    *spec.prepare = prepare;
    warnings.extend(wrong.iter().map(|trouble| in_address(trouble)));
    for (key, value) in query.iter().filter(|(key, _)| !key.starts_with(preparation::PREFIX) && !OTHER_WORDS.contains(key)) {
        let trouble = match key {
            // A search's own words.
            search if search.starts_with("search") => continue,
            "test_share" => set_test_share(&mut spec, &value),
            "stratify" => flag(&value).map(|stratify| spec.split.stratify = stratify),
            "seed" => set_seed(&mut spec, &value),
            "folds" => set_folds(&mut spec, &value),
            "group" => {
                spec.split.group = Some(value);
                Ok(())
            }
            "time" => {
                spec.split.time = Some(value);
                Ok(())
            }
            name => spec.model.set(name, &value),
        };
        if let Err(trouble) = trouble {
            warnings.push(in_address(&trouble));
        }
    }
    Some(spec)
}

fn in_address(trouble: &str) -> String {
    format!("In the address, {trouble}; the default is used.")
}

/// The words of an experiment.
pub(crate) fn write(spec: &TrainSpec) -> Query {
    let mut query = Query::default();
    push_dataset(&mut query, &spec.dataset);
    let start = starting(spec.dataset.clone());
    let differs = |is_start: fn(&TrainSpec, &TrainSpec) -> bool| !start.as_ref().is_some_and(|start| is_start(start, spec));
    if differs(|start, spec| start.target == spec.target) {
        query.push("target", &spec.target);
    }
    let kind = spec.model.kind();
    if differs(|start, spec| start.model.kind().id == spec.model.kind().id) {
        query.push("model", kind.id);
    }
    for param in kind.params {
        if let Some(value) = spec.model.get(param.name).filter(|value| value != param.default) {
            query.push(param.name, value);
        }
    }
    if differs(|start, spec| start.split.test_share == spec.split.test_share) {
        query.push("test_share", spec.split.test_share);
    }
    if differs(|start, spec| start.split.stratify == spec.split.stratify) {
        query.push("stratify", u8::from(spec.split.stratify));
    }
    if differs(|start, spec| start.split.seed == spec.split.seed) {
        query.push("seed", spec.split.seed);
    }
    for (key, column) in [("group", &spec.split.group), ("time", &spec.split.time)] {
        if let Some(column) = column {
            query.push(key, column);
        }
    }
    query.extend(preparation::write(&spec.prepare));
    if differs(|start, spec| start.folds == spec.folds) {
        query.push("folds", spec.folds);
    }
    query.push_list("features", &spec.features);
    query
}

/// The address of an experiment that is run at once, as the training lab reads it.
pub(crate) fn run_query(spec: &TrainSpec) -> String {
    let mut query = write(spec);
    query.push("run", 1);
    query.to_string()
}

/// Adds the words that name a dataset.
pub(crate) fn push_dataset(query: &mut Query, dataset: &DatasetRef) {
    match dataset {
        DatasetRef::Sample(id) => query.push("data", id),
        DatasetRef::Own(digest) => {
            query.push("data", "own");
            query.push("digest", digest);
        }
    }
}

/// Sets the test share from text.
pub(crate) fn set_test_share(spec: &mut TrainSpec, text: &str) -> Result<(), String> {
    let wrong = || format!("test_share takes a number from 0.05 to 0.95, not '{text}'");
    let share = text.trim().parse::<f64>().ok().filter(|share| (0.05..=0.95).contains(share)).ok_or_else(wrong)?;
    spec.split.test_share = share;
    Ok(())
}

/// Sets the seed from text.
pub(crate) fn set_seed(spec: &mut TrainSpec, text: &str) -> Result<(), String> {
    // Larger whole numbers are not exact in a JavaScript number, and the setting must survive the console.
    const LARGEST: u64 = (1 << 53) - 1;
    let wrong = || format!("seed takes a whole number from 0 to {LARGEST}, not '{text}'");
    spec.split.seed = text.trim().parse().ok().filter(|seed| *seed <= LARGEST).ok_or_else(wrong)?;
    Ok(())
}

/// Sets the folds from text.
pub(crate) fn set_folds(spec: &mut TrainSpec, text: &str) -> Result<(), String> {
    let wrong = || format!("folds takes 0 or a whole number from 2 to 20, not '{text}'");
    spec.folds = text.trim().parse().ok().filter(|folds| *folds == 0 || (2..=20).contains(folds)).ok_or_else(wrong)?;
    Ok(())
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(format!("stratify takes 1 or 0, not '{text}'")),
    }
}

/// The dataset that the words name, else the first sample.
pub(crate) fn dataset(query: &Query, warnings: &mut Vec<String>) -> DatasetRef {
    match query.text("data") {
        None => first_sample(),
        Some(id) if id == "own" => DatasetRef::Own(query.text("digest").unwrap_or_default()),
        Some(id) if sample(&id).is_some() => DatasetRef::Sample(id),
        Some(id) => {
            warnings.push(format!("There is no dataset “{id}” here; you see the first one instead."));
            first_sample()
        }
    }
}

/// The dataset that a form starts with.
pub(crate) fn first_sample() -> DatasetRef {
    DatasetRef::Sample(SAMPLES.first().map(|sample| sample.id.to_owned()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ForestSpec, LogisticSpec, PrepareSpec, Scaler};

    #[track_caller]
    fn check(spec: TrainSpec, query: &str) {
        assert_eq!(write(&spec).to_string(), query);
        let mut warnings = vec![];
        assert_eq!((read(&Query::parse(query), &mut warnings), warnings), (Some(spec), vec![]));
    }

    fn iris() -> TrainSpec {
        starting(DatasetRef::Sample("iris".into())).unwrap()
    }

    #[test]
    fn a_setting_survives_its_address_and_defaults_are_left_out() {
        check(iris(), "?data=iris");
        check(
            TrainSpec { split: SplitSpec { test_share: 0.25, stratify: false, seed: 7, ..SplitSpec::default() }, folds: 0, ..iris() },
            "?data=iris&test_share=0.25&stratify=0&seed=7&folds=0",
        );
        check(
            TrainSpec {
                model: ModelSpec::RandomForest(ForestSpec { n_estimators: 25, max_depth: Some(5), oob_score: true, ..Default::default() }),
                ..iris()
            },
            "?data=iris&n_estimators=25&max_depth=5&oob_score=True",
        );
        check(
            TrainSpec { model: ModelSpec::LogisticRegression(LogisticSpec { c: 0.5, ..Default::default() }), ..iris() },
            "?data=iris&model=logistic_regression&C=0.5",
        );
        check(
            TrainSpec {
                target: "<b> & co".into(),
                features: vec!["a,b".into(), "größe".into()],
                ..starting(DatasetRef::Own("ab12".into())).unwrap()
            },
            "?data=own&digest=ab12&target=%3Cb%3E%20%26%20co&features=a%2Cb,gr%C3%B6%C3%9Fe",
        );
    }

    #[test]
    fn how_rows_are_held_back_and_columns_prepared_is_part_of_it() {
        let split = SplitSpec { group: Some("a b".into()), ..SplitSpec::default() };
        let prepare = PrepareSpec { scaler: Scaler::MinMax, ..PrepareSpec::default() };
        check(TrainSpec { split, prepare: Box::new(prepare), ..iris() }, "?data=iris&group=a%20b&prepare__scaler=min_max");
        let split = SplitSpec { time: Some("day".into()), ..SplitSpec::default() };
        check(TrainSpec { split, ..iris() }, "?data=iris&time=day");
    }

    #[test]
    fn an_empty_address_is_the_first_dataset() {
        assert_eq!(read(&Query::default(), &mut vec![]), Some(iris()));
    }

    #[test]
    fn what_an_address_gets_wrong_is_named_and_the_default_stays() {
        let rows = [
            ("?data=titanic", "no dataset “titanic”"),
            ("?model=svm", "no model “svm”"),
            ("?n_estimators=0", "n_estimators takes a whole number from 1 to 2000, not '0'"),
            ("?C=1", "C is not a parameter of this model"),
            ("?test_share=1", "test_share takes a number from 0.05 to 0.95, not '1'"),
            ("?stratify=yes", "stratify takes 1 or 0, not 'yes'"),
            ("?seed=-1", "seed takes a whole number"),
            ("?seed=9007199254740992", "seed takes a whole number"),
            ("?folds=1", "folds takes 0 or a whole number from 2 to 20, not '1'"),
            ("?colour=%zz+1", "colour is not a parameter of this model"),
            ("?prepare__scaler=big", "scaler takes one of auto, None, standard"),
        ];
        for (query, expected) in rows {
            let mut warnings = vec![];
            assert_eq!(read(&Query::parse(query), &mut warnings), Some(iris()), "{query}");
            assert!(warnings.len() == 1 && warnings[0].contains(expected), "{query}: {warnings:?}");
        }
    }
}
