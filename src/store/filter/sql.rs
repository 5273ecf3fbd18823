//! Clauses as SQL: values only ever travel as parameters.

use rusqlite::types::Value;

use super::{Clause, Comparison, Entity, OrderBy};

/// A part of a statement with its parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::store) struct Sql {
    /// With a `?` for each parameter.
    pub text: String,
    /// In the order of the question marks.
    pub values: Vec<Value>,
}

impl Sql {
    /// Adds text.
    pub(in crate::store) fn push(&mut self, text: &str) -> &mut Self {
        self.text += text;
        self
    }

    /// Adds a parameter.
    pub(in crate::store) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.values.push(value.into());
        self
    }

    /// Adds another part.
    fn append(&mut self, other: &Self) -> &mut Self {
        self.text += &other.text;
        self.values.extend_from_slice(&other.values);
        self
    }
}

/// A column compared as the clause asks. ILIKE lowers both sides, in ASCII, as MLflow does on SQLite.
fn compare(sql: &mut Sql, column: &str, test: &Comparison) {
    match test {
        Comparison::Number(sign, number) => sql.push(column).push(" ").push(sign).push(" ").bind(*number),
        Comparison::Text("ILIKE", pattern) => sql.push("lower(").push(column).push(") LIKE lower(").bind(pattern.clone()).push(")"),
        Comparison::Text(sign, text) => sql.push(column).push(" ").push(sign).push(" ").bind(text.clone()),
        Comparison::List(not, texts) => {
            sql.push(column).push(if *not { " NOT IN (" } else { " IN (" });
            for (at, text) in texts.iter().enumerate() {
                sql.push(if at == 0 { "" } else { ", " }).bind(text.clone());
            }
            sql.push(")")
        }
        Comparison::Null(_) => sql,
    };
}

/// The column of `runs` that holds an attribute.
fn column(attribute: &str) -> &'static str {
    match attribute {
        "run_id" => "runs.run_uuid",
        "run_name" => "runs.name",
        "user_id" => "runs.user_id",
        "status" => "runs.status",
        "artifact_uri" => "runs.artifact_uri",
        "end_time" => "runs.end_time",
        _ => "runs.start_time",
    }
}

/// The table that holds an entity's keys and values.
fn table(entity: Entity) -> &'static str {
    match entity {
        Entity::Metric => "main.latest_metrics",
        Entity::Param => "main.params",
        _ => "main.tags",
    }
}

/// A condition on `runs` for each clause, each beginning with AND.
pub(in crate::store) fn where_sql(clauses: &[Clause]) -> Sql {
    let mut sql = Sql::default();
    for Clause { key, test } in clauses {
        sql.push(" AND ");
        match (key.entity, key.name.as_str(), test) {
            // MLflow looks the name up in its tag.
            (Entity::Attribute, "run_name", _) => {
                sql.push("runs.run_uuid IN (SELECT run_uuid FROM main.tags WHERE key = 'mlflow.runName' AND ");
                compare(&mut sql, "value", test);
                sql.push(")");
            }
            (Entity::Attribute, name, _) => compare(&mut sql, column(name), test),
            (Entity::Dataset, "context", _) => {
                sql.push(
                    "runs.run_uuid IN (SELECT destination_id FROM main.inputs JOIN main.datasets ON dataset_uuid = source_id
                    JOIN main.input_tags ON input_tags.input_uuid = inputs.input_uuid AND input_tags.name = 'mlflow.data.context' WHERE ",
                );
                compare(&mut sql, "input_tags.value", test);
                sql.push(")");
            }
            (Entity::Dataset, name, _) => {
                sql.push("runs.run_uuid IN (SELECT destination_id FROM main.inputs JOIN main.datasets ON dataset_uuid = source_id WHERE ");
                compare(&mut sql, if name == "digest" { "datasets.digest" } else { "datasets.name" }, test);
                sql.push(")");
            }
            (entity, name, Comparison::Null(not)) => {
                sql.push(if *not { "runs.run_uuid IN" } else { "runs.run_uuid NOT IN" });
                sql.push(" (SELECT run_uuid FROM ").push(table(entity)).push(" WHERE key = ").bind(name.to_owned()).push(")");
            }
            (Entity::Metric, name, Comparison::Number(sign, _)) => {
                sql.push("runs.run_uuid IN (SELECT run_uuid FROM main.latest_metrics WHERE key = ").bind(name.to_owned()).push(" AND (");
                compare(&mut sql, "value", test);
                // NaN is stored as 0 and is unequal to every number.
                sql.push(if *sign == "!=" { " OR is_nan))" } else { " AND NOT is_nan))" });
            }
            (entity, name, _) => {
                sql.push("runs.run_uuid IN (SELECT run_uuid FROM ")
                    .push(table(entity))
                    .push(" WHERE key = ")
                    .bind(name.to_owned())
                    .push(" AND ");
                compare(&mut sql, "value", test);
                sql.push(")");
            }
        }
    }
    sql
}

/// Joins, and what follows ORDER BY: runs without a value last, then the latest first, then by id.
pub(in crate::store) fn order_sql(orders: &[OrderBy]) -> (Sql, Sql) {
    let (mut joins, mut by) = (Sql::default(), Sql::default());
    let mut by_start = false;
    for (at, OrderBy { key, descending }) in orders.iter().enumerate() {
        let value = match key.entity {
            Entity::Attribute => {
                by_start |= key.name == "start_time";
                column(&key.name).to_owned()
            }
            entity => {
                let mut join = Sql::default();
                join.push(&format!(" LEFT JOIN {} AS o{at} ON o{at}.run_uuid = runs.run_uuid AND o{at}.key = ", table(entity)));
                joins.append(join.bind(key.name.clone()));
                format!("o{at}.value")
            }
        };
        if key.entity == Entity::Metric {
            by.push(&format!("CASE WHEN o{at}.is_nan THEN 1 WHEN {value} IS NULL THEN 2 ELSE 0 END, "));
        } else {
            by.push(&format!("{value} IS NULL, "));
        }
        by.push(&value).push(if *descending { " DESC, " } else { ", " });
    }
    by.push(if by_start { "runs.run_uuid" } else { "runs.start_time DESC, runs.run_uuid" });
    (joins, by)
}
