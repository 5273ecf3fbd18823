//! What a script must say; that it runs is checked by `scripts/check/exports.py`.

use super::*;
use crate::dataset::{csv, profile};
use crate::learn;
use crate::protocol::tune::{Dimension, HalvingSpec, Scale, SearchSpec, Strategy, Values};
use crate::protocol::{
    self, DatePart, Encoder, ForestClassWeight, ForestSpec, LogisticSpec, MaxFeatures, ModelSpec, PrepareSpec, Scaler, SplitSpec,
};

fn spec(target: &str, model: ModelSpec) -> TrainSpec {
    let dataset = DatasetRef::Own("0".into());
    TrainSpec {
        dataset,
        target: target.into(),
        features: vec![],
        split: SplitSpec::default(),
        model,
        folds: 0,
        prepare: Default::default(),
    }
}

fn of(text: &str, file: &str, spec: &TrainSpec) -> Result<ScriptText, Error> {
    let reading = csv::read(text.as_bytes(), &mut |_| {}).unwrap();
    let profile = profile::profile(spec.dataset.clone(), file, &reading.table, &reading.warnings);
    script(spec, &reading.table, &profile, &reading.format)
}

/// A table whose rows come four times, so that they can be divided.
fn four_times(text: &str) -> String {
    let (header, rows) = text.split_once('\n').unwrap();
    format!("{header}\n{}", rows.repeat(4))
}

const TABLE: &str = "size,kind,ok\n1.5,a,yes\n2.5,b,no\n3.5,a,yes\n1.5,a,yes\n2.5,b,no\n3.5,a,yes\n1.5,a,yes\n2.5,b,no\n3.5,a,yes\n";

#[track_caller]
fn check(text: &str, file: &str, spec: &TrainSpec, expected: &[&str], absent: &[&str]) {
    let script = of(text, file, spec).unwrap().text;
    for part in expected {
        assert!(script.contains(part), "{part} is not in\n{script}");
    }
    for part in absent {
        assert!(!script.contains(part), "{part} is in\n{script}");
    }
}

#[test]
fn only_settings_that_differ_from_the_defaults_are_named() {
    let forest = ForestSpec { max_depth: Some(4), max_features: MaxFeatures::All, oob_score: true, ..ForestSpec::default() };
    check(
        TABLE,
        "a.csv",
        &spec("ok", ModelSpec::RandomForest(forest)),
        &["RandomForestClassifier(max_depth=4, max_features=None, oob_score=True, random_state=42)", "out-of-bag"],
        &["n_estimators", "StandardScaler", "cross_val_score"],
    );
    let logistic = LogisticSpec { c: 0.5, ..LogisticSpec::default() };
    check(
        TABLE,
        "a.csv",
        &TrainSpec { folds: 5, ..spec("ok", ModelSpec::LogisticRegression(logistic)) },
        &["LogisticRegression(C=0.5)", "StandardScaler()", "OneHotEncoder", "StratifiedKFold(n_splits=5, shuffle=True, random_state=42)"],
        &["oob_score"],
    );
    let split = SplitSpec { test_share: 0.25, stratify: false, seed: (1 << 32) + 7, ..SplitSpec::default() };
    check(
        TABLE,
        "a.csv",
        &TrainSpec { split, features: vec!["size".into()], ..spec("ok", ModelSpec::by_id("decision_tree").unwrap()) },
        &["# train_test_split(X, y, test_size=0.25).", "random_state=7)", "features = numeric", "numeric = [\"size\"]"],
        &["stratify=", "categorical"],
    );
}

#[test]
fn a_forest_that_draws_its_rows_by_class_says_from_which_version_on() {
    let with = |class_weight, bootstrap| {
        let forest = ForestSpec { class_weight, bootstrap, ..ForestSpec::default() };
        spec("ok", ModelSpec::RandomForest(forest))
    };
    let said = "# From scikit-learn 1.9 on, class_weight=\"balanced\" draws";
    check(TABLE, "a.csv", &with(ForestClassWeight::Balanced, true), &[said, "class_weight=\"balanced\""], &[]);
    check(TABLE, "a.csv", &with(ForestClassWeight::Balanced, false), &["class_weight=\"balanced\""], &[said]);
    check(TABLE, "a.csv", &with(ForestClassWeight::BalancedSubsample, true), &["class_weight=\"balanced_subsample\""], &[said]);
}

