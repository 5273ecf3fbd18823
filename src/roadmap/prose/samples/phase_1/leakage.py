"""Coin flips that seem predictable: what leakage looks like."""
import numpy as np
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

leaky, honest = [], []
for seed in range(20):
    random = np.random.default_rng(seed)
    X = random.normal(size=(100, 1000))     # 1,000 columns of noise
    y = random.integers(0, 2, size=100)     # coin flips: there is nothing to learn

    # Wrong: the 20 best columns are chosen with every answer in view.
    chosen = SelectKBest(k=20).fit_transform(X, y)
    leaky.append(cross_val_score(LogisticRegression(), chosen, y, cv=5).mean())

    # Right: the choice is part of the model, made again inside each fold.
    model = make_pipeline(SelectKBest(k=20), LogisticRegression())
    honest.append(cross_val_score(model, X, y, cv=5).mean())

print(f"columns chosen before the split: accuracy {np.mean(leaky):.2f}")
print(f"columns chosen inside each fold: accuracy {np.mean(honest):.2f}")
