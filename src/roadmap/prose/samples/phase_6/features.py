"""A feature, defined once for training and for serving. Apply with: feast apply"""
from datetime import timedelta

from feast import Entity, FeatureView, Field, FileSource, ValueType
from feast.types import Float32

customer = Entity(name="customer", join_keys=["customer"], value_type=ValueType.INT64)

balances = FileSource(path="data/balances.parquet", timestamp_field="known_at")

customer_balance = FeatureView(
    name="customer_balance",
    entities=[customer],
    ttl=timedelta(days=60),     # an older value is treated as missing
    schema=[Field(name="balance_eur", dtype=Float32)],
    source=balances,
)
