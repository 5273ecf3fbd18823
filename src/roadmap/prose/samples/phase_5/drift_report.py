"""The same question for every column at once, as an HTML report."""
from evidently import Dataset, DataDefinition, Report
from evidently.presets import DataDriftPreset
from sklearn.datasets import load_wine

wine = load_wine(as_frame=True).data
reference = wine.sample(frac=0.5, random_state=1)
current = wine.drop(reference.index)
current = current.assign(alcohol=current["alcohol"] + 1.0)      # a sensor that was recalibrated

columns = DataDefinition(numerical_columns=list(wine.columns))
report = Report([DataDriftPreset()])
result = report.run(
    Dataset.from_pandas(current, data_definition=columns),
    Dataset.from_pandas(reference, data_definition=columns),
)
result.save_html("drift.html")
print(result.dict()["metrics"][0]["value"])
