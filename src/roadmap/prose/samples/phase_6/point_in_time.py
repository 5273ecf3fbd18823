"""What did we know then? A join that cannot see the future."""
import pandas as pd

loans = pd.DataFrame({
    "customer": [7, 7, 9],
    "decided_at": pd.to_datetime(["2026-01-10", "2026-03-10", "2026-03-10"]),
    "defaulted": [0, 1, 0],
})
balances = pd.DataFrame({
    "customer": [7, 7, 9],
    "known_at": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-20"]),
    "balance_eur": [1200, 150, 900],
})
training = pd.merge_asof(
    loans.sort_values("decided_at"),
    balances.sort_values("known_at"),
    left_on="decided_at",
    right_on="known_at",
    by="customer",
    direction="backward",       # the latest value known at that moment, never a later one
    tolerance=pd.Timedelta("60D"),
)
print(training[["customer", "decided_at", "balance_eur", "defaulted"]].to_string(index=False))
