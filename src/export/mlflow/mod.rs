//! A kept model as an MLflow model: the directory that `mlflow.pyfunc.load_model` reads, with its signature, an example of its
//! input, what it needs to be installed, and the Python module that predicts with numpy from the very numbers of the model.
//!
//! The file's form is MLflow's own: <https://mlflow.org/docs/latest/ml/model>, "storage format". It is held against the real MLflow by
//! `scripts/check/mlflow-models.py`, for every kind of model.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::learn::Error;
use crate::learn::stored::Stored;
use crate::protocol::{FeatureSummary, float};

/// The MLflow that reads it, as the tracking store's.
const MLFLOW: &str = "3.17.2";
const LOADER: &str = include_str!("mlops_roadmap_model.py");
const NEEDS: &str = "mlflow==3.17.2\nnumpy>=1.26\npandas>=2.0\n";
const ENVIRONMENT: &str = "python: 3.11.0\nbuild_dependencies: []\ndependencies:\n- -r requirements.txt\n";

/// The files of the model, by their path below its directory; the text of the model itself is `model.json`.
pub fn files(text: String) -> Result<Vec<(String, String)>, Error> {
    let stored = Stored::read(&text)?;
    let features = stored.features();
    let (names, row) = example(&stored, &features);
    let split = json!({ "columns": names, "data": [row] });
    let mut files = vec![
        ("code/mlops_roadmap_model.py".to_owned(), LOADER.to_owned()),
        ("input_example.json".to_owned(), split.to_string()),
        ("python_env.yaml".to_owned(), ENVIRONMENT.to_owned()),
        ("requirements.txt".to_owned(), NEEDS.to_owned()),
        ("serving_input_example.json".to_owned(), json!({ "dataframe_split": split }).to_string()),
    ];
    let bytes = files.iter().map(|(_, text)| text.len()).sum::<usize>() + text.len();
    files.insert(0, ("MLmodel".to_owned(), description(&stored, &features, bytes)));
    files.push(("model.json".to_owned(), text));
    Ok(files)
}

/// The file that MLflow looks for.
fn description(stored: &Stored, features: &[FeatureSummary], bytes: usize) -> String {
    let kind = stored.spec().model.kind();
    let inputs: Vec<Value> = features.iter().map(|one| json!({ "type": type_of(one), "name": one.name, "required": false })).collect();
    let outputs = if stored.classes().is_empty() { "float64" } else { "str" };
    let outputs = json!([{ "type": "tensor", "tensor-spec": { "dtype": outputs, "shape": [-1] } }]);
    let settings = json!([{ "name": "predict_method", "type": "string", "default": "predict", "shape": null }]);
    // In single quotes YAML takes a text as it is, but for the quote itself.
    let quoted = |value: String| format!("'{}'", value.replace('\'', "''"));
    format!(
        "artifact_path: model
flavors:
  mlops_roadmap:
    code: code
    data: model.json
    model: {model}
    title: {title}
  python_function:
    code: code
    data: model.json
    env:
      virtualenv: python_env.yaml
    loader_module: mlops_roadmap_model
    python_version: 3.11.0
mlflow_version: {MLFLOW}
model_size_bytes: {bytes}
saved_input_example_info:
  artifact_path: input_example.json
  pandas_orient: split
  serving_input_path: serving_input_example.json
  type: dataframe
signature:
  inputs: {inputs}
  outputs: {outputs}
  params: {settings}
",
        model = kind.id,
        title = quoted(kind.title.to_owned()),
        inputs = quoted(Value::Array(inputs).to_string()),
        outputs = quoted(outputs.to_string()),
        settings = quoted(settings.to_string()),
    )
}

fn type_of(feature: &FeatureSummary) -> &'static str {
    if feature.levels.is_empty() { "double" } else { "string" }
}

/// The features' names and a row of typical values.
fn example(stored: &Stored, features: &[FeatureSummary]) -> (Vec<String>, Vec<Value>) {
    let typical: BTreeMap<String, String> = stored.typical().into_iter().collect();
    let value = |feature: &FeatureSummary| {
        let text = typical.get(&feature.name).cloned().unwrap_or_default();
        if feature.levels.is_empty() { float(&text).map_or(Value::Null, |number| json!(number)) } else { json!(text) }
    };
    (features.iter().map(|feature| feature.name.clone()).collect(), features.iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{DatasetRef, ModelSpec, TrainSpec, TreeSpec};

    fn kept() -> String {
        let rows = (0..40).map(|row| format!("{row},{},{}\n", ["it's", "it's", "not"][row % 3], if row < 20 { "no" } else { "yes" }));
        let text = format!("hours,mood,passed\n{}", rows.collect::<String>());
        let reading = crate::dataset::csv::read(text.as_bytes(), &mut |_| {}).unwrap();
        let spec = TrainSpec {
            dataset: DatasetRef::Own("1".into()),
            target: "passed".into(),
            features: ["hours", "mood"].map(str::to_owned).into(),
            split: Default::default(),
            model: ModelSpec::DecisionTree(TreeSpec::default()),
            folds: 0,
            prepare: Default::default(),
        };
        crate::learn::train(&reading.table, &spec, &|| 0.0, &mut |_, _| {}).unwrap().keep(1 << 20).unwrap().model.unwrap()
    }

    #[test]
    fn a_kept_model_is_a_directory_that_says_what_goes_in_and_what_comes_out() {
        let files = files(kept()).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "MLmodel",
                "code/mlops_roadmap_model.py",
                "input_example.json",
                "python_env.yaml",
                "requirements.txt",
                "serving_input_example.json",
                "model.json"
            ]
        );
        let inputs = r#"  inputs: '[{"name":"hours","required":false,"type":"double"},{"name":"mood","required":false,"type":"string"}]'"#;
        assert!(files[0].1.contains(inputs), "{}", files[0].1);
        assert!(files[0].1.contains("    model: decision_tree\n") && NEEDS.contains(MLFLOW));
        assert_eq!(files[2].1, r#"{"columns":["hours","mood"],"data":[[19.5,"it's"]]}"#);
    }

    #[test]
    fn a_text_that_is_no_stored_model_is_refused() {
        let refused = |text: &str| files(text.to_owned()).unwrap_err().to_string();
        assert!(refused("{}").contains("it is no kept model"), "{}", refused("{}"));
        let other = kept().replacen("\"format\":1", "\"format\":2", 1);
        assert!(refused(&other).contains("it is of another version of this site"));
    }
}