#[test]
fn rows_are_held_out_as_in_the_page() {
    let table = &four_times("day,who,x,ok\n31.1.2026,a,1.5,yes\n1.2.2026,b,2.5,no\n2.2.2026,a,3.5,yes\n");
    let with = |split: SplitSpec| TrainSpec {
        split,
        folds: 3,
        features: vec!["x".into()],
        ..spec("ok", ModelSpec::by_id("decision_tree").unwrap())
    };
    check(
        table,
        "a.csv",
        &with(SplitSpec { group: Some("who".into()), ..SplitSpec::default() }),
        &[
            "from sklearn.model_selection import GroupKFold, cross_val_score",
            "groups = data[\"who\"].astype(\"category\").cat.codes",
            "GroupShuffleSplit(test_size=0.2)",
            "groups=groups[~held], cv=folds",
        ],
        &["train_test_split", "stratify"],
    );
    check(
        table,
        "a.csv",
        &with(SplitSpec { time: Some("day".into()), test_share: 0.25, ..SplitSpec::default() }),
        &[
            "import math",
            "pd.to_datetime(data[\"day\"], format=\"%d.%m.%Y\", utc=True)",
            "math.ceil(len(moment) * 0.25 - 1e-9)",
            "TimeSeriesSplit(n_splits=3)",
        ],
        &["train_test_split", "StratifiedKFold"],
    );
    check(table, "a.csv", &with(SplitSpec { time: Some("x".into()), ..SplitSpec::default() }), &["moment = data[\"x\"]"], &[]);
}

#[test]
fn columns_are_prepared_as_in_the_page() {
    let table = &four_times("day,size,kind,ok\n31.1.2026,1.5,a,yes\n1.2.2026,,b,no\n2.2.2026,3.5,,yes\n");
    let own = PrepareSpec {
        scaler: Scaler::None,
        strategy: protocol::Strategy::Constant,
        fill_value: Some("-1".into()),
        ..PrepareSpec::default()
    };
    let prepare = PrepareSpec {
        strategy: protocol::Strategy::Mean,
        scaler: Scaler::Robust,
        add_indicator: true,
        min_frequency: Some(2.0),
        max_categories: Some(5),
        date_parts: vec![DatePart::Month, DatePart::Weekday],
        columns: vec![("size".into(), own)],
        ..PrepareSpec::default()
    };
    let features = ["day", "size", "kind"].map(String::from).to_vec();
    let with = |prepare| TrainSpec {
        prepare: Box::new(prepare),
        features: features.clone(),
        ..spec("ok", ModelSpec::by_id("gaussian_nb").unwrap())
    };
    check(
        table,
        "a.csv",
        &with(prepare),
        &[
            "from sklearn.impute import MissingIndicator, SimpleImputer",
            "from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, RobustScaler",
            "features = numeric + categorical + dates",
            "FunctionTransformer(take_apart, kw_args={\"parts\": [\"month\", \"day_of_week\"]})",
            "\"day\": [\"%d.%m.%Y\"],",
            "OneHotEncoder(handle_unknown=\"infrequent_if_exist\", min_frequency=2, max_categories=5, sparse_output=False)",
            "(\"gaps of categorical\", MissingIndicator(error_on_new=False), categorical)",
            "own = [\"size\"]",
            "(\"own 1\", SimpleImputer(strategy=\"constant\", fill_value=-1), [\"size\"])",
        ],
        &["StandardScaler", "(\"numeric\"", "gaps of own"],
    );
    let ordinal = PrepareSpec { encoder: Encoder::Ordinal, ..PrepareSpec::default() };
    check(
        table,
        "a.csv",
        &TrainSpec {
            model: ModelSpec::by_id("logistic_regression").unwrap(),
            features: vec!["size".into(), "kind".into()],
            ..with(ordinal)
        },
        &["OrdinalEncoder(handle_unknown=\"use_encoded_value\", unknown_value=-1),\n        StandardScaler()"],
        &["take_apart", "OneHotEncoder"],
    );
}

