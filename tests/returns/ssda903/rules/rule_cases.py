"""The boundary cases of the rules: tables of a return written as text, with the rows that must fail.

A file a rule. A case begins with a line `# what it holds`. `[Header]`, `[previous Header]`, `[history Header]` and
`[reference postcodes]` begin a table, whose next line names its columns; cells are parted by blanks, quoted where they
hold one, and `-` is a blank cell. A row that must fail ends with `fails`; every other row of this year must pass.
`collection 2025-26`, `local_authority 815`, `file_format xml`, `collection_start 01/04/2026` set what they say;
`outcome not run` says what must happen to the rule where it is neither passed nor failed, `limited history` that the
failures say so.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

FOLDER = Path(__file__).with_name("cases")
#: Collection year of a case that names none.
YEAR = "2026-27"
_SETTINGS = ("local_authority", "file_format", "collection_start", "collection_end")


@dataclass
class Case:
    """One case: the arguments of `validate`, and what it must answer."""

    rule: str
    says: str
    collection_year: str = YEAR
    settings: dict[str, str] = field(default_factory=dict)
    #: `current`, `previous`, `history`, `reference` → name → (columns, rows).
    tables: dict[str, dict[str, tuple[list[str], list[list[str | None]]]]] = field(default_factory=dict)
    fails: set[tuple[str, int]] = field(default_factory=set)
    outcome: str | None = None
    is_limited: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return what `validate` takes; `tables` is the first positional argument."""
        frames = {
            period: {
                name: pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
                for name, (columns, rows) in tables.items()
            }
            for period, tables in self.tables.items()
        }
        return {
            "tables": frames.get("current", {}),
            "previous": frames.get("previous"),
            "history": frames.get("history"),
            "reference": frames.get("reference"),
            "collection_year": self.collection_year,
            **self.settings,
        }

    def passing_rows(self) -> int:
        """Return how many rows of this year must pass."""
        return sum(len(rows) for _, rows in self.tables.get("current", {}).values()) - len(self.fails)


def rules_with_cases() -> list[str]:
    """Return the codes of the rules that have a file of cases."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def cases_of(rule: str) -> list[Case]:
    """Return the cases of a rule, in the order of its file."""
    text = (FOLDER / f"{rule}.txt").read_text(encoding="utf-8")
    return list(_read(rule, text.splitlines()))


def _read(rule: str, lines: list[str]) -> Iterator[Case]:
    case: Case | None = None
    period, name = "current", ""
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            if case is not None:
                yield case
            case, name = Case(rule, line.lstrip("# ")), ""
        elif line.strip():
            assert case is not None, f"{rule}.txt, line {number}: say first what the case holds, in a line with #"
            if line.startswith("["):
                *periods, name = line.strip("[] ").split()
                period = periods[0] if periods else "current"
                case.tables.setdefault(period, {})[name] = ([], [])
            else:
                _line(case, period, name, shlex.split(line), f"{rule}.txt, line {number}")
    if case is not None:
        yield case


def _line(case: Case, period: str, name: str, cells: list[str], place: str) -> None:
    if cells[0] == "collection" and len(cells) == 2:
        case.collection_year = cells[1]
    elif cells[0] in _SETTINGS and len(cells) == 2:
        case.settings[cells[0]] = cells[1]
    elif cells[0] == "outcome":
        case.outcome = " ".join(cells[1:])
    elif cells == ["limited", "history"]:
        case.is_limited = True
    else:
        assert name, f"{place}: a row without a table"
        columns, rows = case.tables[period][name]
        if not columns:
            columns.extend(cells)
            return
        if len(cells) == len(columns) + 1 and cells[-1] == "fails" and period == "current":
            case.fails.add((name, len(rows)))
            cells = cells[:-1]
        assert len(cells) == len(columns), f"{place}: {len(cells)} cells for {len(columns)} columns"
        rows.append([None if cell == "-" else cell for cell in cells])
