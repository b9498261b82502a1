"""Checks of the machine: Python, disk, permissions, paths, time, network."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb
from packaging.requirements import Requirement

from dagster_project.doctor.finding import Finding, doubtful, failed, fine
from dagster_project.settings import Settings
from dagster_project.warehouse.publish import OFFLINE

#: Pythons that the locked packages are made for.
_PYTHONS = ((3, 11), (3, 13))
#: A run writes a second warehouse beside the published one, and spills; less than this is never enough.
_LEAST_FREE, _TIMES_WAREHOUSE = 2 << 30, 3
#: Longest path of Windows without its registry setting, and what lies below WREATH_HOME at most.
_WINDOWS_PATH, _BELOW_HOME = 259, 120
_ZONE = "Europe/London"
#: Extensions of DuckDB that models use; they must be built in, since nothing is fetched.
_EXTENSIONS = ("core_functions", "json", "parquet")


def python_version(settings: Settings) -> Finding:
    """Whether this Python is one that the locked packages are made for."""
    own = sys.version_info[:2]
    low, high = (".".join(map(str, limit)) for limit in _PYTHONS)
    found = ".".join(map(str, own))
    if _PYTHONS[0] <= own <= _PYTHONS[1]:
        return fine(found)
    return failed(f"{found}, outside {low} to {high}", f"`uv sync --python {high}` makes the environment with one")


def packages(settings: Settings) -> Finding:
    """Whether every package that Wreath needs is there in a version that it knows."""
    needed = [Requirement(text) for text in requires("wreath") or ()]
    wrong = []
    for one in needed:
        try:
            installed = version(one.name)
        except PackageNotFoundError:
            wrong.append(f"{one.name} is missing")
            continue
        if installed not in one.specifier:
            wrong.append(f"{one.name} is {installed}, not {one.specifier}")
    if wrong:
        return failed("; ".join(wrong), "`uv sync --locked` installs them as they were tested")
    return fine(f"Wreath {version('wreath')} and {len(needed)} packages")


def disk_space(settings: Settings) -> Finding:
    """Whether a run has room: for a second warehouse, what it spills, and the loads."""
    place = _nearest(settings.home)
    largest = max((path.stat().st_size for path in settings.published.glob("*/identified.duckdb")), default=0)
    needed, free = max(_LEAST_FREE, _TIMES_WAREHOUSE * largest), shutil.disk_usage(place).free
    found = f"{free / 2**30:.1f} GiB free"
    if free < needed:
        fix = f"a run needs {needed / 2**30:.1f} GiB: free some, or set WREATH_HOME to a larger disk"
        return failed(found, fix)
    return fine(found)


def permissions(settings: Settings) -> Finding:
    """Whether this account may write where Wreath keeps things."""
    home = settings.home
    folders = [home, settings.landing, settings.published, settings.registers, settings.quarantine, settings.build]
    closed = [place for place in {_nearest(folder) for folder in folders} if not os.access(place, os.W_OK | os.X_OK)]
    if closed:
        return failed(f"{sorted(closed)[0]} cannot be written", "give this account the right to write there")
    return fine(f"{home} can be written")


def privacy(settings: Settings) -> Finding:
    """Whether others on this machine may look into WREATH_HOME, which holds records of people."""
    if not settings.home.exists():
        return fine(f"{settings.home} does not exist yet")
    if os.name == "nt":
        fix = "in Properties, Security, leave only your account; keep it on an encrypted drive"
        return doubtful("Windows keeps who may read a folder where this check cannot see it", fix)
    mode = settings.home.stat().st_mode & 0o777
    if mode & 0o077:
        return failed(f"others may read or enter {settings.home} (mode {mode:o})", f"chmod 700 {settings.home}")
    return fine(f"only this account may enter {settings.home}")


def long_paths(settings: Settings) -> Finding:
    """Whether the longest path below WREATH_HOME fits the limit of Windows, also on a share that Windows reads."""
    longest = len(str(settings.home)) + _BELOW_HOME
    found = f"at most {longest} characters"
    if longest <= _WINDOWS_PATH:
        return fine(found)
    fix = f"set WREATH_HOME to a folder whose path has at most {_WINDOWS_PATH - _BELOW_HOME} characters"
    return failed(found, fix) if os.name == "nt" else doubtful(f"{found}, too many for Windows", fix)


def time_zone(settings: Settings) -> Finding:
    """Whether days begin when they do in England: decisions and the nightly run go by this machine's clock."""
    now = datetime.now().astimezone()
    try:
        english = now.astimezone(ZoneInfo(_ZONE))
    except ZoneInfoNotFoundError:
        return failed("this Python knows no time zones", "`uv pip install tzdata`")
    if english.utcoffset() == now.utcoffset():
        return fine(f"{now.tzname()}, as in England")
    return doubtful(f"{now.tzname()}, which is not the time in England", f"set the time zone of the machine to {_ZONE}")


def console(settings: Settings) -> Finding:
    """Whether the terminal can show every name."""
    encoding = (sys.stdout.encoding or "unknown").lower().replace("-", "")
    if encoding == "utf8":
        return fine("UTF-8")
    return doubtful(f"the terminal shows {encoding} only", "set PYTHONUTF8=1; on Windows `chcp 65001` as well")


def offline(settings: Settings) -> Finding:
    """Whether everything that the warehouse needs is here: nothing may be fetched."""
    config: dict[str, str | bool | int | float | list[str]] = {**OFFLINE}
    with duckdb.connect(config=config) as connection:
        rows = connection.execute("select extension_name from duckdb_extensions() where installed").fetchall()
    missing = sorted(set(_EXTENSIONS) - {name for (name,) in rows})
    if missing:
        return failed(
            f"DuckDB lacks {', '.join(missing)}", "`uv sync --locked` installs a DuckDB that has them built in"
        )
    return fine("nothing needs a network")


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())
