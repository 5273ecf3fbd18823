//! What a script must say; that it runs is checked by `scripts/check-exports.py`.

use super::*;
use crate::dataset::{csv, profile};
use crate::protocol::spec_search::{Dimension, HalvingSpec, Scale, SearchSpec, Strategy, Values};
use crate::protocol::{self, DatePart, Encoder, ForestSpec, LogisticSpec, MaxFeatures, PrepareSpec, Scaler, SplitSpec};

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
    script(spec, &profile, &reading.format)
}

const TABLE: &str = "size,kind,ok\n1.5,a,yes\n2.5,b,no\n3.5,a,yes\n";

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
        &TrainSpec { split, features: vec!["size".into()], ..spec("ok", params::by_id("decision_tree").unwrap()) },
        &["test_size=0.25, random_state=7", "features = numeric", "numeric = [\"size\"]"],
        &["stratify=", "categorical"],
    );
}

#[test]
fn rows_are_held_out_as_in_the_page() {
    let table = "day,who,x,ok\n31.1.2026,a,1.5,yes\n1.2.2026,b,2.5,no\n2.2.2026,a,3.5,yes\n";
    let with =
        |split: SplitSpec| TrainSpec { split, folds: 3, features: vec!["x".into()], ..spec("ok", params::by_id("decision_tree").unwrap()) };
    check(
        table,
        "a.csv",
        &with(SplitSpec { group: Some("who".into()), ..SplitSpec::default() }),
        &[
            "from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_score",
            "groups = data[\"who\"].astype(\"category\").cat.codes",
            "GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=42)",
            "groups=groups.iloc[train], cv=folds",
        ],
        &["train_test_split", "stratify"],
    );
    check(
        table,
        "a.csv",
        &with(SplitSpec { time: Some("day".into()), test_share: 0.25, ..SplitSpec::default() }),
        &[
            "import math",
            "pd.to_datetime(data[\"day\"], dayfirst=True",
            "math.ceil(len(moment) * 0.25 - 1e-9)",
            "TimeSeriesSplit(n_splits=3)",
        ],
        &["train_test_split", "StratifiedKFold"],
    );
    check(
        table,
        "a.csv",
        &with(SplitSpec { time: Some("x".into()), ..SplitSpec::default() }),
        &["moment = pd.to_numeric(data[\"x\"])"],
        &[],
    );
}

#[test]
fn columns_are_prepared_as_in_the_page() {
    let table = "day,size,kind,ok\n31.1.2026,1.5,a,yes\n1.2.2026,,b,no\n2.2.2026,3.5,,yes\n";
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
    let with =
        |prepare| TrainSpec { prepare: Box::new(prepare), features: features.clone(), ..spec("ok", params::by_id("gaussian_nb").unwrap()) };
    check(
        table,
        "a.csv",
        &with(prepare),
        &[
            "from sklearn.impute import MissingIndicator, SimpleImputer",
            "from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, RobustScaler",
            "features = numeric + categorical + dates",
            "FunctionTransformer(take_apart, kw_args={\"parts\": [\"month\", \"day_of_week\"], \"dayfirst\": True})",
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
        &TrainSpec { model: params::by_id("logistic_regression").unwrap(), features: vec!["size".into(), "kind".into()], ..with(ordinal) },
        &["OrdinalEncoder(handle_unknown=\"use_encoded_value\", unknown_value=-1),\n        StandardScaler()"],
        &["take_apart", "OneHotEncoder"],
    );
}

#[test]
fn a_search_is_scikit_learns_own_around_the_same_pipeline() {
    let reading = csv::read(TABLE.as_bytes(), &mut |_| {}).unwrap();
    let base = TrainSpec { folds: 4, ..spec("ok", params::by_id("logistic_regression").unwrap()) };
    let profile = profile::profile(base.dataset.clone(), "a.csv", &reading.table, &reading.warnings);
    let range = |scale, whole| Values::Range { low: 1.0, high: 500.0, scale, whole, steps: 3 };
    let space = |values| vec![Dimension { name: "C".into(), values }];
    let written = |values, strategy| {
        let search = SearchSpec { base: base.clone(), space: space(values), strategy, seed: 7 };
        search_script(&search, "f1_macro", &profile, &reading.format).unwrap()
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
            "from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split",
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
    let refused = search_script(&search, "accuracy", &profile, &reading.format).unwrap_err();
    assert!(refused.to_string().contains("C has no values to try"), "{refused}");
}

#[test]
fn names_from_a_file_stay_inside_their_literals() {
    check(
        "\"a\"\"); import os; os.remove(\"\"x\",ok\n1,y\n2,n\n3,n\n",
        "my \"data\"\nimport os\n.csv",
        &spec("ok", params::by_id("decision_tree").unwrap()),
        &["numeric = [\"a\\\"); import os; os.remove(\\\"x\"]", "pd.read_csv(\"my \\\"data\\\"\\nimport os\\n.csv\", "],
        &["\nimport os"],
    );
}

#[test]
fn the_file_is_read_as_the_page_read_it() {
    check(
        "sep=;\na;b;b;ok\n1,5;x;1e999;y\n2,5;y;2;n\n3;y;3;n;\n",
        "a.csv",
        &spec("ok", params::by_id("decision_tree").unwrap()),
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
        assert_eq!(of(TABLE, file, &spec("ok", params::by_id("decision_tree").unwrap())).unwrap().file, expected);
    }
}

#[test]
fn unknown_columns_and_empty_choices_are_refused() {
    let tree = || params::by_id("decision_tree").unwrap();
    assert_eq!(of(TABLE, "a.csv", &spec("nope", tree())).unwrap_err(), Error::NoColumn { column: "nope".into() });
    let none = of("ok,empty\ny,\nn,\n", "a.csv", &spec("ok", tree()));
    assert_eq!(none.unwrap_err(), Error::NoFeatures { target: "ok".into() });
}
