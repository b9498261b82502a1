"""Where the returns of the published copy are."""

from __future__ import annotations

from pathlib import Path

from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.layout import MANIFEST
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.returns.ssda903.specification import check_year


def published_returns(returns: Path) -> dict[tuple[str, str], Path]:
    """Return the folders of a published copy's returns by collection year and authority, in that order.

    A year's folder holds its return, or with several authorities a folder for each.
    """
    folders = sorted(path.parent for pattern in ("*", "*/*") for path in returns.glob(f"{pattern}/{MANIFEST}"))
    found = {}
    for folder in folders:
        manifest = ReturnManifest.read(folder)
        found[manifest.collection_year, manifest.local_authority_code] = folder
    return dict(sorted(found.items()))


def published_return(returns: Path, collection_year: str, authority: str | None = None) -> Path:
    """Return the folder of one published return.

    Raises:
        WreathError: The year is malformed or not there, or the authority is needed or unknown.
    """
    check_year(collection_year)
    found = published_returns(returns)
    own = {code: folder for (year, code), folder in found.items() if year == collection_year}
    if not own:
        years = ", ".join(sorted({year for year, _ in found})) or "none"
        raise WreathError(f"the published copy holds no return of {collection_year}; it holds {years}")
    codes = ", ".join(own)
    if authority is None and len(own) > 1:
        raise WreathError(f"the published copy holds several authorities ({codes}): say --authority", exit_code=2)
    if authority is not None and authority not in own:
        raise WreathError(f"no return of authority {authority} in {collection_year}; there are {codes}")
    return own[authority] if authority is not None else next(iter(own.values()))
