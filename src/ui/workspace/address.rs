//! The lab's setting as an address: every setting is a word of the query, defaults are left out, so that a shared link
//! says everything and nothing more. Parameter names are scikit-learn's.

use crate::dataset::{SAMPLES, sample};
use crate::protocol::params;
use crate::protocol::params::Task;
use crate::protocol::{DatasetRef, SplitSpec, TrainSpec};
use crate::ui::workspace::codec::{self, decode, encode};
use crate::ui::workspace::preparation;

/// Folds of cross-validation that the lab starts with.
const FOLDS: u32 = 5;

/// The model that a task starts with.
pub(crate) fn usual_model(task: Task) -> &'static str {
    match task {
        Task::Classification => "random_forest",
        Task::Regression => "random_forest_regressor",
    }
}

/// What an address asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Address {
    /// The setting; an empty target means the dataset's own.
    pub(crate) spec: TrainSpec,
    /// Train at once.
    pub(crate) run: bool,
    /// The setting to compare with.
    pub(crate) versus: Option<TrainSpec>,
    /// What in the address could not be used, a sentence each.
    pub(crate) warnings: Vec<String>,
}

/// The setting a dataset starts with.
pub(crate) fn starting(dataset: DatasetRef) -> Option<TrainSpec> {
    let known = if let DatasetRef::Sample(id) = &dataset { sample(id) } else { None };
    let target = known.map(|sample| sample.target.to_owned()).unwrap_or_default();
    let model = params::by_id(usual_model(known.map_or(Task::Classification, |sample| sample.task)))?;
    Some(TrainSpec { dataset, target, features: vec![], split: SplitSpec::default(), model, folds: FOLDS, prepare: Default::default() })
}

/// Reads a query, `?…` or empty; absent only if no model exists.
pub(crate) fn read(query: &str) -> Option<Address> {
    let mut warnings = vec![];
    let words = codec::words(query);
    let spec = setting(&words, &mut warnings)?;
    let text = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| decode(value));
    let versus = text("vs").and_then(|query| setting(&codec::words(&query), &mut warnings));
    Some(Address { spec, run: text("run").as_deref() == Some("1"), versus, warnings })
}

/// The setting that these words describe; what is wrong with them goes to the warnings.
fn setting(words: &[(String, &str)], warnings: &mut Vec<String>) -> Option<TrainSpec> {
    let raw = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| *value);
    let text = |key: &str| raw(key).map(decode);
    let mut spec = starting(dataset(text("data"), text("digest"), warnings))?;
    if let Some(id) = text("model") {
        match params::by_id(&id) {
            Some(model) => spec.model = model,
            None => warnings.push(format!("There is no model “{id}”; you see a random forest instead.")),
        }
    }
    if let Some(target) = text("target") {
        spec.target = target;
    }
    if let Some(features) = raw("features") {
        spec.features = features.split(',').map(decode).filter(|name| !name.is_empty()).collect();
    }
    let (prepare, wrong) = preparation::read(words);
    *spec.prepare = prepare;
    warnings.extend(wrong.iter().map(|trouble| in_address(trouble)));
    for (key, value) in words.iter().filter(|(key, _)| !key.starts_with(preparation::PREFIX)) {
        let value = decode(value);
        let trouble = match key.as_str() {
            "data" | "digest" | "model" | "target" | "features" | "run" | "vs" => continue,
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
            name => params::set(&mut spec.model, name, &value),
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

/// The query of a setting, and of the one it is compared with, with its `?`.
pub(crate) fn write(spec: &TrainSpec, run: bool, versus: Option<&TrainSpec>) -> String {
    let mut words = vec![];
    let mut say = |key: &str, value: String| words.push(format!("{key}={value}"));
    match &spec.dataset {
        DatasetRef::Sample(id) => say("data", encode(id)),
        DatasetRef::Own(digest) => {
            say("data", "own".to_owned());
            say("digest", encode(digest));
        }
    }
    let start = starting(spec.dataset.clone());
    let differs = |is_start: fn(&TrainSpec, &TrainSpec) -> bool| !start.as_ref().is_some_and(|start| is_start(start, spec));
    if differs(|start, spec| start.target == spec.target) {
        say("target", encode(&spec.target));
    }
    let kind = params::kind(&spec.model);
    if differs(|start, spec| params::kind(&start.model).id == params::kind(&spec.model).id) {
        say("model", kind.id.to_owned());
    }
    for param in kind.params {
        if let Some(value) = params::get(&spec.model, param.name).filter(|value| value != param.default) {
            say(param.name, encode(&value));
        }
    }
    if differs(|start, spec| start.split.test_share == spec.split.test_share) {
        say("test_share", spec.split.test_share.to_string());
    }
    if differs(|start, spec| start.split.stratify == spec.split.stratify) {
        say("stratify", u8::from(spec.split.stratify).to_string());
    }
    if differs(|start, spec| start.split.seed == spec.split.seed) {
        say("seed", spec.split.seed.to_string());
    }
    for (key, column) in [("group", &spec.split.group), ("time", &spec.split.time)] {
        if let Some(column) = column {
            say(key, encode(column));
        }
    }
    preparation::write(&spec.prepare).into_iter().for_each(|(key, value)| say(&key, value));
    if differs(|start, spec| start.folds == spec.folds) {
        say("folds", spec.folds.to_string());
    }
    if !spec.features.is_empty() {
        say("features", spec.features.iter().map(|name| encode(name)).collect::<Vec<_>>().join(","));
    }
    if run {
        say("run", "1".to_owned());
    }
    if let Some(versus) = versus {
        say("vs", encode(write(versus, false, None).trim_start_matches('?')));
    }
    format!("?{}", words.join("&"))
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

fn dataset(id: Option<String>, digest: Option<String>, warnings: &mut Vec<String>) -> DatasetRef {
    let first = || DatasetRef::Sample(SAMPLES.first().map(|sample| sample.id.to_owned()).unwrap_or_default());
    match id {
        None => first(),
        Some(id) if id == "own" => DatasetRef::Own(digest.unwrap_or_default()),
        Some(id) if sample(&id).is_some() => DatasetRef::Sample(id),
        Some(id) => {
            warnings.push(format!("There is no dataset “{id}” here; you see the first one instead."));
            first()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ForestSpec, LogisticSpec, ModelSpec, PrepareSpec, Scaler};

    fn check(spec: TrainSpec, query: &str) {
        assert_eq!(write(&spec, false, None), query);
        let address = |run, versus| Address { spec: spec.clone(), run, versus, warnings: vec![] };
        assert_eq!(read(query).unwrap(), address(false, None));
        assert_eq!(read(&write(&spec, true, None)).unwrap(), address(true, None));
        assert_eq!(read(&write(&spec, true, Some(&spec))).unwrap(), address(true, Some(spec.clone())));
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
        assert_eq!(read("").unwrap(), Address { spec: iris(), run: false, versus: None, warnings: vec![] });
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
            ("?vs=data%3Diris%26seed%3Dx", "seed takes a whole number"),
        ];
        for (query, expected) in rows {
            let address = read(query).unwrap();
            assert_eq!(address.spec, iris(), "{query}");
            assert!(address.warnings.len() == 1 && address.warnings[0].contains(expected), "{query}: {:?}", address.warnings);
        }
    }
}
