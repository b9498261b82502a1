"""The warehouse: dbt run in this process, and the copy of it that everybody else reads."""
