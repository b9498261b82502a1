"""What people call a return on the command line: a path, a frozen return or a published one.

`frozen:2024-25` is the return of that year that was frozen last, `frozen:2024-25/submitted 28 May` the one of that
label (or of that folder's name or number); `published:2024-25` is the one in the published copy; anything else is a
path to a folder or a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.freeze import Freeze, check_unchanged, freezes
from dagster_project.returns.ssda903.locate import published_return
from dagster_project.returns.ssda903.specification import check_year
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current

FROZEN, PUBLISHED = "frozen:", "published:"


def locate_return(settings: Settings, named: str, *, authority: str | None = None) -> Path:
    """Return where a return is.

    Args:
        settings: Where things are.
        named: What it is called.
        authority: Whose frozen or published return it is, where there are several.

    Raises:
        WreathError: There is none of that name, several authorities have it, or the frozen return was changed on
            the disk.
    """
    if named.startswith(PUBLISHED):
        return published_return(require_current(settings).returns, named.removeprefix(PUBLISHED), authority)
    if named.startswith(FROZEN):
        year, _, label = named.removeprefix(FROZEN).partition("/")
        return check_unchanged(settings, _frozen(freezes(settings), check_year(year), label.strip(), authority))
    path = Path(named).expanduser()
    if not path.exists():
        raise WreathError(f"no return {named!r}: name a folder, a file, {FROZEN}2024-25[/label] or {PUBLISHED}2024-25")
    return path


def check_authority(named: Iterable[str], authority: str | None) -> None:
    """Refuse an authority that says nothing: a path is one return already.

    Raises:
        WreathError: It was given, and none of the names is of a frozen or a published return.
    """
    if authority is not None and not any(name.startswith((FROZEN, PUBLISHED)) for name in named):
        raise WreathError(f"--authority chooses among {FROZEN} and {PUBLISHED} returns: leave it out", exit_code=2)


def _frozen(found: Sequence[Freeze], year: str, label: str, authority: str | None) -> Freeze:
    own = [
        freeze
        for freeze in found
        if freeze.collection_year == year and authority in (None, freeze.local_authority_code)
    ]
    if not own:
        raise WreathError(f"no return of {year} is frozen: `wreath freeze {year} LABEL` keeps one")
    fitting = [
        freeze for freeze in own if label.casefold() in ("", freeze.label.casefold(), freeze.name, freeze.name[:3])
    ]
    codes = sorted({freeze.local_authority_code for freeze in fitting})
    if len(codes) > 1:
        raise WreathError(f"several authorities have that ({', '.join(codes)}): say --authority", exit_code=2)
    if not fitting:
        labels = ", ".join(f"'{freeze.label}'" for freeze in own)
        raise WreathError(f"no return of {year} is frozen as '{label}'; there are {labels}")
    return fitting[-1]
