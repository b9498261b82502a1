"""A council's home for one test, with files dropped into its inbox."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import settings as hypothesis_settings

from dagster_project.catalogue import Catalogue
from dagster_project.digests import digest_of_folders
from dagster_project.landing.intake import TakeInResult, take_in
from dagster_project.landing.manifest import CheckResult, LoadRecord, Manifest
from dagster_project.landing.piecewise import Case
from dagster_project.settings import Settings, repository

#: The configuration that the tests rely on, layered over the seeds as a council's own.
MAPPING = {
    "council.toml": 'local_authority_code = "990"\n',
    "mapping/column_aliases.csv": "dataset,alias,field\nssd_mother,Mother ID,moth_person_id\n",
    "mapping/code_spellings.csv": (
        "source,code_set,source_value,code\n,SEX,Young woman,F\nlcs,SEX,Lass,F\nccis,SEX,Lass,M\n"
    ),
    "mapping/null_values.csv": "dataset,field,value,reason\nssd_person,pers_death_date,1900-01-01,no date\n",
}
PERSON_HEADER = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_send_flag,pers_death_date"
LONG_AGO = 1_000_000_000
#: Bytes that a workbook may unpack to where a test gives no other limit.
MOST_UNPACKED = 1 << 30

# Times vary on a shared machine; whether a reader hangs is for the runner's own limit to say.
hypothesis_settings.register_profile("unhurried", deadline=None)
#: What nobody waits for at every change: `HYPOTHESIS_PROFILE=many uv run pytest tests/landing`.
hypothesis_settings.register_profile("many", deadline=None, max_examples=2_000)
_PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "unhurried")
hypothesis_settings.load_profile(_PROFILE)


def examples(count: int) -> hypothesis_settings:
    """Return settings for so many examples of a costly property; as many as of any other under the profile `many`."""
    return hypothesis_settings() if _PROFILE == "many" else hypothesis_settings(max_examples=count)


def lenient(case: Case) -> list[CheckResult]:
    """A judge that lets everything pass."""
    return []


def strict(case: Case) -> list[CheckResult]:
    """A judge that holds back loads without rows or with repeated keys, as the suites do."""
    name = case.tally.schema.dataset.dataset
    passed = case.tally.rows > 0 and case.tally.repeated_keys().is_empty()
    return [CheckResult(name, case.load_id, "unique_key", None, "critical", passed, None, None, "keys are not unique")]


@lru_cache(maxsize=4)
def _loaded(digest: str, seeds: Path, config: Path) -> Catalogue:
    """Most tests have the same configuration, each in a folder of its own."""
    return Catalogue.load(seeds, config)


@dataclass
class Council:
    """One WREATH_HOME and what a test does with it."""

    settings: Settings
    seeds: Path

    @property
    def catalogue(self) -> Catalogue:
        folders = [self.seeds, *([self.settings.config] if self.settings.config.exists() else [])]
        return _loaded(digest_of_folders(folders), self.seeds, self.settings.config)

    def configure(self, name: str, content: str) -> None:
        path = self.settings.config / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def drop(self, name: str, content: str | bytes, *, age: int = 0) -> Path:
        """Put a file into the inbox, as old as if it had lain there for years."""
        path = self.settings.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (LONG_AGO - age, LONG_AGO - age))
        return path

    def people(self, name: str, rows: Iterable[str]) -> Path:
        return self.drop(name, "\n".join([PERSON_HEADER, *rows]) + "\n")

    def run(self, judge: Any = lenient, as_at: date | None = None) -> TakeInResult:
        return take_in(self.settings, self.catalogue, judge=judge, as_at=as_at)

    def only_load(self, judge: Any = lenient) -> LoadRecord:
        loads = self.run(judge).loads
        assert len(loads) == 1
        return loads[0]

    def manifest(self) -> list[LoadRecord]:
        return list(Manifest.read(self.settings.landing))

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Ask a database that has only landing's views."""
        with duckdb.connect(config={"file_search_path": str(self.settings.home)}) as connection:
            connection.execute((self.settings.build / "landing.sql").read_text(encoding="utf-8"))
            return connection.execute(query).fetchall()

    def typed(self, record: LoadRecord) -> pl.DataFrame:
        from dagster_project.landing.storage import TYPED, read_table

        return read_table(self.settings, record, TYPED)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    found = Council(Settings(tmp_path / "home"), repository() / "seeds")
    for name, content in MAPPING.items():
        found.configure(name, content)
    for source in ("lcs", "ccis", "housing", "voice", "health", "virtual_school", "finance", "reference"):
        (found.settings.inbox / source).mkdir(parents=True)
    return found


@pytest.fixture(scope="session")
def tests_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    config = tmp_path_factory.mktemp("config")
    for name, content in MAPPING.items():
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(content, encoding="utf-8")
    return Catalogue.load(repository() / "seeds", config)