#[test]
fn a_search_is_scikit_learns_own_around_the_same_pipeline() {
    let reading = csv::read(TABLE.as_bytes(), &mut |_| {}).unwrap();
    let base = TrainSpec { folds: 4, ..spec("ok", ModelSpec::by_id("logistic_regression").unwrap()) };
    let profile = profile::profile(base.dataset.clone(), "a.csv", &reading.table, &reading.warnings);
    let range = |scale, whole| Values::Range { low: 1.0, high: 500.0, scale, whole, steps: 3 };
    let space = |values| vec![Dimension { name: "C".into(), values }];
    let written = |values, strategy| {
        let search = SearchSpec { base: base.clone(), space: space(values), strategy, seed: 7 };
        search_script(&search, "f1_macro", &reading.table, &profile, &reading.format).unwrap()
    };
    let says = |values, strategy, expected: &[&str]| {
        let text = written(values, strategy).text;
        for part in expected {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    };
    says(
        Values::List(vec!["0.1".into(), "10.0".into()]),
        Strategy::Grid,
        &[
            "from sklearn.model_selection import GridSearchCV, StratifiedKFold\n",
            "\"logisticregression__C\": [0.1, 10.0],",
            "folds = StratifiedKFold(n_splits=4, shuffle=True, random_state=42)",
            "GridSearchCV(model, space, scoring=\"f1_macro\", cv=folds)",
            "model = search.best_estimator_",
        ],
    );
    says(range(Scale::Log, false), Strategy::Grid, &["[1.0, 22.36, 500.0]"]);
    let random = || Strategy::Random { n_iter: 9 };
    says(range(Scale::Log, false), random(), &["from scipy.stats import loguniform", "loguniform(1.0, 500.0)", "n_iter=9, random_state=7"]);
    says(range(Scale::Linear, true), random(), &["randint(1, 501)"]);
    says(range(Scale::Log, true), random(), &["[int(value) for value in loguniform(1, 501).rvs(1000, random_state=7)]"]);
    says(
        range(Scale::Linear, true),
        Strategy::Halving(HalvingSpec { factor: 2, ..HalvingSpec::default() }),
        &[
            "from sklearn.experimental import enable_halving_search_cv",
            "[1, 251, 500]",
            "factor=2, min_resources=\"exhaust\", random_state=7",
        ],
    );
    assert_eq!(written(Values::List(vec!["1".into()]), Strategy::Grid).file, "a_logistic_regression_search.py");
    let search = SearchSpec { base: base.clone(), space: space(Values::List(vec![])), strategy: Strategy::Grid, seed: 7 };
    let refused = search_script(&search, "accuracy", &reading.table, &profile, &reading.format).unwrap_err();
    assert!(refused.to_string().contains("C has no values to try"), "{refused}");
}

#[test]
fn names_from_a_file_stay_inside_their_literals() {
    check(
        &four_times("\"a\"\"); import os; os.remove(\"\"x\",ok\n1,y\n2,n\n3,n\n"),
        "my \"data\"\nimport os\n.csv",
        &spec("ok", ModelSpec::by_id("decision_tree").unwrap()),
        &["numeric = [\"a\\\"); import os; os.remove(\\\"x\"]", "pd.read_csv(\"my \\\"data\\\"\\nimport os\\n.csv\", "],
        &["\nimport os"],
    );
}

#[test]
fn the_file_is_read_as_the_page_read_it() {
    check(
        &format!("sep=;\na;b;b;ok\n{}", "1,5;x;1e999;y\n2,5;y;2;n\n3;y;3;n;\n".repeat(4)),
        "a.csv",
        &spec("ok", ModelSpec::by_id("decision_tree").unwrap()),
        &[
            "sep=\";\"",
            "skiprows=1",
            "names=[\"a\", \"b\", \"b (2)\", \"ok\"]",
            "usecols=range(4)",
            "str.replace(\",\", \".\", regex=False)",
            ".replace([np.inf, -np.inf], np.nan)",
        ],
        &[],
    );
}

#[test]
fn file_names_are_plain() {
    for (file, expected) in [
        ("My Data (1).csv", "my_data_1_decision_tree.py"),
        ("../../x.csv", "x_decision_tree.py"),
        ("数据.csv", "experiment_decision_tree.py"),
    ] {
        assert_eq!(of(TABLE, file, &spec("ok", ModelSpec::by_id("decision_tree").unwrap())).unwrap().file, expected);
    }
}

#[test]
fn unknown_columns_and_empty_choices_are_refused() {
    let tree = || ModelSpec::by_id("decision_tree").unwrap();
    let refused = |text: &str, target| of(text, "a.csv", &spec(target, tree())).unwrap_err();
    assert_eq!(refused(TABLE, "nope"), learn::Error::NoColumn { column: "nope".into() }.into());
    assert_eq!(refused("ok,empty\ny,\nn,\n", "ok"), learn::Error::NoFeatures { target: "ok".into() }.into());
}

#[test]
fn day_or_month_first_is_what_training_found_in_all_rows() {
    // The first twelve days of each month tell nothing, and these come first.
    let mut days: Vec<(u32, u32)> = (1..=12).flat_map(|month| (1..=28).map(move |day| (day, month))).collect();
    days.sort_unstable();
    let rows = days.iter().map(|(day, month)| format!("{day:02}/{month:02}/2025,{month},{}\n", if *month > 6 { "yes" } else { "no" }));
    let table = format!("day,x,ok\n{}", rows.collect::<String>());
    let prepare = Box::new(PrepareSpec { date_parts: vec![DatePart::Month], ..PrepareSpec::default() });
    let base = TrainSpec { features: vec!["day".into()], prepare, ..spec("ok", ModelSpec::by_id("decision_tree").unwrap()) };
    check(&table, "a.csv", &base, &["\"day\": [\"%d/%m/%Y\"],"], &["dayfirst", "%m/%d"]);
    let split = SplitSpec { time: Some("day".into()), ..SplitSpec::default() };
    check(&table, "a.csv", &TrainSpec { split, ..base }, &["pd.to_datetime(data[\"day\"], format=\"%d/%m/%Y\", utc=True)"], &["dayfirst"]);
}

#[test]
fn the_rows_that_test_are_the_ones_that_the_page_holds_out() {
    let rows = |count: usize| (0..count).map(|row| format!("{row}.5,{}\n", ["yes", "no"][row % 2])).collect::<String>();
    let reading = csv::read(format!("x,ok\n{}", rows(40)).as_bytes(), &mut |_| {}).unwrap();
    let tree = spec("ok", ModelSpec::by_id("decision_tree").unwrap());
    let report = learn::train(&reading.table, &tree, &|| 0.0, &mut |_, _| {}).unwrap().report;
    let held: Vec<String> = report.outcomes.iter().map(|outcome| outcome.row.to_string()).collect();
    let expected = format!("test_rows = [{}]\n", held.join(", "));
    check(&format!("x,ok\n{}", rows(40)), "a.csv", &tree, &[&expected, "stratify=y"], &["base64", "np."]);
    check(&format!("x,ok\n{}", rows(6000)), "a.csv", &tree, &["import base64", "import numpy as np", "np.unpackbits"], &["test_rows = ["]);
}

#[test]
fn classes_are_the_pages_in_its_order() {
    let of_classes = |classes: &[&str]| {
        let rows = (0..60).map(|row| format!("{},{}\n", row * 7 % 31, classes[row % classes.len()]));
        format!("x,y,z\n{}", rows.map(|row| row.replace('\n', ",0\n")).collect::<String>())
    };
    let bayes = TrainSpec { features: vec!["x".into()], ..spec("y", ModelSpec::by_id("gaussian_nb").unwrap()) };
    let tells = |classes: &[&str], expected: &[&str], absent: &[&str]| check(&of_classes(classes), "a.csv", &bayes, expected, absent);
    tells(
        &["0", "-0", "1", "0.0", "1.0", "+1"],
        &["data[numeric + [target]].astype(float)", "data.astype({target: \"int64\"})"],
        &["classes ="],
    );
    tells(&["2", "10", "1"], &["data.astype({target: \"int64\"})"], &["classes ="]);
    tells(&["2.5", "10.5", "1"], &["classes = [1, 2.5, 10.5]", "target_names="], &["int64"]);
    tells(&["007", "10", "9"], &["classes = [\"007\", \"9\", \"10\"]"], &["int64", "[target]].astype"]);
    tells(&["b", "a"], &["labels=model.classes_"], &["int64", "classes =", "labels = "]);
}

#[test]
fn a_class_that_training_never_saw_has_no_probability_and_one_without_test_rows_no_area() {
    let table = |first: &str, last: &str| {
        let rows = (0..60).map(|row| {
            let class = if row < 3 {
                first
            } else if row > 56 {
                last
            } else {
                ["a", "b"][row % 2]
            };
            format!("{row},{},{class}\n", row * 7 % 31)
        });
        format!("at,x,y\n{}", rows.collect::<String>())
    };
    let split = SplitSpec { time: Some("at".into()), ..SplitSpec::default() };
    let with = |model| TrainSpec { split: split.clone(), features: vec!["x".into()], ..spec("y", ModelSpec::by_id(model).unwrap()) };
    let unseen = ["# No training row is of class \"c\"", "probabilities = of_all(model)", "labels=labels", "import pandas as pd"];
    check(&table("a", "c"), "a.csv", &with("gaussian_nb"), &unseen, &["undefined", "labels=model.classes_"]);
    check(&table("a", "c"), "a.csv", &with("linear_svc"), &["decisions = of_all(model)"], &["predict_proba", "undefined"]);
    let undefined = "print(\"ROC AUC  undefined: no test row is of class 'c'\")";
    check(&table("c", "a"), "a.csv", &with("gaussian_nb"), &[undefined], &["roc_auc_score(", "of_all"]);
}

#[test]
fn white_space_goes_as_in_the_page() {
    let padded = format!("x ,kind\t, ok\n{}", "1 ,a ,yes \n2, b,no\n3 , a ,yes\n".repeat(4));
    let strips = ["data.columns = data.columns.str.strip(\" \\t\\f\")", "lambda cells: cells.str.strip(\" \\t\\f\")"];
    let tree = spec("ok", ModelSpec::by_id("decision_tree").unwrap());
    check(&padded, "a.csv", &tree, &strips, &["re.sub"]);
    let quoted = format!("x ,kind,ok\n{}", "1 ,\"a \",yes \n2, b,no\n3 , a ,yes\n".repeat(4));
    check(&quoted, "a.csv", &tree, &["import io", "import re", "re.sub(", "io.StringIO(trimmed)"], &["str.strip"]);
}
