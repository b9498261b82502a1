"""Random returns, more wrong than any real one, for what must hold of the rules whatever a return holds.

Children with many rows each, so that rows meet; few days, so that boundaries do; some cells are blank, and some hold
no date or no code. Every return has a child twice in this and in last year's Header, rows with a blank key, and
children born on 29 February.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.specification import Item, Module, modules_of

YEAR = "2026-27"
Frames = dict[str, pl.DataFrame]
Rows = list[dict[str, str | None]]

_BIRTHDAYS = ("29/02/2012", "28/02/2023", "01/04/2011", "31/03/2009", "12/12/2006", "01/09/2026")
#: Rules take longer to plan than to run, so that many children in one return find more than many returns.
_BORN = {str(number): _BIRTHDAYS[number % len(_BIRTHDAYS)] for number in range(24)}
_LEAP_CHILD = "0"
_MOST_FURTHER_ROWS = 100
_BOUNDARIES = ("01/04/2023", "31/03/2025", "31/03/2026", "01/04/2026", "26/03/2027", "31/03/2027", "01/04/2027")
_NO_DATES = ("31/02/2026", "01/04/26", "2026-04-01", "ZZ/04/2026", "rubbish")
_POSTCODES = ("AA1 1AA", "aa11ab", "BB2 2BB", "CC3 3CC")
_URNS = ("SC000001", "SC000002", "XXXXXXX", "1234567")
_WORDS = ("0", "1", "12", "40", "SW1", "X")
_SHARE_BLANK, _SHARE_WRONG = 0.15, 0.05


@dataclass
class Return:
    """The arguments of `validate` for one return, modules by period."""

    tables: Frames
    previous: Frames
    history: Frames
    reference: Frames

    def arguments(self) -> dict[str, Any]:
        """Return the arguments by keyword, `tables` among them."""
        return vars(self) | {"collection_year": YEAR, "local_authority": "815"}

    def shuffled(self, seed: int) -> Return:
        """The same return with the rows of every file in another order."""
        return Return(
            *(
                {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()}
                for frames in vars(self).values()
            )
        )

    def with_cell(self, module: str, row: int, item: str, text: str) -> Return:
        """The same return with another text in one cell of this year."""
        here = pl.int_range(pl.len()) == row
        frame = self.tables[module].with_columns(pl.when(here).then(pl.lit(text)).otherwise(pl.col(item)).alias(item))
        return Return(self.tables | {module: frame}, self.previous, self.history, self.reference)


def random_return(catalogue: Catalogue, seed: int) -> Return:
    """Return a return with last year's and all earlier ones; the same for the same seed."""
    generator = _Generator(catalogue, random.Random(seed))
    current, previous, older = generator.frames(), generator.frames(), generator.frames()
    history = {name: pl.concat([frame, older[name]]) for name, frame in previous.items()}
    return Return(current, previous, history, _reference())


class _Generator:
    def __init__(self, catalogue: Catalogue, rng: random.Random) -> None:
        self._random = rng
        self._modules = modules_of(catalogue, None)
        self._codes: dict[str, list[str]] = defaultdict(list)
        for row in catalogue.table(tables.CODES):
            self._codes[row.code_set].append(row.code)
        self._days = [
            *_BOUNDARIES,
            *(f"{date(2025, 10, 1) + timedelta(rng.randrange(560)):%d/%m/%Y}" for _ in range(20)),
        ]

    def frames(self) -> Frames:
        """One year's files."""
        return {
            module.name: pl.DataFrame(self._rows(module), schema=dict.fromkeys(module.columns, pl.String))
            for module in self._modules
        }

    def _rows(self, module: Module) -> Rows:
        children: list[str | None] = [*_BORN, _LEAP_CHILD, None]
        if module.name != "Header":
            children += self._random.choices([*_BORN], k=self._random.randrange(_MOST_FURTHER_ROWS))
        return [{item.name: self._cell(item, child) for item in module.items} for child in children]

    def _cell(self, item: Item, child: str | None) -> str | None:
        if item.name == "CHILD":
            return child
        chance = self._random.random()
        is_wrong = chance > 1 - _SHARE_WRONG
        if chance < _SHARE_BLANK:
            return None
        if item.name == "DOB" and not is_wrong:
            return _BORN.get(child or "")
        if item.type.startswith("date"):
            return self._random.choice(self._random.choice((_NO_DATES, self._days)) if is_wrong else self._days)
        if item.type == "postcode":
            return self._random.choice(_POSTCODES)
        if item.type == "Ofsted URN":
            return self._random.choice(_URNS)
        codes = self._codes[item.code_set] if item.code_set and not is_wrong else _WORDS
        return self._random.choice(codes)


def _reference() -> Frames:
    return {
        "postcodes": pl.DataFrame(
            {
                "postcode": ["AA1 1AA", "AA1 1AB", "BB2 2BB"],
                "laua": ["E06000065", "E06000065", "W06000015"],
                "easting": ["450000", "450100", "318000"],
                "northing": ["450000", "452000", "176000"],
            }
        ),
        "authorities": pl.DataFrame({"district_code": ["E06000065"], "upper_tier_code": ["815"]}),
        "providers": pl.DataFrame(
            {
                "URN": ["SC000001", "SC000002"],
                "PLACE_CODES": ["K2,U6", "H5"],
                "PROVIDER_CODES": ["PR1,PR4", "PR2"],
                "POSTCODE": ["AA1 1AA", "BB2 2BB"],
                "REG_END": ["30/09/2026", None],
                "LA_CODE_INFERRED": ["815", "330"],
            }
        ),
    }
