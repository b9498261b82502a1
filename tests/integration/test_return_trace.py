"""A value picked at random in each module, followed by the documented query to the row of the file it was read from."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.landing.readers import read_raw
from dagster_project.settings import repository
from tests.conftest import Built

pytestmark = pytest.mark.slow

MODULES = (
    "Header", "Episodes", "UASC", "Reviews", "OC2", "OC3", "AD1", "PlacedAdoption", "PrevPerm", "Missing",
    "SWEpisodes", "DoLo",
)  # fmt: skip


def _documented_query() -> str:
    guide = (repository() / "docs" / "analyst-guide.md").read_text(encoding="utf-8")
    section = guide.split("## Where a value comes from", 1)[1].split("\n## ", 1)[0]
    found = re.search(r"```sql\n(.*?)```", section, flags=re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("module", MODULES)
def test_a_value_picked_at_random_is_found_in_the_file_it_names(
    demo: Built, catalogue: Catalogue, report: Callable[[str], None], module: str
) -> None:
    with demo.connect() as connection:
        values = connection.execute(
            "select collection_year, module, CHILD, line, item from returns.ssda903__provenance "
            "where module = ? and value is not null and load_id is not null order by all",
            [module],
        ).fetchall()
        assert values, f"the fictional authority has no value in {module}"
        names = ("year", "module", "child", "line", "item")
        picked = dict(zip(names, random.Random(module).choice(values), strict=True))
        found = connection.execute(_documented_query(), picked).fetchall()
        assert len(found) == 1
        value, rule, source, file_name, row_number, record_key = found[0]
        (dataset,) = connection.execute(
            "select dataset from landing.loads where file_name = ?", [file_name]
        ).fetchall()[0]
    report(f"{module}: {picked} = {value} ({rule}): {file_name}, row {row_number}")
    assert file_name.startswith(f"{source}/")
    raw = read_raw((demo.settings.inbox / file_name).read_bytes())
    keys = [field.field for field in catalogue.fields_of(dataset) if field.key_position]
    row = raw.frame.row(row_number - 1, named=True)
    assert "|".join(str(row[key]).strip() for key in keys) == record_key
