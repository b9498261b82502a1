"""Invented names: syllables that make no real forename or surname."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.days import Whole
from dagster_project.synthetic.draws import Draws, labels

_FORENAME_STARTS = (
    "Tav", "Bel", "Kes", "Jor", "Mir", "Zan", "Del", "Fen", "Cal", "Orl", "Pel", "Rin", "Sav", "Tem", "Vel", "Wyn",
    "Yar", "Bri", "Dar", "Eza", "Gav", "Hal", "Ine", "Kor", "Lun", "Nev", "Osk", "Pria", "Quin", "Sor", "Tol",
    "Ula", "Vex", "Xan", "Yel", "Zor", "Ash", "Brem", "Cael", "Dov",
)  # fmt: skip
_FORENAME_ENDS = (
    "ren", "ora", "tin", "lis", "vek", "mira", "sil", "dan", "esh", "ista", "oro", "ane", "ith", "umi", "aneé",
    "ekko", "ave", "isk", "ond", "uri", "ellaï", "ato", "eva", "imo", "usk", "ada", "elin", "otto", "yne", "arro",
)  # fmt: skip
_SURNAME_STARTS = (
    "Brant", "Ellver", "Quarn", "Thist", "Morv", "Skell", "Dunth", "Fyl", "Garro", "Hexl", "Ivers", "Jask", "Kelm",
    "Lorv", "Mund", "Norv", "Oxl", "Pentr", "Rusk", "Stav", "Tarn", "Ulv", "Varr", "Wend", "Yarl", "Zell", "Blick",
    "Crov", "Drost", "Esk", "Farl", "Gritt", "Holv", "Inks", "Jorl", "Kritt", "Lund", "Mask", "Nesk", "Orr",
)  # fmt: skip
_SURNAME_ENDS = (
    "ovick", "erby", "quist", "allow", "imper", "undle", "ashaw", "ottle", "endry", "oxley", "arkin", "emsby",
    "umble", "ivett", "andle", "orrin", "eskew", "attle", "olbeck", "unfirth",
)  # fmt: skip


def forenames(draws: Draws, size: int) -> pl.Series:
    """Return invented forenames."""
    starts, ends = len(_FORENAME_STARTS), len(_FORENAME_ENDS)
    every = [start + end for start in _FORENAME_STARTS for end in _FORENAME_ENDS]
    return labels("forename", every, draws.between(0, starts * ends - 1, size))


def surnames(draws: Draws, size: int) -> pl.Series:
    """Return invented surnames."""
    return labels("surname", _SURNAMES, draws.between(0, len(_SURNAMES) - 1, size))


def every_surname() -> tuple[str, ...]:
    """Return every surname that can come up."""
    return _SURNAMES


def every_forename() -> tuple[str, ...]:
    """Return every forename that can come up."""
    return tuple(start + end for start in _FORENAME_STARTS for end in _FORENAME_ENDS)


def _every_surname() -> tuple[str, ...]:
    return tuple(start + end for start in _SURNAME_STARTS for end in _SURNAME_ENDS)


_SURNAMES = _every_surname()


def postcodes(area: str, size: int) -> list[str]:
    """Return the first postcodes of an area that does not exist, such as NM1 1AA."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    units = [first + second for first in letters for second in letters]
    made: list[str] = []
    for number in range(size):
        district, sector, unit = 1 + number % 20, 1 + (number // 20) % 9, units[number // 180]
        made.append(f"{area}{district} {sector}{unit}")
    return made


def upn(authority: int, birth_year: Whole, number: Whole) -> pl.Series:
    """Return pupil numbers of the right form for an authority that does not exist.

    A check letter (the weighted sum of the digits modulo 23), the authority, a school, a year and a serial number.
    """
    year = (birth_year + 5) % 100
    digits = (
        pl.DataFrame({"school": 1000 + number // 1000, "year": year, "serial": number * 377 % 1000})
        .select(
            pl.format(
                "{}{}{}{}",
                pl.lit(str(authority)),
                pl.col("school").cast(pl.String).str.zfill(4),
                pl.col("year").cast(pl.String).str.zfill(2),
                pl.col("serial").cast(pl.String).str.zfill(3),
            ).alias("upn")
        )
        .get_column("upn")
    )
    return _with_check_letter(digits)


def _with_check_letter(digits: pl.Series) -> pl.Series:
    """Put the check letter before twelve digits."""
    total = np.zeros(len(digits), dtype=np.int64)
    for place in range(12):
        total += (place + 2) * digits.str.slice(place, 1).cast(pl.Int64).to_numpy()
    letters = labels("letter", list("ABCDEFGHJKLMNPQRTUVWXYZ"), total % 23)
    return (letters + digits).alias("upn")


def nhs_numbers(draws: Draws, size: int) -> pl.Series:
    """Return NHS numbers of the 999 range kept for tests, with a right check digit and no two alike."""
    body = np.arange(1_000_000, dtype=np.int64)
    weights = np.arange(10, 1, -1)
    digits = [(999_000_000 + body) // 10 ** (8 - place) % 10 for place in range(9)]
    products = [weight * digit for weight, digit in zip(weights, digits, strict=True)]
    remainder = np.sum(products, axis=0)
    check = (11 - remainder % 11) % 11
    good = body[check != 10]
    chosen = good[draws.shuffled(len(good))][np.arange(size) % len(good)]
    return pl.Series("nhs_number", 9_990_000_000 + chosen * 10 + check[chosen]).cast(pl.String)
