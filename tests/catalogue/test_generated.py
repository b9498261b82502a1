"""What is generated from the catalogue is up to date, whole, and speaks of every field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dagster_project.catalogue import Catalogue, check_generated, write_generated
from dagster_project.catalogue.generate import MARK, generated_files
from dagster_project.catalogue.models import staging_name
from dagster_project.settings import repository

DOC = re.compile(r"{{ doc\('([a-z0-9_]+)'\) }}")


def _loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, str]:
    return generated_files(catalogue)


def test_committed_files_are_up_to_date(catalogue: Catalogue) -> None:
    assert check_generated(catalogue, repository()) == []


def test_writing_twice_changes_nothing_and_a_changed_or_orphaned_file_is_stale(
    catalogue: Catalogue, tmp_path: Path, files: dict[str, str]
) -> None:
    assert len(write_generated(catalogue, tmp_path)) == len(files)
    assert write_generated(catalogue, tmp_path) == []
    changed = tmp_path / "docs/data-dictionary.md"
    changed.write_text("edited", encoding="utf-8")
    orphan = tmp_path / "dbt/models/staging/lcs/stg_lcs__gone.sql"
    orphan.write_text(f"-- G{MARK}", encoding="utf-8")
    by_hand = tmp_path / "dbt/models/sources/landing.yml"
    by_hand.write_text("version: 2", encoding="utf-8")
    assert check_generated(catalogue, tmp_path) == sorted([orphan, changed])
    write_generated(catalogue, tmp_path)
    assert by_hand.exists()
    assert not orphan.exists()
    assert check_generated(catalogue, tmp_path) == []


def test_a_changed_description_makes_files_stale(plant: Callable[..., Catalogue]) -> None:
    planted = plant("fields", ("ssd_person", "pers_dob"), description="Another sentence altogether.")
    stale = [path.relative_to(repository()).as_posix() for path in check_generated(planted, repository())]
    assert stale == ["dbt/models/docs/lcs.md", "docs/data-dictionary.md"]


def test_every_generated_file_says_so(files: dict[str, str]) -> None:
    assert [name for name, content in files.items() if MARK not in content] == []
    assert [name for name in files if name.endswith(".yml") and not files[name].startswith("# G")] == []


def blocks(files: dict[str, str]) -> list[str]:
    """Return the name of every doc block, repeats included."""
    texts = [content for name, content in files.items() if name.startswith("dbt/models/docs/")]
    return [name for text in texts for name in re.findall(r"{% docs (\w+) %}", text)]


def test_doc_blocks_are_unique_and_every_reference_has_one(files: dict[str, str]) -> None:
    named = blocks(files)
    assert len(named) == len(set(named))
    used = {block for name, text in files.items() if name.endswith(".yml") for block in DOC.findall(text)}
    assert used <= set(named)


def models(files: dict[str, str], source: str) -> list[dict[str, Any]]:
    """Return the staging models of a source, as dbt reads them."""
    content = _loaded(files[f"dbt/models/staging/{source}/_{source}__models.yml"])
    found: list[dict[str, Any]] = content["models"]
    return found


def test_every_dataset_has_a_staging_model_with_grain_and_described_columns(
    catalogue: Catalogue, files: dict[str, str]
) -> None:
    for dataset in catalogue.datasets:
        name = staging_name(dataset)
        entry = next(model for model in models(files, dataset.source) if model["name"] == name)
        assert entry["description"].startswith("One row per local_authority_code and ")
        assert entry["data_tests"] == ["grain"]
        columns = [column["name"] for column in entry["columns"]]
        assert set(entry["config"]["meta"]["grain"]) <= set(columns)
        assert all(DOC.fullmatch(column["description"]) for column in entry["columns"])
        sql = files[f"dbt/models/staging/{dataset.source}/{name}.sql"]
        assert sql.count(" as (") == 2
        assert sql.endswith("select * from final\n")
        selected = re.findall(r"^        (?:\w+ as )?(\w+),?$", sql, flags=re.MULTILINE)
        assert selected == columns


def test_no_two_datasets_share_a_staging_model(catalogue: Catalogue) -> None:
    names = [staging_name(dataset) for dataset in catalogue.datasets]
    assert len(names) == len(set(names))


def test_columns_say_what_they_mean(files: dict[str, str]) -> None:
    contact = next(m for m in models(files, "lcs") if m["name"] == "stg_lcs__care_leaver_contact")
    activity = next(c for c in contact["columns"] if c["name"] == "activity_code")
    assert activity["config"]["meta"] == {
        "source_field": "lcs.lcs_care_leaver_contacts.activity",
        "concepts": ["C01", "C02", "C03", "C09", "C10"],
        "domains": ["employment", "education"],
        "perspective": "administrative",
        "sensitivity": "personal",
        "return_items": ["ssda903.OC3.ACTIV"],
    }


def test_sources_name_every_field_as_sent(catalogue: Catalogue, files: dict[str, str]) -> None:
    for source in catalogue.sources:
        (entry,) = _loaded(files[f"dbt/models/sources/{source.source}.yml"])["sources"]
        for table in entry["tables"]:
            sent = [column["name"] for column in table["columns"]]
            assert sent[-1] == catalogue.fields_of(table["name"])[-1].field
            assert table["identifier"] == f"{source.source}__{table['name']}"
            assert len(sent) == len(catalogue.common_columns) + len(catalogue.fields_of(table["name"]))


def test_source_columns_say_what_they_mean_as_staging_does(catalogue: Catalogue, files: dict[str, str]) -> None:
    for source in catalogue.sources:
        staged = {
            (column["config"]["meta"]["source_field"], str(column["config"]["meta"]))
            for model in models(files, source.source)
            for column in model["columns"]
            if "config" in column
        }
        (entry,) = _loaded(files[f"dbt/models/sources/{source.source}.yml"])["sources"]
        sent = {
            (column["config"]["meta"]["source_field"], str(column["config"]["meta"]))
            for table in entry["tables"]
            for column in table["columns"]
            if "config" in column
        }
        assert len(sent) == sum(field.source == source.source for field in catalogue.fields)
        assert sent == staged


def test_concept_columns_of_the_domains_name_the_concepts_perspective(catalogue: Catalogue) -> None:
    perspective = {concept.concept_id: concept.perspective for concept in catalogue.concepts}
    named = set()
    for path in (repository() / "dbt/models/marts/domains").glob("_*__models.yml"):
        for model in _loaded(path.read_text(encoding="utf-8"))["models"]:
            if model["name"].startswith("dom_"):
                metas = [column.get("config", {}).get("meta", {}) for column in model["columns"]]
                named |= {(meta["concept"], meta.get("perspective")) for meta in metas if "concept" in meta}
    assert named == set(perspective.items())


def test_suites_check_size_key_and_every_typed_column(catalogue: Catalogue, files: dict[str, str]) -> None:
    for dataset in catalogue.datasets:
        suite = json.loads(files[f"expectations/{dataset.source}__{dataset.dataset}.json"])
        assert suite["name"] == f"{dataset.source}__{dataset.dataset}"
        checks = [entry["meta"]["check"] for entry in suite["expectations"]]
        assert checks.count("min_rows") == checks.count("unique_key") == checks.count("row_count_change_share") == 1
        typed = [field for field in catalogue.fields_of(dataset.dataset) if field.type != "text"]
        assert checks.count("max_unreadable_share") == len(typed)
        keys = next(
            entry["kwargs"]["column_list"] for entry in suite["expectations"] if "column_list" in entry["kwargs"]
        )
        assert keys == ["local_authority_code", *(f.field for f in catalogue.key_fields(dataset.dataset))]


def test_a_threshold_of_a_dataset_wins_over_the_common_one(files: dict[str, str]) -> None:
    suite = json.loads(files["expectations/lcs__ssd_person.json"])
    limits = {
        entry["kwargs"]["row_condition"]: entry["kwargs"]["max_value"]
        for entry in suite["expectations"]
        if entry["meta"]["check"] == "max_unreadable_share"
    }
    assert limits['field == "pers_dob"'] == 0.02
    assert limits['field == "pers_death_date"'] == 0.1


def test_the_dictionary_names_every_field(catalogue: Catalogue, files: dict[str, str]) -> None:
    page = files["docs/data-dictionary.md"]
    for field in catalogue.fields:
        assert f"| `{field.field}` | `{field.column}` |" in page
        assert field.description in page
