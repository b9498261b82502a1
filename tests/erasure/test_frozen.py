"""A person is taken out of a frozen return, and the register of frozen returns says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from dagster_project import files
from dagster_project.digests import sha256_of
from dagster_project.erasure import frozen
from dagster_project.erasure.stop_list import StopList
from dagster_project.errors import WreathError
from dagster_project.registers import Register
from dagster_project.returns.ssda903.freeze import KIND, REGISTER, check_unchanged, freezes, make_read_only
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.search import hits
from dagster_project.settings import Settings

DAY = date(2026, 11, 27)
_FOLDER = "returns/2024-25/001-submitted"
_CONTENT = {
    "Header.csv": b"CHILD,SEX\r\n1004,F\r\n1005,M\r\n1006,M\r\n",
    "OC3.csv": b'CHILD,ACTIV\r\n1005,"F\r\n1"\r\n1004,F2\r\n1004,F3\r\n1006,F4\r\n',
    "SSDA903.xml": b"<EXPSSDA903>\n  <CHILD>\n    <CHILDID>1004</CHILDID>\n  </CHILD>\n"
    b"  <CHILD>\n    <CHILDID>1005</CHILDID>\n  </CHILD>\n</EXPSSDA903>\n",
    "left_out.csv": b"module,CHILD,line,item,kind,reason\r\nOC3,1004,,,left out,x\r\nOC3,1005,,,left out,x\r\n",
    "reconciliation.csv": b"measure,value\r\nOC3,1004\r\n",
}
_MANIFEST = {
    "return_id": "ssda903", "collection_year": "2024-25", "is_provisional": False, "as_at": "2025-05-01",
    "known_to_date": "2025-05-01", "local_authority_code": "990", "parameters": {}, "catalogue_digest": "0",
    "code": {"version": "1", "digest": "0"}, "inputs": [], "left_out": {"left out": {"OC3": 2}},
}  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    """A home with one frozen return, of three children."""
    settings = Settings(tmp_path)
    folder = settings.home / _FOLDER
    for name, content in _CONTENT.items():
        files.write_bytes(folder / name, content)
    pl.DataFrame({"module": ["OC3", "OC3"], "child": ["1004", "1005"]}).write_parquet(folder / "provenance.parquet")
    listed = [
        {"file": path.name, "sha256": sha256_of(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    ]
    modules = [
        {"module": name, "file": f"{name}.csv", "rows": rows, "sha256": sha256_of(folder / f"{name}.csv")}
        for name, rows in (("Header", 3), ("OC3", 4))
    ]
    losses = [{"module": "OC3", "row": row, "item": "X", "value": str(row), "reason": "y"} for row in (1, 2, 4)]
    xml = {"file": "SSDA903.xml", "left_out_modules": [], "losses": losses}
    content = {**_MANIFEST, "files": listed, "modules": modules, "xml": xml}
    ReturnManifest.model_validate_json(json.dumps(content)).write(folder)
    freeze = {
        "collection_year": "2024-25", "local_authority_code": "990", "label": "submitted", "why": "", "folder": _FOLDER,
        "manifest_sha256": sha256_of(folder / "manifest.json"),
    }  # fmt: skip
    Register(settings, REGISTER).append(KIND, freeze, day=DAY)
    make_read_only(folder)
    return settings


@pytest.fixture
def stops() -> StopList:
    found = StopList(b"k" * 32)
    return StopList(found.salt, frozenset({found.hash_of("lcs_person_id", "990", "1004")}))


def test_a_person_is_taken_out_and_the_register_says_what_changed(kept: Settings, stops: StopList) -> None:
    before = freezes(kept)[0].manifest_sha256
    lines = frozen.cut_frozen(kept, stops, DAY)
    freeze = freezes(kept)[0]
    folder = check_unchanged(kept, freeze)
    assert (folder / "OC3.csv").read_bytes() == b'CHILD,ACTIV\r\n1005,"F\r\n1"\r\n1006,F4\r\n'
    assert b"1004" not in (folder / "SSDA903.xml").read_bytes()
    # A figure that happens to be the number is nobody's.
    assert [hit.file for hit in hits(folder, lambda said: said & {("1004",)}, 1)] == ["reconciliation.csv"]
    manifest = ReturnManifest.read(folder)
    assert {module.module: module.rows for module in manifest.modules} == {"Header": 2, "OC3": 2}
    assert [(loss.row, loss.value) for loss in manifest.xml.losses] == [(1, "1"), (2, "4")]
    assert manifest.left_out == {"left out": {"OC3": 1}}
    entry = Register(kept, REGISTER).entries()[-1]
    assert entry.content == {
        "folder": _FOLDER, "rows": {"Header": -1, "OC3": -2, "left_out": -1}, "sha256_before": before,
        "sha256_after": freeze.manifest_sha256,
    }  # fmt: skip
    assert "Header -1, OC3 -2" in lines[0]


def test_somebody_who_stands_only_among_what_was_left_out_is_taken_out_too(kept: Settings) -> None:
    path = kept.home / _FOLDER / "left_out.csv"
    path.chmod(0o600)
    path.write_bytes(_CONTENT["left_out.csv"].replace(b"1005", b"1007"))
    salt = b"k" * 32
    stops = StopList(salt, frozenset({StopList(salt).hash_of("lcs_person_id", "990", "1007")}))
    (line,) = frozen.cut_frozen(kept, stops, DAY)
    assert path.read_bytes() == _CONTENT["left_out.csv"].replace(b"OC3,1005,,,left out,x\r\n", b"")
    assert Register(kept, REGISTER).entries()[-1].content["rows"] == {"left_out": -1}
    assert "left_out -1" in line


def test_a_return_without_them_stays_as_it_is(kept: Settings) -> None:
    assert frozen.cut_frozen(kept, StopList(b"k" * 32, frozenset({"0"})), DAY) == []
    assert len(Register(kept, REGISTER).entries()) == 1
    check_unchanged(kept, freezes(kept)[0])


@pytest.mark.parametrize(("where", "step"), [(frozen, "enter_removal"), (files, "swap_folder"), (files, "replace")])
def test_killed_half_way_it_is_put_right_by_doing_it_again(
    kept: Settings, stops: StopList, where: ModuleType, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(where, step)

    def killed(*words: Path, **more: object) -> None:
        """Renames of single files go through: it is that of the folder which is killed."""
        if step == "replace" and not words[0].is_dir():
            real(*words)
            return
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(where, step, killed)
        frozen.cut_frozen(kept, stops, DAY)
    frozen.cut_frozen(kept, stops, DAY)
    folder = check_unchanged(kept, freezes(kept)[0])
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert len(Register(kept, REGISTER).entries()) == 2


def test_a_frozen_return_that_somebody_changed_is_still_found(kept: Settings, stops: StopList) -> None:
    frozen.cut_frozen(kept, stops, DAY)
    path = kept.home / _FOLDER / "OC3.csv"
    path.chmod(0o600)
    path.write_bytes(b"CHILD\r\n")
    with pytest.raises(WreathError, match="was changed"):
        check_unchanged(kept, freezes(kept)[0])
