"""Numbers of the catalogue that SQL compares with, as dbt macros: a threshold is typed once, as a row of a seed."""

from __future__ import annotations

from dagster_project.catalogue.catalogue import Catalogue

_MACROS = """{{# Generated from the catalogue (parameters.csv): `wreath catalogue write` makes it again. #}}

{{# Fewest people that a number may stand for, other than nought. A council's own greater number hides more when the
   copy without persons is made. #}}
{{% macro fewest_people_shown() -%}}
    {fewest}
{{%- endmacro %}}

{{# Whether a number is of a few people: it may not be shown, nor be left over. Nought may. #}}
{{% macro is_few(number) -%}}
    coalesce({{{{ number }}}} between 1 and {most_hidden}, false)
{{%- endmacro %}}
"""


def macro_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the macros that hold thresholds of the catalogue: path below the repository → content."""
    fewest = int(catalogue.parameter("fewest_people_shown"))
    return {"dbt/macros/thresholds.sql": _MACROS.format(fewest=fewest, most_hidden=fewest - 1)}
