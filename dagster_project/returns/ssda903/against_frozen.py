"""Whether the returns of a run still equal the frozen ones, and where the differences are listed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.freeze import Freeze, check_unchanged, freezes, latest_of
from dagster_project.returns.ssda903.layout import AGAINST_FROZEN
from dagster_project.returns.ssda903.locate import published_returns
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.settings import Settings


def write_against_frozen(settings: Settings, catalogue: Catalogue, returns: Path) -> None:
    """Write the comparison with its latest freeze beside the files of each return below `returns`.

    Nothing that is wrong with what was frozen keeps a run from publishing: where the register or a frozen return cannot
    be read, or was changed on the disk, nothing is compared, and `standing_lines` tells why.
    """
    from dagster_project.returns.ssda903.compare import compare
    from dagster_project.returns.ssda903.comparison_report import as_csv
    from dagster_project.returns.ssda903.sent_records import sent_records

    try:
        pairs = list(_pairs(freezes(settings), returns))
    except WreathError:
        return
    for freeze, folder in pairs:
        # One from an earlier making says nothing of this one.
        files.remove(folder / AGAINST_FROZEN)
        with suppress(WreathError):
            frozen = check_unchanged(settings, freeze)
            found = compare(frozen, folder, catalogue, look_up=sent_records(settings, catalogue))
            files.write_bytes(folder / AGAINST_FROZEN, as_csv(found))


def standing_lines(settings: Settings, returns: Path) -> list[str]:
    """Return a line for the latest freeze of each year, and for every frozen return that was changed on the disk.

    The line says whether the published return equals it. A register that is damaged is a line too: the run that says
    so has published all the same.
    """
    try:
        found = freezes(settings)
    except WreathError as error:
        return [str(error)]
    if not found:
        return []
    latest, published = latest_of(found), published_returns(returns)
    several = len({freeze.local_authority_code for freeze in found}) > 1
    lines = []
    for freeze in found:
        said = _damage(settings, freeze) or (_standing(settings, freeze, published) if freeze in latest else "")
        whose = f" of {freeze.local_authority_code}" if several else ""
        lines += [f"{freeze.collection_year}{whose}: {said}"] if said else []
    return lines


def _damage(settings: Settings, freeze: Freeze) -> str:
    """Return what is wrong with a frozen return; empty when it is what was frozen."""
    try:
        check_unchanged(settings, freeze)
    except WreathError as error:
        return str(error)
    return ""


def _standing(settings: Settings, freeze: Freeze, published: Mapping[tuple[str, str], Path]) -> str:
    year, label = freeze.collection_year, f"'{freeze.label}'"
    folder = published.get((year, freeze.local_authority_code))
    if folder is None:
        return f"{label} is frozen; the published copy holds no return of the year"
    if _modules(folder) == _modules(freeze.path(settings)):
        return f"equals {label}"
    rows = _rows_listed(folder / AGAINST_FROZEN)
    if rows is None:
        return f"differs from {label}: `wreath compare frozen:{year} published:{year}` lists how"
    if rows == 0:
        return f"equals {label} row for row"
    return f"differs from {label} in {rows:,} row{'' if rows == 1 else 's'}: see {folder / AGAINST_FROZEN}"


def _pairs(found: Iterable[Freeze], returns: Path) -> Iterator[tuple[Freeze, Path]]:
    published = published_returns(returns)
    for freeze in latest_of(found):
        folder = published.get((freeze.collection_year, freeze.local_authority_code))
        if folder is not None:
            yield freeze, folder


def _modules(folder: Path) -> dict[str, str]:
    """Return the digest of each module's file: rows in the order of all columns, so that equal rows are equal bytes."""
    return {module.module: module.sha256 for module in ReturnManifest.read(folder).modules}


def _rows_listed(path: Path) -> int | None:
    """Return how many rows a comparison lists, or None when there is no comparison."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return max((int(record["row"]) for record in csv.DictReader(handle)), default=0)
    except FileNotFoundError:
        return None
