"""What a return's folder holds: the names of its files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dagster_project.returns.ssda903.specification import Module

MANIFEST = "manifest.json"
PROVENANCE = "provenance.parquet"
LEFT_OUT = "left_out.csv"
RECONCILIATION = ("reconciliation.csv", "reconciliation.html")
#: What differs from the return that was frozen last; written beside a published return, and no part of it.
AGAINST_FROZEN = "against_frozen.csv"
#: Files of a return's folder that are about the return, not of it.
ABOUT = frozenset({MANIFEST, PROVENANCE, LEFT_OUT, *RECONCILIATION, AGAINST_FROZEN})
#: The XML file, without ending.
XML = "SSDA903"
#: What the name of a file ends in when its year is unfinished.
PROVISIONAL = "_provisional"


def module_file(module: str, *, is_provisional: bool) -> str:
    """Return the name of a module's CSV file."""
    return f"{module}{PROVISIONAL if is_provisional else ''}.csv"


def xml_file(*, is_provisional: bool) -> str:
    """Return the name of the XML file."""
    return f"{XML}{PROVISIONAL if is_provisional else ''}.xml"


def foreign_names(folder: Path, modules: Iterable[Module]) -> list[str]:
    """Return the names in a folder that no return of these modules has, sorted; empty for a folder that is not there.

    Files of both states of a return, provisional and final, count as its own.
    """
    own = set(ABOUT)
    for state in (False, True):
        own |= {module_file(module.name, is_provisional=state) for module in modules}
        own.add(xml_file(is_provisional=state))
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted(path.name for path in found if path.name not in own or not path.is_file())
