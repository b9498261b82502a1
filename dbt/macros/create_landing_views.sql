{# Landing and the layered catalogue reach dbt as plain views. The statements are written by the landing package,
   which knows the accepted loads; read as text here so that only dbt ever writes the database. #}
{% macro create_landing_views() %}
    {% if execute and flags.WHICH in ("build", "run", "test", "compile", "docs", "generate") %}
        {% set path = env_var("WREATH_HOME") ~ "/build/landing.sql" %}
        {% set statements = run_query("select content from read_text('" ~ path | replace("'", "''") ~ "')") %}
        {% do run_query(statements.columns[0].values()[0]) %}
    {% endif %}
{% endmacro %}
