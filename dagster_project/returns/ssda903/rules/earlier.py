"""Reading what rules need beside the return itself: earlier years' returns, and reference data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.read import read_return
from dagster_project.returns.ssda903.rules.inputs import REFERENCE_COLUMNS

_ENDINGS = (".csv", ".parquet")


def read_history(places: Iterable[Path], catalogue: Catalogue) -> dict[str, pl.DataFrame]:
    """Return the rows of all earlier returns by module: of each place, or of each folder in it where it holds several.

    Raises:
        WreathError: There is no return in one.
    """
    parts: dict[str, list[pl.DataFrame]] = {}
    for place in places:
        years = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
        for one in years or [place]:
            for module, frame in read_return(one, catalogue).file_set.tables.items():
                parts.setdefault(module, []).append(frame)
    return {module: pl.concat(frames, how="diagonal") for module, frames in parts.items()}


def read_reference(folder: Path) -> dict[str, pl.DataFrame]:
    """Return the lists of reference data in a folder: `providers`, `postcodes`, `authorities`, as CSV or Parquet.

    Raises:
        WreathError: The folder has none of them, or one lacks the column that it is looked up by.
    """
    found = {}
    for name, columns in REFERENCE_COLUMNS.items():
        paths = [folder / f"{name}{ending}" for ending in _ENDINGS if (folder / f"{name}{ending}").is_file()]
        if not paths:
            continue
        frame = _as_the_rules_call_them(_read(paths[0]), columns)
        if columns[0] not in frame.columns:
            raise WreathError(f"{paths[0]} has no column {columns[0]}; it needs {', '.join(columns)}")
        found[name] = frame
    if not found:
        wanted = ", ".join(f"{name}.csv" for name in REFERENCE_COLUMNS)
        raise WreathError(f"{folder} holds no reference data: put {wanted} there, as far as you have them", exit_code=2)
    return found


def _as_the_rules_call_them(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Capitals do not count in the name of a column: the inbox takes either."""
    known = {column.casefold(): column for column in columns}
    return frame.rename({name: known.get(name.casefold(), name) for name in frame.columns})


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".csv":
            return pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = " ".join(str(error).split())[:200]
        raise WreathError(f"{path} cannot be read ({reason}): export it again") from error
