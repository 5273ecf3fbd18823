"""Judge candidates against a baseline, on the same folds."""
from sklearn.datasets import load_breast_cancer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=42)
candidates = {
    "always the majority": DummyClassifier(strategy="most_frequent"),
    "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "random forest": RandomForestClassifier(n_estimators=100, random_state=42),
    "gradient boosting": HistGradientBoostingClassifier(random_state=42),
}
for name, model in candidates.items():
    scores = cross_val_score(model, X, y, cv=folds)
    print(f"{name:<20} {scores.mean():.3f} ± {scores.std():.3f}")
