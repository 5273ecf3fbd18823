"""1,000 payments, 20 of them fraud: the same model, five numbers."""
import numpy as np
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score

random = np.random.default_rng(7)
fraud = np.array([1] * 20 + [0] * 980)
# A model's probability of fraud: higher for fraud, but with overlap.
probability = np.concatenate([random.beta(5, 3, 20), random.beta(2, 8, 980)])


def report(name, predicted):
    print(
        f"{name:<15} accuracy {accuracy_score(fraud, predicted):.3f}"
        f"  precision {precision_score(fraud, predicted, zero_division=0):.2f}"
        f"  recall {recall_score(fraud, predicted):.2f}"
        f"  F1 {f1_score(fraud, predicted):.2f}"
    )


report("never fraud", np.zeros_like(fraud))
for threshold in (0.3, 0.5, 0.7):
    report(f"threshold {threshold}", (probability >= threshold).astype(int))
print(f"ROC AUC {roc_auc_score(fraud, probability):.3f}, the same for every threshold")
