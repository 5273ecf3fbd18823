"""The population stability index: how far has a feature moved?"""
import numpy as np


def psi(reference, current, bins=10):
    """Sum over the bins of (c - r) * ln(c / r), with bin edges at the reference's deciles."""
    edges = np.quantile(reference, np.linspace(0, 1, bins + 1)[1:-1])
    r = np.bincount(np.searchsorted(edges, reference), minlength=bins) / len(reference)
    c = np.bincount(np.searchsorted(edges, current), minlength=bins) / len(current)
    r, c = np.clip(r, 1e-4, None), np.clip(c, 1e-4, None)   # an empty bin must not give infinity
    return float(np.sum((c - r) * np.log(c / r)))


random = np.random.default_rng(1)
training = random.normal(40, 10, 5000)      # customers' ages when the model was trained
weeks = {
    "an ordinary week": random.normal(40, 10, 1000),
    "a little older": random.normal(44, 10, 1000),
    "a student campaign": random.normal(32, 9, 1000),
}
for name, ages in weeks.items():
    value = psi(training, ages)
    verdict = "stable" if value < 0.1 else "look closer" if value < 0.25 else "shifted"
    print(f"{name:<20} PSI {value:.3f}  {verdict}")
