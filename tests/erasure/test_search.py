"""A search by hashes alone finds who was erased, and nobody else."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.erasure.erase import search_home
from dagster_project.erasure.stop_list import enter_erasure, fresh_stop_list, read_stop_list, shape_of
from dagster_project.search import words
from dagster_project.settings import Settings
from tests.erasure.conftest import DAY


def test_a_search_needs_no_number_to_find_who_was_erased(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    found = fresh_stop_list(settings)
    phrases = [words("1004233"), words("Wren O'Hollow"), words("HC0000369|1")]
    content = {
        "why": "asked for",
        "stops": ["00"],
        "marks": [found.mark_of(phrase) for phrase in phrases],
        "mark_shapes": [list(shape_of(phrase)) for phrase in phrases],
    }
    enter_erasure(settings, found, content, DAY)
    (tmp_path / "dagster").mkdir()
    (tmp_path / "dagster" / "log.txt").write_text("run 1004234 of Wren Hollow and HC0000369|2\n")
    assert search_home(settings, read_stop_list(settings)) == []
    pl.DataFrame({"note": ["seen with wren o’hollow"], "other": ["1004233"]}).write_parquet(tmp_path / "kept.parquet")
    (tmp_path / "dagster" / "log.txt").write_text("case hc0000369 1\n")
    hits = search_home(settings, read_stop_list(settings))
    assert [(hit.file, hit.place) for hit in hits] == [
        ("dagster/log.txt", ""), ("kept.parquet", "note"), ("kept.parquet", "other"),
    ]  # fmt: skip
    # The demo's truth is no copy of anything that a council holds.
    (tmp_path / "kept.parquet").rename(tmp_path / "truth")
    assert len(search_home(settings, read_stop_list(settings))) == 1
