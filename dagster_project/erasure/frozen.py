"""Somebody who was erased taken out of a frozen return, with what that changed in the register of frozen returns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.digests import sha256_of
from dagster_project.erasure.stop_list import StopList
from dagster_project.erasure.tellers import normal
from dagster_project.landing.storage import parquet_bytes
from dagster_project.returns.ssda903.freeze import Freeze, enter_removal, freezes, make_read_only
from dagster_project.returns.ssda903.layout import LEFT_OUT, MANIFEST, PROVENANCE
from dagster_project.returns.ssda903.manifest import FileDigest, ReturnManifest
from dagster_project.settings import Settings

_CHILD = re.compile(rb"  <CHILD>\n.*?  </CHILD>\n", re.DOTALL)
_CHILD_ID = re.compile(rb"<CHILDID>([^<]*)</CHILDID>")
#: Columns that hold the child's number, by file: of modules and what is left out, and of the provenance.
_COLUMNS = ("CHILD", "child")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ASIDE = ".without"
IsTheirs = Callable[[str], bool]


def cut_frozen(settings: Settings, stops: StopList, day: date) -> list[str]:
    """Take people who were erased out of every frozen return; return a line for each that was cut.

    The new folder is made aside and its hash entered before it takes the place of the old one: killed in between, the
    same is made again. What the department was sent is theirs; this is the council's copy of it.
    """
    lines = []
    for freeze in freezes(settings):
        folder = freeze.path(settings)
        aside = folder.with_name(f".{folder.name}{_ASIDE}")
        if not folder.is_dir() and (aside / MANIFEST).exists():
            # A swap that was killed half way; the manifest is written last, so the new folder is whole.
            _take_its_place(aside, folder)
        if not folder.is_dir():
            continue

        def is_theirs(child: str, freeze: Freeze = freeze) -> bool:
            return bool(child) and stops.holds("lcs_person_id", freeze.local_authority_code, normal(child))

        files.remove_folder(aside)
        removed = _write_without(folder, aside, is_theirs)
        if removed is not None:
            after = sha256_of(aside / MANIFEST)
            before = sha256_of(folder / MANIFEST)
            enter_removal(settings, freeze, before=before, after=after, rows=removed, day=day)
            _take_its_place(aside, folder)
            counted = ", ".join(f"{name} -{count}" for name, count in removed.items())
            lines.append(f"{freeze.folder}: {counted} rows; manifest {before[:12]} before, {after[:12]} after")
        files.remove_folder(aside)
    return lines


def _write_without(folder: Path, aside: Path, is_theirs: IsTheirs) -> dict[str, int] | None:
    """Write a return without some children and return how many rows each file lost that has their number.

    None, and nothing is written, where no file has it. Somebody may stand in no module and yet among what was left out.
    """
    manifest = ReturnManifest.read(folder)
    cut = {file.file: _cut(folder / file.file, is_theirs) for file in manifest.files}
    if all(content == (folder / name).read_bytes() for name, (content, _) in cut.items()):
        return None
    digests = []
    for name, (content, _) in cut.items():
        files.write_bytes(aside / name, content)
        digests.append(FileDigest(file=name, sha256=sha256_of(aside / name), bytes=len(content)))
    by_name = {digest.file: digest.sha256 for digest in digests}
    modules = tuple(
        module.model_copy(update={"rows": module.rows - len(cut[module.file][1]), "sha256": by_name[module.file]})
        for module in manifest.modules
    )
    losses = tuple(
        loss.model_copy(update={"row": loss.row - sum(row < loss.row for row in gone)})
        for loss in manifest.xml.losses
        for gone in [next((cut[m.file][1] for m in manifest.modules if m.module == loss.module), [])]
        if loss.row not in gone
    )
    changed = {
        "files": tuple(digests),
        "modules": modules,
        "xml": manifest.xml.model_copy(update={"losses": losses}),
        "left_out": _counted(cut[LEFT_OUT][0]) if LEFT_OUT in cut else manifest.left_out,
    }
    manifest.model_copy(update=changed).write(aside)
    named = {**{module.module: module.file for module in manifest.modules}, Path(LEFT_OUT).stem: LEFT_OUT}
    return {name: len(cut[file][1]) for name, file in named.items() if file in cut and cut[file][1]}


def _cut(path: Path, is_theirs: IsTheirs) -> tuple[bytes, list[int]]:
    """Return a file without some children, and which of its rows went, from 1."""
    content = path.read_bytes()
    if path.name == PROVENANCE:
        frame = pl.read_parquet(path, hive_partitioning=False)
        keep = [not is_theirs(child) for child in frame["child"].to_list()]
        return (content, []) if all(keep) else (parquet_bytes(frame.filter(pl.Series(keep))), _gone(keep))
    if path.suffix == ".xml":
        return _CHILD.sub(lambda found: b"" if _is_child(found.group(), is_theirs) else found.group(), content), []
    if path.suffix != ".csv":
        return content, []
    return _cut_lines(content, is_theirs)


def _cut_lines(content: bytes, is_theirs: IsTheirs) -> tuple[bytes, list[int]]:
    """Cut the lines of a CSV file as they stand, so that every other byte stays."""
    lines = _LINE.findall(content.decode("utf-8"))
    header = next(csv.reader(lines[:1]), [])
    place = next((header.index(name) for name in _COLUMNS if name in header), None)
    if place is None:
        return content, []
    records = _records(lines[1:])
    keep = [not is_theirs(next(csv.reader(io.StringIO(record)))[place]) for record in records]
    kept = [record for record, stays in zip(records, keep, strict=True) if stays]
    return "".join([lines[0], *kept]).encode(), _gone(keep)


def _records(lines: list[str]) -> list[str]:
    """Put together the lines of records whose cells hold line ends."""
    records: list[str] = []
    is_open = False
    for line in lines:
        if is_open:
            records[-1] += line
        else:
            records.append(line)
        is_open ^= line.count('"') % 2 == 1
    return records


def _gone(keep: list[bool]) -> list[int]:
    return [row for row, stays in enumerate(keep, start=1) if not stays]


def _is_child(element: bytes, is_theirs: IsTheirs) -> bool:
    found = _CHILD_ID.search(element)
    return found is not None and is_theirs(found.group(1).decode())


def _counted(left_out: bytes) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(io.StringIO(left_out.decode("utf-8-sig"))):
        of_kind = counts.setdefault(row["kind"], {})
        of_kind[row["module"]] = of_kind.get(row["module"], 0) + 1
    return counts


def _take_its_place(aside: Path, folder: Path) -> None:
    """Swap two folders, and remove the old one, read-only or not: it holds the person."""
    files.swap_folder(aside, folder)
    files.remove_folder(folder.with_name(f".{folder.name}.old"))
    make_read_only(folder)
