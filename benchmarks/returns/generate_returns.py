"""Invented file sets: `uv run python -m benchmarks.returns.generate_returns OUT --children N --error-rate R`.

OUT/current and OUT/previous hold the CSV files of 2026-27 and 2025-26, OUT/reference small lists of postcodes,
authorities and providers. About eleven rows a child over both years. A cell is spoilt with the probability of the
error rate: blank, an unreadable date, or a code of no set. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

START = date(2026, 4, 1)
LEGAL, PLACES, NEEDS = ["C1", "C2", "V2", "D1", "E1"], ["U1", "U4", "K2", "P1", "R1"], ["N1", "N2", "N4", "N5", "N8"]
ETHNIC = ["WBRI", "WOTH", "MWBC", "APKN", "BAFR", "OOTH", "NOBT"]
ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
_SPOILT = ["", "31/02/2026", "ZZ"]


class Maker:
    """Draws of one set."""

    def __init__(self, children: int, error_rate: float, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.count, self.error_rate = children, error_rate
        self.child = np.char.add("B", np.char.zfill(np.arange(children).astype(str), 8))
        self.born = self.days(date(2008, 6, 1), date(2024, 1, 1), children)
        self.sex = self.random.choice(["M", "F"], children)
        self.upn = np.char.add("A", np.char.zfill(self.random.integers(0, 10**12, children).astype(str), 12))
        self.ethnic = self.random.choice(ETHNIC, children)
        self.started = self.days(date(2024, 4, 1), date(2026, 12, 1), children)
        self.places = {name: self.random.choice(PLACES, children) for name in ("first", "second")}
        self.legal, self.need = self.random.choice(LEGAL, children), self.random.choice(NEEDS, children)
        self.moves = self.random.random(children) < 0.5

    def days(self, first: date, last: date, count: int) -> np.ndarray:
        """Draw days from `first` up to `last`."""
        low, high = np.datetime64(first), np.datetime64(last)
        return low + self.random.integers(0, (high - low).astype(int), count)

    def frame(self, **columns: object) -> pl.DataFrame:
        """Return text columns with some cells spoilt; CHILD stays whole."""
        frame = pl.DataFrame({name: _text(values) for name, values in columns.items()})
        for name in frame.columns[1:]:
            spoilt = self.random.random(frame.height) < self.error_rate
            with_ = pl.Series(self.random.choice(_SPOILT, frame.height))
            frame = frame.with_columns(pl.when(pl.Series(spoilt)).then(with_).otherwise(pl.col(name)).alias(name))
        return frame


def _text(values: object) -> pl.Series:
    series = pl.Series(values)
    if series.dtype.is_temporal():
        return series.cast(pl.Date).dt.strftime("%d/%m/%Y")
    return series.cast(pl.String)


def year(maker: Maker, start: date) -> dict[str, pl.DataFrame]:
    """Return the modules of the year that begins on a day."""
    end = np.datetime64(date(start.year + 1, 3, 31))
    there = maker.started <= end
    child, born, sex = maker.child[there], maker.born[there], maker.sex[there]
    blank = np.full(child.size, "")
    reviewed = maker.days(start, date(start.year + 1, 3, 31), child.size)
    lost = maker.random.random(child.size) < 0.1
    leaver = born < np.datetime64(date(start.year - 17, 4, 1))
    found = {
        "Header": maker.frame(
            CHILD=child,
            SEX=sex,
            DOB=born,
            ETHNIC=maker.ethnic[there],
            UPN=maker.upn[there],
            MOTHER=np.where(sex == "F", "0", ""),
            MC_DOB=blank,
        ),
        "Episodes": episodes(maker, there, end),
        "Reviews": maker.frame(
            CHILD=child, DOB=born, REVIEW=reviewed, REVIEW_CODE=maker.random.choice(["PN1", "PN3"], child.size)
        ),
        "OC2": maker.frame(
            CHILD=child,
            DOB=born,
            SDQ_SCORE=maker.random.integers(0, 41, child.size),
            SDQ_REASON=blank,
            CONVICTED=np.full(child.size, 0),
            HEALTH_CHECK=np.where(born > np.datetime64(date(start.year - 4, 4, 1)), "1", ""),
            IMMUNISATIONS=np.full(child.size, 1),
            TEETH_CHECK=np.full(child.size, 1),
            HEALTH_ASSESSMENT=np.full(child.size, 1),
            SUBSTANCE_MISUSE=np.full(child.size, 0),
            INTERVENTION_RECEIVED=blank,
            INTERVENTION_OFFERED=blank,
        ),
        "OC3": maker.frame(
            CHILD=child[leaver],
            DOB=born[leaver],
            IN_TOUCH=np.full(leaver.sum(), "YES"),
            ACTIV=np.full(leaver.sum(), "F2"),
            ACCOM=np.full(leaver.sum(), "K1"),
        ),
        "Missing": maker.frame(
            CHILD=child[lost],
            DOB=born[lost],
            MISSING=np.full(lost.sum(), "M"),
            MIS_START=reviewed[lost],
            MIS_END=reviewed[lost] + 2,
        ),
        "PrevPerm": maker.frame(
            CHILD=child, DOB=born, PREV_PERM=np.full(child.size, "Z1"), LA_PERM=blank, DATE_PERM=blank
        ),
        "UASC": maker.frame(CHILD=child[:0], SEX=sex[:0], DOB=born[:0], DUC=blank[:0]),
        "AD1": maker.frame(
            CHILD=child[:0],
            DOB=born[:0],
            **dict.fromkeys(
                ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"), blank[:0]
            ),
        ),
        "PlacedAdoption": maker.frame(
            CHILD=child[:0],
            DOB=born[:0],
            **dict.fromkeys(("DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"), blank[:0]),
        ),
        "SWEpisodes": maker.frame(
            CHILD=child,
            DOB=born,
            SW_ID=np.char.add("XX", maker.random.integers(10**9, 10**10, child.size).astype(str)),
            SW_DECOM=maker.started[there],
            SW_DEC=blank,
            SW_REASON=blank,
        ),
    }
    if start.year >= 2026:
        found["DoLo"] = maker.frame(
            CHILD=child[:0], DOB=born[:0], **dict.fromkeys(("DOLO_START", "DOLO_END"), blank[:0])
        )
    return found


def episodes(maker: Maker, there: np.ndarray, end: np.datetime64) -> pl.DataFrame:
    """One episode a child, and for half of them a second that follows a change of placement."""
    started, moves = maker.started[there], maker.moves[there]
    moved = np.minimum(started + 120, end)
    moves = moves & (moved > started) & (moved < end)
    common = {"CIN": maker.need[there], "LS": maker.legal[there]}
    child, n = maker.child[there], int(there.sum())
    ended = np.where(moves, _text(moved), "")
    first = {
        "CHILD": child,
        "DECOM": started,
        "RNE": np.full(n, "S"),
        "LS": common["LS"],
        "CIN": common["CIN"],
        "PLACE": maker.places["first"][there],
        "PLACE_PROVIDER": np.full(n, "PR1"),
        "DEC": ended,
        "REC": np.where(moves, "X1", ""),
        "REASON_PLACE_CHANGE": np.where(moves, "CARPL", ""),
        "HOME_POST": np.full(n, "ZZ1 1AA"),
        "PL_POST": np.full(n, "ZZ1 1AB"),
        "URN": np.full(n, "XXXXXXX"),
    }
    second = {name: np.asarray(values)[moves] for name, values in first.items()}
    second |= {
        "DECOM": moved[moves],
        "RNE": np.full(moves.sum(), "P"),
        "PLACE": maker.places["second"][there][moves],
        "DEC": np.full(moves.sum(), ""),
        "REC": np.full(moves.sum(), ""),
        "REASON_PLACE_CHANGE": np.full(moves.sum(), ""),
    }
    return pl.concat([maker.frame(**first), maker.frame(**second)])


def write(out: Path, children: int, error_rate: float, seed: int = 903) -> int:
    """Write a set below OUT and return the number of its rows."""
    maker, rows = Maker(children, error_rate, seed), 0
    for name, start in (("current", START), ("previous", date(START.year - 1, 4, 1))):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        for module, frame in year(maker, start).items():
            blank = pl.when(pl.col(pl.String) != "").then(pl.col(pl.String))
            frame.with_columns(blank.name.keep()).write_csv(folder / f"{module}.csv")
            rows += frame.height
    reference(out / "reference")
    return rows


def reference(folder: Path) -> None:
    """Write the small lists of reference data."""
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(
        {
            "postcode": ["ZZ1 1AA", "ZZ1 1AB"],
            "laua": ["E99000001"] * 2,
            "easting": [400000, 410000],
            "northing": [300000] * 2,
        }
    ).write_csv(folder / "postcodes.csv")
    pl.DataFrame({"district_code": ["E99000001"], "upper_tier_code": ["E99000009"]}).write_csv(
        folder / "authorities.csv"
    )
    pl.DataFrame(
        {
            "URN": ["SC000001"],
            "PLACE_CODES": ["K2"],
            "PROVIDER_CODES": ["PR4"],
            "POSTCODE": ["ZZ11AB"],
            "REG_END": [""],
            "LA_CODE_INFERRED": ["E99000009"],
        }
    ).write_csv(folder / "providers.csv")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--error-rate", type=float, default=0.01)
    given = parser.parse_args()
    print(f"{write(given.out, given.children, given.error_rate):,} rows")
