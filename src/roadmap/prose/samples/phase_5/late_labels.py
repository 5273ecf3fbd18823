"""Concept drift shows only when the true answers arrive: join them late, then score by week."""
import numpy as np
import pandas as pd

random = np.random.default_rng(3)
n = 4000
log = pd.DataFrame({
    "id": np.arange(n),
    "week": np.arange(n) // 500,
    "distance_km": random.uniform(1, 20, n),
})
log["predicted_late"] = log["distance_km"] > 12         # what the model learnt: far means late

# The world: from week 5 a new depot makes long trips quick and the city centre slow.
really_late = np.where(log["week"] < 5, log["distance_km"] > 12, log["distance_km"] < 7)
flip = random.random(n) < 0.05                          # and 5% of life is chance
answers = pd.DataFrame({"id": log["id"], "was_late": really_late ^ flip})
answers = answers[answers["id"] < 3600]                 # the last answers have not arrived yet

joined = log.merge(answers, on="id", how="left")
joined["right"] = (joined["predicted_late"] == joined["was_late"]).where(joined["was_late"].notna())
weekly = joined.groupby("week").agg(
    mean_distance_km=("distance_km", "mean"),
    answers=("was_late", "count"),
    accuracy=("right", "mean"),
)
print(weekly.round(2).to_string())
