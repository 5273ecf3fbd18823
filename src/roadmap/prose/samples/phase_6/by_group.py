"""One accuracy can hide two experiences: selection rate and recall per group."""
import numpy as np
import pandas as pd

random = np.random.default_rng(5)
n = 2000
table = pd.DataFrame({"group": random.choice(["A", "B"], n, p=[0.85, 0.15])})
table["repays"] = random.random(n) < 0.7
# The model's score is noisier for group B, of which it has seen less.
noise = np.where(table["group"] == "A", 0.2, 0.6)
table["approved"] = table["repays"] + random.normal(0, noise) > 0.5

print(f"accuracy for all: {(table['approved'] == table['repays']).mean():.2f}")
for group, rows in table.groupby("group"):
    good = rows[rows["repays"]]
    recall = good["approved"].mean()
    margin = 1.96 * np.sqrt(recall * (1 - recall) / len(good))      # 95%, normal approximation
    print(f"group {group}: {len(rows)} people, {rows['approved'].mean():.0%} approved, recall {recall:.2f} ± {margin:.2f}")
