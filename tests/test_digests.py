"""A digest changes with names and contents, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from dagster_project.digests import code_digest, digest_of_folders


def test_digest_follows_names_and_contents_wherever_the_clone_lies(tmp_path: Path) -> None:
    folder = tmp_path / "logs" / "target" / "dbt"
    folder.mkdir(parents=True)
    (folder / "a.sql").write_text("select 1", encoding="utf-8")
    first = digest_of_folders([folder])
    (folder / "a.sql").write_text("select 2", encoding="utf-8")
    assert digest_of_folders([folder]) != first
    (folder / "a.sql").write_text("select 1", encoding="utf-8")
    assert digest_of_folders([folder]) == first
    (folder / "a.sql").rename(folder / "b.sql")
    assert digest_of_folders([folder]) != first


def test_digest_leaves_out_what_tools_write(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    before = digest_of_folders([tmp_path])
    (tmp_path / "target" / "manifest.json").write_text("{}", encoding="utf-8")
    assert digest_of_folders([tmp_path]) == before


def test_the_code_has_one_digest() -> None:
    assert code_digest() == code_digest()
    assert len(code_digest()) == 64
