export AIRFLOW__CORE__LOAD_EXAMPLES=False
airflow standalone                  # database, scheduler and web page, for one developer
# In a second terminal:
airflow dags list-import-errors     # a DAG that does not import is never shown
airflow dags test retrain 2026-03-02
